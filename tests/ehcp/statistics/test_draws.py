"""The arithmetic of the draw, held to figures that another program worked out, and to fairness."""

import hashlib
import random
from collections import Counter
from fractions import Fraction

import pytest

from ehcp.statistics import sampling
from tests.ehcp.statistics.receipts import new_id, quota_receipt

# Worked out with OpenSSL's command line (dgst -sha256, -mac HMAC), not with our code.
NONCE = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"
FRAME = sampling.quota_frame({letter * 22: "KS2" for letter in "ABC"}, {"KS2": 1})
FRAME_SHA256 = "8351077938d9cad5a49878852d897bd85b0ae7e2278689d0110f49ba9b6b4f0a"
COMMITMENT = "630dcd2966c4336691125448bbb25b4ff412a49c732db2c8abc1b8581bd710dd"
SEED = bytes.fromhex("1b91d969d5541f768f13c7e0c95fe143dd02e5d96a62828d7417565a1942346a")
TICKETS = {
    "A" * 22: 0x2A836C76C9D60F17A83B5A160D8E82518306760B3DB8A86D365C758654CD07EB,
    "B" * 22: 0xA6D050B154F9D4FEFC03290ED62B5FAD77C26EC152F0F3D042A1363BED579B2F,
    "C" * 22: 0x6C5F49D8D62A59ADF9C278A7132A2A3ED507A0D09D74FAA439A62A833003DB18,
}


# --- Bytes ------------------------------------------------------------------------------------


def test_the_canonical_form_sorts_keys_and_leaves_letters_as_they_are():
    assert sampling.canonical({"b": [1, None], "a": "Tŷ"}) == '{"a":"Tŷ","b":[1,null]}'.encode()


def test_what_has_no_canonical_form_is_refused():
    for impossible in (float("nan"), "\ud800"):
        with pytest.raises(ValueError):
            sampling.canonical(impossible)


def test_the_frame_and_the_nonce_hash_as_another_program_says():
    assert sampling.sha256_of(FRAME) == FRAME_SHA256
    assert sampling.commitment_to(NONCE) == COMMITMENT


@pytest.mark.parametrize("wrong", ["", NONCE.upper(), NONCE[:-1], NONCE + "0", "g" * 64])
def test_a_nonce_is_64_hex_digits_in_lower_case(wrong):
    with pytest.raises(ValueError, match="64 hex digits"):
        sampling.commitment_to(wrong)


# --- Seed and tickets -------------------------------------------------------------------------


@pytest.mark.rule("draw 4")
def test_the_seed_is_what_another_program_says():
    seed = sampling.seed(
        purpose="level-4-round",
        period="2026-11",
        reference="D-2026-0042",
        frame_sha256=FRAME_SHA256,
        nonce=NONCE,
        entries=["four two six", "Tŷ Gwyn"],
    )

    assert seed == SEED


@pytest.mark.rule("draw 4")
def test_a_seed_refuses_parts_that_could_be_read_as_two():
    for part in ("purpose", "period", "reference"):
        parts = {"purpose": "a", "period": "b", "reference": "c", "frame_sha256": "d", "nonce": NONCE}
        with pytest.raises(ValueError, match="line break"):
            sampling.seed(**{**parts, part: "x\ny"})


@pytest.mark.rule("draw 5")
def test_tickets_are_what_another_program_says():
    assert {id: sampling.ticket(SEED, id) for id in TICKETS} == TICKETS


# --- Picks ------------------------------------------------------------------------------------


@pytest.mark.rule("draw 6")
def test_the_lowest_ticket_is_picked_and_the_others_wait_in_order():
    picks, reserves = sampling.quota_draw(SEED, FRAME, {"KS2": 1})

    assert picks == [{"id": "A" * 22, "stratum": "KS2", "place": 1}]
    assert reserves == [
        {"id": "C" * 22, "stratum": "KS2", "place": 2},
        {"id": "B" * 22, "stratum": "KS2", "place": 3},
    ]


@pytest.mark.rule("draw 6")
def test_a_stratum_smaller_than_its_quota_gives_all_it_has_and_says_so():
    quota = {"KS2": 5, "KS4": 1}
    picks, reserves = sampling.quota_draw(SEED, FRAME, quota)

    assert [one["place"] for one in picks] == [1, 2, 3]
    assert reserves == []
    assert sampling.shortfalls(FRAME, quota) == {"KS2": (3, 5), "KS4": (0, 1)}


def test_a_quota_frame_carries_the_chance_of_each_plan():
    strata = {"A" * 22: "KS1", "B" * 22: "KS2", "C" * 22: "KS2", "D" * 22: "KS2", "E" * 22: "KS3"}

    frame = sampling.quota_frame(strata, {"KS1": 2, "KS2": 2})

    assert [one["chance"] for one in frame] == ["1/1", "2/3", "2/3", "2/3", "0/1"]


def test_a_quota_frame_refuses_an_id_that_could_be_guessed():
    with pytest.raises(ValueError, match="22 random characters"):
        sampling.quota_frame({"K7QM-4T": "KS1"}, {"KS1": 1})


@pytest.mark.rule("draw 7")
def test_a_draft_is_drawn_when_its_ticket_lies_in_its_share():
    ticket = TICKETS["A" * 22]  # 0.166 of the whole: between 1/7 and 1/6

    drawn = {q: sampling.is_drawn(SEED, "A" * 22, Fraction(1, q)) for q in (1, 6, 7)}

    assert drawn == {1: True, 6: True, 7: False}
    assert sampling.is_drawn(SEED, "A" * 22, Fraction(ticket, 2**256)) is False
    assert sampling.is_drawn(SEED, "A" * 22, Fraction(ticket + 1, 2**256)) is True
    assert sampling.is_drawn(SEED, "A" * 22, Fraction(0)) is False


@pytest.mark.parametrize("wrong", ["1", "1/0", "3/2", "01/3", "1/3 ", "-1/3", "1/٣", "0.5", ""])
def test_a_chance_is_an_exact_fraction(wrong):
    with pytest.raises(ValueError):
        sampling.fraction(wrong)


def test_fractions_go_to_text_and_back():
    for chance in (Fraction(0), Fraction(1), Fraction(1, 3), Fraction(7, 12)):
        assert sampling.fraction(sampling.fraction_text(chance)) == chance


def test_arrivals_are_numbered_with_six_digits():
    assert sampling.arrival_id("2026-11", 27) == "2026-11-000027"
    with pytest.raises(ValueError):
        sampling.arrival_id("2026-11", 0)


@pytest.mark.rule("draw 8")
def test_a_pick_that_falls_out_is_replaced_by_the_next_reserve_of_its_stratum():
    picks, reserves = sampling.quota_draw(SEED, FRAME, {"KS2": 1})
    receipt = {"picks": picks, "reserves": reserves}

    first = sampling.next_reserve(receipt, fell_out="A" * 22)
    second = sampling.next_reserve(receipt, fell_out="C" * 22, gone=["C" * 22])
    third = sampling.next_reserve(receipt, fell_out="B" * 22, gone=["C" * 22, "B" * 22])

    assert first["id"] == "C" * 22
    assert second["id"] == "B" * 22
    assert third is None
    with pytest.raises(ValueError):
        sampling.next_reserve(receipt, fell_out="D" * 22)


# --- Entries ----------------------------------------------------------------------------------


def test_an_entry_is_trimmed_and_composed():
    assert sampling.normalised("  cafe\N{COMBINING ACUTE ACCENT}\n") == "café"


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("  ", "Enter a few words"),
        ("one\ntwo", "one line"),
        ("one\u2028two", "one line"),
        ("x" * 201, "shorter: 200 characters"),
        ("bell\x07", "ordinary letters"),
        ("half \ud83d", "ordinary letters"),
    ],
)
def test_an_entry_that_cannot_be_used_is_refused_with_advice(text, advice):
    with pytest.raises(sampling.EntryRefused, match=advice):
        sampling.normalised(text)


def test_a_draw_of_level_4_waits_for_two_agencies():
    health, more_health = sampling.entry("health", "one"), sampling.entry("health", "two")

    assert sampling.who_is_missing([]) == "Two people, of different agencies, must enter words or dice."
    assert sampling.who_is_missing([health, more_health]) == "Somebody of another agency must enter words or dice too."
    assert sampling.who_is_missing([health, sampling.entry("education", "two")]) == ""


# --- Fairness ---------------------------------------------------------------------------------

DRAWS = 100_000


def _within_4_sigma(count: int, chance: Fraction, draws: int = DRAWS) -> bool:
    expected = draws * chance
    return (count - expected) ** 2 <= 16 * expected * (1 - chance)


@pytest.mark.rule("draw 6")
def test_over_100_000_quota_draws_every_plan_comes_up_as_often_as_its_chance():
    dice = random.Random("fairness of quotas")
    size, quota = {"KS1": 2, "KS2": 5, "post-16": 3}, {"KS1": 1, "KS2": 2, "post-16": 3}
    frame = sampling.quota_frame({new_id(dice): stratum for stratum, held in size.items() for _ in range(held)}, quota)
    picked: Counter[str] = Counter()
    for number in range(DRAWS):
        picks, _ = sampling.quota_draw(hashlib.sha256(b"%d" % number).digest(), frame, quota)
        picked.update(one["id"] for one in picks)

    unfair = [one for one in frame if not _within_4_sigma(picked[one["id"]], sampling.fraction(one["chance"]))]
    assert unfair == []
    assert sum(picked.values()) == DRAWS * sum(quota.values())


@pytest.mark.rule("draw 7")
def test_over_100_000_chance_draws_every_chance_is_kept():
    chances = [Fraction(1), Fraction(1, 2), Fraction(1, 3), Fraction(1, 7), Fraction(1, 10)]
    drawn: Counter[Fraction] = Counter()
    for number in range(1, DRAWS // 10 + 1):
        seed = hashlib.sha256(b"a month %d" % number).digest()
        for arrival in range(1, 11):
            for chance in chances:
                drawn[chance] += sampling.is_drawn(seed, sampling.arrival_id("2026-11", arrival), chance)

    assert [chance for chance in chances if not _within_4_sigma(drawn[chance], chance)] == []


def test_the_order_of_the_frame_gives_no_advantage():
    """The first id and the last are picked alike: what sorts first is not drawn first."""
    places: Counter[int] = Counter()
    for number in range(4_000):
        receipt = quota_receipt(random.Random(number), frame=FRAME, quota={"KS2": 1}, excluded=[])
        places["ABC".index(receipt["picks"][0]["id"][0])] += 1

    assert [place for place in range(3) if not _within_4_sigma(places[place], Fraction(1, 3), 4_000)] == []
