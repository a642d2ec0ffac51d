"""Quotes that a judgement or a strength hangs on: found in the pinned version, taken away, and brought back."""

from django.db import transaction

from ehcp.screening.document import Anchor, Document, anchor_at, anchor_holds, locate_all
from goldenthread import world
from goldenthread.history.record import record
from goldenthread.moderation.models import Evidence, Moderation, Review
from goldenthread.moderation.queries.asked import asked_in
from goldenthread.moderation.queries.standard import reference_of
from goldenthread.moderation.workflow.refusals import Refused
from goldenthread.moderation.workflow.review import locked_review
from goldenthread.people.models import Post

STRENGTH = "strength"  # the code of a quote that shows a strength
LONGEST_QUOTE = 4_000
NOT_FOUND = (
    "Those words are not in this version of the plan. Copy them from the plan as they stand, or try a shorter piece."
)


@transaction.atomic
def add_evidence(*, review: Review, by: Post, code: str, anchor: Anchor) -> Evidence:
    """Hang a quote on a question. Raises Refused when the plan does not say these words in this place."""
    review, moderation = locked_review(review, by)
    _check_code(moderation, code)
    document = moderation.version.document
    if not anchor_holds(document, anchor) or not document.blocks[anchor.block].is_plan_text:
        raise Refused("Those words do not stand there in this version of the plan. Open the page again.")
    return _keep(review, moderation, by, code, anchor)


@transaction.atomic
def add_evidence_from_quote(*, review: Review, by: Post, code: str, quote: str) -> list[Evidence]:
    """Hang pasted words on a question: one chip a paragraph. Raises Refused with a plain sentence where none is found.

    The section that the question is about is looked in first, then the whole plan.
    """
    review, moderation = locked_review(review, by)
    _check_code(moderation, code)
    if not quote.strip():
        raise Refused("Paste the words from the plan that you mean.")
    if len(quote) > LONGEST_QUOTE:
        raise Refused(f"A quote has at most {LONGEST_QUOTE:,} characters. Choose the words that matter.")
    document = moderation.version.document
    section = asked_in(moderation).section_of.get(code)
    anchors = _places(document, quote, section.reads if section else ())
    if not anchors:
        raise Refused(NOT_FOUND)
    return [_keep(review, moderation, by, code, anchor) for anchor in anchors]


def _places(document: Document, quote: str, first_in: tuple[str, ...]) -> list[Anchor]:
    for section in (*first_in, None):
        if anchors := locate_all(document, quote, section=section):
            return anchors
    return []


def _check_code(moderation: Moderation, code: str) -> None:
    if code != STRENGTH and code not in asked_in(moderation).questions:
        raise Refused("This form does not ask that.")


def _keep(review: Review, moderation: Moderation, by: Post, code: str, anchor: Anchor) -> Evidence:
    """Write it down once: the same words in the same place for the same question are one quote."""
    document = moderation.version.document
    if len(anchor.quote) > LONGEST_QUOTE:
        raise Refused(f"A quote has at most {LONGEST_QUOTE:,} characters. Choose the words that matter.")
    whole = anchor_at(document, anchor.block, anchor.start, anchor.end)
    known = review.evidence.filter(code=code, block=whole.block, start=whole.start, end=whole.end).first()
    if known is not None:
        return _put_back(known, moderation, by)
    evidence = Evidence.objects.create(
        review=review,
        code=code,
        block=whole.block,
        start=whole.start,
        end=whole.end,
        quote=whole.quote,
        prefix=whole.prefix[:80],
        suffix=whole.suffix[:80],
        section=document.section_of(whole.block, whole.start) or "",
        item=reference_of(document, whole.block)[:20],
    )
    record("evidence added", on=moderation, by=by, review=review.pk, code=code, evidence=evidence.pk)
    return evidence


@transaction.atomic
def remove_evidence(*, evidence: Evidence, by: Post) -> Evidence:
    """Take a quote away. Nothing is asked: `restore_evidence` brings it back."""
    _, moderation = locked_review(evidence.review, by)
    if evidence.removed_at is None:
        evidence.removed_at = world.now()
        evidence.save(update_fields=["removed_at"])
        record("evidence removed", on=moderation, by=by, code=evidence.code, evidence=evidence.pk)
    return evidence


@transaction.atomic
def restore_evidence(*, evidence: Evidence, by: Post) -> Evidence:
    """Undo a removal."""
    _, moderation = locked_review(evidence.review, by)
    return _put_back(evidence, moderation, by)


def _put_back(evidence: Evidence, moderation: Moderation, by: Post) -> Evidence:
    if evidence.removed_at is not None:
        evidence.removed_at = None
        evidence.save(update_fields=["removed_at"])
        record("evidence brought back", on=moderation, by=by, code=evidence.code, evidence=evidence.pk)
    return evidence
