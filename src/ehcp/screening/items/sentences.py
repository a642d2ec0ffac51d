"""Where sentences begin and end, for telling items apart in running prose."""

from __future__ import annotations

import re
from collections.abc import Iterator

_STOP = re.compile(r"""[.!?][")'\]]?\s+(?=["'(\[]?[A-Z0-9])""")
_NO_STOP = re.compile(
    r"(?:\b(?:mr|mrs|ms|dr|st|no|nos|prof|rev|sr|jr|vs|cf|approx|e\.g|i\.e|a\.m|p\.m|p\.w|etc|[a-z])\.)\Z",
    re.IGNORECASE,
)


def sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The sentences of a stretch of folded text, as offsets into it."""
    begins = start
    for stop in _STOP.finditer(text, start, end):
        if text[stop.start()] == "." and _NO_STOP.search(text, max(begins, stop.start() - 8), stop.start() + 1):
            continue
        yield begins, len(text[begins : stop.end()].rstrip()) + begins
        begins = stop.end()
    if begins < end:
        yield begins, end
