"""Every time limit against a calendar of its own: days counted one by one, holidays typed from the printed lists."""

import datetime as dt
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ehcp.clock import limits
from ehcp.clock.__main__ import main
from ehcp.clock.exceptions import LIMBS, closure_excuses, limbs_for
from ehcp.clock.limits import LIMITS, BeforeTheLaw, UnknownLimit, due, edition_for

D = dt.date
PROMISED = {
    "request-decision", "advice-reply", "refusal-to-issue", "representations", "setting-reply", "final-plan",
    "review-notice", "review-report", "review-decision", "amendment-representations", "amended-final",
    "amended-final-from-meeting", "phase-transfer", "phase-transfer-to-post16", "phase-transfer-within-post16",
    "annual-review", "reassessment-decision", "reassessment-final", "transfer-notice", "move-in-notice",
    "mediation-arrange",
}  # fmt: skip
TWENTY_YEARS = st.dates(D(2014, 9, 1), D(2034, 9, 1))

# --- A calendar of its own ------------------------------------------------------------------------

MONTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def length(year: int, month: int) -> int:
    is_leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return MONTHS[month - 1] + (month == 2 and is_leap)


def next_day(year: int, month: int, day: int) -> tuple[int, int, int]:
    if day < length(year, month):
        return year, month, day + 1
    return (year, month + 1, 1) if month < 12 else (year + 1, 1, 1)


def day_before(year: int, month: int, day: int) -> tuple[int, int, int]:
    if day > 1:
        return year, month, day - 1
    return (year, month - 1, length(year, month - 1)) if month > 1 else (year - 1, 12, 31)


def counted(start: dt.date, days: int) -> dt.date:
    """The day so many days on (or back), counted one by one by a calendar that is not Python's."""
    place = (start.year, start.month, start.day)
    for _ in range(abs(days)):
        place = next_day(*place) if days > 0 else day_before(*place)
    return D(*place)


@pytest.mark.parametrize(
    ("code", "days", "safer", "first"),
    [
        ("request-decision", 42, 41, None),
        ("advice-reply", 42, 41, None),
        ("refusal-to-issue", 112, 111, None),
        ("representations", 14, 14, 15),
        ("setting-reply", 15, 14, None),
        ("final-plan", 140, 139, None),
        ("review-notice", -14, -15, None),
        ("review-papers", -14, -15, None),
        ("review-report", 14, 13, None),
        ("review-decision", 28, 27, None),
        ("amendment-representations", 14, 14, 15),
        ("amended-final", 56, 55, None),
        ("amended-final-from-meeting", 84, 83, None),
        ("reassessment-decision", 15, 14, None),
        ("reassessment-final", 98, 97, None),
        ("move-in-notice", 42, 41, None),
        ("mediation-arrange", 30, 29, None),
        ("unopposed-amend", 35, 34, None),
        ("unopposed-assess", 14, 13, None),
        ("unopposed-refuse", 70, 69, None),
        ("unopposed-issue", 98, 97, None),
    ],
)
@given(day=TWENTY_YEARS)
def test_limits_in_calendar_days_over_twenty_years(code, days, safer, first, day):
    answer = due(code, day)

    assert answer.due == counted(day, days)
    assert answer.warn == counted(day, safer)
    assert answer.not_before == (counted(day, first) if first else None)


@given(day=TWENTY_YEARS)
def test_a_year_starting_with_a_day_ends_on_the_day_before_its_anniversary(day):
    answer = due("annual-review", day)

    after = counted(answer.due, 1)
    is_from_leap_day = (day.month, day.day) == (2, 29)
    assert (after.year, after.month, after.day) == (
        (day.year + 1, 3, 1) if is_from_leap_day else (day.year + 1, day.month, day.day)
    )


@pytest.mark.parametrize(
    ("made_on", "last"),
    [
        (D(2024, 2, 29), D(2025, 2, 28)),
        (D(2023, 3, 1), D(2024, 2, 29)),
        (D(2023, 2, 28), D(2024, 2, 27)),
        (D(2026, 1, 1), D(2026, 12, 31)),
    ],
)
def test_a_year_on_a_paper_calendar(made_on, last):
    assert due("annual-review", made_on).due == last


@pytest.mark.parametrize(
    ("code", "moves_on", "last"),
    [
        ("phase-transfer", D(2027, 9, 1), D(2027, 2, 14)),
        ("phase-transfer", D(2028, 1, 4), D(2028, 2, 14)),
        ("phase-transfer-to-post16", D(2027, 9, 6), D(2027, 3, 30)),
        ("phase-transfer-within-post16", D(2027, 9, 1), D(2027, 4, 1)),
        ("phase-transfer-within-post16", D(2027, 7, 31), D(2027, 2, 28)),
        ("phase-transfer-within-post16", D(2028, 7, 31), D(2028, 2, 29)),
        ("phase-transfer-within-post16", D(2027, 3, 31), D(2026, 10, 31)),
        ("phase-transfer-within-post16", D(2027, 1, 5), D(2026, 8, 5)),
    ],
)
def test_moves_to_the_next_phase(code, moves_on, last):
    assert due(code, moves_on).due == last


@pytest.mark.parametrize(
    ("code", "said"), [("phase-transfer", "15 February"), ("phase-transfer-to-post16", "31 March")]
)
def test_the_code_s_day_is_shown_beside_the_law_s(code, said):
    assert f"The Code says by {said}" in due(code, D(2027, 9, 1)).limit.rule


# --- Working days: only where the regulation says so ------------------------------------------------

# England and Wales, as printed by the government.
PRINTED = {
    D(2024, 12, 25), D(2024, 12, 26), D(2025, 1, 1), D(2025, 4, 18), D(2025, 4, 21), D(2025, 5, 5), D(2025, 5, 26),
    D(2025, 8, 25), D(2025, 12, 25), D(2025, 12, 26), D(2026, 1, 1), D(2026, 4, 3), D(2026, 4, 6), D(2026, 5, 4),
    D(2026, 5, 25), D(2026, 8, 31), D(2026, 12, 25), D(2026, 12, 28), D(2027, 1, 1), D(2027, 3, 26), D(2027, 3, 29),
}  # fmt: skip


def works(day: dt.date) -> bool:
    # Zeller's congruence: Saturday is 0, Sunday is 1.
    year, month = (day.year - 1, day.month + 12) if day.month < 3 else (day.year, day.month)
    of_week = (day.day + 13 * (month + 1) // 5 + year + year // 4 - year // 100 + year // 400) % 7
    return of_week > 1 and day not in PRINTED


def nth_working_day(start: dt.date, number: int) -> dt.date:
    """The working day of that number, the start counted as the first if it is one."""
    day = start
    while True:
        number -= works(day)
        if number == 0:
            return day
        day = counted(day, 1)


@given(day=st.dates(D(2024, 12, 20), D(2027, 3, 1)))
def test_a_plan_is_handed_over_in_fifteen_working_days_beginning_with_the_day(day):
    assert due("transfer-notice", day).due == nth_working_day(day, 15)


@given(day=st.dates(D(2024, 12, 20), D(2027, 3, 1)))
@pytest.mark.parametrize("code", ["mediation-health", "mediation-certificate"])
def test_three_working_days_after_it(code, day):
    assert due(code, day).due == nth_working_day(counted(day, 1), 3)


def test_over_easter_and_over_christmas():
    assert due("transfer-notice", D(2026, 3, 30)).due == D(2026, 4, 21)
    assert due("transfer-notice", D(2026, 12, 21)).due == D(2027, 1, 13)


# --- The list ----------------------------------------------------------------------------------


def test_every_promised_limit_is_there_with_its_law():
    assert set(LIMITS) >= PROMISED
    for editions in LIMITS.values():
        for each in editions:
            assert each.regulation and each.rule and each.trigger and each.what.endswith(".")


def test_a_day_before_the_law_is_refused_in_words():
    with pytest.raises(BeforeTheLaw, match="holds from 2014-09-01"):
        due("final-plan", D(2014, 8, 31))
    with pytest.raises(UnknownLimit):
        edition_for("final-plans", D(2026, 1, 1))


@pytest.mark.rule("clock: exceptions")
def test_reviews_know_no_exception_and_the_twenty_weeks_know_four():
    def codes(code: str, on: dt.date = D(2026, 7, 1)) -> list[str]:
        return [limb.code for limb in limbs_for(due(code, on).limit, on=on)]

    assert codes("final-plan") == ["school-closed", "early-years-closed", "personal-circumstances", "away"]
    assert codes("advice-reply") == ["personal-circumstances", "away", "missed-appointment"]
    assert codes("review-decision") == codes("amended-final") == codes("phase-transfer") == []
    assert codes("final-plan", D(2020, 6, 1))[-1] == "coronavirus"
    assert not any("staff" in limb.words for limb in LIMBS)


@pytest.mark.rule("clock: school closure")
@pytest.mark.parametrize(
    ("asked_on", "closed_from", "reopens_on", "excuses"),
    [
        (D(2026, 7, 15), D(2026, 7, 22), D(2026, 9, 2), True),  # a week before it closes
        (D(2026, 7, 14), D(2026, 7, 22), D(2026, 9, 2), False),
        (D(2026, 8, 26), D(2026, 7, 22), D(2026, 9, 2), True),  # a week before it opens
        (D(2026, 8, 27), D(2026, 7, 22), D(2026, 9, 2), False),
        (D(2026, 12, 19), D(2026, 12, 19), D(2027, 1, 4), False),  # a short holiday
        (D(2026, 7, 22), D(2026, 7, 22), D(2026, 8, 19), True),  # four weeks to the day
        (D(2026, 7, 22), D(2026, 7, 22), D(2026, 8, 18), False),
    ],
)
def test_a_long_holiday_excuses_what_was_asked_in_it(asked_on, closed_from, reopens_on, excuses):
    assert closure_excuses(asked_on, closed_from, reopens_on) is excuses


def test_a_plan_that_moved_in_is_reviewed_by_the_later_day():
    assert limits.moves.move_in_review_by(D(2026, 11, 2), D(2026, 1, 10)) == D(2027, 2, 1)
    assert limits.moves.move_in_review_by(D(2026, 11, 2), D(2026, 9, 10)) == D(2027, 9, 9)


# --- The command -------------------------------------------------------------------------------


def test_the_command_answers_in_json(capsys):
    assert main(["due", "representations", "2026-11-02", "--json"]) == 0

    told = json.loads(capsys.readouterr().out)
    assert list(told) == ["code", "trigger", "due", "warn", "not_before", "rule", "regulation"]
    assert (told["trigger"], told["due"], told["not_before"]) == ("2026-11-02", "2026-11-16", "2026-11-17")
    assert "13(1)" in told["regulation"]


def test_the_command_answers_in_words(capsys):
    assert main(["due", "final-plan", "2026-07-01"]) == 0

    said = capsys.readouterr().out
    assert "Last lawful day: Wednesday 2026-11-18" in said and "Safer day:       Tuesday 2026-11-17" in said


def test_the_command_lists_every_limit(capsys):
    assert main(["list"]) == 0
    said = capsys.readouterr().out
    assert all(code in said for code in LIMITS)

    assert main(["list", "--json"]) == 0
    assert {json.loads(line)["code"] for line in capsys.readouterr().out.splitlines()} == set(LIMITS)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["due", "final-plam", "2026-07-01"], "Did you mean final-plan?"),
        (["due", "final-plan", "2010-07-01"], "holds from 2014-09-01"),
        (["due", "final-plan", "9999-12-31"], "too far away"),
        (["due", "annual-review", "9999-12-31"], "too far away"),
        (["due", "appeal", "9999-12-31"], "too far away"),
    ],
)
def test_what_cannot_be_answered_is_said_in_words(arguments, said, capsys):
    assert main(arguments) == 2
    assert said in capsys.readouterr().err


def test_a_day_that_is_none_is_refused(capsys):
    with pytest.raises(SystemExit) as stopped:
        main(["due", "final-plan", "2026-02-30"])

    assert stopped.value.code == 2
    assert "write it as 2026-07-01" in capsys.readouterr().err
