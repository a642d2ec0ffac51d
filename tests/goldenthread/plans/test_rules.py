"""The gate, the days, and whose plan a file is: no database."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.plans import rules
from goldenthread.plans.rules import Given, Guess, Known, Named
from goldenthread.plans.stages import Stage

NINE, TEN, ELEVEN = (dt.datetime(2026, 11, 12, hour, tzinfo=dt.UTC) for hour in (9, 10, 11))


def given_at(at: dt.datetime, outcome: str, kind: str = "level-3") -> Given:
    return Given(kind, outcome, at)


# --- The gate ---------------------------------------------------------------------------------


@pytest.mark.rule("L3.4")
@pytest.mark.parametrize(
    ("stage", "clearances", "allowed", "why"),
    [
        (Stage.LET_THROUGH, [given_at(NINE, "let-through")], True, "It was let through by the draw."),
        (Stage.CLEARED, [given_at(NINE, "ready-to-serve")], True, "It was cleared after moderation."),
        (Stage.CLEARED, [given_at(NINE, "cleared")], True, "It was cleared after moderation."),
        (Stage.CLEARED, [given_at(NINE, "released", "release")], True, "It was released by the quality lead."),
        (Stage.DRAFTING, [], False, "It is still being drafted. Say first that it is ready."),
        (Stage.READY, [], False, "The draw has not been made for it yet."),
        (Stage.DRAWN, [], False, "It was drawn for moderation and is not cleared yet."),
        (Stage.REPLACED, [given_at(NINE, "cleared")], False, "A newer version stands in its place. Serve that one."),
        (Stage.SERVED, [given_at(NINE, "cleared")], False, "This draft was served already."),
        (Stage.FINAL, [given_at(NINE, "cleared")], False, "This is the final plan."),
        (Stage.CLEARED, [], False, "Nothing has let it through yet."),
    ],
)
def test_a_draft_is_served_only_when_something_let_it_through(stage, clearances, allowed, why):
    decision = rules.may_be_served(stage, clearances)

    assert (decision.allowed, decision.why) == (allowed, why)


@pytest.mark.rule("L3.4")
def test_a_draft_let_through_and_then_drawn_after_all_waits_for_its_moderation():
    decision = rules.may_be_served(Stage.DRAWN, [given_at(NINE, "let-through")])

    assert decision.why == "It was drawn for moderation and is not cleared yet."


@pytest.mark.rule("L3.4")
@pytest.mark.parametrize(("outcome", "word"), [("hold", "held"), ("amend-first", "to be amended first")])
def test_a_hold_that_is_newer_than_the_clearance_stops_the_draft_and_a_newer_clearance_lifts_it(outcome, word):
    stopped = [given_at(NINE, "cleared"), given_at(TEN, outcome)]

    assert rules.may_be_served(Stage.CLEARED, stopped).why == f"It is {word}: Level 3 said so."
    assert rules.may_be_served(Stage.CLEARED, [*stopped, given_at(ELEVEN, "cleared")]).allowed is True


@pytest.mark.rule("L3.4")
def test_a_hold_of_the_dco_is_not_lifted_by_level_3_but_by_the_dco_or_the_lead():
    held = [given_at(NINE, "hold", "health-check"), given_at(TEN, "cleared")]

    assert rules.may_be_served(Stage.CLEARED, held).why == "It is held: the DCO’s check said so."
    assert rules.may_be_served(Stage.CLEARED, [*held, given_at(ELEVEN, "cleared", "health-check")]).allowed is True
    assert rules.may_be_served(Stage.CLEARED, [*held, given_at(ELEVEN, "released", "release")]).allowed is True


@pytest.mark.rule("L3.4")
def test_a_compliance_check_alone_lets_nothing_through():
    decision = rules.may_be_served(Stage.LET_THROUGH, [given_at(NINE, "cleared", "compliance")])

    assert decision.why == "Nothing has let it through yet."


OUTCOMES = ["let-through", "ready-to-serve", "amend-first", "hold", "cleared", "released"]
KINDS = ["level-3", "release", "compliance", "health-check", "care-check"]


@pytest.mark.rule("L3.4")
@given(
    stage=st.sampled_from(list(Stage)),
    pairs=st.lists(st.tuples(st.sampled_from(KINDS), st.sampled_from(OUTCOMES), st.integers(0, 5)), max_size=6),
)
def test_whatever_was_said_before_nothing_is_served_against_the_last_word_of_level_3(stage, pairs):
    clearances = [Given(kind, outcome, NINE + dt.timedelta(hours=hour)) for kind, outcome, hour in pairs]

    if rules.may_be_served(stage, clearances):
        assert stage in (Stage.LET_THROUGH, Stage.OUTSIDE, Stage.CLEARED)
        latest = rules.latest_of_each_kind(clearances)
        assert "release" in latest or latest["level-3"].outcome in ("let-through", "ready-to-serve", "cleared")


@pytest.mark.rule("L3.5")
def test_a_newer_version_replaces_what_was_not_served_and_waits_behind_a_moderation():
    replaced = {stage for stage in Stage if rules.replaced_by_a_newer(stage)}

    assert replaced == {Stage.DRAFTING, Stage.READY, Stage.LET_THROUGH, Stage.OUTSIDE, Stage.CLEARED}


READY = {"stage": Stage.DRAFTING, "status": "draft", "is_newest": True, "has_writer": True, "earlier_is_drawn": False}


@pytest.mark.rule("L3.6")
@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({}, ""),
        ({"status": "final"}, "Only a draft enters the draw."),
        ({"stage": Stage.READY}, "That was said of this version already."),
        ({"is_newest": False}, "There is a newer version. Say it of that one."),
        (
            {"earlier_is_drawn": True},
            "An earlier version is with its moderator. This one waits: its changes are looked at then.",
        ),
        ({"has_writer": False}, "Nobody is named as this plan’s casework officer. Name the officer first."),
    ],
)
def test_a_draft_is_ready_once_in_its_newest_version(changed, why):
    decision = rules.may_be_marked_ready(**{**READY, **changed})

    assert (decision.allowed, decision.why) == (not why, why)


@pytest.mark.rule("L3.7")
def test_only_what_waits_for_its_moderation_is_released():
    waiting = {stage for stage in Stage if rules.may_be_released(stage=stage, earlier_is_drawn=False)}
    behind = {stage for stage in Stage if rules.may_be_released(stage=stage, earlier_is_drawn=True)}

    assert waiting == {Stage.DRAWN}
    assert behind == {Stage.DRAWN, Stage.DRAFTING}


# --- Days -------------------------------------------------------------------------------------

TODAY = dt.date(2026, 11, 16)


@pytest.mark.rule("P.1")
@pytest.mark.parametrize(
    ("on", "about", "why"),
    [
        (TODAY, {}, ""),
        (TODAY + dt.timedelta(days=1), {}, "The day of service cannot be in the future."),
        (dt.date(2026, 11, 4), {"let_out_on": dt.date(2026, 11, 4), "how": "cleared"}, ""),
        (
            dt.date(2026, 11, 3),
            {"let_out_on": dt.date(2026, 11, 4), "how": "cleared"},
            "The day of service cannot be before 4 November 2026, when the draft was cleared.",
        ),
        (
            dt.date(2026, 11, 3),
            {"let_out_on": dt.date(2026, 11, 4), "how": "let-through"},
            "The day of service cannot be before 4 November 2026, when the draft was let through by the draw.",
        ),
        (
            dt.date(2026, 7, 23),
            {"requested_on": dt.date(2026, 7, 24)},
            "The plan was asked for on 24 July 2026, so no draft was served before it.",
        ),
    ],
)
def test_the_day_of_service_has_come_and_is_not_before_the_draft_was_let_out_nor_the_plan_asked_for(on, about, why):
    assert rules.serve_day(on, today=TODAY, **{"let_out_on": None, "requested_on": None, **about}).why == why


@pytest.mark.rule("P.1")
def test_what_was_held_and_lifted_again_is_let_out_by_the_lifting():
    let_through = given_at(NINE, "let-through")
    held, lifted = given_at(TEN, "hold", "health-check"), given_at(ELEVEN, "cleared", "health-check")
    again = given_at(ELEVEN, "cleared")

    assert rules.let_out_by([let_through, again]) == let_through
    assert rules.let_out_by([let_through, held]) is None
    assert rules.let_out_by([let_through, held, lifted, again]) == lifted
    assert rules.let_out_by([]) is None


@pytest.mark.rule("P.5")
def test_a_day_of_service_is_corrected_only_by_another_one():
    assert rules.service_may_be_corrected(was=TODAY, to=TODAY - dt.timedelta(days=1)).allowed is True
    assert rules.service_may_be_corrected(was=TODAY, to=TODAY).why.endswith("is the day that is recorded already.")


@pytest.mark.rule("reg 13(1): final, after a correction")
def test_a_plan_made_final_on_the_17th_was_not_served_on_the_3rd():
    final_on = dt.date(2026, 11, 17)

    assert rules.final_day_stands(final_on, served_on=dt.date(2026, 11, 2)).allowed is True
    assert rules.final_day_stands(final_on, served_on=dt.date(2026, 11, 3)).why == (
        "The plan was made final on 17 November 2026. Served on 3 November 2026 it could be made final only from "
        "18 November 2026."
    )


@pytest.mark.rule("reg 13(1): final")
def test_a_plan_served_on_2_november_is_final_from_17_november():
    served_on = dt.date(2026, 11, 2)

    early = rules.final_day(dt.date(2026, 11, 16), today=TODAY, served_on=served_on)
    first = rules.final_day(dt.date(2026, 11, 17), today=dt.date(2026, 11, 17), served_on=served_on)

    assert (
        early.why
        == "The family has fifteen days from 2 November 2026, so the plan may be made final from 17 November 2026."
    )
    assert first.allowed is True
    assert (
        rules.final_day(dt.date(2026, 11, 18), today=TODAY, served_on=served_on).why
        == "The day cannot be in the future."
    )
    assert rules.final_day(TODAY, today=TODAY, served_on=None).allowed is False


# --- Whose plan a file is ---------------------------------------------------------------------

PLANS = [
    Known(1, "K7QM-4TB", ("SB-4100", "C000123")),
    Known(2, "XZ23-9GH", ("EHC/2026/12", "4100")),
    Known(3, "BCDF-GHJ", ("20261112", "104233")),
]


@pytest.mark.rule("P.2")
@pytest.mark.parametrize(
    ("name", "plan"),
    [
        ("K7QM-4TB draft 2.docx", 1),
        ("draft_k7qm-4tb_final.PDF", 1),
        ("K7QM4TB.docx", 1),
        ("K7QM 4TB v2.docx", 1),
        ("SB-4100 draft.docx", 1),
        ("SB4100.docx", 1),
        ("sb_4100_v3.pdf", 1),
        ("EHC-2026-12 draft.docx", 2),
        ("plan C000123.docx", 1),
        ("104233 draft plan.docx", 3),
        ("４１００ SB-4100.docx", 1),
    ],
)
def test_a_file_goes_to_the_plan_that_its_name_says(name, plan):
    assert rules.plan_of_file_name(name, PLANS) == (plan, "")


@pytest.mark.rule("P.2")
@pytest.mark.parametrize(
    "name",
    [
        "draft plan.docx",
        "AK7QM-4TBX.docx",  # within a longer word
        "12.docx",
        "",
    ],
)
def test_a_file_whose_name_proves_nothing_is_not_guessed(name):
    plan, why = rules.plan_of_file_name(name, PLANS)

    assert plan is None
    assert why == "Its name holds no reference or case number of a plan here. Say which plan it is."


@pytest.mark.rule("P.6")
def test_a_number_too_short_to_be_sure_is_asked_about_where_it_is_one_plans():
    plans = [Known(1, "K7QM-4TB", ("1234",)), Known(2, "XZ23-9GH", ("77", "20261112")), Known(3, "BBBB-222", ("SB-1",))]

    assert rules.guess_of_file_name("1234 draft.docx", plans) == Guess(1, "1234")
    assert rules.plan_of_file_name("1234 draft.docx", plans) == (None, "1234 is too short to be sure.")
    assert rules.plan_of_file_name("plan 20261112.docx", plans) == (
        None,
        "20261112 could be a date, so it is not sure.",
    )
    assert rules.guess_of_file_name("1234 page 77.docx", plans) is None
    assert rules.guess_of_file_name("12345 draft.docx", plans) is None
    assert rules.guess_of_file_name("draft.docx", plans) is None


@pytest.mark.rule("P.2")
def test_a_name_that_fits_two_plans_goes_to_neither_but_our_reference_decides_before_a_case_number():
    assert (
        rules.plan_of_file_name("K7QM-4TB and XZ23-9GH.docx", PLANS)[1]
        == "Its name fits several plans. Say which one it is."
    )
    assert rules.plan_of_file_name("XZ23-9GH (was SB-4100).docx", PLANS) == (2, "")


@pytest.mark.rule("P.2")
@given(st.text(max_size=80))
def test_no_file_name_breaks_the_matching(name):
    plan, why = rules.plan_of_file_name(name, PLANS)

    assert (plan is None) == bool(why)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\plans\\draft.docx", "draft.docx"),
        ("draft\x00.docx", "draft.docx"),
        ("xcod.\u202etfard.docx", "xcod.tfard.docx"),
        ("a\nb\tc.docx", "abc.docx"),
        ("", "a file without a name"),
        ("..", ".."),
        ("con.", "con."),
    ],
)
def test_the_name_of_a_file_is_shown_without_paths_and_tricks(name, shown):
    assert rules.shown_name(name) == shown


@given(st.text(max_size=600))
def test_the_shown_name_always_fits_and_prints(name):
    shown = rules.shown_name(name)

    assert 0 < len(shown) <= 255
    assert "\x00" not in shown
    assert shown.isprintable()


# --- The right child --------------------------------------------------------------------------


@pytest.mark.rule("P.3")
@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Tobin likes trains.", True),
        ("TOBIN’S views", True),
        ("Tobina likes trains.", False),
        ("He likes trains.", False),
    ],
)
def test_a_plan_names_its_own_child(text, named):
    assert rules.names_this_child(text, Named("Tobin", "Ashworth")) is named


@pytest.mark.rule("P.4")
def test_only_the_whole_name_of_another_child_is_told():
    others = [Named("Mia", "Hartley"), Named("Joe", "Ashworth"), Named("", "Ashworth")]

    found = rules.other_children_named("Tobin Ashworth sits with Mia  Hartley. Joe helps.", others)

    assert found == [Named("Mia", "Hartley")]


@pytest.mark.parametrize(
    "name", ["Plan%20of%2041007.docx", "Plan of 41007.docx", "Plan%20of%2041007%20%28draft%29.docx"]
)
def test_a_file_name_that_a_browser_has_escaped_is_read_as_people_read_it(name):
    assert rules.plan_of_file_name(name, [Known(1, "BCDF-GHJ", ("41007",))]) == (1, "")


def test_an_escaped_name_is_shown_unescaped_and_without_an_escaped_path():
    assert rules.shown_name("Plan%20of%2041007.docx") == "Plan of 41007.docx"
    assert rules.shown_name("drafts%2F..%5CPlan%0A41007.docx") == "Plan41007.docx"
