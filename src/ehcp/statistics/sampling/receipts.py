"""Building a receipt, in the order in which a draw happens: frozen, drawn, revealed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from ehcp.statistics.sampling.canonical import FORMAT, commitment_to, sealed, sha256_of
from ehcp.statistics.sampling.draws import Entry, Place, chance_draw, quota_draw, seed
from ehcp.statistics.sampling.entries import needs_entries, who_is_missing

CHANCE = "chance"
QUOTA = "quota"
EXCLUSION_REASONS = ("conflict", "served-already", "legal-hold", "moderated-within-12-months", "withdrawn")


class DrawRefused(ValueError):
    """The draw may not be made as asked. The message says why."""


def moment(at: dt.datetime | str) -> str:
    """A moment as a receipt writes it: "2026-11-02T08:15:00Z". Text is taken as it is. Needs a time zone."""
    if isinstance(at, str):
        return at
    if at.tzinfo is None:
        raise ValueError("A moment on a receipt needs its time zone.")
    return at.astimezone(dt.UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def freeze(
    *,
    kind: str,
    purpose: str,
    period: str,
    reference: str,
    frame: Iterable[Entry],
    excluded: Iterable[Entry] = (),
    quota: Mapping[str, int] | None = None,
    quota_reason: str = "",
    commitment: str,
    committed_at: dt.datetime | str,
) -> dict[str, Any]:
    """The receipt before the draw: frame and commitment stand, entries may come, nothing is picked.

    `excluded` are {"id", "reason"}; what the frame holds must not be among them. `commitment` is `commitment_to` the
    nonce that the draw will use. Raises DrawRefused.
    """
    sorted_frame = sorted(frame, key=lambda one: one["id"])
    sorted_excluded = sorted(excluded, key=lambda one: one["id"])
    both = {one["id"] for one in sorted_frame} & {one["id"] for one in sorted_excluded}
    if both:
        raise DrawRefused("A plan is either in the frame or excluded, never both.")
    return sealed(
        {
            "format": FORMAT,
            "kind": kind,
            "purpose": purpose,
            "period": period,
            "reference": reference,
            "frame": sorted_frame,
            "frame_sha256": sha256_of(sorted_frame),
            "excluded": sorted_excluded,
            "excluded_sha256": sha256_of(sorted_excluded),
            "quota": dict(sorted((quota or {}).items())),
            "quota_reason": quota_reason,
            "commitment": commitment,
            "committed_at": moment(committed_at),
            "entries": [],
            "nonce": None,
            "drawn_at": None,
            "seed": None,
            "picks": [],
            "reserves": [],
        }
    )


def draw(
    frozen: Mapping[str, Any], *, nonce: str, drawn_at: dt.datetime | str, entries: Iterable[Entry] = ()
) -> dict[str, Any]:
    """The receipt after the draw, its nonce open. What was frozen stays as it was.

    Raises DrawRefused where it was drawn already, the nonce is not the committed one, or entries are missing.
    """
    given = list(entries)
    if frozen["drawn_at"] is not None:
        raise DrawRefused("This draw is made. A redraw is a new draw with a reference of its own.")
    if commitment_to(nonce) != frozen["commitment"]:
        raise DrawRefused("The nonce is not the one that was committed.")
    if needs_entries(frozen["purpose"]) and who_is_missing(given):
        raise DrawRefused(who_is_missing(given))
    if frozen["kind"] == CHANCE and given:
        raise DrawRefused("A chance draw takes no entries.")
    key = seed_of({**frozen, "entries": given}, nonce)
    picks, reserves = drawn_from(key, frozen)
    return sealed(
        {
            **frozen,
            "entries": given,
            "nonce": nonce,
            "drawn_at": moment(drawn_at),
            "seed": key.hex(),
            "picks": picks,
            "reserves": reserves,
        }
    )


def concealed(receipt: Mapping[str, Any]) -> dict[str, Any]:
    """A chance draw's receipt as it is shown until the month's nonce is revealed."""
    return sealed({**receipt, "nonce": None, "seed": None})


def revealed(receipt: Mapping[str, Any], nonce: str) -> dict[str, Any]:
    """A chance draw's receipt with its month's nonce. Nothing is drawn anew: `verify` says whether it agrees."""
    return sealed({**receipt, "nonce": nonce, "seed": seed_of(receipt, nonce).hex()})


def awaits_reveal(receipt: Mapping[str, Any]) -> bool:
    """Whether a draw was made whose nonce the receipt does not show yet."""
    return receipt.get("nonce") is None and receipt.get("drawn_at") is not None


def drawn_from(key: bytes, receipt: Mapping[str, Any]) -> tuple[list[Place], list[Place]]:
    """The picks and the reserves that a seed gives, by the kind of the draw. A chance draw has no reserves."""
    if receipt["kind"] == CHANCE:
        return chance_draw(key, receipt["frame"]), []
    return quota_draw(key, receipt["frame"], receipt["quota"])


def seed_of(receipt: Mapping[str, Any], nonce: str) -> bytes:
    """The 32 bytes of a receipt's seed, were this its nonce. Raises ValueError for what has no seed."""
    return seed(
        purpose=receipt["purpose"],
        period=receipt["period"],
        reference=receipt["reference"],
        frame_sha256=receipt["frame_sha256"],
        nonce=nonce,
        entries=[one["text"] for one in receipt["entries"]],
    )
