"""The words that a page shows for the fields and keys of a review and of a letter."""

import re

from goldenthread.moderation.models import Letter, Moderation
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
    "few_strengths_reason": "Why fewer than two strengths",
    "strength-text": "Strength",
    "strength-evidence": "Quote of this review",
    "strength-quote": "Quote",
    "recommendation-text": "What should change",
    "recommendation-for_whom": "For whom",
    "recommendation-by_when_day": "By when, day",
    "recommendation-by_when_month": "By when, month",
    "recommendation-by_when_year": "By when, year",
    "doubt-good-but-waits": "How the judgement and the correcting go together",
    "doubt-child-but-stands": "Why it may stand as it is",
    "opening": "Opening",
    "why": "Why you judge it so",
    "outcome": "What happens to the draft",
    "closing": "Closing",
    "text": "Words",
    "what_was_done": "What was done",
    "kind": "What it is",
}


PARTS_OF_A_LETTER = {"strength": "Strength", "point": "Point"}
FIELDS_OF_A_PART = {
    "quote": "the plan’s own words",
    "text": "why they work",
    "heading": "what to change",
    "body": "what you would tell the writer",
    "nothing_says_it": "nothing in the plan says it",
    "good": "what good looks like",
    "codes": "standards",
    "origin_words": "where it began",
    "is_to_amend": "to be put right before the draft is served",
}
_PART = re.compile(r"^(strength|point)(\d)-(\w+)$")
POINT_FIELDS = {"answer": "Your answer to a point of the checks", "reason": "Why it is not a problem"}


def point_field(field: str) -> tuple[str, int] | None:
    """ "answer-12" is the answer to the finding whose key is 12. None for the name of any other field."""
    name, _, key = field.partition("-")
    return (name, int(key)) if name in POINT_FIELDS and key.isascii() and key.isdecimal() and len(key) < 16 else None


def label_of(field: str) -> str:
    """The words for a field, or its name in words where it is none of ours."""
    point = point_field(field)
    if point:
        return POINT_FIELDS[point[0]]
    if part := _PART.match(field):
        kind, number, name = part.groups()
        return f"{PARTS_OF_A_LETTER[kind]} {int(number) + 1}, {FIELDS_OF_A_PART.get(name, name)}"
    return FIELDS.get(field) or field.replace("_", " ").replace("-", " ").capitalize()


def in_words(moderation: Moderation | None, field: str, value: str) -> str:
    """A value as a person reads it: the edition's label for a key, the words themselves for words."""
    if point_field(field):
        return dict(Answer.choices).get(value, value)
    if value == "on":
        return "Yes"
    if field == "outcome":
        return dict(Letter.Outcome.choices).get(value, value)
    choices = asked_in(moderation).choices(field.removeprefix("recommendation-")) if moderation else {}
    return choices.get(value, value)
