"""Signs that Word keeps as a code in a picture font: boxes, ticks, crosses, bullets."""

from __future__ import annotations

WINGDINGS = {
    0x6F: "☐",
    0x71: "☐",
    0xA8: "☐",
    0x78: "☒",
    0xFD: "☒",
    0xFE: "☑",
    0xFB: "✗",
    0xFC: "✓",
    0xE0: "→",
    0xF0: "→",
    0x4A: "☺",
}
WINGDINGS_2 = {0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0xA3: "☐", 0x30: "☐", 0x50: "✓", 0x4F: "✗"}


def symbol(font: str, code: str) -> str:
    """What a `w:sym` shows: a box, tick or cross where the font is known, otherwise the character or a bullet."""
    try:
        point = int(code, 16)
    except ValueError:
        return ""
    byte = point - 0xF000 if 0xF000 <= point <= 0xF0FF else point
    name = font.lower().replace(" ", "")
    if name == "wingdings2":
        return WINGDINGS_2.get(byte, "•")
    if name in ("wingdings", "wingdings3", "webdings"):
        return WINGDINGS.get(byte, "•")
    if 0xE000 <= point <= 0xF8FF or point < 0x20 or point > 0x10FFFF or 0xD800 <= point <= 0xDFFF:
        return "•"
    return chr(point)
