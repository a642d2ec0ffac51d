"""The points of a section in a real browser: shown after the last answer, answered by script, missed words selected."""

import datetime as dt
import os
import re

import pytest
from django_scopes import scope
from playwright.sync_api import expect

from ehcp.screening.reading import read
from goldenthread.demo.library import STORIES, STYLES, build, example_child
from goldenthread.moderation import workflow
from goldenthread.moderation.models import Judgement, Moderation
from goldenthread.moderation.queries.asked import asked_in
from goldenthread.plans.stages import Stage as VersionStage
from goldenthread.screenings.models import Finding, Missed, Verdict
from tests.browser import WIDTHS, axe, context_for, sideways
from tests.factories import make_child, make_plan, make_screening, make_version
from tests.goldenthread.moderation.conftest import hand_in, say
from tests.goldenthread.moderation.letters import sent
from tests.people import make_cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def cast(transactional_db):
    made = make_cast()
    with scope(authority=made.authority):
        yield made


@pytest.fixture
def moderation(cast):
    story = sorted(STORIES)[3]
    child = example_child(STORIES[story], 0)
    document = read(build(story, "tabular", "docx", child, dt.date(2026, 3, 12), seed=4))
    register = make_child(cast.authority, first_name=child.first_name, last_name=child.last_name)
    assert "tabular" in STYLES
    version = make_version(make_plan(cast.amina, child=register), stage=VersionStage.READY, document=document)
    words = [block.text for block in document.blocks_of("F") if len(block.text.split()) > 6][:5]
    run, (first,) = make_screening(version, quote=" ".join(words[0].split()[:4]))
    for number, text in enumerate(words[1:], 2):
        anchor = document.locate(" ".join(text.split()[:5]), section="F")
        rule = "thread-provision-without-need" if number == 3 else "provision-vague"
        place = {"block": anchor.block, "start": anchor.start, "end": anchor.end, "quote": anchor.quote}
        first.pk, first.number, first.rule, first.fingerprint = None, number, rule, f"{number:032}"
        for name, value in place.items():
            setattr(first, name, value)
        first._state.adding = True
        first.save()
    return workflow.open_moderation(version=version, origin=Moderation.Origin.CHANCE)


@pytest.fixture
def review(moderation):
    return workflow.start_review(moderation=moderation, by=moderation.moderator)


@pytest.fixture
def opened(browser, live_server, moderation, review):
    contexts, complaints = [], []

    def open_tab(query: str = "?section=F", *, width: int = 1280, script: bool = True):
        context = context_for(
            browser,
            live_server.url,
            moderation.moderator,
            viewport={"width": width, "height": 1000},
            java_script_enabled=script,
        )
        contexts.append(context)
        tab = context.new_page()
        tab.on("pageerror", lambda error: complaints.append(str(error)))
        tab.goto(f"/moderations/{moderation.reference}/{query}")
        tab.wait_for_load_state("networkidle")
        return tab

    yield open_tab
    for context in contexts:
        context.close()
    assert complaints == []


def answer(review, codes, value="met"):
    for code in codes:
        say(review, review.moderator, code, answer=value)


def codes_of(review, section="F"):
    return asked_in(review.moderation).section(section).codes


def look(tab, name: str, width: int) -> list[str]:
    if os.environ.get("PICTURES"):
        tab.screenshot(path=f"{os.environ['PICTURES']}/{name}-{width}.png", full_page=True)
    found = [f"{name} at {width}: {one}" for one in axe(tab)]
    return found + [f"{name} at {width}: {sideways(tab)} px too wide"] * (sideways(tab) > 0)


def test_the_last_answer_brings_the_points_and_they_are_answered_as_they_are_chosen(opened, review):
    *before, last = codes_of(review)
    answer(review, before)
    tab = opened(f"?section=F&standard={last}")
    expect(tab.get_by_text("shown once every question of this section is answered")).to_be_visible()
    assert tab.locator(".gt-finding-mark").count() == 0

    tab.get_by_label("Met", exact=True).check()
    expect(tab.get_by_role("button", name="See what the checks noticed")).to_be_visible(timeout=8000)
    tab.get_by_role("button", name="Save and see the points").click()

    expect(tab.get_by_role("heading", name="Section F: five points to look at")).to_be_visible()
    assert tab.locator(".gt-finding-mark sup").count() == 5
    point = tab.locator(".gt-findings > li").first
    point.get_by_label("Not a problem", exact=True).check()
    point.get_by_label("Why it is not a problem").fill("The row says how often.")
    expect(tab.locator("[data-saved-words]").first).to_have_text(re.compile("Saved"), timeout=8000)
    tab.wait_for_timeout(1500)
    verdict = Verdict.objects.get()
    assert (verdict.answer, verdict.reason) == ("not-a-problem", "The row says how often.")

    point.locator("[data-jump]").press("Enter")
    expect(tab.locator(f"#block-{verdict.finding.block}")).to_be_focused()
    tab.keyboard.press("Escape")
    expect(point.locator("[data-jump]")).to_be_focused()
    tab.keyboard.press("Control+Enter")
    expect(tab).to_have_url(re.compile("section=G"))
    assert Verdict.objects.count() == 1


def test_words_that_the_checks_missed_are_selected_in_the_plan(opened, review):
    answer(review, codes_of(review))
    workflow.show_points(review=review, by=review.moderator, section="F")
    tab = opened("?section=F&points=1")

    tab.evaluate(
        """() => { const block = document.querySelector("[data-plan] p[data-block]"); const range = document.createRange();
        range.selectNodeContents(block); getSelection().removeAllRanges(); getSelection().addRange(range); }"""
    )
    tab.get_by_role("button", name="The checks missed this").and_(tab.locator(".gt-use")).click()
    quote = tab.get_by_label("Words of the plan").input_value()
    assert quote
    tab.get_by_label("What it is").fill("Nobody is named.")
    tab.locator("form[data-missed] button").click()

    expect(tab.locator("#missed")).to_contain_text("Nobody is named.")
    assert Missed.objects.get().quote == quote


def test_without_script_points_are_answered_by_the_page_s_own_button(opened, review):
    *before, last = codes_of(review)
    answer(review, before)
    tab = opened(f"?section=F&standard={last}", script=False)
    tab.get_by_label("Met", exact=True).check()
    tab.locator("[data-next]").click()

    expect(tab.get_by_role("heading", name="Section F: five points to look at")).to_be_visible()
    tab.locator(".gt-findings > li").nth(1).get_by_label("Agree").check()
    tab.get_by_role("button", name="Save what you said").click()

    assert Verdict.objects.get().answer == "agree"
    assert Judgement.objects.get(code=last).answer == "met"


@pytest.mark.parametrize("width", WIDTHS.values())
def test_points_are_accessible_and_fit(opened, review, width):
    answer(review, codes_of(review), "partly")
    answer(review, codes_of(review)[:1], "met")
    problems = look(opened("?section=F", width=width), "points-ready", width)
    workflow.show_points(review=review, by=review.moderator, section="F")
    first, second, *_ = Finding.objects.order_by("number")
    for finding, value in ((first, "agree"), (second, "not-a-problem")):
        workflow.judge_point(
            review=review, by=review.moderator, finding=finding.pk, field="answer", value=value, version=0
        )
    workflow.say_missed(
        review=review, by=review.moderator, section="F", quote="", rule="boilerplate", words="Reads like a leaflet"
    )
    problems += look(opened("?section=F&points=1", width=width), "points", width)

    assert problems == []


@pytest.mark.parametrize("width", WIDTHS.values())
def test_what_was_noticed_is_read_afterwards_at_every_width(browser, live_server, cast, width):
    version = make_version(make_plan(cast.amina), stage=VersionStage.READY)
    make_screening(version, findings=3)
    moderation = workflow.open_moderation(version=version, origin=Moderation.Origin.CHANCE)
    by = moderation.moderator
    review = workflow.start_review(moderation=moderation, by=by)
    for code in asked_in(moderation).section("F").codes:
        say(review, by, code, answer="met")
    workflow.show_points(review=review, by=by, section="F")
    finding = Finding.objects.filter(section="F").first()
    workflow.judge_point(review=review, by=by, finding=finding.pk, field="answer", value="agree", version=0)
    hand_in(review, by)
    letter = sent(Moderation.objects.get(pk=moderation.pk), by)
    writer = moderation.version.writer
    made = workflow.challenge(letter=letter, by=writer, text="It does.", point=letter.points.first())
    problems = []
    for name, post, path in (("read", by, ""), ("decide", made.senior, f"challenges/{made.pk}/")):
        context = context_for(browser, live_server.url, post, viewport={"width": width, "height": 1000})
        tab = context.new_page()
        tab.goto(f"/moderations/{moderation.reference}/{path}")
        fold = tab.locator("#noticed ~ details").first
        if fold.get_attribute("open") is None:
            fold.locator("summary").press("Enter")
        expect(fold.get_by_text("Agree", exact=True).first).to_be_visible()
        if os.environ.get("PICTURES"):
            tab.screenshot(path=f"{os.environ['PICTURES']}/noticed-{name}-{width}.png", full_page=True)
        problems += [f"{name}: {one}" for one in axe(tab)] + [f"{name}: too wide"] * (sideways(tab) > 0)
        context.close()

    assert problems == []
