"""A draw as its receipt: the plain values from which anybody can repeat it."""

from typing import Any

from ehcp.statistics import sampling
from goldenthread.samples.models import Draw


def receipt_of(draw: Draw) -> dict[str, Any]:
    """The receipt as it may be shown today: what is frozen, or drawn; a chance draw without its nonce until the reveal."""
    if draw.receipt is None:
        return draw.frozen
    if draw.month is not None and not draw.month.is_revealed:
        return sampling.concealed(draw.receipt)
    if draw.month is not None:
        return sampling.revealed(draw.receipt, draw.month.nonce)
    return draw.receipt


def file_of(draw: Draw) -> bytes:
    """The receipt in its canonical form, byte for byte."""
    return sampling.canonical(receipt_of(draw))


def public_facts(draw: Draw) -> dict[str, Any]:
    """What anybody may know: hashes, commitment and totals. Strata and picks could name a child, so they are not here."""
    receipt = receipt_of(draw)
    return {
        "frame_sha256": receipt["frame_sha256"],
        "excluded_sha256": receipt["excluded_sha256"],
        "commitment": receipt["commitment"],
        "in_frame": len(receipt["frame"]),
        "excluded": len(receipt["excluded"]),
        "picks": len(receipt["picks"]),
        "nonce": receipt["nonce"],
        "seed": receipt["seed"],
        "problems": sampling.verify(receipt) if draw.drawn_at else [],
    }
