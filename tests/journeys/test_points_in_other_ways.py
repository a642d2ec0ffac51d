"""A point is answered in two other ways: with the keyboard alone, and without script."""

import re

import pytest
from playwright.sync_api import expect

from ehcp.screening.reading import read
from goldenthread.moderation import workflow as moderations
from goldenthread.moderation.models import Moderation
from goldenthread.moderation.queries.asked import asked_in
from goldenthread.plans.workflow import file_version
from goldenthread.screenings.models import Answer, Verdict
from tests.goldenthread.moderation.conftest import say
from tests.journeys import moderating
from tests.journeys.screened import draft, plan_of_nadia, point
from tests.journeys.somebody import Somebody
from tests.journeys.test_other_ways import tab_to

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def answered(transactional_db, cast) -> Moderation:
    """A draft drawn, its section F answered, its points not shown yet."""
    plan, data = plan_of_nadia(cast), draft()
    version = file_version(plan=plan, document=read(data), data=data, file_format="docx", by=cast.nadia)
    moderation = moderations.draft_is_ready(version=version, by=cast.nadia)
    moderation = Moderation.objects.select_related("moderator__person", "version__plan").get(pk=moderation.pk)
    review = moderations.start_review(moderation=moderation, by=moderation.moderator)
    for code in asked_in(moderation).section("F").codes:
        say(review, moderation.moderator, code, answer="met")
    return moderation


def test_a_point_is_answered_with_the_keyboard_alone(answered, live_server, browser):
    moderator = answered.moderator
    senior = Somebody(browser, live_server.url, moderator.name, post=moderator)
    page, keys = senior.page, senior.page.keyboard
    page.goto(f"{answered.get_absolute_url()}?section=F")

    tab_to(page, "[data-mark=points] button")
    keys.press("Enter")
    expect(page.get_by_role("heading", name=re.compile(r"^Section F: .* points to look at$"))).to_be_visible()
    tab_to(page, "#standards [data-jump]")
    keys.press("Enter")
    expect(page.locator("[data-plan] [data-block]:focus")).to_be_visible()
    keys.press("Escape")
    expect(page.locator(":focus")).to_have_attribute("data-jump", "")
    tab_to(page, "input[name^='answer-']")
    keys.press("Space")
    expect(page.get_by_label("Agree", exact=True).first).to_be_checked()
    keys.press("ArrowRight")
    expect(page.get_by_label("Not a problem", exact=True).first).to_be_checked()
    keys.press("Tab")
    expect(page.locator(":focus")).to_have_attribute("name", re.compile("^reason-"))
    keys.type("The next row says it.")
    moderating.save_and_go_on(page)

    said = Verdict.objects.get()
    assert (said.answer, said.reason, said.finding.section) == (Answer.NOT_A_PROBLEM, "The next row says it.", "F")
    assert "section=G" in page.url


def test_a_point_is_agreed_with_without_script(answered, live_server, browser):
    moderator = answered.moderator
    senior = Somebody(browser, live_server.url, moderator.name, post=moderator, java_script_enabled=False)
    page = senior.page
    page.goto(f"{answered.get_absolute_url()}?section=F")
    senior.press("See what the checks noticed")
    agreed = point(senior, "provision-vague", answered.version)
    agreed.get_by_label("Agree", exact=True).check()
    senior.press("Save what you said")

    expect(agreed.get_by_label("Agree", exact=True)).to_be_checked()
    said = Verdict.objects.get()
    assert (said.rule, said.answer, said.by) == ("provision-vague", Answer.AGREE, moderator)
