"""Which limits a case has, and why an open one may not be kept: plain days, no database."""

import datetime as dt
import re
from pathlib import Path

import pytest

from goldenthread.clocks import rules, rules_days, rules_risk
from goldenthread.clocks.models import Risk
from goldenthread.clocks.rules_risk import Known, risk_of

ASKED = dt.date(2026, 7, 1)
DUE = dt.date(2026, 11, 18)  # 20 weeks on
DAY = dt.timedelta(days=1)
WEEK = dt.timedelta(weeks=1)


def codes(begun) -> dict[str, dt.date | None]:
    return {each.code: each.met_on for each in begun}


def test_an_open_request_runs_for_six_sixteen_and_twenty_weeks():
    assert codes(rules.of_request(rules.Request(ASKED), on=ASKED + 10 * WEEK)) == {
        "request-decision": None,
        "refusal-to-issue": None,
        "final-plan": None,
    }


def test_a_request_that_is_not_assessed_has_its_six_weeks_alone():
    case = rules.Request(ASKED, decided_on=ASKED + 5 * WEEK, outcome="not-assessed", outcome_on=ASKED + 5 * WEEK)
    assert codes(rules.of_request(case, on=ASKED + 10 * WEEK)) == {"request-decision": ASKED + 5 * WEEK}


def test_an_assessment_without_a_plan_has_its_sixteen_weeks_and_not_the_twenty():
    case = rules.Request(ASKED, ASKED + WEEK, "no-plan", ASKED + 17 * WEEK)
    assert codes(rules.of_request(case, on=ASKED + 10 * WEEK)) == {
        "request-decision": ASKED + WEEK,
        "refusal-to-issue": ASKED + 17 * WEEK,
    }


def test_a_withdrawn_request_owes_nothing_more():
    assert (
        codes(
            rules.of_request(rules.Request(ASKED, outcome="withdrawn", outcome_on=ASKED + WEEK), on=ASKED + 10 * WEEK)
        )
        == {}
    )
    decided = rules.Request(ASKED, ASKED + 3 * DAY, "withdrawn", ASKED + WEEK)
    assert codes(rules.of_request(decided, on=ASKED + 10 * WEEK)) == {"request-decision": ASKED + 3 * DAY}


def test_once_a_draft_is_with_the_family_a_refusal_is_no_longer_asked_for():
    case = rules.Request(ASKED, ASKED + WEEK, draft_on=ASKED + 15 * WEEK)
    assert set(codes(rules.of_request(case, on=ASKED + 10 * WEEK))) == {
        "request-decision",
        "representations",
        "final-plan",
    }


def test_a_plan_is_met_on_the_day_its_final_version_was_made_or_else_on_the_day_the_extract_tells():
    told = rules.Request(ASKED, ASKED + WEEK, "plan", DUE)
    assert codes(rules.of_request(told, on=ASKED + 10 * WEEK))["final-plan"] == DUE
    made = rules.Request(ASKED, ASKED + WEEK, "plan", DUE, final_on=DUE - DAY)
    assert codes(rules.of_request(made, on=ASKED + 10 * WEEK))["final-plan"] == DUE - DAY


def test_a_draft_shows_that_it_was_decided_to_assess_so_a_day_never_recorded_is_not_late():
    case = rules.Request(ASKED, draft_on=ASKED + 15 * WEEK)
    assert set(codes(rules.of_request(case, on=ASKED + 10 * WEEK))) == {"representations", "final-plan"}


def test_a_request_without_its_day_has_no_clock():
    assert codes(rules.of_request(rules.Request(None), on=ASKED + 10 * WEEK)) == {}


def test_a_plans_year_counts_from_its_last_review():
    on = dt.date(2026, 12, 1)
    made = dt.date(2024, 3, 4)
    assert [each.began_on for each in rules.of_plan(rules.PlanDays(made), on=on)] == [made]
    reviewed = rules.PlanDays(made, last_review_on=dt.date(2026, 2, 27))
    assert [each.began_on for each in rules.of_plan(reviewed, on=on)] == [dt.date(2026, 2, 27)]


def test_a_plan_that_has_ended_is_not_reviewed_any_more():
    days = rules.PlanDays(ASKED, ceased_on=dt.date(2026, 11, 30))
    assert list(rules.of_plan(days, on=dt.date(2026, 11, 30))) == []
    assert [each.code for each in rules.of_plan(days, on=dt.date(2026, 11, 29))] == ["annual-review"]


def test_a_child_under_five_is_thought_of_every_six_months_besides():
    days = rules.PlanDays(ASKED, born_on=dt.date(2022, 1, 1))
    assert set(codes(rules.of_plan(days, on=ASKED))) == {"annual-review", "early-years-review"}


def test_a_plan_that_moved_in_has_its_notice_and_its_first_review():
    moved = dt.date(2026, 9, 7)
    days = rules.PlanDays(dt.date(2026, 1, 5), moved_in_on=moved)
    assert set(codes(rules.of_plan(days, on=moved))) == {"annual-review", "move-in-review", "move-in-notice"}


def test_a_review_to_come_asks_for_its_notice_alone():
    meeting = dt.date(2026, 12, 20)
    assert codes(rules.of_review(rules.ReviewDays(meeting), on=dt.date(2026, 12, 1))) == {"review-notice": None}


def test_a_review_held_asks_for_its_report_and_decision():
    meeting = dt.date(2026, 11, 20)
    found = codes(rules.of_review(rules.ReviewDays(meeting), on=dt.date(2026, 12, 1)))
    assert found == {"review-report": None, "review-decision": None}


def test_a_review_that_amends_has_the_last_day_of_the_amended_plan():
    meeting, notice, final = dt.date(2026, 6, 1), dt.date(2026, 6, 26), dt.date(2026, 8, 20)
    days = rules.ReviewDays(
        meeting, decided_on=notice, outcome="amend", notice_on=notice, amended_on=final, before_on=dt.date(2025, 7, 1)
    )
    assert codes(rules.of_review(days, on=dt.date(2026, 12, 1))) == {
        "annual-review": notice,
        "review-decision": notice,
        "amendment-representations": None,
        "amended-final": final,
    }


def test_after_a_late_notice_the_twelve_weeks_from_the_meeting_bind():
    meeting, notice = dt.date(2026, 6, 1), dt.date(2026, 6, 30)
    days = rules.ReviewDays(meeting, decided_on=notice, outcome="amend", notice_on=notice)
    assert "amended-final-from-meeting" in codes(rules.of_review(days, on=dt.date(2026, 12, 1)))
    assert "amended-final" not in codes(rules.of_review(days, on=dt.date(2026, 12, 1)))


def test_an_open_assessment_past_sixteen_weeks_is_not_late_for_a_refusal():
    day = ASKED + 16 * WEEK
    assert "refusal-to-issue" in codes(rules.of_request(rules.Request(ASKED), on=day))
    assert "refusal-to-issue" not in codes(rules.of_request(rules.Request(ASKED), on=day + DAY))


@pytest.mark.parametrize(
    ("into", "code"),
    [
        ("school", "phase-transfer"),
        ("post-16", "phase-transfer-to-post16"),
        ("within-post-16", "phase-transfer-within-post16"),
    ],
)
def test_each_phase_transfer_has_its_own_day(into, code):
    assert rules.of_transfer(into, dt.date(2027, 9, 1), None).code == code


# --- At risk ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("known", "on", "risk"),
    [
        (Known(decided_on=ASKED), ASKED + 13 * WEEK, ""),
        (Known(), ASKED + 7 * WEEK, "not-decided"),
        (Known(decided_on=ASKED), ASKED + 14 * WEEK, "no-draft"),
        (Known(decided_on=ASKED, has_draft=True), ASKED + 15 * WEEK, ""),
        (Known(decided_on=ASKED, has_draft=True), ASKED + 16 * WEEK, "not-served"),
        (Known(decided_on=ASKED, has_draft=True), DUE - 15 * DAY, "not-served"),
        (Known(decided_on=ASKED, has_draft=True), DUE - 14 * DAY, "no-time-left"),
        (Known(has_draft=True, served_on=DUE - 15 * DAY), DUE - 3 * DAY, ""),
        (Known(has_draft=True, served_on=DUE - 14 * DAY), DUE - 3 * DAY, "no-time-left"),
        (Known(has_draft=True, served_on=DUE - 30 * DAY), DUE - 15 * DAY, "to-finalise"),
        (Known(decided_on=ASKED), DUE + DAY, "no-draft"),
        (Known(has_draft=True), DUE + DAY, "not-served"),
        (Known(has_draft=True, served_on=DUE - 5 * DAY), DUE + DAY, ""),
        (Known(has_draft=True, served_on=DUE - 5 * DAY), DUE + 10 * DAY, "to-finalise"),
    ],
)
def test_the_twenty_weeks_are_at_risk_when_what_comes_before_is_not_there(known, on, risk):
    assert risk_of("final-plan", DUE, known, on=on) == risk


@pytest.mark.parametrize(
    ("code", "known", "before", "risk"),
    [
        ("annual-review", Known(), 43, ""),
        ("annual-review", Known(), 42, "no-meeting"),
        ("annual-review", Known(meeting_on=DUE - 20 * DAY), 40, "late-meeting"),
        ("annual-review", Known(meeting_on=DUE - 30 * DAY), 40, ""),
        ("annual-review", Known(meeting_on=DUE - 30 * DAY), 7, "no-decision"),
        ("phase-transfer", Known(), 85, ""),
        ("phase-transfer", Known(), 84, "not-reviewed"),
        ("phase-transfer", Known(meeting_on=DUE - 83 * DAY), 90, "late-meeting"),
        ("phase-transfer", Known(meeting_on=DUE - 84 * DAY), 90, ""),
        ("phase-transfer", Known(meeting_on=DUE - 100 * DAY), 28, "not-amended"),
        ("review-decision", Known(meeting_on=DUE - 28 * DAY), 13, "no-report"),
        ("review-decision", Known(meeting_on=DUE - 28 * DAY, reported_on=DUE - 20 * DAY), 7, "no-decision"),
        ("amended-final", Known(meeting_on=DUE - 84 * DAY), 55, "no-notice"),
        ("amended-final", Known(notice_on=DUE - 14 * DAY), 13, "no-time-left"),
        ("amended-final", Known(notice_on=DUE - 50 * DAY), 14, "not-amended"),
        ("mediation-arrange", Known(), 7, "soon"),
        ("mediation-arrange", Known(), 8, ""),
        ("mediation-arrange", Known(), -1, ""),
        ("annual-review", Known(), -30, "no-meeting"),
        ("review-decision", Known(meeting_on=DUE - 28 * DAY), -3, "no-report"),
        ("amended-final", Known(notice_on=DUE - 56 * DAY), -3, "not-amended"),
    ],
)
def test_what_follows_is_counted_back_from_the_last_day(code, known, before, risk):
    assert risk_of(code, DUE, known, on=DUE - before * DAY) == risk


def test_every_reason_that_a_rule_gives_has_its_words():
    source = Path(rules_risk.__file__).read_text(encoding="utf-8")
    given = set(re.findall(r'"([a-z]+(?:-[a-z]+)*)"(?: if|\n)', source)) - {"amended-final-from-meeting"}
    assert set(Risk.values) <= given


# --- What may be recorded -----------------------------------------------------------------------

TODAY = dt.date(2026, 12, 1)


def days(**given):
    return {"meeting_on": dt.date(2026, 10, 1), **given}


@pytest.mark.parametrize(
    ("given", "outcome", "says"),
    [
        ({"meeting_on": None}, "open", "Give the day of the review meeting"),
        ({"reported_on": TODAY + DAY}, "open", "report lies ahead"),
        ({"reported_on": dt.date(2026, 9, 1)}, "open", "cannot be dated before the meeting"),
        ({"invited_on": dt.date(2026, 10, 2)}, "open", "cannot be dated after the meeting"),
        ({}, "maintain", "day of the letter"),
        ({"decided_on": dt.date(2026, 10, 9)}, "open", "Say what was decided"),
        ({"decided_on": dt.date(2026, 10, 9), "notice_on": dt.date(2026, 10, 9)}, "cease", "decision to amend"),
        ({"decided_on": dt.date(2026, 10, 9), "amended_on": dt.date(2026, 10, 30)}, "amend", "fifteen days"),
    ],
)
def test_a_reviews_days_stand_in_their_order(given, outcome, says):
    decision = rules_days.review_days(days(**given), outcome, today=TODAY)
    assert not decision
    assert says in decision.why


def test_a_review_in_order_may_be_recorded():
    given = days(
        invited_on=dt.date(2026, 9, 1),
        reported_on=dt.date(2026, 10, 10),
        decided_on=dt.date(2026, 10, 20),
        notice_on=dt.date(2026, 10, 20),
        amended_on=dt.date(2026, 11, 20),
    )
    assert rules_days.review_days(given, "amend", today=TODAY)


def test_a_ground_that_the_law_does_not_list_excuses_nothing():
    assert rules_days.may_be_excused("final-plan", ASKED, "away", due_on=DUE)
    assert "is on no list of the law" in rules_days.may_be_excused("final-plan", ASKED, "staffing", due_on=DUE).why
    assert "no exception" in rules_days.may_be_excused("review-decision", ASKED, "away", due_on=DUE).why


def test_an_absence_of_less_than_four_weeks_is_no_exception():
    assert rules_days.excused_days(ASKED, ASKED + 27 * DAY, limb="away")
    assert not rules_days.excused_days(ASKED, ASKED + 26 * DAY, limb="away")
    assert rules_days.excused_days(ASKED, ASKED + 3 * DAY, limb="personal-circumstances")
    assert not rules_days.excused_days(ASKED, ASKED - DAY, limb="personal-circumstances")
