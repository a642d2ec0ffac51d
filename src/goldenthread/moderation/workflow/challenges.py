"""The verbs of a challenge: made, given to a senior, decided."""

from django.db import transaction
from django.urls import reverse

from ehcp.clock import calendar
from goldenthread import permissions, world
from goldenthread.history.record import record
from goldenthread.moderation import rules_letter as rules
from goldenthread.moderation.models import (
    Challenge,
    Letter,
    LetterPoint,
)
from goldenthread.moderation.queries import challenges, letters
from goldenthread.moderation.workflow import assignment, clearance
from goldenthread.moderation.workflow.interest import refuse_own
from goldenthread.moderation.workflow.letter import (
    CHALLENGE,
    answer_with,
    letter_sent_to,
    locked_letter,
    tell_of_answer,
    tell_of_letter,
)
from goldenthread.moderation.workflow.refusals import Refused
from goldenthread.notices.outbox import tell
from goldenthread.people import choices
from goldenthread.people.models import Post
from goldenthread.permissions import Permission
from goldenthread.plans import workflow as plans


@transaction.atomic
def challenge(*, letter: Letter, by: Post, text: str, point: LetterPoint | None = None) -> Challenge:
    """The writer disagrees. Another senior decides; where nobody else may, the lead is told and chooses."""
    letter = letter_sent_to(letter, by)
    text = rules.as_typed(text)
    if not text:
        raise Refused("Say what you disagree with, and why.")
    if letter.answer_by and world.today() > letter.answer_by:
        raise Refused("The days for a challenge are over. You can still ask a question.")
    known = letter.challenges.filter(point=point).first()
    if known is not None and not known.decision:
        return known
    if known is not None:
        raise Refused("This was challenged before, and it is decided.")
    made = Challenge.objects.create(letter=letter, point=point, by=by, text=text, senior=None)
    if letter.answer == Letter.Answer.ACKNOWLEDGED:
        # What was acknowledged stays so; the challenge stands beside it.
        tell_of_answer(letter, Letter.Answer.CHALLENGED)
    else:
        answer_with(letter, Letter.Answer.CHALLENGED)
    record("letter challenged", on=letter, by=by, point=point and point.number)
    senior = challenges.senior_for_challenge(letter.moderation)
    if senior is None:
        _tell_leads(made)
    else:
        _give(made, to=senior)
    return made


def _tell_leads(challenge: Challenge) -> None:
    moderation = challenge.letter.moderation
    for lead in assignment.leads(moderation.authority_id):
        tell(
            to=lead,
            kind="challenge-has-nobody",
            reference=moderation.plan.reference,
            path=_path(challenge),
            once=f"challenge-nobody:{challenge.pk}",
        )


def _path(challenge: Challenge) -> str:
    return reverse("moderation:challenge", args=[challenge.letter.moderation.reference, challenge.pk])


def _give(challenge: Challenge, *, to: Post) -> None:
    """Give a challenge to a senior, with the plan to read."""
    moderation = challenge.letter.moderation
    challenge.senior = to
    challenge.save(update_fields=["senior"])
    plans.give_to_read(version=moderation.version, post=to, because=CHALLENGE, source=moderation.reference)
    days = choices.value(moderation.authority_id, "level3.answer-working-days")
    tell(
        to=to,
        kind="challenge-given",
        reference=moderation.plan.reference,
        path=_path(challenge),
        due_on=calendar.add_working_days(world.today(), days),
        once=f"challenge:{challenge.pk}:{to.pk}",
    )
    record("challenge given", on=moderation, to=to.pk)


@transaction.atomic
def choose_for_challenge(*, challenge: Challenge, by: Post, to: Post) -> None:
    """The lead chooses who decides a challenge that has nobody, or whose senior cannot.

    Raises Refused, with the reason, for anybody who wrote, edited or moderated the plan.
    """
    permissions.require(by, Permission.ASSIGN_MODERATION, challenge.letter.moderation)
    challenge = Challenge.objects.select_for_update(of=("self",)).get(pk=challenge.pk)
    challenge.letter = locked_letter(challenge.letter)
    if challenge.decision:
        raise Refused("This challenge is decided.")
    if challenge.senior_id == to.pk:
        return
    standing = {one.post: (one, why) for one, why in challenges.seniors_for_challenge(challenge.letter.moderation)}
    if to.pk not in standing:
        raise Refused("Choose a senior casework officer of this authority.")
    if why := standing[to.pk][1]:
        raise Refused(f"{to.name} may not decide this challenge: {why}.")
    _take_back(challenge)
    _give(challenge, to=to)


def _take_back(challenge: Challenge) -> None:
    """Close the plan to the senior of a challenge, unless they decide another one about the same plan."""
    moderation, senior = challenge.letter.moderation, challenge.senior
    others = Challenge.objects.filter(letter__moderation=moderation, senior=senior, decision="")
    if senior is not None and not others.exclude(pk=challenge.pk).exists():
        plans.take_back(version=moderation.version, post=senior, because=CHALLENGE, source=moderation.reference)


@transaction.atomic
def decide_challenge(*, challenge: Challenge, by: Post, decision: str, reason: str) -> Challenge:
    """The other senior decides. Where the writer is right, the point need not be amended any more."""
    permissions.require(by, Permission.ANSWER_CHALLENGE, challenge)
    challenge = Challenge.objects.select_for_update(of=("self",)).get(pk=challenge.pk)
    permissions.require(by, Permission.ANSWER_CHALLENGE, challenge)
    challenge.letter = letter = locked_letter(challenge.letter)
    reason = rules.as_typed(reason)
    if (challenge.decision, challenge.reason) == (decision, reason):
        return challenge  # the button was pressed twice
    if challenge.decision:
        raise Refused("This challenge is decided.")
    refuse_own(letter.moderation, by)
    if decision not in Challenge.Decision.values:
        raise Refused("Say whether the writer is right.")
    if not reason:
        raise Refused("Give your reason: both colleagues will read it.")
    challenge.decision, challenge.reason, challenge.decided_at = decision, reason, world.now()
    challenge.save(update_fields=["decision", "reason", "decided_at"])
    record("challenge decided", on=letter, by=by, decision=decision)
    if decision == Challenge.Decision.UPHELD and challenge.point is not None:
        clearance.let_point_go(point=challenge.point)
    _take_back(challenge)
    moderator = letter.moderation.moderator
    for colleague in [*letters.addressees(letter.moderation), *([moderator] if moderator else [])]:
        tell_of_letter(letter, to=colleague, kind="challenge-decided", once=f"decided-{challenge.pk}")
    clearance.close_if_over(letter.moderation)
    return challenge
