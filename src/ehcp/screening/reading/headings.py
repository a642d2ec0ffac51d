"""What one line of a plan says about sections: "Section F", "F: Special educational provision", "Outcomes (E)".

Only the words of the line are judged here; `sections` decides with its looks and its neighbours.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ehcp.screening.reading.titles import agreement_with, best_title

LONGEST_HEADING = 330
LONGEST_TITLE = 170
LONGEST_IN_OWN_WORDS = 14  # words before a letter that stands behind them
COMPANY = 1.0

_LETTER = r"(?P<letter>[A-K])(?:\s?\(?(?P<digit>\d|i{1,3})\)?)?(?![A-Za-z\d])"
_SECTION_FIRST = re.compile(
    rf"(?:EHCP?\s+)?(?:SECTION|Section|section|PART|Part)\s{{0,3}}[-–—:]?\s{{0,3}}[\"'‘“(]?{_LETTER}[\"'’”)]?"
    r"(?P<more>(?:\s{0,2}(?:,|&|/|and|AND|\+|to|-|–)\s{0,2}(?:[Ss]ection\s)?[A-K][12]?(?![A-Za-z\d])){0,11})"
    r"\s{0,3}(?P<mark>[:.\-–—)|\n]?)\s{0,3}(?P<rest>.*)",
    re.DOTALL,
)
_SECTIONS_FIRST = re.compile(
    r"(?:SECTIONS|Sections)\s{1,3}(?P<letter>[A-K])(?P<digit>[12]?)(?P<more>(?:\s{0,2}(?:,|&|/|and|AND|\+|to|-|–)\s{0,2}[A-K][12]?(?![A-Za-z\d])){1,11})"
    r"\s{0,3}(?P<mark>[:.\-–—)|\n]?)\s{0,3}(?P<rest>.*)",
    re.DOTALL,
)
_LETTER_FIRST = re.compile(
    r"\(?(?P<letter>[A-K])\s?(?P<digit>[12]?)\)?(?P<more>(?:\s?(?:,|&|/|and|AND|\+)\s?[A-K][12]?(?![A-Za-z\d])){0,4})"
    r"\s{0,3}(?P<mark>[:.\-–—)|\n]|\s)\s{0,3}(?P<rest>\S.*)",
    re.DOTALL,
)
# Looked for in the last letters of a line only.
_LETTER_LAST = re.compile(
    r"[\s:–—-]{0,4}[(\[](?:(?:EHCP?\s)?[Ss](?:ection|ECTION|ec\.?)\s?)?(?P<letter>[A-K])\s?(?P<digit>[12]?)[)\]]:?\Z"
    r"|\s?[,:–—-]\s?[Ss](?:ection|ECTION)\s(?P<last>[A-K])\s?(?P<number>[12]?):?\Z"
)
_SEVERAL_LAST = re.compile(
    r"\s?[(\[][Ss]ections?\s(?P<codes>[A-K][12]?(?:\s?(?:,|&|/|and|\+|to)\s?[A-K][12]?){1,5})[)\]]:?\Z"
)
LONGEST_ENDING = 32
IN_ANNEXES = ("E", "F", "G", "H", "H1", "H2")  # what authorities plan in detail at the end
# Text that an authority keeps at the end: "Annex 2 to Section F", "Appendix F: Special educational provision".
_ANNEX = re.compile(
    r"(?:ANNEX|Annex|APPENDIX|Appendix|SCHEDULE|Schedule)\s?(?P<label>[A-K][12]?(?![A-Za-z])|\d{1,2})?"
    r"(?:\s?(?:[:.–—-]|to|for|of)\s|\s(?=[Pp]rovision\b))(?P<rest>\S.*)",
    re.DOTALL,
)
_PLANNED_IN_DETAIL = re.compile(
    r"\A(?:[A-Za-z'’-]+ ){0,4}?(?:[Pp]rovision (?:[Mm]ap|[Gg]rid|[Tt]able|[Pp]lan|[Tt]imetable|[Ss]chedule)|[Mm]ap of (?:[A-Za-z-]+ ){0,3}?[Pp]rovision)\b(?: (?:for|of) [A-Za-z'’ -]{1,40})?:?"
)
_OTHER_CODES = re.compile(r"[A-K][12]?(?![A-Za-z\d])")
_CONTINUED = re.compile(r"\s?[(\[]?\b(?:continued|cont\.?|cont'd|contd)[)\]]?\s?\Z", re.IGNORECASE)

_STATEMENT = re.compile(
    r"(?:of (?:this|the|my|his|her)|sets? out|describes?|details?|contains?|lists?|explains?|should|must|will|is|are|was|has|and|or|"
    r"covers?|includes?|shows?|says?|tells?|gives?|refers?|applies|above|below|to|for|in|on|with|needs|may|can)\b"
)


@dataclass(frozen=True, slots=True)
class Named:
    """A line that may name a section. `others` are further codes it names ("Sections E and F").

    `manner` is "section" (says the word Section), "letter" (a letter before a title), "behind" (a letter behind it),
    "title", "annex" (text kept at the end), or "company" (a letter before words that are no title: a heading only where its neighbours look alike).
    `agreement` is how well the title fits the code, -1 to 1; `certainty` is what the words alone are worth.
    """

    code: str
    manner: str
    agreement: float
    certainty: float
    others: tuple[str, ...] = ()
    is_in_contents: bool = False


def name_of(text: str, number: str = "") -> Named | None:
    """The section that a line names, or None. `number` is its list label, which may hold the letter."""
    if number and (number[0] in "ABCDEFGHIJKSP(" and number != "•"):
        text = f"{number} {text}"
    if not text or len(text) > LONGEST_HEADING:
        return None
    if "ont" in text[-14:] or "ONT" in text[-14:]:
        text = _CONTINUED.sub("", text)
    text, in_contents = _without_page_number(text) if text[-1:].isdigit() else (text, False)
    if not text:
        return None
    named = _by_annex(text) if text[0] in "AS" else None
    if named is None and text[0] in "SsPpE":
        named = _by_section_word(text)
    if named is None and text[0] in "(ABCDEFGHIJK":
        named = _by_letter_ahead(text)
    if named is None and (text[-1] in ")]:" or "ection" in text[-16:] or "ECTION" in text[-16:]):
        named = _by_letter_behind(text)
    if named is None and len(text) <= 3:
        named = _by_letter_alone(text)
    if named is None and "rovision" in text and _PLANNED_IN_DETAIL.fullmatch(text):
        named = Named(_code_of_plan(text), "annex", 0.5, 2.0)
    if named is None:
        named = _by_title(text)
    return replace(named, is_in_contents=True) if named is not None and in_contents else named


def _without_page_number(text: str) -> tuple[str, bool]:
    """A line of a contents list without its dots and page number, and whether it was one."""
    words = text.rstrip("0123456789")
    if not 1 <= len(text) - len(words) <= 3:
        return text, False
    if words.endswith(("page ", "Page ")):
        words = words[:-5]
    bare = words.rstrip(" .…_\t")
    gap = words[len(bare) :]
    is_contents = "…" in gap or ".." in gap or "__" in gap or len(text) - len(bare) > 4
    return (bare, True) if is_contents and bare else (text, False)


def _by_section_word(text: str) -> Named | None:
    found = _SECTION_FIRST.match(text) or _SECTIONS_FIRST.match(text)
    if found is None:
        return None
    rest, mark = found["rest"].strip(), found["mark"]
    code = _code(found["letter"], found["digit"], rest)
    others = tuple(each for each in _OTHER_CODES.findall(found["more"] or "") if each != code)
    if not rest:
        return Named(code, "section", 0.5, 4.0, others)
    agreement = max(agreement_with(each, rest) for each in (code, *others))
    if not mark and _STATEMENT.match(rest):
        return Named(code, "section", agreement, 0.5, others)
    if agreement >= 0.4:
        certainty = 5.0 if len(rest.split()) <= 14 or agreement > 0.6 else 3.5
    elif not mark and rest[:1].islower():
        return Named(code, "section", agreement, 0.5, others)
    elif agreement < 0:
        certainty = 2.0
    else:
        certainty = 3.5 if mark and len(rest.split()) <= 15 else 2.0 if len(rest.split()) <= 15 else 0.5
    return Named(code, "section", agreement, certainty, others)


def _by_letter_ahead(text: str) -> Named | None:
    found = _LETTER_FIRST.match(text)
    if found is None:
        return None
    rest = found["rest"].strip()
    code = _code(found["letter"], found["digit"], rest)
    if found["digit"] and found["letter"] != "H":
        return None
    others = tuple(each for each in _OTHER_CODES.findall(found["more"]) if each != code)
    # Several letters say so plainly what they are that the words may be the authority's own.
    agreement = max(agreement_with(each, rest) for each in (code, *others))
    marked = not found["mark"].isspace()
    if agreement >= (0.5 if marked else 0.75) and len(rest) <= 220:
        return Named(code, "letter", agreement, 4.0 if marked else 3.0, others)
    if others and marked and len(rest) <= LONGEST_TITLE:
        return Named(code, "letter", max(agreement, 0.4), 3.0, others)
    # A letter before words of the authority's own: worth something only in the company of its like.
    if marked and agreement >= 0 and len(rest) <= LONGEST_TITLE and len(rest.split()) >= 2:
        return Named(code, "company", agreement, COMPANY)
    return None


def _by_letter_behind(text: str) -> Named | None:
    ending = max(0, len(text) - LONGEST_ENDING)
    found = _LETTER_LAST.search(text, ending)
    if found is None:
        return _by_letters_behind(text, ending)
    if found.start() < 2:
        return None
    rest = text[: found.start()].strip()
    code = _code(found["letter"] or found["last"], found["digit"] or found["number"], rest)
    agreement = agreement_with(code, rest)
    words = len(rest.split())
    if words > 25 or (agreement < 0.4 and words > LONGEST_IN_OWN_WORDS):
        return None
    return Named(code, "behind", agreement, 4.0 if agreement >= 0.4 else 2.0)


def _by_letters_behind(text: str, ending: int) -> Named | None:
    """ "Needs, outcomes and provision (Sections B, E and F)"."""
    found = _SEVERAL_LAST.search(text, ending)
    if found is None or found.start() < 2 or len(text.split()) > 25:
        return None
    codes = _OTHER_CODES.findall(found["codes"])
    agreement = max(agreement_with(code, text[: found.start()]) for code in codes)
    return Named(codes[0], "behind", max(agreement, 0.0), 4.0, tuple(codes[1:]))


def _by_annex(text: str) -> Named | None:
    """An annex that says which section it belongs to; the reports of an appendix say none."""
    found = _ANNEX.match(text)
    if found is None:
        return None
    named = _by_section_word(found["rest"]) or _by_letter_behind(found["rest"])
    if named is not None:
        return replace(named, manner="annex", certainty=max(named.certainty, 3.5))
    label, rest = found["label"] or "", found["rest"]
    if label[:1].isalpha() and (agreement := agreement_with(label, rest)) >= 0.4:
        return Named(label, "annex", agreement, 4.0)
    # Letters of annexes are not those of sections: what "Annex A: Provision map" holds is in its words.
    if _PLANNED_IN_DETAIL.fullmatch(rest):
        return Named(_code_of_plan(rest), "annex", 0.75, 3.5)
    code, agreement = best_title(rest)
    return Named(code, "annex", agreement, 3.0) if code in IN_ANNEXES and agreement >= 0.75 else None


def _code_of_plan(title: str) -> str:
    words = title.lower()
    return "G" if "health" in words else "H2" if "social care" in words else "F"


def _by_letter_alone(text: str) -> Named | None:
    """ "F." and nothing else: a heading only among others like it."""
    code = text.rstrip(".: ")
    return Named(code, "behind", 0.0, 1.0) if len(code) < 3 and _OTHER_CODES.fullmatch(code) else None


def _by_title(text: str) -> Named | None:
    if len(text) > LONGEST_TITLE or text.endswith((".", ";", ",", "?")):
        return None
    code, agreement = best_title(text, 0.75)
    if agreement < 0.75:
        return None
    return Named(code, "title", agreement, 2.0 + agreement)


def _code(letter: str, digit: str | None, title: str) -> str:
    """H with 1 or 2 is a section of its own; "Section B1" and the like are parts of section B."""
    if letter == "H":
        if digit in ("1", "i"):
            return "H1"
        if digit in ("2", "ii"):
            return "H2"
    return letter


# --- Headings of columns ----------------------------------------------------------------------

_COLUMN_WORDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("B", re.compile(r"(?:special educational |sen )?needs?(?: and (?:difficulties|strengths))?\b", re.IGNORECASE)),
    (
        "E",
        re.compile(
            r"(?:(?:agreed|planned|intended|desired|long.term|expected) )?outcomes?(?: sought)?\b", re.IGNORECASE
        ),
    ),
    (
        "F",
        re.compile(
            r"(?:special |educational |agreed |the )*provision\b|support(?: needed| required)?\Z", re.IGNORECASE
        ),
    ),
)


def column_word(text: str) -> str | None:
    """The section that a bare column heading such as "Outcome" or "Provision" stands for in a shared table."""
    if len(text) > 60:
        return None
    for code, words in _COLUMN_WORDS:
        if words.match(text.strip()):
            return code
    return None
