"""The steps of one child, as they stand on a day."""

import datetime as dt

import pytest

from ehcp.clock.timeline import Excuse, Standing, timeline

D = dt.date
REQUESTED = D(2026, 7, 1)


@pytest.mark.rule("clock: timeline")
def test_steps_are_in_order_of_the_day_they_are_due():
    steps = timeline(
        {"final-plan": REQUESTED, "request-decision": REQUESTED, "advice-reply": D(2026, 8, 3)},
        met={"request-decision": D(2026, 8, 12)},
    )

    assert [(step.code, step.due) for step in steps.steps] == [
        ("request-decision", D(2026, 8, 12)),
        ("advice-reply", D(2026, 9, 14)),
        ("final-plan", D(2026, 11, 18)),
    ]
    assert steps.next_due(on=D(2026, 8, 20)).code == "advice-reply"
    assert steps.next_due(on=D(2026, 8, 11)).code == "request-decision"


@pytest.mark.rule("clock: timeline")
@pytest.mark.parametrize(
    ("on", "standing", "late"),
    [
        (D(2026, 11, 9), Standing.RUNNING, 0),
        (D(2026, 11, 10), Standing.WARNED, 0),  # a week before the safer day
        (D(2026, 11, 18), Standing.WARNED, 0),
        (D(2026, 11, 19), Standing.OVERDUE, 1),
        (D(2026, 12, 1), Standing.OVERDUE, 13),
        (D(2026, 12, 2), Standing.MET_LATE, 14),
        (D(2027, 3, 1), Standing.MET_LATE, 14),
    ],
)
def test_a_step_warns_is_overdue_and_is_met_late(on, standing, late):
    (step,) = timeline({"final-plan": REQUESTED}, met={"final-plan": D(2026, 12, 2)}).steps

    assert step.standing(on=on, warn_days=7) is standing
    assert step.days_late(on=on) == late


def test_a_step_met_in_time_is_met():
    (step,) = timeline({"final-plan": REQUESTED}, met={"final-plan": D(2026, 11, 18)}).steps

    assert step.standing(on=D(2026, 12, 24)) is Standing.MET
    assert step.days_late(on=D(2026, 12, 24)) == 0


@pytest.mark.rule("clock: timeline")
def test_an_exception_explains_and_moves_no_day():
    excuse = Excuse("school-closed", "Asked on 20 July, school closed to 2 September", "Casework lead", D(2026, 11, 20))
    (step,) = timeline({"final-plan": REQUESTED}, excuses={"final-plan": excuse}).steps

    assert step.due == D(2026, 11, 18)
    assert step.standing(on=D(2026, 12, 1)) is Standing.OVERDUE
    assert step.is_excused


def test_a_ground_that_the_law_does_not_list_excuses_nothing():
    excuse = Excuse("missed-appointment", "-", "-", D(2026, 11, 20))
    steps = timeline({"final-plan": REQUESTED, "review-decision": D(2026, 10, 1)}, excuses={
        "final-plan": excuse, "review-decision": Excuse("away", "-", "-", D(2026, 11, 20)),
    })  # fmt: skip

    assert not any(step.is_excused for step in steps.steps)


def test_what_is_not_asked_is_left_out():
    steps = timeline({"final-plan": REQUESTED, "refusal-to-issue": REQUESTED}, not_asked=["refusal-to-issue"])

    assert [step.code for step in steps.steps] == ["final-plan"]
