"""A toolkit file is read strictly: every mistake is told at once, in words that an authority can act on."""

import copy
import tomllib
from datetime import date

import pytest

from goldenthread.toolkit.reading import edition_from, fingerprint_of, read_edition
from goldenthread.toolkit.standards import (
    OWN_EDITIONS,
    SHIPPED_EDITIONS,
    EditionRefused,
    current_edition,
    editions,
    load_edition,
)

SHIPPED = tomllib.loads((SHIPPED_EDITIONS / "2025-02.toml").read_text(encoding="utf-8"))


@pytest.fixture
def data():
    return copy.deepcopy(SHIPPED)


def standard(data, code):
    return next(each for each in data["standards"] if each["code"] == code)


def problems_of(data) -> list[str]:
    with pytest.raises(EditionRefused) as error:
        edition_from(data, name="ours.toml")
    return error.value.problems


def test_an_unknown_key_is_a_mistake(data):
    standard(data, "F2")["wieght"] = 3

    assert problems_of(data) == ["standards F2: 'wieght' is not a key that is known here."]


def test_an_unknown_key_at_the_top_is_a_mistake(data):
    data["standard"] = []

    assert problems_of(data) == ["The edition: 'standard' is not a key that is known here."]


def test_a_standard_without_a_source_is_refused(data):
    del standard(data, "A3")["source"]

    assert problems_of(data) == [
        "standards A3: 'source' is missing.",
        "standards A3: 'source' must name at least one place in law or statutory guidance.",
    ]


def test_practice_alone_does_not_carry_a_standard(data):
    standard(data, "T1")["source"] = ["Better Outcomes"]

    assert problems_of(data) == ["standards T1: 'source' must name at least one place in law or statutory guidance."]


def test_a_citation_of_an_unknown_work_is_refused(data):
    standard(data, "T3")["source"].append("Handbook p3")

    assert problems_of(data) == [
        "standards T3: 'source' cites 'Handbook p3', which begins with no short name of 'cites'."
    ]


def test_a_code_used_twice_is_refused(data):
    data["standards"].append(copy.deepcopy(standard(data, "F2")))

    assert problems_of(data) == ["The standard 'F2' is there more than once."]


def test_a_code_must_belong_to_its_section(data):
    standard(data, "F2")["section"] = "E"

    assert problems_of(data) == ["standards F2: 'code' must begin with the letter of its section, E."]


def test_nought_is_kept_for_the_question_about_the_whole_section(data):
    standard(data, "F2")["code"] = "F0"

    assert problems_of(data) == ["standards F0: 'code' must be a capital letter and a number from 1, such as F2."]


def test_the_framework_has_eight_aims(data):
    data["aims"].pop()

    found = problems_of(data)

    assert found[-1] == "There are 7 aims; the Framework has 8."
    assert "standards F4: 'aims' names 8, which is not an aim." in found


def test_an_unknown_agency_is_refused(data):
    standard(data, "C1")["best_placed"] = ["health", "police"]

    assert problems_of(data) == [
        "standards C1: 'best_placed' names 'police'; it may name sen_team, health, social_care, education, "
        "parent_carer_forum, sendiass, all."
    ]


def test_a_weight_below_one_is_refused(data):
    standard(data, "C1")["weight"] = 0

    assert problems_of(data) == ["standards C1: 'weight' must be 1 or more."]


def test_a_weight_in_words_is_refused(data):
    standard(data, "C1")["weight"] = "two"

    assert problems_of(data)[0] == "standards C1: 'weight' must be a whole number."


def test_an_unknown_limiting_mark_is_refused(data):
    standard(data, "C1")["limiting"] = "gates"

    assert problems_of(data) == ["standards C1: 'limiting' is 'gates'; it must be one of critical, gate."]


def test_an_unknown_condition_is_refused(data):
    standard(data, "C1")["applies_when"] = {"year": 9}

    assert problems_of(data) == ["standards C1, applies_when: 'year' is not a key that is known here."]


def test_a_profile_that_names_no_standard_is_refused(data):
    data["profiles"][0]["standards"] = ["F1", "F99"]

    assert problems_of(data) == ["profiles short: 'standards' names 'F99', which is not a standard."]


def test_judgements_stand_best_first(data):
    data["judgements"].reverse()

    assert "The judgements must stand best first, with grades that count down to 1." in problems_of(data)


def test_a_better_judgement_may_not_ask_for_less(data):
    data["suggesting"]["thresholds"][1]["share_at_least"] = 40

    assert problems_of(data) == [
        "The threshold for requires_improvement must stand below that for good and ask for less."
    ]


def test_some_judgement_must_always_be_reached(data):
    data["suggesting"]["thresholds"].pop()

    assert problems_of(data) == [
        "The last threshold must be share_at_least = 0 for the lowest judgement, without conditions."
    ]


def test_a_section_without_its_holistic_question_is_refused_where_a_form_asks_it(data):
    data["holistic"] = [each for each in data["holistic"] if each["section"] != "K"]

    assert problems_of(data) == ["These sections have no holistic question: K."]


def test_every_mistake_is_told_at_once(data):
    standard(data, "A3")["why"] = "  "
    del standard(data, "D1")["label"]
    data["status"] = "live"

    assert problems_of(data) == [
        "The edition: 'status' is 'live'; it must be one of in use, being written, retired.",
        "standards A3: 'why' is empty.",
        "standards D1: 'label' is missing.",
    ]


def test_a_file_that_is_not_toml_is_refused_in_words(tmp_path):
    path = tmp_path / "ours.toml"
    path.write_text("id = 2025-02 = x")

    with pytest.raises(EditionRefused) as error:
        read_edition(path)

    assert str(error.value).startswith("The toolkit file ours.toml cannot be used:\n- It is not readable as TOML:")


def test_the_id_is_the_name_of_the_file(tmp_path):
    path = tmp_path / "ours.toml"
    path.write_bytes((SHIPPED_EDITIONS / "2025-02.toml").read_bytes())

    with pytest.raises(EditionRefused) as error:
        read_edition(path)

    assert error.value.problems == ["Its id is '2025-02'; the file's name must be 2025-02.toml."]


# --- The fingerprint --------------------------------------------------------------------------


def test_a_changed_word_changes_the_fingerprint(data):
    standard(data, "F2")["good"] += " Always."

    assert fingerprint_of(data) != fingerprint_of(SHIPPED)


def test_notes_and_retirement_leave_the_fingerprint_alone(data):
    data["notes"] = "Retired when the 2026 edition came in."
    data["status"] = "retired"

    assert fingerprint_of(data) == fingerprint_of(SHIPPED)


def test_comments_and_layout_leave_the_fingerprint_alone():
    text = (SHIPPED_EDITIONS / "2025-02.toml").read_text(encoding="utf-8")

    relaid = tomllib.loads("# A note of ours\n\n" + text.replace("\n\n", "\n\n\n"))

    assert fingerprint_of(relaid) == fingerprint_of(SHIPPED)


# --- An edition of the authority's own --------------------------------------------------------


@pytest.fixture
def own_folder(tmp_path, monkeypatch):
    monkeypatch.setenv(OWN_EDITIONS, str(tmp_path))
    return tmp_path


def own_edition(folder, id, dated, status="in use"):
    text = (SHIPPED_EDITIONS / "2025-02.toml").read_text(encoding="utf-8")
    text = text.replace('id = "2025-02"', f'id = "{id}"', 1)
    text = text.replace("dated = 2025-02-01", f"dated = {dated}", 1)
    text = text.replace('status = "in use"', f'status = "{status}"', 1)
    (folder / f"{id}.toml").write_text(text.replace("Is each outcome a difference", "Is every outcome a difference"))


def test_an_edition_of_ones_own_holds_from_its_day_and_leaves_the_old_one_as_it_was(own_folder):
    before = load_edition("2025-02").fingerprint
    own_edition(own_folder, "sandbourne-2026-09", "2026-09-01")

    assert current_edition(on=date(2026, 8, 31)).id == "2025-02"
    assert current_edition(on=date(2026, 9, 1)).id == "sandbourne-2026-09"
    assert load_edition("sandbourne-2026-09").standard("E1").question.startswith("Is every outcome")
    assert load_edition("2025-02").standard("E1").question.startswith("Is each outcome")
    assert load_edition("2025-02").fingerprint == before


def test_an_edition_being_written_can_be_read_and_is_not_used(own_folder):
    own_edition(own_folder, "sandbourne-2026-09", "2026-09-01", status="being written")

    assert [edition.id for edition in editions()] == ["sandbourne-2026-09", "2025-02"]
    assert current_edition(on=date(2027, 1, 1)).id == "2025-02"


def test_an_edition_may_not_take_the_id_of_another(own_folder):
    own_edition(own_folder, "2025-02", "2026-09-01")

    with pytest.raises(EditionRefused) as error:
        load_edition("2025-02")

    assert error.value.problems == ["There are two editions with the id '2025-02'."]
