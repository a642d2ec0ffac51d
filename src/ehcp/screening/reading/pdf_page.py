"""What is drawn on one page of a PDF: words with their boxes, ruled lines, shaded areas. Nothing is understood yet.

Coordinates are points from the top left corner of the page as it is seen.
"""

from __future__ import annotations

import ctypes
import itertools
import math
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field

import pypdfium2.raw as pdfium

MOST_CHARACTERS = 60_000
MOST_OBJECTS = 20_000
MOST_SEGMENTS = 40_000
THIN = 2.6
BOLD_WEIGHT = 600
_SPACES = frozenset((0x20, 0xA0, 0x09, 0x0A, 0x0D, 0x00, 0x3000))
# The library says 2 for any hyphen at a line end, hard or soft.
_HYPHENS = {0x02: "-", 0xFFFE: "-", 0x2010: "-", 0xAD: "\u00ad"}
_FORCE_BOLD = 1 << 18
_AXIS_ALIGNED = 0.2  # radians


@dataclass(slots=True)
class Word:
    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    base: float
    size: float
    is_bold: bool = False
    is_struck: bool = False
    is_shaded: bool = False

    @property
    def middle(self) -> tuple[float, float]:
        return (self.x0 + self.x1) / 2, (self.top + self.bottom) / 2


@dataclass(slots=True)
class Rule:
    """A straight line along an axis: `at` is its y when level, its x when upright."""

    at: float
    start: float
    end: float


@dataclass
class Page:
    number: int
    width: float
    height: float
    words: list[Word] = field(default_factory=list)
    level_rules: list[Rule] = field(default_factory=list)
    upright_rules: list[Rule] = field(default_factory=list)
    shades: list[tuple[float, float, float, float]] = field(default_factory=list)  # x0, top, x1, bottom
    has_picture: bool = False
    comments: int = 0


class TooMuch(Exception):
    """A page that holds more than any page of a plan could."""


def page_of(document: pdfium.FPDF_DOCUMENT, index: int) -> Page:
    """Everything on a page. Raises TooMuch; a page that cannot be loaded has nothing on it."""
    handle = pdfium.FPDF_LoadPage(document, index)
    if not handle:
        return Page(index + 1, 0, 0)
    try:
        comments, filled = _annotations(handle)
        if filled and pdfium.FPDFPage_Flatten(handle, pdfium.FLAT_NORMALDISPLAY) == pdfium.FLATTEN_SUCCESS:
            # What somebody typed into a form becomes part of the page.
            pdfium.FPDF_ClosePage(handle)
            handle = pdfium.FPDF_LoadPage(document, index)
        view = _View(handle)
        page = Page(index + 1, view.width, view.height, comments=comments)
        _draw(handle, view, page)
        text = pdfium.FPDFText_LoadPage(handle)
        if text:
            try:
                page.words = _words(text, view)
            finally:
                pdfium.FPDFText_ClosePage(text)
        _mark(page)
        return page
    finally:
        pdfium.FPDF_ClosePage(handle)


class _View:
    """Turns a page's own coordinates into those of the page as seen."""

    def __init__(self, handle: pdfium.FPDF_PAGE) -> None:
        box = pdfium.FS_RECTF()
        pdfium.FPDF_GetPageBoundingBox(handle, box)
        self.left, self.bottom, self.right, self.top = box.left, box.bottom, box.right, box.top
        self.turn = pdfium.FPDFPage_GetRotation(handle) % 4
        width, height = box.right - box.left, box.top - box.bottom
        self.width, self.height = (height, width) if self.turn % 2 else (width, height)

    def point(self, x: float, y: float) -> tuple[float, float]:
        match self.turn:
            case 1:
                return y - self.bottom, x - self.left
            case 2:
                return self.right - x, y - self.bottom
            case 3:
                return self.top - y, self.right - x
            case _:
                return x - self.left, self.top - y

    def box(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        """x0, top, x1, bottom as seen."""
        if not self.turn:
            return left - self.left, self.top - top, right - self.left, self.top - bottom
        (ax, ay), (bx, by) = self.point(left, bottom), self.point(right, top)
        return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)


# --- Words ------------------------------------------------------------------------------------


def _words(text: pdfium.FPDF_TEXTPAGE, view: _View) -> list[Word]:
    count = pdfium.FPDFText_CountChars(text)
    if count > MOST_CHARACTERS:
        raise TooMuch
    unicode_at, loose_box = pdfium.FPDFText_GetUnicode, pdfium.FPDFText_GetLooseCharBox
    rectangle = pdfium.FS_RECTF()
    reference = ctypes.byref(rectangle)
    looks = _Looks(text)
    words: list[Word] = []
    letters: list[str] = []
    word: Word | None = None
    for index in range(count):
        code = unicode_at(text, index)
        if code in _SPACES:
            _end(word, letters)
            word = None
            continue
        if not loose_box(text, index, reference):
            continue
        if view.turn:
            x0, top, x1, bottom = view.box(rectangle.left, rectangle.bottom, rectangle.right, rectangle.top)
        else:
            x0, x1 = rectangle.left - view.left, rectangle.right - view.left
            top, bottom = view.top - rectangle.top, view.top - rectangle.bottom
        if word is not None:
            height = word.bottom - word.top
            gap = x0 - word.x1
            if abs(bottom - word.bottom) > 0.3 * height or gap > 0.22 * height or gap < -0.7 * height:
                _end(word, letters)
                word = None
        if word is None:
            seen = looks.at(index)
            if seen is None:
                continue
            size, is_bold, base = seen
            word = Word("", x0, x1, top, bottom, bottom if base is None else view.point(*base)[1], size, is_bold)
            words.append(word)
        letters.append(_HYPHENS.get(code) or chr(code))
        if x1 > word.x1:
            word.x1 = x1
    _end(word, letters)
    return [word for word in words if word.text]


def _end(word: Word | None, letters: list[str]) -> None:
    if word is not None:
        text = "".join(letters)
        if not text.isascii() and any("\ud800" <= letter <= "\udfff" for letter in letters):
            text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        word.text = text
    letters.clear()


class _Looks:
    """Size, weight and base line of a character; None for one that runs uphill, like a watermark."""

    def __init__(self, text: pdfium.FPDF_TEXTPAGE) -> None:
        self.text = text
        self.x, self.y, self.flags = ctypes.c_double(), ctypes.c_double(), ctypes.c_int()
        self.name = ctypes.create_string_buffer(128)
        self.known: dict[int, tuple[float, bool] | None] = {}

    def at(self, index: int) -> tuple[float, bool, tuple[float, float] | None] | None:
        # All letters of one text object look alike, so that it is asked once.
        thing = pdfium.FPDFText_GetTextObject(self.text, index)
        key = ctypes.addressof(thing.contents) if thing else -index - 1
        if key in self.known:
            looks = self.known[key]
        else:
            looks = self.known[key] = self._of(index)
        if looks is None:
            return None
        base = (self.x.value, self.y.value) if pdfium.FPDFText_GetCharOrigin(self.text, index, self.x, self.y) else None
        return (*looks, base)

    def _of(self, index: int) -> tuple[float, bool] | None:
        angle = pdfium.FPDFText_GetCharAngle(self.text, index) % (math.pi / 2)
        if _AXIS_ALIGNED < angle < math.pi / 2 - _AXIS_ALIGNED:
            return None
        size = abs(pdfium.FPDFText_GetFontSize(self.text, index)) or 10.0
        matrix = pdfium.FS_MATRIX()
        if pdfium.FPDFText_GetMatrix(self.text, index, matrix):
            size *= math.hypot(matrix.b, matrix.d) or 1.0
        length = pdfium.FPDFText_GetFontInfo(self.text, index, self.name, 128, self.flags)
        name = self.name.value.lower() if 0 < length <= 128 else b""
        is_bold = (
            b"bold" in name
            or b"black" in name
            or b"heavy" in name
            or bool(self.flags.value & _FORCE_BOLD)
            or pdfium.FPDFText_GetFontWeight(self.text, index) >= BOLD_WEIGHT
        )
        return size, is_bold


# --- Lines and shades -------------------------------------------------------------------------


def _draw(handle: pdfium.FPDF_PAGE, view: _View, page: Page) -> None:
    budget = [MOST_OBJECTS, MOST_SEGMENTS]
    for index in range(min(pdfium.FPDFPage_CountObjects(handle), MOST_OBJECTS)):
        _object(pdfium.FPDFPage_GetObject(handle, index), _unmoved, view, page, budget, 0)


def _unmoved(x: float, y: float) -> tuple[float, float]:
    return x, y


def _object(thing, outer, view: _View, page: Page, budget: list[int], depth: int) -> None:
    budget[0] -= 1
    if budget[0] < 0 or not thing:
        return
    kind = pdfium.FPDFPageObj_GetType(thing)
    if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
        page.has_picture = True
    elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < 6:
        move = _mover(thing, outer)
        for index in range(min(pdfium.FPDFFormObj_CountObjects(thing), MOST_OBJECTS)):
            _object(pdfium.FPDFFormObj_GetObject(thing, index), move, view, page, budget, depth + 1)
    elif kind == pdfium.FPDF_PAGEOBJ_PATH:
        _path(thing, _mover(thing, outer), view, page, budget)


def _mover(thing, outer):
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(thing, matrix):
        return outer
    a, b, c, d, e, f = matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f
    if (a, b, c, d, e, f) == (1, 0, 0, 1, 0, 0):
        return outer
    return lambda x, y: outer(a * x + c * y + e, b * x + d * y + f)


def _path(thing, move, view: _View, page: Page, budget: list[int]) -> None:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    if not pdfium.FPDFPath_GetDrawMode(thing, fill, stroke) or not (fill.value or stroke.value):
        return
    count = pdfium.FPDFPath_CountSegments(thing)
    budget[1] -= max(0, count)
    if budget[1] < 0:
        return
    x, y = ctypes.c_float(), ctypes.c_float()
    outline: list[tuple[float, float]] = []
    for index in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(thing, index)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if not pdfium.FPDFPathSegment_GetPoint(segment, x, y):
            continue
        if kind == pdfium.FPDF_SEGMENT_MOVETO and outline:
            _outline(outline, bool(fill.value), bool(stroke.value), thing, page)
            outline = []
        outline.append(view.point(*move(x.value, y.value)))
        if pdfium.FPDFPathSegment_GetClose(segment):
            outline.append(outline[0])
            _outline(outline, bool(fill.value), bool(stroke.value), thing, page)
            outline = []
    if outline:
        _outline(outline, bool(fill.value), bool(stroke.value), thing, page)


def _outline(points: list[tuple[float, float]], fill: bool, stroke: bool, thing, page: Page) -> None:
    """One figure: a thin one is a rule, a broad one is a shade, and the edges of a drawn one are rules."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    x0, x1, top, bottom = min(xs), max(xs), min(ys), max(ys)
    width, height = x1 - x0, bottom - top
    if height <= THIN and width > 4:
        page.level_rules.append(Rule((top + bottom) / 2, x0, x1))
        return
    if width <= THIN and height > 4:
        page.upright_rules.append(Rule((x0 + x1) / 2, top, bottom))
        return
    if stroke:
        for (ax, ay), (bx, by) in itertools.pairwise(points):
            if abs(ay - by) <= 0.5 and abs(ax - bx) > 4:
                page.level_rules.append(Rule((ay + by) / 2, min(ax, bx), max(ax, bx)))
            elif abs(ax - bx) <= 0.5 and abs(ay - by) > 4:
                page.upright_rules.append(Rule((ax + bx) / 2, min(ay, by), max(ay, by)))
    if fill and width > 10 and 6 < height < 0.5 * page.height and not _is_white(thing):
        page.shades.append((x0, top, x1, bottom))


def _is_white(thing) -> bool:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not pdfium.FPDFPageObj_GetFillColor(thing, red, green, blue, alpha):
        return False
    return min(red.value, green.value, blue.value) >= 250 or alpha.value < 8


def _mark(page: Page) -> None:
    """Marks words on a shade, and words with a line through them: deleted text, as office programs print it."""
    shades = page.shades[:400]
    # By their height on the page, so that a word asks the few that run through it.
    rules = sorted(page.level_rules[:800], key=lambda rule: rule.at)
    heights = [rule.at for rule in rules]
    for word in page.words:
        if shades:
            x, y = word.middle
            for x0, top, x1, bottom in shades:
                if top <= y <= bottom and x0 <= x <= x1:
                    word.is_shaded = True
                    break
        if rules:
            low, high = word.base - 0.5 * word.size, word.base - 0.14 * word.size
            first = bisect_right(heights, low)
            if first < len(rules) and heights[first] < high:
                needed = 0.8 * (word.x1 - word.x0)
                word.is_struck = any(
                    min(rule.end, word.x1) - max(rule.start, word.x0) >= needed
                    for rule in rules[first : bisect_left(heights, high)]
                )


# --- Annotations ------------------------------------------------------------------------------


def _annotations(handle: pdfium.FPDF_PAGE) -> tuple[int, bool]:
    """How many comments a page carries, and whether somebody filled in a form or typed on it."""
    comments, filled = 0, False
    for index in range(min(pdfium.FPDFPage_GetAnnotCount(handle), 2_000)):
        annotation = pdfium.FPDFPage_GetAnnot(handle, index)
        if not annotation:
            continue
        kind = pdfium.FPDFAnnot_GetSubtype(annotation)
        pdfium.FPDFPage_CloseAnnot(annotation)
        if kind in (pdfium.FPDF_ANNOT_WIDGET, pdfium.FPDF_ANNOT_FREETEXT):
            filled = True
        elif kind in (
            pdfium.FPDF_ANNOT_TEXT,
            pdfium.FPDF_ANNOT_HIGHLIGHT,
            pdfium.FPDF_ANNOT_STRIKEOUT,
            pdfium.FPDF_ANNOT_CARET,
        ):
            comments += 1
    return comments, filled
