"""The plan's own words on a page: blocks that can be quoted, marks in them, chips that jump back, and what is saved."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString


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


def marked(text: str, spans: Any = (), offset: int = 0) -> SafeString:
    """The text with its spans as marks, escaped. Where spans overlap, the earlier one wins the shared letters.

    `offset` is where `text` begins in its block: spans count from the block's start.
    """
    pieces: list[SafeString] = []
    at = 0
    for span in sorted(spans, key=lambda span: (span.start, span.end)):
        start, end = max(span.start - offset, at), min(span.end - offset, len(text))
        if end <= start:
            continue
        pieces.append(format_html("{}", text[at:start]))
        pieces.append(mark_of(span, text[start:end]))
        at = end
    pieces.append(format_html("{}", text[at:]))
    return format_html_join("", "{}", ((piece,) for piece in pieces))


def mark_of(span: Span, words: str) -> SafeString:
    if span.kind == "finding":
        # The number is no word of the plan: it must not be counted when somebody selects.
        return format_html(
            '<mark class="gt-finding-mark" data-key="{}">{}<sup data-not-text><span class="gt-hidden">point </span>{}</sup></mark>',
            span.key,
            words,
            span.number,
        )
    if span.kind in ("added", "removed"):
        element = "ins" if span.kind == "added" else "del"
        return format_html('<{0} class="gt-{1}">{2}</{0}>', SafeString(element), span.kind, words)
    return format_html('<mark class="gt-quoted" data-key="{}">{}</mark>', span.key, words)


def plan_text(pieces: Any, spans: Any = (), level: int = 3, quotable: bool = True) -> dict[str, Any]:
    """{% plan_text pieces spans %}: a section as `ehcp.screening.layout.lay_out` gives it, tables as tables.

    spans     `Span`s of this section
    level     of the plan's own headings on this page
    quotable  each block carries data-block (its index) and data-offset, which evidence.js counts from
    """
    by_block: dict[int, list[Span]] = {}
    for span in spans:
        by_block.setdefault(span.block, []).append(span)
    return {"pieces": [_piece(piece, by_block) for piece in pieces], "level": level, "quotable": quotable}


def _piece(piece: Any, by_block: dict[int, list[Span]]) -> dict[str, Any]:
    if piece.kind == "table":
        rows = [
            [
                {
                    "pieces": [_piece(inner, by_block) for inner in cell.content],
                    "rowspan": cell.rowspan,
                    "colspan": cell.colspan,
                    "is_header": cell.is_header,
                }
                for cell in row
            ]
            for row in piece.rows
        ]
        return {"kind": "table", "rows": rows}
    block = piece.block
    return {
        "kind": piece.kind,
        "block": block.index,
        "offset": piece.start,
        "number": getattr(block, "number", "") or "",
        "html": marked(piece.text, by_block.get(block.index, ()), piece.start),
    }


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
