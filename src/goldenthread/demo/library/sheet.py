"""The furniture of a page, before it becomes Word or PDF: paragraphs, tables, boxes, and the look they wear."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from .tracking import DELETED, INSERTED, PLAIN


@dataclass(slots=True)
class Run:
    """Words in one dress. `note` hangs a footnote on them; `change` is inserted, deleted or nothing."""

    text: str
    bold: bool = False
    italic: bool = False
    note: str = ""
    change: str = ""


@dataclass(slots=True)
class Para:
    """A paragraph in a named look. `numbered` is a list (`B`, `bullet`) in Word; `label` its printed number.

    `comment` hangs a comment in the margin of a Word file.
    """

    runs: list[Run]
    look: str = "body"
    numbered: str = ""
    label: str = ""
    comment: str = ""

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs if run.change != "deleted")


@dataclass(slots=True)
class Cell:
    paras: list[Para]
    across: int = 1
    down: int = 1
    shade: str = ""


@dataclass(slots=True)
class Table:
    """Rows of cells; a cell that reaches down stands only in its first row. `widths` are shares of the page."""

    rows: list[list[Cell]]
    widths: Sequence[float]
    head_rows: int = 0
    ruled: bool = True


@dataclass(slots=True)
class Box:
    """A text box at the side of the page."""

    paras: list[Para]


@dataclass(slots=True)
class Control:
    """A content control: a named field of the form, with what was typed into it."""

    title: str
    blocks: list[Para | Table]


@dataclass(slots=True)
class PageBreak:
    pass


Block = Para | Table | Box | Control | PageBreak


@dataclass(slots=True)
class Look:
    size: float
    bold: bool = False
    italic: bool = False
    colour: str = "000000"
    before: float = 0
    after: float = 4
    indent: float = 0
    shade: str = ""
    centred: bool = False
    outline: int = 0
    keep_with_next: bool = False


@dataclass(slots=True)
class Theme:
    """The dress of a style: fonts, colours, and a `Look` for each kind of paragraph (sizes in points)."""

    font: str
    pdf_font: str
    looks: dict[str, Look]
    rule: str = "7F7F7F"
    landscape: bool = False
    margin: float = 56


@dataclass(slots=True)
class Sheet:
    title: str
    theme: Theme
    blocks: list[Block]
    header: str = ""
    footer: str = ""
    subject: str = ""
    comments: list[str] = field(default_factory=list)


def runs(text: str, bold: bool = False, italic: bool = False) -> list[Run]:
    """One run, or several where the text carries tracked changes."""
    if DELETED not in text and INSERTED not in text:
        return [Run(text, bold, italic)]
    told, change, start = [], "", 0
    for place, letter in enumerate(text):
        if letter in (INSERTED, DELETED, PLAIN):
            if place > start:
                told.append(Run(text[start:place], bold, italic, change=change))
            change = {INSERTED: "inserted", DELETED: "deleted", PLAIN: ""}[letter]
            start = place + 1
    if start < len(text):
        told.append(Run(text[start:], bold, italic, change=change))
    return told


def para(text: str, look: str = "body", bold: bool = False, italic: bool = False) -> Para:
    return Para(runs(text, bold, italic), look)


def labelled(label: str, text: str, look: str = "body") -> Para:
    """`Label: text`, with the label in bold."""
    return Para([Run(label, True), *runs(text)], look)


def bullet(text: str) -> Para:
    return Para(runs(text), "bullet", "bullet", "\u2022")


def cell(
    *texts: str | Para, look: str = "cell", bold: bool = False, across: int = 1, down: int = 1, shade: str = ""
) -> Cell:
    paras = [text if isinstance(text, Para) else para(text, look, bold) for text in texts]
    return Cell(paras or [para("", look)], across, down, shade)
