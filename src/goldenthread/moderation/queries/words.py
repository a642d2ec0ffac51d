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
CHOSEN = {"answer", "origin", "origin_service", "who_should_act", "judgement", "needs_correction"}


def in_words(moderation: Moderation | None, field: str, value: str) -> str:
    """A value as a person reads it: the edition's label for a key, the words themselves for words."""
    if moderation is None or field not in CHOSEN:
        return value
    edition = asked_in(moderation).edition
    choices = {
        "answer": edition.scale.answers,
        "origin": edition.origins,
        "origin_service": edition.advice_services,
        "who_should_act": edition.who_should_act,
        "judgement": edition.scale.judgements,
        "needs_correction": edition.needs_correction,
    }[field]
    return next((choice.label for choice in choices if choice.key == value), value)
