"""`python -m ehcp.screening FILE...`: what is in each plan and what to look at, as a report or as JSON.

Every file gets its line or its report, whatever is in it: files are read in a process of their own, which is started
again should one of them bring it down.
"""

from __future__ import annotations

import argparse
import os
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from ehcp.screening.apart import Answer, Job, answers
from ehcp.screening.facts import Facts

if TYPE_CHECKING:
    from ehcp.screening.optional.local_model import LocalModel

ALL_SCREENED, SOME_NOT, WRONGLY_CALLED = 0, 1, 2


def parser() -> argparse.ArgumentParser:
    command = argparse.ArgumentParser(
        prog="python -m ehcp.screening",
        description="Reads EHC plans and points at what a person should look at. It gives no verdict.",
        epilog='A file whose name begins with "-" goes after "--". Exit 0: every file was screened; 1: one was not.',
    )
    command.add_argument(
        "files", nargs="+", metavar="FILE", help=".docx, .pdf or .txt; .odt, .doc, .rtf with LibreOffice"
    )
    command.add_argument("--json", action="store_true", help="one JSON object a file and line")
    command.add_argument("--html", metavar="FILE", help="write a page with the plan marked up (one plan at a time)")
    command.add_argument("--docx", metavar="FILE", help="write the plan's Word file with comments (one plan at a time)")
    command.add_argument("--kind", choices=("draft", "amended", "final"), help="what kind of plan it is")
    command.add_argument("--on", type=_day, metavar="DATE", help="the plan's own day, such as 2026-03-12")
    command.add_argument("--name", help="the child's name")
    command.add_argument("--born", type=_day, metavar="DATE", help="the child's date of birth")
    command.add_argument("--pronoun", choices=("he", "she", "they"), help="the child's pronoun")
    extras = command.add_argument_group("extras, off unless asked for; nothing they say is part of the ruleset")
    extras.add_argument(
        "--semantic", action="store_true", help="propose links by likeness of meaning, for a person to judge"
    )
    extras.add_argument(
        "--model-url", metavar="URL", help="let a model on this machine point at more (OpenAI-compatible)"
    )
    extras.add_argument("--model-name", metavar="NAME", default="local", help="what the model is called there")
    extras.add_argument(
        "--model-host", metavar="HOST", action="append", default=[], help="a further host on which a model may be asked"
    )
    return command


def _day(words: str) -> date:
    try:
        return date.fromisoformat(words)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{words!r} is no day; write it as 2026-03-12") from None


def main(arguments: list[str] | None = None) -> int:
    """Answers 0 when every file was screened, 1 when one was not, 2 when wrongly called."""
    command = parser()
    told = command.parse_args(arguments)
    if (told.html or told.docx) and len(told.files) > 1:
        command.error("--html and --docx take one plan at a time")
    model = _model(command, told)
    if told.semantic and not _has_likeness():
        return WRONGLY_CALLED
    facts = Facts(kind=told.kind, on=told.on, name=told.name, born_on=told.born, pronoun=told.pronoun)
    jobs = [
        Job(file, facts, told.json, bool(told.html), bool(told.docx), with_likely_links=told.semantic, model=model)
        for file in told.files
    ]
    result = ALL_SCREENED
    try:
        for answer in answers(jobs):
            _print(answer)
            if not answer.is_screened or not _keep(told.html, answer.page) or not _keep(told.docx, answer.word):
                result = SOME_NOT
    except BrokenPipeError:
        # Whoever read the output has stopped: nothing more to say, and no complaint at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return SOME_NOT
    return result


def _model(command: argparse.ArgumentParser, told: argparse.Namespace) -> LocalModel | None:
    """The model to ask, or None; ends the command where it may not be asked."""
    if not told.model_url:
        return None
    from ehcp.screening.optional.local_model import LocalModel, NotAllowed

    try:
        return LocalModel(told.model_url, told.model_name, frozenset(told.model_host))
    except NotAllowed as reason:
        command.error(str(reason))


def _has_likeness() -> bool:
    from ehcp.screening.optional.embedding import NOT_INSTALLED, is_installed

    if not is_installed():
        print(NOT_INSTALLED, file=sys.stderr)
    return is_installed()


def _print(answer: Answer) -> None:
    sys.stdout.buffer.write(answer.printed.encode("utf-8", "replace"))
    sys.stdout.buffer.flush()
    for problem in answer.problems:
        print(problem, file=sys.stderr)


def _keep(path: str | None, made: bytes | None) -> bool:
    """Writes a page or a Word file where it was asked for; False when there is none, or no room for it."""
    if path is None:
        return True
    if made is None:
        return False
    try:
        Path(path).write_bytes(made)
    except OSError as error:
        print(f"{path} could not be written: {error.strerror}", file=sys.stderr)
        return False
    return True


if __name__ == "__main__":
    raise SystemExit(main())
