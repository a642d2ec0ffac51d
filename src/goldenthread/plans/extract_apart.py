"""Reads an extract in a process of its own, which may die: the library that opens workbooks ends the whole process when
it is made to ask for more memory than there is. Pure: nothing of Django is loaded on either side.
"""

import contextlib
import json
import os
import resource
import signal
import subprocess
import sys
from pathlib import Path

from goldenthread.plans.extract import Extract, ExtractRefused, Row, read_extract

MEMORY = 3 * 1024**3
SECONDS = 120
_ROOT = str(Path(__file__).resolve().parents[2])


def read_apart(data: bytes, filename: str, *, sheet: str = "", header_row: int | None = None) -> Extract:
    """`read_extract` at arm's length: limited memory and time, and its crash becomes an ExtractRefused."""
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and module, no shell
            [sys.executable, "-m", __name__, sheet, str(header_row or "")],
            input=data,
            capture_output=True,
            timeout=SECONDS + 10,
            env={"PYTHONPATH": _ROOT, "PATH": os.environ.get("PATH", ""), "PYTHONIOENCODING": "utf-8"},
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise _gave_up() from None
    lines = done.stdout.decode("utf-8", "replace").splitlines()
    if done.returncode or not lines:
        raise _gave_up()
    head = json.loads(lines[0])
    if "refused" in head:
        raise ExtractRefused(head["refused"], head["sentence"])
    rows = []
    for line in lines[1:]:
        number, cells, raw, misfit = json.loads(line)
        cells = tuple(cells)
        rows.append(Row(number, cells, cells if raw is None else tuple(raw), misfit))
    return Extract(
        filename,
        head["kind"],
        tuple(head["sheets"]),
        head["sheet"],
        head["encoding"],
        head["header_row"],
        tuple(head["headers"]),
        tuple(rows),
        tuple(head["warnings"]),
    )


def _gave_up() -> ExtractRefused:
    return ExtractRefused(
        "too-heavy",
        "This file could not be opened safely: it needs more memory or time than an extract should. "
        "Export the report as CSV, or bring it in as several files.",
    )


def main(sheet: str, header_row: str) -> None:
    """The side that may die: bytes on standard input, one line of JSON for the table and one for each row out."""
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
        resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))
    # It ends by itself even when the server that would have ended it is gone.
    signal.alarm(SECONDS + 5)
    try:
        extract = read_extract(sys.stdin.buffer.read(), "", sheet=sheet, header_row=int(header_row or 0) or None)
    except ExtractRefused as refused:
        _say({"refused": refused.code, "sentence": refused.sentence})
        return
    _say(
        {
            "kind": extract.kind,
            "sheets": extract.sheets,
            "sheet": extract.sheet,
            "encoding": extract.encoding,
            "header_row": extract.header_row,
            "headers": extract.headers,
            "warnings": extract.warnings,
        }
    )
    for row in extract.rows:
        _say((row.number, row.cells, None if row.raw == row.cells else row.raw, row.misfit))


def _say(what: object) -> None:
    # ASCII only, so that no letter of a cell can look like the end of a line.
    sys.stdout.write(json.dumps(what, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:3])
