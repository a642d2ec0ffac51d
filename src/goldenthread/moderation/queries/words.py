"""The words that a page shows for the fields and keys of a review."""

from goldenthread.moderation.models import Moderation
from goldenthread.moderation.queries.asked import asked_in

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


def in_words(moderation: Moderation | None, field: str, value: str) -> str:
    """A value as a person reads it: the edition's label for a key, the words themselves for words."""
    return asked_in(moderation).choices(field).get(value, value) if moderation else value
