"""A whole return checked in one pass."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ehcp.sen2 import rules as rules  # importing them registers them
from ehcp.sen2.record import Person
from ehcp.sen2.rule import RULES, Rule


@dataclass(frozen=True)
class Fault:
    """One place in a return that a rule points at. `number` is the person's place in the file, from 1."""

    rule: str
    number: int
    upn: str
    module: str
    item: str
    value: str


SAME_UPN = Rule(
    "same-upn",
    "Two persons have the same UPN.",
    "One of them is the other child's record, or one child is there twice, and every figure counts both.",
    "Find both in the case system; merge them, or put the wrong UPN right.",
    lambda person, on: iter(()),
)
RULES[SAME_UPN.id] = SAME_UPN


def check(persons: Iterable[Person], on: dt.date, met: set[str] | None = None) -> Iterator[Fault]:
    """Every fault of a return, person by person. `on` is the day for which the return was made.

    `met` are the UPNs of the persons before these, where a return is checked in pieces; those of these are added to it.
    """
    met = set() if met is None else met
    for person in persons:
        upn = person.row.get("UPN")
        for each in RULES.values():
            for row, item, value in each.find(person, on):
                yield Fault(each.id, person.number, upn, row.module.value, item, value)
        if upn and upn in met:
            yield Fault(SAME_UPN.id, person.number, upn, "Person", "UPN", upn)
        met.add(upn)
