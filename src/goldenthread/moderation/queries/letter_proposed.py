"""What a letter is written from: strengths and points that a review proposes, and what was left out of it."""

from dataclasses import dataclass

from goldenthread.moderation import rules_letter
from goldenthread.moderation.models import (
    Evidence,
    Judgement,
    Letter,
    Review,
)
from goldenthread.moderation.queries.asked import Asked, asked_in
from goldenthread.moderation.queries.doubts import says_nothing_to_quote
from goldenthread.moderation.rules_letter import PointWords, StrengthWords, Weakness

LONGEST_HEADING, LONGEST_ORIGIN = 200, 300


def strengths_proposed(review: Review) -> list[StrengthWords]:
    """The first two strengths of a review as the letter's own words."""
    strengths = review.strengths.select_related("evidence")[: rules_letter.STRENGTHS]
    return [
        StrengthWords(
            text=one.text,
            quote=one.evidence.quote if one.evidence else "",
            item=one.evidence.item if one.evidence else "",
            section=one.evidence.section if one.evidence else "",
        )
        for one in strengths
    ]


@dataclass(frozen=True)
class _Found:
    """What a review found fault with: its form, its judgements and the first quote behind each."""

    asked: Asked
    judgements: dict[str, Judgement]
    quotes: dict[str, Evidence]
    nothing_to_quote: bool = False

    @property
    def weaknesses(self) -> list[Weakness]:
        return _weaknesses(self.asked, self.judgements, self.quotes)

    def point(self, code: str) -> PointWords:
        """A weakness as a point: the comment, the quote, and what good looks like."""
        question, judgement, quote = self.asked.questions[code], self.judgements[code], self.quotes.get(code)
        answer = self.asked.edition.answer(judgement.answer).label
        return PointWords(
            heading=rules_letter.heading_of(answer, question.label)[:LONGEST_HEADING],
            body=judgement.comment,
            quote=quote.quote if quote else "",
            item=quote.item if quote else "",
            section=quote.section if quote else "",
            codes=(code,),
            good=question.good,
            origin=judgement.origin,
            origin_words=origin_in_words(self.asked, judgement)[:LONGEST_ORIGIN],
            nothing_says_it=quote is None and self.nothing_to_quote,
        )


def _found_in(review: Review) -> _Found:
    asked = asked_in(review.moderation)
    quotes: dict[str, Evidence] = {}
    for evidence in review.evidence.filter(removed_at=None).order_by("pk"):
        quotes.setdefault(evidence.code, evidence)
    judgements = {one.code: one for one in review.judgements.all() if one.code in asked.questions}
    return _Found(asked, judgements, quotes, says_nothing_to_quote(review))


def points_proposed(review: Review) -> list[PointWords]:
    """The weightiest weaknesses of a review as points."""
    found = _found_in(review)
    return [found.point(code) for code in rules_letter.points_to_make(found.weaknesses)]


def point_proposed(review: Review, code: str) -> PointWords | None:
    """One weakness of a review as a point. None where the review names no such weakness."""
    found = _found_in(review)
    return found.point(code) if code in {one.code for one in found.weaknesses} else None


@dataclass(frozen=True)
class LeftOut:
    """A weakness of the review that the letter does not speak of."""

    code: str
    label: str
    answer: str
    comment: str
    is_limiting: bool
    was_written: bool = False


def left_out(letter: Letter) -> list[LeftOut]:
    """The weaknesses of its review of which a letter says nothing, the weightiest first."""
    found = _found_in(letter.review)
    used = {code for point in letter.points.all() for code in point.codes}
    written = {code for one in letter.put_aside for code in one["codes"]}
    limiting = {one.code for one in found.weaknesses if one.limiting}
    return [
        LeftOut(
            code=code,
            label=found.asked.questions[code].label,
            answer=found.asked.edition.answer(found.judgements[code].answer).label,
            comment=found.judgements[code].comment,
            is_limiting=code in limiting,
            was_written=code in written,
        )
        for code in rules_letter.in_order(found.weaknesses)
        if code not in used
    ]


def _weaknesses(asked: Asked, judgements: dict[str, Judgement], quotes: dict[str, Evidence]) -> list[Weakness]:
    order = {code: place for place, code in enumerate(asked.questions)}
    most = asked.edition.scale.most_marks
    found = []
    for code, one in judgements.items():
        marks = asked.edition.answer(one.answer).marks if one.answer else None
        if marks is None or marks >= most:
            continue
        question = asked.questions[code]
        standard = asked.edition.standard(code)
        found.append(Weakness(code, marks, question.limiting or "", code in quotes, standard.weight, order[code]))
    return found


def origin_in_words(asked: Asked, judgement: Judgement) -> str:
    """Where the weakness began: "Began in the advice: Speech and language therapy, K4, paragraph 12"."""
    if not judgement.origin:
        return ""
    label = asked.edition.origin(judgement.origin).label
    where = ", ".join(part for part in (judgement.origin_service, judgement.origin_document) if part)
    return f"{label}: {where}" if where else label
