"""The letter in a real browser: saved as it is written, two tabs, and every page of it at three widths."""

import re

import pytest
from playwright.sync_api import expect

from goldenthread.moderation import workflow
from goldenthread.moderation.models import Letter
from goldenthread.people.models import Post
from tests.browser import WIDTHS
from tests.goldenthread.moderation.conftest import lock, say
from tests.goldenthread.moderation.letters import answer_points, newer_version
from tests.goldenthread.moderation.test_in_a_browser import ben, look, moderation, opened

__all__ = ["ben", "moderation", "opened"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def letter(ben, moderation) -> Letter:
    review = workflow.start_review(moderation=moderation, by=ben)
    for quote in ("access to regular small group work", "as appropriate"):
        workflow.add_evidence_from_quote(review=review, by=ben, code="F1", quote=quote)
    weak = ("F1", "F2", "A1", "B1", "E1")
    review = lock(review, ben, judgement="inadequate", **dict.fromkeys(weak, "not_met"))
    say(review, ben, summary="Clear, but for F.", needs_correction="before_service")
    if review.gap:
        say(review, ben, gap_reason="Read as a whole.")
    for text, quote in (
        ("You hear him at once.", "I like trains"),
        ("Exact.", "A language programme in a quiet room."),
    ):
        workflow.add_strength(review=review, by=ben, text=text, quote=quote)
    workflow.add_recommendation(review=review, by=ben, text="Carry over.", for_whom="casework_officer", by_when=None)
    workflow.submit_review(review=review, by=ben)
    return workflow.write_letter(moderation=moderation, by=ben)


def test_a_letter_is_saved_as_it_is_written_and_two_tabs_show_both_texts(opened, letter):
    one, other = opened("", path="letter/write/"), opened("", path="letter/write/")
    saved = re.compile(r"Saved \d\d:\d\d:\d\d")

    one.get_by_label("Opening").fill("From the first tab")
    expect(one.locator("[data-saved-words]").first).to_have_text(saved, timeout=8000)
    other.get_by_label("Opening").fill("From the second tab")

    expect(other.get_by_text("Changed elsewhere while you wrote")).to_be_visible(timeout=8000)
    other.get_by_role("button", name="Keep what is here").click()
    expect(other.locator("[data-saved-words]").first).to_have_text(saved, timeout=8000)
    letter.refresh_from_db()
    assert letter.opening == "From the second tab"

    quote = other.locator("[name=strength0-quote]")
    quote.fill("words of no plan")
    expect(other.locator("[data-text='strength0-quote-said']")).to_contain_text("does not say this", timeout=8000)
    other.get_by_role("button", name="Use instead").first.click()
    other.wait_for_url(re.compile("#point-3"))
    expect(other.locator("[name=strength0-quote]")).to_have_value("words of no plan")


@pytest.mark.parametrize("width", WIDTHS.values())
def test_every_page_of_a_letter_is_accessible_and_fits(opened, ben, letter, width):
    writer = Post.objects.get(person__email="amina@sandbourne.example")
    problems = look(opened("", path="letter/write/", width=width), "letter-write", width)
    for number in range(3):
        workflow.save_letter_field(letter=letter, by=ben, field=f"point{number}-nothing_says_it", value="on", version=0)
    workflow.send_letter(letter=letter, by=ben)
    letter.refresh_from_db()
    for path in ("letter/", "letter/message/", "letter/challenge/"):
        problems += look(opened("", path=path, width=width, post=writer), path.replace("/", "-"), width)
    workflow.ask(letter=letter, by=writer, text="Would Year 6 do?", point=letter.points.first())
    newer_version(letter.moderation.plan, writer)
    answer_points(letter, writer)
    problems += look(opened("", path="letter/", width=width, post=writer), "letter-answered", width)
    workflow.send_back_to_senior(moderation=letter.moderation, by=writer)
    problems += look(opened("", path="changes/", width=width), "changes", width)
    made = workflow.challenge(letter=letter, by=writer, text="It does.", point=letter.points.first())
    page = f"challenges/{made.pk}/"
    problems += look(opened("", path=page, width=width, post=made.senior), "challenge", width)
    workflow.clear_after_changes(moderation=letter.moderation, by=ben)
    problems += look(opened("", path="letter/", width=width, post=writer), "letter-cleared", width)

    assert problems == []
