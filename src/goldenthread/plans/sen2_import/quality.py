"""The rules of data quality run over the register itself, as far as it holds what they look at; and how a run ends."""

from collections import Counter
from collections.abc import Iterator

from django.db import transaction

from ehcp.sen2.check import check
from ehcp.sen2.record import Module, Person, Row
from goldenthread import world
from goldenthread.history.record import record
from goldenthread.plans.models import Assessment, Child, Plan, QualityCheck, QualityFault, Review

CHUNK = 500

# What the register does not hold, by rule. Every other rule runs over it.
NOT_IN_THE_REGISTER = {
    "no-number": "The register holds no ULN and no reason for having no UPN.",
    "unknown-code": "The register holds only codes that it knows; what a return brought otherwise stands in the return.",
    "no-day": "The register holds only days.",
    "day-without-decision": "The register keeps no day for a decision that was not made.",
    "agreed-without-assessment": "In the register a request and its assessment are one record.",
    "refused-with-plan": "The register holds what came of an assessment in the end, not its first outcome.",
    "active-without-named-plan": "The register does not hold what a plan names in Section I.",
    "ceased-and-active": "In the register a plan that has ended is not in force.",
    "no-placement": "The register holds the name of a setting, and no placements.",
    "placement-without-setting": "The register holds the name of a setting, and no placements.",
    "indicators-not-set": "The register does not hold whether a place is in a SEN unit or in resourced provision.",
}
_OUTCOMES = {
    "not-assessed": ("N", ""),
    "no-plan": ("Y", "N"),
    "plan": ("Y", "Y"),
    "withdrawn": ("W", ""),
    "open": ("A", ""),
}


@transaction.atomic
def look_over_register(made: QualityCheck) -> None:
    """Run the rules over every child of the register. Harmless to run again: it begins afresh."""
    made = QualityCheck.objects.select_for_update(of=("self",)).select_related("authority").get(pk=made.pk)
    if made.finished_at is not None:
        return
    on, met, last = world.today(), set[str](), 0
    made.persons = 0
    counts: Counter[str] = Counter()
    children = Child.objects.filter(authority=made.authority_id).order_by("pk").defer("raw")
    while chunk := list(children.filter(pk__gt=last)[:CHUNK]):
        last = chunk[-1].pk
        persons = list(as_persons(chunk))
        faults = [
            QualityFault(
                check_made=made,
                rule=fault.rule,
                child_id=fault.number,
                module=fault.module,
                item=fault.item,
                value=fault.value[:60],
            )
            for fault in check(persons, on, met)
            if fault.rule not in NOT_IN_THE_REGISTER
        ]
        QualityFault.objects.bulk_create(faults)
        counts.update(fault.rule for fault in faults)
        made.persons += len(chunk)
    made.counts = dict(counts)
    made.save(update_fields=["persons", "counts"])
    finish(made)


def finish(made: QualityCheck) -> None:
    """A run has come to its end. The rows of older runs of its kind go, for they hold children's details; counts stay."""
    made.finished_at = world.now()
    made.save(update_fields=["finished_at"])
    older = QualityFault.objects.filter(
        check_made__authority=made.authority_id,
        check_made__sen2_import__isnull=made.sen2_import_id is None,
        check_made__finished_at__isnull=False,
    )
    older.exclude(check_made=made).delete()
    record("looked for faults", on=made, by=made.made_by, counts=made.counts)


def as_persons(children: list[Child]) -> Iterator[Person]:
    """Children of the register as a return would hold them, `number` being the child's id. Three queries."""
    requests: dict[int, list[Assessment]] = {}
    for assessment in Assessment.objects.filter(child__in=children).order_by("pk").defer("raw"):
        requests.setdefault(assessment.child_id, []).append(assessment)
    plans: dict[int, list[Plan]] = {}
    for plan in Plan.objects.filter(child__in=children).order_by("pk").defer("raw"):
        plans.setdefault(plan.child_id, []).append(plan)
    reviews: dict[int, Review] = {}
    for review in Review.objects.filter(plan__child__in=children).order_by("meeting_on").defer("raw"):
        reviews[review.plan_id] = review
    for child in children:
        row = Row(
            Module.PERSON,
            _said(
                Surname=child.last_name,
                Forename=child.first_name,
                PersonBirthDate=child.date_of_birth,
                UPN=child.upn,
            ),
        )
        loose = list(plans.get(child.pk, []))
        for assessment in requests.get(child.pk, []):
            own = [plan for plan in loose if plan.assessment_id == assessment.pk]
            loose = [plan for plan in loose if plan not in own]
            row.below.append(_request(child, assessment, own, reviews))
        row.below += [_request(child, None, [plan], reviews) for plan in loose]
        yield Person(child.pk, row)


def _request(child: Child, assessment: Assessment | None, plans: list[Plan], reviews: dict[int, Review]) -> Row:
    if assessment is None:
        request = Row(Module.REQUEST, {"RequestOutcome": "H"})
        issued = [plan for plan in plans if plan.made_on]
    else:
        asked, decided = _OUTCOMES[assessment.outcome]
        # Where the outcome is that there is no assessment, the day of the outcome is the day of the decision.
        day = assessment.decided_on or (assessment.outcome_on if asked == "N" else None)
        request = Row(
            Module.REQUEST,
            _said(ReceivedDate=assessment.requested_on, RequestOutcome=asked, RequestOutcomeDate=day),
        )
        issued = plans if assessment.outcome == "plan" else [plan for plan in plans if plan.made_on]
        if decided:
            values = _said(AssessmentOutcome=decided, AssessmentOutcomeDate=assessment.outcome_on)
            request.below.append(Row(Module.ASSESSMENT, values))
    for plan in issued:
        request.below += _plan(child, plan, reviews.get(plan.pk))
    return request


def _plan(child: Child, plan: Plan, review: Review | None) -> Iterator[Row]:
    values = _said(StartDate=plan.made_on, CeaseDate=plan.ceased_on, CeaseReason=plan.cease_reason)
    yield Row(Module.NAMED_PLAN, values)
    if plan.ceased_on is not None:
        return
    active = Row(Module.ACTIVE_PLAN)
    if review is not None:
        outcome = "" if review.outcome == Review.Outcome.OPEN else review.outcome
        active.values = _said(ReviewMeeting=review.meeting_on, LastReview=review.decided_on, ReviewOutcome=outcome)
    if child.primary_need:
        active.below.append(Row(Module.NEED, {"SENtype": child.primary_need, "SENtypeRank": "1"}))
    yield active


def _said(**items: object) -> dict[str, str]:
    """The items of a row that are there, as text; days as 2026-01-15."""
    return {name: str(value) for name, value in items.items() if value not in (None, "")}
