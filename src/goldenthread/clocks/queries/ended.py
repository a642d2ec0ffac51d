"""Requests that ended without a plan: refused, not assessed, withdrawn. Their clocks count like everybody's."""

import datetime as dt
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import F, QuerySet

from goldenthread.clocks.models import Clock, Thing
from goldenthread.people.models import Post
from goldenthread.permissions import Permission, Role, may
from goldenthread.plans.models import Assessment
from goldenthread.plans.queries.register import WHOLE_REGISTER

PAGE = 50
ENDED = (Assessment.Outcome.NOT_ASSESSED, Assessment.Outcome.NO_PLAN, Assessment.Outcome.WITHDRAWN)
LIMIT_OF = {Assessment.Outcome.NOT_ASSESSED: "request-decision", Assessment.Outcome.NO_PLAN: "refusal-to-issue"}


@dataclass(frozen=True)
class Line:
    """One request that ended. `child` is a name. `days_late` is None where no limit was left to keep."""

    child: str
    child_reference: str
    requested_on: dt.date | None
    outcome: str
    outcome_on: dt.date | None
    due_on: dt.date | None
    days_late: int | None

    @property
    def late_words(self) -> str:
        return f"{self.days_late} day{'s' * (self.days_late != 1)} late"


def requests_visible_to(post: Post) -> QuerySet[Assessment]:
    """The requests whose deadlines somebody may see: an officer those of the children they write for, the team all."""
    if not may(post, Permission.SEE_DEADLINES):
        return Assessment.objects.none()
    assessments = Assessment.objects.filter(child__authority=post.authority)
    if Role(post.role) in WHOLE_REGISTER:
        return assessments
    return assessments.filter(child__plans__officer=post).distinct()


def ended_for(post: Post) -> QuerySet[Assessment]:
    """Those of them that ended without a plan, newest first."""
    assessments = requests_visible_to(post).filter(outcome__in=ENDED)
    # By the day that it ended; those without one stand last.
    newest_first = F("outcome_on").desc(nulls_last=True)
    return assessments.select_related("child").defer("raw", "child__raw").order_by(newest_first, "-pk")


def page_of(post: Post, *, number: str | None) -> tuple[Page, list[Line]]:
    """A page of them, with the limit that bound the answer. Two queries."""
    page = Paginator(ended_for(post), PAGE).get_page(number)
    shown = list(page.object_list)
    clocks = Clock.objects.filter(thing=Thing.REQUEST, thing_id__in=[one.pk for one in shown])
    due = {(clock.thing_id, clock.code): clock for clock in clocks}
    return page, [_line(one, due.get((one.pk, LIMIT_OF.get(Assessment.Outcome(one.outcome), "")))) for one in shown]


def _line(assessment: Assessment, clock: Clock | None) -> Line:
    late = max(0, (clock.met_on - clock.due_on).days) if clock and clock.met_on else None
    return Line(
        child=assessment.child.name,
        child_reference=assessment.child.reference,
        requested_on=assessment.requested_on,
        outcome=Assessment.Outcome(assessment.outcome).label,
        outcome_on=assessment.outcome_on or assessment.decided_on,
        due_on=clock.due_on if clock else None,
        days_late=late,
    )
