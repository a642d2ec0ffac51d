"""Strengths to celebrate and changes to recommend: added and taken away until the review is handed in."""

import datetime as dt

from django.db import transaction

from goldenthread.history.record import record
from goldenthread.moderation.models import Evidence, Recommendation, Review, Strength
from goldenthread.moderation.queries.asked import asked_in
from goldenthread.moderation.workflow.answers import forget_begun, save_field
from goldenthread.moderation.workflow.evidence import STRENGTH, add_evidence_from_quote
from goldenthread.moderation.workflow.refusals import Refused
from goldenthread.moderation.workflow.review import locked_review
from goldenthread.people.models import Post

LONGEST = 4_000


@transaction.atomic
def add_strength(*, review: Review, by: Post, text: str, evidence: Evidence | None = None, quote: str = "") -> Strength:
    """Name a strength, with a quote already chosen (`evidence`) or with pasted words that are looked for in the plan."""
    review, moderation = locked_review(review, by)
    _must_be_locked(review)
    text = _words(text, "Say what is good about it.")
    if evidence is not None and (evidence.review_id != review.pk or evidence.removed_at is not None):
        raise Refused("Choose one of the quotes of this review.")
    if evidence is None and quote.strip():
        evidence = add_evidence_from_quote(review=review, by=by, code=STRENGTH, quote=quote)[0]
    # The same page sent twice names one strength.
    strength, is_new = Strength.objects.get_or_create(review=review, text=text, evidence=evidence)
    _forget(review, "strength", text)
    if is_new:
        record("strength added", on=moderation, by=by, review=review.pk, strength=strength.pk)
    return strength


@transaction.atomic
def remove_strength(*, strength: Strength, by: Post) -> None:
    review, moderation = locked_review(strength.review, by)
    record("strength removed", on=moderation, by=by, review=review.pk, strength=strength.pk)
    strength.delete()


@transaction.atomic
def add_recommendation(
    *, review: Review, by: Post, text: str, for_whom: str, by_when: dt.date | None
) -> Recommendation:
    """Recommend a change: what, for whom (a key of the edition's who_should_act), by when."""
    review, moderation = locked_review(review, by)
    _must_be_locked(review)
    text = _words(text, "Say what should change.")
    if for_whom not in {choice.key for choice in asked_in(moderation).edition.who_should_act}:
        raise Refused("Choose for whom it is.")
    recommendation, is_new = Recommendation.objects.get_or_create(
        review=review, text=text, for_whom=for_whom, by_when=by_when
    )
    _forget(review, "recommendation", text)
    if is_new:
        record("recommendation added", on=moderation, by=by, review=review.pk, recommendation=recommendation.pk)
    return recommendation


@transaction.atomic
def recommend_from(*, review: Review, by: Post, code: str) -> Recommendation | None:
    """What was said about a weakness becomes a recommendation, for whom the moderator said should act.

    Where nobody was named the words go into the form, so that only "for whom" is left to say; None then.
    """
    review, _ = locked_review(review, by)
    judgement = review.judgements.filter(code=code).exclude(comment="").first()
    if judgement is None:
        raise Refused("Nothing was said about that.")
    if judgement.who_should_act:
        return add_recommendation(
            review=review, by=by, text=judgement.comment[:LONGEST], for_whom=judgement.who_should_act, by_when=None
        )
    if review.begun.get("recommendation-text", "").strip():
        raise Refused("Add the recommendation that you have begun first, or empty it.")
    field = "recommendation-text"
    save_field(
        review=review, by=by, field=field, value=judgement.comment[:LONGEST], version=int(review.versions.get(field, 0))
    )
    return None


@transaction.atomic
def remove_recommendation(*, recommendation: Recommendation, by: Post) -> None:
    review, moderation = locked_review(recommendation.review, by)
    record("recommendation removed", on=moderation, by=by, review=review.pk, recommendation=recommendation.pk)
    recommendation.delete()


def _forget(review: Review, kind: str, text: str) -> None:
    """Empty the form that these words were typed in; another one, begun meanwhile, stays."""
    if review.begun.get(f"{kind}-text", "").strip() in ("", text):
        forget_begun(review, kind)


def _must_be_locked(review: Review) -> None:
    if review.locked_at is None:
        raise Refused("Lock your overall judgement first.")


def _words(text: str, or_else: str) -> str:
    text = text.replace("\r\n", "\n").replace("\x00", "").strip()
    if not text:
        raise Refused(or_else)
    if len(text) > LONGEST:
        raise Refused(f"That is longer than the {LONGEST:,} characters that fit here.")
    return text
