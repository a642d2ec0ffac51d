"""A sentence that a parent would have to read twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ehcp.screening.check import Check, Example, Hit, Severity
from ehcp.screening.language import grade_of, reading_of, words

if TYPE_CHECKING:
    from ehcp.screening.plan_text import PlanText

SCOPE = ("A", "B", "C", "D", "E", "F", "G", "H", "H1", "H2", "I", "J")
MOST_WORDS = 40
# A shorter sentence is hard when nearly every word is long. Measured on the plans of the corpus.
DENSE_WORDS, DENSE_GRADE = 18, 21.0
# Names and figures, of which a list may hold many and stay easy.
_LISTED = re.compile(r"\d+|\b(?!(?:I|The|A|An|He|She|They|It|By|In)\b)[A-Z][a-z]+\b")

_OPENING = re.compile(r"^(?:Outcome \w{1,3}[.:] |[A-Z]?\d[\d.]{0,4} )?By (?:the end of )?[^,]{4,70}, ")


def find(plan: PlanText) -> Iterator[Hit]:
    """Sentences of more than forty words, and shorter ones packed with long words; not lists, not quotations."""
    reading = reading_of(plan)
    for section in SCOPE:
        for start, end in plan.sections.get(section, ()):
            if end - start < 120:
                continue
            for first, last in reading.sentences_in(start, end):
                # Eighteen long words: nothing shorter can be hard.
                if last - first < 120 or reading.is_quoted(first):
                    continue
                # The date that opens an outcome is not what makes it hard.
                sentence = _OPENING.sub("", reading.text[first:last], count=1)
                if _is_hard(sentence):
                    item = reading.item_at(first)
                    yield Hit(first, min(last, end), section, item.id if item else None)


def _is_hard(sentence: str) -> bool:
    spaces = sentence.count(" ")
    if spaces < MOST_WORDS:
        # Words of nearly seven letters, one with another, are the fewest that make so high a grade.
        return spaces + 1 >= DENSE_WORDS and len(sentence) > 7.5 * spaces and grade_of(sentence) >= DENSE_GRADE
    found = words(sentence)
    return len(found) > MOST_WORDS and len(_LISTED.findall(sentence)) <= 0.35 * len(found)


_B = "Section B: Special educational needs\n"

CHECK = Check(
    id="hard-to-read",
    version="1",
    title="A sentence that may be hard to read",
    standard="T3",
    scope=SCOPE,
    guards=("Lists of names, dates and times", "Somebody's own words, in quote marks", "Section K, which is a list"),
    severity=Severity.INFORMATION,
    confidence=0.81,
    message="A parent may have to read this sentence twice.",
    explanation=(
        "A plan belongs to the family and the young person. Sentences of more than forty words lose most readers "
        "on the "
        "way, and what is lost may be what was promised."
    ),
    source="SEND Code of Practice 2015, paragraph 9.61 (clear, concise, understandable and accessible)",
    suggestion="Say one thing in one sentence, and give who, what and when their own. Most can stay under 25 words.",
    find=find,
    should_find=(
        Example(
            f"{_B}Ivo's attention, which was looked at by three people in the course of the autumn, is such that "
            f"he will "
            "start a task when he is asked to but will leave it, unless somebody is there to bring him back, "
            "within the "
            "first two or three minutes of it."
        ),
        Example(
            f"{_B}When there is noise, or when somebody he does not know has come into the room, or when the day "
            f"has not "
            "gone as it was said to go at the start of it, Ivo puts his hands over his ears and goes under the "
            "table and "
            "cannot be brought out."
        ),
        Example(
            "Section F: Special educational provision\n"
            "A teaching assistant who has been shown how by the therapist will sit with Odette at the start of each "
            "lesson and will go through what is to come, what she will need for it, how long it is going to last "
            "and what "
            "she may do when she has had enough of it."
        ),
        Example(
            f"{_B}Notwithstanding considerable environmental accommodation, characteristic difficulties generalising "
            "previously assimilated understanding across unfamiliar interpersonal situations significantly compromise "
            "participation in collaborative educational activities."
        ),
        Example(
            "Section J: Personal budget\n"
            "The family have asked for a personal budget and the council has said that it will think about whether one "
            "can be given, having looked at what the school already pays for and at what it would cost to take "
            "that part "
            "out of the contract it has with the people who do it now."
        ),
    ),
    should_not_find=(
        Example(f"{_B}Ivo starts a task when he is asked. He leaves it within three minutes unless an adult is near."),
        Example(
            "Section A: Views\n"
            '"I like it when it is quiet and I can draw and nobody comes and says it is time to go and do the other '
            'thing and then the other thing after that and then I have to go home on the bus with all of the big ones '
            'shouting."'
        ),
        Example(
            "Section F: Special educational provision\n"
            "Visits to Larch House on Monday 3 March, Tuesday 11 March, Wednesday 19 March, Thursday 27 March, "
            "Friday 4 "
            "April, Monday 28 April, Tuesday 6 May, Wednesday 14 May, Thursday 22 May, Friday 6 June, Monday 16 June, "
            "Tuesday 24 June and Wednesday 2 July."
        ),
        Example(
            f"{_B}Odette reads 40 words by sight, spells 20 of them, and writes her name, her address and a "
            f"sentence."
        ),
        Example("Section K: Advice and information\n" + "Report of the school by its teacher and its head " * 6),
        Example(f"{_B}Occupational therapy assessment identified significant proprioceptive difficulties."),
    ),
)  # fmt: skip
