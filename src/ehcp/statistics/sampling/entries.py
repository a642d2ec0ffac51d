"""The words or dice that people of different agencies put into a draw."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping

LONGEST = 200
LEAST_PEOPLE = 2
# Control characters, halves of surrogate pairs, and characters that this edition of Unicode does not know yet:
# another computer might write them differently.
REFUSED_CATEGORIES = {"Cc", "Cs", "Cn"}


class EntryRefused(ValueError):
    """What somebody typed cannot enter the draw. The message says what to do."""


def normalised(text: str) -> str:
    """The entry as it goes into the draw: composed (NFC), trimmed, 1 to 200 characters, on one line.

    Raises EntryRefused.
    """
    composed = unicodedata.normalize("NFC", text).strip()
    if not composed:
        raise EntryRefused("Enter a few words, or the numbers that your dice show.")
    if len(composed.splitlines()) > 1:
        raise EntryRefused("Write it on one line: take out the line breaks.")
    if any(unicodedata.category(character) in REFUSED_CATEGORIES for character in composed):
        raise EntryRefused(
            "Use ordinary letters, numbers and signs: one character here cannot be read by every computer."
        )
    if len(composed) > LONGEST:
        raise EntryRefused(f"Make it shorter: {LONGEST} characters at most, and this has {len(composed)}.")
    return composed


def entry(agency: str, text: str) -> dict[str, str]:
    """One entry of a receipt. Raises EntryRefused."""
    return {"agency": agency, "text": normalised(text)}


def needs_entries(purpose: str) -> bool:
    """Whether a draw takes entries before it is made: the quota draws of Level 4."""
    return purpose.startswith("level-4")


def who_is_missing(entries: Iterable[Mapping[str, str]]) -> str:
    """What to do before the draw may be made, in a sentence; empty when people of two agencies have entered."""
    agencies = {one["agency"] for one in entries}
    if len(agencies) >= LEAST_PEOPLE:
        return ""
    if agencies:
        return "Somebody of another agency must enter words or dice too."
    return "Two people, of different agencies, must enter words or dice."
