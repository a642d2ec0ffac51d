"""Reads a return in a process of its own, which may die: limited in memory and processor time, person by person.

Pure: nothing of Django is loaded on either side. Nothing is written to a disk; the answer comes through a pipe.
"""

import contextlib
import json
import os
import resource
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, Any, BinaryIO

from ehcp.sen2.reading_blade import BladeSet, blade_set
from ehcp.sen2.reading_xml import Reading
from ehcp.sen2.record import Header, Module, Person, Row, Unreadable

MEMORY = 1024**3
SECONDS = 180
LONGEST_PERSON = 4 * 1024**2
MOST_MEMBERS = 20
MOST_UNPACKED = 400 * 1024**2
MOST_TIMES_LARGER = 200
_ROOT = str(Path(__file__).resolve().parents[3])

GAVE_UP = "This return could not be read safely: it needs more memory or time than a return should. Export it again."
NO_ZIP = "This .zip file cannot be opened, or it is protected by a password. Pack the files of the export again, without one."
BOMB = (
    "This .zip file unpacks to far more than a return holds, so it was not opened. Pack the files of one export alone."
)


@dataclass(frozen=True)
class Told:
    """What a return says of itself before it is read, and about how many persons it holds (for the bar alone)."""

    header: Header
    about: int


def peek(file: IO[bytes], kind: str) -> Told:
    """What a return is. `kind` is "xml" or "zip"; `file` stands on a disk. Raises Unreadable with a sentence."""
    for line in _lines(file, kind, "peek"):
        return Told(Header(line["header"]), line["about"])
    raise Unreadable(GAVE_UP)


def persons_apart(file: IO[bytes], kind: str) -> Iterator[Person]:
    """Each person of a return. Raises Unreadable with a sentence; what came before it was whole."""
    for number, line in enumerate(_lines(file, kind, "read"), 1):
        yield Person(number, row_of(line))


def packed(row: Row) -> list[Any]:
    """A row as plain lists: [module, values, rows below]."""
    return [row.module.value, row.values, [packed(each) for each in row.below]]


def row_of(plain: list[Any]) -> Row:
    """The other way round."""
    module, values, below = plain
    return Row(Module(module), values, [row_of(each) for each in below])


def _lines(file: IO[bytes], kind: str, what: str) -> Iterator[Any]:
    file.seek(0)
    child = subprocess.Popen(  # noqa: S603 - our own interpreter and module, no shell
        [sys.executable, "-m", __name__, kind, what],
        stdin=file.fileno(),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={"PYTHONPATH": _ROOT, "PATH": os.environ.get("PATH", ""), "PYTHONIOENCODING": "utf-8"},
        start_new_session=True,
    )
    assert child.stdout is not None
    try:
        while True:
            line = child.stdout.readline(LONGEST_PERSON)
            if not line.endswith(b"\n"):
                raise Unreadable(GAVE_UP)
            said = json.loads(line)
            if said == "end":
                return
            if isinstance(said, dict) and "refused" in said:
                raise Unreadable(said["refused"])
            yield said
    finally:
        # Whoever asked may have heard enough: it has no more to do.
        child.kill()
        child.stdout.close()
        child.wait()


# --- The side that may die ---


def main(kind: str, what: str) -> None:
    """A file on standard input; one line of JSON for each person out, "end" after the last."""
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
        resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))
    try:
        if what == "peek":
            _say(_about(sys.stdin.buffer, kind))
        else:
            for person in _persons(sys.stdin.buffer, kind):
                _say(packed(person.row))
    except Unreadable as refused:
        _say({"refused": refused.sentence})
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, RuntimeError, EOFError, OSError):
        _say({"refused": NO_ZIP})
    else:
        _say("end")


def _say(what: object) -> None:
    sys.stdout.write(json.dumps(what, separators=(",", ":")) + "\n")


def _opened(file: BinaryIO, kind: str) -> BinaryIO | BladeSet:
    """The XML, or the set of CSV files, of what was handed in."""
    if kind == "xml":
        return file
    archive = zipfile.ZipFile(file)
    members = [
        each
        for each in archive.infolist()
        if not each.is_dir() and not each.filename.startswith("__MACOSX/") and not each.filename.endswith(".DS_Store")
    ]
    unpacked = sum(each.file_size for each in members)
    if (
        len(members) > MOST_MEMBERS
        or unpacked > MOST_UNPACKED
        or any(each.file_size > MOST_TIMES_LARGER * each.compress_size + 1024**2 for each in members)
    ):
        raise Unreadable(BOMB)
    if len(members) == 1 and members[0].filename.lower().endswith(".xml"):
        return archive.open(members[0])  # type: ignore[return-value]
    return blade_set({PurePosixPath(each.filename).name: archive.open(each) for each in members})  # type: ignore[misc]


def _persons(file: BinaryIO, kind: str) -> Iterator[Person]:
    opened = _opened(file, kind)
    return opened.persons() if isinstance(opened, BladeSet) else Reading().persons(opened)


def _about(file: BinaryIO, kind: str) -> dict[str, Any]:
    """What the return says of itself, from its beginning alone."""
    opened = _opened(file, kind)
    if isinstance(opened, BladeSet):
        table = opened.files.get("person")
        about = sum(piece.count(b"\n") for piece in iter(lambda: table.read(1 << 20), b"")) if table else 1
        return {"header": dict(opened.header().values), "about": max(about - 1, 0)}
    reading = Reading()
    next(reading.persons(opened), None)
    opened.seek(0)
    about = sum(piece.count(b"</Person>") for piece in iter(lambda: opened.read(1 << 20), b""))
    return {"header": dict(reading.header.values), "about": about}


if __name__ == "__main__":
    main(*sys.argv[1:3])
