"""Places in a plan: making one from a quote, checking it, and finding it again in a newer version."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ehcp.screening.normalise import folded, normalise

if TYPE_CHECKING:
    from ehcp.screening.document import Document

# How many characters of the neighbourhood an anchor remembers, on each side.
CONTEXT = 40
# A quote of fewer words than this could be anywhere: it is found again only with its neighbourhood.
WORDS_THAT_STAND_ALONE = 4
NEIGHBOURHOOD = 8
LONGEST_QUOTE = 20_000


@dataclass(frozen=True)
class Anchor:
    """A place in a plan that can be found again: `block.text[start:end] == quote`, always."""

    block: int
    start: int
    end: int
    quote: str
    prefix: str = ""
    suffix: str = ""

    def to_json(self) -> list[Any]:
        return [self.block, self.start, self.end, self.quote, self.prefix, self.suffix]

    @classmethod
    def from_json(cls, value: list[Any]) -> Anchor:
        """Raises ValueError when the value is not an anchor."""
        try:
            block, start, end, quote, prefix, suffix = value
        except TypeError as error:
            raise ValueError("not an anchor") from error
        if not all(isinstance(number, int) for number in (block, start, end)):
            raise ValueError("an anchor needs whole numbers")
        if not all(isinstance(words, str) for words in (quote, prefix, suffix)):
            raise ValueError("an anchor needs text")
        return cls(block, start, end, quote, prefix, suffix)


def anchor_at(document: Document, block: int, start: int, end: int) -> Anchor:
    """The anchor of `text[start:end]` of a block. Raises ValueError when that is empty or outside the text."""
    if not 0 <= block < len(document.blocks):
        raise ValueError("no such block")
    text = document.blocks[block].text
    if not 0 <= start < end <= len(text):
        raise ValueError("no such stretch of text")
    return Anchor(block, start, end, text[start:end], text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT])


def anchor_holds(document: Document, anchor: Anchor) -> bool:
    """Whether the anchor's quote stands exactly where the anchor says."""
    if not 0 <= anchor.block < len(document.blocks) or not anchor.quote or anchor.start < 0:
        return False
    return document.blocks[anchor.block].text[anchor.start : anchor.end] == anchor.quote


def locate(document: Document, quote: str, *, section: str | None = None, near: int | None = None) -> Anchor | None:
    """The place of a pasted quote, or None when the plan does not say it.

    White space, quote marks and dashes may differ; words and letters may not. `section` is a section
    code to look in; `near` the number of the block to prefer when the words stand in several places.
    The anchor's quote is the plan's own wording. A quote that runs over several blocks: `locate_all`.
    """
    for wanted in _ways_to_write(quote):
        places = list(_occurrences(document, wanted, section))
        if places:
            best = places[0] if near is None else min(places, key=lambda place: abs(place[0] - near))
            return anchor_at(document, *best)
    return None


def locate_all(document: Document, quote: str, *, section: str | None = None, near: int | None = None) -> list[Anchor]:
    """The places of a quote of several lines, one anchor for each block; empty when any line is not found."""
    whole = locate(document, quote, section=section, near=near)
    if whole is not None:
        return [whole]
    anchors: list[Anchor] = []
    for line in normalise(quote[:LONGEST_QUOTE]).split("\n"):
        if not line.strip():
            continue
        anchor = locate(document, line, section=section, near=anchors[-1].block if anchors else near)
        if anchor is None:
            return []
        anchors.append(anchor)
    return anchors


def reanchor(document: Document, anchor: Anchor) -> Anchor | None:
    """The same words in a newer version of the plan, or None when they have changed.

    Where they stand more than once the neighbourhood decides, then the nearest place. A quote of a
    word or three is found again only where its neighbourhood stands too.
    """
    if anchor_holds(document, anchor) and _likeness(document, anchor, (anchor.block, anchor.start, anchor.end)) > 0:
        return anchor_at(document, anchor.block, anchor.start, anchor.end)
    wanted = folded(normalise(anchor.quote))
    if not wanted:
        return None
    scored = [(_likeness(document, anchor, place), place) for place in _occurrences(document, wanted, None)]
    if not scored:
        return None
    likeness, place = max(scored, key=lambda each: (each[0], -abs(each[1][0] - anchor.block)))
    needed = min(NEIGHBOURHOOD, len(anchor.prefix) + len(anchor.suffix))
    if likeness < needed and len(wanted.split()) < WORDS_THAT_STAND_ALONE:
        return None
    return anchor_at(document, *place)


def _ways_to_write(quote: str) -> Iterator[str]:
    """The quote as pasted, then without the quote marks or dots somebody put round it."""
    as_pasted = folded(normalise(quote[:LONGEST_QUOTE]))
    if as_pasted:
        yield as_pasted
    bare = as_pasted.strip("\"' .\u2026")
    if bare and bare != as_pasted:
        yield bare


def _occurrences(document: Document, wanted: str, section: str | None) -> Iterator[tuple[int, int, int]]:
    """Places of folded words in the plan's own text, as (block, start, end)."""
    if section is None:
        stretches = ((block.index, 0, len(block.text)) for block in document.blocks if block.is_plan_text)
    else:
        found = document.section(section)
        stretches = iter([tuple(span) for span in found.spans] if found else [])  # type: ignore[assignment]  # three numbers each, which tuple() forgets
    for block, start, end in stretches:
        if end - start < len(wanted) or not document.blocks[block].is_plan_text:
            continue
        text = folded(document.blocks[block].text)
        at = text.find(wanted, start, end)
        while at >= 0:
            yield block, at, at + len(wanted)
            at = text.find(wanted, at + len(wanted), end)


def _likeness(document: Document, anchor: Anchor, place: tuple[int, int, int]) -> int:
    """How many characters of the remembered neighbourhood stand round this place."""
    block, start, end = place
    text = folded(document.blocks[block].text)
    before, after = text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]
    alike = _shared(folded(anchor.prefix)[::-1], before[::-1]) + _shared(folded(anchor.suffix), after)
    # A quote that was a whole block and is one still is as alike as it can be.
    return alike if anchor.prefix or anchor.suffix else int(not before and not after)


def _shared(one: str, other: str) -> int:
    count = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        count += 1
    return count
