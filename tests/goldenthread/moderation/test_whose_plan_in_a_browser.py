"""Whose plan is it? Asked of the writer, and again of the senior who moderates it, in a real browser."""

import pytest
from django_scopes import scope
from playwright.sync_api import Page, expect

from goldenthread.moderation.models import Moderation
from goldenthread.plans.queries import child_question
from tests.browser import WIDTHS, axe, context_for, sideways
from tests.factories import make_document, make_plan, make_version
from tests.people import make_cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def cast(transactional_db):
    cast = make_cast()
    with scope(authority=cast.authority):
        yield cast


def looked_at(page: Page) -> None:
    for width in WIDTHS.values():
        page.set_viewport_size({"width": width, "height": 740})
        assert sideways(page) == 0, f"{page.url} at {width}"
        assert axe(page) == [], f"{page.url} at {width}"


def test_the_writer_says_how_they_know_and_the_senior_looks_too(cast, browser, live_server):
    draft = make_version(make_plan(cast.nadia), document=make_document({"A": "Wren likes trains."}))
    writer = context_for(browser, live_server.url, cast.nadia)
    page = writer.new_page()
    page.goto(f"/plans/{draft.reference}/")
    page.get_by_label("How you know, in a few words").fill("Everybody calls him Wren.")
    page.get_by_role("button", name="This draft is ready").click()

    expect(page.get_by_role("alert")).to_contain_text("Say what the other name is, or how the child is known.")
    expect(page.get_by_label("How you know, in a few words")).to_have_value("Everybody calls him Wren.")
    looked_at(page)
    page.get_by_label("The child is known by another name").check()
    page.get_by_role("button", name="This draft is ready").click()
    expect(page.locator("main")).to_contain_text("this draft was drawn")
    writer.close()

    moderation = Moderation.objects.get(version=draft)
    senior = context_for(browser, live_server.url, moderation.moderator, viewport={"width": 360, "height": 740})
    page = senior.new_page()
    page.goto(f"/moderations/{moderation.reference}/")
    # On a phone the question and the head leave at least half of the screen to the work.
    assert page.locator(".gt-panes-tabs").bounding_box()["y"] <= 370
    question = page.locator("summary", has_text="Is this the right child’s plan?")
    expect(question).to_contain_text("Nobody has looked a second time")
    looked_at(page)
    question.click()
    expect(page.locator("#notes")).to_contain_text("Everybody calls him Wren.")
    page.get_by_role("link", name="Look, and say whose plan it is").click()
    page.get_by_role("button", name="Send it back to its writer").click()
    expect(page.locator("main")).to_contain_text("Say in a few words what its writer should look at.")
    looked_at(page)
    page.get_by_label("The child is known by another name").check()
    page.get_by_label("How you know, in a few words").fill("His school says so.")
    page.get_by_role("button", name="I have looked").click()
    expect(page.locator("main")).to_contain_text("It stands beside the plan, with your name.")
    page.goto(f"/moderations/{moderation.reference}/")
    expect(page.locator("summary", has_text="Is this the right child’s plan?")).to_contain_text("Answered")
    senior.close()
    assert [look.is_second for look in child_question(draft).looks] == [False, True]
