"""The QA Toolkit as versioned data: which editions there are, and which one holds on a day.

This is the door to the room: everybody imports from here. An edition is a file in `editions/`, or in a
folder of the authority's own named by the environment variable GOLDENTHREAD_EDITIONS (docs/toolkit.md).
"""

from __future__ import annotations

import os
from datetime import date
from functools import lru_cache
from pathlib import Path

from goldenthread.toolkit.edition import Edition, Question, SectionForm, UnknownCode, questions_of
from goldenthread.toolkit.nouns import (
    CRITICAL,
    GATE,
    Aim,
    Answer,
    AppliesWhen,
    Choice,
    Cited,
    FormProfile,
    HolisticQuestion,
    Judgement,
    Limit,
    Origin,
    PlanFacts,
    Scale,
    Section,
    Standard,
    Threshold,
)
from goldenthread.toolkit.parts import EditionRefused
from goldenthread.toolkit.reading import read_edition
from goldenthread.toolkit.tables import Table

__all__ = [
    "CRITICAL",
    "GATE",
    "Aim",
    "Answer",
    "AppliesWhen",
    "Choice",
    "Cited",
    "Edition",
    "EditionRefused",
    "FormProfile",
    "HolisticQuestion",
    "Judgement",
    "Limit",
    "NoSuchEdition",
    "Origin",
    "PlanFacts",
    "Question",
    "Scale",
    "Section",
    "SectionForm",
    "Standard",
    "Table",
    "Threshold",
    "UnknownCode",
    "current_edition",
    "edition_folders",
    "editions",
    "load_edition",
    "questions_of",
]

OWN_EDITIONS = "GOLDENTHREAD_EDITIONS"
SHIPPED_EDITIONS = Path(__file__).parent / "editions"


class NoSuchEdition(LookupError):
    """No toolkit file has this id, or none is in use on this day."""


def edition_folders() -> tuple[Path, ...]:
    """Where toolkit files are looked for: the folder that we ship, then the authority's own, if named."""
    own = os.environ.get(OWN_EDITIONS, "")
    return (SHIPPED_EDITIONS, *(Path(folder) for folder in own.split(os.pathsep) if folder))


def load_edition(id: str) -> Edition:
    """The edition with this id. NoSuchEdition if there is none, EditionRefused if its file is faulty.

    A file is read once for as long as the process lives.
    """
    files = _files()
    if id not in files:
        raise NoSuchEdition(f"There is no toolkit edition {id!r}. There are: {', '.join(sorted(files))}.")
    return _read(files[id])


def editions(subject: str = "plan") -> list[Edition]:
    """Every edition for plans (or for annual reviews), newest first, whatever its status."""
    read = [_read(path) for path in _files().values()]
    return sorted((each for each in read if each.subject == subject), key=lambda each: (each.dated, each.id))[::-1]


def current_edition(on: date, subject: str = "plan") -> Edition:
    """The newest edition that is in use and dated on or before this day. NoSuchEdition if there is none."""
    for edition in editions(subject):
        if edition.status == "in use" and edition.dated <= on:
            return edition
    raise NoSuchEdition(f"No toolkit edition for a {subject} was in use on {on:%d %B %Y}.")


def _files() -> dict[str, Path]:
    """Toolkit files by id. Two with one id are refused: results keep the id, so it must mean one thing."""
    found: dict[str, Path] = {}
    for folder in edition_folders():
        for path in sorted(folder.glob("*.toml")):
            if path.stem in found:
                raise EditionRefused(path.name, [f"There are two editions with the id {path.stem!r}."])
            found[path.stem] = path
    return found


@lru_cache(maxsize=64)
def _read(path: Path) -> Edition:
    return read_edition(path)
