"""What one line of a plan says about sections: "Section F", "F: Special educational provision", "Outcomes (E)".

Only the words of the line are judged here; `sections` decides with its looks and its neighbours.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ehcp.vocabulary import SECTIONS, SOCIAL_CARE_TOGETHER

LONGEST_HEADING = 330
LONGEST_TITLE = 170
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
    r"\(?(?P<letter>[A-K])\s?(?P<digit>[12]?)\)?\s{0,3}(?P<mark>[:.\-–—)|\n]|\s)\s{0,3}(?P<rest>\S.*)", re.DOTALL
)
# Looked for in the last letters of a line only.
_LETTER_LAST = re.compile(
    r"[\s:–—-]{0,4}[(\[](?:(?:EHCP?\s)?[Ss](?:ection|ECTION|ec\.?)\s?)?(?P<letter>[A-K])\s?(?P<digit>[12]?)[)\]]:?\Z"
    r"|\s?[,:–—-]\s?[Ss](?:ection|ECTION)\s(?P<last>[A-K])\s?(?P<number>[12]?):?\Z"
)
LONGEST_ENDING = 32
_OTHER_CODES = re.compile(r"[A-K][12]?(?![A-Za-z\d])")
_WORD = re.compile(r"[a-z]+|\d+")
_CONTINUED = re.compile(r"\s?[(\[]?\b(?:continued|cont\.?|cont'd|contd)[)\]]?\s?\Z", re.IGNORECASE)

# Words that titles of every section share: they neither help nor harm.
_COMMON = frozenset(
    [
        "the",
        "a",
        "an",
        "of",
        "for",
        "and",
        "to",
        "in",
        "on",
        "at",
        "with",
        "by",
        "or",
        "which",
        "as",
        "that",
        "is",
        "are",
        "be",
        "this",
        "their",
        "his",
        "her",
        "its",
        "our",
        "any",
        "other",
        "all",
        "child",
        "children",
        "s",
        "young",
        "person",
        "people",
        "my",
        "me",
        "i",
        "we",
        "you",
        "your",
        "name",
        "section",
        "part",
        "ehc",
        "plan",
        "education",
        "health",
        "care",
        "sen",
        "send",
        "special",
        "educational",
        "related",
        "relating",
        "relate",
        "required",
        "reasonably",
        "difficulties",
        "disabilities",
        "disability",
        "learning",
        "result",
        "resulting",
        "having",
        "from",
        "under",
        "made",
        "must",
        "may",
        "need",
        "needed",
        "including",
        "includes",
        "details",
        "and/or",
        "d",
        "if",
        "appropriate",
        "where",
        "following",
        "information",
        "about",
        "parent",
        "parents",
        "family",
        "and",
        "his",
        "her",
        "carers",
        "carer",
        "student",
        "pupil",
        "learner",
        "what",
        "how",
        "who",
        "will",
        "would",
        "like",
        "continued",
        "act",
    ]
)
_STATEMENT = re.compile(
    r"(?:of (?:this|the|my|his|her)|sets? out|describes?|details?|contains?|lists?|explains?|should|must|will|is|are|was|has|and|or|"
    r"covers?|includes?|shows?|says?|tells?|gives?|refers?|applies|above|below|to|for|in|on|with|needs|may|can)\b"
)


@dataclass(frozen=True, slots=True)
class Named:
    """A line that may name a section. `others` are further codes it names ("Sections E and F").

    `manner` is "section" (says the word Section), "letter" (a letter before or behind a title), "title", or
    "company" (a letter before words that are no title: a heading only where its neighbours look alike).
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
    text = _CONTINUED.sub("", text)
    text, in_contents = _without_page_number(text)
    for read in (_by_section_word, _by_letter_ahead, _by_letter_behind, _by_title):
        named = read(text)
        if named is not None:
            if in_contents:
                return Named(named.code, named.manner, named.agreement, named.certainty, named.others, True)
            return named
    return None


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
    agreement = max(_agreement(each, rest) for each in (code, *others))
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
    agreement = _agreement(code, rest)
    marked = not found["mark"].isspace()
    if agreement >= (0.5 if marked else 0.75) and len(rest) <= 220:
        return Named(code, "letter", agreement, 4.0 if marked else 3.0)
    # A letter before words of the authority's own: worth something only in the company of its like.
    if marked and agreement >= 0 and len(rest) <= LONGEST_TITLE and len(rest.split()) >= 2:
        return Named(code, "company", agreement, COMPANY)
    return None


def _by_letter_behind(text: str) -> Named | None:
    ending = max(0, len(text) - LONGEST_ENDING)
    found = _LETTER_LAST.search(text, ending)
    if found is None or found.start() < 2:
        return None
    rest = text[: found.start()].strip()
    code = _code(found["letter"] or found["last"], found["digit"] or found["number"], rest)
    agreement = _agreement(code, rest)
    words = len(rest.split())
    if words > 25 or (agreement < 0.4 and words > 6):
        return None
    return Named(code, "letter", agreement, 4.0 if agreement >= 0.4 else 2.0)


def _by_title(text: str) -> Named | None:
    if len(text) > LONGEST_TITLE or text.endswith((".", ";", ",", "?")):
        return None
    code, agreement = best_title(text)
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


# --- Titles -----------------------------------------------------------------------------------


def _stems(text: str) -> list[str]:
    return [_stem(word) for word in _WORD.findall(text.lower().replace("’", "'").replace("'s", "").replace("-", ""))]


def _stem(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


_COMMON_STEMS = frozenset(_stem(word) for word in _COMMON)
_SYNONYMS: tuple[tuple[str, frozenset[str]], ...] = tuple(
    (section.code, frozenset(_stems(words)))
    for section in (*SECTIONS, SOCIAL_CARE_TOGETHER)
    for words in (*section.synonyms, section.title)
)
# What tells look-alikes apart: a title of this section says one of these, and none of those.
_MUST: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "A": (
        frozenset(
            [
                "view",
                "interest",
                "aspiration",
                "wishe",
                "story",
                "hope",
                "dream",
                "profile",
                "feeling",
                "history",
                "me",
                "matter",
            ]
        ),
        frozenset(["provision"]),
    ),
    "B": (
        frozenset(["need", "strength", "difficulty", "hard"]),
        frozenset(["health", "social", "provision", "outcome", "care", "support"]),
    ),
    "C": (frozenset(["health", "healthcare", "medical"]), frozenset(["provision", "social", "support"])),
    "D": (frozenset(["social", "care"]), frozenset(["provision", "health", "support"])),
    "E": (frozenset(["outcome", "goal", "target", "achieve"]), frozenset(["provision"])),
    "F": (frozenset(["provision", "support", "help"]), frozenset(["health", "social", "care", "healthcare"])),
    "G": (frozenset(["health", "healthcare", "medical"]), frozenset(["social", "need"])),
    "H": (frozenset(["social", "care"]), frozenset(["health", "need"])),
    "H1": (frozenset(["social", "care", "1970", "chronically", "csdpa"]), frozenset(["health"])),
    "H2": (frozenset(["social", "care"]), frozenset(["health", "1970", "chronically", "csdpa"])),
    "I": (
        frozenset(["placement", "school", "setting", "institution", "where", "college"]),
        frozenset(["provision", "need"]),
    ),
    "J": (frozenset(["budget", "payment"]), frozenset()),
    "K": (frozenset(["advice", "appendice", "appendix", "report", "evidence"]), frozenset()),
}
_PROVISION = frozenset(("provision", "support", "help", "budget"))
_TELLING = frozenset[str]().union(*(must for must, _ in _MUST.values()))
_BY_WORD: dict[str, tuple[int, ...]] = {
    word: tuple(number for number, (_, synonym) in enumerate(_SYNONYMS) if word in synonym)
    for word in frozenset[str]().union(*(synonym for _, synonym in _SYNONYMS))
}


def _titles(text: str) -> tuple[tuple[str, float], ...]:
    """How well a line reads as the title of each section that it could be, best first."""
    stems = _stems(text[:240])
    words = frozenset(stems)
    if words.isdisjoint(_TELLING):
        return ()
    scores: dict[str, float] = {}
    for number in sorted({number for word in words for number in _BY_WORD.get(word, ())}):
        code, synonym = _SYNONYMS[number]
        shared = len(words & synonym)
        must, must_not = _MUST[code]
        if not words & must or (words & must_not and not _excused(code, words)):
            continue
        missing = len(synonym) - shared
        strange = len(words - synonym - _COMMON_STEMS)
        score = shared / (shared + missing + 0.8 * strange)
        if score > scores.get(code, 0.0):
            scores[code] = score
    return tuple(sorted(scores.items(), key=lambda each: -each[1]))


def _excused(code: str, words: frozenset[str]) -> bool:
    """Statutory titles name their neighbours: "health needs which relate to special educational needs"."""
    if code == "G":
        return bool(words & _PROVISION)
    if code in ("H", "H1", "H2"):
        return bool(words & _PROVISION) and not ("health" in words and "social" not in words)
    if code == "F":
        return "special" in words and "educational" in words and "social" not in words and "health" not in words
    return False


def best_title(text: str) -> tuple[str, float]:
    """The section whose title this line reads like, and how well (0 to 1). Answers ("", 0.0) for none."""
    titles = _titles(text)
    if not titles:
        return "", 0.0
    code, score = titles[0]
    # Two sections equally like it: the line names neither.
    if len(titles) > 1 and titles[1][1] > 0.95 * score and {code, titles[1][0]} - {"H", "H1", "H2"}:
        return "", 0.0
    return code, score


def _agreement(code: str, title: str) -> float:
    """How well a title fits a code: 0 to 1, or -1 when it clearly is the title of another section."""
    titles = dict(_titles(title))
    family = ("H", "H1", "H2") if code[0] == "H" else (code,)
    own = max((titles.get(each, 0.0) for each in family), default=0.0)
    best = max(titles.values(), default=0.0)
    if own < 0.25 and best >= 0.75:
        return -1.0
    return own


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
