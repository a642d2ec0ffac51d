"""Screening files in a process of their own, so that no file can bring the command down or keep it waiting for ever."""

from __future__ import annotations

import contextlib
import errno
import gc
import json
import multiprocessing
import os
import stat
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING, Any

from ehcp.screening.facts import Facts
from ehcp.screening.reading import Refused, read_any
from ehcp.screening.result import not_screened, screened

if TYPE_CHECKING:
    from ehcp.screening.optional.local_model import LocalModel
    from ehcp.screening.screen import Screening

SECONDS = 120
MEMORY = 2 * 1024**3
LARGEST = 25 * 1024 * 1024

NO_FILE = "There is no file of this name."
FOLDER = "This is a folder. Name the files in it."
NO_ORDINARY_FILE = "This is not an ordinary file."
NOT_ALLOWED = "This file may not be opened by whoever runs the command."
UNREADABLE = (
    "This file could not be read. Open it to see that it is whole, save it again as .docx, and screen the new file."
)
TOO_LARGE = "This file is larger than we can take. Make the pictures in it smaller and screen the new file."
TOO_LONG = (
    "This file took too much time or memory to read, so we stopped. Save it again as a new .docx, and screen that."
)
ONLY_WORD = "Comments can be put into a Word document (.docx) alone, and this is none."


@dataclass(frozen=True)
class Job:
    """One file, what is known of its plan, and what is to be made of it."""

    file: str
    facts: Facts
    as_json: bool = False
    as_page: bool = False
    as_word: bool = False
    with_likely_links: bool = False
    model: LocalModel | None = None


@dataclass(frozen=True)
class Answer:
    """What is printed of a file, and what else was made of it."""

    printed: str
    is_screened: bool
    page: bytes | None = None
    word: bytes | None = None
    problems: tuple[str, ...] = ()


def answers(jobs: Iterable[Job], *, seconds: float = SECONDS) -> Iterator[Answer]:
    """One answer a job, in order."""
    reader = _Reader()
    try:
        for job in jobs:
            yield reader.answer(job, seconds)
    finally:
        reader.stop()


class _Reader:
    """The process that reads. It is started when first needed, and anew after it was stopped or fell."""

    def __init__(self) -> None:
        methods = multiprocessing.get_all_start_methods()
        self.context: Any = multiprocessing.get_context("fork" if "fork" in methods else "spawn")
        self.process: Any = None
        self.line: Connection | None = None

    def answer(self, job: Job, seconds: float) -> Answer:
        line = self.line or self.start()
        try:
            line.send(job)
            if line.poll(seconds):
                answer = line.recv()
                assert isinstance(answer, Answer)
                return answer
            reason = TOO_LONG
        except (EOFError, OSError):
            reason = UNREADABLE
        self.stop()
        return _failed(job, reason)

    def start(self) -> Connection:
        here, there = self.context.Pipe()
        sys.stdout.flush()
        self.process = self.context.Process(target=_serve, args=(there,), daemon=True)
        self.process.start()
        there.close()
        self.line = here
        return here

    def stop(self) -> None:
        if self.line is not None:
            self.line.close()
            self.line = None
        if self.process is not None:
            self.process.join(0.2)
            if self.process.is_alive():
                self.process.kill()
                self.process.join()
            self.process = None


def _serve(line: Connection) -> None:
    """What the reading process does: answer until the line is closed."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_in_use() + MEMORY, resource.getrlimit(resource.RLIMIT_AS)[1]))
    is_warm = False
    while True:
        try:
            job = line.recv()
        except (EOFError, OSError, KeyboardInterrupt):
            return
        line.send(answer_to(job))
        if not is_warm:
            # Word lists and patterns stay for good: the collector need not go through them with every plan.
            gc.collect()
            gc.freeze()
            is_warm = True


def _in_use() -> int:
    """Bytes of address space that this process holds before it reads: a fork inherits those of its caller. Linux alone."""
    try:
        with open("/proc/self/statm", encoding="ascii") as told:
            return int(told.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError):
        return 0


def answer_to(job: Job) -> Answer:
    """The answer, worked out in this process. Whatever goes wrong becomes a reason; nothing of the plan is in it."""
    data: bytes | None = None
    try:
        data = _bytes_of(job.file)
        return _screened(job, data)
    except Refused as refused:
        return _failed(job, refused.sentence, data)
    except (MemoryError, RecursionError):
        return _failed(job, TOO_LONG, data)
    except Exception:  # a file must get its line; the plan's words must not get into a traceback
        return _failed(job, UNREADABLE, data)


def _bytes_of(file: str) -> bytes:
    try:
        kind = os.stat(file).st_mode
        if stat.S_ISDIR(kind):
            raise Refused("wrong-type", FOLDER)
        if not stat.S_ISREG(kind):
            raise Refused("wrong-type", NO_ORDINARY_FILE)
        with open(file, "rb") as held:
            data = held.read(LARGEST + 1)
    except (OSError, ValueError) as error:
        missing = isinstance(error, ValueError) or error.errno in (errno.ENOENT, errno.ENOTDIR, errno.ENAMETOOLONG)
        denied = isinstance(error, PermissionError)
        raise Refused("wrong-type", NO_FILE if missing else NOT_ALLOWED if denied else UNREADABLE) from None
    if len(data) > LARGEST:
        raise Refused("too-large", TOO_LARGE)
    return data


def _screened(job: Job, data: bytes) -> Answer:
    from ehcp.screening.report.plain import report_of
    from ehcp.screening.screen import screen

    screening = screen(read_any(data), job.facts)
    name = _shown(job.file)
    problems: list[str] = []
    if job.with_likely_links or job.model is not None:
        screening = _with_extras(job, screening, name, problems)
    printed = _line(screened(name, screening, data)) if job.as_json else report_of(screening, name) + "\n"
    if job.with_likely_links and not job.as_json:
        from ehcp.screening.optional.embedding import told_of

        printed += told_of(screening)
    page = word = None
    if job.as_page:
        from ehcp.screening.report.page import page_of

        page = page_of(screening, os.path.basename(name)).encode()
    if job.as_word and screening.plan.document.source_format == "docx":
        from ehcp.screening.report.margin import with_comments

        word = with_comments(data, screening)
    elif job.as_word:
        problems.append(f"{name}: {ONLY_WORD}")
    return Answer(printed, True, page, word, tuple(problems))


def _with_extras(job: Job, screening: Screening, name: str, problems: list[str]) -> Screening:
    """What the optional extras add: candidates for links, and what a model on this machine points at."""
    if job.model is not None:
        from ehcp.screening.optional.local_model import ask, in_order

        asked = ask(screening.plan, job.model)
        screening = replace(screening, findings=in_order((*screening.findings, *asked.findings)))
        if asked.problem:
            problems.append(f"{name}: {asked.problem}")
    if job.with_likely_links:
        from ehcp.screening.optional.embedding import static_model, with_possible_links

        screening = with_possible_links(screening, static_model())
    return screening


def _failed(job: Job, reason: str, data: bytes | None = None) -> Answer:
    from ehcp.screening.report.plain import not_screened_report

    name = _shown(job.file)
    printed = _line(not_screened(name, reason, data)) if job.as_json else not_screened_report(name, reason) + "\n"
    return Answer(printed, False)


def _line(told: dict[str, Any]) -> str:
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")) + "\n"


def _shown(file: str) -> str:
    """A name that can be printed, whatever bytes it is made of."""
    return os.fsencode(file).decode("utf-8", "replace")
