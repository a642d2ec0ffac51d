"""Two versions side by side, as a page shows it: sections that changed first, the same ones folded."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby

from django.http import Http404
from django.utils.safestring import SafeString, mark_safe

from ehcp.screening.compare import (
    ADDED,
    CHANGED,
    LEFT_OUT,
    REMOVED,
    REPLACED,
    SAME,
    Part,
    Run,
    SectionChange,
    compare,
    near_changes,
)
from ehcp.screening.document import Document
from goldenthread.people.models import Post
from goldenthread.plans.models import PlanVersion
from goldenthread.plans.queries.plan import readable_numbers, version_for
from goldenthread.plans.section_text import BESIDE_THE_SECTIONS

# Fewer paragraphs that stayed are quicker read than unfolded.
LEAST_TO_FOLD = 3
LABELS = {SAME: "The same", CHANGED: "Changed", ADDED: "Added", REMOVED: "Removed", REPLACED: "Replaced"}


@dataclass(frozen=True)
class Row:
    """One paragraph in both versions. `kind` is same, changed, replaced, added or removed; a side without it is empty.

    Of a long changed one `older` and `newer` are the changed sentences with their neighbours, and `whole` is all of the
    newer one.
    """

    kind: str
    older: SafeString
    newer: SafeString
    whole: SafeString | None = None

    @property
    def label(self) -> str:
        return LABELS[self.kind]


@dataclass(frozen=True)
class Stretch:
    """Neighbouring rows that changed, or neighbouring ones that did not and are folded."""

    is_same: bool
    rows: list[Row]


@dataclass(frozen=True)
class SectionRows:
    """A section: how many paragraphs changed, and its stretches."""

    code: str
    label: str
    title: str
    count: int
    stretches: list[Stretch]


@dataclass(frozen=True)
class Comparison:
    changed: list[SectionRows]
    unchanged: list[SectionRows]

    @property
    def count(self) -> int:
        return sum(section.count for section in self.changed)


@dataclass(frozen=True)
class Pair:
    """Two versions of one plan, and the numbers of all that this person may open."""

    older: PlanVersion
    newer: PlanVersion
    numbers: list[int]


def pair_of(reference: str, post: Post, *, old: str | None = None, new: str | None = None) -> Pair:
    """The versions asked for, the older first; what is not asked for is the newest, and the one before.

    404 unless this person may open both.
    """
    numbers = readable_numbers(reference, post)
    chosen = [_whole(new) or (numbers[-1] if numbers else 0)]
    before = [number for number in numbers if number < chosen[0]]
    chosen.append(_whole(old) or (before[-1] if before else 0))
    if len(set(chosen)) < 2 or not set(chosen) <= set(numbers):
        raise Http404
    older, newer = (version_for(reference, number, post) for number in sorted(chosen))
    return Pair(older=older, newer=newer, numbers=numbers)


def _whole(value: str | None) -> int:
    return int(value) if value and value.isascii() and value.isdigit() and len(value) < 6 else 0


def compared(older: Document, newer: Document) -> Comparison:
    """What became of each section between two versions."""
    sections = [(one.unchanged, _section(one)) for one in compare(older, newer)]
    return Comparison(
        changed=[section for is_same, section in sections if not is_same],
        unchanged=[section for is_same, section in sections if is_same],
    )


def _section(change: SectionChange) -> SectionRows:
    beside = BESIDE_THE_SECTIONS.get(change.code)
    return SectionRows(
        code=change.code,
        label=beside or f"Section {change.code}",
        title="" if beside else change.title,
        count=change.count,
        stretches=_stretches(change.parts),
    )


def _stretches(parts: Sequence[Part]) -> list[Stretch]:
    """Rows in runs. A few paragraphs that stayed, between others that changed, are shown with them, not folded."""
    runs = [(kept, list(run)) for kept, run in groupby(parts, key=lambda part: part.kind == SAME)]
    stretches: list[Stretch] = []
    for kept, run in runs:
        is_folded = kept and len(run) >= LEAST_TO_FOLD
        rows = [_row(part) for part in run]
        if stretches and not is_folded and not stretches[-1].is_same:
            stretches[-1].rows.extend(rows)
        else:
            stretches.append(Stretch(is_folded, rows))
    return stretches


def _row(part: Part) -> Row:
    if part.kind == CHANGED:
        near = near_changes(part.word_runs)
        is_cut = any(run.kind == LEFT_OUT for run in near)
        whole = _side(part.word_runs, but=REMOVED) if is_cut else None
        return Row(part.kind, _side(near, but=ADDED), _side(near, but=REMOVED), whole)
    older = _run(REMOVED, part.old_text) if part.kind in (REMOVED, REPLACED) else escape(part.old_text)
    newer = _run(ADDED, part.new_text) if part.kind in (ADDED, REPLACED) else escape(part.new_text)
    return Row(part.kind, _safe(older if part.old_text else ""), _safe(newer if part.new_text else ""))


def _side(runs: Sequence[Run], *, but: str) -> SafeString:
    return _safe("".join(_run(run.kind, run.text) for run in runs if run.kind != but))


def _run(kind: str, text: str) -> str:
    """Words that came or went are marked by an element, a line through or under them, and a word for who listens."""
    if kind == REMOVED:
        return f'<del class="gt-removed"><span class="gt-hidden">[removed: </span>{escape(text)}<span class="gt-hidden">]</span></del>'
    if kind == ADDED:
        return f'<ins class="gt-added"><span class="gt-hidden">[added: </span>{escape(text)}<span class="gt-hidden">]</span></ins>'
    if kind == LEFT_OUT:
        return ' <span class="gt-soft" aria-hidden="true">[…]</span><span class="gt-hidden">[the same words, left out]</span> '
    return escape(text)


def _safe(html: str) -> SafeString:
    return mark_safe(html)  # noqa: S308  every word of the plans went through `escape`
