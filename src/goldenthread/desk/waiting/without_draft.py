"""Plans that were agreed and of which no version was brought in yet: whoever writes them begins."""

import datetime as dt
from collections.abc import Iterator

from django.urls import reverse

from goldenthread.desk.waiting.hand import Hand
from goldenthread.desk.waiting.item import Item, long, serve_by
from goldenthread.plans.models import Assessment, Plan, Upload
from goldenthread.plans.queries import clock_of

# A plan whose twenty weeks ended longer ago was written before Golden Thread was here.
LONG_AGO = dt.timedelta(days=28)


def to_draft(hand: Hand) -> Iterator[Item]:
    """A plan of this officer that it was agreed to write, without a version and without a file that is being read."""
    if not hand.writes:
        return
    on = hand.on
    agreed = Plan.objects.filter(
        officer=hand.post, ceased_on=None, versions=None, assessment__outcome=Assessment.Outcome.PLAN
    )
    for plan in (
        agreed.exclude(uploads__state=Upload.State.WAITING)
        .select_related("child", "assessment")
        .defer("raw", "child__raw", "assessment__raw")
    ):
        clock = clock_of(plan, on=on)
        if clock is None or clock.last_day < on - LONG_AGO:
            continue
        yield Item(
            verb="Bring in a draft of",
            reference=plan.reference,
            url=reverse("plans:upload", args=[plan.reference]),
            sentence=f"No version of it is here yet. Serve it by {long(clock.last_day_to_serve)}.",
            button="Bring in",
            due_on=clock.last_day_to_serve,
            state="No version yet",
            clock=clock,
            urgent=serve_by(clock),
        )
