"""One person's list, by day."""

import datetime as dt
from dataclasses import dataclass
from itertools import chain

from goldenthread.desk.waiting import items
from goldenthread.desk.waiting.items import Item
from goldenthread.people.models import Post

LAST = dt.date.max


@dataclass(frozen=True)
class Day:
    """A heading of the list and what stands under it."""

    label: str
    note: str
    items: list[Item]


@dataclass(frozen=True)
class Work:
    """To do, by day; what waits for others; what was done this month, the newest first."""

    days: list[Day]
    waiting: list[Item]
    done: list[Item]

    @property
    def to_do(self) -> list[Item]:
        return [item for day in self.days for item in day.items]

    @property
    def first(self) -> Item | None:
        """The next thing: the one filled button of the page."""
        return self.to_do[0] if self.to_do else None


def work_for(post: Post, *, on: dt.date) -> Work:
    """Everything that waits for this person in this post on a day. A fixed number of queries."""
    to_do = chain(
        items.to_lead(post, on),
        items.to_moderate(post, on),
        items.to_decide(post, on),
        items.to_answer(post, on),
        items.to_write_and_serve(post, on),
        items.to_make_final(post, on),
        items.to_bring_in(post, on),
    )
    ordered = sorted(to_do, key=lambda item: (item.due_on or LAST, item.reference))
    waiting = chain(items.waiting_for_writers(post, on), items.waiting_for_seniors(post, on))
    since = on.replace(day=1)
    done = chain(items.moderated(post, since), items.served(post, since))
    return Work(
        days=by_day(ordered, on=on),
        waiting=sorted(waiting, key=lambda item: (item.due_on or LAST, item.reference)),
        done=sorted(done, key=lambda item: item.at, reverse=True),
    )


def by_day(ordered: list[Item], *, on: dt.date) -> list[Day]:
    """Overdue, today, tomorrow, this week, next week, later: only those that hold something."""
    tomorrow = on + dt.timedelta(days=1)
    sunday = on + dt.timedelta(days=6 - on.weekday())
    groups: list[tuple[str, str, dt.date]] = [
        ("Overdue", "", on - dt.timedelta(days=1)),
        ("Today", _named(on), on),
        ("Tomorrow", _named(tomorrow), tomorrow),
        ("This week", f"until {_named(sunday)}", sunday),
        ("Next week", f"until {_named(sunday + dt.timedelta(days=7))}", sunday + dt.timedelta(days=7)),
        ("Later", "", LAST),
    ]
    days, left = [], list(ordered)
    for label, note, until in groups:
        here = [item for item in left if (item.due_on or LAST) <= until]
        left = left[len(here) :]
        if here:
            days.append(Day(label, note, here))
    return days


def _named(day: dt.date) -> str:
    return f"{day:%A} {day.day} {day:%B}"
