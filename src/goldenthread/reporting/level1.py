"""The Level 1 page as values: what was asked for, decided and done in time, and what is overdue now."""

import datetime as dt
from dataclasses import dataclass

from ehcp.clock import calendar
from ehcp.statistics.intervals import Figure
from goldenthread.clocks.words import label
from goldenthread.plans.models import Assessment
from goldenthread.reporting.measures.timeliness import TOLD, Kept
from goldenthread.reporting.periods import Period
from goldenthread.reporting.queries.level1 import BANDS, Gathered

HOW_MANY_MONTHS = 12
HOW_MANY_YEARS = 3


@dataclass(frozen=True)
class Row:
    """One limit: "23 of 31", the percentage where there are enough, and the same without exceptions."""

    what: str
    counts: str
    percent: str
    without: str
    excused: int


@dataclass(frozen=True)
class Level1:
    period: Period
    requests: int
    in_place: int
    ended: list[tuple[str, int]]
    rows: list[Row]
    bands: list[str]
    overdue: list[tuple[str, list[int], int]]  # what, in each band, together
    all_overdue: int


def page(found: Gathered, period: Period, *, percent_least: int) -> Level1:
    """Everything that the page shows of what was counted."""
    ended = [(Assessment.Outcome(code).label, number) for code, number in sorted(found.ended.items()) if code != "open"]
    overdue = sorted(
        ((label(code), bands, sum(bands)) for code, bands in found.overdue.items()), key=lambda row: -row[2]
    )
    return Level1(
        period=period,
        requests=found.requests,
        in_place=found.in_place,
        ended=ended,
        rows=[_row(what, found.kept.get(code, Kept()), percent_least) for code, what in TOLD],
        bands=[_band(least, most) for least, most in BANDS],
        overdue=overdue,
        all_overdue=sum(number for _, _, number in overdue),
    )


def _row(what: str, kept: Kept, percent_least: int) -> Row:
    without = _words(kept.without_exceptions, percent_least) if kept.excused else ""
    return Row(what, _counts(kept.all), _percent(kept.all, percent_least), without, kept.excused)


def _counts(figure: Figure) -> str:
    return f"{figure.n} of {figure.of}" if figure.of else "none"


def _percent(figure: Figure, least: int) -> str:
    return f"{figure.value:.0%}" if figure.value is not None and figure.of >= least else ""


def _words(figure: Figure, least: int) -> str:
    return " · ".join(part for part in (_counts(figure), _percent(figure, least)) if part)


def _band(least: int, most: int | None) -> str:
    return f"{least} to {most} days" if most else f"Over {least - 1} days"


def offered(on: dt.date) -> list[tuple[str, Period]]:
    """The periods that the page offers: calendar years, as the SEN2 return has them, and the newest months."""
    years = [(f"{year}", Period(f"{year}-01", f"{year}-12")) for year in range(on.year, on.year - HOW_MANY_YEARS, -1)]
    months = [calendar.period(on, -back) for back in range(HOW_MANY_MONTHS)]
    return [*years, *((str(Period(month, month)), Period(month, month)) for month in months)]


def asked(words: str, on: dt.date) -> Period:
    """The period that an address asks for; this year where it asks for none or for nonsense."""
    try:
        return Period.of(words)
    except ValueError:
        return Period(f"{on.year}-01", f"{on.year}-12")
