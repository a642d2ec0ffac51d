"""One thing that somebody may have to do: a verb, a reference and a day."""

import datetime as dt
from dataclasses import dataclass

from ehcp.clock.timescales import Clock


@dataclass(frozen=True)
class Item:
    """One thing: what to do, to which reference, where; by when; and how far it is.

    `done` of `of` is drawn as a bar where `of` is set, `state` as a tag. `clock` is the plan's twenty weeks.
    """

    verb: str
    reference: str
    url: str
    due_on: dt.date | None = None
    sentence: str = ""
    button: str = "Open"
    done: int = 0
    of: int = 0
    state: str = ""
    clock: Clock | None = None
    urgent: str = ""
    at: dt.datetime | None = None

    @property
    def title(self) -> str:
        return f"{self.verb} {self.reference}".strip()


def serve_by(clock: Clock | None) -> str:
    """The sentence that a plan under pressure carries; nothing for one that has time."""
    if clock is None or clock.days_left_to_serve > 7:
        return ""
    if clock.days_left_to_serve < 0:
        return f"The last day to serve was {short(clock.last_day_to_serve)}."
    return f"Serve by {short(clock.last_day_to_serve)}: the family’s 15 days then end before the last day."


def short(day: dt.date) -> str:
    """Mon 16 Nov."""
    return f"{day:%a} {day.day} {day:%b}"


def long(day: dt.date) -> str:
    """16 November."""
    return f"{day.day} {day:%B}"
