"""The same moderation in two other ways: without script, and with the keyboard alone."""

import re

import pytest
from playwright.sync_api import expect

from goldenthread.moderation import workflow
from goldenthread.moderation.models import Letter, Moderation
from goldenthread.moderation.queries.asked import asked_in
from tests.browser import context_for
from tests.factories import SECTIONS, make_plan, make_version
from tests.journeys import moderating
from tests.journeys.somebody import Somebody
from tests.people import PASSWORD, TOTP_SECRET

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def drawn(transactional_db, cast) -> Moderation:
    """A draft of a new officer, so that it is drawn, with the senior who got it."""
    moderation = workflow.draft_is_ready(version=make_version(make_plan(cast.nadia)), by=cast.nadia)
    return Moderation.objects.select_related("moderator__person").get(pk=moderation.pk)


def test_a_draft_is_moderated_and_its_letter_sent_without_script(drawn, live_server, browser):
    senior = Somebody(browser, live_server.url, drawn.moderator.name, java_script_enabled=False)
    senior.email, senior.password, senior.secret = drawn.moderator.person.email, PASSWORD, TOTP_SECRET
    page = senior.page
    senior.sign_in()
    page.locator("main a[href^='/moderations/']").first.click()

    # One standard with everything that can be said about it, by the page's own buttons.
    page.goto(f"/moderations/{drawn.reference}/?standard=F1")
    page.get_by_text("Choose or paste words").click()
    page.get_by_label("Words of the plan").fill("small group work with school staff")
    senior.press("Use these words")
    expect(page.locator("[data-chip]")).to_contain_text("small group work with school staff")
    moderating.answer(page, "Not met")
    moderating.say(page, "F1", comment="Say how often.", origin="The drafting", who="The casework officer")
    senior.press("Save this standard")
    expect(page.get_by_role("radio", name="Not met", exact=True)).to_be_checked()
    expect(page.locator("#F1-comment")).to_have_value("Say how often.")

    page.goto(f"/moderations/{drawn.reference}/")
    walked = moderating.answer_the_rest(page, go_on=moderating.press_and_go_on)
    assert set(walked) | {"F1"} == set(asked_in(drawn).questions)
    moderating.judge(senior, "Requires improvement", "The provision cannot be checked.")
    moderating.find(senior, summary="Known child, vague help.", gap="None.", needs="Before it is served")
    senior.press("Save for now")
    moderating.name_strength(senior, "His own words.", quote="I like trains")
    moderating.name_strength(senior, "An outcome with a date.", quote="By the end of Year 6")
    moderating.recommend(senior, "Quantify the small group work.", to="The casework officer")
    moderating.hand_in(senior)
    moderating.write_letter(senior, opening="Thank you.", outcome="Amend first", to_amend=True)
    senior.press("Send the letter")
    senior.reads("Not answered yet.")

    sent = Letter.objects.get(moderation=drawn)
    assert (sent.outcome, sent.sent_at is not None) == ("amend-first", True)
    assert [(point.codes, point.body, point.is_to_amend) for point in sent.points.all()] == [
        (["F1"], "Say how often.", True)
    ]
    assert drawn.reviews.get().judgements.get(code="F1").answer == "not_met"


def test_a_standard_is_moderated_with_the_keyboard_alone(drawn, live_server, browser):
    context = context_for(browser, live_server.url, drawn.moderator, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(f"/moderations/{drawn.reference}/?standard=F1")
    keys = page.keyboard

    # The first stop of the page leads past the header; Tab then finds the answers.
    keys.press("Tab")
    expect(page.locator(":focus")).to_have_text("Skip to the main content")
    keys.press("Enter")
    tab_to(page, "input[name=answer]")
    keys.press("Space")
    expect(page.get_by_role("radio", name="Met", exact=True)).to_be_checked()
    keys.press("ArrowDown")
    expect(page.get_by_role("radio", name="Partly met", exact=True)).to_be_checked()
    keys.press("Alt+3")
    expect(page.get_by_role("radio", name="Not met", exact=True)).to_be_checked()

    # Evidence from the list, then to its words in the plan and back again.
    keys.press("Alt+e")
    expect(page.locator(":focus")).to_have_attribute("name", "quote")
    tab_to(page, "button[name=block]")
    keys.press("Enter")
    expect(page.locator("[data-evidence-list] [data-chip]")).to_contain_text(SECTIONS["F"])
    tab_to(page, "[data-jump]", backwards=True)
    keys.press("Enter")
    expect(page.locator(":focus")).to_have_attribute(
        "data-block", page.locator("[data-chip]").get_attribute("data-chip-block")
    )
    keys.press("Escape")
    expect(page.locator(":focus")).to_have_attribute("data-jump", "")

    tab_to(page, "#F1-comment")
    keys.type("Say how often.")
    tab_to(page, "#F1-origin")
    keys.type("The draft")
    expect(page.locator("#F1-origin")).to_have_value("drafting")
    moderating.save_and_go_on(page)

    kept = drawn.reviews.get().judgements.get(code="F1")
    assert (kept.answer, kept.comment, kept.origin) == ("not_met", "Say how often.", "drafting")
    assert [one.quote for one in drawn.reviews.get().evidence.all()] == [SECTIONS["F"]]


def test_a_press_while_a_page_is_still_coming_is_not_lost(drawn, live_server, browser):
    context = context_for(browser, live_server.url, drawn.moderator, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(f"/moderations/{drawn.reference}/?standard=F1")
    coming: list[str] = []

    def slowly(route) -> None:
        coming.append(route.request.url)
        page.wait_for_timeout(600)
        route.continue_()

    page.route("**/?section=*", slowly)
    rail = page.locator(".gt-rail")
    rail.get_by_role("link", name=re.compile("^B")).click()
    rail.get_by_role("link", name=re.compile("^E")).click()

    page.wait_for_url("**/?section=E")
    assert [url.rsplit("=", 1)[1] for url in coming] == ["B", "E"]
    expect(page.locator(".gt-rail [aria-current]")).to_contain_text("Outcomes")


def tab_to(page, selector: str, *, backwards: bool = False, most: int = 80) -> None:
    """Press Tab until something that fits has the focus, as somebody without a mouse does."""
    for _ in range(most):
        if page.locator(f"{selector}:focus").count():
            return
        page.keyboard.press("Shift+Tab" if backwards else "Tab")
    raise AssertionError(f"The keyboard does not reach {selector}")
