"""A long golden thread in parts: one drawing for each need, folded, so that nobody scrolls through forty boxes.

A short thread stays one drawing. Ties between two parts cannot be drawn; they are told in words under both. The table twin
stays whole, and on paper every part is unfolded.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from html import escape

from ehcp.screening.report.thread_svg import thread_svg
from ehcp.screening.thread import Column, Node, Row, Thread

MOST_ROWS = 14  # about two screens of boxes
NO_NEED = "Tied to no need"

STYLE = """
.gt-thread-fold { border-top: 1px solid #857b6c; }
.gt-thread-fold:last-of-type { border-bottom: 1px solid #857b6c; }
.gt-thread-fold > summary { padding: 10px 0; cursor: pointer; }
.gt-thread-fold .gt-told { color: #57514a; font-size: 14px; margin-left: 10px; }
.gt-thread-fold .gt-fold-empty { color: #7a1f1a; font-size: 14px; font-weight: bold; margin-left: 10px; }
.gt-elsewhere { font-size: 14px; color: #57514a; }
@media print {
  .gt-thread-fold::details-content { content-visibility: visible; block-size: auto; }
  .gt-thread-fold { break-inside: avoid; }
}
"""


@dataclass(frozen=True)
class Fold:
    """One part: a need with all that stands in its rows, or the rest that is tied to no need.

    `elsewhere` says in words which ties lead out of it or into it.
    """

    label: str
    words: str
    thread: Thread
    elsewhere: tuple[str, ...] = ()

    @property
    def told(self) -> str:
        """ "2 outcomes, 5 provision"."""
        columns = [node.column for node in self.thread.nodes]
        outcomes, provision = columns.count(Column.OUTCOME), columns.count(Column.PROVISION)
        said = [
            f"{outcomes} outcome{'s' * (outcomes != 1)}" if outcomes else "",
            f"{provision} provision" * bool(provision),
        ]
        return ", ".join(part for part in said if part)

    @property
    def empty(self) -> str:
        """How many places are empty, in words; nothing where none is."""
        holes = len(self.thread.holes)
        return f"{holes} place{'s' * (holes != 1)} {'are' if holes != 1 else 'is'} empty" if holes else ""


def is_long(thread: Thread) -> bool:
    return len(thread.rows) > MOST_ROWS


def folds_of(thread: Thread) -> tuple[Fold, ...]:
    """A thread in parts by need, in reading order; what is tied to no need comes last, as one."""
    parts: list[list[Row]] = []
    adrift: list[Row] = []
    for group in thread.threads:
        if isinstance(group[0].cells.get(Column.NEED), Node):
            parts.append(list(group))
        else:
            adrift += group
    parts += [adrift] if adrift else []
    place = {cell.item: at for at, part in enumerate(parts) for row in part for cell in row.cells.values()}
    label = {node.item: node.label for node in thread.nodes if node.label}
    names = [_name(part) for part in parts]
    folds = []
    for at, part in enumerate(parts):
        own = tuple(tie for tie in thread.ties if place.get(tie.left) == place.get(tie.right) == at)
        elsewhere: list[str] = []
        for tie in thread.ties:
            left, right = place.get(tie.left), place.get(tie.right)
            if left is None or right is None or left == right or at not in (left, right):
                continue
            guess = "" if tie.is_certain else " (possible)"
            if at == left:
                where = names[right][0] or f"“{NO_NEED}”"
                elsewhere.append(f"{label[tie.left]} also leads to {label[tie.right]}, drawn with {where}{guess}.")
            else:
                elsewhere.append(f"{label[tie.right]} also follows from {label[tie.left]}{guess}.")
        folds.append(Fold(*names[at], Thread(tuple(part), own), tuple(elsewhere)))
    return tuple(folds)


def _name(part: list[Row]) -> tuple[str, str]:
    need = part[0].cells.get(Column.NEED)
    return (need.label, need.words) if isinstance(need, Node) else ("", NO_NEED)


def drawings(thread: Thread, *, link: Callable[[Node], str] | None = None) -> str:
    """One drawing of a short thread; of a long one a folded drawing for each need, the first with a hole open."""
    if not is_long(thread):
        return thread_svg(thread, link=link)
    folds = folds_of(thread)
    first = next((at for at, fold in enumerate(folds) if fold.empty), 0)
    return "\n".join(_drawn(fold, at, is_open=at == first, link=link) for at, fold in enumerate(folds))


def _drawn(fold: Fold, at: int, *, is_open: bool, link: Callable[[Node], str] | None) -> str:
    name = f"{fold.label} {fold.words}".strip()
    about = ". ".join(part for part in (fold.told, fold.empty) if part)
    svg = thread_svg(fold.thread, link=link, title=f"The golden thread of {name}", about=about, number=str(at + 1))
    told = f' <span class="gt-told">{escape(fold.told)}</span>' if fold.told else ""
    empty = f' <span class="gt-fold-empty">{escape(fold.empty)}</span>' if fold.empty else ""
    label = f"<b>{escape(fold.label)}</b> " if fold.label else ""
    beside = f'<p class="gt-elsewhere">{escape(" ".join(fold.elsewhere))}</p>' if fold.elsewhere else ""
    return (
        f'<details class="gt-thread-fold"{" open" if is_open else ""}>'
        f"<summary>{label}{escape(fold.words)}{told}{empty}</summary>"
        f'<div class="gt-scroll" role="region" tabindex="0" aria-label="The golden thread of {escape(name, quote=True)}, '
        f'drawn">{svg}</div>{beside}</details>'
    )
