"""List labels of a Word document: computed from its numbering part, absent from its text."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
BULLET = "•"
LEVELS = 9
ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"))
ROMAN_ONES = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


@dataclass(slots=True)
class Level:
    start: int = 1
    form: str = "decimal"
    text: str = ""
    restart: int | None = None
    is_legal: bool = False
    style: str = ""


@dataclass
class Numbering:
    """Counters of every list, moved on by each numbered paragraph in the order of the document."""

    levels: dict[str, dict[int, Level]] = field(default_factory=dict)  # by numId
    abstract_of: dict[str, str] = field(default_factory=dict)
    starts: dict[str, dict[int, int]] = field(default_factory=dict)  # start overrides by numId
    counters: dict[str, list[int | None]] = field(default_factory=dict)
    used: set[tuple[str, int]] = field(default_factory=set)

    def level_of_style(self, number: str, style: str) -> int:
        """The list level tied to a paragraph style, 0 when none is."""
        for depth, level in self.levels.get(number, {}).items():
            if level.style == style:
                return depth
        return 0

    def label(self, number: str, depth: int) -> str:
        """The label of the next paragraph of this list at this level; "" when the list is unknown or shows none."""
        levels = self.levels.get(number)
        if not levels or depth not in levels:
            return ""
        level = levels[depth]
        abstract = self.abstract_of[number]
        counters = self.counters.setdefault(abstract, [None] * LEVELS)
        override = self.starts.get(number, {}).get(depth)
        if override is not None and (number, depth) not in self.used:
            counters[depth] = override
        elif counters[depth] is None:
            counters[depth] = level.start
        else:
            counters[depth] = (counters[depth] or 0) + 1
        self.used.add((number, depth))
        for deeper in range(depth + 1, LEVELS):
            restart = levels[deeper].restart if deeper in levels else None
            if restart is None or (restart and depth < restart):
                counters[deeper] = None
        for higher in range(depth):
            if counters[higher] is None:
                counters[higher] = levels[higher].start if higher in levels else 1
        if level.form == "bullet":
            return BULLET
        if level.form == "none" and "%" not in level.text.replace(f"%{depth + 1}", ""):
            return level.text.replace(f"%{depth + 1}", "").strip()
        label = level.text
        for position in range(depth + 1):
            if f"%{position + 1}" in label:
                form = "decimal" if level.is_legal else levels[position].form if position in levels else "decimal"
                label = label.replace(f"%{position + 1}", written(counters[position] or 0, form))
        return label.strip()


def written(number: int, form: str) -> str:
    """A list number in one of Word's forms: 3, 03, c, C, iii, III, 3rd."""
    if form in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1) if 0 < number < 500 else str(number)
        return letter.upper() if form == "upperLetter" else letter
    if form in ("lowerRoman", "upperRoman"):
        roman, left = "", max(0, min(number, 3999))
        for value, sign in ROMAN + ROMAN_ONES:
            roman += sign * (left // value)
            left %= value
        return roman.upper() if form == "upperRoman" else roman
    if form == "decimalZero":
        return f"{number:02d}"
    if form == "ordinal":
        ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
        return f"{number}{ending}"
    if form == "none":
        return ""
    return str(number)


def numbering_from(root: etree._Element | None) -> Numbering:
    """The lists that a numbering part defines. A missing part defines none."""
    numbering = Numbering()
    if root is None:
        return numbering
    abstracts: dict[str, dict[int, Level]] = {}
    links: dict[str, str] = {}
    style_homes: dict[str, str] = {}
    for abstract in root.iterchildren(W + "abstractNum"):
        ident = abstract.get(W + "abstractNumId", "")
        abstracts[ident] = dict(_level(level) for level in abstract.iterchildren(W + "lvl"))
        for link in abstract.iterchildren(W + "numStyleLink"):
            links[ident] = link.get(W + "val", "")
        for link in abstract.iterchildren(W + "styleLink"):
            style_homes[link.get(W + "val", "")] = ident
    for ident, style in links.items():
        if not abstracts[ident] and style in style_homes:
            abstracts[ident] = abstracts[style_homes[style]]
    for num in root.iterchildren(W + "num"):
        number = num.get(W + "numId", "")
        abstract_id = next((each.get(W + "val", "") for each in num.iterchildren(W + "abstractNumId")), "")
        levels = dict(abstracts.get(abstract_id, {}))
        for override in num.iterchildren(W + "lvlOverride"):
            depth = _whole(override.get(W + "ilvl"), 0)
            for start in override.iterchildren(W + "startOverride"):
                numbering.starts.setdefault(number, {})[depth] = _whole(start.get(W + "val"), 1)
            for level in override.iterchildren(W + "lvl"):
                levels[depth] = _level(level)[1]
        numbering.levels[number] = levels
        numbering.abstract_of[number] = abstract_id
    return numbering


def _level(element: etree._Element) -> tuple[int, Level]:
    level = Level()
    for child in element:
        value = child.get(W + "val", "")
        match child.tag:
            case t if t == W + "start":
                level.start = _whole(value, 1)
            case t if t == W + "numFmt":
                level.form = value
            case t if t == W + "lvlText":
                level.text = value
            case t if t == W + "lvlRestart":
                level.restart = _whole(value, 0)
            case t if t == W + "isLgl":
                level.is_legal = value not in ("0", "false", "off")
            case t if t == W + "pStyle":
                level.style = value
    return min(_whole(element.get(W + "ilvl"), 0), LEVELS - 1), level


def _whole(value: str | None, otherwise: int) -> int:
    try:
        return max(0, min(int(value or ""), 1_000_000))
    except ValueError:
        return otherwise
