"""What an item serves or answers: by the plan's own numbers, by the row or heading it stands under, or by shared words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ehcp.screening.item import Item, Kind, Link

# An item points up the thread: provision to outcomes and needs, an outcome to needs, a need to aspirations.
_UP = {
    Kind.PROVISION: (Kind.OUTCOME, Kind.NEED),
    Kind.OUTCOME: (Kind.NEED, Kind.ASPIRATION),
    Kind.NEED: (Kind.ASPIRATION,),
    Kind.ASPIRATION: (),
}
_LETTERED = re.compile(
    r"([A-H](?<!\w[A-H])[12]?)[ .]?(\d{1,2}(?:\.\d{1,2}){0,3})\b(?:\s?(?:to|-)\s?(?:[A-H])?(\d{1,2})\b(?!\.\d))?"
)
_NAMED = re.compile(
    r"\b(Outcome|Need|Aspiration|Provision)s?\s(?:no\.? ?|number )?(\d{1,2}(?:\.\d{1,2})?)((?:(?:,| and|, and| &| to|-| or)\s?\d{1,2}\b(?!\.?\d))*)",
    re.IGNORECASE,
)
_ALL = re.compile(r"\b(?:every|all)(?: of)?(?: the)? outcomes?\b", re.IGNORECASE)
_MAY_BE_LETTERED = re.compile(r"[A-H][ .]?\d")
# No plan gives one label to more items than these.
MOST_OF_A_LABEL = 30
_LETTER_OF = {"outcome": "E", "need": "B", "aspiration": "A", "provision": "F"}


@dataclass
class Place:
    """Where an item stands: what refers to others (stretches), and the rows of a table that it takes part in."""

    refers: list[tuple[int, int]] = field(default_factory=list)
    headings: list[tuple[int, int]] = field(default_factory=list)
    table: int | None = None
    rows: range = range(0)


def linked(items: Sequence[Item], places: Sequence[Place], text: str) -> list[tuple[Link, ...]]:
    """The links of each item, certain ones first."""
    from ehcp.screening.items.words_shared import guesses

    by_label = _labels(items)
    by_row = _rows(items, places)
    outcomes = [item for item in items if item.kind is Kind.OUTCOME]
    found: list[dict[str, Link]] = []
    for item, place in zip(items, places, strict=True):
        links: dict[str, Link] = {}
        for why, stretches in (("number", place.refers), ("heading", place.headings)):
            for start, end in stretches:
                words = text[start:end]
                if "outcome" in words.lower() and _ALL.search(words):
                    links.update((other.id, Link(other.id, why)) for other in outcomes if item.kind is Kind.PROVISION)
                for label in references(words):
                    for other in by_label.get(label, ())[:MOST_OF_A_LABEL]:
                        if other.kind in _UP[item.kind] and other.id != item.id:
                            links.setdefault(other.id, Link(other.id, why))
        if place.table is not None:
            for row in place.rows:
                for other in by_row[place.table, row]:
                    if other.kind in _UP[item.kind] and other.id != item.id:
                        links.setdefault(other.id, Link(other.id, "row"))
        found.append(links)
    for at, ids in guesses(items, found, _UP):
        for to in ids:
            found[at].setdefault(to, Link(to, "words"))
    return [tuple(links.values()) for links in found]


def references(words: str) -> Iterable[str]:
    """Labels that a stretch names: "E1, E2", "B1/E1/F1", "outcomes 1 and 3", "E1 to E3"."""
    for found in _LETTERED.finditer(words) if _MAY_BE_LETTERED.search(words) else ():
        letter, number, last = found.groups()
        if letter[0] != "H" and len(letter) == 2:
            letter, number = letter[0], letter[1] + ("." if found[0][2:3] == "." else "") + number
        yield _label(letter, number)
        gap = found[0]
        if last and "." not in number and (" to" in gap or "-" in gap) and int(number) < int(last) <= int(number) + 20:
            for each in range(int(number) + 1, int(last) + 1):
                yield _label(letter, str(each))
    low = words.lower()
    for found in _NAMED.finditer(words) if any(name in low for name in _LETTER_OF) else ():
        letter = _LETTER_OF[found[1].lower()]
        yield _label(letter, found[2])
        more = found[3]
        numbers = [int(each) for each in re.findall(r"\d+", more)]
        if numbers and "." not in found[2] and ("to" in more or "-" in more) and numbers[0] <= int(found[2]) + 20:
            numbers = [*range(int(found[2]) + 1, numbers[0] + 1), *numbers[1:]]
        for each in numbers:
            yield _label(letter, str(each))


def _label(section: str, number: str) -> str:
    return f"{section}{'.' if section[-1].isdigit() else ''}{number}"


def _labels(items: Sequence[Item]) -> dict[str, list[Item]]:
    """Items by the plan's own labels; a group's number ("F1") stands for all of it; by count where nothing is labelled."""
    by_label: dict[str, list[Item]] = defaultdict(list)
    labelled = {item.section for item in items if item.label}
    for item in items:
        label = item.label or (item.id if item.section not in labelled else "")
        while label:
            by_label[label].append(item)
            label, dot, _ = label.rpartition(".")
            if label == item.section or not dot:
                break
    return by_label


def _rows(items: Sequence[Item], places: Sequence[Place]) -> dict[tuple[int, int], list[Item]]:
    by_row: dict[tuple[int, int], list[Item]] = defaultdict(list)
    for item, place in zip(items, places, strict=True):
        if place.table is not None:
            for row in place.rows:
                by_row[place.table, row].append(item)
    return by_row
