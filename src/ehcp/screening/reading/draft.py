"""Paragraphs as a reader hands them over, before anything is known about sections."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ehcp.screening.document import BODY, DELETED, FOOTNOTE, NONE, TEXTBOX, Block, Place


@dataclass(slots=True)
class Draft:
    """A paragraph with the looks that help to tell a heading: only the readers and `headings` see these."""

    text: str
    part: str = BODY
    style: str = ""
    number: str = ""
    level: int = 0  # heading level by style or outline, 0 for none
    list_level: int = 0
    table: Place | None = None
    revision: str = NONE
    page: int | None = None
    is_bold: bool = False
    is_large: bool = False
    is_shaded: bool = False
    size: int = 0  # of its letters, in half points; 0 where the reader does not say
    is_contents: bool = False  # inside a table of contents that says it is one

    @property
    def is_plan_text(self) -> bool:
        return self.revision != DELETED and self.part in (BODY, TEXTBOX, FOOTNOTE)

    @property
    def is_emphatic(self) -> bool:
        return self.is_bold or self.is_large or self.is_shaded or (self.text.isupper() and len(self.text) > 3)

    def to_block(self, index: int) -> Block:
        level = self.level or (2 if self.looks_like_a_subheading else 0)
        return Block(
            index=index,
            text=self.text,
            part=self.part,
            style=self.style,
            number=self.number,
            is_heading=level > 0,
            heading_level=level,
            list_level=self.list_level,
            table=self.table,
            revision=self.revision,
            page=self.page,
        )

    @property
    def looks_like_a_subheading(self) -> bool:
        """A short line that stands out, outside tables: "Communication and interaction" in bold."""
        return (
            self.table is None
            and self.part == BODY
            and (self.is_bold or self.is_large)
            and not self.number.startswith("•")
            and 2 < len(self.text) <= 90
            and self.text[-1] not in ".;,"
        )


@dataclass(slots=True)
class Raw:
    """What a reader found in a file."""

    drafts: list[Draft]
    warnings: list[tuple[str, str, int]] = field(default_factory=list)
    meta: dict[str, int | str] = field(default_factory=dict)


# A label somebody typed in front of an item. A dotted number counts only when it is closed off ("1.2.",
# "F1.2"), because "1.5 hours a week" begins with a quantity and "A4 worksheets" with a size of paper; a
# wide gap after it settles the question.
_TYPED_LABEL = re.compile(
    r"""(?: (?P<bullet>[•‣▪▫●○◦⁃∙·►▸➢➤❖◆◇\uf0b7\uf0a7\uf0d8\uf0fc\uf076\uf02d])[ \n]*
      | (?P<dash>[-–—*o])\ (?=[A-Z"'‘“])
      | (?P<label> (?! H[12](?:\W|$) )
            (?: [A-K]\d{1,2}(?:\.\d{1,2}){1,3}[.):]? | [A-K]\d{1,2}[.):]
              | \(?\d{1,2}[.)] | \d{1,2}(?:\.\d{1,2}){1,3}[.)]
              | \(?[a-z]\) | \(?[ivx]{1,5}\) | [ivx]{2,4}\. )
        )\ (?=\S)
    )""",
    re.VERBOSE,
)
_WIDE_LABEL = re.compile(r"((?!H[12]\b)[A-K]?\d{1,2}(?:\.\d{1,2}){0,3}[.):]?|\(?[a-zA-Z][.)]|[-–—*o])\t(?=\S)")
BULLET = "•"


def split_label(text: str, *, raw: str = "") -> tuple[str, str]:
    """The list label typed in front of a paragraph, and the paragraph without it ("" when there is none).

    `raw` is the text with the tab that followed the label still in it, if the reader knows of one.
    """
    if raw:
        wide = _WIDE_LABEL.match(raw.lstrip())
        if wide is not None and text.startswith(wide[1]):
            rest = text[len(wide[1]) :].lstrip()
            return (BULLET if wide[1] in "-–—*o" else wide[1]), rest
    found = _TYPED_LABEL.match(text)
    if found is None or found.end() >= len(text):
        return "", text
    label = found["label"] or BULLET
    return label, text[found.end() :]
