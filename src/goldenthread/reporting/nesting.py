"""What may be shown of a period to everybody: so that no month, quarter or year taken from another tells what is hidden.

Counts are settled by `ehcp.statistics.nested`. A rate stands where it rests on enough drafts, and where the rates beside
it do not leave too few: months of a quarter stand or fall together, a year leaves none or enough of its quarters unsaid.
"""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from typing import TypeVar

from ehcp.statistics.intervals import Figure
from ehcp.statistics.nested import UPPER, Nest, Node
from goldenthread.reporting import hiding, tallies
from goldenthread.reporting.calendars import Calendar
from goldenthread.reporting.hiding import HIDDEN, NONE, TOO_FEW, Hiding
from goldenthread.reporting.measures import judgements, standards
from goldenthread.reporting.measures.letters import Came
from goldenthread.reporting.periods import Period
from goldenthread.reporting.rows import Gathered, Group, Limits
from goldenthread.ui.components.tables import Cell

T = TypeVar("T")


def settled_on(period: Period, calendar: Calendar) -> dt.date:
    """The last day before a period may be told: its own, or for a month that of its quarter, so that all stand together."""
    return period.last_on if period == calendar.year(period.first) else calendar.quarter(period.first).last_on


def stands_beside(
    period: Period,
    calendar: Calendar,
    may_stand: Callable[[list[Period]], bool],
    is_nothing: Callable[[Period], bool],
) -> bool:
    """Whether a rate of a period may be told beside those of the periods within it and around it.

    `may_stand` says whether some periods together would be enough, `is_nothing` whether a period has nothing to tell.
    """
    if is_nothing(period):
        return True
    year, quarter = calendar.year(period.first), calendar.quarter(period.first)

    def is_unsaid(one: Period) -> bool:
        return not is_nothing(one) and not may_stand([one])

    *before, last = calendar.quarters(year)
    unsaid = [one for one in before if is_unsaid(one)]
    is_enough = len(unsaid) > 1 and may_stand(unsaid)
    # One small quarter would be the year less the others. The last, settled with the year, then stays unsaid beside it.
    gives_way = bool(unsaid) and not is_enough and not is_nothing(last)
    if period == year:
        left = [*unsaid, last] if gives_way or is_unsaid(last) else unsaid
        return may_stand([year]) and (not left or (len(left) > 1 and may_stand(left)))
    if is_unsaid(quarter) or (quarter == last and gives_way):
        return False
    return period == quarter or not any(is_unsaid(Period(month, month)) for month in quarter.months)


class Nested(Hiding):
    """What a period that is over shows, from everything that was counted in the quarter or the year around it."""

    def __init__(self, wide: Gathered, period: Period, limits: Limits):
        super().__init__(limits)
        self.calendar = Calendar(limits.calendar)
        self.period = period
        self.node: Node = tuple(period.months)
        self._wide = wide
        self._around = self.calendar.around(period)
        self._months = {month: wide.within([month]) for month in self._around.months}
        self._tallies = {month: tallies.tallies(found) for month, found in self._months.items()}
        self._nests: dict[str, Nest] = {}

    # --- Counts -------------------------------------------------------------------------------

    def counts(self, name: str, found: dict[T, int], *, writers: int | None = None) -> dict[T, Cell]:
        return {key: self._cell(name, str(key), number) for key, number in found.items()}

    def halves(
        self, name: str, found: dict[T, int], upper: set[T], *, writers: int | None = None
    ) -> tuple[dict[T, Cell], Cell]:
        together = sum(number for key, number in found.items() if key in upper)
        return self.counts(name, found), self._cell(name, UPPER, together)

    def _cell(self, name: str, key: str, number: int) -> Cell:
        nest = self.nest(name)
        if key not in nest.hidden.get(self.node, ()):
            return Cell(number)
        is_few = self.node in nest.whole and nest.total(self.node) < self.limits.suppress_under
        return TOO_FEW if is_few else HIDDEN

    def nest(self, name: str) -> Nest:
        """A table, with every period settled that is needed for this one."""
        if name not in self._nests:
            months = {month: tables[name] for month, tables in self._tallies.items()}
            nest = Nest(
                {month: tally.rows for month, tally in months.items()},
                lambda node: self._alone(name, [months[month] for month in node], node),
                {key for tally in months.values() for key in tally.upper},
            )
            if self._around == self.calendar.year(self.period.first):
                quarters = self.calendar.quarters(self._around)
                nest.settle([tuple(one.months) for one in quarters], tuple(self._around.months))
            else:
                nest.settle([tuple(self._around.months)])
            self._nests[name] = nest
        return self._nests[name]

    def _alone(self, name: str, months: Sequence[tallies.Tally], node: Node) -> set[str] | None:
        """The keys that a period's own small numbers hide, None for all."""
        counted: Counter[str] = Counter()
        for tally in months:
            counted.update(tally.counts)
        if counted.total() and self._floor_above_is_hidden(name, node):
            return None
        known = [tally.writers for tally in months if tally.writers is not None]
        writers = len(frozenset().union(*known)) if known else None
        upper = {key for tally in months for key in tally.upper}
        cells = hiding.counts(counted, self.limits, writers=writers)
        hidden = set()
        if upper:
            cells, together = hiding.halves(counted, upper, self.limits, writers=writers)
            hidden = {UPPER} if together.hatched else set()
        hidden |= {key for key, cell in cells.items() if cell.hatched}
        return None if cells and all(cell.hatched for cell in cells.values()) else hidden

    def _floor_above_is_hidden(self, name: str, node: Node) -> bool:
        """Nothing is told of services where the weak answers from advice are hidden, nor of challenges without letters."""
        above: tuple[str, Iterable[str]] = ("", ())
        if name == tallies.SERVICES:
            above = tallies.ORIGINS, tallies.origins_that_name_a_service(self._wide)
        elif name == tallies.CHALLENGES:
            above = tallies.LETTERS, [Came.CHALLENGED]
        table, keys = above
        return bool(table) and any(key in self.nest(table).hidden.get(node, ()) for key in keys)

    # --- Rates --------------------------------------------------------------------------------

    def rate(self, name: str, figure: Figure, *, writers: int | None = None) -> tuple[Cell, Cell, Cell]:
        if not figure.plans:
            return NONE, NONE, Cell(0)
        is_told = stands_beside(
            self.period,
            self.calendar,
            lambda periods: self._may_stand(name, periods),
            lambda period: not self._drafts_of(period).get(name),
        )
        if is_told:
            return hiding.rate(figure, self.limits, writers=writers)
        why = TOO_FEW if figure.plans < self.limits.percent_least else HIDDEN
        return why, why, why

    def _may_stand(self, name: str, periods: list[Period]) -> bool:
        drafts = sum(self._drafts_of(period).get(name, 0) for period in periods)
        writers = {one for period in periods for month in period.months for one in self._writers[month]}
        return drafts >= self.limits.percent_least and len(writers) >= self.limits.officers_least

    def _drafts_of(self, period: Period) -> dict[str, int]:
        if period not in self._drafts:
            found = self._wide.within(period.months)
            aims = standards.rate_of_aims(found.aims, found.editions)
            rates = standards.rate_of_standards(found.answered, found.editions)
            self._drafts[period] = {hiding.aim_name(aim): rate.drafts for aim, rate in aims} | {
                hiding.standard_name(edition, question): rate.drafts for edition, question, rate in rates
            }
        return self._drafts[period]

    @cached_property
    def _drafts(self) -> dict[Period, dict[str, int]]:
        return {}

    @cached_property
    def _writers(self) -> dict[str, set[int]]:
        by_chance = {month: judgements.of_group(found.handed, Group.BY_CHANCE) for month, found in self._months.items()}
        return {month: {row.writer for row in rows if row.writer is not None} for month, rows in by_chance.items()}
