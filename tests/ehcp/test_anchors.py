"""A place in a plan holds: its quote is the plan's own words, there, and is found again in the next version."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ehcp.screening.document import (
    Anchor,
    Block,
    Document,
    Section,
    Span,
    anchor_at,
    anchor_holds,
    locate,
    locate_all,
    normalise,
    reanchor,
)


def document(*texts: str, deleted: tuple[int, ...] = (), sections: tuple[Section, ...] = ()) -> Document:
    blocks = tuple(
        Block(i, normalise(text), revision="deleted" if i in deleted else "none") for i, text in enumerate(texts)
    )
    return Document("0" * 64, "docx", "1", blocks, sections)


WORDS = st.text(st.sampled_from(list("ab -–'’\"“”\n\u00a0\u00ad\u0301é.ﬁ☐👶")), max_size=60)
PLANS = st.lists(WORDS, min_size=1, max_size=6)


@given(PLANS, st.data())
def test_an_anchor_of_any_words_holds_and_is_located_again(texts, data):
    plan = document(*texts)
    block = data.draw(st.sampled_from(plan.blocks))
    start = data.draw(st.integers(0, len(block.text)))
    end = data.draw(st.integers(0, len(block.text)))
    quote = block.text[min(start, end) : max(start, end)]
    if not quote:
        return

    anchor = anchor_at(plan, block.index, min(start, end), max(start, end))

    assert plan.blocks[anchor.block].text[anchor.start : anchor.end] == anchor.quote == quote
    assert anchor_holds(plan, anchor)
    assert reanchor(plan, anchor) == anchor
    assert Anchor.from_json(anchor.to_json()) == anchor
    if quote.strip(" \n\"'“”’.") and normalise(quote) == quote:
        assert anchor_holds(plan, locate(plan, quote))


@given(PLANS, st.text(max_size=20))
def test_whatever_is_located_holds(texts, quote):
    plan = document(*texts)

    anchor = locate(plan, quote)

    assert anchor is None or anchor_holds(plan, anchor)


@given(st.text(max_size=200))
def test_normalising_twice_changes_nothing(text):
    once = normalise(text)

    assert normalise(once) == once


@given(PLANS, PLANS, st.data())
def test_what_is_found_again_in_another_version_holds_and_says_the_same(old, new, data):
    before, after = document(*old), document(*new)
    block = data.draw(st.sampled_from(before.blocks))
    if not block.text:
        return

    found = reanchor(after, anchor_at(before, block.index, 0, len(block.text)))

    assert found is None or anchor_holds(after, found)


def test_quote_marks_dashes_and_spaces_may_differ_but_words_may_not():
    plan = document("He said “I can’t” – twice\nin May.")

    assert locate(plan, '"I can\'t"  -  twice in\u00a0May').quote == "“I can’t” – twice\nin May"
    assert locate(plan, "I can't - once") is None
    assert locate(plan, "i can't") is None


def test_a_quote_in_quote_marks_is_found_without_them():
    assert locate(document("Weekly sessions."), "“Weekly sessions”").quote == "Weekly sessions"


def test_deleted_words_are_nowhere():
    assert locate(document("Weekly.", "Monthly.", deleted=(1,)), "Monthly") is None


def test_a_quote_is_looked_for_in_its_section_and_near_its_place():
    plan = document(
        "weekly",
        "weekly",
        "weekly",
        sections=(Section("B", "B", None, (Span(0, 0, 6),)), Section("F", "F", None, (Span(1, 0, 6), Span(2, 0, 6)))),
    )

    assert locate(plan, "weekly").block == 0
    assert locate(plan, "weekly", section="F").block == 1
    assert locate(plan, "weekly", near=2).block == 2
    assert locate(plan, "weekly", section="J") is None


def test_a_quote_over_two_paragraphs_is_two_places():
    plan = document("One session.", "Each week.", "Other.")

    assert [a.quote for a in locate_all(plan, "One session.\nEach week.")] == ["One session.", "Each week."]
    assert locate_all(plan, "One session.\nEach month.") == []


def test_words_that_moved_are_found_and_words_that_changed_are_not():
    before = document("Intro.", "A teacher gives one session of reading each week.")
    anchor = anchor_at(before, 1, 16, 49)

    moved = document("New.", "Intro.", "More.", "A teacher gives one session of reading each week.")
    changed = document("Intro.", "A teacher gives two sessions of reading each week.")

    assert (reanchor(moved, anchor).block, reanchor(moved, anchor).quote) == (3, anchor.quote)
    assert reanchor(changed, anchor) is None


def test_a_short_quote_goes_to_its_own_neighbourhood_or_nowhere():
    before = document("He has regular help with reading.", "She has regular walks by the sea.")
    anchor = anchor_at(before, 1, 8, 15)

    swapped = document("She has regular walks by the sea.", "He has regular help with reading.")
    gone = document("He has regular help with reading.", "She walks by the sea.")

    assert reanchor(swapped, anchor).block == 0
    assert reanchor(gone, anchor) is None
