"""`docs/clock.md`: the time limits for people to read and to check."""

from __future__ import annotations

import datetime as dt

from ehcp.clock.exceptions import LIMBS
from ehcp.clock.limits import LIMITS, Limit, assessment, disputes, moves, reviews

GROUPS = (("Assessment", assessment), ("Review, amendment and move of phase", reviews), ("A move of home", moves),
          ("Mediation and appeal", disputes))  # fmt: skip
EXAMPLE = dt.date(2026, 7, 1)

HEAD = f"""# Time limits

Made from the code: `python tools/write_docs.py`. Ask for any of them: `python -m ehcp.clock due final-plan 2026-07-01`.

Days are calendar days: weekends, bank holidays and school holidays count, except where a row says working days. The last
lawful day decides whether something is late. Warnings go by the safer day, which is a day earlier where the law leaves room
to count the first day. A limit is an outer limit: the law also says "as soon as practicable".

The examples count from {EXAMPLE.isoformat()}."""


def page() -> str:
    """The whole page in Markdown."""
    lines = [HEAD, ""]
    for title, room in GROUPS:
        lines += [f"## {title}", "", "| code | what | counts from | how it counts | example: last day | safer day | law | exceptions |",
                  "|---|---|---|---|---|---|---|---|"]  # fmt: skip
        lines += [
            _row(each) for editions in LIMITS.values() for each in editions if each.count.__module__ == room.__name__
        ]
        lines.append("")
    lines += ["## Exceptions", "", "An exception explains lateness. It sets no new day.", "",
              "| ground | in words | listed in regulation | law from | to |", "|---|---|---|---|---|"]  # fmt: skip
    lines += [
        f"| `{limb.code}` | {_cell(limb.words)} | {', '.join(limb.paragraphs)} | {limb.since.isoformat()} | "
        f"{limb.until.isoformat() if limb.until else ''} |"
        for limb in LIMBS
    ]
    return "\n".join([*lines, ""])


def _row(each: Limit) -> str:
    counted = each.count(EXAMPLE)
    last = counted.due.isoformat() + (f" (not before {counted.not_before.isoformat()})" if counted.not_before else "")
    cells = (f"`{each.code}`", each.what, each.trigger, each.rule, last, counted.warn.isoformat(), each.regulation,
             each.excused_by or "none")  # fmt: skip
    return f"| {' | '.join(_cell(words) for words in cells)} |"


def _cell(words: str) -> str:
    return words.replace("|", "\\|")
