"""The files that somebody chose become one file that is kept: an XML as it came, or a set of CSV files as a zip.

Nothing is opened here beyond its first bytes: what is inside is read apart (`apart`).
"""

import hashlib
import tempfile
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import IO, Any

from ehcp.sen2.record import Unreadable

MEGABYTE = 1024 * 1024
MOST_BYTES = 200 * MEGABYTE
MOST_FILES = 20
PIECE = MEGABYTE

TOO_LARGE = (
    "The files together are larger than 200 MB. A return of 25,000 persons has some 40 MB: is it the right file?"
)
TOO_MANY = "These are more than 20 files. The set of a return has nine: one for each table."
WHICH = "Choose one XML file, or all CSV files of the Blade export together, or a .zip file of them. {name} is none of these."
MIXED = "Choose either one XML file, or one .zip file, or CSV files: not several kinds together."


@dataclass
class Packed:
    """A file to keep, at its beginning, with the ending that tells its kind: "xml" or "zip"."""

    file: IO[bytes]
    kind: str
    name: str
    sha256: str


def pack(files: Sequence[Any]) -> Packed:
    """One temporary file of all that was handed in. Each of `files` has `name`, `size` and `chunks()`.

    Raises Unreadable with a sentence for people.
    """
    if len(files) > MOST_FILES:
        raise Unreadable(TOO_MANY)
    if sum(file.size for file in files) > MOST_BYTES:
        raise Unreadable(TOO_LARGE)
    endings = {PurePath(file.name).suffix.lower() for file in files}
    for file in files:
        if PurePath(file.name).suffix.lower() not in (".xml", ".zip", ".csv"):
            raise Unreadable(WHICH.format(name=PurePath(file.name).name[:100]))
    if len(endings) != 1 or (endings != {".csv"} and len(files) > 1):
        raise Unreadable(MIXED)
    kind = "xml" if endings == {".xml"} else "zip"
    digest = hashlib.sha256()
    kept = tempfile.TemporaryFile()  # noqa: SIM115 - whoever asked for it closes it
    if endings == {".csv"}:
        _zip(files, kept, digest)
    else:
        for piece in files[0].chunks():
            digest.update(piece)
            kept.write(piece)
    kept.flush()
    kept.seek(0)
    first = PurePath(files[0].name).name
    name = first if len(files) == 1 else f"{first} and {len(files) - 1} more"
    return Packed(kept, kind, name[-255:], digest.hexdigest())


def _zip(files: Sequence[Any], target: IO[bytes], digest: Any) -> None:
    """The set in the order of its names, so that the same files make the same hash however they were chosen."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(files, key=lambda each: PurePath(each.name).name):
            name = PurePath(file.name).name
            digest.update(name.encode() + b"\0")
            with archive.open(name, "w") as member:
                for piece in file.chunks():
                    digest.update(piece)
                    member.write(piece)
