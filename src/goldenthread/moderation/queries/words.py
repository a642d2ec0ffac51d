"""The words that a page shows for the fields and keys of a review."""

from goldenthread.moderation.models import Moderation
from goldenthread.moderation.queries.asked import asked_in
from goldenthread.screenings.models import Answer

FIELDS = {
    "answer": "Your answer",
    "comment": "What you would tell the writer",
    "origin": "Where the weakness began",
    "origin_service": "Whose advice",
    "origin_document": "Advice looked at",
    "who_should_act": "Who should act",
    "judgement": "Overall judgement",
    "judgement_reason": "Why you judge it so",
    "gap_reason": "What explains the gap",
    "summary": "Summary",
    "needs_correction": "Does the plan need correcting?",
    "minutes": "Minutes",
    "strength-text": "Strength",
    "strength-quote": "Quote",
    "recommendation-text": "What should change",
}


POINT_FIELDS = {"answer": "Your answer to a point of the checks", "reason": "Why it is not a problem"}


def point_field(field: str) -> tuple[str, int] | None:
    """ "answer-12" is the answer to the finding whose key is 12. None for the name of any other field."""
    name, _, key = field.partition("-")
    return (name, int(key)) if name in POINT_FIELDS and key.isascii() and key.isdecimal() and len(key) < 16 else None


def label_of(field: str) -> str:
    """The words for a field, or its name where it is none of ours."""
    point = point_field(field)
    return POINT_FIELDS[point[0]] if point else FIELDS.get(field, field)


def in_words(moderation: Moderation | None, field: str, value: str) -> str:
    """A value as a person reads it: the edition's label for a key, the words themselves for words."""
    if point_field(field):
        return dict(Answer.choices).get(value, value)
    return asked_in(moderation).choices(field).get(value, value) if moderation else value
