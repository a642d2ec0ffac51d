"""How well a line reads as the title of a section, whatever words an authority's template has for it."""

from __future__ import annotations

import re

from ehcp.vocabulary import SECTIONS, SOCIAL_CARE_TOGETHER

_NAME = re.compile(r"\b([A-Z][A-Za-z-]{1,24})['’][sS]\b|\b(?:for|of|FOR|OF) ([A-Z][A-Za-z-]{1,24})\Z")
_WORD = re.compile(r"[a-z]+|\d+")
# Words that titles of every section share: they neither help nor harm.
_COMMON = frozenset(
    (
        "the a an of for and to in on at with by or which as that is are be this their his her its our any "
        "other all child children s young person people my me i we you your name section part ehc plan "
        "education health care sen send special educational related relating relate required reasonably "
        "difficulties disabilities disability learning result resulting having from under made must may need "
        "needed including includes details and/or d if appropriate where following information about parent "
        "parents family carers carer student pupil learner what how who will would like continued act "
    ).split()
)


def _plain(text: str) -> str:
    return text.lower().replace("’", "'").replace("'s", "").replace("-", "")


def _stems(text: str) -> list[str]:
    return [_stem(word) for word in _WORD.findall(_plain(text))]


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
# As they stand in a line, with and without their plural s: most lines of a plan hold none of them, and are done with.
_TELLING_AS_WRITTEN = frozenset(
    written for word in _TELLING for written in (word, f"{word}s") if _stem(written) in _TELLING
)
_BY_WORD: dict[str, tuple[int, ...]] = {
    word: tuple(number for number, (_, synonym) in enumerate(_SYNONYMS) if word in synonym)
    for word in frozenset[str]().union(*(synonym for _, synonym in _SYNONYMS))
}


def stems_of(text: str) -> list[str]:
    """The words of a title without their plural s."""
    return _stems(text[:240])


def is_common(stem: str) -> bool:
    """Whether titles of every section share this word."""
    return stem in _COMMON_STEMS


def _names(text: str) -> frozenset[str]:
    """A child's name in a title: "Wren's placement", "Outcomes for Wren". No word of the field is one."""
    found = (name for pair in _NAME.findall(text[:240]) for name in pair if name)
    return frozenset(
        stem for name in found for stem in _stems(name) if stem not in _BY_WORD and stem not in _COMMON_STEMS
    )


# More words of names than this stand in no title.
MOST_OF_A_NAME = 8


def _titles(text: str, least: float = 0.0) -> tuple[tuple[str, float], ...]:
    """How well a line reads as the title of each section that it could be, best first."""
    written = _WORD.findall(_plain(text[:240]))
    if _TELLING_AS_WRITTEN.isdisjoint(written):
        return ()
    words = frozenset(map(_stem, written))
    # A line of many words of which few are known is no title, whoever's name stands in it: a name is one or two words.
    known = len(words & _BY_WORD.keys())
    if known < least * (known + 0.8 * (len(words - _BY_WORD.keys() - _COMMON_STEMS) - MOST_OF_A_NAME)):
        return ()
    words -= _names(text)
    known = len(words & _BY_WORD.keys())
    # No title can be worth more than this, and most lines of a plan are far from any.
    if known < least * (known + 0.8 * len(words - _BY_WORD.keys() - _COMMON_STEMS)):
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


def best_title(text: str, least: float = 0.4) -> tuple[str, float]:
    """The section whose title this line reads like, and how well (`least` to 1). Answers ("", 0.0) for none."""
    titles = _titles(text, least)
    if not titles:
        return "", 0.0
    code, score = titles[0]
    # Two sections equally like it: the line names neither.
    if len(titles) > 1 and titles[1][1] > 0.95 * score and {code, titles[1][0]} - {"H", "H1", "H2"}:
        return "", 0.0
    return code, score


def agreement_with(code: str, title: str) -> float:
    """How well a title fits a code: 0 to 1, or -1 when it clearly is the title of another section."""
    titles = dict(_titles(title))
    family = ("H", "H1", "H2") if code[0] == "H" else (code,)
    own = max((titles.get(each, 0.0) for each in family), default=0.0)
    best = max(titles.values(), default=0.0)
    if own < 0.25 and best >= 0.75:
        return -1.0
    return own
