"""What a data-quality rule is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ehcp.sen2.record import Person, Row

# A place that a rule points at: the row, the item in it ("" for the whole row), and what it holds.
Place = tuple[Row, str, str]


@dataclass(frozen=True)
class Rule:
    """One thing that may be wrong with a return: what, why it matters, and how it is put right at its source."""

    id: str
    what: str
    why: str
    mend: str
    find: Callable[[Person, dt.date], Iterator[Place]]


RULES: dict[str, Rule] = {}


def rule(id: str, *, what: str, why: str, mend: str) -> Callable[[Callable], Callable]:
    """Register a finder (person, day of the return) -> places as the rule `id`."""

    def register(find: Callable[[Person, dt.date], Iterator[Place]]) -> Callable:
        RULES[id] = Rule(id, what, why, mend, find)
        return find

    return register
