"""A draw as its receipt: the plain values from which anybody can repeat it."""

from typing import Any

from ehcp.statistics import sampling
from goldenthread.samples.models import Draw


def receipt_of(draw: Draw) -> dict[str, Any]:
    """The receipt as it may be shown today: what is frozen, or drawn; a chance draw without its nonce until the reveal."""
    if draw.receipt is None:
        return draw.frozen
    if draw.month_id and not draw.month.revealed_at:
        return sampling.concealed(draw.receipt)
    return draw.receipt
