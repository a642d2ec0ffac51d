"""Two versions of a plan: what went, what came, what changed, and never slowly."""

from __future__ import annotations

import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ehcp.screening.compare import compare, near_changes, word_runs
from ehcp.screening.document import Block, Document, Section, Span, normalise


def version(**sections: list[str]) -> Document:
    blocks: list[Block] = []
    found = []
    for code, texts in sections.items():
        spans = []
        for text in texts:
            spans.append(Span(len(blocks), 0, len(text)))
            blocks.append(Block(len(blocks), text))
        found.append(Section(code, code, None, tuple(spans)))
    return Document("0" * 64, "docx", "1", tuple(blocks), tuple(found))


def parts(old: list[str], new: list[str]) -> list[tuple[str, str, str]]:
    (change,) = compare(version(F=old), version(F=new))
    return [(part.kind, part.old_text, part.new_text) for part in change.parts]


def test_a_section_that_says_the_same_is_unchanged():
    old, new = version(A=["“Boats”"], B=["He reads."]), version(B=["He reads slowly."], A=['"Boats"'])

    assert [(c.code, c.title, c.unchanged, c.count) for c in compare(old, new)] == [
        ("A", "Views, interests and aspirations", True, 0),
        ("B", "Special educational needs", False, 1),
    ]


def test_a_changed_paragraph_shows_its_words():
    (change,) = compare(version(F=["One hour a week of help."]), version(F=["Two hours a week of help."]))

    (part,) = change.parts
    assert (part.kind, part.old, part.new) == ("changed", 0, 0)
    assert [tuple(run) for run in part.word_runs] == [
        ("removed", "One hour "),
        ("added", "Two hours "),
        ("same", "a week of help."),
    ]


def test_paragraphs_come_and_go_in_the_new_order():
    assert parts(
        ["First item here.", "Second item here.", "Third."], ["First item here.", "Something else entirely.", "Third."]
    ) == [
        ("same", "First item here.", "First item here."),
        ("replaced", "Second item here.", "Something else entirely."),
        ("same", "Third.", "Third."),
    ]


def test_a_paragraph_that_another_replaced_stands_beside_it_and_what_is_left_went_or_came():
    gone = ["Support as needed.", "A pen for writing in class each day.", "Regular help."]
    come = [
        "Ms Orme, an hour on Tuesday.",
        "A quiet room.",
        "A pen for writing in class each week.",
        "Two hours a term.",
    ]

    assert parts(gone, come) == [
        ("replaced", "Support as needed.", "Ms Orme, an hour on Tuesday."),
        ("added", "", "A quiet room."),
        ("changed", "A pen for writing in class each day.", "A pen for writing in class each week."),
        ("replaced", "Regular help.", "Two hours a term."),
    ]


def test_alike_paragraphs_are_paired_though_others_come_between():
    assert [
        kind
        for kind, _, _ in parts(
            ["A pen for writing in class each day."],
            ["New words.", "A pen for writing in class each week.", "More new words."],
        )
    ] == [
        "added",
        "changed",
        "added",
    ]


def test_a_section_may_be_new_or_gone():
    changes = compare(version(C=["Asthma."]), version(G=["A nurse."]))

    assert [(c.code, [p.kind for p in c.parts]) for c in changes] == [("C", ["removed"]), ("G", ["added"])]


TEXTS = st.lists(st.text(st.sampled_from(list("ab c.\n")), min_size=1).map(normalise).filter(bool), max_size=8)


@given(TEXTS, TEXTS)
def test_nothing_of_either_version_is_lost(old, new):
    (change,) = compare(version(F=old), version(F=new))

    assert [part.new_text for part in change.parts if part.new_text] == new
    assert sorted(part.old_text for part in change.parts if part.old_text) == sorted(old)
    for part in change.parts:
        if part.kind == "changed":
            assert "".join(run.text for run in part.word_runs if run.kind != "removed") == part.new_text


@pytest.mark.parametrize("words", ["a b", "a", " ".join(map(str, range(50)))])
def test_long_and_repetitive_texts_are_never_slow(words):
    chance = random.Random(7)
    old = " ".join(chance.choices(words.split(), k=40_000))
    new = " ".join(chance.choices(words.split(), k=40_000))

    began = time.perf_counter()
    word_runs(old, new)
    compare(version(F=old.split()[:8000]), version(F=new.split()[:8000]))

    assert time.perf_counter() - began < 5


def test_of_a_long_paragraph_the_changed_sentence_and_its_neighbours_stand_near_and_the_rest_is_left_out():
    sentences = [f"The school keeps record number {n} of what was done that week." for n in range(20)]
    old = " ".join(sentences)
    sentences[9] = "The school keeps record number nine for the therapist."
    runs = word_runs(old, " ".join(sentences))
    near = near_changes(runs)

    assert "".join(run.text for run in near) == "".join(run.text for run in runs)
    assert [run.kind for run in near if run.kind != "same"][:1] == ["left-out"]
    shown = "".join(run.text for run in near if run.kind != "left-out")
    assert "number 8" in shown and "number 10" in shown
    assert "number 2 " not in shown and "number 17" not in shown


def test_a_short_paragraph_is_shown_whole():
    runs = word_runs(
        "He reads. He has regular support. He likes trains.", "He reads. He has daily support. He likes trains."
    )
    assert near_changes(runs) == runs
