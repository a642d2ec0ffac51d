"""What a moderator's answers add up to, with ties on every threshold."""

import copy
import tomllib
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.toolkit.profile import (
    Missing,
    computed_profile,
    gap,
    gap_needs_a_reason,
    limiting_standards_not_met,
    percent_of,
    share_of_marks,
    suggested_judgement,
    what_is_missing,
)
from goldenthread.toolkit.reading import edition_from
from goldenthread.toolkit.standards import SHIPPED_EDITIONS, PlanFacts, UnknownCode, load_edition, questions_of

EDITION = load_edition("2025-02")
FULL = [standard.code for standard in EDITION.standards]
GATES = [standard.code for standard in EDITION.standards if standard.limiting == "gate"]
# Without limiting marks and with weight 1 each, so that a tie can be laid out by hand.
PLAIN = ["A2", "A3", "A4", "A5", "C1", "C2", "D1", "D2", "G1", "G3"]


def suggest(answers) -> str:
    return computed_profile(EDITION, "full", answers).suggested.key


def all_met(**changes):
    return dict.fromkeys(FULL, "met") | changes


# --- The share --------------------------------------------------------------------------------


@pytest.mark.rule("T.1")
def test_each_standard_counts_by_its_weight():
    answers = {"F2": "met", "A2": "not_met", "B2": "partly"}

    assert share_of_marks(EDITION, answers) == Fraction(3 * 2 + 1 * 0 + 2 * 1, (3 + 1 + 2) * 2)


@pytest.mark.rule("T.1")
def test_answers_without_marks_leave_the_sum():
    answers = {"A2": "met", "A3": "not_applicable", "A4": "cannot_tell", "A5": "not_my_area", "C1": "partly"}

    assert share_of_marks(EDITION, answers) == Fraction(3, 4)


@pytest.mark.rule("T.1")
def test_there_is_no_share_where_nothing_carries_marks():
    profile = computed_profile(EDITION, "full", {"A2": "not_applicable", "C1": "cannot_tell"})

    assert (profile.share, profile.percent, profile.suggested) == (None, None, None)


def test_timeliness_is_kept_out_of_the_sum_and_reported_apart():
    late = computed_profile(EDITION, "full", all_met(X4="not_met"))

    assert (late.share, late.suggested.key) == (1, "outstanding")
    assert late.reported_apart == (("X4", "not_met"),)
    assert late.sections[0].share == 1


# --- Ties on the thresholds -------------------------------------------------------------------


def of_twenty_marks(earned: int, *, not_met: int = 0) -> dict[str, str]:
    """Ten standards of weight 1 that earn so many of their twenty marks, with at least so many not met."""
    answers = dict.fromkeys(PLAIN[:not_met], "not_met")
    left = earned
    for code in PLAIN[not_met:]:
        marks = min(2, left)
        answers[code] = {2: "met", 1: "partly", 0: "not_met"}[marks]
        left -= marks
    assert left == 0
    return answers


@pytest.mark.rule("T.3")
@pytest.mark.parametrize(
    ("earned", "not_met", "share", "suggested"),
    [
        (20, 0, 100, "outstanding"),
        (18, 1, 90, "good"),
        (14, 0, 70, "good"),
        (13, 0, 65, "requires_improvement"),
        (10, 0, 50, "requires_improvement"),
        (9, 0, 45, "inadequate"),
        (0, 0, 0, "inadequate"),
    ],
)
def test_a_threshold_reached_exactly_is_reached(earned, not_met, share, suggested):
    answers = of_twenty_marks(earned, not_met=not_met)

    assert share_of_marks(EDITION, answers) * 100 == share
    assert suggested_judgement(EDITION, answers).key == suggested


@pytest.mark.rule("T.3")
def test_ninety_per_cent_is_outstanding_only_with_nothing_not_met():
    two_partly = dict.fromkeys(PLAIN, "met") | {PLAIN[0]: "partly", PLAIN[1]: "partly"}
    one_not_met = dict.fromkeys(PLAIN, "met") | {PLAIN[0]: "not_met"}

    assert share_of_marks(EDITION, two_partly) == share_of_marks(EDITION, one_not_met) == Fraction(9, 10)
    assert suggested_judgement(EDITION, two_partly).key == "outstanding"
    assert suggested_judgement(EDITION, one_not_met).key == "good"


def test_a_share_just_under_a_threshold_is_not_rounded_up_to_it():
    assert percent_of(Fraction(896, 1000)) == 89
    assert percent_of(Fraction(9, 10)) == 90
    assert percent_of(Fraction(1)) == 100


# --- Limits -----------------------------------------------------------------------------------


@pytest.mark.rule("T.2")
def test_a_plan_about_the_wrong_child_is_inadequate_however_good_the_rest():
    profile = computed_profile(EDITION, "full", all_met(X1="not_met"))

    assert profile.suggested.key == "inadequate"
    assert profile.limits_hit == ("X1",)
    assert profile.reasons == ("A critical standard is not met.",)


@pytest.mark.rule("T.2")
@pytest.mark.parametrize("code", GATES)
def test_one_gate_not_met_holds_a_plan_at_requires_improvement(code):
    profile = computed_profile(EDITION, "full", all_met(**{code: "not_met"}))

    assert profile.suggested.key == "requires_improvement"
    assert profile.limits_hit == (code,)
    assert profile.reasons == ("A gate standard is not met.",)


@pytest.mark.rule("T.2")
def test_two_gates_not_met_make_a_plan_inadequate():
    profile = computed_profile(EDITION, "full", all_met(A1="not_met", T1="not_met"))

    assert profile.suggested.key == "inadequate"
    assert profile.limits_hit == ("A1", "T1")
    assert profile.reasons == ("Two or more gate standards are not met.",)


@pytest.mark.rule("T.2")
def test_a_gate_partly_met_does_not_hold_a_plan_down():
    assert limiting_standards_not_met(EDITION, {"F2": "partly", "F1": "met"}) == ()
    assert suggest(all_met(F2="partly")) == "outstanding"


@pytest.mark.rule("T.2")
def test_a_limit_never_lifts_a_plan():
    answers = {code: "not_met" for code in FULL if code not in GATES and code != "X1"} | {"F1": "not_met"}

    assert suggest(answers) == "inadequate"


@pytest.mark.rule("T.3")
def test_the_section_that_holds_a_plan_down_shows_it():
    profile = computed_profile(EDITION, "full", all_met(F1="not_met"))

    by_code = {section.code: section.suggested.key for section in profile.sections}
    assert by_code["F"] == "requires_improvement"
    assert {key for code, key in by_code.items() if code != "F"} == {"outstanding"}


@pytest.mark.rule("T.3")
def test_an_edition_may_keep_its_limits_out_of_the_sections():
    data = tomllib.loads((SHIPPED_EDITIONS / "2025-02.toml").read_text(encoding="utf-8"))
    data["suggesting"]["limits_hold_in_sections"] = False

    profile = computed_profile(edition_from(data, name="ours.toml"), "full", all_met(F1="not_met"))

    assert next(section.suggested.key for section in profile.sections if section.code == "F") == "good"
    assert profile.suggested.key == "requires_improvement"


@pytest.mark.rule("T.3")
def test_thresholds_are_the_editions_and_not_the_codes():
    data = copy.deepcopy(tomllib.loads((SHIPPED_EDITIONS / "2025-02.toml").read_text(encoding="utf-8")))
    data["suggesting"]["thresholds"][1]["share_at_least"] = 65

    strict = suggested_judgement(EDITION, of_twenty_marks(13)).key
    lenient = suggested_judgement(edition_from(data, name="ours.toml"), of_twenty_marks(13)).key

    assert (strict, lenient) == ("requires_improvement", "good")


# --- Sections, unanswered, doubt --------------------------------------------------------------


def test_a_profile_counts_what_was_answered_and_names_what_was_not():
    form = EDITION.form("short", PlanFacts(year_group=5))
    answers = {"X1": "met", "X2": "met", "X0": "partly", "F1": "met"}

    profile = computed_profile(EDITION, "short", answers, form)

    first, *_ = profile.sections
    assert (first.code, first.answered, first.asked, first.share) == ("X", 3, 3, Fraction(5, 6))
    assert first.percent == 83
    assert profile.unanswered[:3] == ("A1", "A0", "B1")
    assert len(profile.unanswered) == 24 - 4
    assert profile.is_provisional


def test_what_belongs_to_another_agency_is_not_unanswered():
    form = EDITION.form("full", PlanFacts(year_group=5), agency="health")
    required = {question.code: "met" for question in questions_of(form) if question.required}

    profile = computed_profile(EDITION, "full", required, form)

    assert profile.unanswered == ()
    assert not profile.is_provisional


def test_an_answer_that_the_form_does_not_ask_is_left_out_of_the_sum():
    form = EDITION.form("full", PlanFacts(year_group=5))

    profile = computed_profile(EDITION, "full", {"A2": "met", "F8": "not_met"}, form)

    assert profile.share == 1


def test_a_limiting_standard_that_nobody_could_judge_makes_the_suggestion_provisional():
    profile = computed_profile(EDITION, "full", all_met(G2="cannot_tell", C1="cannot_tell", I1="not_applicable"))

    assert profile.cannot_tell == ("G2",)
    assert profile.is_provisional


def test_an_unknown_answer_or_standard_is_an_error():
    with pytest.raises(UnknownCode):
        computed_profile(EDITION, "full", {"F2": "perfect"})
    with pytest.raises(UnknownCode):
        computed_profile(EDITION, "full", {"Q7": "met"})


def test_a_profile_can_be_kept_as_plain_values():
    record = computed_profile(EDITION, "full", all_met(F1="not_met")).as_record()

    assert record["edition"] == "2025-02"
    assert record["fingerprint"] == EDITION.fingerprint
    assert (record["suggested"], record["percent"]) == ("requires_improvement", 95)
    assert record["sections"][6] == {
        "code": "F",
        "percent": 87,
        "suggested": "requires_improvement",
        "answered": 8,
        "asked": 8,
        "limits_hit": ["F1"],
    }


# --- Always -----------------------------------------------------------------------------------

ANSWERS = st.sampled_from(["met", "partly", "not_met", "not_applicable", "cannot_tell", "not_my_area"])
BETTER = {"not_met": "partly", "partly": "met"}


@st.composite
def answers_and_an_improvement(draw):
    codes = draw(st.lists(st.sampled_from(FULL), min_size=1, unique=True))
    answers = {code: draw(ANSWERS) for code in codes}
    improvable = [code for code, key in answers.items() if key in BETTER]
    if not improvable:
        answers[codes[0]] = "not_met"
        improvable = [codes[0]]
    code = draw(st.sampled_from(improvable))
    return answers, answers | {code: BETTER[answers[code]]}


def grade(judgement) -> int:
    return judgement.grade if judgement else 0


@pytest.mark.rule("T.3")
@given(answers_and_an_improvement())
def test_a_better_answer_never_lowers_any_suggestion(pair):
    worse, better = (computed_profile(EDITION, "full", answers) for answers in pair)

    assert grade(worse.suggested) <= grade(better.suggested)
    lowered = [
        before.code
        for before, after in zip(worse.sections, better.sections, strict=True)
        if grade(before.suggested) > grade(after.suggested)
    ]
    assert lowered == []


@pytest.mark.rule("T.1")
@given(st.dictionaries(st.sampled_from(FULL), ANSWERS))
def test_the_order_in_which_answers_were_given_does_not_matter(answers):
    backwards = dict(reversed(answers.items()))

    assert computed_profile(EDITION, "full", answers) == computed_profile(EDITION, "full", backwards)


@pytest.mark.rule("T.3")
@given(st.dictionaries(st.sampled_from(FULL), ANSWERS))
def test_a_plan_is_never_suggested_above_what_its_limits_allow(answers):
    profile = computed_profile(EDITION, "full", answers)
    gates = sum(answers.get(code) == "not_met" for code in GATES)

    if answers.get("X1") == "not_met" or gates >= 2:
        assert profile.suggested.key == "inadequate"
    elif gates == 1:
        assert profile.suggested.grade <= 2


# --- The gap ----------------------------------------------------------------------------------


@pytest.mark.rule("T.4")
@pytest.mark.parametrize(
    ("own", "suggested", "grades", "needs_a_reason"),
    [
        ("good", "good", 0, False),
        ("good", "requires_improvement", 1, True),
        ("inadequate", "outstanding", 3, True),
        ("requires_improvement", "good", 1, True),
    ],
)
def test_a_gap_of_a_grade_or_more_comes_with_a_reason(own, suggested, grades, needs_a_reason):
    own, suggested = EDITION.judgement(own), EDITION.judgement(suggested)

    assert gap(own, suggested) == grades
    assert gap_needs_a_reason(EDITION, own, suggested) is needs_a_reason


@pytest.mark.rule("T.4")
def test_where_nothing_is_suggested_there_is_no_gap():
    assert gap(EDITION.judgement("good"), None) == 0
    assert not gap_needs_a_reason(EDITION, EDITION.judgement("good"), None)


# --- Complete ---------------------------------------------------------------------------------


@pytest.mark.rule("T.5")
def test_a_review_says_what_it_still_lacks_in_the_order_of_the_form():
    form = EDITION.form("short", PlanFacts(year_group=5))[:2]
    answers = {"X1": "met", "X2": "partly", "A0": "cannot_tell"}

    assert [str(each) for each in what_is_missing(EDITION, form, answers, {"X2": "   "})] == [
        "X2, All twelve sections: you chose Partly met, so add a comment to say why.",
        "X0, The rest: paperwork: choose an answer.",
        "A1, The child's own voice: choose an answer.",
        "A0, The rest of Section A: you chose Cannot tell, so add a comment to say why.",
    ]


@pytest.mark.rule("T.5")
def test_a_weakness_lacks_an_origin_only_where_origins_are_kept():
    form = EDITION.form("short", PlanFacts(year_group=5))[:1]
    answers, comments = {"X1": "met", "X2": "not_met", "X0": "met"}, {"X2": "J is not there."}

    assert what_is_missing(EDITION, form, answers, comments) == []
    assert what_is_missing(EDITION, form, answers, comments, origins={}) == [
        Missing("X2", "origin", "X2, All twelve sections: you chose Not met, so say where the weakness came from.")
    ]
    assert what_is_missing(EDITION, form, answers, comments, origins={"X2": "template"}) == []


@pytest.mark.rule("T.5")
def test_an_agency_lacks_only_its_own_answers():
    form = EDITION.form("full", PlanFacts(year_group=5), agency="health")

    missing = [each.code for each in what_is_missing(EDITION, form, {}, {})]

    assert missing == [question.code for question in questions_of(form) if question.required]
    assert "A2" not in missing
