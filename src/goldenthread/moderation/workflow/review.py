"""One moderator's review: started, answered field by field, locked, handed in, and corrected by a new one."""

from collections.abc import Collection
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from goldenthread import permissions, world
from goldenthread.history.record import record
from goldenthread.moderation.models import Evidence, Judgement, Moderation, Recommendation, Review, Strength
from goldenthread.moderation.queries.asked import asked_in
from goldenthread.moderation.queries.completeness import missing_before_hand_in, missing_before_lock
from goldenthread.moderation.queries.doubts import doubts_in
from goldenthread.moderation.stages import LIFECYCLE, Stage
from goldenthread.moderation.workflow import assignment, officers
from goldenthread.moderation.workflow.interest import refuse_own
from goldenthread.moderation.workflow.refusals import Doubtful, Incomplete, Refused
from goldenthread.people.models import Post
from goldenthread.permissions import Permission
from goldenthread.screenings import workflow as screenings
from goldenthread.toolkit import profile as toolkit

LONGEST_CORRECTION_REASON = 2_000
COPIED = ("judgement", "judgement_reason", "summary", "needs_correction", "few_strengths_reason")


@transaction.atomic
def start_review(*, moderation: Moderation, by: Post) -> Review:
    """The review that this moderator is writing: the one begun, or the first, begun now.

    Raises Refused when it was handed in and no correction is open.
    """
    permissions.require(by, Permission.MODERATE, moderation)
    mine = moderation.reviews.filter(moderator=by)
    begun = mine.filter(submitted_at=None).order_by("-number").first()
    if begun is not None:
        return begun
    moderation = assignment.locked(moderation)
    if moderation.stage != Stage.MODERATING or mine.exclude(submitted_at=None).exists():
        raise Refused("This review was handed in. To change it, hand in a correction.")
    review, is_new = Review.objects.get_or_create(moderation=moderation, moderator=by, number=1)
    if is_new:
        record("review started", on=moderation, by=by, review=review.pk)
    return review


def locked_review(review: Review, by: Post) -> tuple[Review, Moderation]:
    """The review as it is now, its row held until the transaction ends, still open and still this moderator's."""
    now = Review.objects.select_for_update(of=("self",)).get(pk=review.pk)
    moderation = Moderation.objects.select_related("version__plan__child").get(pk=now.moderation_id)
    now.moderation = moderation
    permissions.require(by, Permission.MODERATE, moderation)
    if now.moderator_id != by.pk:
        raise PermissionDenied("That is somebody else's review.")
    if moderation.stage == Stage.WITHDRAWN:
        raise Refused("This moderation was withdrawn.")
    if now.submitted_at is not None:
        raise Refused("This review was handed in. To change it, hand in a correction.")
    return now, moderation


@transaction.atomic
def lock_judgement(*, review: Review, by: Post) -> Review:
    """Lock the overall judgement and its reason, then compute the profile of the answers and keep it.

    Raises Incomplete while a required answer, comment or origin, the judgement or its reason is missing. Locking
    twice locks once.
    """
    review, moderation = locked_review(review, by)
    if review.locked_at is not None:
        return review
    refuse_own(moderation, by)
    asked = asked_in(moderation)
    missing = missing_before_lock(asked, review)
    if missing:
        raise Incomplete(missing)

    computed = toolkit.computed_profile(asked.edition, moderation.profile, answers_of(review), asked.sections)
    own = asked.edition.judgement(review.judgement)
    review.profile = computed.as_record()
    review.suggested = computed.suggested.key if computed.suggested else ""
    review.gap = toolkit.gap(own, computed.suggested)
    review.locked_at = world.now()
    review.save(update_fields=["profile", "suggested", "gap", "locked_at"])
    record("judgement locked", on=moderation, by=by, fields=["locked_at", "profile", "gap"], review=review.pk)
    return review


@transaction.atomic
def skip(*, review: Review, by: Post, code: str) -> None:
    """Put a question off: the rail shows that it was skipped, and it is still to be answered."""
    review, moderation = locked_review(review, by)
    if code not in asked_in(moderation).questions:
        raise Refused("This form does not ask that.")
    if code not in review.skipped:
        review.skipped = [*review.skipped, code]
        review.save(update_fields=["skipped"])
        record("question put off", on=moderation, by=by, fields=["skipped"], code=code)


@transaction.atomic
def submit_review(
    *, review: Review, by: Post, minutes: int | None = None, were_asked: Collection[str] | None = None
) -> Review:
    """Hand the review in. From then on the database refuses every change of it.

    The first one moves the moderation on; a correction leaves its stage alone. Raises Incomplete while something is
    missing. Handing in twice hands in once. `were_asked` are the kinds of doubts that the moderator has been shown:
    raises Doubtful while another stands. What was typed to them is kept. None where nobody sits before a page.
    """
    if review.moderator_id == by.pk and Review.objects.filter(pk=review.pk, submitted_at__isnull=False).exists():
        return Review.objects.get(pk=review.pk)
    review, moderation = locked_review(review, by)
    refuse_own(moderation, by)
    asked = asked_in(moderation)
    missing = missing_before_hand_in(asked, review)
    if missing:
        raise Incomplete(missing)
    doubts = doubts_in(asked, review) if were_asked is not None else []
    if any(each.kind not in (were_asked or ()) for each in doubts):
        raise Doubtful(doubts)

    review.doubts = {each.kind: review.begun.get(each.field, "").strip() for each in doubts} or None
    review.minutes, review.begun = minutes, {}
    review.submitted_at = world.now()
    review.save(update_fields=["doubts", "minutes", "begun", "submitted_at"])
    record(
        "review handed in",
        on=moderation,
        by=by,
        fields=["submitted_at", "doubts"] if doubts else ["submitted_at"],
        review=review.pk,
        number=review.number,
    )
    screenings.close_verdicts(source=review.source, by=by)
    if moderation.stage == Stage.MODERATING:
        LIFECYCLE.move(moderation, to=Stage.HANDED_IN)
    officers.look_for_relapse(moderation=moderation)
    return review


@transaction.atomic
def correct_review(*, moderation: Moderation, by: Post, reason: str) -> Review:
    """Begin a correction: a new review with the next number, holding a copy of the newest one's answers.

    Its judgement has to be locked and handed in again; the review that it corrects stays as it is, for ever.
    """
    permissions.require(by, Permission.MODERATE, moderation)
    if not reason.strip():
        raise Refused("Say why it is corrected.")
    moderation = assignment.locked(moderation)
    refuse_own(moderation, by)
    mine = list(moderation.reviews.filter(moderator=by).order_by("number"))
    if not mine or mine[-1].submitted_at is None:
        raise Refused("There is no handed-in review to correct, or a correction is open already.")
    if moderation.stage == Stage.WITHDRAWN:
        raise Refused("This moderation was withdrawn.")
    before = mine[-1]
    correction = Review.objects.create(
        moderation=moderation,
        moderator=by,
        number=before.number + 1,
        corrects=before,
        correction_reason=reason.strip()[:LONGEST_CORRECTION_REASON],
        **{name: getattr(before, name) for name in COPIED},
    )
    _copy_findings(before, correction)
    screenings.copy_verdicts(source=before.source, to=correction.source, by=by)
    record("correction begun", on=moderation, by=by, fields=["correction_reason"], review=correction.pk)
    return correction


def _copy_findings(before: Review, correction: Review) -> None:
    Judgement.objects.bulk_create(_copy(judgement, review=correction) for judgement in before.judgements.all())
    kept: dict[int | None, Evidence] = {}
    for evidence in before.evidence.filter(removed_at=None):
        kept[evidence.pk] = copied = _copy(evidence, review=correction)
        copied.save()
    Strength.objects.bulk_create(
        _copy(strength, review=correction, evidence=kept.get(strength.evidence_id))
        for strength in before.strengths.all()
    )
    Recommendation.objects.bulk_create(_copy(each, review=correction) for each in before.recommendations.all())


def _copy(row: Any, **changed: Any) -> Any:
    values = {
        field.name: getattr(row, field.name)
        for field in row._meta.concrete_fields
        if not field.primary_key and field.name not in changed
    }
    return type(row)(**values, **changed)


def answers_of(review: Review) -> dict[str, str]:
    """Code -> answer key, of every question answered."""
    return {judgement.code: judgement.answer for judgement in review.judgements.all() if judgement.answer}


def first_answers(judgements: list[Judgement]) -> dict[str, str]:
    """Code -> the answer that figures use: the one given before the profile was shown, where both exist."""
    return {one.code: one.first_answer or one.answer for one in judgements if one.answer}
