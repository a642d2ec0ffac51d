"""A new draft that already names a school, or its type, in Section I."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from ehcp.screening.check import Check, Example, Hit, Severity
from ehcp.screening.facts import Facts
from ehcp.screening.language import reading_of
from ehcp.screening.plan_text import PlanText

_PLACES = (
    r"(?:[Ss]chool|[Aa]cademy|[Cc]ollege|[Nn]ursery|[Pp]re-?school|[Ii]nfants?|[Jj]uniors?|[Pp]rimary|[Ss]ixth [Ff]orm|[Cc]entre|[Ss]etting|[Pp]rovision|"
    r"[Bb]ase|[Uu]nit|[Ii]nstitut(?:e|ion)|[Pp]lacement|[Kk]indergarten|[Pp]laygroup|[Hh]igh|[Gg]rammar|[Hh]ouse|[Pp]ark|[Ll]odge|[Ff]ederation)"
)
# "Orchard Way Infants", "St Bede's Infant School": one to six words with a capital, the last a kind of place.
_NAMED = re.compile(
    rf"\b(?!Section\b|Name\b|Type\b|School\b|This\b|The (?:School|Authority|Council)\b)[A-Z][\w.'-]*(?:,? (?:of|the|and|&|for|at|in|on|[A-Z][\w.'-]*)){{0,5}} {_PLACES}s?\b"
    r"(?: (?:School|College|Academy))?"
)
_TYPE = re.compile(
    rf"\b(?:[Aa]n? )?(?:[\w-]+ ){{0,3}}(?:[Mm]ainstream|[Ss]pecial|[Ii]ndependent|[Rr]esidential|[Mm]aintained|[Ss]pecialist|[Rr]esourced?|[Aa]lternative|[Ss]econdary|[Pp]rimary)"
    rf"(?: [\w-]+){{0,3}} {_PLACES}\b(?: for [\w ,-]{{3,60}})?"
)
_LABEL_OF_FORM = re.compile(
    r"\b(?:name|type) (?:and type )?of\b|\b(?:particular|which|any) (?:school|setting|college)", re.I
)
_OPEN = re.compile(
    r"\bblank\b|\bnot (?:yet )?(?:been )?(?:named|decided|completed|known|filled)|\b(?:have|has|are given) (?:15|fifteen) days|\bin a draft\b|"
    r"\bask for a (?:particular|school)|\bpreferen\w+ (?:will|may|can)|\bto be (?:named|confirmed|decided|completed)|\bonce the family|"
    r"\bwhich school\b|\bwill be (?:named|filled in|completed)|\bmust not\b|\bmay (?:say|ask|tell)\b",
    re.I,
)


def find(plan: PlanText) -> Iterator[Hit]:
    if plan.facts.kind != "draft":
        return
    reading = reading_of(plan)
    for start, end in plan.sections.get("I", ()):
        for sentence, stop in reading.sentences_in(start, end):
            text = plan.folded[sentence:stop]
            if _OPEN.search(text) or _LABEL_OF_FORM.search(text):
                continue
            match = _NAMED.search(text) or _TYPE.search(text)
            if match is not None:
                yield Hit(sentence + match.start(), sentence + match.end(), "I")
                return


DRAFT = Facts(name="Rowena Tallis", kind="draft", on=date(2026, 3, 2))
AMENDED = Facts(name="Rowena Tallis", kind="amended", on=date(2026, 3, 2))
FINAL = Facts(name="Rowena Tallis", kind="final", on=date(2026, 3, 2))


def _small(words: str, facts: Facts = DRAFT) -> Example:
    return Example(f"Section I: Placement\n{words}", facts)


CHECK = Check(
    id="draft-names-placement",
    version="1.0.0",
    title="A draft that names a placement",
    standard="I1",
    scope=("I",),
    guards=(
        "an amendment notice, an amended plan and a final plan",
        "a kind of plan that is not known",
        "a sentence that says the section is blank, or tells the family of their choice",
        "the school the child goes to now, named in another section",
    ),
    severity=Severity.MUST,
    confidence=0.92,
    message="A new draft may not name a school here, nor its type.",
    explanation="The family have at least fifteen days to say which school they would like before one is named. A draft that "
    "already names one looks as if that had been settled without them.",
    source="Children and Families Act 2014, section 38(5); SEND Code of Practice 9.77",
    suggestion="Leave Section I blank in the draft, and say so: This section is left blank until the family have said what they "
    "would like.",
    find=find,
    should_find=(
        _small("Castlegate Academy, a mainstream academy for children from 11 to 16."),
        _small("A special school for pupils with severe learning difficulties."),
        _small("Rowena will stay at Orchard Way Infants."),
        _small("Type: independent specialist college"),
        _small("A maintained mainstream primary school with a resourced provision for language."),
        _small("St Brede's Infant School until July 2026."),
    ),
    should_not_find=(
        _small(
            "This section is left blank in a draft. The family have fifteen days to ask for a particular school or other setting."
        ),
        _small("Castlegate Academy, a mainstream academy.", AMENDED),
        _small("Castlegate Academy, a mainstream academy.", FINAL),
        _small("Not yet decided: Ms Tallis may say which school or type of school she would like."),
        _small("Name and type of school:"),
        _small("Castlegate Academy", Facts()),
        Example(
            "Section A: Views, interests and aspirations\nRowena goes to Castlegate Academy.\nSection I: Placement\nBlank.",
            DRAFT,
        ),
    ),
)
