"""Who somebody is: numbers and date of birth."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from ehcp.sen2.record import Person
from ehcp.sen2.rule import Place, rule

OLDEST = 25


@rule(
    "no-number",
    what="A person has no UPN, no ULN and no reason for having none.",
    why="Without a number the child cannot be followed from one year to the next, nor matched to the school's own return.",
    mend="Ask the setting for the UPN; where there is none yet, choose the reason in the case system.",
)
def no_number(person: Person, on: dt.date) -> Iterator[Place]:
    row = person.row
    if not (row.get("UPN") or row.get("UniqueLearnerNumber") or row.get("UPNunknown")):
        yield row, "UPN", ""


@rule(
    "upn-shape",
    what="A UPN is not a letter and twelve digits.",
    why="It has lost a letter or a leading nought on its way, and will match nobody.",
    mend="Export the column as text, not as a number, or put the UPN right in the case system.",
)
def upn_shape(person: Person, on: dt.date) -> Iterator[Place]:
    upn = person.row.get("UPN").upper()
    if upn and not (len(upn) == 13 and upn[0].isalpha() and upn[1:12].isdecimal() and upn[12].isalnum()):
        yield person.row, "UPN", upn


@rule(
    "no-birth-date",
    what="A person has no date of birth.",
    why="Age, year group and every phase transfer follow from it.",
    mend="Fill in the date of birth in the case system.",
)
def no_birth_date(person: Person, on: dt.date) -> Iterator[Place]:
    if not person.row.get("PersonBirthDate"):
        yield person.row, "PersonBirthDate", ""


@rule(
    "age-out-of-range",
    what="A person is not yet born, or was older than 25 at the start of the school year.",
    why="An EHC plan can be kept up to the end of the school year in which the young person turns 25.",
    mend="Look at the date of birth first; if it is right, the plan should have ended.",
)
def age_out_of_range(person: Person, on: dt.date) -> Iterator[Place]:
    born = person.born_on
    if born is None:
        return
    start = dt.date(on.year if on >= dt.date(on.year, 8, 31) else on.year - 1, 8, 31)
    age = start.year - born.year - ((born.month, born.day) > (8, 31))
    if born > on or age > OLDEST:
        yield person.row, "PersonBirthDate", person.row.get("PersonBirthDate")
