"""Words of a PDF as lines, and lines as paragraphs, by where they stand on the page."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from dataclasses import dataclass, field

from ehcp.screening.normalise import normalise
from ehcp.screening.reading.draft import BULLET, split_label
from ehcp.screening.reading.pdf_page import Word

SAME_LINE = 0.35  # of the letter size
WIDE_GAP = 0.85  # in letter sizes: wider than two spaces
USUAL_PITCH = 1.22  # from one base line to the next, in letter sizes, where nothing better is known
_BULLET_FIRST = re.compile(r"[•‣▪▫●○◦⁃∙·►▸➢➤❖◆◇\uf0b7\uf0a7\uf0d8\uf0fc\uf076\uf02d]")

_SECTION = re.compile(r"(?:SECTION|Section) [A-K]\b")
# A label that opens a paragraph in bold: "How often: twice a week".
_RUN_IN = re.compile(r"[A-Z0-9][^:.]{0,40}[:.]")


@dataclass(slots=True)
class Line:
    words: list[Word]

    @property
    def x0(self) -> float:
        return self.words[0].x0

    @property
    def x1(self) -> float:
        return self.words[-1].x1

    @property
    def base(self) -> float:
        return max(self.words, key=lambda word: word.size).base

    @property
    def top(self) -> float:
        return min(word.top for word in self.words)

    @property
    def size(self) -> float:
        return max(word.size for word in self.words)

    @property
    def is_bold(self) -> bool:
        return all(word.is_bold for word in self.words if any(c.isalnum() for c in word.text))

    @property
    def text(self) -> str:
        return join(self.words)


@dataclass(slots=True)
class Lump:
    """A paragraph of a PDF."""

    lines: list[Line]
    number: str = ""
    text: str = ""
    struck: str = ""
    page: int = 0
    continues: bool = field(default=False)  # the last line runs to the edge, so the next page may go on with it

    @property
    def top(self) -> float:
        return self.lines[0].top

    @property
    def words(self) -> list[Word]:
        return [word for line in self.lines for word in line.words]

    @property
    def size(self) -> float:
        return max(line.size for line in self.lines)

    @property
    def is_bold(self) -> bool:
        return all(line.is_bold for line in self.lines)

    @property
    def is_shaded(self) -> bool:
        words = self.words
        return sum(word.is_shaded for word in words) > 0.8 * len(words)


RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_TO_RAISED = str.maketrans("0123456789", RAISED)


def lines_of(words: list[Word]) -> list[Line]:
    """Words on one base line, left to right; lines from the top down."""
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda word: (word.base, word.x0)):
        if lines:
            last = lines[-1]
            size = max(word.size, last[0].size)
            apart = abs(word.base - last[0].base)
            if apart <= SAME_LINE * size or (apart <= 0.6 * size and min(word.size, last[0].size) < 0.8 * size):
                last.append(word)
                continue
        lines.append([word])
    for found in lines:
        if len(found) > 1:
            _mark_raised(found)
    return [Line(sorted(line, key=lambda word: word.x0)) for line in lines]


def _mark_raised(words: list[Word]) -> None:
    """Small digits above the base line, the marks of footnotes, become raised ones so that they stay apart."""
    tall = max(words, key=lambda word: word.size)
    for word in words:
        if word.size < 0.8 * tall.size and word.base < tall.base - 0.15 * tall.size and word.text.isdigit():
            word.text = word.text.translate(_TO_RAISED)


def join(words: list[Word]) -> str:
    """The words of a line with the spaces between them; a wide gap after the first is a tab."""
    pieces: list[str] = []
    before: Word | None = None
    for word in words:
        if before is not None:
            gap = word.x0 - before.x1
            size = max(word.size, before.size)
            if len(pieces) == 1 and gap > WIDE_GAP * size:
                pieces.append("\t")
            elif gap > 0.08 * size or not pieces:
                pieces.append(" ")
        pieces.append(word.text)
        before = word
    return "".join(pieces)


def pitches(all_lines: list[list[Line]]) -> dict[int, float]:
    """The usual distance between lines for each letter size (rounded), over the whole document."""
    apart: dict[int, list[float]] = {}
    for lines in all_lines:
        for above, below in itertools.pairwise(lines):
            distance = below.base - above.base
            if round(above.size) == round(below.size) and 0.9 * below.size < distance < 2.2 * below.size:
                apart.setdefault(round(below.size), []).append(distance)
    found: dict[int, float] = {}
    for size, distances in apart.items():
        distances.sort()
        # A few distances may all be those between paragraphs.
        found[size] = min(_closest_common(distances), (1.7 if len(distances) >= 8 else 1.3) * size)
    return found


def _closest_common(distances: list[float]) -> float:
    """The smallest distance that comes often. In a plan of short paragraphs most are those between paragraphs."""
    enough = max(3, len(distances) // 20)
    for index in range(len(distances) - enough + 1):
        if distances[index + enough - 1] <= 1.04 * distances[index] + 0.2:
            return distances[index]
    return distances[len(distances) // 5]


def lumps_of(lines: list[Line], usual: dict[int, float], page: int, right: float | None = None) -> list[Lump]:
    """Lines as paragraphs. `right` is the right edge of the column or cell, where it is known."""
    if not lines:
        return []
    edge = max(line.x1 for line in lines) if right is None else max(right, *(line.x1 for line in lines))
    lumps: list[Lump] = []
    for line in lines:
        if lumps and not _begins_anew(lumps[-1], line, usual, edge):
            lumps[-1].lines.append(line)
        else:
            lumps.append(Lump([line], page=page))
    for lump in lumps:
        finish(lump, edge)
    return lumps


def _begins_anew(lump: Lump, line: Line, usual: dict[int, float], edge: float) -> bool:
    last = lump.lines[-1]
    pitch = usual.get(round(line.size), USUAL_PITCH * line.size)
    if line.base - last.base > 1.2 * pitch + 0.4:
        return True
    if abs(line.size - last.size) > 0.1 * last.size + 0.2:
        return True
    if last.is_bold != line.is_bold and (last.is_bold or line.is_bold) and not _mixed(last, line):
        return True
    text = line.text
    if _BULLET_FIRST.match(text) or text[0] in RAISED:
        return True
    label, _ = split_label(normalise(text), raw=text if "\t" in text else "")
    if label and (line.x0 <= lump.lines[0].x0 + 0.5 * line.size or "\t" in text):
        return True
    if _SECTION.match(text) and last.is_bold == line.is_bold and _SECTION.match(lump.lines[0].text):
        return True
    if line.words[0].is_bold and not last.words[-1].is_bold and _RUN_IN.match(text):
        return True
    first = lump.lines[0]
    if len(lump.lines) > 1 and line.x0 < last.x0 - 1.2 * line.size:
        return True
    width = line.words[0].x1 - line.words[0].x0
    if _is_centred_under(last, line):
        # What is free stands on both sides of a centred line.
        return 2 * (edge - last.x1) > width + 0.85 * line.size
    if (
        len(lump.lines) == 1
        and line.x0 > first.x0 + 3 * line.size
        and not split_label(first.text)[0]
        and "\t" not in first.text
    ):
        return True
    # Had the first word of this line fitted on the last, somebody ended that line on purpose.
    return last.x1 + 0.25 * line.size + width < edge - 0.6 * line.size


def _is_centred_under(last: Line, line: Line) -> bool:
    """Whether a bold line, shorter than the one above, stands under its middle: the end of a long title."""
    indent = line.x0 - last.x0
    return last.is_bold and line.is_bold and indent > 2 * line.size and abs(indent - (last.x1 - line.x1)) < 1.5


def _mixed(last: Line, line: Line) -> bool:
    """Whether a bold phrase runs over the end of the line into plain text, or the reverse."""
    return not last.is_bold and last.words[-1].is_bold != last.words[0].is_bold


def finish(lump: Lump, edge: float) -> None:
    """The text of a paragraph: words broken at line ends mended, its label apart, struck words left out."""
    raw = ""
    for line in lump.lines:
        kept = [word for word in line.words if not word.is_struck]
        raw = mend(raw, join(kept)) if kept else raw
    lump.struck = normalise(" ".join(word.text for word in lump.words if word.is_struck))
    text = normalise(raw)
    lump.number, lump.text = split_label(text, raw=raw if "\t" in raw else "")
    if not lump.number and _BULLET_FIRST.match(text) and len(text) > 1:
        lump.number, lump.text = BULLET, text[1:].lstrip()
    last = lump.lines[-1]
    lump.continues = last.x1 > edge - 6 * last.size


# First halves of words that keep their hyphen at a line end.
_KEEPS_HYPHEN = frozenset(
    [
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "half",
        "well",
        "self",
        "co",
        "non",
        "part",
        "full",
        "long",
        "short",
        "year",
        "term",
        "high",
        "low",
        "in",
        "on",
        "age",
        "multi",
        "small",
        "large",
        "whole",
        "key",
        "pre",
        "post",
        "re",
        "step",
        "up",
        "face",
        "hand",
        "day",
        "week",
        "follow",
        "drop",
        "sign",
        "time",
        "life",
    ]
)


def mend(above: str, below: str) -> str:
    """Two lines as one text. A soft hyphen goes; a hard one goes only where it looks like a broken word."""
    if not above:
        return below
    if above[-1] == "\u00ad":
        return above[:-1] + below
    if above[-1] == "-" and len(above) > 2 and above[-2].isalpha() and below[:1].islower():
        first = re.split(r"[^A-Za-z]", above[:-1])[-1].lower()
        if first in _KEEPS_HYPHEN or above[:-1].rstrip("-").endswith(("-to", "-of", "-and", "-in", "-by")):
            return above + below
        return above[:-1] + below
    if above[-1] in "-/" and len(above) > 1 and above[-2].isalnum():
        return above + below
    return above + " " + below


def body_size(words: list[Word]) -> float:
    """The letter size that most of a document is set in."""
    sizes: Counter[float] = Counter()
    for word in words:
        sizes[round(word.size * 2) / 2] += len(word.text)
    return sizes.most_common(1)[0][0] if sizes else 10.0
