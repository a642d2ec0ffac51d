"""What is known of a plan besides its words: whose it is, of what kind, of what day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Facts:
    """Each may be unknown (None); then the plan's own front page is asked, and a check that needs it stays silent.

    `kind` is "draft" (a new draft), "amended" (an amendment notice or an amended plan) or "final". `pronoun` is "he",
    "she" or "they". `year` is the national curriculum year, 0 for Reception.
    """

    kind: str | None = None
    on: date | None = None
    name: str | None = None
    born_on: date | None = None
    pronoun: str | None = None
    year: int | None = None


NOTHING_KNOWN = Facts()
