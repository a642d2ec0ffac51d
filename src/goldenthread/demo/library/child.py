"""The child whose plan it is, and the words that go with them: pronouns, years, key stages, days."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

AUTHORITY = "Sandbourne Council"

PRONOUNS = {
    "she": {"they": "she", "them": "her", "their": "her", "theirs": "hers", "themself": "herself"},
    "he": {"they": "he", "them": "him", "their": "his", "theirs": "his", "themself": "himself"},
    "they": {"they": "they", "them": "them", "their": "their", "theirs": "theirs", "themself": "themself"},
}
ONE = {"is": "is", "has": "has", "was": "was", "does": "does", "s": "s", "es": "es", "ies": "ies"}
MANY = {"is": "are", "has": "have", "was": "were", "does": "do", "s": "", "es": "", "ies": "y"}
OPPOSITE = {"she": "he", "he": "she", "they": "he"}

KEY_STAGES = (
    (0, "the Early Years Foundation Stage"),
    (2, "Key Stage 1"),
    (6, "Key Stage 2"),
    (9, "Key Stage 3"),
    (11, "Key Stage 4"),
    (14, "the post-16 phase"),
    (20, "the post-19 phase"),
)
MONTHS = "January February March April May June July August September October November December".split()


@dataclass(frozen=True, slots=True)
class LibraryChild:
    """A made-up child. `pronouns` is she, he or they; `year_group` is -1 (nursery), 0 (Reception), 1 to 20."""

    first_name: str
    last_name: str
    pronouns: str
    born_on: date
    year_group: int
    school: str
    next_school: str = "Gullsey Point School"
    reference: str = "SB-0000"
    parents: tuple[str, ...] = ()
    officer: str = "the casework officer"
    address: str = ""


def long_date(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def year_name(year_group: int) -> str:
    if year_group < 0:
        return "Nursery"
    return "Reception" if year_group == 0 else f"Year {year_group}"


def month_of(day: date, months_later: int) -> str:
    months = day.year * 12 + day.month - 1 + months_later
    return f"{MONTHS[months % 12]} {months // 12}"


def age_on(born_on: date, on: date) -> int:
    return on.year - born_on.year - ((on.month, on.day) < (born_on.month, born_on.day))


def school_year_ends(on: date) -> int:
    """The calendar year in which the school year of this day ends."""
    return on.year + (on.month >= 9)


def key_stage(year_group: int) -> tuple[int, str]:
    """The last year group of the key stage, and its name."""
    return next(stage for stage in KEY_STAGES if year_group <= stage[0])


def words_for(child: LibraryChild, on: date) -> tuple[dict[str, str], dict[str, Callable[[int], str]]]:
    """The plain slots, and the slots that count (`{month-2}`, `{july+1}`, `{year+1}`)."""
    pronouns = PRONOUNS[child.pronouns]
    wrong = PRONOUNS[OPPOSITE[child.pronouns]]
    words = dict(MANY if child.pronouns == "they" else ONE)
    words |= pronouns | {"wrong_" + name: word for name, word in wrong.items()}
    last_year, stage = key_stage(child.year_group)
    ends = school_year_ends(on)
    parents = child.parents or (f"Ms R {child.last_name}",)
    words |= {
        "first": child.first_name,
        "last": child.last_name,
        "name": f"{child.first_name} {child.last_name}",
        "school": child.school or "the education team",
        "next": child.next_school,
        "age": str(age_on(child.born_on, on)),
        "stage": stage,
        "stage_end": f"July {ends + last_year - child.year_group}",
        "parent": parents[0],
        "other_parent": parents[-1],
        "authority": AUTHORITY,
    }
    words |= {name[0].upper() + name[1:]: word[0].upper() + word[1:] for name, word in words.items() if word}
    counting: dict[str, Callable[[int], str]] = {
        "day": lambda n: long_date(on + timedelta(days=n)),
        "month": lambda n: month_of(on, n),
        "july": lambda n: f"July {ends + n}",
        "september": lambda n: f"September {ends + n}",
        "year": lambda n: year_name(child.year_group + n),
        "calendar": lambda n: str(on.year + n),
    }
    return words, counting
