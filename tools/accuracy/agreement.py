"""How far two readers of the same plan saw the same: what no check can be asked to beat."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tools.accuracy.matching import Seen, Tally, faults_of, pair
from tools.corpus.labels import Labels, labels_in, read_labels
from tools.corpus.markup import CORPUS, CorpusPlan, plans


@dataclass(frozen=True)
class Compared:
    plan: CorpusPlan
    tally: Tally
    only_first: list[Seen]
    only_second: list[Seen]
    items: list[str]


def compare(plan: CorpusPlan, first: Labels, second: Labels) -> Compared:
    tally, told = Tally(), []
    left = list(second.items)
    for one in first.items:
        same = [other for other in left if (other.line, other.kind) == (one.line, one.kind)]
        same.sort(key=lambda other: other.starts[:12] != one.starts[:12])
        if not same:
            tally.add(f"item {one.kind}", missed=1)
            told.append(f"item {one.line} {one.kind}: only the first reader ({one.starts})")
            continue
        other = same[0]
        left.remove(other)
        tally.add(f"item {one.kind}", hit=1)
        if one.form:
            agreed = one.form == other.form
            tally.add(f"form of {one.kind}", hit=agreed, false=not agreed, missed=not agreed)
            if not agreed:
                told.append(f"item {one.line} {one.starts}: {one.form} / {other.form}")
        for slot, words in one.slots.items():
            here, there = words is not None, other.slots[slot] is not None
            if here or there:
                tally.add(f"slot {slot}", hit=here and there, false=there and not here, missed=here and not there)
                if here != there:
                    told.append(f"item {one.line} {one.starts}: {slot} {words} / {other.slots[slot]}")
    for other in left:
        tally.add(f"item {other.kind}", false=1)
        told.append(f"item {other.line} {other.kind}: only the second reader ({other.starts})")
    only_second, only_first = pair(faults_of(first), faults_of(second), tally)
    return Compared(plan, tally, only_first, only_second, told)


def compared() -> list[Compared]:
    """Every plan that two readers labelled."""
    found = []
    for plan in plans():
        first, second = read_labels(plan, "first"), read_labels(plan, "second")
        if first and second:
            found.append(compare(plan, first, second))
    return found


def differences(folder: Path) -> int:
    """Writes, a plan a file, what the two readers saw differently, for whoever settles it. How many."""
    folder.mkdir(parents=True, exist_ok=True)
    count = 0
    for one in compared():
        rows = [*one.items]
        rows += [f"fault {s.rule} line {s.line} {s.section}: only the first reader ({s.words})" for s in one.only_first]
        rows += [f"fault {s.rule} line {s.line} {s.section}: only the second ({s.words})" for s in one.only_second]
        (folder / f"{one.plan.name}.differences").write_text("\n".join(rows) + "\n", encoding="utf-8")
        count += len(rows)
    return count


__all__ = ["CORPUS", "Compared", "compare", "compared", "differences", "labels_in"]
