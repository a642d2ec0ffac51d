"""Sentences, quotations, letters that stand for words, and word lists."""

from __future__ import annotations

import pytest

from ehcp.screening.language import grade_of, letters, quotations, sentences, spells_out, syllables, words
from ehcp.screening.words import entries, pattern_of, spelt_out


def told(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He reads. She writes.", ["He reads.", "She writes."]),
        ("Dr. Rees sees her. Mrs. Lark helps.", ["Dr. Rees sees her.", "Mrs. Lark helps."]),
        ("Signs, e.g. Makaton, help. He likes them.", ["Signs, e.g. Makaton, help.", "He likes them."]),
        ("Officer: J. Hollis. Sent on Monday.", ["Officer: J. Hollis.", "Sent on Monday."]),
        ("At 9.15 and 10.45 daily. Then rest.", ["At 9.15 and 10.45 daily.", "Then rest."]),
        ("3 x 15 mins p.w. Then weekly.", ["3 x 15 mins p.w.", "Then weekly."]),
        ('He said "no more." She left.', ['He said "no more."', "She left."]),
        ('By asking "what now?" and waiting.', ['By asking "what now?" and waiting.']),
        ("Who: a nurse\nWhen: weekly", ["Who: a nurse", "When: weekly"]),
        ("1. He will read. 2. He will write.", ["1. He will read.", "2. He will write."]),
        ("", []),
        ("\n\n", []),
    ],
)
def test_a_sentence_ends_where_a_reader_ends_it(text, expected):
    assert told(text) == expected


def test_quoted_words_are_known_and_apostrophes_are_not():
    text = "The boys' coats. \"I like it,\" he said. It isn't 'now and next' but the teacher's board."
    assert [text[start:end] for start, end in quotations(text)] == ['"I like it,"', "'now and next'"]


def test_a_quotation_stays_within_its_line():
    assert quotations('An open " mark\nand another " there') == []


@pytest.mark.parametrize(
    ("word", "count"),
    [("cat", 1), ("table", 2), ("reading", 2), ("therapist", 3), ("asked", 1), ("education", 4), ("people", 2)],
)
def test_syllables_are_counted_well_enough(word, count):
    assert abs(syllables(word) - count) <= (word == "people")


def test_long_words_in_a_long_sentence_make_a_high_grade():
    assert grade_of("He likes the cat and the dog.") < 4
    assert grade_of("Considerable environmental accommodation notwithstanding, participation remains compromised.") > 20
    assert grade_of("") == 0.0


def test_words_take_a_number_and_a_hyphened_word_as_one():
    assert words("One-to-one, 20 minutes: Ivo's choice.") == ["One-to-one", "20", "minutes", "Ivo's", "choice"]


def test_letters_that_stand_for_words_are_seen_without_their_plural():
    text = "Two ELSAs and a SaLT; Mr McKay has no iPad in Year 5A, on GMFCS level II."
    found = [text[start:end] for start, end in letters(text)]
    assert found[:2] == ["ELSA", "SaLT"]
    assert "GMFCS" in found and "Mr" not in found and "Year" not in found


@pytest.mark.parametrize(
    ("acronym", "phrase", "does"),
    [
        ("ELSA", "emotional literacy support assistant", True),
        ("SaLT", "speech and language therapist", True),
        ("QToD", "qualified teacher of the deaf", True),
        ("ASC", "autism spectrum condition", True),
        ("ELSA", "early learning support", False),
        ("DCD", "", False),
    ],
)
def test_first_letters_spell_an_acronym_out(acronym, phrase, does):
    assert spells_out(acronym, phrase) is does


def test_a_line_of_a_list_may_offer_words():
    assert spelt_out("where/when needed/required") == ["where needed", "where required", "when needed", "when required"]


def test_the_longest_phrase_is_found_in_whole_words_only():
    pattern = pattern_of(["small group", "small group of", "as needed"])
    assert [
        found.group() for found in pattern.finditer("a small-group, a small group of two, smaller group, as neededs")
    ] == [
        "small-group",
        "small group of",
    ]


@pytest.mark.parametrize(
    "name",
    "vague_how_often vague_how_long vague_how_many vague_how_much vague_who vague_who_alone vague_whether vague_what "
    "not_vague abbreviations".split(),
)
def test_word_lists_are_small_letters_and_single_spaces(name):
    found = entries(name)
    assert found
    for entry in found:
        assert entry == " ".join(entry.lower().split())
