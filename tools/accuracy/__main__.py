"""make accuracy: measure the checks on the corpus, print the figures, and write them into docs/accuracy.md.

--check          only say whether docs/accuracy.md holds these figures
--show RULE      print what was missed and what was a false alarm of one check, on the development plans alone
--differences F  write what the two readers saw differently into folder F
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from ehcp.screening.checks import all_checks, ruleset
from tools.accuracy import agreement
from tools.accuracy.matching import MISSING, Measured, labels_of, measure
from tools.accuracy.measures import Accuracy, accuracy, alarms_on_good_plans, together
from tools.corpus.markup import plans

DOCUMENT = Path(__file__).parents[2] / "docs" / "accuracy.md"
BEGINS, ENDS = "<!-- figures begin -->", "<!-- figures end -->"
ITEMS = ("item need", "item outcome", "item provision", "item aspiration")
FORMS = ("form session", "form training", "form strategy", "form equipment", "form monitoring")
SLOTS = ("slot who", "slot frequency", "slot duration", "slot ratio", "slot by")


def measured(part: str, file_format: str = "docx") -> list[Measured]:
    return [measure(plan, labels, file_format) for plan in plans(part) if (labels := labels_of(plan))]


def table(rows: list[Accuracy]) -> str:
    lines = [
        "| measure | to find | plans | pointed at | right | precision | recall | F1 |",
        "|---|--:|--:|--:|--:|---|---|--:|",
    ]
    for row in rows:
        name = row.name if row.is_enough else f"{row.name} (few)"
        f1 = "–" if row.f1 is None else f"{row.f1:.2f}"
        lines.append(
            f"| {name} | {row.n} | {row.plans} | {row.pointed_at} | {row.hits} | {row.precision.words()} "
            f"| {row.recall.words()} | {f1} |"
        )
    return "\n".join(lines)


def figures() -> str:
    """The generated half of docs/accuracy.md."""
    told = [f"Ruleset `{ruleset()}`.\n"]
    for part, title in (("sealed", "Sealed plans"), ("development", "Development plans")):
        runs = measured(part)
        tallies = [run.tally for run in runs]
        alarms, good = alarms_on_good_plans(runs)
        told.append(f"## {title}\n\n{len(runs)} plans, of which {good} good.\n\n### Checks\n")
        told.append(table([accuracy(check.id, tallies) for check in all_checks()]))
        told.append(f"\nFalse alarms on a good plan: {alarms:.1f} on average over {good} plans.\n\n### Reading\n")
        whole = [
            accuracy("all items", together("all items", ITEMS, tallies)),
            accuracy("all missing slots", together("all missing slots", list(MISSING.values()), tallies)),
        ]
        names = (*ITEMS, "section of an item", *FORMS, *SLOTS)
        told.append(table([*whole, *(accuracy(name, tallies) for name in names)]) + "\n")
    told.append(_agreement())
    return "\n".join(told)


def _agreement() -> str:
    both = agreement.compared()
    if not both:
        return "## Two readers\n\nNo plan has been read by two people yet.\n"
    tallies = [one.tally for one in both]
    names = sorted({name for tally in tallies for name in (*tally.hit, *tally.false, *tally.missed)})
    lines = [
        f"## Two readers\n\n{len(both)} plans, read by two people who did not see each other's labels.\n",
        "| what | both | only the first | only the second | agreement (F1) |",
        "|---|--:|--:|--:|--:|",
    ]
    for name in names:
        one = accuracy(name, tallies, draws=0)
        f1 = "–" if one.f1 is None else f"{one.f1:.2f}"
        lines.append(f"| {name} | {one.hits} | {one.n - one.hits} | {one.pointed_at - one.hits} | {f1} |")
    return "\n".join(lines) + "\n"


def document() -> str:
    """The whole document with the figures put in between its marks."""
    text = DOCUMENT.read_text(encoding="utf-8")
    head, _, rest = text.partition(BEGINS)
    _, _, tail = rest.partition(ENDS)
    return f"{head}{BEGINS}\n\n{figures()}\n{ENDS}{tail}"


def show(rule: str) -> None:
    for run in measured("development"):
        for kind, seen in (("missed", run.missed), ("false alarm", run.false_alarms)):
            for one in seen:
                if one.rule == rule:
                    words = run.plan.text(one.line or 0)
                    print(f"{run.plan.name}:{one.line} {kind} [{one.section}] {one.words[:90]!r}\n    {words[:200]}")


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="accuracy", description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--show", metavar="RULE")
    parser.add_argument("--differences", metavar="FOLDER", type=Path)
    given = parser.parse_args()
    if given.show:
        show(given.show)
        return 0
    if given.differences:
        print(f"{agreement.differences(given.differences)} differences in {given.differences}")
        return 0
    written = document()
    if given.check:
        same = written == DOCUMENT.read_text(encoding="utf-8")
        print("docs/accuracy.md: up to date" if same else "docs/accuracy.md is stale: run make accuracy")
        return 0 if same else 1
    DOCUMENT.write_text(written, encoding="utf-8")
    print(written.partition(BEGINS)[2].partition(ENDS)[0].strip())
    return 0


if __name__ == "__main__":
    sys.exit(main())
