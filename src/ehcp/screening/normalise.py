"""The one place where raw text of a file becomes the text that offsets count in."""

from __future__ import annotations

import re
import unicodedata

# Soft hyphen, zero width characters, direction marks, byte order mark, and the control characters
# that no plan means; other kinds of space become a plain space. Line ends are kept.
_REMOVED = "\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_SPACES = "\t\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_LINE_ENDS = "\r\x0b\x0c\x85\u2028\u2029"

_TABLE: dict[int, str | None] = {code: None for code in (*range(0x20), 0x7F) if code not in (0x09, 0x0A)}
_TABLE.update(dict.fromkeys(range(128, 160)))
_TABLE.update({ord(c): None for c in _REMOVED})
_TABLE.update({ord(c): " " for c in _SPACES})
_TABLE.update({ord(c): "\n" for c in _LINE_ENDS})
_TABLE.update(dict.fromkeys(range(55296, 57344)))
_TABLE.update({0xFFFE: None, 0xFFFF: None})
# Word hyphens: non-breaking and Unicode hyphen are the plain one, so that a search finds them.
_TABLE.update({0x2010: "-", 0x2011: "-"})

# Ligatures are the letters they stand for.
_TABLE.update(dict(zip(range(0xFB00, 0xFB07), ("ff", "fi", "fl", "ffi", "ffl", "st", "st"), strict=True)))

_RUNS_OF_SPACES = re.compile(r"  +")
_SPACE_AT_LINE_END = re.compile(r" ?\n[ \n]*")

_SAME_LENGTH_FOLD = str.maketrans(
    {
        "\u2018": "'",
        "\u2019": "'",
        "\u201a": "'",
        "\u201b": "'",
        "\u2032": "'",
        "`": "'",
        "\u201c": '"',
        "\u201d": '"',
        "\u201e": '"',
        "\u201f": '"',
        "\u2033": '"',
        "\u2012": "-",
        "\u2013": "-",
        "\u2014": "-",
        "\u2015": "-",
        "\u2212": "-",
        "\n": " ",
    }
)


def normalise(text: str) -> str:
    """NFC; no soft hyphens, zero width or control characters; every space plain, single and never at an edge.

    A line break inside a paragraph stays as one newline. Doing it twice changes nothing.
    """
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip()
    text = text.translate(_TABLE)
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    text = _RUNS_OF_SPACES.sub(" ", text)
    if "\n" in text:
        text = _SPACE_AT_LINE_END.sub("\n", text)
    return text.strip()


def folded(text: str) -> str:
    """Normalised text with quote marks, dashes and line breaks made alike, at the same length: for searching."""
    return text.translate(_SAME_LENGTH_FOLD)
