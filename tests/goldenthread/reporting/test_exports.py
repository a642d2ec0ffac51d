"""Files hold what the page holds, and nothing that a spreadsheet would run."""

import csv
import dataclasses
import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from goldenthread.history.models import Event
from goldenthread.reporting import exports, level3
from goldenthread.reporting.periods import Period
from goldenthread.reporting.queries.level3 import gather
from goldenthread.reporting.rows import Limits
from goldenthread.reporting.sections import Section
from goldenthread.ui.components.tables import Cell, Table, columns_of

LIMITS = Limits(percent_least=10, suppress_under=5, officers_least=3, staff_least=5, target_days=2)
NASTY = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    " =1",
    "\u00a0=1",
    "\u200b=1",
    "＝1",
    "＋1",
    "－1",
    "＠1",
    "−1",
]
BEGINNINGS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "−")


@pytest.fixture
def page(cast, throw, today):
    throw(seed=3, drafts=140)
    period = Period("2026-09", "2026-11")
    return level3.page(gather(cast.authority.pk, period, on=today), period, LIMITS, on=today)


def excel(page):
    return load_workbook(io.BytesIO(exports.as_excel(page, authority="Sandbourne", made_for="Analyst")))


def text(cell):
    return str(cell.text if isinstance(cell, Cell) else cell)


def as_text(value):
    """A cell of the workbook as the page writes it."""
    if value is None:
        return ""
    return f"{value:.0%}" if isinstance(value, float) else str(value)


def test_the_workbook_holds_exactly_the_tables_of_the_page(page):
    book = excel(page)

    assert book.sheetnames == ["Method", *(key.capitalize() for key in page.sections)]
    for section in page.sections.values():
        head, *rows = book[section.key.capitalize()].iter_rows(values_only=True)
        assert list(head) == [column.label for column in section.table.columns]
        shown = [*section.table.rows, *([section.table.foot] if section.table.rows and section.table.foot else [])]
        as_words = [[as_text(one) for one in row] for row in rows]
        assert as_words == [[text(cell) for cell in row] for row in shown]


def test_the_csv_says_every_value_of_the_page_once(page):
    head, *lines = csv.reader(io.StringIO(exports.as_csv(page).decode("utf-8-sig")))

    assert head == ["Table", "Row", "Column", "Value"]
    assert lines == [
        [section.table.caption, text(row[0]), column.label, text(cell)]
        for section in page.sections.values()
        for row in [*section.table.rows, *([section.table.foot] if section.table.rows and section.table.foot else [])]
        for column, cell in zip(section.table.columns[1:], row[1:], strict=True)
    ]


def test_no_cell_is_a_formula_no_sheet_is_hidden_and_nothing_is_linked(page):
    book = excel(page)
    content = zipfile.ZipFile(io.BytesIO(exports.as_excel(page, authority="=1+1", made_for="@x")))
    everything = b"".join(content.read(name) for name in content.namelist())

    assert {sheet.sheet_state for sheet in book} == {"visible"}
    assert [cell.data_type for sheet in book for row in sheet for cell in row if cell.data_type == "f"] == []
    assert b"<f>" not in everything
    assert b"hyperlink" not in everything
    assert b"'=1+1" in everything


def test_the_same_figures_give_the_same_bytes(page):
    first, second = (exports.as_excel(page, authority="Sandbourne", made_for="Analyst") for _ in range(2))

    assert first == second
    assert exports.as_csv(page) == exports.as_csv(page)


@pytest.mark.parametrize("words", NASTY)
def test_words_that_begin_like_a_formula_are_made_words(words):
    made = exports.harmless(words)

    assert made.startswith("'")
    assert not made[1:].startswith((" ", "\t", "\r"))


@given(st.text())
def test_whatever_the_words_are_no_cell_begins_a_formula(words):
    made = exports.harmless(words)

    assert made == made.strip()
    assert not made.startswith(BEGINNINGS)


def test_numbers_stay_numbers_and_words_stay_words():
    assert [exports.harmless(value) for value in (3, 2.5, "74%", "a-b", None)] == [3, 2.5, "74%", "a-b", ""]


def test_a_column_that_is_not_on_the_list_goes_into_no_file(page):
    more = Table("Feedback letters", columns_of("What|Letters #|Child"), [["Sent", 3, "Tobin"]])
    wrong = dataclasses.replace(page, sections={"letters": Section("letters", more, "")})
    unknown = dataclasses.replace(page, sections={"children": Section("children", more, "")})

    for each in (wrong, unknown):
        with pytest.raises(exports.NotOnTheList):
            exports.as_csv(each)
        with pytest.raises(exports.NotOnTheList):
            excel(each)


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@pytest.mark.parametrize("name", ["lena", "ben", "anton"])
def test_those_who_may_take_the_figures_away_and_the_history_knows(cast, today, as_, name, ending):
    answer = as_(getattr(cast, name)).get(f"/figures/level-3.{ending}?period=2026-07-to-2026-09")

    assert answer.status_code == 200
    assert answer["Content-Disposition"] == f'attachment; filename="level-3-figures-2026-07-to-2026-09.{ending}"'
    assert answer["Cache-Control"] == "no-store, private"
    event = Event.objects.get(verb="figures taken away")
    assert (event.post_id, event.detail) == (
        getattr(cast, name).pk,
        {"file": ending, "first": "2026-07", "last": "2026-09"},
    )


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@pytest.mark.parametrize("name", ["amina", "sam", "bea", "carol", "dev", "ines", "ivo", "audrey", "wilf"])
def test_nobody_else_takes_them_away(cast, today, as_, name, ending):
    assert as_(getattr(cast, name)).get(f"/figures/level-3.{ending}").status_code == 404


def test_an_analyst_gets_the_very_figures_that_a_lead_gets(cast, throw, today, as_):
    throw(seed=4, drafts=60)

    assert as_(cast.anton).get("/figures/level-3.csv").content == as_(cast.lena).get("/figures/level-3.csv").content


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_not_even_a_lead_takes_months_away_that_are_no_period_of_the_calendar(cast, throw, today, as_, ending):
    """A file leaves the house, and another may hold the month that is missing from this one."""
    answer = as_(cast.lena).get(f"/figures/level-3.{ending}?from=2026-08&to=2026-09")

    assert answer["Content-Disposition"] == f'attachment; filename="level-3-figures-2026-07-to-2026-09.{ending}"'


def test_a_file_of_a_month_that_waits_for_its_quarter_holds_no_judgement(cast, throw, today, as_):
    throw(seed=4, drafts=200)

    words = as_(cast.anton).get("/figures/level-3.csv?period=2026-10").content.decode()

    assert "Drafts, month by month" in words
    assert "judgements" not in words


def test_no_file_names_anybody(cast, throw, today, as_):
    throw(seed=4, drafts=60)

    words = as_(cast.lena).get("/figures/level-3.csv").content.decode()

    for name in ("Tobin", "Ashworth", "Amina", "Nadia", "Ruth", "Lena"):
        assert name not in words
