"""One plan, what a reader saw in it, and what the screening saw: paired off, one to one."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from ehcp.screening.facts import Facts
from ehcp.screening.normalise import folded
from ehcp.screening.reading import read
from ehcp.screening.screen import Screening, screen
from tools.accuracy.lines import Lines
from tools.corpus.labels import LabelledItem, Labels, read_labels
from tools.corpus.markup import CorpusPlan, build

MISSING = {"who": "provision-no-who", "frequency": "provision-no-frequency", "duration": "provision-no-duration",
           "ratio": "provision-no-ratio"}  # fmt: skip
ASKED_OF = {"session": ("who", "frequency", "duration", "ratio"), "training": ("who", "frequency")}
# Checks about the whole of a plan: the section is what the two must agree on, not the line.
OF_A_SECTION = {"section-missing", "section-empty"}
ONCE = {"tracked-changes"}


@dataclass(frozen=True)
class Seen:
    """A fault, whoever saw it: where it stands and its words; `item` tells the items of one line apart."""

    rule: str
    line: int | None
    section: str
    words: str = ""
    at: int | None = None


@dataclass
class Tally:
    """What was paired: true positives, false positives, false negatives, by name of the measure."""

    hit: Counter = field(default_factory=Counter)
    false: Counter = field(default_factory=Counter)
    missed: Counter = field(default_factory=Counter)

    def add(self, name: str, hit: int = 0, false: int = 0, missed: int = 0) -> None:
        self.hit[name] += hit
        self.false[name] += false
        self.missed[name] += missed


@dataclass
class Measured:
    plan: CorpusPlan
    tally: Tally
    false_alarms: list[Seen]
    missed: list[Seen]
    screening: Screening
    lost_lines: list[int]


def facts_of(plan: CorpusPlan) -> Facts:
    words = plan.year.split()
    year = int(words[-1]) if words and words[-1].isdigit() else 0 if "Reception" in plan.year else None
    return Facts(plan.kind, plan.on, plan.child, plan.born_on, plan.pronoun, year)


def labels_of(plan: CorpusPlan) -> Labels | None:
    """What was settled, or what the first reader saw while nothing is."""
    return read_labels(plan, "settled") or read_labels(plan, "first")


def measure(plan: CorpusPlan, labels: Labels, file_format: str = "docx") -> Measured:
    screening = screen(read(build(plan, file_format)), facts_of(plan))
    lines = Lines(plan, screening.plan)
    tally = Tally()
    _items(labels, screening, lines, tally)
    expected = faults_of(labels, lines)
    running = _running(plan, expected)
    found = [
        Seen(
            each.rule,
            running.get(each.rule) if each.start is None else lines.line(each.start),
            each.section,
            f"{each.quote} {each.message}",
            each.start,
        )
        for each in screening.findings
    ]
    false, missed = pair(expected, found, tally)
    return Measured(plan, tally, false, missed, screening, lines.missing())


def _running(plan: CorpusPlan, expected: list[Seen]) -> dict[str, int]:
    """By rule: the line of a running header or footer that holds a fault. A finding there has no place in the text."""
    return {
        each.rule: each.line
        for each in expected
        if each.line and plan.lines.get(each.line, "").startswith(("[head]", "[foot]"))
    }


def faults_of(labels: Labels, lines: Lines | None = None) -> list[Seen]:
    """The faults that a reader labelled, and those that follow from the slots of the items."""

    def at(line: int, words: str) -> int | None:
        return lines.offset(line, words) if lines and words else None

    found = [
        Seen(each.rule, each.line or None, each.section, each.quote, at(each.line, each.quote))
        for each in labels.faults
    ]
    for item in labels.items:
        for rule in implied(item):
            found.append(Seen(rule, item.line, item.section, item.starts, at(item.line, item.starts)))
    return found


def implied(item: LabelledItem) -> list[str]:
    if item.kind == "provision":
        return [MISSING[slot] for slot in ASKED_OF.get(item.form or "", ()) if item.slots[slot] is None]
    if item.kind == "outcome":
        if item.form == "not-outcome":
            return ["outcome-not-outcome"]
        return ["outcome-not-measurable"] * (item.form == "unmeasurable") + ["outcome-no-date"] * (
            item.slots["by"] is None
        )
    return []


def pair(expected: list[Seen], found: list[Seen], tally: Tally) -> tuple[list[Seen], list[Seen]]:
    """Pairs what was expected with what was found, each at most once. Gives the false alarms and the misses."""
    left = list(found)
    missed = []
    for want in expected:
        candidates = [seen for seen in left if seen.rule == want.rule and _same(want, seen)]
        if candidates:
            best = min(candidates, key=lambda seen: _distance(want, seen))
            left.remove(best)
            tally.add(want.rule, hit=1)
        else:
            missed.append(want)
            tally.add(want.rule, missed=1)
    for seen in left:
        tally.add(seen.rule, false=1)
    return left, missed


def _same(want: Seen, seen: Seen) -> bool:
    if want.rule in ONCE:
        return True
    if want.rule in OF_A_SECTION:
        return want.section[:1] == seen.section[:1]
    if want.rule == "advice-missing":
        return want.words.split()[0].casefold()[:6] in seen.words.casefold() if want.words else True
    return want.line == seen.line and want.line is not None


def _distance(want: Seen, seen: Seen) -> tuple[bool, int]:
    apart = abs((want.at or 0) - (seen.at or 0)) if want.at is not None and seen.at is not None else 10_000
    return folded(want.words) not in folded(seen.words), apart


def _items(labels: Labels, screening: Screening, lines: Lines, tally: Tally) -> None:
    """Items by line and kind; then of each pair its section, form and slots."""
    left = list(screening.plan.items)
    for label in labels.items:
        at = lines.offset(label.line, label.starts)
        candidates = [
            item
            for item in left
            if item.kind == label.kind
            and (
                any(start <= at < end for start, end in item.spans)
                if at is not None
                else lines.line(item.start) == label.line
            )
        ]
        if not candidates:
            tally.add(f"item {label.kind}", missed=1)
            continue
        item = candidates[0]
        left.remove(item)
        tally.add(f"item {label.kind}", hit=1)
        right = item.section == label.section
        tally.add("section of an item", hit=right, false=not right, missed=not right)
        if label.kind == "provision" and label.form:
            right = (item.form or "") == label.form
            tally.add(f"form {label.form}", hit=right, missed=not right)
            if not right:
                tally.add(f"form {item.form}", false=1)
            if label.form in ASKED_OF:
                _slots(label, item, ASKED_OF[label.form], tally)
        if label.kind == "outcome" and label.form != "not-outcome":
            _slots(label, item, ("by",), tally)
    for item in left:
        tally.add(f"item {item.kind}", false=1)


def _slots(label: LabelledItem, item, names: tuple[str, ...], tally: Tally) -> None:
    for name in names:
        wanted, found = label.slots[name] is not None, item.slots.get(name) is not None
        tally.add(f"slot {name}", hit=wanted and found, false=found and not wanted, missed=wanted and not found)
