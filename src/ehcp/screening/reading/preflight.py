"""What can be told about an upload without a parser: its true type, its true size, and what it must not hold.

This is the only look that the server itself takes at an upload; readers run where they may fail.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator

from ehcp.screening.reading.refusal import Refused

LARGEST_UPLOAD = 25 * 1024 * 1024
MOST_ENTRIES = 2_000
LARGEST_PART = 50 * 1024 * 1024
LARGEST_TOTAL = 100 * 1024 * 1024
HIGHEST_RATIO = 200
RATIO_COUNTS_FROM = 1024 * 1024
CHUNK = 256 * 1024

WORD_MAIN = (
    b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
    b"application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
)

# Files people pick by mistake, by how they begin. The name of a file proves nothing.
OTHER_TYPES: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"BM", "a picture"),
    (b"II*\x00", "a picture"),
    (b"MM\x00*", "a picture"),
    (b"MZ", "a program"),
    (b"\x7fELF", "a program"),
    (b"#!", "a program"),
    (b"{\\rtf", "a rich text document"),
    (b"Rar!", "an archive"),
    (b"7z\xbc\xaf", "an archive"),
    (b"\x1f\x8b", "an archive"),
    (b"<!DOCTYPE html", "a web page"),
    (b"<html", "a web page"),
)


def preflight(data: bytes, *, largest: int = LARGEST_UPLOAD) -> str:
    """The kind of file by its content, "docx" or "pdf", when nothing speaks against reading it.

    Raises Refused otherwise. Unpacks in small pieces and keeps none of them.
    """
    if not data.strip(b"\x00\t\r\n "):
        raise Refused("empty")
    if len(data) > largest:
        raise Refused("too-large")
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(b"PK\x03\x04"):
        _look_into_package(data)
        return "docx"
    if data.startswith((b"PK\x05\x06", b"PK\x07\x08")):
        raise Refused("broken")
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        raise _refusal_of_compound_file(data)
    for start, what in OTHER_TYPES:
        if data[: len(start)].lower() == start.lower():
            raise _wrong_type(what)
    raise Refused("wrong-type")


def _wrong_type(what: str) -> Refused:
    return Refused(
        "wrong-type", f"This is {what}, not a Word document or a PDF. Save the plan as .docx or .pdf and upload that."
    )


def _refusal_of_compound_file(data: bytes) -> Refused:
    """Old Office files and password-protected new ones share a container; names inside it tell them apart."""

    def holds(name: str) -> bool:
        return name.encode("utf-16-le") in data

    if holds("EncryptedPackage") or holds("EncryptionInfo"):
        return Refused("password")
    if holds("Workbook"):
        return _wrong_type("a spreadsheet")
    if holds("__substg1.0"):
        return _wrong_type("an e-mail message")
    if holds("PowerPoint Document"):
        return _wrong_type("a slide show")
    return Refused("old-word-format")


# --- Packages ---------------------------------------------------------------------------------


def _look_into_package(data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            entries = package.infolist()
            if len(entries) > MOST_ENTRIES:
                raise Refused("bomb")
            _refuse_by_names(entries)
            total = 0
            kinds = b""
            for entry in entries:
                size = 0
                # Pictures are never parsed, and a drawing may well name its document type.
                watch = None if entry.filename.startswith("word/media/") else _DoctypeWatch()
                for piece in _pieces(package, entry):
                    size += len(piece)
                    total += len(piece)
                    _refuse_bombs(size, total, entry)
                    if watch is not None:
                        watch.see(piece)
                    if entry.filename == "[Content_Types].xml":
                        kinds += piece
            _refuse_by_kind(kinds, entries, package)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError, RuntimeError) as error:
        raise Refused("broken") from error


def _refuse_by_names(entries: list[zipfile.ZipInfo]) -> None:
    names = [entry.filename for entry in entries]
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise Refused("password")
    if any(name.lower().endswith(("vbaproject.bin", "vbadata.xml")) for name in names):
        raise Refused("macros")
    # Two parts of one name: Word would read one of them and we the other.
    if len({name.lower() for name in names}) != len(names):
        raise Refused("broken")
    if any(entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for entry in entries):
        raise Refused("broken")
    # What the directory admits to is enough to refuse; what it hides is counted below.
    if any(entry.file_size > LARGEST_PART for entry in entries) or sum(e.file_size for e in entries) > LARGEST_TOTAL:
        raise Refused("bomb")


def _pieces(package: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    with package.open(entry) as part:
        while piece := part.read(CHUNK):
            yield piece


def _refuse_bombs(size: int, total: int, entry: zipfile.ZipInfo) -> None:
    if size > LARGEST_PART or total > LARGEST_TOTAL:
        raise Refused("bomb")
    if size > RATIO_COUNTS_FROM and size > HIGHEST_RATIO * max(1, entry.compress_size):
        raise Refused("bomb")


def _refuse_by_kind(kinds: bytes, entries: list[zipfile.ZipInfo], package: zipfile.ZipFile) -> None:
    if b"macroEnabled" in kinds:
        raise Refused("macros")
    if any(kind in kinds for kind in WORD_MAIN):
        return
    if b"spreadsheetml" in kinds:
        raise _wrong_type("a spreadsheet")
    if b"presentationml" in kinds:
        raise _wrong_type("a slide show")
    if any(entry.filename == "mimetype" for entry in entries):
        with package.open("mimetype") as part:
            if part.read(200).startswith(b"application/vnd.oasis.opendocument.text"):
                raise _wrong_type("an OpenDocument text")
    if kinds:
        raise Refused("broken")
    raise _wrong_type("an archive")


# --- XML that no plan needs -------------------------------------------------------------------

_FORBIDDEN = tuple(
    word.encode(encoding)
    for word in ("<!DOCTYPE", "<!ENTITY")
    for encoding in ("ascii", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
)
_LONGEST_FORBIDDEN = max(len(word) for word in _FORBIDDEN)
_ENCODING = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s{0,5}=\s{0,5}["']([A-Za-z0-9._-]{1,40})["']""")
_ENCODINGS_ALLOWED = frozenset((b"utf-8", b"utf8", b"utf-16", b"us-ascii", b"ascii", b"iso-8859-1", b"windows-1252"))
# The first bytes of an XML declaration in EBCDIC: a way to say DOCTYPE that a byte search would miss.
_EBCDIC = b"\x4c\x6f\xa7\x94"


class _DoctypeWatch:
    """Looks at a part as it streams by, and refuses a document type in any encoding."""

    def __init__(self) -> None:
        self._tail = b""
        self._at_start = True

    def see(self, piece: bytes) -> None:
        if self._at_start:
            self._at_start = False
            declared = _ENCODING.match(piece.lstrip(b"\xef\xbb\xbf \t\r\n")[:400])
            if piece.startswith(_EBCDIC) or (declared and declared[1].lower() not in _ENCODINGS_ALLOWED):
                raise Refused("hostile-xml")
        text = self._tail + piece
        if b"!" in text and any(word in text for word in _FORBIDDEN):
            raise Refused("hostile-xml")
        self._tail = text[-_LONGEST_FORBIDDEN:]


def looks_hostile(part: bytes) -> bool:
    """Whether an XML part declares a document type or entities, in any encoding, or hides in a rare one."""
    try:
        _DoctypeWatch().see(part)
    except Refused:
        return True
    return False
