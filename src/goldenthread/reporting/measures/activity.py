"""How many drafts came, what the draw said to them, and which officers were reached."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from django.utils import timezone

from goldenthread.reporting.periods import Period
from goldenthread.reporting.rows import Arrived, Gathered, Group, InPost


@dataclass(frozen=True)
class Month:
    """A month, or the whole period, in counts of drafts and of officers."""

    ready: int
    drawn: int
    let_through: int
    outside: int
    drawn_later: int
    released: int
    handed_in: int
    with_drafts: int
    officers_drawn: int
    officers_moderated: int
    officers: int


def ready(found: Gathered, months: list[str]) -> int:
    """Drafts that became ready."""
    return sum(found.ready.get(month, 0) for month in months)


def drawn(found: Gathered, months: list[str]) -> int:
    """Drafts that were drawn as they became ready."""
    return _drafts(found.arrived, months, "picked")


def let_through(found: Gathered, months: list[str]) -> int:
    """Drafts that were let through by the draw."""
    return _drafts(found.arrived, months, "let-through")


def outside(found: Gathered, months: list[str]) -> int:
    """Drafts that no draw saw: of a kind of plan that the authority keeps outside it."""
    return sum(found.outside.get(month, 0) for month in months)


def drawn_later(found: Gathered, months: list[str]) -> int:
    """Drafts let through at first and drawn after all: in the month-end catch-up, by quota or because somebody asked."""
    later = (Group.CATCH_UP, Group.QUOTA, Group.ASKED_FOR)
    return sum(row.drafts for row in found.opened if row.month in months and row.group in later)


def released(found: Gathered, months: list[str]) -> int:
    """Drafts that the quality lead released before they were moderated."""
    return sum(found.released.get(month, 0) for month in months)


def handed_in(found: Gathered, months: list[str]) -> int:
    """Moderations opened in these months that are handed in today."""
    return sum(row.drafts for row in found.opened if row.month in months and row.is_moderated)


def _drafts(rows: list[Arrived], months: list[str], result: str) -> int:
    return sum(row.drafts for row in rows if row.month in months and row.result == result)


# --- Officers ---------------------------------------------------------------------------------


def officers_with_drafts(found: Gathered, months: list[str]) -> set[int]:
    """Officers of whom a draft met the draw, or was opened for moderation."""
    met = {row.officer for row in found.arrived if row.month in months}
    return {one for one in met | {row.writer for row in found.opened if row.month in months} if one is not None}


def officers_drawn(found: Gathered, months: list[str]) -> set[int]:
    """Officers of whom a draft was opened for moderation, and not withdrawn."""
    rows = [row for row in found.opened if row.month in months and not row.is_withdrawn]
    return {row.writer for row in rows if row.writer is not None}


def officers_moderated(found: Gathered, months: list[str]) -> set[int]:
    """Officers of whom a draft that was opened in these months is moderated."""
    rows = [row for row in found.opened if row.month in months and row.is_moderated]
    return {row.writer for row in rows if row.writer is not None}


def officers(found: Gathered, period: Period) -> set[int]:
    """All: casework officers in post at some time of the period, and everybody else who had a draft."""
    holding = {one.post for one in found.in_post if _held(one, period)}
    return holding | officers_with_drafts(found, period.months)


def _held(one: InPost, period: Period) -> bool:
    last: dt.date = one.ends_on or dt.date.max
    if one.closed_at is not None:
        last = min(last, timezone.localdate(one.closed_at))
    return one.starts_on <= period.last_on and last >= period.first_on


# --- Together ---------------------------------------------------------------------------------


def month(found: Gathered, period: Period) -> Month:
    """The counts of a period: of one month, or of all together."""
    months = period.months
    return Month(
        ready=ready(found, months),
        drawn=drawn(found, months),
        let_through=let_through(found, months),
        outside=outside(found, months),
        drawn_later=drawn_later(found, months),
        released=released(found, months),
        handed_in=handed_in(found, months),
        with_drafts=len(officers_with_drafts(found, months)),
        officers_drawn=len(officers_drawn(found, months)),
        officers_moderated=len(officers_moderated(found, months)),
        officers=len(officers(found, period)),
    )


@dataclass(frozen=True)
class Way:
    """One way of being drawn: opened, handed in, still waiting, withdrawn, and of those waiting past the target."""

    opened: int = 0
    handed_in: int = 0
    waiting: int = 0
    withdrawn: int = 0
    late: int = 0


def by_way(found: Gathered) -> dict[Group, Way]:
    """The moderations opened in the period, by how the draft came to be moderated."""
    counted: dict[Group, list[int]] = defaultdict(lambda: [0] * 5)
    for row in found.opened:
        place = 3 if row.is_withdrawn else 1 if row.is_moderated else 2
        counted[row.group][0] += row.drafts
        counted[row.group][place] += row.drafts
        counted[row.group][4] += row.drafts * row.is_late
    return {group: Way(*counted[group]) for group in Group}
