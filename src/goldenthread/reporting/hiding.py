"""What may be shown of a count or a rate, so that no child and no officer can be known from it.

*Too few*: it rests on fewer plans than the authority lets be shown. *Hidden*: shown, it would give something away.
"""

from collections.abc import Hashable, Mapping
from typing import TypeVar

from ehcp.statistics.intervals import Figure
from ehcp.statistics.suppression import suppress
from goldenthread.reporting.rows import Limits
from goldenthread.toolkit.standards import Aim, Edition, Standard
from goldenthread.ui.components.tables import Cell

K = TypeVar("K", bound=Hashable)

TOO_FEW = Cell("too few", hatched=True)
HIDDEN = Cell("hidden", hatched=True)
NOT_YET = Cell("not yet", hatched=True)  # its quarter, or its year, is not over
NONE = Cell("none")


def counts(found: Mapping[K, int], limits: Limits, *, writers: int | None = None) -> dict[K, Cell]:
    """A row of counts whose total is known, as it may be shown.

    `writers` is how many officers the plans behind it came from, where they are plans of officers. Where hiding single
    counts could not keep the known total from giving one away, all of them are hidden.
    """
    total = sum(found.values())
    if total and (everything := _all_of_it(total, limits, writers)):
        return dict.fromkeys(found, everything)
    table = suppress(found, threshold=limits.suppress_under)
    if table.total.value is None:
        return dict.fromkeys(found, HIDDEN)
    return {key: HIDDEN if cell.value is None else Cell(cell.value) for key, cell in table.cells.items()}


def halves(
    found: Mapping[K, int], upper: set[K], limits: Limits, *, writers: int | None = None
) -> tuple[dict[K, Cell], Cell]:
    """The same, with the sum of the `upper` counts beside them: shown only where it gives none of them away."""
    total = sum(found.values())
    if total and (everything := _all_of_it(total, limits, writers)):
        return dict.fromkeys(found, everything), everything
    sides = [{key: n for key, n in found.items() if (key in upper) == is_upper} for is_upper in (True, False)]
    sums = {number: sum(side.values()) for number, side in enumerate(sides)}
    parts = [suppress(side, threshold=limits.suppress_under) for side in sides]
    sums_hide = suppress(sums, threshold=limits.suppress_under).hides_something
    if sums_hide or any(part.total.value is None for part in parts):
        return counts(found, limits, writers=writers), HIDDEN
    cells = {key: cell for part in parts for key, cell in part.cells.items()}
    shown = {key: HIDDEN if cells[key].value is None else Cell(cells[key].value) for key in found}
    return shown, Cell(sums[0])


def _all_of_it(total: int, limits: Limits, writers: int | None) -> Cell | None:
    if total < limits.suppress_under:
        return TOO_FEW
    return HIDDEN if writers is not None and writers < limits.officers_least else None


def is_shown(figure: Figure, limits: Limits, *, writers: int | None = None) -> bool:
    """Whether a rate may stand as a percentage."""
    return not _all_of_it(figure.plans, limits, writers) and figure.may_be_percentage(limits.percent_least)


def rate(figure: Figure, limits: Limits, *, writers: int | None = None) -> tuple[Cell, Cell, Cell]:
    """A rate, its interval and of how many answers. Under the least number of plans: counts, if they are not small."""
    if not figure.plans:
        return NONE, NONE, Cell(0)
    if everything := _all_of_it(figure.plans, limits, writers):
        return everything, everything, everything
    if figure.may_be_percentage(limits.percent_least):
        return Cell(percent(figure.value)), Cell(interval(figure)), Cell(figure.of)
    if any(0 < part < limits.suppress_under for part in (figure.n, figure.of - figure.n)):
        return TOO_FEW, TOO_FEW, Cell(figure.of)
    return Cell(f"{figure.n} of {figure.of}"), TOO_FEW, Cell(figure.of)


class Hiding:
    """What a page may show of a period taken by itself: for whoever may see the rows behind it, and any months of them.

    Tables ask by name, because what other periods show of the same table may matter (`nesting.Nested`).
    """

    def __init__(self, limits: Limits):
        self.limits = limits

    def counts(self, name: str, found: dict[K, int], *, writers: int | None = None) -> dict[K, Cell]:
        return counts(found, self.limits, writers=writers)

    def halves(
        self, name: str, found: dict[K, int], upper: set[K], *, writers: int | None = None
    ) -> tuple[dict[K, Cell], Cell]:
        return halves(found, upper, self.limits, writers=writers)

    def rate(self, name: str, figure: Figure, *, writers: int | None = None) -> tuple[Cell, Cell, Cell]:
        return rate(figure, self.limits, writers=writers)


def aim_name(aim: Aim) -> str:
    return f"aim {aim.number}"


def standard_name(edition: Edition, question: Standard) -> str:
    return f"{edition.id} {question.code}"


def percent(value: float | None) -> str:
    return "" if value is None else f"{value:.0%}"


def interval(figure: Figure) -> str:
    """ "57% to 86%"."""
    return f"{percent(figure.low)} to {percent(figure.high)}"
