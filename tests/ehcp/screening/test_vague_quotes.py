"""Of a sentence that leaves several things open the first such words are quoted, whole, and with their own question."""

import pytest

from ehcp.screening.screen import screen

from .examples import read


def vague(words: str) -> list[tuple[str, str]]:
    made = screen(read(f"Section F: Special educational provision\n{words}"), only=("provision-vague",))
    return [(finding.quote, finding.message) for finding in made.findings]


@pytest.mark.parametrize(
    ("words", "quote", "asks"),
    [
        ("Odette will have regular access to small group work as appropriate.", "regular access", "how much"),
        ("Where possible, access to a quiet room will be given regularly.", "Where possible", "whether"),
        ("Support for Odette as and when needed.", "as and when needed", "whether"),
        # Vague words settle no vague words.
        ("She gets therapy now and again, a few times a week.", "now and again", "how often"),
        ("Intensive support is given a few times a day.", "Intensive support", "how much"),
    ],
)
def test_the_first_vague_words_of_a_sentence_are_quoted(words, quote, asks):
    ((found, message),) = vague(words)

    assert (found, asks in message) == (quote, True)


def test_words_that_the_sentence_settles_are_not_the_ones_that_are_quoted():
    found = vague("A small group of four meets for 20 minutes every Monday with a tutor, as appropriate.")

    assert [quote for quote, _ in found] == ["as appropriate"]


def test_each_sentence_has_its_own():
    found = vague("Odette will have regular therapy. A quiet room will be used as and when required.")

    assert [quote for quote, _ in found] == ["regular therapy", "as and when required"]
