"""Whoever holds every file of two years, all months, quarters and years, cannot work out what any of them hides."""

import csv
import datetime as dt
import io
from collections import Counter, defaultdict
from itertools import pairwise

import pytest

from goldenthread.reporting import exports, level3, tallies
from goldenthread.reporting.calendars import Calendar
from goldenthread.reporting.measures import judgements, standards
from goldenthread.reporting.nesting import Nested, settled_on, stands_beside
from goldenthread.reporting.periods import Period
from goldenthread.reporting.rows import Group, Limits
from tests.ehcp.statistics.attacker import Attacker
from tests.goldenthread.reporting.made_up_months import EDITION, some_months

CALENDARS = ["04", "01", "09"]
GOOD = "Good or better"


def limits(calendar="04"):
    return Limits(percent_least=10, suppress_under=5, officers_least=3, staff_least=5, target_days=2, calendar=calendar)


def periods_of(calendar, months):
    """Every month, quarter and year of these months, each once."""
    kinds = [[Period(month, month) for month in months], map(calendar.quarter, months), map(calendar.year, months)]
    return list(dict.fromkeys(period for kind in kinds for period in kind))


def files(found, calendar, months, hide=Nested):
    """The CSV of each period: (table, row, column) -> what stands there."""
    given = limits(calendar.starts)
    taken = {}
    for period in periods_of(calendar, months):
        wide = found.within(calendar.around(period).months)
        page = level3.page(
            wide.within(period.months), period, given, on=dt.date(2030, 1, 1), hide=hide(wide, period, given)
        )
        lines = csv.reader(io.StringIO(exports.as_csv(page).decode("utf-8-sig")))
        taken[period] = {(table, row, column): value for table, row, column, value in lines}
    return taken


# --- Counts -------------------------------------------------------------------------------------


def tables(found):
    """Name of the tally -> (caption, key -> (row, column)) of the tables with counts that may be small."""
    words = {word.key: word.label for word in EDITION.scale.judgements}
    apart = {tallies.apart(group): group for group in Group if group != Group.BY_CHANCE}
    origins, services = tallies.origins_of(found), tallies.services_of(found)
    came = ["Challenged", "Asked about", "Acknowledged", "Not answered yet"]
    return {
        tallies.JUDGEMENTS: (
            "Overall judgements of drafts drawn by chance",
            {key: (word, "Drafts") for key, word in words.items()},
        ),
        **{
            name: ("Judgements counted apart", {key: (str(group), word) for key, word in words.items()})
            for name, group in apart.items()
        },
        tallies.ORIGINS: ("Where weaknesses began", {key: (word, "Weak answers") for key, word in origins.items()}),
        tallies.SERVICES: (
            "Weaknesses from advice, by service",
            {key: (word, "Weak answers") for key, word in services.items()},
        ),
        tallies.LETTERS: ("Feedback letters", {key: (key, "Letters") for key in came}),
        tallies.CHALLENGES: (
            "What became of challenges",
            {key: (word, "Challenges") for key, word in tallies.DECISIONS.items()},
        ),
    }


def counts_found_out(found, taken, months, name):
    """The counts of one table that the files hide and an attacker tells from them: (period, key).

    The attacker knows the total of every month by chance of the draw, and takes a weighted share to tell how many of
    the count beside it were drawn with which chance.
    """
    caption, cells = tables(found)[name]
    by_month = {month: tallies.tallies(found.within([month]))[name] for month in months}
    kinds = sorted({kind for tally in by_month.values() for counted in tally.rows.values() for kind in counted})
    upper = sorted(key for key in cells if any(key in tally.upper for tally in by_month.values()))
    asked = {key: ([key], place) for key, place in cells.items()} | ({GOOD: (upper, (GOOD, "Drafts"))} if upper else {})
    attacker = Attacker()
    secret = []
    for month, tally in by_month.items():
        for kind in kinds:
            attacker.learns([(month, key, kind) for key in cells], sum(tally.rows[key][kind] for key in cells))
    for period, file in taken.items():
        inside = [month for month in period.months if month in by_month]
        shows_a_nought = any(file.get((caption, *place)) == "0" for place in cells.values())
        for key, (keys, place) in asked.items():
            unknown = [(month, each, kind) for month in inside for each in keys for kind in kinds]
            true = Counter()
            for month, each, kind in unknown:
                true[kind] += by_month[month].rows[each][kind]
            value = file.get((caption, *place), "0")
            if not value.isdigit():
                secret.append((period, key, unknown, true.total()))
                if shows_a_nought and len(inside) > 1 and key != GOOD and true.total():
                    # Who sees a nought will take it that what is hidden is none.
                    attacker.learns_least(unknown, 1)
                continue
            assert int(value) == true.total()
            for kind in kinds:
                attacker.learns([one for one in unknown if one[2] == kind], true[kind])
    worked = attacker.works_out()
    return [(period, key) for period, key, unknown, value in secret if value and worked.told(unknown) is not None]


def years_of(calendar, months):
    """The months, year by year of the calendar: periods of two years never overlap."""
    return [
        [month for month in months if calendar.year(month) == year] for year in {calendar.year(m): 0 for m in months}
    ]


@pytest.mark.parametrize("seed", range(12))
def test_no_hidden_count_can_be_worked_out_from_all_files_of_two_years(seed):
    calendar = Calendar(CALENDARS[seed % 3])
    first = dt.date(2024, int(calendar.starts), 1)
    found = some_months(seed, first)
    months = [month for year in (2024, 2025) for month in calendar.year(f"{year}-{calendar.starts}").months]

    for year in years_of(calendar, months):
        taken = files(found, calendar, year)

        for name in tables(found):
            assert counts_found_out(found, taken, year, name) == [], name


def test_the_attacker_would_undo_files_that_hide_each_period_by_itself():
    class Alone(level3.Hiding):
        def __init__(self, wide, period, given):
            super().__init__(given)

    calendar, undone = Calendar("04"), set()
    for seed in range(4):
        found = some_months(seed, dt.date(2024, 4, 1), months=12)
        months = calendar.year("2024-04").months
        taken = files(found, calendar, months, hide=Alone)
        undone |= {name for name in tables(found) if counts_found_out(found, taken, months, name)}

    assert {tallies.JUDGEMENTS, tallies.ORIGINS, tallies.LETTERS} <= undone


def test_something_is_left_to_show():
    """Of a middling authority most counts of a quarter and nearly all of a year are shown."""
    calendar, shown = Calendar("04"), defaultdict(Counter)
    for seed in range(40, 52):
        found = some_months(seed, dt.date(2024, 4, 1), months=12)
        if not 100 < len(found.handed) < 400:
            continue
        months = calendar.year("2024-04").months
        for period, file in files(found, calendar, months).items():
            for caption, cells in tables(found).values():
                for place in cells.values():
                    shown[len(period.months)][file.get((caption, *place), "0").isdigit()] += 1

    share = {length: counted[True] / counted.total() for length, counted in shown.items()}
    assert share[12] > share[3] > 0.3
    assert share[12] > 0.6


# --- Rates --------------------------------------------------------------------------------------


def drafts_behind(found):
    """(table, row) of each rate -> drafts that were answered."""
    aims = standards.rate_of_aims(found.aims, found.editions)
    rates = standards.rate_of_standards(found.answered, found.editions)
    return {("How far drafts meet each aim", f"{aim.number}. {aim.label}"): rate.drafts for aim, rate in aims} | {
        ("How far drafts meet each standard", f"{one.code} {one.label}"): rate.drafts for _, one, rate in rates
    }


def told_apart(periods):
    """What the rates of these periods tell by subtraction: each period less those within it that have rates too."""
    for period in periods:
        inner = [one for one in periods if one != period and set(one.months) < set(period.months)]
        covered = {month for one in inner for month in one.months}
        yield [month for month in period.months if month not in covered]


@pytest.mark.parametrize("seed", range(12))
def test_no_rate_of_too_few_drafts_or_officers_can_be_had_by_subtraction(seed):
    calendar = Calendar(CALENDARS[seed % 3])
    found = some_months(100 + seed, dt.date(2024, int(calendar.starts), 1), months=12)
    year = calendar.year(f"2024-{calendar.starts}").months
    taken = files(found, calendar, year)

    for name in drafts_behind(found):
        told = [period for period, file in taken.items() if file.get((*name, "Met"), "").endswith("%")]
        for months in told_apart(told):
            inside = found.within(months)
            drafts = drafts_behind(inside).get(name, 0)
            writers = judgements.writers(judgements.of_group(inside.handed, Group.BY_CHANCE))
            assert not drafts or (drafts >= 10 and writers >= 3)
        for period, file in taken.items():
            if period not in told and drafts_behind(found.within(period.months)).get(name):
                columns = ("Met", "95% interval", "Partly met", "Answers", "Drafts")
                assert {file[(*name, column)] for column in columns} <= {"too few", "hidden"}


def test_percentages_stand_from_the_authoritys_least_number_on():
    calendar = Calendar("04")
    found = some_months(107, dt.date(2024, 4, 1), months=12)
    taken = files(found, calendar, calendar.year("2024-04").months)

    shares = [
        (period, key, value)
        for period, file in taken.items()
        for key, value in file.items()
        if key[0].startswith("Overall") and key[2] == "Weighted share" and value.endswith("%")
    ]
    assert shares
    for period, _, _ in shares:
        assert len(judgements.of_group(found.within(period.months).handed, Group.BY_CHANCE)) >= 10


@pytest.mark.parametrize(
    ("quarters", "is_told"),
    [
        ([12, 15, 20, 11], True),
        ([12, 15, 20, 0], True),
        ([12, 15, 20, 4], False),  # the year less three quarters is the fourth
        ([12, 4, 20, 13], True),  # the last stays unsaid beside the second
        ([12, 15, 7, 4], True),  # what is left are two, and enough
        ([12, 15, 5, 4], False),  # what is left are two, and too few
        ([4, 3, 2, 2], True),
        ([4, 3, 1, 1], False),
    ],
)
def test_a_year_is_told_where_its_quarters_leave_none_or_enough_unsaid(quarters, is_told):
    calendar = Calendar("04")
    year = calendar.year("2024-04")
    drafts = dict(zip(calendar.quarters(year), quarters, strict=True)) | {year: sum(quarters)}

    def may_stand(periods):
        return sum(drafts[period] for period in periods) >= 10

    assert stands_beside(year, calendar, may_stand, lambda period: not drafts[period]) is is_told


def test_the_last_quarter_and_its_months_stay_unsaid_where_the_year_needs_it():
    calendar = Calendar("04")
    year = calendar.year("2024-04")
    by_month = dict(zip(year.months, [12, 12, 12, 1, 1, 1, 12, 12, 12, 12, 12, 12], strict=True))

    def told(period):
        def drafts(one):
            return sum(by_month[month] for month in one.months)

        return stands_beside(
            period, calendar, lambda several: sum(map(drafts, several)) >= 10, lambda one: not drafts(one)
        )

    assert [told(quarter) for quarter in calendar.quarters(year)] == [True, False, True, False]
    assert told(year)
    assert [told(Period(month, month)) for month in year.months] == [True] * 3 + [False] * 3 + [True] * 3 + [False] * 3


def test_months_of_a_quarter_stand_or_fall_together():
    calendar = Calendar("04")
    for drafts, is_told in (([12, 10, 30], True), ([12, 0, 30], True), ([12, 9, 30], False)):
        by_month = dict(zip(calendar.quarter("2024-05").months, drafts, strict=True))

        def counted(periods, by_month=by_month):
            return sum(by_month.get(month, 0) for period in periods for month in period.months)

        told = {
            stands_beside(
                Period(month, month),
                calendar,
                lambda periods, counted=counted: counted(periods) >= 10,
                lambda period, counted=counted: not counted([period]),
            )
            for month in by_month
            if by_month[month]
        }
        assert told == {is_told}


# --- When ---------------------------------------------------------------------------------------


def test_a_month_waits_for_its_quarter_and_a_year_for_itself():
    april, september = Calendar("04"), Calendar("09")

    assert settled_on(Period("2024-07", "2024-07"), april) == dt.date(2024, 9, 30)
    assert settled_on(april.quarter("2024-07"), april) == dt.date(2024, 9, 30)
    assert settled_on(april.year("2024-07"), april) == dt.date(2025, 3, 31)
    assert settled_on(Period("2024-10", "2024-10"), september) == dt.date(2024, 12, 31)


def test_every_calendar_is_nested():
    for starts in CALENDARS:
        calendar = Calendar(starts)
        year = calendar.year("2024-11")
        quarters = calendar.quarters(year)

        assert [month for quarter in quarters for month in quarter.months] == year.months
        assert all(first.last < second.first for first, second in pairwise(quarters))
