"""The draw. Anybody with a receipt and a few lines of any language gets the same picks; see docs/the-draw.md.

frozen = freeze(kind=QUOTA, ..., frame=quota_frame(strata, quota), quota=quota, commitment=commitment_to(nonce))
receipt = draw(frozen, nonce=nonce, drawn_at=now, entries=[entry("health", "four, two, six"), ...])
verify(receipt)  ->  []
"""

from ehcp.statistics.sampling.canonical import FORMAT, SEAL, canonical, commitment_to, seal_of, sealed, sha256_of
from ehcp.statistics.sampling.chances import BACKGROUND, chance_for, expected_drafts
from ehcp.statistics.sampling.draws import (
    arrival_id,
    chance_draw,
    chance_frame,
    fraction,
    fraction_text,
    is_drawn,
    next_reserve,
    quota_draw,
    quota_frame,
    seed,
    shortfalls,
    ticket,
)
from ehcp.statistics.sampling.entries import EntryRefused, entry, needs_entries, normalised, who_is_missing
from ehcp.statistics.sampling.forecast import Forecast, OfficerState, forecast
from ehcp.statistics.sampling.receipts import (
    CHANCE,
    EXCLUSION_REASONS,
    QUOTA,
    DrawRefused,
    awaits_reveal,
    concealed,
    draw,
    freeze,
    moment,
    revealed,
)
from ehcp.statistics.sampling.verifying import changed_since_frozen, unaccounted, verify, verify_bytes, verify_together

__all__ = [
    "BACKGROUND",
    "CHANCE",
    "EXCLUSION_REASONS",
    "FORMAT",
    "QUOTA",
    "SEAL",
    "DrawRefused",
    "EntryRefused",
    "Forecast",
    "OfficerState",
    "arrival_id",
    "awaits_reveal",
    "canonical",
    "chance_draw",
    "chance_for",
    "chance_frame",
    "changed_since_frozen",
    "commitment_to",
    "concealed",
    "draw",
    "entry",
    "expected_drafts",
    "forecast",
    "fraction",
    "fraction_text",
    "freeze",
    "is_drawn",
    "moment",
    "needs_entries",
    "next_reserve",
    "normalised",
    "quota_draw",
    "quota_frame",
    "revealed",
    "seal_of",
    "sealed",
    "seed",
    "sha256_of",
    "shortfalls",
    "ticket",
    "unaccounted",
    "verify",
    "verify_bytes",
    "verify_together",
    "who_is_missing",
]
