"""What a sentence of a plan is about: "her ears hurt in the hall" and "a quiet place for lunch" are one matter.

The words are in `words/thread_matters.txt`. Every word is looked up once and remembered, so that reading a plan is a
matter of dictionaries.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection
from functools import cache
from importlib.resources import files
from typing import NamedTuple

WEAK = 0.4  # of a word that proves little by itself ("says", "change")
PHRASE = 2.0  # of words that mean it together ("low mood")
MOST = 2.0  # that one matter counts, however often it is named
NEAR = 0.25  # of a matter answered by one like it ("worry" by "feelings")
WORD = 0.4  # of a word two texts share, besides its matter

_TOKEN = re.compile(r"[a-z][a-z'-]*[a-z]|[0-9]+")
_ENDINGS = (
    "isation", "ations", "ation", "ingly", "fully", "ings", "ness", "ment", "edly", "ies", "ied", "ing", "ers", "est",
    "ed", "es", "er", "ly", "s", "y", "e",
)  # fmt: skip
# Words that any plan is full of: sharing them shows nothing.
_COMMON = frozenset(
    """the and for with that this his him her she they them their has have had will are was were been not but from into
    out off again its did does would should may might must can cannot can't could being one two three four five six seven
    eight nine ten each every any all some most more less very such other others another own same both about after before
    during over under between through without within because also only just how why what when where which while who than
    then there here still even ever never always often usually sometimes much many few several lot day days week weeks
    weekly daily month months monthly term terms half year years yearly morning mornings afternoon hour hours minute
    minutes mins time times once twice session sessions block spring summer autumn winter monday tuesday wednesday thursday
    friday saturday sunday january february march april june july august september october november december easter
    christmas child children pupil pupils young person people student students adult adults staff teacher teachers
    assistant assistants teaching class classes classroom school schools primary secondary nursery reception lesson lessons
    key stage end level group groups small individual individually one-to-one support supports supported supporting help
    helps helped need needs needed provision outcome outcomes target targets plan plans planned programme programmes work
    works working worked use uses used using make makes made take takes taken give gives given get gets getting goes going
    come comes set sets put puts keep keeps kept able ability difficulty difficulties find finds found way ways thing
    things something anything good well better best new first last next part parts long short area areas range develop
    improve improves improved increase expected per cent percent occasion occasions reviewed review reviews delivered led
    run taught teach training train therapist therapists therapy specialist show shows shown know knows known like want
    wants see start starts begins begun""".split()
)


class About(NamedTuple):
    """The matters of a text, each with how much of the text speaks of it, and the stems of its telling words."""

    matters: dict[str, float]
    stems: frozenset[str]
    weight: float


Phrase = tuple[tuple[str, ...], str]
Word = tuple[str, tuple[str, ...], float, tuple[Phrase, ...]]


class _Lexicon:
    def __init__(self, text: str) -> None:
        self.words: dict[str, set[str]] = defaultdict(set)
        self.beginnings: dict[str, set[str]] = defaultdict(set)
        self.phrases: dict[str, list[Phrase]] = defaultdict(list)
        self.near: dict[str, set[str]] = defaultdict(set)
        self.telling: set[str] = set()
        self.weak: set[str] = set()
        self.weak_beginnings: set[str] = set()
        for line in text.splitlines():
            name, colon, rest = line.partition(": ")
            if not colon or line[0] == "#":
                continue
            words = rest.split()
            if name == "near":
                for word in words:
                    self.near[word].update(other for other in words if other != word)
            elif name == "telling":
                self.telling.update(words)
            elif name == "weak":
                self.weak.update(word for word in words if word[-1] != "*")
                self.weak_beginnings.update(word[:-1] for word in words if word[-1] == "*")
            else:
                self._add(name, words)
        self.known: dict[str, Word] = {}

    def _add(self, matter: str, words: list[str]) -> None:
        for word in words:
            first, plus, rest = word.partition("+")
            if plus:
                self.phrases[first].append((tuple(rest.split("+")), matter))
            elif word[-1] == "*":
                self.beginnings[word[:-1]].add(matter)
            else:
                self.words[word].add(matter)

    def look_up(self, word: str) -> Word:
        """(stem, matters, weight, phrases it opens) of a word; no stem where it is a word of any plan."""
        found = self.known.get(word)
        if found is None:
            matters = set(self.words.get(word, ()))
            for length in range(3, len(word) + 1):
                matters |= self.beginnings.get(word[:length], set())
            is_weak = word in self.weak or any(word[:n] in self.weak_beginnings for n in range(3, len(word) + 1))
            stem = "" if len(word) < 3 or word in _COMMON or word[0].isdigit() else stem_of(word)
            found = stem, tuple(matters), WEAK if is_weak else 1.0, tuple(self.phrases.get(word, ()))
            if len(self.known) < 50_000:
                self.known[word] = found
        return found


@cache
def _lexicon() -> _Lexicon:
    return _Lexicon(files("ehcp.screening.words").joinpath("thread_matters.txt").read_text("utf-8"))


def telling() -> Collection[str]:
    """Matters that provision can hardly be about unless a need speaks of them."""
    return _lexicon().telling


def stem_of(word: str) -> str:
    """A word without its ending: "walking", "walked" and "walks" are one."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)]
            return word[:-1] if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "sl" else word
    return word


def about(low: str, names: Collection[str] = ()) -> About:
    """What a text in small letters with straight quotes is about. The child's own names say nothing."""
    lexicon = _lexicon()
    known = lexicon.known
    tokens = _TOKEN.findall(low)
    if "'s" in low:
        tokens = [token[:-2] if token[-2:] == "'s" else token for token in tokens]
    matters: dict[str, float] = {}
    stems = set()
    for at, token in enumerate(tokens):
        stem, found, weight, phrases = known.get(token) or lexicon.look_up(token)
        for rest, matter in phrases:
            following = tokens[at + 1 : at + 1 + len(rest)]
            if len(following) == len(rest) and all(map(_is, following, rest)):
                matters[matter] = matters.get(matter, 0.0) + PHRASE
        if token in names:
            continue
        for matter in found:
            matters[matter] = matters.get(matter, 0.0) + weight
        if stem:
            stems.add(stem)
    # However often a matter is named, it counts for so much.
    matters = {matter: amount if amount < MOST else MOST for matter, amount in matters.items()}
    return About(matters, frozenset(stems), sum(matters.values()))


def _is(word: str, wanted: str) -> bool:
    return word == wanted or (wanted[-1] == "*" and word.startswith(wanted[:-1]))


def answered(wanted: About, given: About, *, near: float = NEAR) -> float:
    """How much of what one text is about the other speaks of: 0 for nothing, 1 for all of it and more for shared words."""
    if not wanted.weight:
        return 0.0
    near_to, has = _lexicon().near, given.matters
    met = WORD * len(wanted.stems & given.stems) if wanted.stems else 0.0
    for matter, amount in wanted.matters.items():
        if matter in has:
            met += amount
        elif near and not near_to[matter].isdisjoint(has):
            met += near * amount
    return met / wanted.weight
