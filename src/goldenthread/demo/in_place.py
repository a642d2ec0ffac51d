"""The plans that Sandbourne had before the story begins: their reviews, moves to the next phase, and requests that ended.

No part of the lived months: it is what a case system would have told on the first day, worked out from the day on which
the demonstration stands, always in the same way.
"""

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import dataclass

from ehcp.vocabulary import year_group
from goldenthread import world
from goldenthread.clocks import workflow as clocks
from goldenthread.clocks.models import Clock
from goldenthread.demo.living.clockwork import SEED
from goldenthread.demo.living.register import BOYS, GIRLS, LAST, NEEDS, SCHOOLS, school_for
from goldenthread.people.models import Authority, Post
from goldenthread.permissions import Role
from goldenthread.plans.models import Assessment, CeaseReason, Child, PhaseTransfer, Plan, PlanKind, Review

HOW_MANY = 240
ENDED = 36
FIRST_NUMBER = 700_000
DAY = dt.timedelta(days=1)
YEAR = dt.timedelta(days=365)


@dataclass(frozen=True)
class Kept:
    """One child of before, with the request, the plan, its reviews and its move; whatever was not is None or empty."""

    child: Child
    assessment: Assessment
    plan: Plan | None = None
    reviews: tuple[Review, ...] = ()
    transfer: PhaseTransfer | None = None


def put_in_place(authority: Authority, *, on: dt.date, how_many: int = HOW_MANY) -> None:
    """Add so many plans to the register as it stands, and decide on what a lead would have decided."""
    dice = random.Random(f"{SEED}: before")  # noqa: S311 - a story, not a secret
    officers = list(Post.objects.filter(role=Role.OFFICER).order_by("pk"))
    assistants = list(Post.objects.filter(role=Role.ASSISTANT).order_by("pk"))
    lead = Post.objects.get(authority=authority, role=Role.LEAD)
    kept = [*_plans(lead, officers, assistants, dice, on, how_many), *_ended(authority, dice, on, how_many)]
    _save(kept)
    _decide_on_the_story_s_requests(dice, on)
    clocks.reckon_of_the_day(authority=authority)
    _what_the_lead_decided(authority, on)


def _save(kept: list[Kept]) -> None:
    Child.objects.bulk_create([one.child for one in kept])
    Assessment.objects.bulk_create([one.assessment for one in kept])
    Plan.objects.bulk_create([one.plan for one in kept if one.plan])
    Review.objects.bulk_create([review for one in kept for review in one.reviews])
    PhaseTransfer.objects.bulk_create([one.transfer for one in kept if one.transfer])


def _child(authority: Authority, number: int, born_on: dt.date, dice: random.Random, on: dt.date) -> Child:
    girl = dice.random() < 0.3
    year = year_group(born_on, on=on).number
    return Child(
        authority=authority,
        case_system_id=str(FIRST_NUMBER + number * 7),
        first_name=dice.choice(GIRLS if girl else BOYS),
        last_name=dice.choice(LAST),
        date_of_birth=born_on,
        sex="Female" if girl else "Male",
        setting_name=school_for(max(-4, min(year, 20)), dice.choice(SCHOOLS), number),
        primary_need=dice.choice(NEEDS),
        is_cared_for=dice.random() < 0.06,
    )


def _plans(
    lead: Post, officers: list[Post], assistants: list[Post], dice: random.Random, on: dt.date, how_many: int
) -> Iterator[Kept]:
    for number in range(how_many):
        made_on = on - dice.randint(370, 7 * 365) * DAY
        born_on = on - dice.randint(4 * 365, 20 * 365) * DAY
        if made_on < born_on + 2 * YEAR:
            born_on = made_on - 3 * YEAR
        child = _child(lead.authority, number, born_on, dice, on)
        asked_on = made_on - dice.choice([118, 126, 133, 139, 139, 140, 147, 171]) * DAY
        assessment = Assessment(
            child=child,
            requested_on=asked_on,
            source=dice.choice([Assessment.Source.FAMILY, Assessment.Source.SETTING]),
            decided_on=asked_on + dice.randint(28, 44) * DAY,
            outcome=Assessment.Outcome.PLAN,
            outcome_on=made_on,
        )
        plan = Plan(
            authority=lead.authority,
            child=child,
            assessment=assessment,
            case_system_id=f"P{child.case_system_id}",
            kind=PlanKind.AMENDED,
            kind_confirmed_at=world.now(),
            kind_confirmed_by=lead,
            made_on=made_on,
            officer=officers[number % len(officers)],
            assistant=assistants[number % len(assistants)],
        )
        if dice.random() < 0.05:
            plan.ceased_on = on - dice.randint(5, 200) * DAY
            plan.cease_reason = dice.choice([CeaseReason.MAX_AGE, CeaseReason.NEEDS_MET, CeaseReason.MOVED])
        reviews = tuple(_reviews(plan, made_on, dice, on))
        yield Kept(child, assessment, plan, reviews, _transfer(plan, born_on, dice, on))


def _reviews(plan: Plan, made_on: dt.date, dice: random.Random, on: dt.date) -> Iterator[Review]:
    """A review a year, the last two of which are known; most in time, some late, some amended late."""
    since = made_on
    while True:
        meeting_on = since + dice.choice([290, 305, 318, 327, 331, 336, 350, 372]) * DAY
        decided_on = meeting_on + dice.choice([13, 20, 24, 27, 28, 28, 33, 41]) * DAY
        if meeting_on > on + 40 * DAY or (meeting_on > on and dice.random() < 0.5):
            return
        review = Review(
            plan=plan, meeting_on=meeting_on, invited_on=meeting_on - dice.choice([14, 16, 21, 28, 10]) * DAY
        )
        is_ahead = meeting_on > on or decided_on > on
        if meeting_on + 12 * DAY <= on:
            review.reported_on = meeting_on + dice.choice([8, 11, 12]) * DAY
        if review.invited_on and review.invited_on > on:
            review.invited_on = None
        if not is_ahead:
            _decide(review, decided_on, dice, on)
        if meeting_on > on - 3 * YEAR:
            yield review
        if is_ahead:
            return
        since = decided_on


def _decide(review: Review, decided_on: dt.date, dice: random.Random, on: dt.date) -> None:
    review.decided_on = decided_on
    review.outcome = Review.Outcome.AMEND if dice.random() < 0.3 else Review.Outcome.MAINTAIN
    if review.outcome == Review.Outcome.AMEND:
        review.notice_on = decided_on
        amended_on = decided_on + dice.choice([30, 44, 52, 55, 56, 70, 91]) * DAY
        review.amended_on = amended_on if amended_on <= on else None


def _transfer(plan: Plan, born_on: dt.date, dice: random.Random, on: dt.date) -> PhaseTransfer | None:
    """A child of the last year before a move has one in the coming September."""
    into = {
        -1: PhaseTransfer.Into.SCHOOL,
        6: PhaseTransfer.Into.SCHOOL,
        11: PhaseTransfer.Into.POST_16,
    }.get(year_group(born_on, on=on).number)
    if into is None or plan.ceased_on:
        return None
    moves_on = dt.date(on.year + (on.month >= 9), 9, 1)
    final_on = on - dice.randint(1, 20) * DAY if dice.random() < 0.2 else None
    return PhaseTransfer(plan=plan, into=into, moves_on=moves_on, final_on=final_on)


def _ended(authority: Authority, dice: random.Random, on: dt.date, after: int) -> Iterator[Kept]:
    """Requests of the last year that ended without a plan."""
    for number in range(ENDED):
        asked_on = on - dice.randint(130, 365) * DAY
        child = _child(authority, after + number, on - dice.randint(4 * 365, 15 * 365) * DAY, dice, on)
        decided_on = asked_on + dice.choice([27, 34, 40, 41, 42, 47]) * DAY
        outcome = dice.choice(
            [
                Assessment.Outcome.NOT_ASSESSED,
                Assessment.Outcome.NOT_ASSESSED,
                Assessment.Outcome.NO_PLAN,
                Assessment.Outcome.WITHDRAWN,
            ]
        )
        ended_on = (
            decided_on
            if outcome == Assessment.Outcome.NOT_ASSESSED
            else asked_on + dice.choice([96, 109, 111, 118]) * DAY
        )
        assessment = Assessment(
            child=child,
            requested_on=asked_on,
            source=dice.choice([Assessment.Source.FAMILY, Assessment.Source.SETTING]),
            decided_on=decided_on,
            outcome=outcome,
            outcome_on=ended_on,
        )
        yield Kept(child, assessment)


def _decide_on_the_story_s_requests(dice: random.Random, on: dt.date) -> None:
    """The months were lived from the draft on; that it was decided to assess, and when, the case system would have told."""
    waiting = list(Assessment.objects.filter(decided_on=None, requested_on__isnull=False).order_by("pk"))
    for assessment in waiting:
        if assessment.requested_on is not None:
            decided_on = assessment.requested_on + dice.choice([28, 33, 36, 40, 41, 42, 45]) * DAY
            assessment.decided_on = decided_on if decided_on <= on else None
    Assessment.objects.bulk_update(waiting, ["decided_on"])


def _what_the_lead_decided(authority: Authority, on: dt.date) -> None:
    lead = Post.objects.get(authority=authority, role=Role.LEAD)
    late = Clock.objects.filter(code="final-plan", plan__versions__isnull=False, due_on__lt=on).order_by("due_on", "pk")
    if clock := late.select_related("child").first():
        clocks.excuse(
            clock=clock,
            by=lead,
            limb="away",
            from_on=clock.began_on + 20 * DAY,
            until_on=clock.began_on + 62 * DAY,
            evidence="The family’s letter about the long stay with grandparents is in the case file.",
        )
    in_place = Child.objects.filter(plans__kind=PlanKind.AMENDED, plans__ceased_on=None, plans__versions=None)
    objecting, held = in_place.order_by("pk")[:2]
    clocks.record_objection(
        child=objecting, by=lead, ground="family", told_on=on - 12 * DAY, note="By telephone, confirmed in writing."
    )
    clocks.record_objection(child=held, by=lead, ground="tribunal", told_on=on - 30 * DAY)
