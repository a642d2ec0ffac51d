"""Provision that educates or trains the child, set down as health or social care."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ehcp.screening.check import Check, Example, Hit, Severity
from ehcp.screening.language import reading_of

if TYPE_CHECKING:
    from ehcp.screening.plan_text import PlanText

SCOPE = ("G", "H", "H1", "H2")

# Grown-ups who are taught: that is training of adults, not of the child.
_ADULTS = (
    r"(?:staff|adults?|parents?|carers?|family|families|school|nursery|college|teachers?|teaching assistants?"
    r"|assistants?|mother|father|mum|dad"
    r"|workers?|coach|buddy|mentors?|sitters?|guides?|drivers?|practitioners?|professionals|team|colleagues"
    r"|class teacher|nan|grandparents|foster|personal assistants?|escorts?|those|everyone|people)"
)
_SPEECH = re.compile(r"\bspeech (?:and|&) language therap(?:y|ists?)\b|\bspeech therap(?:y|ists?)\b|\b(?:salt|slt)\b")
_TAUGHT = re.compile(
    r"\b(?:teach|teaches|taught|teaching|train|trains|coach|coaches|coaching"
    r"|(?<!each )(?<!every )(?<!in )(?<!all )(?<!during )(?<!from )lessons?|tuition|learn to|learns to"
    r"|learns? how to|learning to"
    r"|cookery class|training (?:in|on|for|to)|(?:travel|cane|mobility|independence|typing|keyboard) training"
    r"|(?:life|social|independence|study|listening|handwriting|communication|reading|thinking|skills|management"
    r"|listening and attention) (?:skills? )?(?:course|group|class|classes|programme|sessions|work)"
    r"|(?:handwriting|phonics|literacy|numeracy|reading|spelling|touch typing|vocabulary|scissors?) (?:programme"
    r"|practice|sessions?|work|skills|group)"
    r"|programme (?:for|of|to (?:develop|improve|build)) (?:[a-z'-]+ )?(?:handwriting|reading|writing|listening"
    r"|attention|language|speech|communication|phonics|literacy|scissors?|fine motor)"
    r"|(?:build up|builds up|develop|develops|improve|improves|practise|practises) (?:[a-z'-]+ )?(?:listening"
    r"|attention|reading|speech|language|writing|handwriting|communication|memory|vocabulary|social skills"
    r"|speech sounds|spelling)"
    r"|talking group|language group|anger management)\b(?! (?:hospital|assistants?|aid)\b)"
)
_OF_ADULTS = re.compile(
    rf"^(?:[a-z]+ )?(?:(?:the|all|both|his|her|their|two|three|four|five|six|each|every|any|named|members of"
    rf"|school|nursery|new|for|of|to|in [a-z -]{{1,40}}? (?:for|of|to)|[a-z]+'s) ){{0,4}}{_ADULTS}\b"
)
_TRAINING_OF_ADULTS = re.compile(
    rf"\b(?:training|train|trains|teach|teaches|coaching|lessons?)\b[^.;]{{0,60}}\b{_ADULTS}\b"
)
# Health care that happens to be shown to the child, and a therapist's work on eating.
_CARE = re.compile(
    r"\b(?:swallow\w*|dysphagia|feeding|eating and drinking|blood (?:sugar|glucose)|insulin|inject\w*|inhalers?"
    r"|catheter\w*|stoma|medicines?|medication"
    r"|seizures?|epipen|adrenaline|gastrostomy|suction|tracheostomy|breathing exercises|chest|wound|doses?"
    r"|toilet training|potty)\b"
)
_TOLD = re.compile(
    r"\b(?:sent|copied|told|reports?|reported|letters?|results?|liaises?|passed|shared|given"
    r"|copy)\b[^.;]{0,30} (?:to|with) (?:the |his |her |their |a )?(?:[a-z]+'s )?$"
)
# Said to be in F already.
_IN_F = re.compile(r"\b(?:in|see|under) section f\b")
_NIL = ("no ", "none", "not ", "nothing", "n/a")


def find(plan: PlanText) -> Iterator[Hit]:
    """The first words of each piece of health or care provision that speak of teaching or training the child."""
    reading = reading_of(plan)
    text = reading.lowered
    seen: set[object] = set()
    for section in SCOPE:
        for start, end in plan.sections.get(section, ()):
            for words in sorted(
                (*_SPEECH.finditer(text, start, end), *_TAUGHT.finditer(text, start, end)), key=re.Match.start
            ):
                first, last = reading.sentence_at(words.start())
                item = reading.item_at(words.start())
                key = item.id if item else (first, last)
                if (
                    key in seen
                    or reading.is_quoted(words.start())
                    or reading.line_at(words.start())[0] in reading.headings
                ):
                    continue
                around = text[item.start : item.end] if item else text[first:last]
                if (
                    text.startswith(_NIL, first)
                    or _CARE.search(around)
                    or _IN_F.search(text, first, last)
                    or _is_for_adults(text, words, first, last)
                ):
                    continue
                if words.re is _SPEECH and _TOLD.search(text[first : words.start()]):
                    continue
                seen.add(key)
                yield Hit(
                    words.start(), _end_of_quote(text, words.end(), min(last, end)), section, item.id if item else None
                )


def _is_for_adults(text: str, words: re.Match[str], first: int, last: int) -> bool:
    if words.re is _SPEECH:
        return _TRAINING_OF_ADULTS.search(text, first, last) is not None
    after = text[words.end() : min(last, words.end() + 90)].lstrip()
    return _OF_ADULTS.match(after) is not None


def _end_of_quote(text: str, end: int, last: int) -> int:
    """A few words more, so that the quote says what is taught."""
    at = end
    for _ in range(5):
        space = text.find(" ", at + 1, last)
        if text[at : at + 1] in ",.;:" or space < 0:
            break
        at = space
    return at if text[at - 1] not in ",.;:" else at - 1


_G = "Section G: Health provision\n- "

CHECK = Check(
    id="education-in-health",
    version="1",
    title="Education or training set down as health or social care",
    standard="F5",
    scope=SCOPE,
    guards=(
        "Training of staff, parents and carers",
        "A therapist's work on swallowing, and care of a condition shown to the child (an inhaler, an injection)",
        "Somebody who is only told of a result",
        "Sentences that say nothing is needed",
    ),
    severity=Severity.MUST,
    confidence=0.96,
    message="This may educate or train the child, and so may belong in Section F.",
    explanation=(
        "Provision that educates or trains the child counts as special educational provision, whoever pays for it, and "
        "speech and language therapy nearly always does. In Section F the authority must see that it is given; "
        "in G and H "
        "the family have less to stand on."
    ),
    source="Children and Families Act 2014, section 21(5); SEND Code of Practice 2015, paragraphs 9.74 and 9.76",
    suggestion=(
        "Ask the adviser whether this teaches the child something. If so, set it down in Section F with who, how "
        "often and "
        'how long: "A speech and language therapist will work with Odette one to one for 40 minutes each week."'
    ),
    find=find,
    should_find=(
        Example(f"{_G}Speech and language therapy once a fortnight for 45 minutes, one to one."),
        Example(f"{_G}The occupational therapist will teach Ivo to use cutlery."),
        Example(f"{_G}A skills course run by the clinic on managing worry, six weeks."),
        Example(f"{_G}SaLT sessions in clinic, six a year."),
        Example(f"{_G}An occupational therapy handwriting programme, ten minutes a day."),
        Example("Section H2: Other social care provision\n- A worker gives travel training to Ivo every Saturday."),
    ),
    should_not_find=(
        Example(f"{_G}The epilepsy nurse will train six members of staff each September."),
        Example(f"{_G}A paediatrician will review medicine every six months for half an hour, one to one."),
        Example(f"{_G}The speech and language therapist checks that Ivo swallows safely, once a term."),
        Example(f"{_G}The diabetes nurse teaches Odette to check her own blood sugar."),
        Example(
            f"{_G}Hearing tests at the teaching hospital every six months; results are sent to the speech and "
            f"language therapist."
        ),
        Example("Section F: Special educational provision\n- A speech therapist will teach Odette to sign."),
        Example(f"{_G}No speech and language therapy is needed."),
    ),
)  # fmt: skip
