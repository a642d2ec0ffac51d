"""Days, months and stages as plans write them: 03/07/2026, 3 July 2026, July 16 (the year), the end of Year 6.

Runs on folded text. No clock: what is past or to come is asked of the plan's own day.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ehcp.screening.facts import Facts
from ehcp.vocabulary import academic_year_starting, year_group

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
_MONTH_FIRST = re.compile(
    rf"""\b(?P<month>{_MONTH})
        (?: \ (?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\ (?P<year_after_day>(?:19|20)\d\d)\b
          | ,?(?:\ of)?\ ?(?P<year>{_YEAR})
          | \ (?P<short>[1-4]\d)(?!\w|[/.:-]\d|\ ?(?:%|per|am|pm|minute|hour|week|day|child|pupil|to\b|-))
        )
      | \b(?P<season>[Ee]aster|[Cc]hristmas|[Ss]pring|[Ss]ummer|[Aa]utumn)(?:\ (?:term|holidays?|half[ -]term))?
        (?:,?(?:\ of)?\ (?P<season_year>(?:19|20)\d\d)\b)
    """,
    re.VERBOSE,
)
_LAST_OF_SEASON = {
    "easter": (4, 30),
    "christmas": (12, 31),
    "spring": (4, 30),
    "summer": (8, 31),
    "autumn": (12, 31),
}

_STAGE = re.compile(
    r"""\b(?:[Yy]ear|Y|[Nn][Cc]\ ?[Yy]ear)[ ]?(?P<year>\d{1,2})\b(?!\.\d)
      | \b(?:[Kk]ey\ [Ss]tage|KS)[ ]?(?P<stage>[1-5])\b
      | \b(?P<named>Reception|(?:the\ )?(?:[Ee]arly\ [Yy]ears\ )?[Ff]oundation\ [Ss]tage|EYFS|primary\ (?:school|phase))\b
    """,
    re.VERBOSE,
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
    found = [told for match in _MONTH_FIRST.finditer(text, start, stop) if (told := _month_first(match))]
    for match in _DAY_FIRST.finditer(text, start, stop):
        told = _day_first(match)
        if told is None:
            continue
        over = [other for other in found if other.start < told.end and told.start < other.end]
        # "3 July 2026" is more than July 2026; the year of "December 2025" is less.
        if told.exact != "year" or not over:
            found = [other for other in found if other not in over]
            found.append(told)
    return sorted(found, key=lambda told: told.start)


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


def _month_first(match: re.Match[str]) -> Told | None:
    at = match.span()
    if match["season"]:
        year = int(match["season_year"])
        return Told(*at, date(year, 1, 1), date(year, *_LAST_OF_SEASON[match["season"].lower()]), "season")
    month = MONTHS.index(match["month"][:3].lower()) + 1
    if match["day"]:
        return _day(at, int(match["year_after_day"]), month, int(match["day"]))
    year = _full(match["year"] or match["short"])
    return Told(*at, date(year, month, 1), date(year, month, monthrange(year, month)[1]), "month")


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
    for match in _STAGE.finditer(text, start, end):
        if match["year"]:
            year = int(match["year"])
        elif match["stage"]:
            year = _LAST_YEAR_OF_STAGE[int(match["stage"])]
        else:
            year = 6 if match["named"].startswith("primary") else 0
        last = end_of_year_group(year, facts)
        if last is not None and year <= 14:
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
