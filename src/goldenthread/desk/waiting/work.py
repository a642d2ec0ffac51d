"""One person's list, by day."""

import datetime as dt
from dataclasses import dataclass
from itertools import chain
from typing import Any

from goldenthread.desk.waiting import compliance, seniors, team, without_draft, writers
from goldenthread.desk.waiting.hand import Hand
from goldenthread.desk.waiting.item import Item
from goldenthread.people import choices
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
    def summary(self) -> str:
        """ "7 things to do: 1 overdue, 2 today, 2 tomorrow."."""
        count = len(self.to_do)
        if not count:
            return "Nothing waits for you."
        near = [f"{len(day.items)} {day.label.lower()}" for day in self.days if day.label in SOON]
        said = f"{count} thing{'s' if count > 1 else ''} to do"
        return f"{said}: {', '.join(near)}." if near else f"{said}."


SOON = ("Overdue", "Today", "Tomorrow")


def work_for(post: Post, *, on: dt.date, settings: dict[str, Any] | None = None) -> Work:
    """Everything that waits for this person in this post on a day. A fixed number of queries.

    `settings` are the authority's, where the page has them already.
    """
    hand = Hand(post, on, settings or choices.values(post.authority))
    to_do = chain(
        team.concerns(post, on),
        team.names_to_look_at(post, on),
        team.names_sent_back(hand),
        team.server_lacks(post, on),
        team.stuck(hand),
        team.frozen_draws(post, on),
        seniors.to_moderate(hand),
        seniors.corrections(hand),
        seniors.questions(hand),
        seniors.to_decide(hand),
        writers.to_answer(hand),
        without_draft.to_draft(hand),
        writers.to_write_and_serve(hand),
        writers.to_make_final(hand),
        team.kinds_to_confirm(post, on),
        team.to_bring_in(post, on),
        compliance.to_check(hand),
    )
    waiting = chain(
        seniors.waiting_for_writers(hand),
        writers.waiting_for_seniors(hand),
        writers.waiting_for_decisions(hand),
        writers.waiting_for_families(hand),
    )
    done = chain(seniors.moderated(hand), writers.served(hand))
    return Work(
        days=by_day(sorted(to_do, key=soonest), on=on),
        waiting=sorted(waiting, key=soonest),
        done=sorted(done, key=lambda item: item.at.timestamp() if item.at else 0, reverse=True),
    )


def soonest(item: Item) -> tuple[dt.date, dt.date, str]:
    """What is due first stands first; of two due on one day, the one whose twenty weeks end first."""
    return item.due_on or LAST, item.clock.last_day if item.clock else LAST, item.reference


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
