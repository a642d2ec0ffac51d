"""The Level 1 list as an edition: which points there are, from when, and what is asked of a plan."""

import datetime as dt
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent / "lists"
SCREENING, PERSON = "screening", "person"
APPLIES = ("", "health", "adulthood", "sensory")
STAGES = ("draft", "final")


class ListError(ValueError):
    """A list that cannot be used, with what is wrong in it."""


@dataclass(frozen=True)
class Point:
    """One question of the list. `kind`: the word that its check puts in brackets, where one check speaks of several."""

    code: str
    group: str
    question: str
    good: str
    source: str
    asked: tuple[str, ...]
    filled_by: str
    rules: tuple[str, ...] = ()
    kind: str = ""
    applies: str = ""
    carries: bool = False
    enough: bool = False


@dataclass(frozen=True)
class PointList:
    """An edition of the list; a check is pinned to the one that it was begun under."""

    id: str
    title: str
    from_on: dt.date
    points: tuple[Point, ...]

    def point(self, code: str) -> Point:
        """The point with this code. KeyError where the list has none."""
        return {one.code: one for one in self.points}[code]

    def asked_at(self, stage: str) -> tuple[Point, ...]:
        """The points asked of a draft or of a final plan, in their order."""
        return tuple(one for one in self.points if stage in one.asked)


@cache
def every_list() -> dict[str, PointList]:
    """Edition -> list. Raises ListError for a file that cannot be used."""
    return {one.id: one for one in (read_list(file.read_text("utf-8")) for file in sorted(HERE.glob("*.toml")))}


def list_of(edition: str) -> PointList:
    """The edition that a check is pinned to."""
    return every_list()[edition]


def current_list(on: dt.date) -> PointList:
    """The newest edition in force on a day; the oldest before all of them."""
    ordered = sorted(every_list().values(), key=lambda one: one.from_on)
    in_force = [one for one in ordered if one.from_on <= on]
    return in_force[-1] if in_force else ordered[0]


def read_list(text: str) -> PointList:
    """A list from TOML. Raises ListError, which says what is wrong and where."""
    try:
        told = tomllib.loads(text)
        points = tuple(_point(one) for one in told["points"])
        made = PointList(told["id"], told["title"], told["from"], points)
    except (tomllib.TOMLDecodeError, KeyError, TypeError) as wrong:
        raise ListError(f"This list cannot be read: {wrong}") from wrong
    codes = [one.code for one in points]
    if twice := sorted({code for code in codes if codes.count(code) > 1}):
        raise ListError(f"These codes stand twice: {', '.join(twice)}.")
    for one in points:
        if one.filled_by not in (SCREENING, PERSON) or one.applies not in APPLIES or not set(one.asked) <= set(STAGES):
            raise ListError(f"{one.code}: a word here is not known.")
        if one.filled_by == SCREENING and not one.rules:
            raise ListError(f"{one.code} is to be filled by the screening, and names no check.")
    return made


def _point(told: dict) -> Point:
    plain: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in told.items()}
    return Point(**plain)
