"""Who gives provision: roles, teams and named people. "Staff" and "an adult" name nobody.

All of it looks at text in small letters; `capitals` is the same text as written, to tell "OT" from a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator


def alternation(words: Iterable[str]) -> str:
    """Words as one pattern that branches by first letter: many times faster than a flat list."""
    by_letter: dict[str, list[str]] = {}
    for word in sorted(words, key=lambda word: (word[0], -len(word), word)):
        by_letter.setdefault(word[0], []).append(re.escape(word[1:]))
    return "|".join(f"{re.escape(letter)}(?:{'|'.join(rests)})" for letter, rests in by_letter.items())


_PEOPLE = """
therapist physiotherapist psychotherapist neuropsychologist hydrotherapist physio psychologist psychiatrist paediatrician pediatrician
audiologist orthoptist optometrist ophthalmologist optician dietitian dietician neurologist cardiologist urologist
gastroenterologist endocrinologist dermatologist haematologist physiologist orthotist podiatrist dentist surgeon doctor
physician consultant nurse midwife counsellor mentor coach tutor instructor trainer interpreter signer intervenor
intervener teacher headteacher assistant technician practitioner clinician specialist adviser advisor coordinator
co-ordinator supervisor worker caseworker keyworker playworker lecturer librarian childminder escort scribe reader
prompter facilitator habilitationist camhs chaplain matron sendco senco inco qtvi qtod qtmsi hlta elsa salt
teacher-in-charge employer advocate technologist volunteer befriender
""".split()
_SHORT = "ta ot ep pa gp lsa slt tod csw emhp dsl rqtod mdt cyps".split()
_PHRASES = ("head teacher", "deputy head", "head of", "health visitor", "deaf adult", "early help", "portage")
# These are a role or a body only with something before them: "literacy lead", "wheelchair service".
_WEAK = "lead leader manager officer team teams service services office visitor carer carers".split()
_BODIES = "audiology ophthalmology orthotics".split()

_HEAD = re.compile(
    rf"\b(?:(?P<person>{alternation([*_PEOPLE, *_PHRASES])})s?|(?P<short>{alternation(_SHORT)})s?"
    rf"|(?P<weak>{alternation(_WEAK)})|(?P<body>{alternation(_BODIES)})"
    r"|(?P<named>(?:mrs|mr|ms|miss|dr)\.? [a-z][a-z'-]{1,30}))\b(?![-'])"
)
_AFTER = re.compile(
    r" of (?:the )?deaf(?:blind)?\b(?: children)?| of (?:year \d{1,2}|[a-z]{3,20} (?:year|school))\b|"
    r" for (?:the )?(?:deaf|visually impaired|hearing impaired|vision impaired)\b"
)
_HEADED = re.compile(r" (?!the\b)[a-z]+(?: \d{1,2}| form\b)?")
# A key worker alone, without a name, is a part that anybody may play.
_KEY_WORKER = re.compile(r"(?:(?:an?|one) )?(?:(?:named|trusted|consistent|familiar) )*key[ -]?worker\Z")
_IS_NAMED = re.compile(r",? (?:is |will be |called )?[A-Z]| \([A-Z]| (?:from|at) ")
_UNNAMED = re.compile(r" (?:to be|not yet) (?:named|appointed|confirmed|found|recruited)")
# "Physio exercises", "OT advice": what somebody set, and nobody who gives it.
_NOT_GIVEN = re.compile(
    r" (?:exercises?|programmes?|input|stretch(?:es|ing)?|activit(?:y|ies)|targets?|advice|plan|reports?|assessments?|routine|guidance|equipment)\b"
)
_FOLLOWED = {
    "specialist": re.compile(r" (?!in\b|from\b|will\b|who\b|for\b|at\b|to\b|is\b|on\b|and\b|with\b)[a-z]"),
    "consultant": re.compile(r" (?:paediatric|community)"),
    "tutor": re.compile(r" (?:time|group|base|period|room)"),
    "coach": re.compile(r" (?:trip|journey|him|her|them)"),
    "lead": re.compile(r" (?:to|the|a|an|him|her|his|them|in|on|up)\b"),
    "assistant": re.compile(r" head"),
    "reader": re.compile(r" pen|,? (?:and )?(?:extra time|a scribe|rest breaks)"),
    "therapist": re.compile(r" (?:capacity|time|availability|hours)\b"),
    "physio": _NOT_GIVEN,
    "salt": _NOT_GIVEN,
    "ot": _NOT_GIVEN,
    "teacher": re.compile(r" training"),
    "doctor": re.compile(r" who\b"),
    "office": re.compile(r" hours"),
    "escort": re.compile(r" (?:him|her|them)\b"),
    "mentor": re.compile(r" (?:him|her|them)\b"),
}
_NOT_BEFORE = {
    "reader": frozenset("screen keen fluent early reluctant good e competent able confident".split()),
    "unit": frozenset("the a this its his her their work each whole first next small".split()),
    "worker": frozenset("a the each every one".split()),
    "visitor": frozenset("a the each every any".split()),
    "team": frozenset("therapy sports football rugby class year".split()),
    "service": frozenset("therapy".split()),
    "carer": frozenset("his her their main the and or young".split()),
    "salt": frozenset("no less added".split()),
}
_OPEN = frozenset(
    """a an the this that these those his her their its our your my and or of to in on at by for with from will is are be as
    whole each every any all same new team's whose which sports football local relevant appropriate other""".split()
)
_MODIFIERS = frozenset(
    """speech language and occupational educational clinical qualified trained specialist class classroom teaching learning
    support higher level school schools community consultant paediatric senior experienced registered chartered named
    familiar key designated special needs education educational children's child family early help years social care
    youth play one-to-one 1:1 personal medical music art drama family forest mental health wellbeing behaviour autism
    literacy dyslexia maths reading sensory integration visual hearing impairment advisory outreach inclusion pastoral
    head deputy assistant form subject science english art form's base hearing resource residential respite short break
    breaks careers transition job work experience travel independent mobility habilitation rehabilitation lunchtime
    midday duty lead neurodevelopmental developmental disability disabled portage communication bsl signing deaf
    peripatetic main ward specialist's thrive well-being physiotherapy therapy nurture college sixth-form sixth form
    technology assistive it ict two three second another adhd epilepsy diabetes continence eating feeding dysphagia
    wheelchair cooking swimming riding sports pe d&t food counselling psychology psychological oral braille
    sandbourne county hospital sleep complex specific difficulties attendance engagement employment supported living
    housing kinship looked-after virtual council's authority's local nhs acute cardiac dental post-16 day centre club
    emotional literacy hospice paid qualified unqualified bank agency multi-sensory multisensory intensive interaction
    rebound hydrotherapy sessional weekend evening night nursery pre-school primary secondary teacher's teaching""".split()
)
_DETERMINERS = frozenset("a an the his her their its two one three another each our school's".split())
_WORD_BEFORE = re.compile(r"([a-z0-9&:'-]{1,30})([ ,/]|, )\Z")


def roles(low: str, capitals: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where a stretch names somebody: the role with the words that belong to it ("a qualified teacher of the deaf")."""
    for head in _HEAD.finditer(low, start, end):
        word = head[0]
        single = word if word in _FOLLOWED or word in _NOT_BEFORE else word.removesuffix("s")
        follows = _FOLLOWED.get(single)
        if follows is not None and follows.match(low, head.end(), end):
            continue
        before = _word_before(low, start, head.start())
        if before in _NOT_BEFORE.get(single, ()):
            continue
        if head["short"] and not capitals[head.start() : head.start() + 2].isupper():
            continue
        if head["weak"] and (not before or (before in _OPEN and single != "carer")):
            continue
        headed = _HEADED.match(low, head.end(), end) if word == "head of" else None
        if word == "head of" and headed is None:
            continue
        if _UNNAMED.match(low, head.end(), end):
            continue
        after = _AFTER.match(low, head.end(), end)
        finish = after.end() if after else headed.end() if headed else head.end()
        begins = _from(low, start, head.start())
        if (
            word in ("worker", "keyworker")
            and _KEY_WORKER.match(low, begins, finish)
            and (begins == start or low[begins:finish].startswith(("a ", "one ")))
            and not _IS_NAMED.match(capitals, finish)
        ):
            continue
        yield begins, finish


_THERAPY = re.compile(
    r"(?:(?:nhs|the|weekly|community|specialist|direct) ){0,2}((?:speech and language|occupational|music|art|drama|play) therapy|physiotherapy|hydrotherapy"
    r"|(?:educational |clinical )?psychology|portage|dietetics|audiology|camhs)(?: (?:team|service|department|clinic))?(?= (?:will (?!be\b)|to (?:teach|train|see|work|visit|treat|show|run|lead|deliver|give)\b"
    r"|(?:gives|sees|teaches|trains|visits|runs|provides|delivers|works|offers)\b))"
)
_BODY = re.compile(
    r"(?:\w{1,15} ){0,2}?(?:the|our|his|her|their) (?:[\w'-]{1,20} ){0,5}?(?:clinic|hospital|school|nursery|college|council|club|charity|centre|hospice|team|service|department)"
    r"(?= (?:will (?!be\b|consider|try|aim|look|have|allow|ensure|need)|gives|sees|teaches|trains|visits|runs|provides|delivers|works with|treats|takes)\b)"
)


def body(low: str, start: int, end: int) -> tuple[int, int] | None:
    """A service or a place that opens a sentence and gives what follows: "Occupational therapy will train ..."."""
    found = _THERAPY.match(low, start, end)
    if found is None and low.startswith(("in the ", "each ", "every ", "on ", "from ", "during "), start):
        at = re.compile(r"[^,.\n]{0,40}\b(?:term|year|week|month|day|[a-z]+day|holidays?),? ").match(low, start, end)
        start = at.end() if at else start
    found = found or _BODY.match(low, start, end)
    return found.span() if found else None


def _word_before(low: str, start: int, at: int) -> str:
    found = _WORD_BEFORE.search(low, max(start, at - 30), at)
    return found[1] if found else ""


def _from(low: str, start: int, at: int) -> int:
    """Where the words that belong to a role begin, at most eight words to the left of it."""
    for _ in range(8):
        found = _WORD_BEFORE.search(low, max(start, at - 30), at)
        if found is None:
            return at
        if found[1] in _MODIFIERS:
            at = found.start()
            continue
        if found[1] in _DETERMINERS and found[2] == " ":
            return found.start()
        if at and low[at : at + 4] == "and " and found[2] == " ":
            return at + 4
        return at
    return at
