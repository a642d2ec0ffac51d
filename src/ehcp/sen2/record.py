"""What a SEN2 return holds of one person. Values stay as they came; what can be understood is told beside them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Module(StrEnum):
    """The parts of the return, by the names of their elements."""

    PERSON = "Person"
    REQUEST = "Requests"
    ASSESSMENT = "Assessment"
    NAMED_PLAN = "NamedPlan"
    PLAN_DETAIL = "PlanDetail"
    ACTIVE_PLAN = "ActivePlans"
    PLACEMENT = "PlacementDetail"
    NEED = "SENneed"


@dataclass(slots=True)
class Row:
    """One record of one module: the items as they came, and the rows that hang below it."""

    module: Module
    values: dict[str, str] = field(default_factory=dict)
    below: list[Row] = field(default_factory=list)

    def get(self, item: str) -> str:
        """The value of an item without the space around it, "" where it is not there."""
        return self.values.get(item, "").strip()

    def day(self, item: str) -> dt.date | None:
        """The day that an item gives; None where it gives none or what is no day (see `is_no_day`)."""
        return day_of(self.get(item))

    def is_no_day(self, item: str) -> bool:
        """Whether an item holds something that is not a day."""
        return bool(self.get(item)) and self.day(item) is None

    def flag(self, item: str) -> bool | None:
        """A yes/no item; None where it is empty or neither."""
        return _FLAGS.get(self.get(item).lower())

    def rows(self, module: Module) -> Iterator[Row]:
        """The rows of a module anywhere below, in the order of the return."""
        for row in self.below:
            if row.module is module:
                yield row
            yield from row.rows(module)

    def one(self, module: Module) -> Row | None:
        """The first row of a module below, None where there is none."""
        return next(self.rows(module), None)


@dataclass(slots=True)
class Person:
    """A child or young person with everything that the return says; `number` is the place in the file, from 1."""

    number: int
    row: Row

    @property
    def requests(self) -> list[Row]:
        return [row for row in self.row.below if row.module is Module.REQUEST]

    @property
    def name(self) -> str:
        return f"{self.row.get('Forename')} {self.row.get('Surname')}".strip()

    @property
    def born_on(self) -> dt.date | None:
        return self.row.day("PersonBirthDate")

    def all_rows(self) -> Iterator[Row]:
        """The person's own row and every row below it."""
        yield self.row
        stack = list(reversed(self.row.below))
        while stack:
            row = stack.pop()
            yield row
            stack.extend(reversed(row.below))


@dataclass(frozen=True)
class Header:
    """Who made the return, of which year, and on which day it was true."""

    values: Mapping[str, str]

    @property
    def year(self) -> int | None:
        told = self.values.get("Year", "").strip()
        return int(told) if told.isdecimal() else None

    @property
    def on(self) -> dt.date | None:
        return day_of(self.values.get("ReferenceDate", "").strip())

    @property
    def authority(self) -> str:
        """The three-digit code of the authority; its leading noughts are put back."""
        told = self.values.get("LEA", "").strip()
        return told.zfill(3) if told.isdecimal() else told


class Unreadable(Exception):
    """A file that is no SEN2 return, or breaks off: `sentence` says what to do."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


_FLAGS = {"1": True, "0": False, "1.0": True, "0.0": False, "true": True, "false": False, "y": True, "n": False,
          "yes": True, "no": False}  # fmt: skip
_MONTHS = {name: number for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}
_NOTHING = {"", "<na>", "null", "1900-01-01"}


def day_of(told: str) -> dt.date | None:
    """A day as returns and their exports write it: 2022-09-28, 28/09/2022, 2022-Sep-28 00:00:00. None for anything else."""
    words = told.strip().replace("T", " ").split(" ")[0]
    if words.lower() in _NOTHING:
        return None
    parts = words.split("/") if "/" in words else words.split("-")
    if len(parts) != 3:
        return None
    if "/" in words:
        parts.reverse()
    year, month, day = parts
    number = str(_MONTHS.get(month.lower(), month))
    if not (len(year) == 4 and year.isdecimal() and number.isdecimal() and day.isdecimal()):
        return None
    try:
        return dt.date(int(year), int(number), int(day))
    except ValueError:
        return None
