"""One cell's text becomes a value: days, ids, pupil and NHS numbers, names, year groups, codes. Pure.

Values are fit for JSON: a day is "yyyy-mm-dd". Each reader returns a `Reading`, and never raises.
"""

import datetime as dt
import re
from dataclasses import dataclass

Value = str | int | bool | None

# What case systems write when they mean that there is nothing.
BLANKS = frozenset(
    (
        "",
        "-",
        "--",
        ".",
        "<na>",
        "n/a",
        "na",
        "#n/a",
        "null",
        "<null>",
        "none",
        "nan",
        "nat",
        "(blank)",
        "(null)",
        "nil",
    )
)
BLANK_DAYS = frozenset(("0", "1900-01-01", "1899-12-30", "1899-12-31", "1753-01-01", "0001-01-01", "9999-12-31"))


@dataclass(frozen=True)
class Reading:
    """What a cell says. `problem` is the rest of a sentence that begins with the row and the column.

    `stops` says whether a problem refuses the whole row. Otherwise this cell is left out or, where there is a value beside
    the problem, taken, and a person is asked to look at it.
    """

    value: Value = None
    problem: str = ""
    stops: bool = False


NOTHING = Reading()


def is_blank(text: str) -> bool:
    return text.strip().casefold() in BLANKS


# --- Days ---------------------------------------------------------------------------------------------------------------

_MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august",
         "sep sept september", "oct october", "nov november", "dec december"), start=1)
    for name in names.split()
}  # fmt: skip
_TIME = r"(?:[T ,]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?[ap]m)?(?:Z|[+-]\d{2}:?\d{2})?)?"
_YEAR_FIRST = re.compile(rf"(\d{{4}})[-/.](\d{{1,2}}|[a-z]{{3,9}})[-/.](\d{{1,2}}){_TIME}", re.IGNORECASE)
_DAY_FIRST = re.compile(rf"(\d{{1,2}})[-/. ](\d{{1,2}})[-/. ](\d{{4}}|\d{{2}}){_TIME}", re.IGNORECASE)
_NAMED = re.compile(
    rf"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,? )?(\d{{1,2}})(?:st|nd|rd|th)?[-/. ]+([a-z]{{3,9}})[-/., ]+(\d{{4}}|\d{{2}})"
    rf"{_TIME}",
    re.IGNORECASE,
)
_PACKED = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})")
_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?")
# Excel counts days from here for every day after February 1900.
_SERIAL_START = dt.date(1899, 12, 30)
# Plans end at 25, and a plan's next review is at most a few years off: a number that says otherwise is no day.
SERIAL_YEARS_BACK, SERIAL_YEARS_AHEAD = 30, 5
_NO_SUCH_DAY = "this day does not exist. Correct it in the case system and run the report again."
_NOT_A_DAY = "this is not a date. Write it as dd/mm/yyyy."
_AMERICAN = "the month is over 12, so this may be an American date (month first). Write it as dd/mm/yyyy."
EARLIEST = dt.date(1900, 1, 2)


def day(text: str, *, on: dt.date, two_digit_years_to: int | None = None) -> Reading:
    """A day, whatever way an extract writes it: day first, year first, named month, Excel's number, with or without time.

    `on` is today. A year of two digits is the latest such year up to `two_digit_years_to` (ten years ahead unless told).

    A cell that Excel knows as a date arrives written out. A bare number may be such a day that has lost its format, or no
    day at all: it is one only within the years that a register speaks of, and then never without asking.
    """
    text = " ".join(text.split())
    if is_blank(text) or text in BLANK_DAYS:
        return NOTHING
    if match := _SERIAL.fullmatch(text):
        return _serial_day(text, int(match[1]), on)
    numbers = _numbers(text, two_digit_years_to or on.year + 10)
    if isinstance(numbers, Reading):
        return numbers
    year, month, the_day = numbers
    if (year, month, the_day) in ((1900, 1, 1), (0, 0, 0), (9999, 12, 31)) or year in (1753, 1):
        return NOTHING
    if month > 12 and the_day <= 12:
        return Reading(problem=_AMERICAN, stops=True)
    try:
        found = dt.date(year, month, the_day)
    except ValueError:
        return Reading(problem=_NO_SUCH_DAY, stops=True)
    if found < EARLIEST or found.year > on.year + 30:
        return Reading(problem=f"the year {year} cannot be right. Correct it in the case system.", stops=True)
    return Reading(found.isoformat())


def _numbers(text: str, latest: int) -> tuple[int, int, int] | Reading:
    """Year, month and day as numbers that may not make a day yet."""
    if match := _YEAR_FIRST.fullmatch(text):
        month = int(match[2]) if match[2].isdigit() else _MONTHS.get(match[2].lower(), 0)
        return int(match[1]), month, int(match[3])
    if match := _DAY_FIRST.fullmatch(text):
        return _full_year(match[3], latest), int(match[2]), int(match[1])
    if match := _NAMED.fullmatch(text):
        month = _MONTHS.get(match[2].lower(), 0)
        return (
            (_full_year(match[3], latest), month, int(match[1])) if month else Reading(problem=_NOT_A_DAY, stops=True)
        )
    if match := _PACKED.fullmatch(text):
        return int(match[1]), int(match[2]), int(match[3])
    return Reading(problem=_NOT_A_DAY, stops=True)


def _serial_day(text: str, serial: int, on: dt.date) -> Reading:
    found = _SERIAL_START + dt.timedelta(days=serial)
    if not on.year - SERIAL_YEARS_BACK <= found.year <= on.year + SERIAL_YEARS_AHEAD:
        return Reading(problem=_NOT_A_DAY, stops=True)
    shown = f"{found.day} {found:%B %Y}"
    return Reading(
        found.isoformat(),
        problem=f"“{text}” is a number, not a written date. It is taken as {shown}, as Excel counts days. "
        "If that is wrong, choose another column or write it as dd/mm/yyyy.",
    )


def _full_year(text: str, latest: int) -> int:
    if len(text) == 4:
        return int(text)
    year = latest - latest % 100 + int(text)
    return year if year <= latest else year - 100


# --- Ids and numbers with a check of their own ----------------------------------------------------------------------------

_WHOLE = re.compile(r"(\d+)\.0+")
_SCIENTIFIC = re.compile(r"\d(\.\d+)?E\+\d+", re.IGNORECASE)


def identifier(text: str, longest: int = 40) -> Reading:
    """An id of another system. A spreadsheet's "1234.0" is 1234 again."""
    text = " ".join(text.split())
    if is_blank(text):
        return NOTHING
    if _SCIENTIFIC.fullmatch(text):
        return Reading(
            problem="Excel has shortened this number and its last digits are lost. Format the column as text and "
            "run the report again.",
            stops=True,
        )
    if match := _WHOLE.fullmatch(text):
        text = match[1]
    if len(text) > longest:
        return Reading(
            problem=f"this is longer than {longest} characters, so it is not an id. Check the column.", stops=True
        )
    return Reading(text)


_UPN_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"


def upn(text: str) -> Reading:
    """A unique pupil number: a check letter, eleven digits, then a digit or (a temporary one) a letter."""
    text = re.sub(r"\s", "", text).upper()
    if is_blank(text):
        return NOTHING
    if not re.fullmatch(rf"[{_UPN_LETTERS}]\d{{11}}[\d{_UPN_LETTERS}]", text):
        return Reading(problem="this is not a UPN (a letter and twelve digits), so it is left out.")
    digits = [int(character) if character.isdigit() else _UPN_LETTERS.index(character) for character in text[1:]]
    expected = _UPN_LETTERS[sum(place * digit for place, digit in enumerate(digits, start=2)) % 23]
    if text[0] != expected:
        return Reading(problem="the UPN's check letter does not fit its digits, so it is left out.")
    return Reading(text)


def nhs_number(text: str) -> Reading:
    """Ten digits of which the last is the check digit, modulus 11."""
    if is_blank(text):
        return NOTHING
    digits = re.sub(r"[\s-]", "", _WHOLE.sub(r"\1", text.strip()))
    if not re.fullmatch(r"\d{10}", digits):
        return Reading(problem="an NHS number has ten digits, so this is left out.")
    remainder = sum(int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False)) % 11
    if (11 - remainder) % 11 != int(digits[9]) or remainder == 1 or len(set(digits)) == 1:
        return Reading(problem="the NHS number's check digit does not fit, so it is left out.")
    return Reading(digits)


# --- Words ----------------------------------------------------------------------------------------------------------------


def words(text: str, longest: int) -> Reading:
    """A short text on one line."""
    text = " ".join(text.split())
    if is_blank(text):
        return NOTHING
    if len(text) > longest:
        return Reading(problem=f"this is longer than {longest} characters. Check that the column is right.", stops=True)
    return Reading(text)


def full_name(text: str) -> tuple[str, str]:
    """(first name, last name) out of "Surname, First name" or "First name Surname". Blank where there is none."""
    text = " ".join(text.split())
    if is_blank(text):
        return "", ""
    last, comma, first = (part.strip() for part in text.partition(","))
    if comma:
        return first, last
    first, _, last = text.rpartition(" ")
    return first, last


_YEAR = re.compile(r"(?:y(?:ea)?r?\.?|nc ?y?(?:ea)?r?)? ?(-?\d{1,2})", re.IGNORECASE)


def year_group(text: str) -> Reading:
    """A school year: Reception is 0, nursery -1 and below, Year 1 to 14 their number."""
    text = " ".join(text.split())
    if is_blank(text):
        return NOTHING
    lowered = _WHOLE.sub(r"\1", text.casefold()).rstrip(".")
    if lowered in ("r", "rec", "reception", "yr", "year r", "foundation 2", "fs2"):
        return Reading(0)
    if lowered in ("n2", "nursery", "n", "foundation 1", "fs1", "nursery 2"):
        return Reading(-1)
    if lowered in ("n1", "nursery 1", "e2", "pre-school", "preschool"):
        return Reading(-2)
    if lowered in ("x", "post 16", "post-16", "post 19", "post-19", "not followed"):
        return NOTHING
    match = _YEAR.fullmatch(lowered)
    if not match or not -4 <= int(match[1]) <= 20:
        return Reading(problem="this is not a school year, so it is left out. Write R or 0 to 14.")
    return Reading(int(match[1]))


def forms_of(text: str) -> list[str]:
    """The ways in which one cell may name a value, most exact first: whole, its code, its words.

    "N - New" gives also "n" and "new"; "a) Male" gives "male"; "Autism (ASD)" gives "autism" and "asd".
    """
    whole = _plain(text)
    forms = [whole]
    if match := re.fullmatch(r"\s*[a-z0-9]{1,2}\)\s*(.+)", text, re.IGNORECASE):
        forms.append(_plain(match[1]))
        forms += forms_of(match[1])
    for splitter in (r"\s+-\s+", r"\s*[:|=]\s*", r"\s*[‐-―]\s*"):
        before, *after = re.split(splitter, text.strip(), maxsplit=1)
        if after:
            forms += [_plain(before), _plain(after[0])]
    if match := re.fullmatch(r"(.+?)\s*\(([^)]+)\)\s*", text.strip()):
        forms += [_plain(match[1]), _plain(match[2])]
    if match := _WHOLE.fullmatch(text.strip()):
        forms.append(match[1])
    return list(dict.fromkeys(form for form in forms if form))


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[^\w&]+", " ", text.casefold().replace("_", " ")).split())
