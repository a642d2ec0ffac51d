"""Paragraph and character styles of a Word document: which of them make headings, lists, bold or hidden text."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
VAL = W + "val"
USUAL_SIZE = 22  # half-points


@dataclass(slots=True)
class Style:
    name: str = ""
    based_on: str = ""
    level: int = 0
    number: str = ""
    list_level: int | None = None
    is_bold: bool | None = None
    is_hidden: bool | None = None
    is_caps: bool | None = None
    size: int | None = None
    is_contents: bool = False  # of the lines of a contents list


PLAIN = Style()


class Styles:
    """Styles by id, each with what it inherits."""

    def __init__(self, root: etree._Element | None) -> None:
        self.usual_size = USUAL_SIZE
        self.default = ""
        self._own: dict[str, Style] = {}
        self._whole: dict[str, Style] = {"": PLAIN}
        if root is None:
            return
        for size in root.iterfind(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}sz"):
            self.usual_size = whole(size.get(VAL), USUAL_SIZE)
        for element in root.iterchildren(W + "style"):
            ident = element.get(W + "styleId", "")
            self._own[ident] = _style(element)
            if element.get(W + "type") == "paragraph" and element.get(W + "default") in ("1", "true", "on"):
                self.default = ident
        default = self.of(self.default)
        self.usual_size = default.size or self.usual_size

    def of(self, ident: str) -> Style:
        """The style of this id with all that it inherits; a plain one when the id is unknown."""
        found = self._whole.get(ident)
        if found is None:
            found = self._whole[ident] = self._inherited(ident)
        return found

    def _inherited(self, ident: str) -> Style:
        chain: list[Style] = []
        seen: set[str] = set()
        while ident in self._own and ident not in seen and len(chain) < 32:
            seen.add(ident)
            chain.append(self._own[ident])
            ident = self._own[ident].based_on
        if not chain:
            return PLAIN
        result = Style(name=chain[0].name, is_contents=chain[0].name.lower().startswith("toc "))
        for style in chain:
            result.level = result.level or style.level
            result.number = result.number or style.number
            for attribute in ("list_level", "is_bold", "is_hidden", "is_caps", "size"):
                if getattr(result, attribute) is None:
                    setattr(result, attribute, getattr(style, attribute))
        return result


def _style(element: etree._Element) -> Style:
    style = Style()
    for child in element:
        if child.tag == W + "name":
            style.name = child.get(VAL, "")
        elif child.tag == W + "basedOn":
            style.based_on = child.get(VAL, "")
        elif child.tag == W + "pPr":
            for each in child:
                if each.tag == W + "outlineLvl":
                    depth = whole(each.get(VAL), 9)
                    style.level = depth + 1 if depth < 9 else 0
                elif each.tag == W + "numPr":
                    style.number, style.list_level = number_of(each)
        elif child.tag == W + "rPr":
            style.is_bold = switch(child, "b")
            style.is_hidden = switch(child, "vanish")
            style.is_caps = switch(child, "caps")
            size = child.find(W + "sz")
            style.size = None if size is None else whole(size.get(VAL), USUAL_SIZE)
    name = style.name.lower()
    if name.startswith("heading ") and name[8:].isdigit():
        style.level = min(9, max(1, int(name[8:])))
    elif name == "title":
        style.level = 1
    return style


def switch(properties: etree._Element, name: str) -> bool | None:
    """An on/off property: None when it is not there."""
    found = properties.find(W + name)
    return None if found is None else found.get(VAL, "1") not in ("0", "false", "off")


def number_of(properties: etree._Element) -> tuple[str, int | None]:
    """The list id and level of a `numPr`; "0" is a list id that says "no list"."""
    number, depth = "", None
    for each in properties:
        if each.tag == W + "numId":
            number = each.get(VAL, "")
        elif each.tag == W + "ilvl":
            depth = min(8, whole(each.get(VAL), 0))
    return number, depth


def whole(value: str | None, otherwise: int) -> int:
    try:
        return max(0, min(int(float(value or "")), 1_000_000))
    except (ValueError, OverflowError):
        return otherwise
