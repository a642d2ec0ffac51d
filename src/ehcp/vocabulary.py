"""The words of the field that hold in every authority: sections, areas of need, phases, agencies.

What an authority may choose for itself (scales, forms, numbers) is data and does not live here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

# --- Sections ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class SectionName:
    """One section of a plan (SEND Regulations 2014, regulation 12), with the names that plans give it.

    `synonyms` are lower case words without punctuation: a heading that says one of them, and little
    else, is a heading of this section even where the plan leaves out the letter.
    """

    code: str
    title: str
    synonyms: tuple[str, ...]


SECTIONS: tuple[SectionName, ...] = (
    SectionName(
        "A",
        "Views, interests and aspirations",
        (
            "views interests and aspirations",
            "views wishes and aspirations",
            "views and aspirations",
            "interests and aspirations",
            "hopes and aspirations",
            "hopes and dreams",
            "my story",
            "my views",
            "all about me",
            "about me",
            "one page profile",
            "my views interests and hopes",
            "views of the child and family",
            "what matters to me",
        ),
    ),
    SectionName(
        "B",
        "Special educational needs",
        (
            "special educational needs",
            "special education needs",
            "educational needs",
            "strengths and special educational needs",
            "learning needs",
            "sen needs",
            "what i find hard at school",
        ),
    ),
    SectionName(
        "C",
        "Health needs related to special educational needs",
        (
            "health needs",
            "health needs related to sen",
            "health care needs",
            "healthcare needs",
            "health needs which relate to",
        ),
    ),
    SectionName(
        "D",
        "Social care needs related to special educational needs",
        (
            "social care needs",
            "care needs",
            "social care needs related to sen",
            "social needs",
        ),
    ),
    SectionName(
        "E",
        "Outcomes",
        (
            "outcomes",
            "outcomes sought",
            "planned outcomes",
            "agreed outcomes",
            "desired outcomes",
            "what we want to achieve",
            "what i want to achieve",
            "my outcomes",
            "my goals",
        ),
    ),
    SectionName(
        "F",
        "Special educational provision",
        (
            "special educational provision",
            "special education provision",
            "educational provision",
            "education provision",
            "sen provision",
            "help at school or college",
            "support for my learning",
        ),
    ),
    SectionName(
        "G",
        "Health provision",
        (
            "health provision",
            "health care provision",
            "healthcare provision",
            "health support",
            "help with my health",
        ),
    ),
    SectionName(
        "H1",
        "Social care provision under the Chronically Sick and Disabled Persons Act 1970",
        (
            "social care provision under",
            "social care provision under section 2",
            "social care provision csdpa",
            "social care provision which must be made",
            "care provision which must be made",
        ),
    ),
    SectionName(
        "H2",
        "Other social care provision",
        (
            "other social care provision",
            "any other social care provision",
            "other care provision",
        ),
    ),
    SectionName(
        "I",
        "Placement",
        (
            "placement",
            "educational placement",
            "school placement",
            "name and type of school",
            "school or other institution",
            "name of school or setting",
            "where i will learn",
            "name of placement",
        ),
    ),
    SectionName(
        "J",
        "Personal budget",
        (
            "personal budget",
            "direct payments",
            "personal budget and direct payments",
            "resources and personal budget",
        ),
    ),
    SectionName(
        "K",
        "Advice and information",
        (
            "advice and information",
            "advice and information gathered",
            "list of advice",
            "appendices",
            "reports and advice",
            "advice",
            "information and advice",
        ),
    ),
)

# H stands for a plan that does not split its social care provision into H1 and H2.
SOCIAL_CARE_TOGETHER = SectionName(
    "H",
    "Social care provision",
    ("social care provision", "care provision", "social care support", "help with my care"),
)

SECTION_CODES: tuple[str, ...] = tuple(section.code for section in SECTIONS)
SECTION_TITLES: dict[str, str] = {
    **{section.code: section.title for section in SECTIONS},
    SOCIAL_CARE_TOGETHER.code: SOCIAL_CARE_TOGETHER.title,
    "FRONT": "Front page",
    "KEY": "Contents and key",
}
# The order in which a page shows sections: as the regulations list them, whatever the plan's own order.
READING_ORDER: tuple[str, ...] = ("FRONT", "KEY", "A", "B", "C", "D", "E", "F", "G", "H", "H1", "H2", "I", "J", "K")


def section_title(code: str) -> str:
    """The words for a section code, such as "Special educational provision" for "F"."""
    return SECTION_TITLES[code]


# --- Areas of need ----------------------------------------------------------------------------


class AreaOfNeed(StrEnum):
    """The four broad areas of need of the SEND Code of Practice (chapter 6)."""

    COMMUNICATION = "communication and interaction"
    COGNITION = "cognition and learning"
    SOCIAL_AND_EMOTIONAL = "social, emotional and mental health"
    SENSORY_AND_PHYSICAL = "sensory and/or physical"


# --- Phases and year groups -------------------------------------------------------------------


class Phase(StrEnum):
    """The stretches of education over which a year's sample is spread."""

    EARLY_YEARS = "early years"
    KEY_STAGE_1 = "key stage 1"
    KEY_STAGE_2 = "key stage 2"
    KEY_STAGE_3 = "key stage 3"
    KEY_STAGE_4 = "key stage 4"
    POST_16 = "post-16"
    POST_19 = "post-19"


RECEPTION = 0
LAST_YEAR_OF_PHASE = (
    (RECEPTION, Phase.EARLY_YEARS),
    (2, Phase.KEY_STAGE_1),
    (6, Phase.KEY_STAGE_2),
    (9, Phase.KEY_STAGE_3),
    (11, Phase.KEY_STAGE_4),
    (14, Phase.POST_16),
)


@dataclass(frozen=True)
class YearGroup:
    """A school year group: number 0 is Reception, below it is nursery, above 14 is post-19."""

    number: int

    @property
    def phase(self) -> Phase:
        for last, phase in LAST_YEAR_OF_PHASE:
            if self.number <= last:
                return phase
        return Phase.POST_19

    @property
    def is_end_of_phase(self) -> bool:
        return any(self.number == last for last, _ in LAST_YEAR_OF_PHASE)

    def __str__(self) -> str:
        if self.number < RECEPTION:
            return "Before Reception"
        if self.number == RECEPTION:
            return "Reception"
        if self.number > 14:
            return "Post-19"
        return f"Year {self.number}"


def academic_year_starting(on: date) -> int:
    """The calendar year in which the academic year holding this day began (1 September to 31 August)."""
    return on.year if on.month >= 9 else on.year - 1


def year_group(born_on: date, *, on: date, years_behind: int = 0) -> YearGroup:
    """The usual year group of a child on a day, by the September cut-off in England.

    A child who is four on 31 August starts Reception the next day. `years_behind` is for a child
    educated out of cohort: 1 when a year below the usual group, -1 when a year above.
    """
    cohort_starts = academic_year_starting(born_on) + 5
    return YearGroup(academic_year_starting(on) - cohort_starts - years_behind)


def phase_of(born_on: date, *, on: date, years_behind: int = 0) -> Phase:
    """The phase of education of a child on a day."""
    return year_group(born_on, on=on, years_behind=years_behind).phase


def age_on(born_on: date, on: date) -> int:
    """Completed years of age on a day. Somebody born on 29 February has the birthday on 1 March in other years."""
    had_birthday = (on.month, on.day) >= (born_on.month, born_on.day)
    return on.year - born_on.year - (0 if had_birthday else 1)


# --- Agencies ---------------------------------------------------------------------------------


class Agency(StrEnum):
    """Who looks at a plan: the six agencies of a multi-agency moderation."""

    SEN_TEAM = "sen_team"
    HEALTH = "health"
    SOCIAL_CARE = "social_care"
    EDUCATION = "education"
    PARENT_CARER_FORUM = "parent_carer_forum"
    SENDIASS = "sendiass"

    @property
    def label(self) -> str:
        return AGENCY_TITLES[self]


AGENCY_TITLES: dict[Agency, str] = {
    Agency.SEN_TEAM: "SEN team",
    Agency.HEALTH: "Health",
    Agency.SOCIAL_CARE: "Social care",
    Agency.EDUCATION: "Education",
    Agency.PARENT_CARER_FORUM: "Parent carer forum",
    Agency.SENDIASS: "SENDIASS",
}
