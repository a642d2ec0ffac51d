"""English as plans are written in it: sentences, quoted speech, long words, letters that stand for words.

Everything counts offsets into the text it was given. Runs on folded text (`PlanText.folded`): quote marks are straight.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from ehcp.screening.item import Item
from ehcp.screening.words import entries

if TYPE_CHECKING:
    from ehcp.screening.plan_text import PlanText

Range = tuple[int, int]

# --- Sentences --------------------------------------------------------------------------------

# Patterns begin with a set of letters, not with a look around: the search then leaps from one to the next.
_BREAK = re.compile(r"[\n.!?](?:(?<=\n)\n{0,9}|[.!?]{0,2}[\"')\]]{0,2}(?= {1,2}[\"'(\[]?[A-Z0-9£]))")
_WORD = re.compile(r"[A-Za-z0-9]+(?:['-][A-Za-z0-9]+)*")
_INITIAL = re.compile(r"(?:^|[ .(\"])[A-Z]$")
_NUMBER_IN_FRONT = re.compile(r"^[(]?[A-Z]{0,2}\d{0,3}(?:\.\d{1,3}){0,3}[)]?$")


def sentences(text: str) -> list[Range]:
    """Where each sentence begins and ends. A line always ends one; "Dr", "e.g." and initials do not."""
    found: list[Range] = []
    start = 0
    for stop in _BREAK.finditer(text):
        if stop.group()[0] == "\n":
            end = stop.start()
        elif stop.group() == "." and _is_abbreviation(text, start, stop.start()):
            continue
        else:
            end = stop.end()
        _add(found, text, start, end)
        start = stop.end()
    _add(found, text, start, len(text))
    return found


def _add(found: list[Range], text: str, start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    if start < end:
        found.append((start, end))


def _is_abbreviation(text: str, start: int, stop: int) -> bool:
    before = text[max(start, stop - 12) : stop]
    word = before.rsplit(None, 1)[-1].lstrip("(\"'").lower() if before.strip() else ""
    if word in _abbreviations() or _INITIAL.search(before):
        return True
    # "1." or "F1.2." that opens a line is its number.
    return stop - start < 10 and _NUMBER_IN_FRONT.match(text[start:stop].strip()) is not None


def _abbreviations() -> frozenset[str]:
    return frozenset(entries("abbreviations"))


def words(text: str) -> list[str]:
    """Its words; a number is one, "one-to-one" is one."""
    return _WORD.findall(text)


# --- Quoted speech ----------------------------------------------------------------------------

# A quotation stays within its line; an apostrophe within a word or after one ("the boys' coats") opens nothing.
_QUOTED = re.compile(
    r"[\"'](?:(?<=\")[^\"\n]{1,1500}\"|(?<=')(?<![\w.,]')(?=[A-Za-z])[^'\n]{1,200}(?:'\w[^'\n]{0,200}){0,20}'(?!\w))"
)


def quotations(text: str) -> list[Range]:
    """Where words stand in quote marks, the marks included."""
    return [quote.span() for quote in _QUOTED.finditer(text)]


# --- Long words -------------------------------------------------------------------------------

_VOWELS = re.compile(r"[aeiouy]+")
_SILENT = re.compile(r"(?:[^laeiouy]e|[^aeiouytd]ed|[^aeiouyscxzg]es|[^cshxg]hes|eless|ely|ement)$")


def syllables(word: str) -> int:
    """How many syllables a word has, near enough for counting over a sentence."""
    word = word.lower()
    count = len(_VOWELS.findall(word)) + len(re.findall(r"i[ao]|eo|ua(?!l?l?y)|[^q]uo", word))
    count -= len(re.findall(r"[tcs]io|[tc]ia|geo|quo", word))
    if _SILENT.search(word):
        count -= 1
    return max(1, count)


def grade_of(text: str) -> float:
    """The Flesch-Kincaid school grade of one sentence: years of schooling beyond Year 1, roughly."""
    found = [word for word in words(text) if word[0].isalpha()]
    if not found:
        return 0.0
    return 0.39 * len(found) + 11.8 * sum(map(syllables, found)) / len(found) - 15.59


# --- Letters that stand for words -------------------------------------------------------------

_LETTERS = re.compile(r"[A-Z](?<!\w[A-Z])(?:[A-Z]{1,6}|[a-z]?[A-Z]{1,4}[a-z]?[A-Z]?[a-z]?)(?=s?\b)(?!\d)")
_SMALL_WORDS = frozenset("of and the for in with to a an on at by".split())


def letters(text: str) -> list[Range]:
    """Where letters stand for words ("ELSA", "SaLT"), the s of a plural left out."""
    return [found.span() for found in _LETTERS.finditer(text) if sum(c.isupper() for c in found.group()) >= 2]


def spells_out(acronym: str, phrase: str) -> bool:
    """Whether the first letters of a phrase's words give the acronym; small words may be passed over."""
    wanted = acronym.lower()
    found = [word.lower() for part in words(phrase) for word in part.split("-")]
    return _gives(wanted, found)


def _gives(wanted: str, found: list[str]) -> bool:
    if not wanted:
        return all(word in _SMALL_WORDS for word in found)
    if not found:
        return False
    first, rest = found[0], found[1:]
    if first in _SMALL_WORDS and _gives(wanted, rest):
        return True
    # SaLT takes two letters of a word, TEACCH one of each.
    return any(first.startswith(wanted[:n]) and _gives(wanted[n:], rest) for n in (1, 2) if len(wanted) >= n)


# --- One plan ---------------------------------------------------------------------------------


class Reading:
    """What the checks ask of one plan's language, worked out once."""

    def __init__(self, plan: PlanText) -> None:
        self.text = plan.folded
        self._items = sorted(
            ((start, end, item) for item in plan.items for start, end in item.spans), key=lambda x: x[:2]
        )
        self._item_starts = [start for start, _, _ in self._items]
        document = plan.document
        self.headings = frozenset(
            start for block, start in zip(plan.blocks, plan.starts, strict=True) if document.blocks[block].is_heading
        )

    @cached_property
    def lowered(self) -> str:
        """The folded text in lower case, at the same length."""
        lowered = self.text.lower()
        return (
            lowered
            if len(lowered) == len(self.text)
            else "".join(c.lower() if len(c.lower()) == 1 else c for c in self.text)
        )

    @cached_property
    def sentences(self) -> list[Range]:
        return sentences(self.text)

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [start for start, _ in self.sentences]

    def sentence_at(self, offset: int) -> Range:
        """The sentence in which an offset stands."""
        row = bisect_right(self._sentence_starts, offset) - 1
        return self.sentences[max(row, 0)]

    def sentences_in(self, start: int, end: int) -> list[Range]:
        """The sentences that begin within a stretch."""
        row = bisect_right(self._sentence_starts, start - 1)
        last = bisect_right(self._sentence_starts, end - 1)
        return self.sentences[row:last]

    @cached_property
    def quotations(self) -> list[Range]:
        return quotations(self.text)

    @cached_property
    def _quotation_starts(self) -> list[int]:
        return [start for start, _ in self.quotations]

    def is_quoted(self, offset: int) -> bool:
        """Whether an offset stands in quote marks: somebody's own words are never policed."""
        row = bisect_right(self._quotation_starts, offset) - 1
        return row >= 0 and offset < self.quotations[row][1]

    def item_at(self, offset: int) -> Item | None:
        """The item to which an offset belongs."""
        row = bisect_right(self._item_starts, offset) - 1
        # A stretch that ends late may hold a later, shorter one: look a little further back.
        for start, end, item in reversed(self._items[max(row - 3, 0) : row + 1]):
            if start <= offset < end:
                return item
        return None

    def line_at(self, offset: int) -> Range:
        """The line (block) in which an offset stands."""
        start = self.text.rfind("\n", 0, offset) + 1
        end = self.text.find("\n", offset)
        return start, end if end >= 0 else len(self.text)


_readings: WeakKeyDictionary[PlanText, Reading] = WeakKeyDictionary()


def reading_of(plan: PlanText) -> Reading:
    """The language of a plan, kept for as long as the plan itself is and no longer."""
    found = _readings.get(plan)
    if found is None:
        found = _readings[plan] = Reading(plan)
    return found
