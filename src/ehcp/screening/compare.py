"""Two versions of a plan side by side: what changed, section by section, word by word inside a changed paragraph."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import NamedTuple

from ehcp.screening.document import Block, Document
from ehcp.screening.normalise import folded
from ehcp.vocabulary import READING_ORDER, section_title

SAME, REMOVED, ADDED, CHANGED, REPLACED = "same", "removed", "added", "changed", "replaced"
LEFT_OUT = "left-out"

# Above this many equal pairs an exact comparison could take seconds: the middle is then shown as replaced.
MOST_PAIRS = 300_000
ALIKE = 0.5  # share of words two paragraphs have in common to be one paragraph that changed
MOST_TO_PAIR = 60
FIRST_WORDS = 300  # enough to tell which paragraph was which
_WORD = re.compile(r"\S+\s?")
# Bounded, so that a text without any end of a sentence takes no longer; what is longer falls into several pieces.
_SENTENCE = re.compile(r"[^.!?\n]{1,600}(?:[.!?\n]{1,40}\s{0,40})?|[.!?\n]{1,40}\s{0,40}")
# Beside a change stand the sentence that it is in and the one next to it; fewer characters are quicker read than unfolded.
NEIGHBOURS, LEAST_LEFT_OUT = 2, 120


class Run(NamedTuple):
    """Words inside a changed paragraph: `kind` is same, removed or added."""

    kind: str
    text: str


@dataclass(frozen=True)
class Part:
    """A paragraph, list item or cell of a section. `kind` is same, removed, added, changed or replaced.

    A replaced one stands where another stood that shares too few words with it to be called changed.

    `old` and `new` are the blocks it stands in, in the older and the newer version.
    `word_runs` is filled for a changed one: its same and added runs together are the new text.
    """

    kind: str
    old_text: str
    new_text: str
    word_runs: tuple[Run, ...] = ()
    old: int | None = None
    new: int | None = None


@dataclass(frozen=True)
class SectionChange:
    """What happened to one section between two versions; its parts are in the newer version's order."""

    code: str
    title: str
    unchanged: bool
    parts: tuple[Part, ...]

    @property
    def count(self) -> int:
        """How many parts are not the same."""
        return sum(part.kind != SAME for part in self.parts)


def compare(old: Document, new: Document) -> list[SectionChange]:
    """Every section of either version, in the order of the regulations.

    Case and words count; white space, quote marks and list numbers do not. Contents lists are left out.
    """
    codes = {section.code for document in (old, new) for section in document.sections} - {"KEY"}
    return [_section(old, new, code) for code in READING_ORDER if code in codes]


def _section(old: Document, new: Document, code: str) -> SectionChange:
    parts = tuple(_parts(_stretches(old, code), _stretches(new, code)))
    return SectionChange(code, section_title(code), all(part.kind == SAME for part in parts), parts)


class _Stretch(NamedTuple):
    text: str
    block: int


def _stretches(document: Document, code: str) -> list[_Stretch]:
    section = document.section(code)
    if section is None:
        return []
    found = []
    for span in section.spans:
        block: Block = document.blocks[span.block]
        text = block.text[span.start : span.end]
        if text and block.is_plan_text:
            found.append(_Stretch(text, span.block))
    return found


def _parts(old: list[_Stretch], new: list[_Stretch]) -> list[Part]:
    parts: list[Part] = []
    keys_old, keys_new = [_key(each.text) for each in old], [_key(each.text) for each in new]
    for kind, i1, i2, j1, j2 in _steps(keys_old, keys_new):
        if kind == "equal":
            parts.extend(
                Part(SAME, a.text, b.text, (), a.block, b.block) for a, b in zip(old[i1:i2], new[j1:j2], strict=True)
            )
        else:
            parts.extend(_replaced(old[i1:i2], new[j1:j2]))
    return parts


def _key(text: str) -> str:
    return " ".join(folded(text).split())


def _replaced(old: list[_Stretch], new: list[_Stretch]) -> list[Part]:
    """Paragraphs that stand in each other's place: pairs that are alike changed, the rest was replaced, went or came."""
    pairs = _pairs(old, new)
    parts: list[Part] = []
    at, came = 0, 0
    for j, fresh in enumerate(new):
        i = pairs.get(j)
        if i is None:
            continue
        parts.extend(_between(old[at:i], new[came:j]))
        at, came = i + 1, j + 1
        runs = word_runs(old[i].text, fresh.text)
        parts.append(Part(CHANGED, old[i].text, fresh.text, runs, old[i].block, fresh.block))
    parts.extend(_between(old[at:], new[came:]))
    return parts


def _between(gone: list[_Stretch], come: list[_Stretch]) -> list[Part]:
    """Paragraphs unlike each other in one place: as one row while both last, then what only went or only came."""
    both = min(len(gone), len(come))
    return [
        *(Part(REPLACED, a.text, b.text, (), a.block, b.block) for a, b in zip(gone[:both], come[:both], strict=True)),
        *(Part(REMOVED, a.text, "", (), a.block, None) for a in gone[both:]),
        *(Part(ADDED, "", b.text, (), None, b.block) for b in come[both:]),
    ]


def _pairs(old: list[_Stretch], new: list[_Stretch]) -> dict[int, int]:
    """For paragraphs of the new version, the one of the old that it was: in order, never crossing."""
    if len(old) > MOST_TO_PAIR or len(new) > MOST_TO_PAIR:
        return {}
    bags_old = [Counter(_key(each.text).lower().split()[:FIRST_WORDS]) for each in old]
    bags_new = [Counter(_key(each.text).lower().split()[:FIRST_WORDS]) for each in new]
    if len(old) == len(new) == 1:
        return {0: 0} if _alike(bags_old[0], bags_new[0]) >= 0.25 else {}
    # The best pairs in order: a table of the most likeness that the first i and j paragraphs can have.
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    likeness = [[_alike(a, b) for b in bags_new] for a in bags_old]
    for i in range(len(old) - 1, -1, -1):
        for j in range(len(new) - 1, -1, -1):
            paired = likeness[i][j] + best[i + 1][j + 1] if likeness[i][j] >= ALIKE else 0.0
            best[i][j] = max(best[i + 1][j], best[i][j + 1], paired)
    pairs: dict[int, int] = {}
    i = j = 0
    while i < len(old) and j < len(new):
        if likeness[i][j] >= ALIKE and best[i][j] == likeness[i][j] + best[i + 1][j + 1]:
            pairs[j] = i
            i, j = i + 1, j + 1
        elif best[i + 1][j] >= best[i][j + 1]:
            i += 1
        else:
            j += 1
    return pairs


def _alike(a: Counter[str], b: Counter[str]) -> float:
    total = a.total() + b.total()
    return 2 * (a & b).total() / total if total else 1.0


def word_runs(old: str, new: str) -> tuple[Run, ...]:
    """The words of two texts as runs that stayed, went and came."""
    words_old, words_new = _WORD.findall(old), _WORD.findall(new)
    keys_old, keys_new = [folded(w).strip() for w in words_old], [folded(w).strip() for w in words_new]
    runs: list[Run] = []
    for kind, i1, i2, j1, j2 in _steps(keys_old, keys_new):
        if kind == "equal":
            runs.append(Run(SAME, "".join(words_new[j1:j2])))
            continue
        if i2 > i1:
            runs.append(Run(REMOVED, "".join(words_old[i1:i2])))
        if j2 > j1:
            runs.append(Run(ADDED, "".join(words_new[j1:j2])))
    return tuple(runs)


def near_changes(runs: Sequence[Run]) -> tuple[Run, ...]:
    """The runs of a changed paragraph with what stands far from every change as runs of the kind "left-out".

    Whatever the kinds, the texts together stay what they were.
    """
    found: list[Run] = []
    for place, run in enumerate(runs):
        pieces = [piece for piece in _SENTENCE.findall(run.text) if piece]
        start = NEIGHBOURS if place else 0
        end = len(pieces) - (NEIGHBOURS if place < len(runs) - 1 else 0)
        far = "".join(pieces[start:end]) if start < end else ""
        if run.kind != SAME or len(far) < LEAST_LEFT_OUT:
            found.append(run)
            continue
        before, after = "".join(pieces[:start]), "".join(pieces[end:])
        found += [Run(kind, text) for kind, text in ((SAME, before), (LEFT_OUT, far), (SAME, after)) if text]
    return tuple(found)


def _steps(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[tuple[str, int, int, int, int]]:
    """How one list becomes the other, as difflib says it; never slow, at the price of a coarser answer."""
    start = 0
    while start < len(old) and start < len(new) and old[start] == new[start]:
        start += 1
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    middle_old, middle_new = old[start : len(old) - end], new[start : len(new) - end]
    steps: list[tuple[str, int, int, int, int]] = []
    if start:
        steps.append(("equal", 0, start, 0, start))
    counts = Counter(middle_old)
    if sum(counts[each] for each in middle_new) > MOST_PAIRS:
        steps.append(("replace", start, start + len(middle_old), start, start + len(middle_new)))
    else:
        matcher = SequenceMatcher(None, middle_old, middle_new, autojunk=False)
        steps.extend(
            (kind, i1 + start, i2 + start, j1 + start, j2 + start) for kind, i1, i2, j1, j2 in matcher.get_opcodes()
        )
    if end:
        steps.append(("equal", len(old) - end, len(old), len(new) - end, len(new)))
    return steps
