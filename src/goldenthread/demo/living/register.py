"""The made-up children, and the extract of the case system in which they come."""

import csv
import datetime as dt
import io
import random
from dataclasses import dataclass

from ehcp.clock import calendar
from goldenthread.demo.library import STORIES, STYLES, LibraryChild, fitting
from goldenthread.demo.living.clockwork import FIRST_DAY, LAST_DAY
from goldenthread.demo.people import CAST
from goldenthread.permissions import Role

PLANS_A_MONTH = 66
GIRLS = [
    "Ada",
    "Beth",
    "Carys",
    "Dilys",
    "Elsie",
    "Farah",
    "Gwen",
    "Hafsa",
    "Isla",
    "Jaya",
    "Keira",
    "Leila",
    "Mina",
    "Niamh",
    "Orla",
    "Poppy",
    "Rania",
    "Saoirse",
    "Tess",
    "Zara",
]
BOYS = [
    "Aled",
    "Bilal",
    "Conor",
    "Dylan",
    "Evan",
    "Finn",
    "Gethin",
    "Harun",
    "Idris",
    "Jonah",
    "Kofi",
    "Liam",
    "Moses",
    "Noah",
    "Owen",
    "Pawel",
    "Rhys",
    "Sami",
    "Tobin",
    "Yusuf",
]
LAST = [
    "Ashworth",
    "Bellamy",
    "Calloway",
    "Drummond",
    "Eastwood",
    "Fairbairn",
    "Garside",
    "Hartnell",
    "Ingleby",
    "Jessamy",
    "Kirkbride",
    "Longmire",
    "Merrick",
    "Nettleton",
    "Ormerod",
    "Pemberton",
    "Quarmby",
    "Rushworth",
    "Satterley",
    "Thirkell",
    "Umpleby",
    "Varley",
    "Whitlock",
    "Yardley",
]
SCHOOLS = [
    "Cockle Lane Primary School",
    "Marram Primary School",
    "St Bride’s Primary School",
    "Saltmarsh Academy",
    "Gullsey High School",
    "The Boathouse School",
    "Dunes Nursery",
    "Sandbourne Sixth Form College",
]
# The children of which school years each of them takes.
TAKES = {
    "Cockle Lane Primary School": range(7),
    "Marram Primary School": range(7),
    "St Bride’s Primary School": range(7),
    "Saltmarsh Academy": range(7, 12),
    "Gullsey High School": range(7, 14),
    "The Boathouse School": range(15),
    "Dunes Nursery": range(-4, 0),
    "Sandbourne Sixth Form College": range(12, 15),
    "Sandbourne College": range(12, 21),
}
NEEDS = ("ASD", "SLCN", "SEMH", "MLD", "SPLD", "PD", "HI", "SLD")
OFFICERS = [person for person in CAST if person.role == Role.OFFICER]
ASSISTANTS = [person for person in CAST if person.role == Role.ASSISTANT]


@dataclass(frozen=True)
class Case:
    """One child, one request, one plan, and on which day its draft will be ready."""

    number: int
    first_name: str
    last_name: str
    pronouns: str
    born_on: dt.date
    year_group: int
    school: str
    need: str
    cared_for: bool
    requested_on: dt.date
    draft_on: dt.date
    officer: str
    assistant: str
    story: str
    style: str
    file_format: str
    is_amended: bool

    @property
    def child_id(self) -> str:
        return f"{400000 + self.number * 7}"

    def library_child(self, officer: str) -> LibraryChild:
        return LibraryChild(
            first_name=self.first_name,
            last_name=self.last_name,
            pronouns=self.pronouns,
            born_on=self.born_on,
            year_group=self.year_group,
            school=self.school,
            reference=f"SB-{self.number:04}",
            officer=officer,
        )


def cases(dice: random.Random) -> list[Case]:
    """Every case whose draft becomes ready in the story, in the order of their days."""
    found: list[Case] = []
    for day in calendar.working_days(FIRST_DAY, LAST_DAY):
        for _ in range(_arrivals(dice)):
            found.append(_case(len(found) + 1, day, dice))
    return found


def _arrivals(dice: random.Random) -> int:
    """How many drafts a working day brings: 66 a month, unevenly."""
    return sum(dice.random() < PLANS_A_MONTH / 21 / 8 for _ in range(8))


def _case(number: int, day: dt.date, dice: random.Random) -> Case:
    new_since_september = day >= dt.date(2026, 9, 7)
    able = [person for person in OFFICERS if new_since_september or not person.is_new]
    officer = dice.choices(able, weights=[float(person.share) for person in able])[0]
    story_key = dice.choice(sorted(STORIES))
    years = [year for year in range(-1, 20) if story_key in fitting(year)]
    year = dice.choice(years)
    pronouns = dice.choice(["he", "he", "she", "she", "they"])
    first = dice.choice(GIRLS if pronouns == "she" else BOYS if pronouns == "he" else GIRLS + BOYS)
    is_amended = dice.random() < 0.12
    return Case(
        number=number,
        first_name=first,
        last_name=dice.choice(LAST),
        pronouns=pronouns,
        born_on=_born(year, day, dice),
        year_group=year,
        school=school_for(year, dice.choice(SCHOOLS), number),
        need=dice.choice(NEEDS),
        cared_for=dice.random() < 0.07,
        requested_on=day - dt.timedelta(days=_age_of_request(dice)),
        draft_on=day,
        officer=officer.name,
        assistant=ASSISTANTS[number % len(ASSISTANTS)].name,
        story=story_key,
        style=dice.choice(sorted(STYLES)),
        file_format="pdf" if dice.random() < 0.2 else "docx",
        is_amended=is_amended,
    )


def school_for(year_group: int, first_choice: str, number: int) -> str:
    """The school first chosen where it takes children of this year, else one that does."""
    able = [school for school, years in TAKES.items() if year_group in years]
    return first_choice if first_choice in able else able[number % len(able)]


def _born(year_group: int, on: dt.date, dice: random.Random) -> dt.date:
    """A birthday that makes the child of this year group on that day (school years run from September)."""
    starts = on.year if on.month >= 9 else on.year - 1
    first = dt.date(starts - year_group - 5, 9, 1)
    return first + dt.timedelta(days=dice.randrange(365))


def _age_of_request(dice: random.Random) -> int:
    """How many days after the request the draft is ready: most in time, some with little left, a few late."""
    return dice.choices([dice.randint(92, 112), dice.randint(113, 122), dice.randint(123, 150)], weights=[70, 22, 8])[0]


COLUMNS = (
    "Person ID", "Forename", "Surname", "Date of Birth", "Sex", "Pronouns", "School", "NCY", "Primary Need", "LAC",
    "Date Request Received", "Plan ID", "Plan Type", "Casework Officer", "Casework Assistant", "Annual Review Meeting Date",
)  # fmt: skip


def extract(known: list[Case], *, on: dt.date, spoilt: bool = False) -> bytes:
    """The case system's extract of these cases on a day, as CSV: a title row, days as dd/mm/yyyy, as such systems write it.

    `spoilt` adds rows that cannot be taken, for the import that waits to be looked at.
    """
    target = io.StringIO()
    writer = csv.writer(target)
    writer.writerow(["SEN caseload, Sandbourne"])
    writer.writerow(COLUMNS)
    for case in known:
        writer.writerow(_row(case, on))
    if spoilt:
        odd = _row(known[0], on)
        writer.writerow(["", *odd[1:]])
        writer.writerow(["999001", "Rhys", "Varley", "31/02/2019", *odd[4:]])
    return target.getvalue().encode("utf-8-sig")


def _row(case: Case, on: dt.date) -> list[str]:
    day = "{0:%d/%m/%Y}".format
    sex = {"she": "Female", "he": "Male", "they": "Not known"}[case.pronouns]
    school_year = {-1: "N1", 0: "R"}.get(case.year_group, str(case.year_group))
    met_on = case.draft_on - dt.timedelta(days=20)
    meeting = day(met_on) if case.is_amended and met_on <= on else ""
    return [
        case.child_id, case.first_name, case.last_name, day(case.born_on), sex, case.pronouns, case.school,
        school_year, case.need, "Y" if case.cared_for else "N", day(case.requested_on), f"P{case.child_id}",
        "Amended" if case.is_amended else "New", case.officer, case.assistant, meeting,
    ]  # fmt: skip
