"""The questions that answers of a review raise together, and what was said to them."""

from dataclasses import dataclass

from goldenthread.moderation.models import Review
from goldenthread.moderation.queries.asked import Asked
from goldenthread.moderation.rules_doubts import CHILD, WITHOUT_QUOTE, Doubt, Given, doubts_of

GOOD = "good"
# Choices of the edition after which the family does not have the plan as it is.
WAITS = ("before_service", "urgent")


@dataclass(frozen=True)
class Said:
    """A question that was asked before handing in, and what its moderator said to it."""

    sentence: str
    answer: str


def doubts_in(asked: Asked, review: Review) -> list[Doubt]:
    """What to ask about a review as it stands. A query for its judgements and one for its quotes."""
    edition, choices = asked.edition, asked.edition.needs_correction
    correction = next((one for one in choices if one.key == review.needs_correction), None)
    if not review.judgement or correction is None:
        return []
    answers = {one.code: one.answer for one in review.judgements.all() if one.answer}
    child = edition.answer(answers[CHILD]) if CHILD in answers else None
    judgement = edition.judgement(review.judgement)
    return doubts_of(
        Given(
            judgement=judgement.label,
            grade=judgement.grade,
            good=edition.judgement(GOOD).grade,
            child=child.label if child else "",
            child_is_in_doubt=child is not None and child.marks is not None and child.marks < edition.scale.most_marks,
            correction=correction.label,
            waits=correction.key in WAITS,
            stands=correction.key == choices[0].key,
            without_quote=_without_quote(asked, review, answers),
        )
    )


def _without_quote(asked: Asked, review: Review, answers: dict[str, str]) -> tuple[str, ...]:
    quoted = set(review.evidence.filter(removed_at=None).values_list("code", flat=True))
    marks = {code: asked.edition.answer(answers[code]).marks for code in asked.questions if code in answers}
    most = asked.edition.scale.most_marks
    return tuple(code for code, given in marks.items() if given is not None and given < most and code not in quoted)


def says_nothing_to_quote(review: Review) -> bool:
    """The moderator handed in knowing that some of what they found wanting has no quote: it is missing from the plan."""
    return WITHOUT_QUOTE in (review.doubts or {})


def said_to(asked: Asked, review: Review) -> list[Said]:
    """Of a review that was handed in: what it was asked, and what was said."""
    kept = review.doubts or {}
    if not kept:
        return []
    return [Said(one.sentence, kept[one.kind]) for one in doubts_in(asked, review) if one.kind in kept]
