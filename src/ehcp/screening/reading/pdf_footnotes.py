"""Footnotes of a PDF: brought from the foot of the page to the paragraph that has their mark."""

from __future__ import annotations

import re

from ehcp.screening.document import FOOTNOTE
from ehcp.screening.reading.draft import Draft
from ehcp.screening.reading.pdf_lines import RAISED

_PLAIN = str.maketrans(RAISED, "0123456789")
_NOTE = re.compile(rf"([{RAISED}]{{1,3}})\s?(?=\S)")
_MARK = re.compile(rf"(?<=[A-Za-z.,;:!?)'\"’”])\s?([{RAISED}]{{1,3}})(?![{RAISED}\w])")


def with_footnotes(drafts: list[Draft]) -> list[Draft]:
    """The same paragraphs with each footnote after the one that refers to it, and without the marks.

    A note that nothing refers to, and a mark without a note, stay where and as they are.
    """
    notes = {index: found[1] for index, draft in enumerate(drafts) if (found := _NOTE.match(draft.text))}
    if not notes:
        return drafts
    home: dict[int, int] = {}  # note -> the paragraph it belongs to
    for index, draft in enumerate(drafts):
        for mark in _MARK.findall(draft.text) if index not in notes else ():
            note = next((n for n, its in notes.items() if n not in home and its == mark and n > index), None)
            if note is not None:
                home[note] = index
                draft.text = re.sub(rf"\s?{mark}(?![{RAISED}])", "", draft.text, count=1)
    guests: dict[int, list[Draft]] = {}
    for note, paragraph in sorted(home.items()):
        draft = drafts[note]
        draft.part = FOOTNOTE
        draft.number = notes[note].translate(_PLAIN)
        draft.text = draft.text[len(notes[note]) :].lstrip()
        draft.table = drafts[paragraph].table
        guests.setdefault(paragraph, []).append(draft)
    arranged: list[Draft] = []
    for index, draft in enumerate(drafts):
        if index not in home:
            arranged.append(draft)
            arranged.extend(guests.get(index, ()))
    return arranged
