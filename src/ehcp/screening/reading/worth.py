"""What a line is worth as a heading: by its words, its looks and where it stands."""

from __future__ import annotations

import re

from ehcp.screening.reading.draft import Draft
from ehcp.screening.reading.headings import Named, name_of
from ehcp.screening.reading.keys import Heading

ENOUGH = 3.5  # the least that a line must be worth to head a section


def score_of(draft: Draft, named: Named) -> float:
    """What a line is worth as a heading, by its words and its looks."""
    score = named.certainty
    if draft.level:
        score += 2.0
    elif draft.is_emphatic:
        score += 1.0
    if draft.table is not None:
        score += 0.5
        if draft.table.is_header:
            score += 0.5
    if draft.number.startswith("•"):
        score -= 2.0
    if named.manner == "section" and not draft.is_emphatic and not draft.level and draft.text.endswith("."):
        score -= 1.5
    return score


def heading_of(drafts: list[Draft], index: int, named: Named, score: float) -> Heading:
    heading = Heading(index, named.code, named, score, shares_with=named.others)
    draft = drafts[index]
    first_line = draft.text.find("\n")
    if first_line > 0 and name_of(draft.text[:first_line], draft.number) is not None:
        rest = name_of(draft.text, draft.number)
        # A title may be broken over two lines; anything else after the break is the section's text.
        if rest is None or rest.agreement < 0.6 or len(draft.text) > 200:
            heading.after = first_line + 1
    elif named.manner == "section" and named.agreement == 0.0 and not draft.level and not draft.is_emphatic:
        mark = re.search(r"[:.–—-]\s", draft.text[:20])
        heading.after = mark.end() if mark else None
    return heading


def look_of(draft: Draft) -> tuple:
    """What a reader's eye sorts headings by: size tells a title from a smaller one where no style does."""
    size = draft.size if draft.is_large and not draft.level else 0
    return (draft.level, draft.is_bold, draft.is_large, draft.is_shaded, draft.table is not None, size)


def stands_alone(drafts: list[Draft], index: int) -> bool:
    """Whether a line is a paragraph of the page or the only words of its row, not one cell among others."""
    place = drafts[index].table
    if place is None:
        return True
    for step in (-1, 1):
        at = index + step
        while 0 <= at < len(drafts):
            other = drafts[at].table
            if other is None or other[:2] != place[:2]:
                break
            if other.column != place.column and drafts[at].text:
                return False
            at += step
    return True
