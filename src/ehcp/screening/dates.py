"""Days, months and stages as plans write them: 03/07/2026, 3 July 2026, July 16 (the year), the end of Year 6.

Runs on folded text. No clock: what is past or to come is asked of the plan's own day.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from ehcp.screening.facts import Facts
from ehcp.vocabulary import academic_year_starting, year_group

if TYPE_CHECKING:
    from ehcp.screening.plan_text import PlanText

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?|JANUARY|FEBRUARY|MARCH|APRIL|MAY|JUNE|JULY|AUGUST|SEPTEMBER|OCTOBER|NOVEMBER|DECEMBER)\b\.?"
)
_YEAR = r"(?:19|20)\d\d\b|'\d\d\b"
# A bare two-figure year only where nothing that could be counted follows it.
_SHORT_YEAR = r"\d\d(?=[.,;:)]?(?:\n|\Z)|[,;)] |\. [A-Z\"'])"

_DAY_FIRST = re.compile(
    rf"""(?<![\w£.,/:-])(?:
        (?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:\ day)?(?:\ of)?\ ?(?P<month>{_MONTH})(?:,?\ ?(?P<year>{_YEAR}|{_SHORT_YEAR}))?
      | (?P<iso>(?:19|20)\d\d)-(?P<iso_month>\d\d)-(?P<iso_day>\d\d)
      | (?P<d>\d{{1,2}})(?P<mark>[/.-])(?P<m>\d{{1,2}})(?P=mark)(?P<y>\d\d\d\d|\d\d)
      | (?P<opens>20\d\d)\ ?[/-]\ ?(?P<closes>20\d\d|\d\d)
      | (?P<alone>(?:19|20)\d\d)
    )(?![\w/-]|[.:]\d)""",
    re.VERBOSE,
)
# What stands before the year: "By July 2027", "July '16", "the summer term of 2026".
_BEFORE_YEAR = re.compile(
    rf"""\b(?:(?P<month>{_MONTH}) | (?P<season>[Ee]aster|[Cc]hristmas|[Ss]pring|[Ss]ummer|[Aa]utumn)
          (?:\ (?:term|holidays?|half[ -]term))?),?(?:\ of)?\ ?(?P<mark>'?)\Z""",
    re.VERBOSE,
)
# The first letters of the word that comes before such a year.
_BEFORE_A_YEAR = frozenset((*MONTHS, "eas", "chr", "spr", "sum", "aut", "ter", "hol", "hal", "of"))
_DAY_AFTER_MONTH = re.compile(r"(?P<day>\d{1,2})(?:st|nd|rd|th)?,? (?P<year>(?:19|20)\d\d)\b")
_FULL_YEAR = re.compile(r"(?:19|20)\d\d\b")
_TWO_FIGURES = re.compile(r"\d\d\b(?![/.:-]\d)")
# "July 16" is 2016, "in July 16 children" is not.
_NO_YEAR = re.compile(r"\ ?(?:%|per|am\b|pm\b|minute|hour|week|day|child|pupil|to\b|-)")
_DIGIT = re.compile(r"\d+")
_LAST_OF_SEASON = {
    "easter": (4, 30),
    "christmas": (12, 31),
    "spring": (4, 30),
    "summer": (8, 31),
    "autumn": (12, 31),
}

# Each begins with plain letters: quick to find where there is none. The last year of a named stage stands beside it.
_YEARS = tuple(
    re.compile(pattern) for pattern in (r"Year (\d{1,2})\b(?!\.\d)", r"year (\d{1,2})\b(?!\.\d)", r"Y(\d{1,2})\b")
)
_KEY_STAGES = tuple(
    re.compile(pattern) for pattern in (r"Key Stage ?([1-5])\b", r"key stage ?([1-5])\b", r"KS ?([1-5])\b")
)
_NAMED_STAGES = (
    (re.compile(r"Reception\b"), 0),
    (re.compile(r"EYFS\b"), 0),
    (re.compile(r"Foundation Stage\b"), 0),
    (re.compile(r"foundation stage\b"), 0),
    (re.compile(r"primary (?:school|phase)\b"), 6),
)
_LAST_YEAR_OF_STAGE = {1: 2, 2: 6, 3: 9, 4: 11, 5: 14}


@dataclass(frozen=True, slots=True)
class Told:
    """Words that tell a time: `text[start:end]`, and the first and last day that they may mean.

    Both days are None where there is no such day (31 June). `exact` is "day", "month", "season", "year" or "stage".
    """

    start: int
    end: int
    first: date | None
    last: date | None
    exact: str

    @property
    def is_possible(self) -> bool:
        return self.last is not None


def dates_in(text: str, start: int = 0, end: int | None = None) -> list[Told]:
    """Every date in a stretch of text, in order; a day and month without a year only when there is no such day."""
    stop = len(text) if end is None else end
    found: list[Told] = []
    reached = start
    # Every date holds a figure, and a plan has few: each is looked at from there.
    for figure in _DIGIT.finditer(text, start, stop):
        if figure.start() < reached:
            continue
        match = _DAY_FIRST.match(text, figure.start(), stop) if _may_begin_a_day(text, figure) else None
        told = _day_first(match) if match else None
        if told is None or told.exact == "year":
            told = _after_month(text, figure, start, stop) or told
        if told is not None:
            found.append(told)
        reached = told.end if told else match.end() if match and match["month"] else figure.end()
    return found


def _may_begin_a_day(text: str, figure: re.Match[str]) -> bool:
    """A quick look at what follows: most figures of a plan ("20 minutes", "3 children") are no days."""
    length = figure.end() - figure.start()
    if length > 2:
        return length == 4
    follows = text[figure.end() : figure.end() + 2]
    if follows[:1] == " ":
        return follows[1:] in "do" or follows[1:].isupper()
    return follows[:1] in "/.-snrt" or follows[:1].isupper()


def _day_first(match: re.Match[str]) -> Told | None:
    at = match.span()
    if match["month"]:
        month = MONTHS.index(match["month"][:3].lower()) + 1
        if match["year"] is None:
            # 29 February may be; without a year it tells no day.
            return None if 1 <= int(match["day"]) <= monthrange(2024, month)[1] else Told(*at, None, None, "day")
        return _day(at, _full(match["year"]), month, int(match["day"]))
    if match["iso"]:
        return _day(at, int(match["iso"]), int(match["iso_month"]), int(match["iso_day"]))
    if match["d"]:
        day, month, year = int(match["d"]), int(match["m"]), match["y"]
        # With two figures for the year it is as often a score, or the number of a paragraph.
        if len(year) == 2 and (match["mark"] == "-" or not 1 <= month <= 12 or not 1 <= day <= 31):
            return None
        return _day(at, _full(year), month, day)
    if match["opens"]:
        closes = int(match["closes"]) % 100
        if closes != (int(match["opens"]) + 1) % 100:
            return None
        return Told(*at, date(int(match["opens"]), 9, 1), date(int(match["opens"]) + 1, 8, 31), "season")
    year = int(match["alone"])
    return Told(*at, date(year, 1, 1), date(year, 12, 31), "year")


def _after_month(text: str, figure: re.Match[str], start: int, stop: int) -> Told | None:
    """The date of which a figure is the year, or the day of "July 3rd, 2026"."""
    ahead = text[max(start, figure.start() - 26) : figure.start()].rstrip(" ',.")
    # A cell begins a line: "2\nJuly 2026".
    if not ahead.strip() or ahead.split()[-1][:3].lower() not in _BEFORE_A_YEAR:
        return None
    before = _BEFORE_YEAR.search(text, max(start, figure.start() - 26), figure.start())
    if before is None:
        return None
    begins = before.start()
    if before["season"]:
        if not _FULL_YEAR.match(text, figure.start(), stop):
            return None
        year = int(figure.group())
        return Told(
            begins, figure.end(), date(year, 1, 1), date(year, *_LAST_OF_SEASON[before["season"].lower()]), "season"
        )
    month = MONTHS.index(before["month"][:3].lower()) + 1
    full = _DAY_AFTER_MONTH.match(text, figure.start(), stop)
    if full:
        return _day((begins, full.end()), int(full["year"]), month, int(full["day"]))
    if not _FULL_YEAR.match(text, figure.start(), stop):
        if not _TWO_FIGURES.match(text, figure.start(), stop):
            return None
        if not before["mark"] and (not "10" <= figure.group() <= "49" or _NO_YEAR.match(text, figure.end())):
            return None
    year = _full(figure.group())
    return Told(begins, figure.end(), date(year, month, 1), date(year, month, monthrange(year, month)[1]), "month")


def _day(at: tuple[int, int], year: int, month: int, day: int) -> Told:
    try:
        told = date(year, month, day)
    except ValueError:
        return Told(*at, None, None, "day")
    return Told(*at, told, told, "day")


def _full(year: str) -> int:
    """2016 for "16" and "'16"; children and their advice belong to this century, a grandparent may not."""
    figures = year.lstrip("'")
    return int(figures) if len(figures) == 4 else (2000 if int(figures) < 60 else 1900) + int(figures)


# --- Stages of school -------------------------------------------------------------------------


def stages_in(text: str, start: int, end: int, facts: Facts) -> Iterator[Told]:
    """School years and key stages named in a stretch, as the school year in which this child ends them.

    Silent without a date of birth or a year group. A child taught out of cohort is counted from the year they are in.
    """
    if facts.on is None:
        return
    found = [(match, int(match[1])) for pattern in _YEARS for match in pattern.finditer(text, start, end)]
    for pattern in _KEY_STAGES:
        found += [(match, _LAST_YEAR_OF_STAGE[int(match[1])]) for match in pattern.finditer(text, start, end)]
    for pattern, year in _NAMED_STAGES:
        found += [(match, year) for match in pattern.finditer(text, start, end)]
    for match, year in sorted(found, key=lambda each: each[0].start()):
        last = end_of_year_group(year, facts)
        begins_a_word = match.start() == 0 or not text[match.start() - 1].isalnum()
        if last is not None and year <= 14 and begins_a_word:
            yield Told(*match.span(), date(last.year - 1, 9, 1), last, "stage")


def end_of_year_group(year: int, facts: Facts) -> date | None:
    """The last day (31 August) of the school year in which this child is in a year group; None when unknown."""
    now = year_now(facts)
    if now is None or facts.on is None:
        return None
    return date(academic_year_starting(facts.on) + 1 + year - now, 8, 31)


def year_now(facts: Facts) -> int | None:
    """The year group on the plan's day: as stated, else by the date of birth and the September cut-off."""
    if facts.year is not None:
        return facts.year
    if facts.born_on is None or facts.on is None:
        return None
    return year_group(facts.born_on, on=facts.on).number


def twelve_months_before(day: date) -> date:
    """The same day a year earlier; 28 February for 29 February."""
    return date(day.year - 1, day.month, min(day.day, monthrange(day.year - 1, day.month)[1]))


# --- One plan ---------------------------------------------------------------------------------

_dates: WeakKeyDictionary[PlanText, tuple[list[Told], list[int]]] = WeakKeyDictionary()


def dates_of(plan: PlanText, start: int = 0, end: int | None = None) -> list[Told]:
    """The dates of a plan that begin in a stretch of its text, read once and kept for as long as the plan is."""
    kept = _dates.get(plan)
    if kept is None:
        found = dates_in(plan.folded)
        kept = _dates[plan] = (found, [told.start for told in found])
    found, starts = kept
    return found[bisect_left(starts, start) : len(found) if end is None else bisect_left(starts, end)]
