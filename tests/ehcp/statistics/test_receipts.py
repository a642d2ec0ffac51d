"""A receipt's life: frozen, drawn, revealed; and what attackers leave behind."""

import copy
import datetime as dt
import random
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ehcp.statistics import sampling
from tests.ehcp.statistics.receipts import COMMITTED, DRAWN, chance_receipt, new_id, nonce, quota_receipt

SECRET = nonce(random.Random("the month"))


def frozen_round(dice: random.Random, number: int, frame: dict[str, str], quota: dict[str, int], secret: str):
    return sampling.freeze(
        kind=sampling.QUOTA,
        purpose="level-4-round",
        period="2026-11",
        reference=f"D-2026-{number:04d}",
        frame=sampling.quota_frame(frame, quota),
        quota=quota,
        commitment=sampling.commitment_to(secret),
        committed_at=COMMITTED,
    )


def two_entries(dice: random.Random) -> list[dict[str, str]]:
    return [sampling.entry("health", f"{dice.random()}"), sampling.entry("education", f"{dice.random()}")]


# --- Frozen, drawn, revealed ------------------------------------------------------------------


def test_a_frozen_receipt_holds_and_shows_nothing_of_the_draw():
    dice = random.Random(1)
    frozen = frozen_round(dice, 1, {new_id(dice): "KS1"}, {"KS1": 1}, SECRET)

    assert sampling.verify(frozen) == []
    assert (frozen["nonce"], frozen["seed"], frozen["picks"], frozen["drawn_at"]) == (None, None, [], None)
    assert not sampling.awaits_reveal(frozen)


def test_the_draw_changes_nothing_that_was_frozen():
    dice = random.Random(1)
    frozen = frozen_round(dice, 1, {new_id(dice): "KS1" for _ in range(4)}, {"KS1": 1}, SECRET)

    receipt = sampling.draw(frozen, nonce=SECRET, drawn_at=DRAWN, entries=two_entries(dice))

    assert sampling.verify(receipt) == []
    assert sampling.changed_since_frozen(frozen, receipt) == []


def test_a_receipt_writes_moments_in_one_way():
    summer = dt.datetime(2026, 7, 1, 9, 30, 5, 999, tzinfo=dt.timezone(dt.timedelta(hours=1)))

    assert sampling.moment(summer) == "2026-07-01T08:30:05Z"
    with pytest.raises(ValueError):
        sampling.moment(dt.datetime(2026, 7, 1))


def test_a_plan_cannot_be_in_the_frame_and_excluded():
    dice = random.Random(1)
    one = new_id(dice)

    with pytest.raises(sampling.DrawRefused, match="never both"):
        quota_receipt(
            dice,
            frame=sampling.quota_frame({one: "KS1"}, {}),
            quota={},
            excluded=[{"id": one, "reason": "conflict"}],
        )


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"nonce": "0" * 64}, "not the one that was committed"),
        ({"entries": []}, "Two people"),
        ({"entries": [sampling.entry("health", "one")]}, "another agency"),
    ],
)
def test_a_draw_is_refused_that_would_not_hold(change, why):
    dice = random.Random(1)
    frozen = frozen_round(dice, 1, {new_id(dice): "KS1"}, {"KS1": 1}, SECRET)

    with pytest.raises(sampling.DrawRefused, match=why):
        sampling.draw(frozen, **{"nonce": SECRET, "drawn_at": DRAWN, "entries": two_entries(dice), **change})


def test_a_draw_is_made_once():
    with pytest.raises(sampling.DrawRefused, match="new draw"):
        sampling.draw(quota_receipt(random.Random(1)), nonce=SECRET, drawn_at=DRAWN)


def test_a_chance_draw_takes_no_entries():
    dice = random.Random(1)
    frozen = {**chance_receipt(dice, 1, secret=SECRET), "drawn_at": None, "nonce": None}

    with pytest.raises(sampling.DrawRefused, match="no entries"):
        sampling.draw(frozen, nonce=SECRET, drawn_at=DRAWN, entries=two_entries(dice))


def test_a_reveal_opens_what_was_concealed_and_nothing_else():
    receipt = chance_receipt(random.Random(1), 5, secret=SECRET)
    concealed = sampling.concealed(receipt)

    assert (concealed["nonce"], concealed["seed"]) == (None, None)
    assert sampling.revealed(concealed, SECRET) == receipt


@given(data=st.data())
@settings(max_examples=150, deadline=None)
def test_a_receipt_of_any_json_is_answered_in_sentences_and_never_with_a_crash(data):
    receipt = copy.deepcopy(data.draw(st.sampled_from(SOUND)))
    anything = st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=8),
        lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=4), inner, max_size=2),
        max_leaves=4,
    )
    receipt[data.draw(st.sampled_from(sorted(receipt)))] = data.draw(anything)

    assert all(isinstance(problem, str) for problem in sampling.verify(receipt))


SOUND = [quota_receipt(random.Random(7)), chance_receipt(random.Random(7), 2, secret=SECRET)]


@pytest.mark.parametrize("wrong", [None, [], "receipt", 7, {}, {"format": "goldenthread-draw/1"}])
def test_what_is_no_receipt_is_told_apart(wrong):
    assert sampling.verify(wrong) != []


def on_the_frame(receipt, **changes):
    """Change the first plan of the frame, with the hash of the frame worked out anew."""
    receipt["frame"] = [{**receipt["frame"][0], **changes}, *receipt["frame"][1:]]
    receipt["frame_sha256"] = sampling.sha256_of(receipt["frame"])


def on_the_excluded(receipt, excluded):
    receipt.update(excluded=excluded, excluded_sha256=sampling.sha256_of(excluded))


UNREVEALED = sampling.concealed(chance_receipt(random.Random(8), 9, secret=SECRET, chance=Fraction(1, 2)))
CERTAIN = sampling.concealed(chance_receipt(random.Random(8), 9, secret=SECRET, chance=Fraction(1)))
FIRST_ID = SOUND[0]["frame"][0]["id"]
# receipt, change, one of the sentences that tell it
BROKEN = [
    (SOUND[0], lambda r: r.update(format="goldenthread-draw/2"), "The format is not goldenthread-draw/1."),
    (SOUND[0], lambda r: r.update(kind="lottery"), "The kind is neither chance nor quota."),
    (SOUND[0], lambda r: r.update(period=202611), "The field period holds the wrong kind of value."),
    (SOUND[0], lambda r: r.update(picks=["one"]), "The list picks holds something that does not belong there."),
    (SOUND[0], lambda r: r.update(quota={"KS1": True}), "The quota is not a whole number for every stratum."),
    (SOUND[0], lambda r: r.update(quota={"KS1": -1}), "The quota is not a whole number for every stratum."),
    (SOUND[0], lambda r: r.update(author="me"), "The field author does not belong in a receipt."),
    (SOUND[0], lambda r: r.update(purpose="\ud800"), "The receipt holds a character that cannot be written as UTF-8."),
    (SOUND[0], lambda r: r.update(quota_reason="for fun"), "The receipt was changed after it was sealed."),
    (SOUND[0], lambda r: r.update(commitment="F" * 64), "The commitment is not a SHA-256 in hex."),
    (SOUND[0], lambda r: r["frame"].reverse(), "The frame is not sorted by id, each id once."),
    (SOUND[0], lambda r: on_the_frame(r, chance="2/1"), "A chance is at most 1/1, and 2/1 is more."),
    (SOUND[0], lambda r: on_the_frame(r, id="!" * 22), "An id of a quota draw has 22 random characters or more."),
    (SOUND[0], lambda r: r.update(period="2026-13"), "The period is not a month such as 2026-11."),
    (
        SOUND[0],
        lambda r: on_the_excluded(r, [{"id": FIRST_ID, "reason": "conflict"}]),
        "A plan is both in the frame and excluded, or excluded twice.",
    ),
    (
        SOUND[0],
        lambda r: on_the_excluded(r, [{"id": "x" * 22, "reason": "dull"}]),
        "A plan is excluded for a reason that is not one of the agreed ones.",
    ),
    (SOUND[0], lambda r: r.update(drawn_at="2026-11-01T08:00:00Z"), "It was drawn before its nonce was committed."),
    (
        SOUND[0],
        lambda r: r.update(committed_at="2026-11-01T08:00:00", drawn_at="2026-11-01T09:00:00"),
        "A moment has no time zone.",
    ),
    (SOUND[0], lambda r: r.update(drawn_at="noon"), "A moment is not a date and a time with its time zone."),
    (
        SOUND[0],
        lambda r: r.update(committed_at="2026-11-01T08:00:00"),
        "A moment is not a date and a time with its time zone.",
    ),
    (SOUND[0], lambda r: r["entries"][0].update(text=" trimmed"), "An entry is not trimmed and composed (NFC)."),
    (SOUND[0], lambda r: r["entries"][0].update(text=""), "An entry is not 1 to 200 ordinary characters on one line."),
    (SOUND[0], lambda r: r.update(entries=[]), "It was drawn without the entries of two people of different agencies."),
    (SOUND[0], lambda r: r.update(nonce=None), "It shows a seed without the nonce."),
    (SOUND[0], lambda r: r.update(nonce=None, seed=None), "It was drawn, and its nonce is withheld."),
    (SOUND[0], lambda r: r.update(nonce=None, seed=None, drawn_at=None), "It has picks although it is not drawn."),
    (SOUND[0], lambda r: r.update(drawn_at=None), "It shows its nonce although it is not drawn."),
    (SOUND[0], lambda r: r.update(nonce="00"), "A nonce is 64 hex digits, in lower case."),
    (SOUND[0], lambda r: r.update(purpose="level-4\nround"), "No part of a seed holds a line break."),
    (SOUND[1], lambda r: on_the_frame(r, chance="1:2"), "A chance is written as a fraction such as 1/3, not '1:2'."),
    (
        SOUND[1],
        lambda r: r.update(reserves=[{"id": "x", "stratum": "y", "place": 2}]),
        "The reserves do not follow from the seed.",
    ),
    (SOUND[1], lambda r: r.update(quota={"x": 1}), "A chance draw has no quota, no entries and no reserves."),
    (
        SOUND[1],
        lambda r: on_the_frame(r, id="2026-10-000002"),
        "A chance draw holds one draft, whose id is the month and its arrival number.",
    ),
    (
        SOUND[1],
        lambda r: on_the_frame(r, id="2026-11-000000"),
        "A chance draw holds one draft, whose id is the month and its arrival number.",
    ),
    (
        UNREVEALED,
        lambda r: r.update(picks=[{"id": "x", "stratum": "y", "place": 1}]),
        "The picks are not of the frame.",
    ),
    (CERTAIN, lambda r: r.update(picks=[]), "The pick does not follow from its chance."),
]


@pytest.mark.parametrize("number", range(len(BROKEN)), ids=[words for _, _, words in BROKEN])
def test_what_is_wrong_is_said_in_a_sentence(number):
    sound, change, words = BROKEN[number]
    assert sampling.verify(sound) == []
    receipt = copy.deepcopy(sound)

    change(receipt)

    assert words in sampling.verify(receipt)


def test_names_that_hold_no_number_are_not_counted():
    assert sampling.verify_together([sampling.sealed({**UNREVEALED, "reference": "trial"})]) == [
        "The first arrival is 2026-11-000009: those before it are missing."
    ]


def test_what_is_wrong_with_one_receipt_is_told_before_the_set():
    assert sampling.verify_together([{**SOUND[0], "format": "x"}, "nothing"])[:2] == [
        "D-2026-0001: The format is not goldenthread-draw/1.",
        "A receipt: This is not a receipt: it is not a JSON object.",
    ]


# --- Level 3: chance and catch-up -------------------------------------------------------------


@given(
    arrivals=st.lists(st.integers(0, 5), min_size=1, max_size=40),
    secret=st.integers(0, 2**256 - 1).map(lambda number: f"{number:064x}"),
    chance=st.sampled_from([Fraction(1, 2), Fraction(1, 5), Fraction(1, 30)]),
)
@settings(max_examples=60, deadline=None)
def test_after_the_catch_up_every_officer_with_a_draft_is_covered(arrivals, secret, chance):
    drawn, let_through = set(), {}
    for number, officer in enumerate(arrivals, start=1):
        frame = sampling.chance_frame(period="2026-11", arrival=number, officer=str(officer), chance=chance)
        frozen = sampling.freeze(
            kind=sampling.CHANCE,
            purpose="level-3",
            period="2026-11",
            reference=f"D-2026-{number:04d}",
            frame=frame,
            commitment=sampling.commitment_to(secret),
            committed_at=COMMITTED,
        )
        receipt = sampling.draw(frozen, nonce=secret, drawn_at=DRAWN)
        assert sampling.verify(receipt) == []
        if receipt["picks"]:
            drawn.add(str(officer))
        else:
            let_through[f"{number:022d}"] = str(officer)
    open_ = {id: officer for id, officer in let_through.items() if officer not in drawn}
    quota = dict.fromkeys(open_.values(), 1)
    frozen = sampling.freeze(
        kind=sampling.QUOTA,
        purpose="level-3-catch-up",
        period="2026-11",
        reference="D-2026-9999",
        frame=sampling.quota_frame(open_, quota),
        quota=quota,
        commitment=sampling.commitment_to(SECRET),
        committed_at=COMMITTED,
    )

    catch_up = sampling.draw(frozen, nonce=SECRET, drawn_at=DRAWN)

    assert sampling.verify(catch_up) == []
    assert drawn | {one["stratum"] for one in catch_up["picks"]} == {str(officer) for officer in arrivals}
    assert len(catch_up["picks"]) == len(quota)


# --- Attacks ----------------------------------------------------------------------------------


def test_redrawing_until_the_picks_are_liked_leaves_a_trail():
    dice = random.Random("redraw")
    frame = {new_id(dice): "KS1" for _ in range(8)}
    wanted = sorted(frame)[0]
    kept = [quota_receipt(dice, 1)]
    number = 1
    while True:
        number += 1
        secret = nonce(dice)
        frozen = frozen_round(dice, number, frame, {"KS1": 1}, secret)
        receipt = sampling.draw(frozen, nonce=secret, drawn_at=DRAWN, entries=two_entries(dice))
        if receipt["picks"][0]["id"] == wanted:
            break
    assert number > 2

    missing = sampling.verify_together([*kept, receipt])
    renumbered = sampling.verify(sampling.sealed({**receipt, "reference": "D-2026-0002"}))

    assert missing == [f"The reference after D-2026-0001 is D-2026-{number:04d}: {number - 2} missing in between."]
    assert renumbered == [
        "The seed does not follow from the frame, the nonce and the entries.",
        "The picks do not follow from the seed.",
        "The reserves do not follow from the seed.",
    ]


def test_one_reference_for_two_draws_is_told():
    twice = [quota_receipt(random.Random(1), 4), quota_receipt(random.Random(2), 4)]

    assert sampling.verify_together(twice) == ["The reference D-2026-0004 is used twice."]


def test_a_frame_edited_after_it_was_frozen_is_told_even_when_everything_is_worked_out_anew():
    dice = random.Random("late edit")
    frame = {new_id(dice): "KS1" for _ in range(5)}
    shown = frozen_round(dice, 1, frame, {"KS1": 1}, SECRET)
    unwanted = sorted(frame)[0]
    edited = frozen_round(dice, 1, {id: s for id, s in frame.items() if id != unwanted}, {"KS1": 1}, SECRET)

    receipt = sampling.draw(edited, nonce=SECRET, drawn_at=DRAWN, entries=two_entries(dice))

    assert sampling.verify(receipt) == []
    assert sampling.changed_since_frozen(shown, receipt) == ["The field frame_sha256 is not as it was frozen."]
    assert sampling.unaccounted(receipt, frame) == [unwanted]


def test_a_conflict_that_is_declared_to_steer_the_draw_stands_among_the_excluded():
    dice = random.Random("conflicts")
    eligible = [new_id(dice) for _ in range(6)]
    out, frame = eligible[0], dict.fromkeys(eligible[1:], "KS1")
    receipt = quota_receipt(
        dice,
        frame=sampling.quota_frame(frame, {"KS1": 1}),
        quota={"KS1": 1},
        excluded=[{"id": out, "reason": "conflict"}],
    )
    hidden = sampling.sealed({**receipt, "excluded": []})

    assert sampling.unaccounted(receipt, eligible) == []
    assert receipt["excluded"] == [{"id": out, "reason": "conflict"}]
    assert sampling.verify(hidden) == ["The excluded plans are not those whose hash was fixed."]
    assert sampling.unaccounted(hidden, eligible) == [out]


def test_a_reveal_that_is_withheld_is_told_once_the_month_is_over():
    concealed = sampling.concealed(chance_receipt(random.Random(1), 1, secret=SECRET))

    assert sampling.verify(concealed, on=dt.date(2026, 11, 30)) == []
    assert sampling.verify(concealed, on=dt.date(2026, 12, 1)) == [
        "The month 2026-11 is over, and its nonce is not revealed."
    ]


def test_a_month_with_a_second_nonce_or_a_lost_arrival_is_told():
    other = nonce(random.Random("another"))
    month = [chance_receipt(random.Random(n), n, secret=SECRET) for n in (1, 2, 3, 4)]

    assert sampling.verify_together(month) == []
    assert sampling.verify_together(month[1:]) == ["The first arrival is 2026-11-000002: those before it are missing."]
    assert sampling.verify_together([*month[:2], month[3]]) == [
        "The reference after D-2026-0002 is D-2026-0004: 1 missing in between.",
        "The arrival after 2026-11-000002 is 2026-11-000004: 1 missing in between.",
    ]
    assert sampling.verify_together([*month[:3], chance_receipt(random.Random(4), 4, secret=other)]) == [
        "2026-11: the chance draws of the month do not share one commitment."
    ]


def test_whoever_chooses_the_nonce_before_the_entries_gains_nothing():
    """A server that tries fifty nonces against the entries it expects hits its plan no oftener than chance."""
    dice = random.Random("grinding the nonce")
    frame = {new_id(dice): "KS1" for _ in range(4)}
    wanted = sorted(frame)[0]
    expected = two_entries(dice)
    rounds, hits = 400, 0
    for number in range(1, rounds + 1):
        for _ in range(50):
            secret = nonce(dice)
            frozen = frozen_round(dice, number, frame, {"KS1": 1}, secret)
            if sampling.draw(frozen, nonce=secret, drawn_at=DRAWN, entries=expected)["picks"][0]["id"] == wanted:
                break
        real = sampling.draw(frozen, nonce=secret, drawn_at=DRAWN, entries=two_entries(dice))
        hits += real["picks"][0]["id"] == wanted

    assert (hits - rounds / 4) ** 2 <= 16 * rounds * 3 / 16


def test_whoever_enters_last_without_the_nonce_gains_nothing():
    """Somebody who tries fifty texts against a nonce of their own guess hits their plan no oftener than chance."""
    dice = random.Random("grinding the entry")
    frame = {new_id(dice): "KS1" for _ in range(4)}
    wanted = sorted(frame)[0]
    rounds, hits = 400, 0
    for number in range(1, rounds + 1):
        secret, guess, first = nonce(dice), nonce(dice), sampling.entry("health", f"{dice.random()}")
        for attempt in range(50):
            entries = [first, sampling.entry("education", f"attempt {attempt}")]
            guessed = frozen_round(dice, number, frame, {"KS1": 1}, guess)
            if sampling.draw(guessed, nonce=guess, drawn_at=DRAWN, entries=entries)["picks"][0]["id"] == wanted:
                break
        real = frozen_round(dice, number, frame, {"KS1": 1}, secret)
        hits += sampling.draw(real, nonce=secret, drawn_at=DRAWN, entries=entries)["picks"][0]["id"] == wanted

    assert (hits - rounds / 4) ** 2 <= 16 * rounds * 3 / 16
