"""The page of one officer as values. Small counts stand open here, from a least number of drafts on.

So nobody may come at fewer drafts by taking one period from another, unless they see each draft anyway.
"""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from ehcp.statistics.intervals import Figure, share
from goldenthread.people.models import Post
from goldenthread.reporting import hiding
from goldenthread.reporting.asking import Months
from goldenthread.reporting.measures import judgements, standards
from goldenthread.reporting.measures.scale import words_of_judging
from goldenthread.reporting.nesting import settled_on, stands_beside
from goldenthread.reporting.periods import Period
from goldenthread.reporting.queries.staff import GatheredOfOne
from goldenthread.reporting.rows import Limits
from goldenthread.ui.components.tables import Cell, Column, Table

FOR_COACHING = (
    "These figures are for coaching: to talk about what goes well and what to try next. "
    "They are no grounds for capability or discipline, and officers are not compared."
)


@dataclass(frozen=True)
class OfficerPage:
    """`tables` is empty where too few drafts were moderated for a figure about one person."""

    officer: Post
    drafts: int
    tables: list[Table]

    @property
    def is_enough(self) -> bool:
        return bool(self.tables)


def table_of_officers(
    officers: Iterable[Post],
    moderated: Mapping[int, Counter[str]],
    months: Months,
    url_of: Callable[[Post], str],
    *,
    on: dt.date,
) -> Table:
    """Who has figures, by name. Nothing in it can be ranked but how many drafts were looked at."""
    table = Table("Officers, by name", [Column("Officer"), Column("Drafts moderated", numeric=True)])
    table.empty = "No officers yet."
    for officer in officers:
        by_month = moderated[officer.pk]
        if is_told(by_month, months, on=on):
            drafts = sum(by_month[month] for month in months.period.months)
            table.rows.append([Cell(officer.name, href=url_of(officer)), drafts])
        else:
            table.rows.append([officer.name, _why_not(by_month, months, on)])
    return table


def _why_not(by_month: Counter[str], months: Months, on: dt.date) -> Cell:
    if not months.is_free and settled_on(months.period, months.calendar) >= on:
        return hiding.NOT_YET
    is_few = sum(by_month[month] for month in months.period.months) < months.limits.staff_least
    return hiding.TOO_FEW if is_few else hiding.HIDDEN


def is_told(by_month: Counter[str], months: Months, *, on: dt.date) -> bool:
    """Whether figures about one officer stand: enough drafts, and of the calendar's periods none that tells of too few.

    `by_month` counts the officer's drafts in the period and, where it is one of the calendar's, in those around it.
    """

    def is_enough(periods: list[Period]) -> bool:
        return sum(by_month[month] for one in periods for month in one.months) >= months.limits.staff_least

    if not is_enough([months.period]) or months.is_free:
        return is_enough([months.period])
    if settled_on(months.period, months.calendar) >= on:
        return False
    is_nothing = lambda period: not any(by_month[month] for month in period.months)  # noqa: E731
    return stands_beside(months.period, months.calendar, is_enough, is_nothing)


def page(officer: Post, found: GatheredOfOne | None, limits: Limits) -> OfficerPage:
    """`found` is None where nothing may be told."""
    if found is None:
        return OfficerPage(officer, 0, [])
    tables = [_judged(found, limits), _aims(found, limits), _standards(found)]
    return OfficerPage(officer, len(found.handed), tables)


def _judged(found: GatheredOfOne, limits: Limits) -> Table:
    counted = judgements.counts(found.handed)
    good = sum(counted[key] for key in judgements.good_keys(found.editions))
    table = Table("Overall judgements", [Column("Judgement"), Column("Drafts", numeric=True)])
    table.rows = [[word.label, counted[word.key]] for word in words_of_judging(found.editions)]
    table.foot = ["Good or better", _words(share(good, len(found.handed)), limits)]
    return table


def _words(figure: Figure, limits: Limits) -> str:
    return figure.words(limits.percent_least)


def _aims(found: GatheredOfOne, limits: Limits) -> Table:
    table = Table("Aims", [Column("Aim"), Column("Met", numeric=True), Column("95% interval", numeric=True)])
    for aim, rate in standards.rate_of_aims(found.aims, found.editions):
        if not rate.drafts:
            continue
        is_shown = rate.met.may_be_percentage(limits.percent_least)
        table.rows.append(
            [
                f"{aim.number}. {aim.label}",
                Cell(f"{rate.met.n} of {rate.answers}", note=hiding.percent(rate.met.value) if is_shown else ""),
                hiding.interval(rate.met) if is_shown else Cell("too few", hatched=True),
            ]
        )
    return table


def _standards(found: GatheredOfOne) -> Table:
    table = Table(
        "Standards",
        [Column("Standard"), *(Column(label, numeric=True) for label in ("Met", "Partly met", "Not met"))],
    )
    for _, question, rate in standards.rate_of_standards(found.answered, found.editions):
        met, partly = rate.met.n, rate.partly.n
        table.rows.append([f"{question.code} {question.label}", met, partly, rate.answers - met - partly])
    return table
