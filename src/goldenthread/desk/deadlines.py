"""The deadlines in one line, for My work: an assistant's are those of the plans they help with."""

import datetime as dt
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from goldenthread.clocks.queries import worklist
from goldenthread.people.models import Post
from goldenthread.permissions import Role


@dataclass(frozen=True)
class Deadlines:
    """How many stand on each list, and where the lists are."""

    whose: str
    overdue: int
    week: int
    risk: int
    url: str
    week_url: str
    risk_url: str


def of(post: Post, *, on: dt.date) -> Deadlines | None:
    """The counts of a person's own deadlines, or of the whole team's for who keeps them all. One query, or two; None for nothing."""
    is_assistant = post.role == Role.ASSISTANT
    wanted = worklist.Wanted(assistant=post.pk) if is_assistant else worklist.Wanted()
    counts = worklist.pressing(post, wanted, on=on)
    if counts is None:
        return None

    def url(which: str) -> str:
        query = {"list": which} | ({"assistant": post.pk} if is_assistant else {})
        return f"{reverse('clocks:deadlines')}?{urlencode(query)}"

    return Deadlines(
        whose="of the plans you help with" if is_assistant else "of your plans" if post.role == Role.OFFICER else "",
        overdue=counts[worklist.OVERDUE],
        week=counts[worklist.WEEK],
        risk=counts[worklist.RISK],
        url=url(worklist.OVERDUE),
        week_url=url(worklist.WEEK),
        risk_url=url(worklist.RISK),
    )
