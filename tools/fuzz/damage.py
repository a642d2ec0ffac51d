"""Made-up plans with something broken in them: in the bytes, in the zip, in the XML, in the objects of a PDF.

The same seed damages the same file in the same way.
"""

from __future__ import annotations

import datetime as dt
import io
import random
import re
import zipfile
import zlib
from collections.abc import Callable

from goldenthread.demo import library

ON = dt.date(2026, 11, 12)
_TAG = re.compile(rb"<[^<>]{1,200}>")
_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
_NUMBER = re.compile(rb"\d+")
NUMBERS = (b"0", b"-1", b"1", b"65536", b"2147483648", b"99999999999999999999", b"1e308", b"nan", b"")
PIECES = (
    b"<", b">", b"</w:p>", b"<w:p>", b"<w:tbl><w:tr><w:tc>", b"</w:tbl>", b"<w:fldChar w:fldCharType='begin'/>",
    b"&#x0;", b"&amp;", b"\xff\xfe", b"\x00", b"\xed\xa0\x80", b"<w:sdt><w:sdtContent>", b"<w:gridSpan w:val='999999'/>",
    b"<mc:AlternateContent>", b"obj", b"endobj", b"<<", b">>", b"[", b"]", b" BT ", b" ET ", b" Tj ", b" cm ", b" q ", b" re f ",
)  # fmt: skip
DEEP = 3_000


def seeds(file_format: str, stories: int) -> list[bytes]:
    """Sound files to begin with: some stories, each in another style."""
    styles = list(library.STYLES)
    keys = sorted(library.STORIES)[:: max(1, len(library.STORIES) // stories)][:stories]
    return [
        library.build(key, styles[turn % len(styles)], file_format, library.example_child(library.STORIES[key]), ON)
        for turn, key in enumerate(keys)
    ]


def damaged(data: bytes, chance: random.Random) -> bytes:
    """A sound .docx or .pdf with one to four things wrong."""
    if chance.random() < 0.15:
        return _several(data, chance, (_flip, _cut, _again, _insert, _truncate))
    return _damaged_zip(data, chance) if data.startswith(b"PK") else _damaged_pdf(data, chance)


def _several(data: bytes, chance: random.Random, ways: tuple[Callable, ...]) -> bytes:
    for _ in range(chance.randint(1, 4)):
        if data:
            data = chance.choice(ways)(data, chance)
    return data


# --- Bytes ------------------------------------------------------------------------------------


def _flip(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.choice((1, 4, 32))):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def _span(data: bytes, chance: random.Random) -> tuple[int, int]:
    start = chance.randrange(len(data))
    return start, min(len(data), start + chance.choice((1, 8, 60, 400, 4000)))


def _cut(data: bytes, chance: random.Random) -> bytes:
    start, end = _span(data, chance)
    return data[:start] + data[end:]


def _again(data: bytes, chance: random.Random) -> bytes:
    start, end = _span(data, chance)
    return data[:start] + data[start:end] * chance.choice((2, 3, 50)) + data[end:]


def _insert(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data))
    return data[:at] + chance.choice(PIECES) * chance.choice((1, 1, 2, 40)) + data[at:]


def _truncate(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data))]


def _number(data: bytes, chance: random.Random) -> bytes:
    found = list(_NUMBER.finditer(data[:400_000]))
    if not found:
        return data
    at = chance.choice(found)
    return data[: at.start()] + chance.choice(NUMBERS) + data[at.end() :]


# --- Word -------------------------------------------------------------------------------------


def _tags(data: bytes, chance: random.Random) -> bytes:
    """One tag goes, comes twice, or stands somewhere else: the XML may still be sound."""
    found = list(_TAG.finditer(data[:400_000]))
    if not found:
        return data
    one, two = chance.choice(found), chance.choice(found)
    way = chance.randrange(3)
    if way == 0:
        return data[: one.start()] + data[one.end() :]
    if way == 1:
        return data[: one.start()] + one[0] * chance.choice((2, 30)) + data[one.end() :]
    return data[: one.start()] + two[0] + data[one.end() :]


def _elements(data: bytes, chance: random.Random) -> bytes:
    """A paragraph, run, row or cell in another's place: sound XML that no program would write."""
    name = chance.choice((b"p", b"r", b"tr", b"tc", b"tbl", b"sectPr", b"rPr", b"pPr"))
    found = list(re.finditer(rb"<w:" + name + rb"[ >].{0,3000}?</w:" + name + rb">", data[:400_000], re.DOTALL))
    if not found:
        return data
    one, two = chance.choice(found), chance.choice(found)
    inside = chance.choice((two[0], two[0] * 20, b"", b"<w:tbl><w:tr><w:tc>" + two[0] + b"</w:tc></w:tr></w:tbl>"))
    return data[: one.start()] + inside + data[one.end() :]


def _nested(data: bytes, chance: random.Random) -> bytes:
    """Tables, controls or insertions one inside the other, thousands deep."""
    opening, closing = chance.choice(
        (
            (b"<w:tbl><w:tr><w:tc>", b"</w:tc></w:tr></w:tbl>"),
            (b"<w:sdt><w:sdtContent>", b"</w:sdtContent></w:sdt>"),
            (b"<w:ins>", b"</w:ins>"),
            (b"<w:hyperlink>", b"</w:hyperlink>"),
        )
    )
    at = data.find(b"<w:p>")
    depth = chance.choice((5, 60, 240, DEEP))
    return data if at < 0 else data[:at] + opening * depth + closing * depth + data[at:]


SOUND = (_elements, _elements, _nested, _number, _number)


def _damaged_zip(data: bytes, chance: random.Random) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    names = sorted(parts)
    for _ in range(chance.randint(1, 3)):
        name = "word/document.xml" if chance.random() < 0.6 and "word/document.xml" in parts else chance.choice(names)
        if chance.random() < 0.06:
            parts.pop(name, None)
        elif chance.random() < 0.06:
            parts[name] = parts.get(chance.choice(names), b"")
        elif parts.get(name):
            # Mostly such as leave the XML sound, so that more than the parser is tried.
            ways = SOUND if chance.random() < 0.8 else (_tags, _flip, _cut, _again, _insert)
            parts[name] = chance.choice(ways)(parts[name], chance)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", chance.choice((zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED))) as archive:
        for name, part in parts.items():
            archive.writestr(zipfile.ZipInfo(name), part, archive.compression)
    made = file.getvalue()
    return _flip(made, chance) if chance.random() < 0.1 else made


# --- PDF --------------------------------------------------------------------------------------


def _damaged_pdf(data: bytes, chance: random.Random) -> bytes:
    streams = list(_STREAM.finditer(data))
    if not streams or chance.random() < 0.4:
        return _several(data, chance, (_number, _number, _cut, _again, _insert))
    found = chance.choice(streams)
    try:
        inside, packed = zlib.decompress(found[1]), True
    except zlib.error:
        inside, packed = found[1], False
    inside = _several(inside, chance, (_number, _number, _flip, _cut, _again, _insert))
    again = zlib.compress(inside) if packed else inside
    # The length before the stream is mended as often as not: a reader has to stand both.
    head = data[: found.start(1)]
    if chance.random() < 0.7:
        length = re.compile(rb"/Length \d+")
        last = list(length.finditer(head[-400:]))
        if last:
            at = len(head) - len(head[-400:]) + last[-1].start()
            head = head[:at] + b"/Length %d" % len(again) + head[at + len(last[-1][0]) :]
    return head + again + data[found.end(1) :]
