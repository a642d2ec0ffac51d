"""What the register knows of a version besides its words."""

from django.utils import timezone

from ehcp.screening.facts import Facts
from ehcp.vocabulary import year_group
from goldenthread.plans.models import PlanKind, PlanVersion
from goldenthread.screenings.rules import pronoun_of

Status = PlanVersion.Status


def facts_of(version: PlanVersion) -> Facts:
    """The facts that checks may use. Costs no query once the plan and its child are loaded.

    A draft's day is the day it came in. A final text has the day that it was made final; where that is not known the
    plan's own front page is asked, because an archive is brought in years later.
    """
    plan = version.plan
    child = plan.child
    if version.status == Status.FINAL:
        kind = "final"
    else:
        kind = "draft" if plan.kind == PlanKind.NEW and version.status == Status.DRAFT else "amended"
    day = version.finalised_on or version.served_on
    if day is None and version.status == Status.DRAFT:
        day = timezone.localdate(version.uploaded_at)
    year = child.year_group
    if year is None and child.date_of_birth and day:
        year = year_group(child.date_of_birth, on=day).number
    return Facts(
        kind=kind,
        on=day,
        name=child.name or None,
        born_on=child.date_of_birth,
        pronoun=pronoun_of(child.pronouns),
        year=year,
    )
