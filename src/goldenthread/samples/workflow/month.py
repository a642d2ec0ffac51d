"""The month's number: sealed before it begins, opened after it ends."""

from django.db import IntegrityError, transaction
from django.urls import reverse

from ehcp.statistics import sampling
from goldenthread import world
from goldenthread.history.record import record
from goldenthread.notices.outbox import tell
from goldenthread.people.models import Authority, Post
from goldenthread.permissions import Role
from goldenthread.samples.models import Draw, MonthlyCommitment


def commit_month(*, authority: Authority, period: str) -> MonthlyCommitment | None:
    """Seal the number of a month and send its commitment to the DCO and the DSCO. None when it is sealed already.

    Where neither is here the lead is told: without a witness nobody can show that it was not changed.
    """
    if MonthlyCommitment.objects.filter(authority=authority, period=period).exists():
        return None
    nonce = world.random_bytes(32).hex()
    try:
        with transaction.atomic():
            month = MonthlyCommitment.objects.create(
                authority=authority, period=period, nonce=nonce, commitment=sampling.commitment_to(nonce)
            )
            witnesses = [
                post
                for post in Post.objects.filter(role__in=[Role.DCO, Role.DSCO], closed_at=None).select_related("person")
                if post.is_open
            ]
            month.told = [post.pk for post in witnesses]
            month.save(update_fields=["told"])
            record("month committed", on=month, period=period, told=month.told)
            for post in witnesses:
                tell(
                    to=post,
                    kind="month-committed",
                    reference=period,
                    path=reverse("samples:draws"),
                    once=f"committed:{period}",
                )
            if not witnesses:
                _tell_the_leads(period)
    except IntegrityError:
        return None  # another process sealed it at the same moment
    return month


def _tell_the_leads(period: str) -> None:
    for lead in Post.objects.filter(role=Role.LEAD, closed_at=None).select_related("person"):
        if lead.is_open:
            tell(
                to=lead,
                kind="month-committed-to-nobody",
                reference=period,
                path=reverse("samples:draws"),
                once=f"committed-to-nobody:{period}",
            )


@transaction.atomic
def reveal_month(*, authority: Authority, period: str) -> bool:
    """Open the number of a month that has ended, so that anybody can repeat its draws. False when there is nothing to do."""
    month = MonthlyCommitment.objects.select_for_update().filter(period=period, revealed_at=None).first()
    if month is None or period >= f"{world.today():%Y-%m}":
        return False
    month.revealed_at = world.now()
    month.save(update_fields=["revealed_at"])
    record("month revealed", on=month, period=period, draws=Draw.objects.filter(month=month).count())
    return True
