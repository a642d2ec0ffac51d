"""Rows become values of our fields: what can be read, what is refused and with which sentence, and what has changed."""

import datetime as dt
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.plans import mapping_values as read
from goldenthread.plans.extract import read_extract
from goldenthread.plans.mapping import Change, Mapping, Officer, apply_mapping, compare_row, guess_mapping
from goldenthread.plans.mapping_guess import guess_columns, guess_values, is_exact
from tests.goldenthread.plans.register_import.files import HEADERS, IDRIS, TOBIN, WREN, csv_bytes, xlsx_bytes

TODAY = dt.date(2026, 11, 24)
OFFICERS = (
    Officer("11", "Amina Sandbourne", "amina@sandbourne.example", "Amina"),
    Officer("12", "Osei Sandbourne", "osei@sandbourne.example", "Osei"),
)


def mapped(*rows, headers=HEADERS, columns=None, values=None, build=csv_bytes):
    extract = read_extract(build(*rows, headers=headers), "extract")
    guessed = guess_mapping(extract, OFFICERS)
    mapping = Mapping(columns or guessed.columns, {**guessed.values, **(values or {})})
    return apply_mapping(extract, mapping, on=TODAY)


def sentences(row) -> list[str]:
    return [problem.sentence for problem in row.problems]


# --- Days ---


@given(st.dates(dt.date(1901, 1, 1), dt.date(2056, 12, 31)))
def test_a_day_is_the_same_however_it_is_written(day):
    ways = [
        f"{day:%d/%m/%Y}", f"{day.day}/{day.month}/{day.year}", f"{day:%Y-%m-%d}", f"{day:%Y-%m-%dT00:00:00}",
        f"{day:%Y-%b-%d 00:00:00}", f"{day:%d-%b-%Y}", f"{day:%d %B %Y}", f"{day:%d.%m.%Y}", f"{day:%d/%m/%Y 00:00}",
        f"{day:%Y%m%d}", f"{day:%A, %d %B %Y}",
    ]  # fmt: skip
    assert {read.day(way, on=TODAY) for way in ways} == {read.Reading(day.isoformat())}


@given(st.dates(dt.date(1996, 1, 1), dt.date(2031, 12, 31)), st.sampled_from(["", ".0", ".5"]))
def test_a_bare_number_that_excel_would_show_as_a_likely_day_is_taken_and_asked_about(day, rest):
    number = f"{(day - dt.date(1899, 12, 30)).days}{rest}"

    reading = read.day(number, on=TODAY)

    assert (reading.value, reading.stops) == (day.isoformat(), False)
    assert f"“{number}” is a number, not a written date. It is taken as {day.day} {day:%B %Y}," in reading.problem


@pytest.mark.parametrize("number", ["10023", "35064", "48214", "99999"])
def test_a_bare_number_far_from_any_day_of_a_register_is_no_day(number):
    """35064 would be the last day of 1995 and 48214 the first of 2032."""
    assert read.day(number, on=TODAY) == read.Reading(problem="this is not a date. Write it as dd/mm/yyyy.", stops=True)


def test_the_preview_says_which_number_of_a_csv_file_was_taken_for_a_day():
    (only,) = mapped(changed(TOBIN, requested="46227"))

    assert (only.is_refused, only.values["requested_on"]) == (False, "2026-07-24")
    assert sentences(only) == [
        "Row 2, Request Date: “46227” is a number, not a written date. It is taken as 24 July 2026, as Excel counts days. "
        "If that is wrong, choose another column or write it as dd/mm/yyyy."
    ]


@given(st.dates(dt.date(1937, 1, 1), dt.date(2036, 12, 31)))
def test_years_of_two_digits_reach_ten_years_ahead_and_ninety_back(day):
    assert read.day(f"{day.day}/{day.month}/{day:%y}", on=TODAY).value == day.isoformat()


@pytest.mark.parametrize(
    "blank",
    ["", "  ", "<NA>", "NULL", "-", "n/a", "0", "01/01/1900", "1900-01-01", "1900-Jan-01 00:00:00", "00/00/0000",
     "31/12/9999", "9999-12-31 00:00:00"],
)  # fmt: skip
def test_what_systems_write_for_no_day_is_no_day(blank):
    assert read.day(blank, on=TODAY) == read.NOTHING


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("31/02/2026", "this day does not exist. Correct it in the case system and run the report again."),
        ("2025-02-29", "this day does not exist. Correct it in the case system and run the report again."),
        ("09/28/2026", "the month is over 12, so this may be an American date (month first). Write it as dd/mm/yyyy."),
        ("next Tuesday", "this is not a date. Write it as dd/mm/yyyy."),
        ("12 Foo 2026", "this is not a date. Write it as dd/mm/yyyy."),
        ("04/05/2216", "the year 2216 cannot be right. Correct it in the case system."),
    ],
)
def test_an_impossible_day_is_refused_in_words(text, problem):
    assert read.day(text, on=TODAY) == read.Reading(problem=problem, stops=True)


@given(st.text(max_size=40))
def test_any_text_is_read_as_a_day_or_refused_and_never_raises(text):
    reading = read.day(text, on=TODAY)

    assert reading.value is None or dt.date.fromisoformat(str(reading.value)).isoformat() == reading.value


# --- Numbers and names ---


@given(st.integers(0, 10**9 - 1))
def test_an_nhs_number_holds_only_with_its_check_digit(number):
    nine = f"{number:09}"
    check = (11 - sum(int(digit) * (10 - place) for place, digit in enumerate(nine)) % 11) % 11
    right = {str(check)} if check < 10 and len({*nine, str(check)}) > 1 else set()

    assert {last for last in "0123456789" if read.nhs_number(nine + last).value} == right


def test_an_nhs_number_may_have_spaces_or_come_from_excel():
    assert read.nhs_number("943 476 5919").value == "9434765919"
    assert read.nhs_number("9434765919.0").value == "9434765919"
    assert read.nhs_number("943 476 5918").problem == "the NHS number's check digit does not fit, so it is left out."
    assert read.nhs_number("12345").problem == "an NHS number has ten digits, so this is left out."


@given(st.integers(0, 10**12 - 1))
def test_a_pupil_number_holds_only_with_its_check_letter(number):
    twelve = f"{number:012}"

    accepted = [letter for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ" if read.upn(letter + twelve).value]

    assert len(accepted) == 1


def test_a_pupil_number_worked_by_hand():
    # 9*2 + 0*3 + 1*4 + 2*5 + 3*6 + 4*7 + 5*8 + 6*9 + 7*10 + 8*11 + 9*12 + 0*13 = 438; 438 mod 23 = 1, which is B.
    assert read.upn("b901234567890").value == "B901234567890"
    assert read.upn("A901234567890").problem == "the UPN's check letter does not fit its digits, so it is left out."


@pytest.mark.parametrize(
    ("text", "value"), [("1234.0", "1234"), (" 00123 ", "00123"), ("A 12", "A 12"), ("<NA>", None), ("12.50", "12.50")]
)
def test_an_id_loses_what_a_spreadsheet_added_and_nothing_else(text, value):
    assert read.identifier(text).value == value


def test_an_id_that_excel_has_shortened_is_refused():
    assert read.identifier("1.23457E+11").stops is True


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("ASHWORTH, Tobin James", ("Tobin James", "ASHWORTH")),
        ("Tobin James Ashworth", ("Tobin James", "Ashworth")),
        ("Madonna", ("", "Madonna")),
        ("", ("", "")),
    ],
)
def test_a_whole_name_is_parted(text, names):
    assert read.full_name(text) == names


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("R", 0),
        ("Year 6", 6),
        ("6.0", 6),
        ("Y11", 11),
        ("Reception", 0),
        ("N2", -1),
        ("-1", -1),
        ("13", 13),
        ("X", None),
    ],
)
def test_a_school_year_is_a_number(text, year):
    assert read.year_group(text).value == year


# --- Guessing ---


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        (
            ("surname", "forename", "personbirthdate", "sex", "upn", "persontableid"),
            {"last_name": "surname", "first_name": "forename", "date_of_birth": "personbirthdate", "sex": "sex",
             "upn": "upn", "child_id": "persontableid"},
        ),
        (
            ("ReceivedDate", "RequestOutcome", "RequestOutcomeDate", "AssessmentOutcome", "AssessmentOutcomeDate",
             "Week20", "CeaseDate"),
            {"requested_on": "ReceivedDate", "decision": "RequestOutcome", "decided_on": "RequestOutcomeDate",
             "outcome": "AssessmentOutcome", "outcome_on": "AssessmentOutcomeDate", "exception": "Week20",
             "ceased_on": "CeaseDate"},
        ),
        (
            ("Person ID", "ID", "Requests Record ID", "Date Request Was Received", "Date of Birth (ccyy-mm-dd)",
             "Twenty Weeks Time Limit Exceptions Apply"),
            {"child_id": "Person ID", "assessment_id": "Requests Record ID",
             "requested_on": "Date Request Was Received", "date_of_birth": "Date of Birth (ccyy-mm-dd)",
             "exception": "Twenty Weeks Time Limit Exceptions Apply"},
        ),
        (("Pupil Name", "Nothing we know"), {"full_name": "Pupil Name"}),
    ],
)  # fmt: skip
def test_headings_of_common_extracts_are_known(headers, expected):
    assert guess_columns(headers) == expected


@pytest.mark.parametrize(
    ("key", "seen", "expected"),
    [
        ("kind", ["N - New", "Amended", "PT", "Something else"],
         {"N - New": "new", "Amended": "amended", "PT": "phase-transfer"}),
        ("sex", ["a) Male", "F", "2"], {"a) Male": "Male", "F": "Female", "2": "Female"}),
        ("is_cared_for", ["Y", "No", "1", "TRUE", "0.0"],
         {"Y": "yes", "No": "no", "1": "yes", "TRUE": "yes", "0.0": "no"}),
        ("primary_need", ["ASD - Autistic...", "b) SEMH", "Autism (ASD)", "Speech, Language and Communication Needs"],
         {"ASD - Autistic...": "ASD", "b) SEMH": "SEMH", "Autism (ASD)": "ASD",
          "Speech, Language and Communication Needs": "SLCN"}),
        ("decision", ["Y", "N", "A", "W", "H"],
         {"Y": "assess", "N": "not-assessed", "A": "open", "W": "withdrawn", "H": "assess"}),
        ("officer", ["AMINA@sandbourne.example", "osei", "Sandbourne, Amina", "O. Sandbourne", "Amina - Amina Sandbourne",
                     "Sandbourne", "Nobody"],
         {"AMINA@sandbourne.example": "11", "osei": "12", "Sandbourne, Amina": "11", "O. Sandbourne": "12",
          "Amina - Amina Sandbourne": "11"}),
    ],
)  # fmt: skip
def test_values_of_common_extracts_are_known_and_others_are_left_to_people(key, seen, expected):
    assert guess_values(key, seen, OFFICERS) == expected


@pytest.mark.parametrize("key", ["decision", "outcome"])
def test_a_word_that_may_mean_two_things_stays_not_known(key):
    assert guess_values(key, ["Refused", "Declined", "refused"]) == {}
    assert guess_values("outcome", ["Agreed"]) == {}


@pytest.mark.parametrize(
    ("key", "text", "meaning", "expected"),
    [
        ("officer", "osei", "12", True),
        ("officer", "AMINA@sandbourne.example", "11", True),
        ("officer", "Amina Sandbourne", "11", False),
        ("officer", "osei", "11", False),
        ("sex", "Female", "Female", True),
        ("sex", "F", "Female", False),
    ],
)
def test_a_code_an_address_or_our_own_word_is_exact_and_a_name_or_letter_is_a_guess(key, text, meaning, expected):
    assert is_exact(key, text, meaning, OFFICERS) is expected


def test_nobody_is_guessed_for_a_field_that_they_may_not_hold():
    assistant = Officer("7", "Jo Barnes", code="JB", may_be=frozenset(("assistant",)))

    assert guess_values("officer", ["JB"], [assistant]) == {}
    assert guess_values("assistant", ["JB"], [assistant]) == {"JB": "7"}


def test_two_officers_of_one_name_are_never_guessed_between():
    twins = (Officer("1", "Jo Barnes"), Officer("2", "Jo Barnes"))

    assert guess_values("officer", ["Jo Barnes"], twins) == {}


def test_a_saved_mapping_wins_and_forgets_columns_that_have_gone():
    extract = read_extract(csv_bytes(TOBIN), "extract")
    saved = Mapping(
        {"child_id": "Person ID", "kind": "Plan Type", "upn": "Gone"},
        {"kind": {"N - New": "amended"}, "upn": {"x": "y"}},
    )

    mapping = guess_mapping(extract, OFFICERS, saved)

    assert saved.missing(extract.headers) == ["Gone"]
    assert mapping.columns == {"child_id": "Person ID", "kind": "Plan Type"}
    assert mapping.values == {"kind": {"N - New": "amended"}}


# --- Rows ---


def test_rows_become_values_that_json_can_carry_and_the_raw_row_is_kept():
    rows = mapped(TOBIN, WREN, IDRIS)

    assert [row.values for row in rows] == [
        {
            "child_id": "1001", "first_name": "Tobin", "last_name": "Ashworth", "date_of_birth": "2016-05-04",
            "sex": "Male", "requested_on": "2026-07-24", "outcome": "open", "is_being_assessed": True,
            "plan_id": "P-1", "kind": "new", "officer": "11", "primary_need": "ASD", "is_cared_for": False,
        },
        {
            "child_id": "1002", "first_name": "Wren", "last_name": "O’Dowd", "date_of_birth": "2012-11-30",
            "sex": "Female", "requested_on": "2026-03-01", "outcome_on": "2026-07-14", "outcome": "plan",
            "is_being_assessed": True, "plan_id": "P-2", "kind": "new", "officer": "12", "primary_need": "SEMH",
            "is_cared_for": True,
        },
        {
            "child_id": "1003", "first_name": "Idris", "last_name": "Vale", "date_of_birth": "2019-02-09",
            "sex": "Male", "requested_on": "2026-09-28", "outcome": "open", "primary_need": "SLCN",
            "is_cared_for": False,
        },
    ]  # fmt: skip
    assert [row.problems for row in rows] == [(), (), ()]
    assert rows[0].raw == dict(zip(HEADERS, TOBIN, strict=True))
    assert json.loads(json.dumps(rows[0].values)) == rows[0].values


def test_a_workbook_with_true_dates_and_numbers_for_ids_gives_the_same_values_as_a_csv_file():
    as_cells = (
        1001.0, "Tobin", "Ashworth", dt.date(2016, 5, 4), "M", 46227, "Y", None, "P-1", "N - New", "Amina",
        "ASD - Autistic spectrum disorder", False,
    )  # fmt: skip

    assert mapped(as_cells, build=xlsx_bytes)[0].values == mapped(TOBIN)[0].values


def changed(row, **given):
    names = {
        "id": 0,
        "born": 3,
        "requested": 5,
        "decision": 6,
        "final": 7,
        "plan": 8,
        "kind": 9,
        "officer": 10,
        "lac": 12,
    }
    cells = list(row)
    for name, value in given.items():
        cells[names[name]] = value
    return tuple(cells)


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (changed(TOBIN, id=""),
         "Row 2, Person ID: there is no id of the child. Every row needs one, or it cannot find its child again."),
        (changed(TOBIN, born="31/02/2016"),
         "Row 2, DOB: this day does not exist. Correct it in the case system and run the report again."),
        (changed(TOBIN, born="04/05/2027"),
         "Row 2, DOB: this is after today. Correct it in the case system, or choose another column."),
        (changed(TOBIN, requested="01/01/2016"),
         "Row 2, Request Date: this is before the date of birth. Correct whichever is wrong in the case system."),
        (changed(TOBIN, kind="Zebra"),
         "Row 2, Plan Type: it is not known what is meant by “Zebra”. Match it on the page of values, or leave it empty."),
        (changed(TOBIN, officer="Zed Nobody"),
         "Row 2, SEN Officer: nobody here goes by “Zed Nobody”. Match it on the page of values, or leave it empty."),
    ],
)  # fmt: skip
def test_a_row_that_cannot_be_taken_is_refused_with_row_column_and_what_to_do(row, expected):
    (only,) = mapped(row)

    assert (only.is_refused, sentences(only)) == (True, [expected])


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (changed(TOBIN, born="04/05/1999"),
         "Row 2, DOB: this makes 27 years of age; plans end at 25. Please check it."),
        (changed(WREN, final="01/02/2026"),
         "Row 2, Final Plan Date: the outcome is dated before the request. Please check both."),
    ],
)  # fmt: skip
def test_what_is_odd_but_possible_is_asked_about_and_taken(row, expected):
    (only,) = mapped(row)

    assert (only.is_refused, sentences(only)) == (False, [expected])


def test_a_wrong_pupil_or_nhs_number_is_left_out_and_the_row_taken():
    (only,) = mapped(("1", "A901234567890", "9434765918"), headers=("Person ID", "UPN", "NHS Number"))

    assert only.values == {"child_id": "1"}
    assert only.is_refused is False
    assert len(only.problems) == 2


def test_a_value_that_people_left_empty_is_empty_and_does_not_refuse_the_row():
    (only,) = mapped(changed(TOBIN, officer="Left in 2024"), values={"officer": {"Left in 2024": ""}})

    assert (only.problems, "officer" in only.values) == ((), False)


def test_a_refusal_to_assess_is_the_outcome_with_its_day():
    headers = ("Person ID", "Request Outcome", "Request Outcome Date", "Assessment Outcome")
    rows = mapped(("1", "N", "1/9/2026", ""), ("2", "W", "", "A"), ("3", "Y", "1/9/2026", "N"), headers=headers)

    assert [row.values["outcome"] for row in rows] == ["not-assessed", "withdrawn", "no-plan"]
    assert rows[0].values["outcome_on"] == "2026-09-01"


def test_the_same_row_twice_is_taken_once_and_two_that_differ_not_at_all():
    rows = mapped(TOBIN, WREN, TOBIN, changed(WREN, kind="Amended"))

    assert [row.is_refused for row in rows] == [False, True, True, True]
    assert sentences(rows[2]) == ["Row 4 says the same as row 2, so it is passed over."]
    assert (
        sentences(rows[1])
        == sentences(rows[3])
        == [
            "Rows 3, 5 are about the same child and plan but differ. Keep the right one in the extract, "
            "or choose a column for the plan's id."
        ]
    )


def test_one_child_may_have_several_plans_but_not_two_dates_of_birth():
    two_plans = changed(TOBIN, plan="P-9", kind="Amended", requested="01/02/2023")
    assert [row.is_refused for row in mapped(TOBIN, two_plans)] == [False, False]

    rows = mapped(TOBIN, changed(two_plans, born="05/05/2016"))
    assert [sentences(row) for row in rows] == [
        ["Rows 2, 3 are about the same child but disagree (date of birth). Correct the case system."]
    ] * 2


def test_two_children_with_one_plan_id_are_both_refused():
    rows = mapped(TOBIN, changed(WREN, plan="P-1"))

    assert [sentences(row) for row in rows] == [
        ["Rows 2, 3 give the same plan's id to different children. Correct the case system."]
    ] * 2


def test_a_line_whose_cells_have_moved_is_refused_whole():
    data = b"Person ID,Surname,Forename\n1,Ash, the younger,Bo\n2,Elm,Cy\n3,Oak,Di\n"
    extract = read_extract(data, "extract")

    rows = apply_mapping(extract, guess_mapping(extract), on=TODAY)

    assert [row.is_refused for row in rows] == [True, False, False]
    assert rows[0].values == {}
    assert sentences(rows[0]) == [
        "Row 2 has more cells than there are headings: a comma inside a cell has moved the rest. "
        "Put that cell in quotation marks, or export the report as an Excel workbook."
    ]


# --- Comparing ---


def test_a_child_we_do_not_hold_is_new_and_each_field_is_a_change_from_nothing():
    assert compare_row(None, {"child_id": "1", "is_cared_for": False, "exception": ""}) == (
        "new",
        [Change("child_id", None, "1"), Change("is_cared_for", None, False)],
    )


def test_only_what_differs_is_a_change_and_an_empty_cell_takes_nothing_away():
    held = {"child_id": "1", "last_name": "Ash", "upn": "X", "is_cared_for": True, "officer": None}

    assert compare_row(held, {"child_id": "1", "last_name": "Ash"}) == ("unchanged", [])
    assert compare_row(held, {"child_id": "1", "last_name": "Elm", "is_cared_for": False, "officer": "12"}) == (
        "changed",
        [Change("last_name", "Ash", "Elm"), Change("is_cared_for", True, False), Change("officer", None, "12")],
    )


_values = st.dictionaries(
    st.sampled_from(["child_id", "last_name", "date_of_birth", "is_cared_for", "year_group", "officer", "exception"]),
    st.one_of(st.text(max_size=5), st.booleans(), st.integers(-2, 14)),
)


@given(held=_values, incoming=_values)
def test_what_was_applied_once_is_unchanged_the_second_time(held, incoming):
    _, changes = compare_row(held, incoming)

    applied = {**held, **{change.key: change.new for change in changes}}

    assert compare_row(applied, incoming) == ("unchanged", [])
    assert {key for key in applied if key not in held} <= set(incoming)
