"""The limits of children, worked out from the register: a handful of queries however many children they are."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ehcp.clock import limits
from goldenthread.clocks import rules
from goldenthread.clocks.models import Clock, Excusal, StartedClock, Thing
from goldenthread.clocks.rules_risk import Known, risk_of
from goldenthread.plans.models import Assessment, Child, PhaseTransfer, Plan, PlanVersion, Review
from goldenthread.plans.stages import Stage

Key = tuple[str, int, str]


@dataclass(frozen=True)
class Counted:
    """A limit that counts, with what it is about and what is known of it."""

    child_id: int
    plan_id: int | None
    thing: Thing
    thing_id: int
    begun: rules.Begun
    known: Known


@dataclass
class PlanStory:
    """One plan with the days of its versions and its reviews, for working out what it owes."""

    plan: Plan
    served_on: dt.date | None = None
    first_served_on: dt.date | None = None
    final_on: dt.date | None = None
    last_final_on: dt.date | None = None
    has_draft: bool = False
    reviews: list[Review] = field(default_factory=list)
    transfers: list[PhaseTransfer] = field(default_factory=list)

    @property
    def made_on(self) -> dt.date | None:
        if self.plan.made_on:
            return self.plan.made_on
        if self.final_on:
            return self.final_on
        assessment = self.plan.assessment
        return assessment.outcome_on if assessment and assessment.outcome == Assessment.Outcome.PLAN else None


def clocks_of(children: Iterable[Child], *, on: dt.date) -> Iterator[Clock]:
    """Every limit of these children as it stands on a day, unsaved. Six queries in all."""
    children = list(children)
    ids = [child.pk for child in children]
    born = {child.pk: child.date_of_birth for child in children}
    excused = limbs_in_force(ids)
    authority_of = {child.pk: child.authority_id for child in children}
    for counted in _counted(ids, born, on):
        clock = _clock(counted, authority_of[counted.child_id], excused, on)
        if clock is not None:
            yield clock


def _clock(counted: Counted, authority_id: int, excused: dict[Key, str], on: dt.date) -> Clock | None:
    begun = counted.begun
    try:
        answer = limits.due(begun.code, begun.began_on)
    except (limits.BeforeTheLaw, limits.UnknownLimit):
        return None  # what began before the law of today has no limit in it
    met_on = begun.met_on if begun.met_on is not None and begun.met_on <= on else None
    is_open = met_on is None and answer.not_before is None
    return Clock(
        authority_id=authority_id,
        child_id=counted.child_id,
        plan_id=counted.plan_id,
        thing=counted.thing,
        thing_id=counted.thing_id,
        code=begun.code,
        began_on=begun.began_on,
        due_on=answer.due,
        warn_on=answer.warn,
        not_before=answer.not_before,
        met_on=met_on,
        limb=excused.get((counted.thing, counted.thing_id, begun.code), ""),
        risk=risk_of(begun.code, answer.due, counted.known, on=on) if is_open else "",
        reckoned_on=on,
    )


def limbs_in_force(child_ids: list[int]) -> dict[Key, str]:
    """The ground that excuses a limit, for those that have one: the newest decision on it."""
    found: dict[Key, str] = {}
    for each in Excusal.objects.filter(child__in=child_ids).order_by("decided_at", "pk"):
        found[(each.thing, each.thing_id, each.code)] = each.limb
    return {key: limb for key, limb in found.items() if limb}


def _counted(ids: list[int], born: dict[int, dt.date | None], on: dt.date) -> Iterator[Counted]:
    stories = _stories(ids)
    by_assessment: dict[int, list[PlanStory]] = defaultdict(list)
    for story in stories.values():
        if story.plan.assessment_id:
            by_assessment[story.plan.assessment_id].append(story)
    for assessment in Assessment.objects.filter(child__in=ids):
        yield from _of_assessment(assessment, by_assessment.get(assessment.pk, []), on)
    for story in stories.values():
        yield from _of_story(story, born.get(story.plan.child_id), on)
    for started in StartedClock.objects.filter(child__in=ids, stopped_because=""):
        begun = rules.Begun(started.code, started.began_on, started.met_on)
        yield Counted(started.child_id, started.plan_id, Thing.STARTED, started.pk, begun, Known())


def _stories(ids: list[int]) -> dict[int, PlanStory]:
    stories = {
        plan.pk: PlanStory(plan)
        for plan in Plan.objects.filter(child__in=ids).select_related("assessment").defer("raw", "assessment__raw")
    }
    versions = PlanVersion.objects.filter(plan__child__in=ids).order_by("plan", "number")
    for row in versions.values("plan_id", "stage", "status", "served_on", "finalised_on"):
        _add_version(stories[row["plan_id"]], row)
    for review in Review.objects.filter(plan__child__in=ids).defer("raw").order_by("plan", "meeting_on"):
        stories[review.plan_id].reviews.append(review)
    for transfer in PhaseTransfer.objects.filter(plan__child__in=ids).defer("raw"):
        stories[transfer.plan_id].transfers.append(transfer)
    return stories


def _add_version(story: PlanStory, row: Mapping[str, Any]) -> None:
    """The newest service counts, because a draft that was served again starts the fifteen days again."""
    story.has_draft = story.has_draft or row["stage"] != Stage.FINAL
    if row["served_on"] is not None:
        story.served_on = row["served_on"]
        story.first_served_on = story.first_served_on or row["served_on"]
    if row["finalised_on"] is not None:
        story.final_on = story.final_on or row["finalised_on"]
        story.last_final_on = row["finalised_on"]


def _of_assessment(assessment: Assessment, stories: list[PlanStory], on: dt.date) -> Iterator[Counted]:
    story = next(iter(stories), None)
    served_on = (story.served_on if story else None) or assessment.draft_on
    request = rules.Request(
        requested_on=assessment.requested_on,
        decided_on=assessment.decided_on,
        outcome=assessment.outcome,
        outcome_on=assessment.outcome_on,
        draft_on=served_on,
        final_on=story.final_on if story else None,
    )
    known = Known(
        decided_on=assessment.decided_on,
        has_draft=bool(assessment.draft_on) or bool(story and story.has_draft),
        served_on=served_on,
    )
    for begun in rules.of_request(request, on=on):
        plan_id = story.plan.pk if story else None
        yield Counted(assessment.child_id, plan_id, Thing.REQUEST, assessment.pk, begun, known)


def _of_story(story: PlanStory, born_on: dt.date | None, on: dt.date) -> Iterator[Counted]:
    plan = story.plan
    decided = [review.decided_on for review in story.reviews if review.decided_on and review.decided_on <= on]
    coming = next((review for review in story.reviews if review.decided_on is None), None)
    of_review = Known(
        meeting_on=coming.meeting_on if coming else None,
        reported_on=coming.reported_on if coming else None,
        notice_on=coming.notice_on if coming else None,
    )
    days = rules.PlanDays(story.made_on, max(decided, default=None), plan.ceased_on, born_on, plan.moved_in_on)
    for begun in rules.of_plan(days, on=on):
        yield Counted(plan.child_id, plan.pk, Thing.PLAN, plan.pk, begun, of_review)
    has_ended = plan.ceased_on is not None and plan.ceased_on <= on
    before = story.made_on
    for review in story.reviews:
        yield from _kept(_of_review(story, review, before, on), has_ended)
        before = review.decided_on or before
    for transfer in story.transfers:
        final_on = transfer.final_on
        begun = rules.of_transfer(transfer.into, transfer.moves_on, final_on)
        known = Known(meeting_on=_meeting_for(story, transfer))
        counted = Counted(plan.child_id, plan.pk, Thing.TRANSFER, transfer.pk, begun, known)
        yield from _kept(iter([counted]), has_ended)


def _kept(counted: Iterator[Counted], has_ended: bool) -> Iterator[Counted]:
    """A plan that has ended owes nothing more; what it met or missed before stays."""
    return (each for each in counted if not has_ended or each.begun.met_on is not None)


def _of_review(story: PlanStory, review: Review, before: dt.date | None, on: dt.date) -> Iterator[Counted]:
    days = rules.ReviewDays(
        meeting_on=review.meeting_on,
        invited_on=review.invited_on,
        reported_on=review.reported_on,
        decided_on=review.decided_on,
        outcome=review.outcome,
        notice_on=review.notice_on,
        amended_on=review.amended_on,
        before_on=before,
    )
    known = Known(meeting_on=review.meeting_on, reported_on=review.reported_on, notice_on=review.notice_on)
    for begun in rules.of_review(days, on=on):
        yield Counted(story.plan.child_id, story.plan.pk, Thing.REVIEW, review.pk, begun, known)


def _meeting_for(story: PlanStory, transfer: PhaseTransfer) -> dt.date | None:
    """The newest review meeting within a year and a half before the move: the one in which the transfer is prepared."""
    earliest = transfer.moves_on - dt.timedelta(days=550)
    meetings = [review.meeting_on for review in story.reviews if earliest <= review.meeting_on < transfer.moves_on]
    return max(meetings, default=None)
