"""A file becomes a Document of sections.

`read` is for files one trusts, and for the child process; the server reads uploads through its quarantine.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from ehcp.screening.document import Document, ReadingWarning
from ehcp.screening.reading.preflight import preflight
from ehcp.screening.reading.refusal import SENTENCES, Refused
from ehcp.screening.reading.sections import sections_of

__all__ = ["READER_VERSION", "SENTENCES", "Refused", "preflight", "read"]

# Change it whenever the same file would be read differently.
READER_VERSION = "2"


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
