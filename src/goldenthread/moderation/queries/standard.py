"""The parts of the moderation page: a standard with its fields and quotes, a line of the rail, an item to choose."""

from dataclasses import dataclass

from ehcp.screening.document import FOOTNOTE, Document
from goldenthread.moderation.models import Evidence, Judgement
from goldenthread.toolkit.standards import Question


@dataclass(frozen=True)
class FieldState:
    """A field as the page draws it: its value, and the version that the next save must name."""

    value: str = ""
    version: int = 0


@dataclass(frozen=True)
class Chip:
    """A quote under its standard."""

    pk: int
    quote: str
    ref: str
    block: int
    start: int
    end: int
    is_removed: bool = False
    is_item: bool = False

    @property
    def cited(self) -> str:
        """ "item F1": the plan's own number, which is not the code of a standard."""
        return f"item {self.ref}" if self.is_item else self.ref

    @property
    def key(self) -> str:
        return f"e{self.pk}"


@dataclass(frozen=True)
class Standard:
    """One line of the right side, or the open box. `lacks` says in a word what an answered one still lacks."""

    question: Question
    url: str
    judgement: Judgement | None
    lacks: str = ""
    is_open: bool = False
    is_skipped: bool = False
    chips: tuple[Chip, ...] = ()

    @property
    def answer(self) -> str:
        return self.judgement.answer if self.judgement else ""

    @property
    def fields(self) -> dict[str, FieldState]:
        one = self.judgement
        names = ("answer", "comment", "origin", "origin_service", "origin_document", "who_should_act")
        if one is None:
            return {name: FieldState() for name in names}
        return {name: FieldState(getattr(one, name), int(one.versions.get(name, 0))) for name in names}


@dataclass(frozen=True)
class RailItem:
    code: str
    name: str
    url: str
    state: str
    words: str
    current: bool


@dataclass(frozen=True)
class Item:
    """A block of the section, to be chosen whole as evidence."""

    block: int
    words: str


@dataclass(frozen=True)
class Next:
    """Where "Save and next" leads, and what the button says."""

    label: str
    url: str
    is_points: bool = False


def reference_of(document: Document, block: int) -> str:
    """How people cite a place: "F1.2" for an item that the plan numbers, "F, note 2" for a footnote. Else nothing.

    A footnote's number is its own: "F2" would be another item.
    """
    one = document.blocks[block]
    if one.part == FOOTNOTE:
        section = document.section_of(block) or ""
        return f"{section}, note {one.number}".strip(", ") if one.number else f"{section}, a note".strip(", ")
    return document.item_reference(block) or ""


def chip_of(one: Evidence) -> Chip:
    return Chip(
        one.pk,
        one.quote,
        one.item or one.section,
        one.block,
        one.start,
        one.end,
        is_removed=one.removed_at is not None,
        is_item=bool(one.item) and "note" not in one.item,
    )
