"""What a letter holds, what it lacks, and who decides a challenge: no database."""

import datetime as dt
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.moderation import rules_letter as rules
from goldenthread.moderation.rules import Hands, Senior
from goldenthread.moderation.rules_letter import PointWords, StrengthWords, Weakness

PLAIN = Weakness("B1", marks=1, limiting="", has_quote=True, weight=1, place=5)


@pytest.mark.rule("L3.20")
def test_critical_standards_come_first_then_other_limiting_ones_then_weight_then_not_met_then_a_quote():
    critical = replace(PLAIN, code="X1", limiting="critical")
    limiting = replace(PLAIN, code="F1", limiting="gate", marks=0, weight=3)
    not_met = replace(PLAIN, code="C1", marks=0)
    heavy = replace(PLAIN, code="E1", weight=3)
    without_quote = replace(PLAIN, code="A1", has_quote=False, place=0)

    assert rules.in_order([without_quote, PLAIN, not_met, heavy, limiting, critical]) == [
        "X1",
        "F1",
        "E1",
        "C1",
        "B1",
        "A1",
    ]
    assert rules.points_to_make([without_quote, PLAIN, heavy, not_met, limiting]) == ["F1", "E1", "C1"]
    assert rules.points_to_make([without_quote, PLAIN]) == ["B1", "A1"]


@pytest.mark.rule("L3.20")
@given(
    st.lists(
        st.builds(
            Weakness,
            code=st.text("ABCDEF", min_size=1, max_size=3),
            marks=st.integers(0, 1),
            limiting=st.sampled_from(["", "gate", "critical"]),
            has_quote=st.booleans(),
            weight=st.integers(1, 3),
            place=st.integers(0, 50),
        ),
        unique_by=lambda one: one.code,
    )
)
def test_there_are_never_more_than_three_points_and_no_weightier_one_is_left_out(weaknesses):
    chosen = rules.points_to_make(weaknesses)
    limiting = {one.code for one in weaknesses if one.limiting}

    assert len(chosen) == min(3, len(weaknesses))
    assert len(limiting & set(chosen)) == min(3, len(limiting))


@pytest.mark.parametrize(
    ("needs_correction", "outcome"),
    [
        ("no", "ready-to-serve"),
        ("at_next_review", "ready-to-serve"),
        ("before_service", "amend-first"),
        ("urgent", "hold"),
    ],
)
def test_what_the_moderator_says_of_correcting_suggests_the_outcome(needs_correction, outcome):
    assert rules.outcome_suggested(needs_correction) == outcome


TWO = [StrengthWords("Kept as said.", "I like trains"), StrengthWords("Plain.", "four lessons out of five")]
POINT = PointWords("Say who", "The report is exact.", quote="as appropriate")


@pytest.mark.parametrize(
    ("changed", "sentences"),
    [
        ({}, 0),
        ({"strengths": TWO[:1]}, 1),
        ({"strengths": [TWO[0], StrengthWords("Plain.", " ")]}, 1),
        ({"strengths": [TWO[0], StrengthWords(" ", "four")]}, 1),
        ({"points": [POINT] * 4}, 1),
        ({"points": [replace(POINT, body=" ")]}, 1),
        ({"points": [replace(POINT, heading=" ")]}, 1),
        ({"outcome": ""}, 1),
        ({"outcome": "amend-first"}, 0),
        ({"outcome": "amend-first", "points": [replace(POINT, is_to_amend=False)]}, 1),
        ({"outcome": "hold", "points": []}, 1),
        ({"outcome": "ready-to-serve", "points": []}, 0),
        ({"outcome": "amend-first", "is_for_learning": True}, 1),
        ({"outcome": "ready-to-serve", "is_for_learning": True}, 0),
        ({"strengths": [], "points": [replace(POINT, heading="")] * 4, "outcome": ""}, 4),
        ({"points": [replace(POINT, quote="")]}, 1),
        ({"points": [replace(POINT, quote="", nothing_says_it=True)]}, 0),
        ({"strengths": TWO[:1], "few_strengths": True}, 0),
        ({"not_found": ["words of no plan"]}, 1),
    ],
)
def test_a_letter_says_what_it_lacks(changed, sentences):
    whole = {"outcome": "ready-to-serve", "strengths": TWO, "points": [POINT], **changed}

    assert len(rules.what_a_letter_lacks(**whole)) == sentences


SENIOR = Senior(post=3, person=30, name="Mair", share=Fraction(1))


@pytest.mark.rule("L3.21")
@pytest.mark.parametrize(
    ("hands", "moderated", "why"),
    [
        (Hands(), frozenset(), ""),
        (Hands(), frozenset({30}), "moderated it"),
        (Hands(wrote=frozenset({30})), frozenset(), "wrote it"),
        (Hands(edited=frozenset({30}), version=2), frozenset(), "edited version 2"),
        (Hands(signed=frozenset({30})), frozenset(), "signed it off"),
        (Hands(stood_down=frozenset({30})), frozenset(), "stood down"),
    ],
)
def test_a_challenge_never_goes_to_who_wrote_edited_or_moderated(hands, moderated, why):
    assert rules.why_not_decide(SENIOR, hands, moderated=moderated) == why


def test_what_cannot_be_printed_is_left_out_and_the_rest_stays():
    assert rules.as_typed(" a\x00\x0bb\r\nc\td & <e> “f” \ud800\n") == "ab\nc\td & <e> “f”"
    assert rules.as_typed("\r\n \t") == ""


@pytest.mark.rule("L3.23")
@pytest.mark.parametrize(
    ("states", "newer_came", "needs"),
    [
        (["done", "not-done"], False, True),
        (["done", "not-done"], True, False),
        (["not-done"], False, False),
        ([], False, False),
    ],
)
def test_what_is_done_is_done_in_a_newer_version(states, newer_came, needs):
    assert rules.done_needs_a_newer_version(states, newer_came=newer_came) is needs


@pytest.mark.rule("L3.24")
@pytest.mark.parametrize(
    ("states", "is_newer", "wants"),
    [
        (["not-done", "not-done"], True, True),
        (["done", "not-done"], True, True),
        (["done", "done"], True, False),
        (["done"], False, True),
        (["not-done"], False, True),
        ([], True, False),
        ([], False, False),
    ],
)
def test_clearing_what_was_not_put_right_wants_a_reason(states, is_newer, wants):
    assert rules.clearing_wants_a_reason(states, is_newer=is_newer) is wants


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("“I like trains”", "I like trains"),
        ('"I like trains"', "I like trains"),
        ("“I like” and “trains”", "“I like” and “trains”"),
        ("I like trains", "I like trains"),
        (" ' ", "'"),
    ],
)
def test_a_quote_is_kept_without_marks_round_it(typed, kept):
    assert rules.as_quote(typed) == kept


def test_the_two_days_of_a_letter_each_say_what_they_are_for():
    answer, amend = dt.date(2026, 3, 10), dt.date(2026, 3, 5)

    assert [said.split(":")[0] for said in rules.dates_in_words(answer_by=answer, amend_by=amend)] == [
        "Amend the draft by Thursday 5 March",
        "Answer the letter by Tuesday 10 March",
    ]
    assert len(rules.dates_in_words(answer_by=answer, amend_by=None)) == 1


@pytest.mark.parametrize(
    ("name", "opening", "said"),
    [
        ("Amina Yusuf", "", "Dear Amina,"),
        ("Amina Yusuf", "Thank you for this draft.", "Dear Amina,"),
        ("Amina Yusuf", "Dear Amina, thank you.", ""),
        ("Amina Yusuf", "  Hello Amina", ""),
        ("Dr Amara Osei", "", "Dear Dr Amara Osei,"),
        (None, "", "Dear colleague,"),
    ],
)
def test_a_letter_greets_once_and_by_the_first_name(name, opening, said):
    assert rules.greeting(name, opening) == said


def test_a_point_is_headed_by_what_is_wanting_and_not_by_what_sounds_like_praise():
    assert rules.heading_of("Partly met", "Specified and quantified") == "Partly met: specified and quantified"
    assert rules.heading_of("Not met", "SMART outcomes") == "Not met: SMART outcomes"
