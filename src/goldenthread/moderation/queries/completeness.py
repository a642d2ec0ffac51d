"""What a review still lacks: before its judgement is locked, and before it is handed in."""

from goldenthread.moderation import rules
from goldenthread.moderation.models import Judgement, Review
from goldenthread.moderation.queries.asked import Asked
from goldenthread.moderation.rules_letter import STRENGTHS
from goldenthread.people import choices
from goldenthread.plans.queries import child_question
from goldenthread.toolkit.profile import Missing, what_is_missing

BEGUN = {
    "strength": "A strength is typed and not added yet: add it, or empty it.",
    "recommendation": "A recommendation is typed and not added yet: add it, or empty it.",
}


def missing_in_answers(asked: Asked, judgements: list[Judgement]) -> list[Missing]:
    """What the answers lack: an answer, a comment, an origin, or the service and document that an origin names."""
    missing = what_is_missing(
        asked.edition,
        asked.sections,
        answers={one.code: one.answer for one in judgements if one.answer},
        comments={one.code: one.comment for one in judgements},
        origins={one.code: one.origin for one in judgements},
    )
    by_code = {one.code: one for one in judgements}
    for code, question in asked.questions.items():
        one = by_code.get(code)
        if one is None or not one.origin or not one.answer or not asked.edition.answer(one.answer).needs_origin:
            continue
        origin = asked.edition.origin(one.origin)
        if origin.names_service and not one.origin_service:
            missing.append(Missing(code, "origin_service", f"{code}, {question.label}: say which service's advice."))
        if origin.names_document and not one.origin_document.strip():
            missing.append(
                Missing(code, "origin_document", f"{code}, {question.label}: say which advice you looked at.")
            )
    order = {code: place for place, code in enumerate(asked.questions)}
    return sorted(missing, key=lambda each: order.get(each.code, len(order)))


def missing_before_lock(asked: Asked, review: Review) -> list[Missing]:
    missing = missing_in_answers(asked, list(review.judgements.all()))
    if not review.judgement:
        missing.append(Missing("", "judgement", "Choose an overall judgement."))
    if not review.judgement_reason.strip():
        missing.append(Missing("", "judgement_reason", "Say why you judge it so."))
    return missing


def missing_before_hand_in(asked: Asked, review: Review) -> list[Missing]:
    """Everything that stands between a review and its handing in, in the order of the pages."""
    if review.locked_at is None:
        return [*missing_before_lock(asked, review), Missing("", "locked", "Lock your overall judgement first.")]
    missing = missing_in_answers(asked, list(review.judgements.all()))
    grades = choices.value(review.moderation.authority_id, "moderation.gap")
    if rules.gap_wants_a_reason(review.gap, grades=grades) and not review.gap_reason.strip():
        missing.append(
            Missing("", "gap_reason", "Your judgement and the computed profile differ: say what explains it.")
        )
    question = child_question(review.moderation.version)
    if question is not None and question.waits_for_second_look:
        missing.append(Missing("", "child", f"{question.sentence} Look, and answer at the head of the moderation."))
    if not review.summary.strip():
        missing.append(Missing("", "summary", "Write a summary of what you found."))
    begun = review.begun
    for kind, sentence in BEGUN.items():
        if any(begun.get(field, "").strip() for field in (f"{kind}-text", f"{kind}-quote")):
            missing.append(Missing("", f"id_{kind}-text", sentence))
    if review.strengths.count() < STRENGTHS and not review.few_strengths_reason.strip():
        missing.append(Missing("", "strengths", "Name two strengths, or say why there are fewer."))
    if not review.needs_correction:
        missing.append(Missing("", "needs_correction", "Say whether the plan needs correcting."))
    elif _asks_for_change(asked, review.needs_correction) and not review.recommendations.exists():
        missing.append(
            Missing("", "recommendations", "You say that the plan needs correcting: recommend at least one change.")
        )
    return missing


def _asks_for_change(asked: Asked, key: str) -> bool:
    """Every choice but the edition's first, which is that nothing needs correcting."""
    return key != asked.edition.needs_correction[0].key
