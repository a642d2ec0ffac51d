"""The February 2025 toolkit: what it holds, and the form that it makes for a plan."""

import re
from datetime import date

import pytest

from ehcp.vocabulary import SECTION_CODES, Agency
from goldenthread.toolkit.standards import (
    NoSuchEdition,
    PlanFacts,
    UnknownCode,
    current_edition,
    editions,
    load_edition,
    questions_of,
)

EDITION = load_edition("2025-02")
# The toolkit that plans have been judged against. A change of words is a new edition, not a new number here.
FINGERPRINT_OF_2025_02 = "9822650a39abc2d850e0c31a8a4b9c6e598c4d312a053dc13e149aa5eca159e5"


def codes(form) -> list[str]:
    return [question.code for question in questions_of(form)]


# --- What it holds ----------------------------------------------------------------------------


def test_there_are_forty_eight_standards_in_thirteen_groups():
    numbers = {}
    for standard in EDITION.standards:
        numbers[standard.section] = numbers.get(standard.section, 0) + 1

    assert len(EDITION.standards) == 48
    assert numbers == {
        "X": 4, "A": 5, "B": 4, "C": 2, "D": 2, "E": 5, "F": 8, "G": 3, "H": 2, "I": 2, "J": 1, "K": 2, "T": 8,
    }  # fmt: skip


def test_the_rail_runs_from_identity_through_a_to_k_to_the_whole_plan():
    assert "".join(section.code for section in EDITION.sections) == "XABCDEFGHIJKT"


def test_every_section_of_a_plan_is_read_by_one_group():
    assert [code for section in EDITION.sections for code in section.reads] == list(SECTION_CODES)


def test_one_standard_is_critical_and_ten_are_gates():
    marked = {standard.code: standard.limiting for standard in EDITION.standards if standard.limiting}

    assert marked == {
        "X1": "critical", "X2": "gate", "A1": "gate", "B1": "gate", "E1": "gate", "F1": "gate", "F2": "gate",
        "F5": "gate", "G2": "gate", "I1": "gate", "T1": "gate",
    }  # fmt: skip


def test_provision_counts_three_times_and_needs_outcomes_and_the_thread_twice():
    weights = {standard.code: standard.weight for standard in EDITION.standards if standard.weight != 1}

    assert weights == {
        **{f"B{number}": 2 for number in range(1, 5)},
        **{f"E{number}": 2 for number in range(1, 6)},
        **{f"F{number}": 3 for number in range(1, 9)},
        "T1": 2,
    }


def test_each_of_the_eight_aims_is_served_by_some_standard():
    served = {aim.number: len(EDITION.standards_of_aim(aim.number)) for aim in EDITION.aims}

    assert sorted(served) == [1, 2, 3, 4, 5, 6, 7, 8]
    assert [number for number, count in served.items() if count == 0] == []


def test_each_agency_leads_on_some_standard():
    leads = {standard.best_placed[0] for standard in EDITION.standards}

    assert leads == set(Agency)


def test_only_timeliness_is_reported_apart():
    assert [standard.code for standard in EDITION.standards if standard.reported_apart] == ["X4"]


def test_marks_comments_and_origins_of_the_answers():
    held = [(answer.key, answer.marks, answer.needs_comment, answer.needs_origin) for answer in EDITION.scale.answers]

    assert held == [
        ("met", 2, False, False),
        ("partly", 1, True, True),
        ("not_met", 0, True, True),
        ("not_applicable", None, False, False),
        ("cannot_tell", None, True, False),
        ("not_my_area", None, False, False),
    ]
    assert EDITION.not_asked_answer.key == "not_my_area"


def test_an_origin_in_the_advice_asks_which_service_and_which_document():
    asks = {origin.key: (origin.names_service, origin.names_document) for origin in EDITION.origins}

    assert asks == {
        "advice": (True, True),
        "drafting": (False, False),
        "template": (False, False),
        "process": (False, False),
        "data": (False, False),
    }


def test_only_a_draft_can_be_corrected_before_it_is_served():
    assert [choice.key for choice in EDITION.correction_choices("draft")] == [
        "no", "at_next_review", "before_service", "urgent",
    ]  # fmt: skip
    assert [choice.key for choice in EDITION.correction_choices("final")] == ["no", "at_next_review", "urgent"]


# --- Its words --------------------------------------------------------------------------------


def all_wordings():
    for each in (*EDITION.standards, *EDITION.holistic):
        yield each.code, each.question, each.good
        for stage, words in each.at_stage:
            yield f"{each.code} at {stage}", words.question, words.good


def test_each_question_is_one_sentence_that_fits_a_row():
    too_long = [(name, len(question)) for name, question, _ in all_wordings() if len(question) > 130]
    not_one = [name for name, question, _ in all_wordings() if not re.fullmatch(r"[^?]+\?", question)]

    assert too_long == []
    assert not_one == []


def test_what_good_looks_like_takes_one_or_two_sentences():
    lengths = {name: len(re.split(r"(?<=[.?\"]) (?=[A-Z\"])", good)) for name, _, good in all_wordings()}

    assert {name: count for name, count in lengths.items() if count > 2} == {}
    assert [name for name, _, good in all_wordings() if len(good) > 290] == []


def test_labels_fit_the_rail():
    labels = [each.label for each in (*EDITION.standards, *EDITION.holistic, *EDITION.sections)]

    assert [label for label in labels if len(label) > 34] == []


def test_no_wording_is_used_twice_among_the_standards():
    questions = [standard.question for standard in EDITION.standards]
    goods = [standard.good for standard in EDITION.standards]

    assert (len(set(questions)), len(set(goods))) == (48, 48)


# --- The form ---------------------------------------------------------------------------------


def test_the_short_form_asks_the_limiting_standards_then_one_question_a_section():
    form = EDITION.form("short", PlanFacts(kind="new", stage="draft", year_group=5))

    assert codes(form) == [
        "X1", "X2", "X0", "A1", "A0", "B1", "B0", "C0", "D0", "E1", "E0", "F1", "F2", "F5", "F0",
        "G2", "G0", "H0", "I1", "I0", "J0", "K0", "T1", "T0",
    ]  # fmt: skip
    assert EDITION.default_profile(3).key == "short"


def test_the_full_form_of_a_young_child_leaves_out_adult_life_and_the_move():
    form = EDITION.form("full", PlanFacts(year_group=5))

    assert sorted({standard.code for standard in EDITION.standards} - set(codes(form))) == ["E5", "F8", "I2"]


@pytest.mark.parametrize(
    ("facts", "asked"),
    [
        (PlanFacts(year_group=8), set()),
        (PlanFacts(year_group=9), {"E5", "F8"}),
        (PlanFacts(year_group=14), {"E5", "F8"}),
        (PlanFacts(year_group=None), {"E5", "F8"}),
        (PlanFacts(year_group=6, phase_transfer=True), {"I2"}),
        (PlanFacts(year_group=11, phase_transfer=True), {"E5", "F8", "I2"}),
    ],
)
def test_adult_life_is_asked_from_year_nine_and_the_move_at_a_phase_transfer(facts, asked):
    assert set(codes(EDITION.form("full", facts))) & {"E5", "F8", "I2"} == asked


def test_a_draft_is_asked_for_a_blank_section_i_and_a_final_plan_for_a_setting():
    def words(stage):
        form = EDITION.form("short", PlanFacts(stage=stage))
        return next(question.text for question in questions_of(form) if question.code == "I1")

    assert words("draft") == "Is Section I blank, with nothing elsewhere that points to a placement?"
    assert words("final").startswith("Does Section I give the setting and its type, or the type alone")


def test_at_level_three_everything_asked_is_required():
    form = EDITION.form("full", PlanFacts(year_group=5))

    assert [question.code for question in questions_of(form) if not question.required] == []


def test_social_care_must_answer_its_own_standards_and_may_answer_the_rest():
    form = EDITION.form("full", PlanFacts(year_group=5), agency="social_care")

    required = [question.code for question in questions_of(form) if question.required]

    assert required == ["X1", "B4", "D1", "D2", "E4", "H1", "H2", "J1", "K2", "T1", "T5", "T6", "T8"]
    assert codes(form) == codes(EDITION.form("full", PlanFacts(year_group=5)))


def test_every_standard_is_some_agencys_to_answer():
    required = {
        code for agency in Agency for section in EDITION.form("full", None, agency) for code in section.required_codes
    }

    assert required == {standard.code for standard in EDITION.standards}


def test_every_agency_has_a_short_form_of_its_own_to_answer():
    required = {
        agency.value: sum(len(section.required_codes) for section in EDITION.form("short", None, agency))
        for agency in Agency
    }

    assert [agency for agency, number in required.items() if number < 4] == []


def test_codes_are_safe_in_an_address_and_in_an_id():
    every = [each.code for each in (*EDITION.standards, *EDITION.holistic)]

    assert [code for code in every if not re.fullmatch(r"[A-Z][0-9]{1,2}", code)] == []
    assert len(set(every)) == 48 + 13


def test_an_unknown_code_is_an_error_in_words():
    with pytest.raises(UnknownCode) as error:
        EDITION.standard("Z9")

    assert str(error.value) == "Edition 2025-02 has no standard 'Z9'."


def test_facts_that_are_not_known_words_are_refused():
    with pytest.raises(ValueError, match="kind is one of new, amended"):
        PlanFacts(kind="renewed")
    with pytest.raises(ValueError, match="stage is one of draft, final"):
        PlanFacts(stage="proposed")


# --- Which edition ----------------------------------------------------------------------------


def test_the_shipped_edition_has_not_changed_since_plans_were_judged_against_it():
    assert EDITION.fingerprint == FINGERPRINT_OF_2025_02


def test_the_edition_holds_from_its_day_and_not_before():
    assert current_edition(on=date(2025, 2, 1)).id == "2025-02"
    with pytest.raises(NoSuchEdition) as error:
        current_edition(on=date(2025, 1, 31))

    assert str(error.value) == "No toolkit edition for a plan was in use on 31 January 2025."


def test_there_is_no_edition_for_reviews_yet():
    assert editions("review") == []


def test_an_unknown_edition_is_named_with_those_that_there_are():
    with pytest.raises(NoSuchEdition) as error:
        load_edition("1999-01")

    assert str(error.value) == "There is no toolkit edition '1999-01'. There are: 2025-02."


# --- To be read -------------------------------------------------------------------------------


def test_the_tables_hold_every_standard_once_with_as_many_cells_as_columns():
    tables = EDITION.as_tables()

    standards = [row[0] for table in tables if table.code.startswith("section-") for row in table.rows]
    assert standards == [standard.code for standard in EDITION.standards]
    assert [table.code for table in tables for row in table.rows if len(row) != len(table.columns)] == []
    assert len({table.code for table in tables}) == len(tables)
