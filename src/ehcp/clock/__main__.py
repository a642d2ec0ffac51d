"""`python -m ehcp.clock`: when something is due, for anybody.

python -m ehcp.clock list
python -m ehcp.clock due final-plan 2026-07-01 --json
"""

from __future__ import annotations

import argparse
import datetime as dt
import difflib
import json
import sys

from ehcp.clock.limits import LIMITS, Answer, BeforeTheLaw, due

WRONGLY_CALLED = 2


def main(arguments: list[str] | None = None) -> int:
    """Answers 0, or 2 when wrongly called."""
    told = _parser().parse_args(arguments)
    if told.verb == "list":
        _list(as_json=told.json)
        return 0
    if told.code not in LIMITS:
        near = difflib.get_close_matches(told.code, LIMITS, n=1)
        guess = f" Did you mean {near[0]}?" if near else ""
        print(f"There is no time limit called {told.code}.{guess} See: python -m ehcp.clock list", file=sys.stderr)
        return WRONGLY_CALLED
    try:
        answer = due(told.code, told.day)
    except BeforeTheLaw as reason:
        print(reason, file=sys.stderr)
        return WRONGLY_CALLED
    except (OverflowError, ValueError):
        print("That day is too far away for a calendar.", file=sys.stderr)
        return WRONGLY_CALLED
    print(json.dumps(answer.as_json()) if told.json else _in_words(answer))
    return 0


def _parser() -> argparse.ArgumentParser:
    command = argparse.ArgumentParser(
        prog="python -m ehcp.clock", description="When something is due, and by which law."
    )
    verbs = command.add_subparsers(dest="verb", required=True)
    asks = verbs.add_parser("due", help="when one thing is due")
    asks.add_argument("code", help="which time limit; `list` names them")
    asks.add_argument("day", type=_day, help="the day it counts from, as 2026-07-01")
    asks.add_argument("--json", action="store_true")
    names = verbs.add_parser("list", help="every time limit with its law")
    names.add_argument("--json", action="store_true")
    return command


def _day(words: str) -> dt.date:
    try:
        return dt.date.fromisoformat(words)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{words!r} is no day; write it as 2026-07-01") from None


def _list(*, as_json: bool) -> None:
    for editions in LIMITS.values():
        for each in editions:
            if as_json:
                kept = {
                    "code": each.code,
                    "what": each.what,
                    "trigger": each.trigger,
                    "rule": each.rule,
                    "regulation": each.regulation,
                    "excused_by": each.excused_by or None,
                    "is_law": each.is_law,
                    "since": each.since.isoformat(),
                    "until": each.until.isoformat() if each.until else None,
                }
                print(json.dumps(kept))
            else:
                print(f"{each.code:32}{each.regulation}\n    {each.what}\n    From {each.trigger}. {each.rule}")


def _in_words(answer: Answer) -> str:
    lines = [
        answer.limit.what,
        f"From {answer.limit.trigger}: {answer.trigger.isoformat()}",
        f"Last lawful day: {answer.due:%A} {answer.due.isoformat()}",
    ]
    if answer.warn != answer.due:
        lines.append(f"Safer day:       {answer.warn:%A} {answer.warn.isoformat()}")
    if answer.not_before is not None:
        lines.append(f"Not before:      {answer.not_before:%A} {answer.not_before.isoformat()}")
    return "\n".join([*lines, answer.limit.rule, answer.limit.regulation])


if __name__ == "__main__":
    sys.exit(main())
