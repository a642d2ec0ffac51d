"""Checking receipts: one alone, and several together. Every problem is a sentence for people."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from itertools import pairwise
from typing import Any

from ehcp.statistics.sampling.canonical import FORMAT, SEAL, canonical, commitment_to, seal_of, sha256_of
from ehcp.statistics.sampling.draws import SHORTEST_ID, fraction, sizes
from ehcp.statistics.sampling.entries import EntryRefused, needs_entries, normalised, who_is_missing
from ehcp.statistics.sampling.receipts import CHANCE, EXCLUSION_REASONS, QUOTA, awaits_reveal, drawn_from, seed_of

HEX = re.compile(r"[0-9a-f]{64}")
PERIOD = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")
QUOTA_ID = re.compile(rf"[A-Za-z0-9_-]{{{SHORTEST_ID},}}")
ARRIVAL = re.compile(r"([0-9]{4}-[0-9]{2})-([0-9]{6})")
NUMBERED = re.compile(r"(.*?)([0-9]+)")

# What each field holds. The seal may be absent: a receipt made by hand from the contract has none.
SHAPE: dict[str, type | tuple[type, ...]] = {
    "format": str,
    "kind": str,
    "purpose": str,
    "period": str,
    "reference": str,
    "frame": list,
    "frame_sha256": str,
    "excluded": list,
    "excluded_sha256": str,
    "quota": dict,
    "quota_reason": str,
    "commitment": str,
    "committed_at": str,
    "entries": list,
    "nonce": (str, type(None)),
    "drawn_at": (str, type(None)),
    "seed": (str, type(None)),
    "picks": list,
    "reserves": list,
}
LISTS: dict[str, dict[str, type]] = {
    "frame": {"id": str, "stratum": str, "chance": str},
    "excluded": {"id": str, "reason": str},
    "entries": {"agency": str, "text": str},
    "picks": {"id": str, "stratum": str, "place": int},
    "reserves": {"id": str, "stratum": str, "place": int},
}


def verify(receipt: Any, *, on: dt.date | None = None) -> list[str]:
    """What is wrong with a receipt, in sentences; an empty list when it holds.

    A chance draw that awaits its reveal is checked as far as it can be (`awaits_reveal` tells that it does). Given
    the day, `on`, a reveal that is overdue is a problem too.
    """
    ill_formed = list(_shape(receipt))
    if ill_formed:
        return ill_formed
    try:
        found = [*_hashes(receipt), *_frame(receipt), *_moments(receipt), *_entries(receipt)]
        if receipt["nonce"] is None:
            found += _not_open(receipt, on)
        else:
            found += _arithmetic(receipt)
    except UnicodeEncodeError:
        return ["The receipt holds a character that cannot be written as UTF-8."]
    return found


def verify_bytes(data: bytes, *, on: dt.date | None = None) -> list[str]:
    """What is wrong with a receipt's file. The file is in canonical form, with or without a line break at its end."""
    try:
        receipt = json.loads(data.decode("utf-8"))
    except (UnicodeDecodeError, ValueError, RecursionError):
        return ["This is not a receipt: it cannot be read as UTF-8 JSON."]
    found = verify(receipt, on=on)
    if not found and data not in (canonical(receipt), canonical(receipt) + b"\n"):
        found.append("The file is not in canonical form. Download the receipt again instead of copying its text.")
    return found


# What is shown before anybody enters anything, and never changes after.
FROZEN = (
    "format",
    "kind",
    "purpose",
    "period",
    "reference",
    "frame_sha256",
    "excluded_sha256",
    "quota",
    "quota_reason",
    "commitment",
    "committed_at",
)


def changed_since_frozen(frozen: Mapping[str, Any], receipt: Mapping[str, Any]) -> list[str]:
    """What a drawn receipt holds otherwise than the frozen one that was shown before the draw; [] when nothing."""
    return [f"The field {key} is not as it was frozen." for key in FROZEN if frozen.get(key) != receipt.get(key)]


def unaccounted(receipt: Mapping[str, Any], eligible: Iterable[str]) -> list[str]:
    """Ids of eligible plans that are neither in the frame nor excluded with a reason, and of plans that are in the
    receipt without being eligible; [] when the register and the receipt agree.
    """
    listed = {one["id"] for one in receipt["frame"]} | {one["id"] for one in receipt["excluded"]}
    return sorted(listed ^ set(eligible))


def verify_together(receipts: Iterable[Mapping[str, Any]], *, on: dt.date | None = None) -> list[str]:
    """What is wrong with an authority's receipts as a set, after each by itself.

    Looks for reference and arrival numbers that are missing or used twice, and for months of chance draws with more
    than one commitment. What is missing may be in another folder: it is named so that it can be asked for.
    """
    given = list(receipts)
    found = [f"{_name(one)}: {problem}" for one in given for problem in verify(one, on=on)]
    if found:
        return found
    found += _gaps((one["reference"] for one in given), "reference")
    chance = [one for one in given if one["kind"] == CHANCE]
    for period in sorted({one["period"] for one in chance}):
        month = [one for one in chance if one["period"] == period]
        if len({one["commitment"] for one in month}) > 1:
            found.append(f"{period}: the chance draws of the month do not share one commitment.")
        found += _gaps((one["frame"][0]["id"] for one in month), "arrival")
        found += _gaps_at_the_start(one["frame"][0]["id"] for one in month)
    return found


# --- One receipt ------------------------------------------------------------------------------


def _name(receipt: Any) -> str:
    return str(receipt.get("reference", "A receipt")) if isinstance(receipt, Mapping) else "A receipt"


def _shape(receipt: Any) -> Iterator[str]:
    if not isinstance(receipt, Mapping):
        yield "This is not a receipt: it is not a JSON object."
        return
    wrong = set(receipt) - {SEAL} ^ set(SHAPE)
    for key in sorted(wrong, key=str):
        yield f"The field {key} is missing." if key in SHAPE else f"The field {key} does not belong in a receipt."
    if wrong:
        return
    if receipt["format"] != FORMAT:
        yield f"The format is not {FORMAT}."
    if receipt["kind"] not in (CHANCE, QUOTA):
        yield "The kind is neither chance nor quota."
    for key, kind in SHAPE.items():
        if not isinstance(receipt[key], kind):
            yield f"The field {key} holds the wrong kind of value."
        elif key in LISTS and not all(_fits(one, LISTS[key]) for one in receipt[key]):
            yield f"The list {key} holds something that does not belong there."
    quota = receipt["quota"]
    if isinstance(quota, dict) and not all(type(asked) is int and asked >= 0 for asked in quota.values()):
        yield "The quota is not a whole number for every stratum."


def _fits(one: Any, fields: Mapping[str, type]) -> bool:
    # type(), not isinstance(): True is no whole number here.
    return isinstance(one, Mapping) and set(one) == set(fields) and all(type(one[key]) is fields[key] for key in fields)


def _hashes(receipt: Mapping[str, Any]) -> Iterator[str]:
    if receipt["frame_sha256"] != sha256_of(receipt["frame"]):
        yield "The frame is not the one whose hash was fixed."
    if receipt["excluded_sha256"] != sha256_of(receipt["excluded"]):
        yield "The excluded plans are not those whose hash was fixed."
    if not HEX.fullmatch(receipt["commitment"]):
        yield "The commitment is not a SHA-256 in hex."
    if SEAL in receipt and receipt[SEAL] != seal_of(receipt):
        yield "The receipt was changed after it was sealed."


def _frame(receipt: Mapping[str, Any]) -> Iterator[str]:
    ids = [one["id"] for one in receipt["frame"]]
    excluded = [one["id"] for one in receipt["excluded"]]
    if ids != sorted(ids) or len(set(ids)) != len(ids):
        yield "The frame is not sorted by id, each id once."
    if set(ids) & set(excluded) or len(set(excluded)) != len(excluded):
        yield "A plan is both in the frame and excluded, or excluded twice."
    if any(one["reason"] not in EXCLUSION_REASONS for one in receipt["excluded"]):
        yield "A plan is excluded for a reason that is not one of the agreed ones."
    try:
        chances = {one["id"]: fraction(one["chance"]) for one in receipt["frame"]}
    except ValueError as problem:
        yield str(problem)
        return
    if not PERIOD.fullmatch(receipt["period"]):
        yield "The period is not a month such as 2026-11."
    if receipt["kind"] == CHANCE:
        yield from _chance_frame(receipt, ids)
    else:
        yield from _quota_frame(receipt, chances)


def _chance_frame(receipt: Mapping[str, Any], ids: list[str]) -> Iterator[str]:
    arrival = ARRIVAL.fullmatch(ids[0]) if len(ids) == 1 else None
    if arrival is None or arrival[1] != receipt["period"] or int(arrival[2]) == 0:
        yield "A chance draw holds one draft, whose id is the month and its arrival number."
    if receipt["quota"] or receipt["entries"] or receipt["reserves"]:
        yield "A chance draw has no quota, no entries and no reserves."


def _quota_frame(receipt: Mapping[str, Any], chances: Mapping[str, Fraction]) -> Iterator[str]:
    if not all(QUOTA_ID.fullmatch(one) for one in chances):
        yield f"An id of a quota draw has {SHORTEST_ID} random characters or more."
    size = sizes(one["stratum"] for one in receipt["frame"])
    for one in receipt["frame"]:
        held = size[one["stratum"]]
        if chances[one["id"]] != Fraction(min(receipt["quota"].get(one["stratum"], 0), held), held):
            yield f"The quota of {one['stratum']} is not the one that the frame was frozen with."
            return


def _moments(receipt: Mapping[str, Any]) -> Iterator[str]:
    try:
        committed = dt.datetime.fromisoformat(receipt["committed_at"])
        drawn = dt.datetime.fromisoformat(receipt["drawn_at"]) if receipt["drawn_at"] is not None else None
        if drawn is not None and drawn < committed:
            yield "It was drawn before its nonce was committed."
        if committed.tzinfo is None:
            yield "A moment has no time zone."
    except (ValueError, TypeError):
        yield "A moment is not a date and a time with its time zone."


def _entries(receipt: Mapping[str, Any]) -> Iterator[str]:
    for one in receipt["entries"]:
        try:
            if normalised(one["text"]) != one["text"]:
                yield "An entry is not trimmed and composed (NFC)."
        except EntryRefused:
            yield "An entry is not 1 to 200 ordinary characters on one line."
    if needs_entries(receipt["purpose"]) and receipt["drawn_at"] is not None and who_is_missing(receipt["entries"]):
        yield "It was drawn without the entries of two people of different agencies."


def _not_open(receipt: Mapping[str, Any], on: dt.date | None) -> Iterator[str]:
    """A receipt without its nonce: a quota draw not made yet, or a chance draw that awaits its reveal."""
    if receipt["seed"] is not None:
        yield "It shows a seed without the nonce."
    if not awaits_reveal(receipt):
        if receipt["picks"] or receipt["reserves"]:
            yield "It has picks although it is not drawn."
        return
    if receipt["kind"] == QUOTA:
        yield "It was drawn, and its nonce is withheld."
        return
    certain = {"0/1": False, "1/1": True}
    expected = [{"id": one["id"], "stratum": one["stratum"], "place": 1} for one in receipt["frame"]]
    if receipt["picks"] not in ([], expected):
        yield "The picks are not of the frame."
    elif receipt["frame"] and certain.get(receipt["frame"][0]["chance"], bool(receipt["picks"])) != bool(
        receipt["picks"]
    ):
        yield "The pick does not follow from its chance."
    if on is not None and f"{on:%Y-%m}" > receipt["period"]:
        yield f"The month {receipt['period']} is over, and its nonce is not revealed."


def _arithmetic(receipt: Mapping[str, Any]) -> Iterator[str]:
    if receipt["drawn_at"] is None:
        yield "It shows its nonce although it is not drawn."
        return
    try:
        if commitment_to(receipt["nonce"]) != receipt["commitment"]:
            yield "The nonce is not the one that was committed."
        key = seed_of(receipt, receipt["nonce"])
    except ValueError as problem:
        yield str(problem)
        return
    if receipt["seed"] != key.hex():
        yield "The seed does not follow from the frame, the nonce and the entries."
    try:
        picks, reserves = drawn_from(key, receipt)
    except ValueError:
        return  # a chance that is no fraction is told already
    if _ordered(receipt["picks"]) != picks:
        yield "The picks do not follow from the seed."
    if _ordered(receipt["reserves"]) != reserves:
        yield "The reserves do not follow from the seed."


def _ordered(places: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(places, key=lambda one: (one["stratum"], one["place"], one["id"]))


# --- Several receipts -------------------------------------------------------------------------


def _gaps(names: Iterable[str], what: str) -> Iterator[str]:
    """Numbers left out or used twice, among names such as D-2026-0042 that share what stands before the number."""
    numbers: dict[str, list[tuple[int, str]]] = {}
    for name in names:
        parts = NUMBERED.fullmatch(name)
        if parts:
            numbers.setdefault(parts[1], []).append((int(parts[2]), name))
    for prefix in sorted(numbers):
        ordered = sorted(numbers[prefix])
        for (before, first), (after, second) in pairwise(ordered):
            if before == after:
                yield f"The {what} {first} is used twice."
            elif after > before + 1:
                yield f"The {what} after {first} is {second}: {after - before - 1} missing in between."


def _gaps_at_the_start(ids: Iterable[str]) -> Iterator[str]:
    first = min(ids)
    if not first.endswith("-000001"):
        yield f"The first arrival is {first}: those before it are missing."
