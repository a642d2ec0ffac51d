"""The arithmetic of a draw: frames, seed, tickets, picks. The numbered steps are those of docs/the-draw.md.

There is no chance in here: the nonce is an argument, and the same arguments give the same picks for ever.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from ehcp.rulebook import rule
from ehcp.statistics.sampling.canonical import FORMAT, nonce_bytes

SOURCE = "The draw"
TICKETS = 2**256
SHORTEST_ID = 22

Entry = dict[str, str]
Place = dict[str, Any]


# --- Fractions as text ------------------------------------------------------------------------


def fraction_text(chance: Fraction) -> str:
    """An exact fraction as a receipt writes it: "1/3", and "1/1" for certainty."""
    return f"{chance.numerator}/{chance.denominator}"


def fraction(text: str) -> Fraction:
    """The chance that a text such as "1/3" stands for. Raises ValueError unless it is p/q, from 0 to 1."""
    if not re.fullmatch(r"(0|[1-9][0-9]{0,17})/[1-9][0-9]{0,17}", text, re.ASCII):
        raise ValueError(f"A chance is written as a fraction such as 1/3, not {text!r}.")
    over, under = (int(part) for part in text.split("/"))
    if over > under:
        raise ValueError(f"A chance is at most 1/1, and {text} is more.")
    return Fraction(over, under)


# --- Frames -----------------------------------------------------------------------------------


def arrival_id(period: str, number: int) -> str:
    """The id of the month's n-th draft: "2026-11-000027". Numbers start at 1 and leave no gap."""
    if not 1 <= number <= 999_999:
        raise ValueError("Arrivals are numbered from 1 to 999999.")
    return f"{period}-{number:06d}"


def chance_frame(*, period: str, arrival: int, officer: str, chance: Fraction) -> list[Entry]:
    """The frame of a chance draw: one draft, its officer's code of the month, its chance."""
    return [{"id": arrival_id(period, arrival), "stratum": officer, "chance": fraction_text(chance)}]


def quota_frame(strata: Mapping[str, str], quota: Mapping[str, int]) -> list[Entry]:
    """The frame of a quota draw, sorted by id, from id -> stratum. An id is 22 or more random characters.

    Each plan carries its chance, so many of so many: the quota is thereby fixed in the frame's hash. A stratum that
    the quota leaves out has the chance 0/1. Raises ValueError for an id that is too short.
    """
    size = sizes(strata.values())
    frame = []
    for one in sorted(strata):
        if len(one) < SHORTEST_ID:
            raise ValueError(f"An id of a quota draw has {SHORTEST_ID} random characters or more.")
        stratum = strata[one]
        chance = Fraction(min(quota.get(stratum, 0), size[stratum]), size[stratum])
        frame.append({"id": one, "stratum": stratum, "chance": fraction_text(chance)})
    return frame


def sizes(strata: Iterable[str]) -> dict[str, int]:
    """How many there are of each stratum."""
    counted: dict[str, int] = {}
    for stratum in strata:
        counted[stratum] = counted.get(stratum, 0) + 1
    return counted


def shortfalls(frame: Iterable[Mapping[str, str]], quota: Mapping[str, int]) -> dict[str, tuple[int, int]]:
    """Strata that hold fewer plans than their quota: stratum -> (has, was asked for). They give all they have."""
    size = sizes(one["stratum"] for one in frame)
    return {
        stratum: (size.get(stratum, 0), asked)
        for stratum, asked in sorted(quota.items())
        if size.get(stratum, 0) < asked
    }


# --- Seed and tickets -------------------------------------------------------------------------


@rule("draw 4", source=SOURCE + ", step 4")
def seed(
    *, purpose: str, period: str, reference: str, frame_sha256: str, nonce: str, entries: Sequence[str] = ()
) -> bytes:
    """The seed mixes the frozen frame, the committed nonce and every entry, so that nobody chooses it alone.

    32 bytes. `nonce` is 64 lower-case hex digits, `entries` the texts in the order given. Raises ValueError where a
    part holds a line break: two different draws could else be written alike.
    """
    nonce_bytes(nonce)
    parts = [FORMAT, purpose, period, reference, frame_sha256, nonce, *entries]
    if any("\n" in part for part in parts):
        raise ValueError("No part of a seed holds a line break.")
    return hashlib.sha256("\n".join(parts).encode("utf-8")).digest()


@rule("draw 5", source=SOURCE + ", step 5")
def ticket(seed: bytes, id: str) -> int:
    """Every plan's ticket follows from the seed and its id alone; nobody hands tickets out.

    A whole number from 0 up to, not including, 2 to the power of 256.
    """
    return int.from_bytes(hmac.digest(seed, id.encode("utf-8"), "sha256"), "big")


# --- Picks ------------------------------------------------------------------------------------


@rule("draw 6", source=SOURCE + ", step 6")
def quota_draw(
    seed: bytes, frame: Iterable[Mapping[str, str]], quota: Mapping[str, int]
) -> tuple[list[Place], list[Place]]:
    """Within each stratum the lowest tickets are picked, as many as its quota; the others are reserves in that order.

    Reading taken: places run on from the picks into the reserves. A stratum smaller than its quota gives all it has.
    Picks and reserves come sorted by stratum and place.
    """
    by_stratum: dict[str, list[str]] = {}
    for one in frame:
        by_stratum.setdefault(one["stratum"], []).append(one["id"])
    picks: list[Place] = []
    reserves: list[Place] = []
    for stratum in sorted(by_stratum):
        ranked = sorted(by_stratum[stratum], key=lambda id: (ticket(seed, id), id))
        for place, id in enumerate(ranked, start=1):
            side = picks if place <= quota.get(stratum, 0) else reserves
            side.append({"id": id, "stratum": stratum, "place": place})
    return picks, reserves


@rule("draw 7", source=SOURCE + ", step 7")
def is_drawn(seed: bytes, id: str, chance: Fraction) -> bool:
    """A draft whose chance is p/q is drawn if, and only if, its ticket lies in the first p of q equal parts."""
    return ticket(seed, id) * chance.denominator < chance.numerator * TICKETS


def chance_draw(seed: bytes, frame: Iterable[Mapping[str, str]]) -> list[Place]:
    """The picks of a chance draw: its one draft at place 1, or none."""
    return [
        {"id": one["id"], "stratum": one["stratum"], "place": 1}
        for one in frame
        if is_drawn(seed, one["id"], fraction(one["chance"]))
    ]


@rule("draw 8", source=SOURCE + ", step 8")
def next_reserve(receipt: Mapping[str, Any], *, fell_out: str, gone: Collection[str] = ()) -> Place | None:
    """A pick that falls out is replaced by the next reserve of its stratum, and by no other plan.

    `fell_out` is the id that falls out, a pick or a reserve that took its place; `gone` the ids of reserves that were
    taken or fell out before. None where no reserve is left. Raises ValueError where the id is not in the draw.
    """
    drawn = [*receipt["picks"], *receipt["reserves"]]
    stratum = next((one["stratum"] for one in drawn if one["id"] == fell_out), None)
    if stratum is None:
        raise ValueError("Only a plan that this draw picked can fall out of it.")
    left = [
        one
        for one in receipt["reserves"]
        if one["stratum"] == stratum and one["id"] not in gone and one["id"] != fell_out
    ]
    return min(left, key=lambda one: one["place"], default=None)
