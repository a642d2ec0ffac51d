"""What the law lets an authority or a body be late for. An exception explains lateness; it never sets another day."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from ehcp.clock.limits.limit import BEGAN, REGULATIONS, Limit
from ehcp.rulebook import rule


@dataclass(frozen=True)
class Limb:
    """One ground of a list of exceptions. `paragraphs` are the lists that it stands in, as `Limit.excused_by` cites them."""

    code: str
    words: str
    paragraphs: tuple[str, ...]
    since: dt.date = BEGAN
    until: dt.date | None = None

    def holds(self, on: dt.date) -> bool:
        """Whether the ground was law on a day."""
        return self.since <= on and (self.until is None or on <= self.until)


OF_AUTHORITIES = ("5(4)", "10(4)", "13(3)", "27(3)")
OF_BODIES = ("8(2)",)

LIMBS = (
    Limb(
        "school-closed",
        "Advice was asked of a head teacher or principal from one week before a closure of at least four weeks on end until "
        "one week before it reopens.",
        OF_AUTHORITIES,
    ),
    Limb(
        "early-years-closed",
        "Advice was asked of an early years provider from one week before a closure of at least four weeks on end until one "
        "week before it reopens.",
        OF_AUTHORITIES,
    ),
    Limb(
        "personal-circumstances",
        "Exceptional personal circumstances of the child, a parent or the young person in that time.",
        (*OF_AUTHORITIES, *OF_BODIES),
    ),
    Limb(
        "away",
        "The child, a parent or the young person was away from the area for at least four weeks on end.",
        (*OF_AUTHORITIES, *OF_BODIES),
    ),
    Limb("missed-appointment", "The child or young person did not keep an appointment for the advice.", OF_BODIES),
    Limb(
        "coronavirus",
        "It was not practicable for a reason to do with coronavirus (1 May to 25 September 2020 alone).",
        (*OF_AUTHORITIES, *OF_BODIES),
        dt.date(2020, 5, 1),
        dt.date(2020, 9, 25),
    ),
)


@rule("clock: exceptions", source=f"{REGULATIONS} 5(4), 8(2), 10(4), 13(3) and 27(3)")
def limbs_for(limit: Limit, *, on: dt.date) -> tuple[Limb, ...]:
    """Lateness is excused only on a ground that the law lists for that very limit.

    Reading taken: reviews, amendments and phase transfers have no such list, so no holiday stops their clocks; a lack of
    staff or of an educational psychologist is on no list.
    """
    return tuple(limb for limb in LIMBS if limit.excused_by in limb.paragraphs and limb.holds(on))


@rule("clock: school closure", source=f"{REGULATIONS} 5(4)(a) and (b), 10(4), 13(3), 27(3)")
def closure_excuses(asked_on: dt.date, closed_from: dt.date, reopens_on: dt.date) -> bool:
    """A school's holiday excuses only where it lasts at least four weeks and the advice was asked in or just before it.

    Reading taken: the window opens one week before the first day closed and shuts one week before the day of reopening,
    both of them counted.
    """
    is_long = reopens_on - closed_from >= dt.timedelta(weeks=4)
    week = dt.timedelta(weeks=1)
    return is_long and closed_from - week <= asked_on <= reopens_on - week
