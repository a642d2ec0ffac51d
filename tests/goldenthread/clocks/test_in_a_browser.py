"""An assistant's morning with the deadlines, and a plan that is late: in a real browser, with axe."""

import datetime as dt
import re

import pytest
from playwright.sync_api import Page, expect

from goldenthread.clocks import workflow
from goldenthread.clocks.models import Clock
from goldenthread.plans.models import Assessment, Plan, Review
from tests.browser import WIDTHS, axe, context_for, sideways
from tests.factories import make_child, make_plan

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
ON = dt.date(2026, 12, 1)
DAY = dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr("goldenthread.world.today", lambda: ON)


@pytest.fixture
def opened(live_server, browser):
    """Opens a page as somebody, in a browser of their own; all are closed at the end."""
    contexts = []

    def open_as(post, address: str, width: int = 1280) -> Page:
        context = context_for(browser, live_server.url, post, viewport={"width": width, "height": 900})
        contexts.append(context)
        page = context.new_page()
        page.goto(address)
        return page

    yield open_as
    for context in contexts:
        context.close()


@pytest.fixture
def plan(today, cast) -> Plan:
    """A late plan of Amina's, with which Sam helps: its twenty weeks ended four days ago."""
    child = make_child(cast.authority, first_name="Wren", last_name="Tolland")
    plan = make_plan(cast.amina, child=child, requested_on=ON - 144 * DAY, assistant=cast.sam, made_on=None)
    Assessment.objects.filter(pk=plan.assessment_id).update(outcome="open", decided_on=ON - 110 * DAY)
    reviewed = make_plan(cast.amina, made_on=ON - 350 * DAY, assistant=cast.sam)
    workflow.reckon(child_ids=[child.pk, reviewed.child_id])
    return plan


def type_day(page: Page, name: str, day: dt.date) -> None:
    for part, value in (("day", day.day), ("month", day.month), ("year", day.year)):
        page.locator(f"[name={name}_{part}]").fill(str(value))


def test_an_assistant_s_morning(cast, plan, opened):
    page = opened(cast.sam, "/")
    page.get_by_role("link", name=re.compile("at risk")).click()
    expect(page.get_by_role("heading", level=1, name="Deadlines")).to_be_visible()
    row = page.get_by_role("row", name=re.compile("Annual review"))
    expect(row).to_contain_text("No review meeting is arranged")

    row.get_by_role("link").click()
    page.get_by_role("button", name="Record a review").click()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("Enter the day of the review meeting")
    type_day(page, "meeting_on", ON + 10 * DAY)
    page.get_by_role("button", name="Save").click()

    expect(page.locator("main")).to_contain_text("Review of 11 December 2026")
    assert Review.objects.get().meeting_on == ON + 10 * DAY
    # The meeting is arranged, so what was at risk for want of one now says what is wrong with its day.
    page.goto("/deadlines/?list=risk&code=annual-review")
    expect(page.locator("main")).to_contain_text("The meeting is too late for the decision to follow in time")


def test_a_late_plan_is_explained_and_stays_late(cast, plan, opened):
    page = opened(cast.ben, "/deadlines/")
    row = page.get_by_role("row", name=re.compile("Wren Tolland"))
    expect(row).to_contain_text("4 late")
    expect(row).to_contain_text("No draft has come in")

    row.get_by_role("link").click()
    page.get_by_role("link", name=re.compile("Decide on an exception to: Final plan")).click()
    page.get_by_label(re.compile("away from the area")).check()
    type_day(page, "from_on", ON - 90 * DAY)
    type_day(page, "until_on", ON - 80 * DAY)
    page.get_by_label("Evidence").fill("The family’s letter, in the case file.")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("at least four weeks on end")
    assert page.get_by_label("Evidence").input_value() == "The family’s letter, in the case file."
    type_day(page, "until_on", ON - 50 * DAY)
    page.get_by_role("button", name="Save").click()

    expect(page.locator("main")).to_contain_text("Exception:")
    expect(page.locator("main")).to_contain_text("4 days late")
    clock = Clock.objects.get(code="final-plan", child=plan.child)
    assert (clock.limb, clock.due_on) == ("away", ON - 4 * DAY)
    page.goto("/figures/level-1/")
    expect(page.get_by_role("row", name=re.compile("^Final plan"))).to_contain_text("1")


@pytest.mark.parametrize("width", WIDTHS.values())
def test_every_page_of_the_deadlines_is_accessible_and_fits(cast, plan, opened, width):
    workflow.record_objection(child=plan.child, by=cast.lena, ground="family", told_on=ON)
    workflow.record_transfer(plan=plan, by=cast.sam, into="school", moves_on=dt.date(2027, 9, 1))
    workflow.record_review(plan=plan, by=cast.sam, days={"meeting_on": ON - 30 * DAY}, outcome="open")
    started = workflow.start_clock(child=plan.child, by=cast.sam, code="mediation-arrange", began_on=ON - 3 * DAY)
    clock = Clock.objects.get(code="final-plan", child=plan.child)
    child = f"/deadlines/children/{plan.child.reference}/"
    pages = ["/deadlines/", "/deadlines/?list=all", "/deadlines/countdown/", "/deadlines/without-a-plan/", child]
    pages += [f"{child}{one}/" for one in ("review", "move", "start", "objection", f"exception/{clock.pk}")]
    pages += [f"{child}started/{started.pk}/", f"{child}objection/{plan.child.objections.get().pk}/end/"]
    pages += ["/figures/level-1/"]

    page = opened(cast.lena, "/", width)
    wrong = []
    for address in pages:
        answer = page.goto(address)
        wrong += [f"{address}: {answer.status}"] if answer.status != 200 else []
        wrong += [f"{address} at {width}: {found}" for found in axe(page)]
        wrong += [f"{address} at {width}: {sideways(page)} px too wide"] if sideways(page) > 0 else []
    assert wrong == []


def test_without_script_the_lists_and_forms_work(cast, plan, live_server, browser):
    context = context_for(browser, live_server.url, cast.sam, java_script_enabled=False)
    page = context.new_page()
    page.goto("/deadlines/")
    page.get_by_label("Work").select_option("requests")
    page.get_by_role("button", name="Show").click()
    page.get_by_role("link", name="Wren Tolland").first.click()
    page.get_by_role("button", name="Record a move").click()
    page.get_by_label("Into or between schools").check()
    type_day(page, "moves_on", dt.date(2027, 9, 1))
    page.get_by_role("button", name="Save").click()
    expect(page.locator("main")).to_contain_text("Move on 1 September 2027")
    context.close()
