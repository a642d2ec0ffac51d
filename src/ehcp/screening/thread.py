"""The golden thread of a plan as values: aspiration, need, outcome, provision, who and when, and where it breaks.

One `Thread` feeds the drawing and its table twin. What the plan ties together itself (numbers, rows, headings) is certain;
what shares its words is possible. Rows follow the needs, so that few lines cross; a hole stands in the column where
something is missing, to the right of a need or to the left of provision.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ehcp.screening.answers import answers_of
from ehcp.screening.item import Form, Item, Kind
from ehcp.screening.screen import Screening


class Column(StrEnum):
    ASPIRATION = "aspiration"
    NEED = "need"
    OUTCOME = "outcome"
    PROVISION = "provision"
    WHO_WHEN = "who and when"


COLUMNS = tuple(Column)
SECTIONS_OF = {
    Column.ASPIRATION: "Section A",
    Column.NEED: "Sections B, C, D",
    Column.OUTCOME: "Section E",
    Column.PROVISION: "Sections F, G, H",
    Column.WHO_WHEN: "",
}
SHORT = 72  # letters of an item that a box shows
_MISSING = {
    "provision-no-who": "who",
    "provision-no-frequency": "how often",
    "provision-no-duration": "how long",
    "provision-no-ratio": "how many",
}
# The finding that says a need or an outcome has nothing of a kind: then no guess is drawn to it either.
_WITHOUT = {
    (Kind.OUTCOME, Kind.NEED): "thread-need-without-outcome",
    (Kind.PROVISION, Kind.NEED): "thread-need-without-provision",
    (Kind.PROVISION, Kind.OUTCOME): "thread-outcome-without-provision",
}
_SLOTS = ("frequency", "duration", "ratio")


@dataclass(frozen=True, slots=True)
class Node:
    """An item in its column: what the plan calls it, its first words, and where it stands in the plan's text.

    In the last column `item` is the provision that it belongs to, `words` who, and `when` how often and how long.
    """

    column: Column
    item: str
    label: str
    words: str
    start: int
    end: int
    when: str = ""


@dataclass(frozen=True, slots=True)
class Hole:
    """Where something was not found: what, beside which item, and whether that is only possible."""

    column: Column
    item: str
    words: str
    is_possible: bool = True


@dataclass(frozen=True, slots=True)
class Tie:
    """A line between two items of neighbouring columns; one that the plan does not draw itself is only possible."""

    left: str
    right: str
    is_certain: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the drawing and of the table: at most one cell a column. An empty cell continues the one above or is none."""

    cells: dict[Column, Node | Hole]


@dataclass(frozen=True)
class Thread:
    """The rows in reading order by need, and all ties between them."""

    rows: tuple[Row, ...]
    ties: tuple[Tie, ...]

    @property
    def nodes(self) -> tuple[Node, ...]:
        return tuple(cell for row in self.rows for cell in row.cells.values() if isinstance(cell, Node))

    @property
    def holes(self) -> tuple[Hole, ...]:
        return tuple(cell for row in self.rows for cell in row.cells.values() if isinstance(cell, Hole))

    @property
    def threads(self) -> tuple[tuple[Row, ...], ...]:
        """The rows in groups: each begins with a need, or with what has none."""
        groups: list[list[Row]] = []
        for row in self.rows:
            opens = Column.NEED in row.cells or not groups
            adrift = Column.OUTCOME in row.cells and not any(
                tie.right == row.cells[Column.OUTCOME].item for tie in self.ties
            )
            if opens or adrift:
                groups.append([])
            groups[-1].append(row)
        return tuple(tuple(group) for group in groups)

    def only_holes(self) -> Thread:
        """The same without the threads that run unbroken."""
        kept = tuple(
            row
            for group in self.threads
            if any(isinstance(cell, Hole) for row in group for cell in row.cells.values())
            for row in group
        )
        ids = {cell.item for row in kept for cell in row.cells.values()}
        return Thread(kept, tuple(tie for tie in self.ties if tie.left in ids and tie.right in ids))

    def sentence(self) -> str:
        """What the drawing shows, for its title and for those who cannot see it."""
        needs = sum(node.column is Column.NEED for node in self.nodes)
        open_needs = {hole.item for hole in self.holes if hole.column in (Column.OUTCOME, Column.PROVISION)}
        whole = needs - sum(node.item in open_needs for node in self.nodes if node.column is Column.NEED)
        holes = len(self.holes)
        if not needs:
            return "No needs were found in Sections B, C and D, so no thread can be drawn."
        told = f"{whole} of {needs} needs lead to something." if holes else f"All {needs} needs lead to something."
        if holes:
            told += f" {holes} {'place is' if holes == 1 else 'places are'} empty; the plan may say it elsewhere."
        return told


def thread_of(screening: Screening) -> Thread:
    """The golden thread of a plan that has been screened."""
    return _Weaver(screening).woven()


class _Weaver:
    def __init__(self, screening: Screening) -> None:
        self.plan = screening.plan
        self.answers = answers_of(screening.plan)
        self.by_id = {item.id: item for item in screening.plan.items}
        self.order = {item.id: at for at, item in enumerate(screening.plan.items)}
        self.broken: dict[str, set[str]] = {}
        self.gaps: dict[str, list[str]] = {}
        for finding in screening.findings:
            if finding.item is None:
                continue
            if finding.rule.startswith("thread-"):
                self.broken.setdefault(finding.rule, set()).add(finding.item)
            elif finding.rule in _MISSING:
                self.gaps.setdefault(finding.item, []).append(_MISSING[finding.rule])
        self.ties: dict[tuple[str, str], bool] = {}

    # --- Ties ------------------------------------------------------------------------------------

    def woven(self) -> Thread:
        of_kind = self.answers.of_kind
        needs, outcomes, provision = of_kind[Kind.NEED], of_kind[Kind.OUTCOME], of_kind[Kind.PROVISION]
        up_of_outcome = {item.id: self._up(item, Kind.NEED) for item in outcomes}
        up_of_provision = {item.id: self._up(item, Kind.OUTCOME) for item in provision}
        straight = {item.id: self._up(item, Kind.NEED) for item in provision if not up_of_provision[item.id]}
        rows: list[Row] = []
        shown: set[str] = set()
        for need in needs:
            rows += self._of_need(need, outcomes, provision, up_of_outcome, up_of_provision, straight, shown)
        for outcome in outcomes:
            if outcome.id not in shown:
                rows += self._of_outcome(outcome, provision, up_of_provision, shown)
        for item in provision:
            if item.id not in shown:
                shown.add(item.id)
                cells = self._of_provision(item)
                if item.id in self.broken.get("thread-provision-without-need", ()):
                    cells[Column.NEED] = Hole(Column.NEED, item.id, f"No need found for {self._name(item)}")
                rows.append(Row(cells))
        rows = self._with_aspirations(rows)
        ties = tuple(Tie(left, right, certain) for (left, right), certain in self.ties.items())
        return Thread(tuple(rows), ties)

    def _up(self, item: Item, kind: Kind) -> list[str]:
        """What an item of a later column serves, certain ties first; a guess only where the plan ties nothing."""
        found = [id_ for id_ in self.answers.tied[item.id] if self.by_id[id_].kind is kind]
        found.sort(key=self.order.__getitem__)
        for id_ in found:
            self.ties[id_, item.id] = True
        if not found and not self._is_adrift(item):
            likely = self.answers.likely(item, kind)
            if likely is not None and likely.id not in self.broken.get(_WITHOUT.get((item.kind, kind), ""), ()):
                self.ties[likely.id, item.id] = False
                found = [likely.id]
        return found

    def _is_adrift(self, item: Item) -> bool:
        return item.kind is Kind.PROVISION and item.id in self.broken.get("thread-provision-without-need", ())

    # --- Rows ------------------------------------------------------------------------------------

    def _of_need(
        self,
        need: Item,
        outcomes: list[Item],
        provision: list[Item],
        up_of_outcome: dict[str, list[str]],
        up_of_provision: dict[str, list[str]],
        straight: dict[str, list[str]],
        shown: set[str],
    ) -> list[Row]:
        """The rows of a need: its outcomes with their provision, then provision that serves it without one."""
        rows: list[Row] = []
        for outcome in outcomes:
            # An outcome of several needs stands with the first of them; ties reach it from the others.
            if outcome.id not in shown and need.id in up_of_outcome[outcome.id]:
                rows += self._of_outcome(outcome, provision, up_of_provision, shown)
        for item in provision:
            if item.id not in shown and need.id in straight.get(item.id, ()):
                shown.add(item.id)
                rows.append(Row(self._of_provision(item)))
        first = dict(rows[0].cells) if rows else {}
        name = self._name(need)
        if need.id in self.broken.get("thread-need-without-outcome", ()) and Column.OUTCOME not in first:
            first[Column.OUTCOME] = Hole(Column.OUTCOME, need.id, f"No outcome found for {name}")
        if need.id in self.broken.get("thread-need-without-provision", ()) and Column.PROVISION not in first:
            first[Column.PROVISION] = Hole(Column.PROVISION, need.id, f"No provision found for {name}")
        return [Row({Column.NEED: self._node(need, Column.NEED), **_sorted(first)}), *rows[1:]]

    def _of_outcome(
        self, outcome: Item, provision: list[Item], up_of_provision: dict[str, list[str]], shown: set[str]
    ) -> list[Row]:
        shown.add(outcome.id)
        rows: list[Row] = []
        for item in provision:
            if item.id not in shown and outcome.id in up_of_provision[item.id]:
                shown.add(item.id)
                rows.append(Row(self._of_provision(item)))
        first = dict(rows[0].cells) if rows else {}
        if outcome.id in self.broken.get("thread-outcome-without-provision", ()) and not rows:
            first[Column.PROVISION] = Hole(
                Column.PROVISION, outcome.id, f"No provision found for {self._name(outcome)}"
            )
        return [Row({Column.OUTCOME: self._node(outcome, Column.OUTCOME), **first}), *rows[1:]]

    def _of_provision(self, item: Item) -> dict[Column, Node | Hole]:
        cells: dict[Column, Node | Hole] = {Column.PROVISION: self._node(item, Column.PROVISION)}
        gaps = self.gaps.get(item.id, [])
        if gaps:
            gaps = [gap for gap in _MISSING.values() if gap in gaps]
            asked = [f"{gap[0].upper()}{gap[1:]}?" if not at else f"{gap}?" for at, gap in enumerate(gaps)]
            cells[Column.WHO_WHEN] = Hole(Column.WHO_WHEN, item.id, " ".join(asked), is_possible=False)
        elif item.form in (Form.SESSION, Form.TRAINING) or item.has("who"):
            who = item.slots.get("who")
            when = ", ".join(slot.text for name in _SLOTS if (slot := item.slots.get(name)) is not None)
            if who or when:
                words = shortened(who.text) if who else ""
                cells[Column.WHO_WHEN] = Node(
                    Column.WHO_WHEN, item.id, "", words, item.start, item.end, shortened(when)
                )
        return cells

    def _with_aspirations(self, rows: list[Row]) -> list[Row]:
        """Aspirations beside the needs that are tied to them; the rest follow down the column where there is room."""
        waiting = list(self.answers.of_kind[Kind.ASPIRATION])
        placed: list[Row] = []
        serves: dict[str, list[str]] = {}
        for need in self.answers.of_kind[Kind.NEED]:
            serves[need.id] = [link.to for link in need.links if link.is_certain and self.by_id.get(link.to) in waiting]
        for row in rows:
            cell = row.cells.get(Column.NEED)
            found = None
            if isinstance(cell, Node):
                found = next((item for item in waiting if item.id in serves[cell.item]), None)
            if found is None and waiting and not any(waiting[0].id in ids for ids in serves.values()):
                found = waiting[0]
            if found is not None:
                waiting.remove(found)
                placed.append(Row({Column.ASPIRATION: self._node(found, Column.ASPIRATION), **row.cells}))
            else:
                placed.append(row)
        placed += [Row({Column.ASPIRATION: self._node(item, Column.ASPIRATION)}) for item in waiting]
        for id_, ups in serves.items():
            for up in ups:
                self.ties[up, id_] = True
        return placed

    # --- Boxes -----------------------------------------------------------------------------------

    def _name(self, item: Item) -> str:
        return item.label or item.id

    def _node(self, item: Item, column: Column) -> Node:
        start, end = next((span for span in item.spans if span[1] - span[0] > 8), item.spans[0])
        return Node(column, item.id, self._name(item), shortened(self.plan.text[start:end]), item.start, item.end)


def _sorted(cells: dict[Column, Node | Hole]) -> dict[Column, Node | Hole]:
    return {column: cells[column] for column in COLUMNS if column in cells}


def shortened(words: str, most: int = SHORT) -> str:
    """The first words of a text, cut where a word ends; whole where they fit."""
    words = " ".join(words.split())
    if len(words) <= most:
        return words
    cut = words.rfind(" ", most // 2, most)
    return words[: cut if cut > 0 else most].rstrip(" ,;:.-–") + "…"
