"""What the list asks of a plan, what the screening settles, whose turn the rest is: no database."""

import datetime as dt
from dataclasses import replace

import pytest

from goldenthread.compliance import rules
from goldenthread.compliance.points import ListError, current_list, read_list
from goldenthread.compliance.rules import ENOUGH, MET, MISSING, NONE, OPEN, Noticed, Plan

LIST = current_list(dt.date(2026, 12, 1))
READ = Plan(is_screened=True)
TODAY = dt.date(2026, 12, 1)


def point(code: str):
    return LIST.point(code)


@pytest.mark.rule("L1.1")
@pytest.mark.parametrize(
    ("code", "plan", "asked"),
    [
        ("X1", READ, True),
        ("G-agreed", READ, False),
        ("G-agreed", replace(READ, has_health_provision=True), True),
        ("G-agreed", Plan(is_screened=False), True),
        ("K-adulthood", replace(READ, year=8), False),
        ("K-adulthood", replace(READ, year=9), True),
        ("K-adulthood", READ, True),
        ("K-sensory", READ, False),
        ("K-sensory", replace(READ, noticed=frozenset({Noticed("advice-missing", "sensory")})), True),
        ("K-sensory", replace(READ, noticed=frozenset({Noticed("advice-missing", "medical")})), False),
    ],
)
def test_a_point_is_asked_where_it_concerns_the_plan(code, plan, asked):
    assert rules.is_asked(point(code), plan) is asked


@pytest.mark.rule("L1.2")
def test_the_screening_settles_what_is_its_to_fill_and_nothing_of_a_plan_that_it_could_not_read():
    noticed = replace(READ, noticed=frozenset({Noticed("section-missing"), Noticed("advice-missing", "medical")}))
    assert [rules.by_screening(point("X2"), plan) for plan in (READ, noticed, Plan(False))] == [MET, MISSING, OPEN]
    assert rules.by_screening(point("K-medical"), noticed) == MISSING
    assert rules.by_screening(point("K-psychology"), noticed) == MET


@pytest.mark.rule("L1.2")
@pytest.mark.parametrize("code", ["X1", "X3-dates", "X3-signed", "G-agreed", "K-asked"])
def test_whose_plan_it_is_its_signature_and_an_agreement_are_always_a_persons(code):
    assert rules.by_screening(point(code), READ) == OPEN


@pytest.mark.rule("L1.3")
@pytest.mark.parametrize(
    ("code", "agreed_by", "agreed_on", "may"),
    [
        ("K-medical", "A. Umber, Dr Roe and the mother", TODAY, True),
        ("K-medical", " ", TODAY, False),
        ("K-medical", "A. Umber, Dr Roe and the mother", None, False),
        ("K-medical", "A. Umber, Dr Roe and the mother", TODAY + dt.timedelta(days=1), False),
        ("K-family", "A. Umber, Dr Roe and the mother", TODAY, False),
        ("X2", "A. Umber, Dr Roe and the mother", TODAY, False),
    ],
)
def test_existing_advice_is_enough_where_three_agree_and_never_for_the_familys_views(code, agreed_by, agreed_on, may):
    lacking = rules.may_be_enough(point(code), agreed_by=agreed_by, agreed_on=agreed_on, today=TODAY)
    assert (lacking == "") is may


@pytest.mark.rule("L1.4")
@pytest.mark.parametrize(
    ("states", "has_assistant", "turn"),
    [
        ([MET, OPEN], True, "assistant"),
        ([MET, OPEN], False, "officer"),
        ([MISSING, OPEN], True, "assistant"),
        ([MISSING, MET], True, "officer"),
        ([MET, ENOUGH, NONE], True, ""),
    ],
)
def test_what_nobody_looked_at_is_the_assistants_and_what_is_missing_the_officers(states, has_assistant, turn):
    assert rules.whose_turn(states, has_assistant=has_assistant) == turn


@pytest.mark.rule("L1.5")
def test_nothing_goes_on_before_it_is_complete_only_where_the_authority_asks_for_it():
    assert rules.may_go_on([OPEN, MISSING, MISSING], is_required=False) == ""
    assert rules.may_go_on([MET, ENOUGH], is_required=True) == ""
    assert "1 not answered and 2 missing" in rules.may_go_on([OPEN, MISSING, MISSING], is_required=True)


def test_the_list_holds_identity_sections_dates_signature_agreement_and_every_kind_of_advice():
    kinds = {"family", "education", "medical", "psychology", "social care", "preparing for adulthood", "sensory"}
    assert {one.kind for one in LIST.points if one.kind} == kinds
    assert {"X1", "X2", "X3-dates", "X3-signed", "G-agreed", "K-asked"} <= {one.code for one in LIST.points}
    assert "X3-signed" not in {one.code for one in LIST.asked_at("draft")}


@pytest.mark.parametrize(
    "wrong",
    [
        "id = ",
        'id = "x"\ntitle = "x"\nfrom = 2025-02-01\n[[points]]\ncode = "A"',
        'id = "x"\ntitle = "x"\nfrom = 2025-02-01\n[[points]]\ncode = "A"\ngroup = "g"\nquestion = "q"\ngood = "g"\nsource = "s"\n'
        'asked = ["draft"]\nfilled_by = "somebody"',
        'id = "x"\ntitle = "x"\nfrom = 2025-02-01\n[[points]]\ncode = "A"\ngroup = "g"\nquestion = "q"\ngood = "g"\nsource = "s"\n'
        'asked = ["draft"]\nfilled_by = "screening"',
    ],
)
def test_a_list_that_cannot_be_used_says_so(wrong):
    with pytest.raises(ListError):
        read_list(wrong)
