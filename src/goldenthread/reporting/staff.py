"""The page of one officer as values. Small counts stand open here: whoever may see it may see the plans behind them."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from ehcp.statistics.intervals import Figure, share
from goldenthread.people.models import Post
from goldenthread.reporting import hiding
from goldenthread.reporting.measures import judgements, standards
from goldenthread.reporting.measures.scale import words_of_judging
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
    officers: Iterable[Post], moderated: Counter[int], limits: Limits, url_of: Callable[[Post], str]
) -> Table:
    """Who has figures, by name. Nothing in it can be ranked but how many drafts were looked at."""
    table = Table("Officers, by name", [Column("Officer"), Column("Drafts moderated", numeric=True)])
    table.empty = "No officers yet."
    for officer in officers:
        drafts = moderated[officer.pk]
        if drafts >= limits.staff_least:
            table.rows.append([Cell(officer.name, href=url_of(officer)), drafts])
        else:
            table.rows.append([officer.name, Cell("too few", hatched=True)])
    return table


def page(officer: Post, found: GatheredOfOne, limits: Limits) -> OfficerPage:
    drafts = len(found.handed)
    if drafts < limits.staff_least:
        return OfficerPage(officer, drafts, [])
    return OfficerPage(officer, drafts, [_judged(found, limits), _aims(found, limits), _standards(found)])


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
