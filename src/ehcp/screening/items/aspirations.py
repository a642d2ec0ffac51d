"""Aspirations of A: hopes and wishes for the future, told by others or said by the child."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ehcp.screening.item import Kind
from ehcp.screening.items import wording
from ehcp.screening.items.lines import Line
from ehcp.screening.items.sentences import sentences

if TYPE_CHECKING:
    from ehcp.screening.items.making import Walk

# What a child says aloud is mostly about today. A wish begins with "I want", "I'd like", or looks to when they are grown up.
_ALOUD = re.compile(
    r"\b(?<!what )(?:(?:i|we) (?:really |just |still |also )?(?:want|wanna|wish|hope)|i(?:'| woul)?d (?:really |quite )?(?:like|love)|(?:i|we) would (?:like|love)|we'd (?:like|love)|(?:my|our) (?:hope|dream|wish|goal|ambition) (?:is|would be))\b|"
    r"\bwhat i (?:want|wanna|would like|'d like) [a-z ]{0,20}is\b|\bwhen (?:i|he|she|they)(?:'m| am| is| are|'s|'re)? (?:all )?(?:grow up|grown|big|bigger|older|leave)\b|"
    r"\bi(?:'m| am|'ll| was| will) (?:be |gonna |going to )+(?:be |a |an |have )|\bif i had [^.]{3,60} i'?d\b|"
    # Note form: "me big school", "want to drive chair".
    r"\A\W*+(?:me (?!and\b|too\b|n\b|do\b|not\b|like\b|good\b|happy\b|sad\b|tired\b|big\b(?! [a-z]))[a-z]+|wan(?:t|na) (?!nothing|you|people)[a-z]+)"
)
# What they want of others, or want no more of, is a word about today.
_OF_TODAY = re.compile(
    r"\b(?:want|wanna|like|love|wish|hope) (?:you|people|teachers?|staff|adults|everyone|everybody|them|nobody|it) (?:all )?(?:to|not|would|could)\b|\bi (?:do not|don'?t|dont) want|"
    r"\bi want (?:like )?(?:more|less|some|no|help|a bit|quiet|a break|it to|it)\b|\b(?:don'?t|dont|not) (?:want|wanna)\b"
)
_AND_SO = re.compile(r"\A\W*+and (?:to )?(?:live|have|be|go|get|do|work|own|travel|move|stay|learn|drive|play)\b")
# A second wish of a sentence has its own "that", or its own wishing.
_SECOND = re.compile(
    r", and (?=that )|(?:,|;)? and (?=(?:(?:he|she|they) )?(?:wants to|hopes to|would (?:also )?(?:like|love) (?!you|people)))|"
    r" & (?=(?:to )?(?:have|be|live|go|get|work|own|do)\b)"
)
_SECOND_OF_BULLET = re.compile(r" and (?=wants? to |would like to )")
_SMALL = re.compile(r"[.!?] (?=(?:i|i'm|i'd|id|me|want|wanna|when i|and) [a-z])")
_QUOTE = re.compile(r'"[^"]{0,1500}"?')


def read_aspirations(walk: Walk, line: Line, start: int, label: str) -> None:
    """Each hope or wish of a line is one; what the child likes is none."""
    low = walk.low[start : line.end]
    is_hopes = walk.mode == "hopes"
    whole = (bool(line.block.number) and not label) or is_hopes
    if whole and not (low.count(". ") and (is_hopes or wording.TO_DO.match(low))):
        groups = [(start, line.end)] if low.count(". ") < 2 else list(sentences(walk.plan.folded, start, line.end))
    else:
        groups = list(sentences(walk.plan.folded, start, line.end))
    groups = [part for group in groups for part in _said_on(walk.low, *group)]
    told = low if is_hopes else wording.QUOTED.sub(lambda quote: " " * len(quote[0]), low)
    aloud = _aloud(low)
    wished = False
    for begins, finish in groups:
        words = told[begins - start : finish - start]
        said = aloud[begins - start : finish - start]
        hope = bool(wording.HOPE.search(words)) and not wording.NOT_HOPE.search(words)
        wished = hope or _is_wish(said, wished)
        if wished or (
            (is_hopes and whole and (len(groups) == 1 or wording.TO_DO.match(words)))
            or (line.block.number and wording.TO_DO.match(words))
        ):
            second = (
                _SECOND_OF_BULLET.search(walk.low, begins, finish)
                if whole
                else _SECOND.search(walk.low, begins, finish)
            )
            if second is None:
                walk.add(line, begins, finish, Kind.ASPIRATION, label)
            else:
                walk.add(line, begins, second.start(), Kind.ASPIRATION, label)
                walk.add(line, second.end(), finish, Kind.ASPIRATION, label)


def _said_on(low: str, begins: int, finish: int) -> list[tuple[int, int]]:
    """The sentences of somebody who writes no capitals: "i hate maths. i want a dog"."""
    parts = []
    for stop in _SMALL.finditer(low, begins, finish):
        parts.append((begins, stop.start() + 1))
        begins = stop.end()
    return [*parts, (begins, finish)]


def _is_wish(said: str, wished: bool) -> bool:
    """Whether words said aloud are a wish; "And live with friends" goes on with the wish before it."""
    if not said.strip():
        return False
    return (_ALOUD.search(said) is not None and _OF_TODAY.search(said) is None) or (
        wished and _AND_SO.match(said) is not None
    )


def _aloud(low: str) -> str:
    """What is said in quote marks, each letter in its place; blanks for all else."""
    if '"' not in low:
        return " " * len(low)
    letters = [" "] * len(low)
    for quote in _QUOTE.finditer(low):
        letters[quote.start() : quote.end()] = low[quote.start() : quote.end()].replace('"', " ")
    return "".join(letters)
