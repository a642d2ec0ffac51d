"""The golden thread of a version, made ready for its page: drawn, as a table, and as a list for each thread."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.safestring import mark_safe

from ehcp.screening.report.thread_folds import drawings, is_long
from ehcp.screening.report.thread_table import thread_table
from ehcp.screening.screen import screen
from ehcp.screening.thread import COLUMNS, Hole, Node, Row, thread_of
from goldenthread.plans.models import PlanVersion
from goldenthread.screenings.checks import known_checks
from goldenthread.screenings.queries.facts import facts_of
from goldenthread.screenings.queries.findings import Status, latest_run, status_of

# What the drawing rests on: where a thread ends, and which words a session leaves out.
RULES = ("thread-", "provision-no-")


@dataclass(frozen=True)
class Bead:
    """One stop of a thread in its list: the column's name, and a node with its address or a hole in words."""

    column: str
    words: str
    label: str = ""
    when: str = ""
    href: str = ""
    is_hole: bool = False


@dataclass(frozen=True)
class Strand:
    """One thread as a list of beads, for a narrow screen; folded under its need, or its first words, where there are many."""

    beads: tuple[Bead, ...]

    @property
    def holes(self) -> int:
        return sum(bead.is_hole for bead in self.beads)

    @property
    def first(self) -> Bead:
        need = next((bead for bead in self.beads if bead.column == "Need" and not bead.is_hole), None)
        return need or self.beads[0]


@dataclass(frozen=True)
class ThreadPage:
    """`strands` begin with those that have holes. Nothing is drawn of a version that was not screened."""

    status: Status
    only_holes: bool = False
    sentence: str = ""
    holes: int = 0
    drawing: str = ""
    table: str = ""
    strands: tuple[Strand, ...] = ()
    is_long: bool = False  # drawn in folded parts

    @property
    def has_rows(self) -> bool:
        return bool(self.strands)


def thread_page(version: PlanVersion, *, only_holes: bool = False) -> ThreadPage:
    """The thread as today's checks follow it, in a version that was screened."""
    status = status_of(latest_run(version))
    if not status.is_screened:
        return ThreadPage(status)
    rules = [rule for rule in known_checks() if rule.startswith(RULES)]
    screening = screen(version.document, facts_of(version), only=rules)
    whole = thread_of(screening)
    shown = whole.only_holes() if only_holes else whole
    link = _address_of(version, screening.plan.place, "&show=holes" if only_holes else "")
    strands = [_strand(group, link) for group in shown.threads]
    return ThreadPage(
        status,
        only_holes=only_holes,
        sentence=whole.sentence(),
        holes=len(whole.holes),
        # Every word of the plan went through `escape` in both.
        drawing=mark_safe(drawings(shown, link=link)) if shown.rows else "",  # noqa: S308
        table=mark_safe(thread_table(shown, link=link)) if shown.rows else "",  # noqa: S308
        strands=tuple(sorted(strands, key=lambda strand: not strand.holes)),
        is_long=is_long(shown),
    )


def _address_of(
    version: PlanVersion, place: Callable[[int, int], tuple[int, int, int]], beside: str
) -> Callable[[Node], str]:
    """The address of a node's words on the plan's page: places and the item's number, never a word."""
    page = reverse("plans:version", args=[version.reference, version.number])

    def address(node: Node) -> str:
        block, start, end = place(node.start, node.end)
        return f"{page}?words={block}.{start}.{end}&thread={node.item}{beside}#block-{block}"

    return address


def _strand(group: tuple[Row, ...], link: Callable[[Node], str]) -> Strand:
    beads = []
    for row in group:
        for column in COLUMNS:
            cell = row.cells.get(column)
            if isinstance(cell, Hole):
                beads.append(Bead(column.capitalize(), cell.words, is_hole=True))
            elif isinstance(cell, Node):
                beads.append(
                    Bead(column.capitalize(), cell.words, cell.label, cell.when, link(cell) if cell.label else "")
                )
    return Strand(tuple(beads))
