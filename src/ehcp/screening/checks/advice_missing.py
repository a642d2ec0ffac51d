"""A kind of advice that ought to be in Section K and is not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from ehcp.screening.check import Check, Example, Hit, Severity
from ehcp.screening.dates import year_now
from ehcp.screening.facts import Facts
from ehcp.screening.front_page import settings_of
from ehcp.screening.language import reading_of
from ehcp.screening.normalise import folded
from ehcp.screening.plan_text import PlanText

FACTS = Facts(name="Rowena Tallis", pronoun="she", born_on=date(2016, 5, 4), kind="draft", on=date(2026, 3, 2), year=4)
OLDER = Facts(name="Corin Ashdown", pronoun="he", born_on=date(2010, 1, 9), kind="draft", on=date(2026, 3, 2), year=11)
ADULTHOOD_FROM = 9

# All of these run on small letters.
# Roles whose names hold the word of another: a school nurse gives no education advice, a psychologist neither.
_NOT_EDUCATION = re.compile(
    r"school nurs\w+|educational psycholog\w+|education(?:al)? psych\w+|(?:qualified |specialist |advisory )?teachers? (?:of|for) (?:the )?[\w -]{3,24}|"
    r"(?:virtual )?school (?:doctor|health)\w*|pre-?school (?:home )?(?:teach|visit)\w+ service"
)
_KINDS: tuple[tuple[str, str, re.Pattern[str]], ...] = (
    (
        "family",
        "the family's own views",
        re.compile(
            r"\b(?:famil(?:y|ies)|parents?|parental|mother|father|mum|dad|mam|carers?|guardians?|grand(?:mother|father|parents?|ma|dad)|nan|aunt|uncle|"
            r"(?:child|young person|pupil)(?:'?s)? (?:own )?views?|own views|views of|me and my|my views|home)\b"
        ),
    ),
    (
        "education",
        "education advice from the school or setting",
        re.compile(
            r"\b(?:educational? (?:advice|report|setting|information)|education|schools?|academy|nursery|pre-?school|college|setting|head ?teacher|teachers?|sen(?:d)?cos?|"
            r"tutor|sixth form|infants|juniors|primary|childminder|playgroup|early years|pupil referral|pru|hospital school|alternative provision)\b"
        ),
    ),
    (
        "medical",
        "medical advice",
        re.compile(
            r"\b(?:medical|health(?! (?:and )?social)|paediatric\w*|pediatric\w*|doctor|gp|consultant|physician|nurs(?:e|es|ing)|hospital|clinic|ophthalmolog\w+|neurolog\w+|"
            r"psychiatr\w+|camhs|audiolog\w+|audiovestibular|surgeon|cardiolog\w+)\b"
        ),
    ),
    (
        "psychology",
        "advice from an educational psychologist",
        re.compile(r"\b(?:psycholog(?:y|ical|ist|ist's|ists)|ep|ep's|eps|edpsych|ed psych)\b"),
    ),
    (
        "social care",
        "social care advice",
        re.compile(
            r"\b(?:social (?:care|work\w*|services)|early help|famil(?:y|ies) (?:support|first)|children's services|(?:disabled )?children'?s? (?:with disabilities|disability|disabilities|social)|"
            r"disabled children'?s? team|(?:children's )?(?:safeguarding|short breaks?) team|youth justice|adult(?:s)? (?:social|services|care)|mash|cwd|leaving care|"
            r"rehabilitation officer)\b"
        ),
    ),
)
_ADULTHOOD = re.compile(
    r"\b(?:adulthood|adult life|pfa|career\w*|connexions|transitions? (?:advice|adviser|advisor|plan|report|officer|review|coordinator)|employment|job coach|work (?:coach|experience)|post-?16 (?:adviser|advisor|officer|advice)|"
    r"independent living|supported internship|moving on|next steps|youth adviser)\b"
)
_SENSORY = re.compile(
    r"\b(?:teachers? (?:of|for) (?:the )?(?:deaf|(?:pupils |children )?(?:with )?(?:vision|visual|visually|hearing|sight|multi|blind)\w*)|tod|qtod|qtvi|qthi|qtmsi|qtod's|sensory|"
    r"(?:vision|visual|visually|hearing|multi-sensory) impair\w+|on (?:his|her|their) (?:sight|vision|hearing)|habilitation|vi (?:team|teacher|service)|hi (?:team|teacher|service))\b"
)
_SENSORY_NEED = re.compile(
    r"\b(?:deaf|deafness|deafblind\w*|hearing (?:impairment|impaired|loss|aids?)|cochlear implants?|(?:visual|vision|sight) (?:impairment|loss)|"
    r"(?:visually|sight|vision)[ -]impaired|partially sighted|registered blind|is blind|blindness|braille|nystagmus|stargardt|retinitis|multi-sensory impairment|"
    r"hemianopia|albinism|cerebral visual|cvi|low vision|hard (?:to hear|of hearing)|"
    r"loss (?:of (?:hearing|sight|vision)|in (?:the |her |his |their )?(?:right|left|both) (?:ears?|eyes?)))\b"
)
# One of these stands in every line that tells of such a need.
_SENSORY_STEMS = ("deaf", "hear", "cochlea", "impair", "sight", "vision", "blind", "braille", "loss", "nystag", "starg", "retin",
                  "hemian", "albin", "visual", "cvi")  # fmt: skip
_NO_SENSORY_NEED = re.compile(
    r"\b(?:normal|no (?:known |sign of |concerns?)?|not|ruled out|none|mother|father|mum|dad|brother|sister|parents?|corrected|glue ear|passed|cousin|uncle|aunt)\b"
)
_NOT_THERE = re.compile(
    r"\b(?:not (?:yet )?(?:been )?(?:received|obtained|available|provided|returned|sought|requested)|awaited|outstanding|still to come|to follow|missing|chased|none received|"
    r"no (?:advice|report|response|reply)(?: (?:was|has been|had been))?(?: (?:received|given|sent))?)\b"
)


# What follows the list of advice at the end of a plan: reviews, rights, who agrees to it.
_NO_LIST = re.compile(
    r"\b(?:[Ss]igned|[Aa]greed by|accountable officer|[Dd]esignated (?:clinical|medical|social care) officer|[Rr]eviewed at|meeting at least|before the meeting|[Mm]ediation|[Tt]ribunal|"
    r"[Dd]raft sent|sections? [A-H]\b|Sections [A-H]\b)"
)


def find(plan: PlanText) -> Iterator[Hit]:
    if "K" not in plan.sections:
        return
    listed = _given(plan)
    given = listed.lower()
    if len(re.findall(r"\w+", given)) < 4:
        # An empty section has a finding of its own.
        return
    education = _NOT_EDUCATION.sub(" ", given)
    own = (plan.facts.name or "").split()
    for kind, told, pattern in _KINDS:
        words = education if kind == "education" else given
        if pattern.search(words) or (kind == "family" and any(name in listed for name in own)):
            continue
        if kind == "education" and any(setting in listed for setting in settings_of(plan.document)):
            continue
        yield _hit(kind, told)
    year = year_now(plan.facts)
    if year is not None and year >= ADULTHOOD_FROM and not _ADULTHOOD.search(given):
        yield _hit("preparing for adulthood", "advice on preparing for adulthood, which is needed from Year 9")
    if _has_sensory_need(plan) and not _SENSORY.search(given):
        yield _hit("sensory", "advice from a teacher qualified for hearing or vision, whose need Section B tells of")


def _hit(kind: str, told: str) -> Hit:
    return Hit(
        None,
        None,
        "K",
        message=f"Advice may be missing ({kind}): Section K does not list {told}.",
        suggestion=f"Look for {told}. If it was given, list it with its author and date; if not, ask for it, or say in Section K who "
        "was asked and what they answered.",
    )


def _given(plan: PlanText) -> str:
    """What K lists as given, a row or line at a time; rows that say the advice has not come are left out."""
    rows: dict[tuple[int, ...], list[str]] = {}
    for block in plan.document.blocks_of("K"):
        place = block.table
        if place is None:
            rows[(1, block.index, 0)] = [block.text]
        elif not place.is_header:
            rows.setdefault((0, place.table, place.row), []).append(block.text)
    lines = [folded(" | ".join(row)) for row in rows.values()]
    return "\n".join(line for line in lines if not _NO_LIST.search(line) and not _NOT_THERE.search(line.lower()))


def _has_sensory_need(plan: PlanText) -> bool:
    reading = reading_of(plan)
    spans = plan.sections.get("B", [])
    told = reading.lowered[spans[0][0] : spans[-1][1]] if spans else ""
    if not any(stem in told for stem in _SENSORY_STEMS):
        return False
    for start, end in spans:
        for match in _SENSORY_NEED.finditer(reading.lowered, start, end):
            sentence = slice(*reading.sentence_at(match.start()))
            if not _NO_SENSORY_NEED.search(reading.lowered[sentence]) and not reading.is_quoted(match.start()):
                return True
    return False


_GIVEN = {
    "family": "Parents: Ms Ada Tallis, 3 November 2025",
    "education": "Education: Marlow Lane School, 4 November 2025",
    "medical": "Medical: Dr Amal Roe, paediatrician, 5 November 2025",
    "psychology": "Psychology: Ines Marlow, educational psychologist, 6 November 2025",
    "social care": "Social care: Ilse Marr, early help, 7 November 2025",
}


def _plan(*without: str, b: str = "Rowena reads slowly.", more: str = "", facts: Facts = FACTS) -> Example:
    lines = [line for kind, line in _GIVEN.items() if kind not in without]
    return Example(
        "\n".join(
            ["Section B: Special educational needs", b, "Section K: Advice and information", *lines, more]
        ).strip(),
        facts,
    )


CHECK = Check(
    id="advice-missing",
    version="1.0.0",
    title="Advice that is not there",
    standard="K2",
    scope=("K",),
    guards=(
        "Section K is missing or empty, which has a finding of its own",
        "preparing for adulthood before Year 9, or where the year is not known",
        "a hearing or sight that Section B calls normal, or that is somebody else's",
    ),
    severity=Severity.MUST,
    confidence=0.92,
    message="Advice that a plan needs may be missing.",
    explanation="A plan can be no better than the advice that it rests on. Parents, the setting, health, an educational "
    "psychologist and social care must all be asked; from Year 9 there must be advice on adult life, and a child who is deaf or "
    "has a vision impairment needs a teacher qualified for it.",
    source="SEND Regulations 2014, regulation 6(1) and (2)",
    suggestion="List the advice with its author and date, or ask for it.",
    find=find,
    should_find=(
        _plan("social care"),
        _plan("psychology", more="Occupational therapy: Zahra Quaye, 8 November 2025"),
        _plan("education", more="School nurse: Gwen Orrell, 8 November 2025"),
        _plan("medical", facts=FACTS),
        _plan(facts=OLDER),
        _plan(b="Rowena is severely deaf in both ears and wears two hearing aids."),
        _plan("social care", more="Social care: asked on 2 January 2026, advice not yet received"),
    ),
    should_not_find=(
        _plan(),
        _plan(more="Careers adviser: Wynn Hale, 9 November 2025", facts=OLDER),
        _plan(b="Rowena is severely deaf.", more="Teacher of the deaf: Petra Vane, 9 November 2025"),
        _plan(b="Hearing aids are worn by her mother. Her own hearing is normal and hearing loss was ruled out."),
        _plan("family", more="Me and my mum, 9 November 2025"),
        _plan("psychology", more="EP report, 9 November 2025"),
        Example("Section B: Special educational needs\nRowena reads slowly.", FACTS),
    ),
)
