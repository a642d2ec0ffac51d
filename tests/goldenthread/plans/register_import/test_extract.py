"""Files become rows: every shape that a case system or a spreadsheet hands over, and every one that is refused."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goldenthread.plans import extract as module
from goldenthread.plans.extract import ExtractRefused, read_extract, tidied
from goldenthread.plans.extract_apart import read_apart
from tests.goldenthread.plans.register_import import files
from tests.goldenthread.plans.register_import.files import HEADERS, IDRIS, TOBIN, WREN, csv_bytes, xlsx_bytes


def refusal(data: bytes, **given) -> tuple[str, str]:
    with pytest.raises(ExtractRefused) as refused:
        read_extract(data, "extract", **given)
    return refused.value.code, refused.value.sentence


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_a_csv_file_is_read_in_every_usual_encoding_and_with_every_usual_delimiter(encoding, delimiter):
    read = read_extract(csv_bytes(TOBIN, WREN, encoding=encoding, delimiter=delimiter), "extract.csv")

    assert read.headers == HEADERS
    assert [row.cells for row in read.rows] == [TOBIN, WREN]
    assert read.encoding == encoding


def test_a_workbook_gives_days_whole_numbers_and_yes_or_no_as_text_with_the_raw_value_beside():
    data = xlsx_bytes(
        (1234.0, dt.date(2016, 5, 4), True, 9434765919, 12.5, "  Tobin "),
        headers=("Person ID", "DOB", "LAC", "NHS number", "Hours", "Name"),
    )

    read = read_extract(data, "extract.xlsx")

    assert read.rows[0].cells == ("1234", "2016-05-04", "Yes", "9434765919", "12.5", "Tobin")
    assert read.rows[0].raw == ("1234.0", "2016-05-04", "True", "9434765919.0", "12.5", "  Tobin ")


def test_titles_above_and_totals_below_are_left_out_and_said_so():
    above = (["EHC plans: all open involvements"], [], ["Run on", "24/11/2026"])
    below = ([], ["Total", "2"], ["End of report"])
    for data in (csv_bytes(TOBIN, WREN, above=above, below=below), xlsx_bytes(TOBIN, WREN, above=above, below=below)):
        read = read_extract(data, "extract")

        assert read.header_row == 4
        assert [row.number for row in read.rows] == [5, 6]
        assert [row.cells[0] for row in read.rows] == ["1001", "1002"]
        assert read.warnings == (
            "The headings were found in row 4; what stands above them was left out.",
            "Row 9 was left out: it looks like a total or a note at the end, not a child.",
            "Row 8 was left out: it looks like a total or a note at the end, not a child.",
        )


def test_a_child_whose_name_begins_like_a_total_is_not_taken_for_one():
    row = ("Totalia", *TOBIN[1:])

    assert read_extract(csv_bytes(TOBIN, row), "extract").rows[-1].cells == row


def test_the_header_row_can_be_told():
    data = csv_bytes(TOBIN, above=[["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m"]])

    assert read_extract(data, "extract").header_row == 1
    assert read_extract(data, "extract", header_row=2).headers == HEADERS


def test_headings_lose_line_breaks_and_long_dashes_and_doubles_are_numbered():
    data = csv_bytes(
        ("1", "a", "b", "c"),
        headers=("Person ID", "UPN unavailable – \nReason", "Date", "Date"),
    )

    read = read_extract(data, "extract")

    assert read.headers == ("Person ID", "UPN unavailable - Reason", "Date", "Date (2)")
    assert read.rows[0].cells == ("1", "a", "b", "c")


def test_blank_rows_and_blank_columns_go_and_row_numbers_stay_those_of_the_file():
    data = csv_bytes(("1", "", "x"), ("", "", ""), ("2", "", "y"), headers=("Person ID", "", "Name"))

    read = read_extract(data, "extract")

    assert read.headers == ("Person ID", "Name")
    assert [(row.number, row.cells) for row in read.rows] == [(2, ("1", "x")), (4, ("2", "y"))]


def test_a_line_break_inside_quotes_stays_inside_its_cell_and_counts_as_one_row():
    data = b'Person ID,Note\r\n1,"first line\r\nsecond ""line"""\r\n2,plain\r\n'

    read = read_extract(data, "extract")

    assert [(row.number, row.cells) for row in read.rows] == [
        (2, ("1", 'first line\r\nsecond "line"')),
        (3, ("2", "plain")),
    ]


def test_a_line_with_too_many_or_too_few_cells_is_marked_and_not_guessed_at():
    data = b"Person ID,Surname,Forename\n1,Ash,Amy\n2,Ash, the younger,Bo\n3,Elm\n4,Oak,Di\n"

    read = read_extract(data, "extract")

    assert [row.misfit for row in read.rows] == ["", "long", "short", ""]


def test_the_line_that_excel_writes_to_name_the_delimiter_is_understood():
    read = read_extract(b"sep=;\r\nPerson ID;Surname\r\n7;Ash, Amy\r\n", "extract.csv")

    assert read.headers == ("Person ID", "Surname")
    assert [(row.number, row.cells) for row in read.rows] == [(3, ("7", "Ash, Amy"))]


def test_the_largest_visible_sheet_is_read_unless_another_is_named():
    data = xlsx_bytes(TOBIN, WREN, other_sheets=("Notes",), hidden_sheets=("Lookups",))

    read = read_extract(data, "extract")

    assert (read.sheet, read.sheets) == ("Extract", ("Notes", "Extract"))
    assert read.warnings == ("The sheet “Extract” was read. Other sheets were not: Notes.",)
    assert refusal(data, sheet="Lookups") == (
        "no-such-sheet",
        "There is no sheet called “Lookups”. The sheets are: Notes, Extract.",
    )


@pytest.mark.parametrize(
    ("code", "data"),
    [
        ("empty", b""),
        ("empty", b"\xef\xbb\xbf\r\n,,,\r\n"),
        ("pdf", b"%PDF-1.7\n"),
        ("web-page", b"<html><body><table><tr><td>Person ID"),
        ("xml", b"<?xml version='1.0'?><Message/>"),
        ("no-header", b"1,2\n3,4\n"),
        ("no-rows", b"Person ID,Surname\n"),
        ("not-a-table", b"Person ID\x00\x01\x02,\x03\n"),
        ("unreadable-letters", b"Person ID,Name\n1,\x81\x8d\n"),
        ("open-quote", b'Person ID,Name\n1,"Ash\n2,Elm\n3,Oak\n'),
        ("damaged", b"PK\x03\x04 and no more"),
        ("damaged", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600),
        ("locked", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")),
        ("too-many-columns", csv_bytes(["x"] * 201, headers=[f"Head {n}" for n in range(201)])),
        ("too-many-columns", files.corners_xlsx(10, 16_383)),
        ("too-many-rows", files.corners_xlsx(1_048_575, 3)),
        ("unpacks-too-large", files.with_part(xlsx_bytes(TOBIN), "xl/media/a.bin", b"\x00" * 9_000_000)),
        ("unpacks-too-large", files.with_part(xlsx_bytes(TOBIN), "xl/sharedStrings.xml", b"<!DOCTYPE a []><a/>")),
        ("not-a-workbook", files.with_part(xlsx_bytes(TOBIN), "xl/workbook.bin", b"x")),
    ],
)
def test_what_cannot_be_taken_is_refused_with_its_code_and_a_sentence_that_says_what_to_do(code, data):
    refused, sentence = refusal(data)

    assert refused == code
    assert sentence.endswith(".") and len(sentence) < 260


def test_a_damaged_workbook_of_any_shape_is_refused_and_never_crashes():
    whole = xlsx_bytes(TOBIN, WREN, IDRIS)
    for cut in range(1, len(whole), 97):
        with pytest.raises(ExtractRefused):
            read_extract(whole[:cut], "extract.xlsx")


def test_the_mark_that_our_own_downloads_set_before_a_formula_is_taken_off_again():
    assert [tidied(text) for text in ("'-1", "'=A1", " '@x", "'tis", "-1")] == ["-1", "=A1", "@x", "'tis", "-1"]


def test_reading_apart_gives_what_reading_here_gives():
    for data in (csv_bytes(TOBIN, WREN, encoding="cp1252"), xlsx_bytes(TOBIN, (1.0, "two\u2028lines"))):
        assert read_apart(data, "extract") == read_extract(data, "extract")


def test_reading_apart_survives_a_workbook_that_kills_its_reader():
    far = files.corners_xlsx(199_000, 16_383)
    hidden = files.with_part(
        far, "xl/worksheets/sheet1.xml", files.part(far, "xl/worksheets/sheet1.xml").replace(b'r="XFD', b'r="&#88;FD')
    )

    codes = []
    for data in (far, hidden):
        with pytest.raises(ExtractRefused) as refused:
            read_apart(data, "extract")
        codes.append(refused.value.code)

    assert codes[0] == "too-many-columns"
    assert codes[1] in ("too-heavy", "damaged", "too-many-columns")


def test_limits_of_bytes_and_rows_hold(monkeypatch):
    monkeypatch.setattr(module, "MOST_BYTES", 100)
    assert refusal(b"x" * 101)[0] == "too-large"

    monkeypatch.setattr(module, "MOST_BYTES", 10_000)
    monkeypatch.setattr(module, "MOST_ROWS", 2)
    assert len(read_extract(b"Person ID\n1\n2\n", "extract").rows) == 2
    assert refusal(b"Person ID\n1\n2\n3\n")[0] == "too-many-rows"


_cell = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc"), exclude_characters="\u2028\u2029\x85"), max_size=30
)


@settings(max_examples=150, deadline=None)
@given(
    rows=st.lists(st.lists(_cell, min_size=3, max_size=3), min_size=1, max_size=12), delimiter=st.sampled_from(",;\t|")
)
def test_whatever_stands_in_the_cells_comes_back_tidied_and_raw(rows, delimiter):
    rows = [[f"id {index}", *row] for index, row in enumerate(rows)]
    data = csv_bytes(*rows, headers=("Person ID", "Surname", "Forename", "Note"), delimiter=delimiter)

    read = read_extract(data, "extract", header_row=1)

    raw = {header: [row.raw[index] for row in read.rows] for index, header in enumerate(read.headers)}
    assert raw["Person ID"] == [row[0] for row in rows]
    assert raw["Note"] == [row[3] for row in rows]
    assert read.column("Surname") == [tidied(row[1]) for row in rows]


@settings(max_examples=200, deadline=None)
@given(data=st.binary(max_size=400))
def test_any_bytes_are_read_or_refused_and_nothing_else(data):
    try:
        read = read_extract(data, "extract")
    except ExtractRefused as refused:
        assert refused.sentence.endswith(".")
    else:
        assert {len(row.cells) for row in read.rows} == {len(read.headers)}
