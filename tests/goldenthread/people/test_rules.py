"""The rules about people and settings, on plain values."""

import datetime as dt

import pytest

from goldenthread.people import choices, rules
from goldenthread.people.rules import Refused
from goldenthread.permissions import Role

WHOLE = choices.BY_KEY["level3.target-working-days"]
FRACTION = choices.BY_KEY["level3.background-chance"]
YES_NO = choices.BY_KEY["level3.catch-up"]
ONE_OF = choices.BY_KEY["level3.profile"]
CONTACT = choices.BY_KEY["safety.concern-contact"]


@pytest.mark.parametrize(
    ("setting", "given", "kept"),
    [
        (WHOLE, "2", 2),
        (WHOLE, " 20 ", 20),
        (WHOLE, 1, 1),
        (FRACTION, "1/10", "1/10"),
        (FRACTION, "2 / 20", "1/10"),
        (FRACTION, "0/5", "0/1"),
        (FRACTION, "3/3", "1/1"),
        (YES_NO, "yes", True),
        (YES_NO, False, False),
        (ONE_OF, "full", "full"),
        (CONTACT, " safe@sandbourne.example ", "safe@sandbourne.example"),
        (CONTACT, "", ""),
    ],
)
def test_a_value_that_fits_is_kept_in_one_form(setting, given, kept):
    assert rules.setting_value(setting, given) == kept


@pytest.mark.parametrize(
    ("setting", "given", "why"),
    [
        (WHOLE, "0", "Enter a number from 1 to 20"),
        (WHOLE, "21", "Enter a number from 1 to 20"),
        (WHOLE, "2.5", "Enter a whole number"),
        (WHOLE, True, "Enter a whole number"),
        (WHOLE, "", "Enter a whole number"),
        (WHOLE, "-3", "Enter a whole number"),
        (WHOLE, "٣", "Enter a whole number"),
        (FRACTION, "0.1", "Enter a fraction, like 1/10"),
        (FRACTION, "1/0", "Enter a fraction, like 1/10"),
        (FRACTION, "11/10", "Enter a fraction between 0/1 and 1/1"),
        (FRACTION, "-1/10", "Enter a fraction, like 1/10"),
        (YES_NO, "perhaps", "Choose yes or no"),
        (ONE_OF, "long", "Choose one of the answers"),
        (CONTACT, "nobody", "Enter an e-mail address, like name@example.org"),
        (CONTACT, "x" * 201, "Use 200 characters or fewer"),
    ],
)
def test_a_value_that_does_not_fit_is_refused_in_words(setting, given, why):
    with pytest.raises(Refused) as refused:
        rules.setting_value(setting, given)

    assert str(refused.value) == why


def test_every_default_is_a_value_that_its_own_setting_takes():
    assert [
        setting.key for setting in choices.SETTINGS if rules.setting_value(setting, setting.default) != setting.default
    ] == []


def test_every_role_can_be_held_for_some_agency():
    assert set(rules.AGENCIES) == set(Role)
    assert rules.agency_for("officer", "") == "sen-team"
    assert rules.agency_for("advice-writer", "education") == "education"


def test_who_leaves_today_leaves_now():
    today = dt.date(2026, 11, 24)

    assert rules.has_had_their_last_day(today, on=today)
    assert not rules.has_had_their_last_day(today + dt.timedelta(days=1), on=today)
    assert not rules.has_had_their_last_day(None, on=today)


@pytest.mark.parametrize(
    ("first", "last", "meets"),
    [(1, 4, False), (1, 5, True), (5, 5, True), (6, 7, True), (8, 9, True), (10, 11, False), (1, 20, True)],
)
def test_leave_meets_leave_on_any_shared_day(first, last, meets):
    kept = [(dt.date(2026, 11, 5), dt.date(2026, 11, 9))]

    assert rules.overlapping(dt.date(2026, 11, first), dt.date(2026, 11, last), kept) == meets
