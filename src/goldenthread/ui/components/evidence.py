"""The plan's own words on a page: places in them to mark, chips that jump back, and what is saved."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils import timezone


@dataclass(frozen=True)
class Span:
    """Words of a block to mark: block index, start and end in code points, which evidence or finding it is.

    kind: "quoted" (evidence), "finding" (numbered), "added" or "removed" (between two versions).
    """

    block: int
    start: int
    end: int
    key: str = ""
    kind: str = "quoted"
    number: str = ""


# What stands round words that are quoted already: the page puts its own marks.
_MARKS = {("“", "”"), ('"', '"'), ("‘", "’"), ("'", "'")}


def unquoted(quote: str) -> str:
    """Words without the marks of quotation that stand round all of them, so that a page does not double its own."""
    quote = str(quote).strip()
    if len(quote) > 1 and (quote[0], quote[-1]) in _MARKS and not set(quote[1:-1]) & {quote[0], quote[-1]}:
        return quote[1:-1].strip()
    return quote


def evidence_chip(
    quote: str,
    ref: str = "",
    key: str = "",
    block: int | None = None,
    start: int | None = None,
    end: int | None = None,
    href: str = "",
    remove_url: str = "",
    remove_form: str = "",
    changed: bool = False,
    removed: bool = False,
    undo_url: str = "",
) -> dict[str, Any]:
    """{% evidence_chip quote=e.quote ref="F1.2" key=e.reference block=e.block start=e.start end=e.end remove_url=url %}

    ref          the plan's own number of the item, or the section's letter
    key          of the evidence, the same as its `Span.key`
    href         where the words are; "#block-12" of this page by default
    remove_url   address that a POST removes it at: a form of its own, or, where the chip already stands inside
                 a form, a button of form `remove_form` (forms do not nest). Asks nothing; the answer offers undo
    changed      the words have changed in a newer version;  removed with undo_url: what was just taken away
    """
    return {
        "quote": quote, "ref": ref, "key": key, "block": block, "start": start, "end": end,
        "href": href or (f"#block-{block}" if block is not None else ""),
        "remove_url": remove_url, "remove_form": remove_form, "changed": changed, "removed": removed, "undo_url": undo_url,
    }  # fmt: skip


def saved_state(at: dt.datetime | None = None, on_deep: bool = False) -> dict[str, Any]:
    """{% saved_state review.saved_at %}: dot, word, time to the second; always in the same place. `autosave.js` keeps it.

    Without script it says when the page's own button last saved.
    """
    local = timezone.localtime(at) if at else None
    return {"at": local, "on_deep": on_deep}


def section_in_words(code: str) -> str:
    """The letter of a section; words for what stands in none, so that a page never shows our own key."""
    return {"FRONT": "Before Section A", "KEY": "Contents and key"}.get(code, code)
