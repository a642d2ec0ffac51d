"""Codes that are on no list."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from ehcp.sen2.codes import CODES, words_for
from ehcp.sen2.record import Person
from ehcp.sen2.rule import Place, rule


@rule(
    "unknown-code",
    what="A code is none of the published list.",
    why="It counts for nothing in the return. It is shown as it came, and left out of no list here.",
    mend="Map the entry of the case system's lookup to a code of the return.",
)
def unknown_code(person: Person, on: dt.date) -> Iterator[Place]:
    for row in person.all_rows():
        for item, value in row.values.items():
            if item in CODES and value.strip() and words_for(item, value) is None:
                yield row, item, value
