"""What the measures count: plain values, gathered by `queries`. No names, no texts."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field, replace
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from typing import Any, NamedTuple

from ehcp.clock import calendar
from goldenthread.moderation.stages import Stage
from goldenthread.toolkit.standards import Edition


class Group(StrEnum):
    """How a draft came to be moderated, which decides what its figures can say."""

    BY_CHANCE = "Drawn by chance, officers signed off"
    NEW_OFFICERS = "Every draft of officers not yet signed off"
    CATCH_UP = "Drawn in the month-end catch-up"
    QUOTA = "Drawn by quota"
    ASKED_FOR = "Asked for"


@lru_cache(maxsize=64)
def group_of(origin: str, writer_was_new: bool) -> Group:
    """The group of a moderation, from `Moderation.origin` and whether the writer was signed off on the day."""
    if origin == "every-draft" or (origin == "chance" and writer_was_new):
        return Group.NEW_OFFICERS
    return {"chance": Group.BY_CHANCE, "catch-up": Group.CATCH_UP, "quota": Group.QUOTA}.get(origin, Group.ASKED_FOR)


@lru_cache(maxsize=4096)
def chance_of(words: str) -> float:
    """The chance that a draw wrote as an exact fraction, "1/4"."""
    return float(Fraction(words))


class Arrived(NamedTuple):
    """So many drafts of an officer that met the draw in a month, and with what result."""

    month: str
    officer: int | None
    result: str
    drafts: int


class Opened(NamedTuple):
    """So many moderations that were opened in a month, and where they stand. `is_late`: still waiting past the target."""

    month: str
    writer: int | None
    origin: str
    writer_was_new: bool
    stage: Stage
    is_late: bool
    drafts: int

    @property
    def group(self) -> Group:
        return group_of(self.origin, self.writer_was_new)

    @property
    def is_withdrawn(self) -> bool:
        return self.stage == Stage.WITHDRAWN

    @property
    def is_moderated(self) -> bool:
        """Handed in, and not withdrawn since."""
        return self.stage not in (Stage.MODERATING, Stage.WITHDRAWN)


class Handed(NamedTuple):
    """One moderation that was handed in, with the judgement that stands: a correction's where there is one."""

    review: int
    judgement: str
    origin: str
    writer_was_new: bool
    chance: str
    edition: str
    writer: int | None
    drawn_on: dt.date
    handed_in_on: dt.date

    @property
    def group(self) -> Group:
        return group_of(self.origin, self.writer_was_new)

    @property
    def month(self) -> str:
        return calendar.period(self.handed_in_on)


class Answered(NamedTuple):
    """So many drafts drawn with this chance, handed in in this month, to which a question was answered so."""

    month: str
    edition: str
    code: str
    answer: str
    chance: str
    drafts: int


class AimAnswers(NamedTuple):
    """What one draft's questions of one aim were answered: how many met, partly met and not met."""

    month: str
    chance: str
    met: int
    partly: int
    not_met: int


class Weakness(NamedTuple):
    """So many weak answers with this origin; `service` where the origin names one."""

    month: str
    edition: str
    origin: str
    service: str
    answers: int


class Sent(NamedTuple):
    """So many letters that were sent, and what came back."""

    month: str
    is_answered: bool
    has_question: bool
    has_challenge: bool
    letters: int


class InPost(NamedTuple):
    """A casework officer's post: from a day, perhaps to one."""

    post: int
    starts_on: dt.date
    ends_on: dt.date | None
    closed_at: dt.datetime | None


@dataclass(frozen=True)
class Limits:
    """What the authority has decided about figures, as its settings say on the day."""

    percent_least: int
    suppress_under: int
    officers_least: int
    staff_least: int
    target_days: int
    calendar: str = "04"

    @classmethod
    def of(cls, settings: dict[str, Any]) -> "Limits":
        return cls(
            percent_least=settings["figures.percent-least"],
            suppress_under=settings["figures.suppress-under"],
            officers_least=settings["figures.officers-least"],
            staff_least=settings["figures.staff-least"],
            target_days=settings["level3.target-working-days"],
            calendar=settings["figures.calendar"],
        )


@dataclass(frozen=True)
class Gathered:
    """Everything that the Level 3 page counts, for one period. Months are written 2026-11."""

    ready: dict[str, int]
    arrived: list[Arrived]
    outside: dict[str, int]  # the draw
    released: dict[str, int]
    opened: list[Opened]
    handed: list[Handed]
    answered: list[Answered]
    aims: dict[int, dict[AimAnswers, int]]  # aim -> what was answered on how many drafts
    weaknesses: list[Weakness]
    sent: list[Sent]
    challenged: dict[tuple[str, str], int]  # (month of the letter, decision) -> challenges
    in_post: list[InPost]
    editions: list[Edition] = field(default_factory=list)  # those that the moderations used, the newest first

    @property
    def challenges(self) -> dict[str, int]:
        """Challenges by decision; "" is not decided yet."""
        counted: Counter[str] = Counter()
        for (_, decision), number in self.challenged.items():
            counted[decision] += number
        return dict(counted)

    def within(self, months: list[str]) -> "Gathered":
        """What of it belongs to these months. Officers in post stay: who held a post when is asked of each."""
        held = set(months)
        return replace(
            self,
            opened=[row for row in self.opened if row.month in held],
            handed=[row for row in self.handed if row.month in held],
            answered=[row for row in self.answered if row.month in held],
            aims={
                number: {row: drafts for row, drafts in alike.items() if row.month in held}
                for number, alike in self.aims.items()
            },
            weaknesses=[row for row in self.weaknesses if row.month in held],
            sent=[row for row in self.sent if row.month in held],
            challenged={key: number for key, number in self.challenged.items() if key[0] in held},
        )
