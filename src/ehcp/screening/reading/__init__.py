"""A file becomes a Document of sections.

`read` is for files one trusts, and for the child process; the server reads uploads through its quarantine.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

from ehcp.screening.document import Document, ReadingWarning
from ehcp.screening.reading.preflight import OTHER_TYPES, preflight
from ehcp.screening.reading.refusal import SENTENCES, Refused
from ehcp.screening.reading.sections import sections_of

__all__ = ["READER_VERSION", "SENTENCES", "Refused", "preflight", "read", "read_any"]

# Change it whenever the same file would be read differently.
READER_VERSION = "3"


def read(file: str | Path | bytes, name: str | None = None) -> Document:
    """The plan in a .docx or .pdf, told apart by content: `name` is taken for callers' ease and proves nothing.

    Raises Refused, with a sentence for whoever uploaded the file.
    """
    data = file if isinstance(file, bytes) else Path(file).read_bytes()
    kind = preflight(data)
    # Each parser is loaded only where it is needed: a child process lives for one file.
    if kind == "docx":
        from ehcp.screening.reading.docx import read_docx

        raw = read_docx(data)
    else:
        from ehcp.screening.reading.pdf import read_pdf

        raw = read_pdf(data)
    sections = sections_of(raw.drafts)
    return Document(
        sha256=hashlib.sha256(data).hexdigest(),
        source_format=kind,
        reader_version=READER_VERSION,
        blocks=tuple(draft.to_block(index) for index, draft in enumerate(raw.drafts)),
        sections=tuple(sections),
        warnings=tuple(ReadingWarning(*warning) for warning in raw.warnings),
        meta=raw.meta,
    )


def read_any(data: bytes) -> Document:
    """The plan in any file that the command can take: .docx, .pdf, plain text, or what LibreOffice can turn into .docx.

    Uploads go through `read`, which takes the first two alone. Raises Refused.
    """
    from ehcp.screening.reading.office import as_docx, office_kind

    kind = office_kind(data)
    if kind is not None:
        document = read(as_docx(data, kind))
        return replace(document, sha256=hashlib.sha256(data).hexdigest(), source_format=kind)
    try:
        preflight(data)
    except Refused as refused:
        if refused.code != "wrong-type" or data[:2] == b"PK" or _is_marked(data):
            raise
        from ehcp.screening.reading.text import read_text

        return read_text(data)
    return read(data)


def _is_marked(data: bytes) -> bool:
    """Whether a file says by its first bytes that it is something else: a picture, a program, a web page."""
    return any(data[: len(mark)].lower() == mark.lower() and len(mark) > 2 for mark, _ in OTHER_TYPES)
