"""The sentences about who moderates, by when, and what judgements say of an officer. No database."""

import datetime as dt
import random
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ehcp.clock import calendar
from goldenthread.moderation import rules
from goldenthread.moderation.rules import Hands, Judged, Senior

BEN = Senior(post=1, person=11, name="Ben Sandbourne")
MAIR = Senior(post=2, person=12, name="Mair Sandbourne")
RUTH = Senior(post=3, person=13, name="Ruth Sandbourne")
GOOD = {"highest": 4, "limiting_failed": False}


def changed(senior, **fields):
    return Senior(**{**senior.__dict__, **fields})


# --- Who may ----------------------------------------------------------------------------------


@pytest.mark.rule("L3.10")
@pytest.mark.parametrize(
    ("hands", "why"),
    [
        (Hands(), ""),
        (Hands(wrote=frozenset({11})), "wrote it"),
        (Hands(edited=frozenset({11}), version=2), "edited version 2"),
        (Hands(signed=frozenset({11})), "signed it off"),
        (Hands(uploaded=frozenset({11})), "brought it in as its writer"),
        (Hands(stood_down=frozenset({11})), "stood down"),
        (Hands(line_manages=frozenset({11})), ""),
        (Hands(wrote=frozenset({12}), edited=frozenset({13})), ""),
    ],
)
def test_whoever_had_a_hand_in_a_plan_may_not_moderate_it(hands, why):
    assert rules.why_not(BEN, hands) == why


@pytest.mark.rule("L3.10")
def test_line_management_bars_only_where_the_authority_says_so():
    manages = Hands(line_manages=frozenset({11}))

    assert rules.why_not(BEN, manages, line_management_bars=True) == "manages the writer"
    assert rules.why_not(BEN, manages, line_management_bars=False) == ""


@pytest.mark.rule("L3.10")
def test_nobody_on_leave_or_gone_is_asked():
    assert rules.why_not(changed(BEN, is_away=True), Hands()) == "on leave"
    assert rules.why_not(changed(BEN, is_open=False), Hands()) == "no longer in post"


people = st.frozensets(st.integers(1, 6), max_size=4)
seniors = st.lists(
    st.builds(
        Senior,
        post=st.integers(1, 1000),
        person=st.integers(1, 6),
        name=st.just("Somebody Sandbourne"),
        is_open=st.booleans(),
        is_away=st.booleans(),
        drafts=st.integers(0, 9),
        share=st.sampled_from([Fraction(1), Fraction(1, 2), Fraction(4, 5)]),
        times_for_writer=st.integers(0, 5),
    ),
    max_size=6,
    unique_by=lambda one: one.post,
)


@pytest.mark.rule("L3.10")
@settings(max_examples=300, deadline=None)
@given(
    seniors=seniors,
    hands=st.builds(
        Hands, wrote=people, edited=people, signed=people, uploaded=people, stood_down=people, line_manages=people
    ),
    bars=st.booleans(),
)
def test_no_one_moderates_a_plan_they_had_a_hand_in_under_any_allocation(seniors, hands, bars):
    allocation = rules.allocate(seniors, hands, line_management_bars=bars)

    barred = hands.wrote | hands.edited | hands.signed | hands.uploaded | hands.stood_down
    barred |= hands.line_manages if bars else frozenset()
    able = {one.post for one in seniors if one.is_open and not one.is_away and one.person not in barred}
    assert set(allocation.may) == able
    assert (allocation.senior.post in able) if allocation.senior else able == set()
    assert len(allocation.because) <= rules.LONGEST_BECAUSE


# --- Who is asked -----------------------------------------------------------------------------


@pytest.mark.rule("L3.11")
def test_the_lightest_load_is_asked_and_the_sentence_says_who_stood_out():
    allocation = rules.allocate(
        [changed(BEN, drafts=5), changed(MAIR, drafts=2), RUTH], Hands(edited=frozenset({13}), version=1)
    )

    assert allocation.senior.name == "Mair Sandbourne"
    assert allocation.because == "the lightest load that day; Ruth Sandbourne stood out: edited version 1"


@pytest.mark.rule("L3.11")
def test_a_half_timer_with_two_drafts_is_as_loaded_as_a_full_timer_with_four():
    half = changed(BEN, drafts=2, share=Fraction(1, 2))
    assert half.load == changed(MAIR, drafts=4).load

    allocation = rules.allocate([half, changed(MAIR, drafts=2)], Hands())

    assert allocation.senior.name == "Mair Sandbourne"


@pytest.mark.rule("L3.11")
def test_of_like_loads_the_one_who_saw_this_writer_least_often_is_asked():
    allocation = rules.allocate(
        [
            changed(BEN, drafts=3, times_for_writer=2),
            changed(MAIR, drafts=4, times_for_writer=0),
            changed(RUTH, drafts=6),
        ],
        Hands(),
    )

    assert allocation.senior.name == "Mair Sandbourne"
    assert allocation.because == "with a load as light as others, has seen this writer's drafts least often"


@pytest.mark.rule("L3.11")
def test_a_tie_is_always_broken_the_same_way():
    one_way = rules.allocate([RUTH, MAIR, BEN], Hands())
    other_way = rules.allocate([BEN, RUTH, MAIR], Hands())

    assert one_way == other_way
    assert one_way.senior == BEN


@pytest.mark.rule("L3.11")
@pytest.mark.parametrize("seed", range(20))
def test_over_a_term_every_senior_sees_every_officer_and_loads_stay_level(seed):
    chance, seen = random.Random(seed), {}

    for _month in range(4):
        drafts = dict.fromkeys((1, 2, 3), 0)
        arrivals = [officer for officer in range(18) for _ in range(1 + chance.randrange(2))]
        chance.shuffle(arrivals)
        for officer in arrivals:
            chosen = rules.allocate(
                [
                    changed(one, drafts=drafts[one.post], times_for_writer=seen.get((one.post, officer), 0))
                    for one in (BEN, MAIR, RUTH)
                ],
                Hands(wrote=frozenset({100 + officer})),
            ).senior
            drafts[chosen.post] += 1
            seen[chosen.post, officer] = seen.get((chosen.post, officer), 0) + 1

            assert max(drafts.values()) - min(drafts.values()) <= 2

    assert len(seen) == 3 * 18


@pytest.mark.rule("L3.11")
def test_when_nobody_may_the_sentence_says_why_for_each():
    allocation = rules.allocate(
        [BEN, changed(MAIR, is_away=True), RUTH], Hands(wrote=frozenset({11}), stood_down=frozenset({13}))
    )

    assert allocation.senior is None
    assert allocation.because == (
        "nobody may moderate it; Ben Sandbourne stood out: wrote it; "
        "Mair Sandbourne stood out: on leave; Ruth Sandbourne stood out: stood down"
    )


@pytest.mark.rule("L3.11")
def test_a_long_list_of_those_who_stood_out_is_counted_rather_than_cut():
    many = [changed(BEN, post=n, name=f"Somebody With A Long Name {n}", is_away=True) for n in range(9)]

    because = rules.allocate(many, Hands()).because

    assert because.endswith("; 6 more")
    assert len(because) <= 200


@pytest.mark.rule("L3.12")
def test_a_pick_falls_out_only_when_nobody_can():
    assert rules.may_be_replaced(rules.allocate([changed(BEN, is_away=True)], Hands())) is True
    assert rules.may_be_replaced(rules.allocate([BEN, changed(MAIR, is_away=True)], Hands())) is False


# --- By when ----------------------------------------------------------------------------------


@pytest.mark.rule("L3.13")
@pytest.mark.parametrize(
    ("given_on", "due"),
    [
        (dt.date(2026, 11, 11), dt.date(2026, 11, 13)),  # Wednesday to Friday
        (dt.date(2026, 11, 13), dt.date(2026, 11, 17)),  # over a weekend
        (dt.date(2026, 12, 24), dt.date(2026, 12, 30)),  # over Christmas Day and Boxing Day's substitute
    ],
)
def test_the_target_is_two_working_days_after_the_day_it_was_ready(given_on, due):
    assert rules.due_on(given_on, working_days=2, add_working_days=calendar.add_working_days) == due


@pytest.mark.rule("L3.14")
def test_of_two_due_on_one_day_the_one_whose_weeks_end_first_comes_first():
    friday, came = dt.date(2026, 11, 13), dt.datetime(2026, 11, 11, 9, tzinfo=dt.UTC)
    later = rules.Waiting(friday, dt.date(2026, 12, 20), came)
    sooner = rules.Waiting(friday, dt.date(2026, 12, 11), came + dt.timedelta(hours=3))
    unknown = rules.Waiting(friday, None, came - dt.timedelta(days=3))
    overdue = rules.Waiting(dt.date(2026, 11, 12), None, came)

    assert sorted([unknown, later, overdue, sooner], key=rules.due_order) == [overdue, sooner, later, unknown]


@pytest.mark.rule("L3.15")
def test_a_moderation_is_overdue_from_the_day_after():
    due = dt.date(2026, 11, 13)

    assert rules.is_overdue(due, on=due) is False
    assert rules.is_overdue(due, on=dt.date(2026, 11, 14)) is True


# --- New officers -----------------------------------------------------------------------------


def good(senior=1, grade=3):
    return Judged(grade=grade, senior=senior, **GOOD)


@pytest.mark.rule("L3.16")
def test_five_good_plans_by_two_seniors_suggest_sign_off():
    last_five = [good(1), good(2), good(1), good(1, grade=4), good(2)]

    assert rules.sign_off_is_suggested([good(1, grade=1), *last_five], plans=5, seniors=2) is True
    assert rules.sign_off_is_suggested(last_five[:4], plans=5, seniors=2) is False
    assert rules.sign_off_is_suggested([good(1)] * 5, plans=5, seniors=2) is False
    assert rules.sign_off_is_suggested([*last_five, good(2, grade=2)], plans=5, seniors=2) is False
    failed = Judged(grade=3, highest=4, limiting_failed=True, senior=2)
    assert rules.sign_off_is_suggested([*last_five[1:], failed], plans=5, seniors=2) is False


@pytest.mark.rule("L3.17")
def test_two_plans_below_good_in_a_row_bring_every_draft_back():
    weak = good(1, grade=2)

    assert rules.relapses([good(), weak, weak], in_a_row=2) is True
    assert rules.relapses([weak, good(), weak], in_a_row=2) is False
    assert rules.relapses([weak], in_a_row=2) is False
    assert rules.relapses([], in_a_row=2) is False


@pytest.mark.rule("L3.16")
@pytest.mark.parametrize(("grade", "highest", "is_good"), [(2, 4, False), (3, 4, True), (3, 5, True), (1, 2, False)])
def test_good_or_better_is_the_upper_half_of_whatever_scale(grade, highest, is_good):
    assert Judged(grade, highest, limiting_failed=False, senior=1).is_good_or_better is is_good


# --- The review -------------------------------------------------------------------------------


@pytest.mark.rule("L3.18")
@pytest.mark.parametrize(
    ("is_locked", "before", "after", "first", "kept"),
    [
        (False, "met", "partly", "", ""),
        (False, "partly", "not_met", "met", ""),
        (False, "partly", "partly", "met", "met"),
        (True, "met", "partly", "", "met"),
        (True, "partly", "met", "met", "met"),
        (True, "met", "met", "", ""),
        (True, "", "met", "", ""),
    ],
)
def test_the_answer_given_before_the_profile_is_kept(is_locked, before, after, first, kept):
    assert rules.kept_first_answer(is_locked=is_locked, before=before, after=after, first=first) == kept


@pytest.mark.rule("L3.19")
def test_a_gap_of_a_grade_wants_a_reason():
    assert rules.gap_wants_a_reason(1, grades=1) is True
    assert rules.gap_wants_a_reason(0, grades=1) is False
    assert rules.gap_wants_a_reason(1, grades=2) is False
    assert rules.gap_wants_a_reason(None, grades=1) is False
