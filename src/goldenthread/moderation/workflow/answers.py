"""Saving one field of a review, counted, so that two tabs, a lost connection or a late retry never lose words unseen."""

from dataclasses import dataclass

from django.db import transaction

from goldenthread import world
from goldenthread.history.record import record
from goldenthread.moderation import rules, rules_doubts
from goldenthread.moderation.models import Judgement, Review
from goldenthread.moderation.queries.asked import Asked, asked_in
from goldenthread.moderation.workflow.refusals import Refused
from goldenthread.moderation.workflow.review import locked_review
from goldenthread.people.models import Post

# Field -> how many characters it takes.
JUDGEMENT_FIELDS = {
    "answer": 20,
    "comment": 10_000,
    "origin": 20,
    "origin_service": 100,
    "origin_document": 200,
    "who_should_act": 40,
}
BEFORE_LOCK = {"judgement": 40, "judgement_reason": 10_000}
# What is typed on the page of findings and not added yet: kept as typed in `Review.begun`, whatever it is.
BEGUN = {
    "strength-text": 4_000,
    "strength-evidence": 20,
    "strength-quote": 4_000,
    "recommendation-text": 4_000,
    "recommendation-for_whom": 40,
    "recommendation-by_when_day": 10,
    "recommendation-by_when_month": 10,
    "recommendation-by_when_year": 10,
    "minutes": 20,
    **{f"doubt-{kind}": 4_000 for kind in rules_doubts.KINDS},
}
AFTER_LOCK = {
    "gap_reason": 10_000,
    "summary": 10_000,
    "needs_correction": 20,
    "few_strengths_reason": 10_000,
    **BEGUN,
}
REVIEW_FIELDS = {**BEFORE_LOCK, **AFTER_LOCK}


@dataclass(frozen=True)
class Saved:
    """What now stands, and its version: the page sends that with its next save."""

    code: str
    field: str
    value: str
    version: int


@dataclass(frozen=True)
class Clash:
    """Two different values for one field. Nothing was written: the moderator sees both and chooses."""

    code: str
    field: str
    mine: str
    theirs: str
    version: int  # of theirs: sending it with the next save says that theirs was seen


@transaction.atomic
def save_field(*, review: Review, by: Post, field: str, value: str, version: int, code: str = "") -> Saved | Clash:
    """Save one field of a judgement (`code` of its question) or of the review itself (no code).

    `version` is the one that the page last saw, 0 for a field never saved. Where another save came between, the
    answer is a Clash, unless both say the same: a retry of what was saved already is saved.
    Raises Refused for a field, code or value that this form does not have, and when the review is closed.
    """
    review, moderation = locked_review(review, by)
    asked = asked_in(moderation)
    value = _checked(asked, review, code, field, _cleaned(value))
    holder = _holder(review, code)
    is_begun = not code and field in BEGUN
    stored = review.begun.get(field, "") if is_begun else getattr(holder, field)
    current = int(holder.versions.get(field, 0))
    if stored == value:
        return Saved(code, field, stored, current)
    if version != current:
        return Clash(code, field, mine=value, theirs=stored, version=current)

    changed = ["begun" if is_begun else field, "versions"]
    if isinstance(holder, Judgement) and field == "answer":
        section = asked.section_of[code].code
        changed += _note_answer(
            holder,
            value,
            is_locked=review.locked_at is not None,
            points_were_shown=review.points_shown.filter(section=section).exists(),
        )
    if is_begun:
        review.begun = {**review.begun, field: value}
    else:
        setattr(holder, field, value)
    holder.versions = {**holder.versions, field: current + 1}
    if holder.pk is None:
        holder.save()
    else:
        holder.save(update_fields=changed)
    if code and value and field == "answer" and code in review.skipped:
        review.skipped = [each for each in review.skipped if each != code]
        review.save(update_fields=["skipped"])
    record("answer saved", on=moderation, by=by, fields=[field], review=review.pk, code=code, version=current + 1)
    return Saved(code, field, value, current + 1)


def forget_begun(review: Review, kind: str) -> None:
    """What was typed for a "strength" or a "recommendation" is added now: its fields are empty again for every tab."""
    fields = [field for field in review.begun if field.startswith(f"{kind}-")]
    if fields:
        review.begun = {field: words for field, words in review.begun.items() if field not in fields}
        review.versions = {**review.versions, **{field: int(review.versions.get(field, 0)) + 1 for field in fields}}
        review.save(update_fields=["begun", "versions"])


def _holder(review: Review, code: str) -> Judgement | Review:
    if not code:
        return review
    found = review.judgements.filter(code=code).first()
    return found or Judgement(review=review, code=code)


def _note_answer(judgement: Judgement, value: str, *, is_locked: bool, points_were_shown: bool) -> list[str]:
    judgement.first_answer = rules.kept_first_answer(
        is_locked=is_locked,
        points_were_shown=points_were_shown,
        before=judgement.answer,
        after=value,
        first=judgement.first_answer,
    )
    judgement.answered_at = world.now() if value else None
    return ["first_answer", "answered_at"]


def _cleaned(value: str) -> str:
    """As the server keeps it: one kind of line end, nothing that a database refuses, no space at the edges."""
    return value.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "").strip()


def _checked(asked: Asked, review: Review, code: str, field: str, value: str) -> str:
    fields = JUDGEMENT_FIELDS if code else REVIEW_FIELDS
    if field not in fields or (code and code not in asked.questions):
        raise Refused("This form does not ask that.")
    if len(value) > fields[field]:
        raise Refused(f"That is longer than the {fields[field]:,} characters that fit here.")
    if field in BEFORE_LOCK and review.locked_at is not None:
        raise Refused("Your overall judgement is locked.")
    if field in AFTER_LOCK and review.locked_at is None:
        raise Refused("Lock your overall judgement first.")
    choices = {} if not code and field in BEGUN else asked.choices(field)
    if value and choices and value not in choices:
        raise Refused("Choose one of the answers offered.")
    return value
