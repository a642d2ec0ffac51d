"""Wording that stands in another child's plan too, told by keyed hashes alone.

Each paragraph becomes a MinHash signature of its three-word shingles (A. Broder, 1997): the share of places in which
two signatures agree estimates the share of shingles that two paragraphs have in common. The shingles are hashed with a
key of the authority's own, so signatures of two authorities never meet and none can be turned back into words.
"""

from __future__ import annotations

import hashlib
import re
import struct
from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.utils.crypto import salted_hmac

from ehcp.screening.plan_text import PlanText

WORDS_A_SHINGLE = 3
FEWEST_WORDS = 20  # shorter paragraphs are alike by chance or by law
PLACES = 32
# Places that agree in near-identical text. One word changed in forty leaves five sixths of the shingles as they were:
# 99 signatures of 100 then agree in so many places. Paragraphs that share half of their shingles do so in 3 of 100.
ALIKE = 22
SECTIONS = ("A", "B", "C", "D", "E", "F", "G", "H", "H1", "H2")
# From so many other children on it is the authority's own template that speaks, and nobody copied it.
TEMPLATE_FROM = 4

_WORD = re.compile(r"[a-z0-9]+(?:'[a-z]+)?")
_PRONOUNS = frozenset("he she they him her them his hers their theirs himself herself themselves themself".split())
_UNPACK = struct.Struct(f"<{PLACES}H").unpack
_BANDS = struct.Struct("<4I").unpack


@dataclass(frozen=True)
class Passage:
    """A paragraph: where it stands in the plan's text, its section, and its signature."""

    start: int
    end: int
    section: str
    signature: bytes

    @property
    def bands(self) -> tuple[int, int, int, int]:
        """Two places of the signature each. Near-identical texts agree in one of the four 99 times of 100."""
        return _BANDS(self.signature[:16])


def key_of(authority_id: int) -> bytes:
    """The authority's key. It follows from the service's secret: a new secret makes old signatures worthless."""
    return salted_hmac(
        "goldenthread.screenings.boilerplate", str(authority_id), secret=settings.SECRET_KEY, algorithm="sha256"
    ).digest()


def passages_of(plan: PlanText, *, names: Iterable[str], key: bytes) -> list[Passage]:
    """The longer paragraphs of sections A to H. The child's names and pronouns count as one word, whoever it is."""
    masked = _PRONOUNS | {part for name in names for part in _WORD.findall(name.lower())}
    found = []
    text = plan.folded.lower()
    for section in SECTIONS:
        for start, end in plan.sections.get(section, ()):
            words = ["child" if word in masked else word for word in _WORD.findall(text, start, end)]
            if len(words) >= FEWEST_WORDS:
                found.append(Passage(start, end, section, signature_of(words, key)))
    return found


def signature_of(words: list[str], key: bytes) -> bytes:
    """For each of thirty-two keyed hashes the least value over all shingles."""
    hashes = [
        _UNPACK(hashlib.blake2b(" ".join(words[at : at + WORDS_A_SHINGLE]).encode(), key=key[:64]).digest())
        for at in range(len(words) - WORDS_A_SHINGLE + 1)
    ]
    return struct.pack(f"<{PLACES}H", *map(min, zip(*hashes, strict=True)))


def are_near_identical(one: bytes, other: bytes) -> bool:
    return sum(a == b for a, b in zip(_UNPACK(one), _UNPACK(other), strict=True)) >= ALIKE
