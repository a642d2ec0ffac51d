"""The framework's sentences about which drafts are looked at, as functions on plain values."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from ehcp.rulebook import rule
from goldenthread.permissions import Decision


@dataclass(frozen=True)
class OfficerMonth:
    """What the draw knows of an officer on a day: how many drafts became ready, and whether one was picked."""

    officer: int
    ready: int = 0
    picked: int = 0


class Ticket(StrEnum):
    """What a later version of a plan has that met the draw in the month already."""

    STAYS_PICKED = "stays picked"
    STAYS_LET_THROUGH = "stays let through"
    ITS_OWN = "its own"


@rule("L3.1", source="QA Framework 2025, Level 3, first activity")
def enters_the_draw(*, plan_kind: str, kinds_setting: str) -> bool:
    """Drafts are moderated before they are finalised, from a random sample of them.

    Reading taken: new plans by default; an authority may let amended plans enter the same frame. The kind is the one
    that counts (L3.8), not whatever was typed.
    """
    return kinds_setting == "all" or plan_kind == "new"


@rule("L3.2", source="QA Framework 2025, Level 3, first activity")
def officers_not_yet_covered(officers: Iterable[OfficerMonth]) -> list[int]:
    """Each month at least one plan of every officer is moderated.

    Reading taken: an officer counts as covered once a draft of theirs is picked in the month; the console tells apart
    picked and moderated. An officer who had no draft cannot be covered, and is listed as such.
    """
    return [one.officer for one in officers if not one.picked]


@rule("L3.3", source="QA Framework 2025, Level 3, second activity")
def every_draft_is_moderated(*, is_signed_off: bool) -> bool:
    """Every plan of a new officer is moderated until they write consistently good plans by themselves.

    Reading taken: a flag that a senior lifts, not a period of time.
    """
    return not is_signed_off


def needs_catch_up(officers: Iterable[OfficerMonth]) -> list[int]:
    """Officers for whom the month-end draw picks one: they had drafts, and none was picked."""
    return [one.officer for one in officers if one.ready and not one.picked]


@rule("L3.9", source="Golden Thread, the draw: nobody chooses the moment")
def catch_up_by_hand(*, on: dt.date, planned_on: dt.date, reason: str) -> Decision:
    """The month's catch-up is run by hand from its planned day on; before it, only with a reason that everybody sees.

    Whoever chooses the moment chooses which drafts are in the frame and who is covered already.
    """
    if on >= planned_on or reason.strip():
        return Decision(True)
    return Decision(
        False,
        f"The catch-up is planned for {planned_on.day} {planned_on:%B}. Before that day, say why it is run now.",
    )


@rule("L3.30", source="Golden Thread, the draw: one ticket for a plan and month")
def ticket_of_a_later_version(*, was_picked: bool, is_signed_off: bool) -> Ticket:
    """A plan is drawn once a month: a later version keeps what the draw said to the plan, and nothing is drawn again.

    Reading taken: picked stays picked, so a text that was changed after it was cleared is looked at again; let through
    stays let through until the month ends. Otherwise whoever brings a draft in often enough would choose which plan is
    looked at, be covered by it, and lower the chances of the others. One thing goes before: every draft of an officer
    who is not signed off is moderated, so the first of theirs has its own ticket, at chance 1.
    """
    if was_picked:
        return Ticket.STAYS_PICKED
    return Ticket.STAYS_LET_THROUGH if is_signed_off else Ticket.ITS_OWN


@rule("L3.31", source="Golden Thread, the draw: one ticket for a plan and month")
def stands_for_its_plan(versions: Sequence[tuple[int, str, str]]) -> int:
    """Of a plan's versions, as (number, status, stage), the number of the one that a draw holds for the plan.

    Reading taken: the one that is with a moderator; else the newest draft that nothing has replaced, one that is still
    being drafted too; else the newest text. So no plan leaves a draw because a newer text was brought in.
    """
    return max(
        versions,
        key=lambda one: (one[2] == "drawn", one[1] == "draft" and one[2] != "replaced", one[0]),
    )[0]


def parse_chance(words: str) -> Fraction:
    """The background chance of the settings as an exact fraction. ValueError unless it lies above 0 and up to 1."""
    chance = Fraction(words.strip())
    if not 0 < chance <= 1:
        raise ValueError("A chance is a fraction above 0 and up to 1, such as 1/10.")
    return chance


def period_of(day: dt.date) -> str:
    """The month of a day as the receipts write it: 2026-11."""
    return f"{day:%Y-%m}"
