"""Text at the front that names every section and is none: contents lists, and keys that explain the letters."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from ehcp.screening.reading.columns import Columns
from ehcp.screening.reading.draft import Draft
from ehcp.screening.reading.headings import Named

_KEY_WORDS = re.compile(
    r"\b(?:contents|key|guide|explained|explanation|what (?:each|the|is in|this)|about (?:this|the) plan|index|"
    r"sections? of (?:this|the|an?))\b",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Heading:
    """A line that heads a section. `after` is where its own text ends and the section's begins, if inside the line."""

    at: int
    code: str
    named: Named
    score: float
    words: int = 0
    after: int | None = None
    shares_with: tuple[str, ...] = ()


def contents_of(drafts: list[Draft], named: dict[int, Named]) -> set[int]:
    """Lines of a contents list: those a field or style says are one, and runs of headings with page numbers."""
    found = {index for index, draft in enumerate(drafts) if draft.is_contents}
    numbered = [index for index, each in named.items() if each.is_in_contents]
    for index in numbered:
        near = [other for other in numbered if abs(other - index) <= 6]
        if len(near) >= 3:
            found.update(range(min(near), max(near) + 1))
    if found:
        found |= _introduction(drafts, min(found))
    return found


def _introduction(drafts: list[Draft], first: int) -> set[int]:
    """The heading over a key or contents list, when the line before says it is one."""
    for index in (first - 1, first - 2, first - 3):
        if index >= 0 and len(drafts[index].text) <= 120 and _KEY_WORDS.search(drafts[index].text):
            return set(range(index, first))
    return set()


def key_of(drafts: list[Draft], headings: list[Heading], tables: dict[int, Columns]) -> set[int]:
    """The text of an explanatory key: a run through the sections that another, longer run repeats."""
    # An annex repeats a section of the plan, and makes no key of it.
    runs = _runs([heading for heading in headings if heading.named.manner != "annex"])
    columns_at = {
        code: sum(
            len(draft.text.split())
            for draft in drafts
            if draft.table and draft.table.table == columns.table and draft.is_plan_text
        )
        for columns in tables.values()
        for code in columns.codes
    }
    found: set[int] = set()
    for run in runs:
        for other in runs:
            if run is other or not _is_key_to(drafts, run, other, columns_at):
                continue
            found |= _extent(drafts, run, [heading.at for heading in headings])
            break
    return found


def _runs(headings: list[Heading]) -> list[list[Heading]]:
    """Headings split where a section comes again: a key and the plan are two runs through the letters."""
    runs: list[list[Heading]] = []
    seen: set[str] = set()
    for heading in headings:
        if not runs or (heading.code in seen and heading.code != runs[-1][-1].code):
            runs.append([])
            seen = set()
        runs[-1].append(heading)
        seen.add(heading.code)
    return runs


def _is_key_to(drafts: list[Draft], run: list[Heading], other: list[Heading], columns_at: dict[str, int]) -> bool:
    codes = {heading.code for heading in run}
    others = {heading.code for heading in other} | set(columns_at)
    common = codes & others
    # The last heading of a run has the front page after it, so its words say nothing.
    words = {heading.code: heading.words for heading in run[:-1]}
    # All of its text counts: a plan whose sections point to annexes is no key to these.
    text = sum(words.values())
    other_text = sum(heading.words for heading in other if heading.code in words)
    other_text += sum(count for code, count in columns_at.items() if code in words)
    if len(common) >= 3 and words and text <= 12 * len(words) and other_text >= 3 * max(text, 4):
        return True
    if len(common) < 5:
        return False
    # What speaks for a key lets it hold more text beside a plan that is short.
    limit = 0.5
    if run[0].at < other[0].at:
        if _is_one_table(drafts, run) and not _shares_table(drafts, run, other):
            limit += 0.5
        if _introduction(drafts, run[0].at):
            limit += 1.0
        if _mean_score(other) >= _mean_score(run) + 0.5:
            limit += 1.0
    return text < limit * other_text


def _is_one_table(drafts: list[Draft], run: list[Heading]) -> bool:
    tables = {place.table if (place := drafts[heading.at].table) is not None else None for heading in run}
    return len(tables) == 1 and None not in tables


def _shares_table(drafts: list[Draft], run: list[Heading], other: list[Heading]) -> bool:
    first = drafts[run[0].at].table
    places = (drafts[heading.at].table for heading in other)
    return first is not None and any(place is not None and place.table == first.table for place in places)


def _mean_score(run: list[Heading]) -> float:
    return sum(heading.score for heading in run) / len(run)


def _extent(drafts: list[Draft], run: list[Heading], all_headings: list[int]) -> set[int]:
    """The blocks of a key: from its first heading to the end of its table, or of its last entry."""
    first, last = run[0].at, run[-1].at
    following = min((at for at in all_headings if at > last), default=len(drafts))
    place = drafts[last].table
    end = last + 1
    if place is not None:
        table = place.table
        while end < following and (here := drafts[end].table) is not None and here.table == table:
            end += 1
    else:
        gaps = [after.at - before.at - 1 for before, after in pairwise(run)]
        limit = last + 1 + (max(gaps) if gaps else 0)
        while (
            end < min(following, limit)
            and drafts[end].table is None
            and not drafts[end].level
            and not drafts[end].is_bold
        ):
            end += 1
    return set(range(first, end)) | _introduction(drafts, first)
