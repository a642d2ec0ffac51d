"""An assistant answers a check, with and without script; axe at three widths."""

import re

import pytest
from playwright.sync_api import expect

from goldenthread.compliance.models import Check
from tests.browser import WIDTHS, axe, context_for, sideways

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("with_script", [True, False], ids=["with script", "without"])
def test_an_assistant_answers_what_the_checks_left_open(cast, live_server, browser, screened, with_script):
    version = screened(cast.amina, assistant=cast.sam)
    context = context_for(
        browser, live_server.url, cast.sam, viewport={"width": 1280, "height": 900}, java_script_enabled=with_script
    )
    page = context.new_page()
    page.goto("/")
    page.get_by_role("link", name=re.compile("compliance check of 1 plan")).click()
    page.get_by_role("row", name=re.compile(version.plan.reference)).get_by_role("link").click()

    point = page.get_by_role("region", name="Is every page about this child?")
    point.get_by_text("Yes", exact=True).click()
    point.get_by_label("Note").fill("Read from the first page to the last")
    page.get_by_role("button", name="Save the answers").click()

    expect(page.get_by_text("Saved: 1 answer.")).to_be_visible()
    expect(point).to_contain_text(cast.sam.name)
    assert Check.objects.get().points.get(code="X1").state == "met"
    context.close()


@pytest.mark.parametrize("width", WIDTHS.values(), ids=list(WIDTHS))
def test_the_pages_have_no_fault_of_access_and_do_not_scroll_sideways(cast, live_server, browser, screened, width):
    version = screened(cast.amina, assistant=cast.sam)
    context = context_for(browser, live_server.url, cast.sam, viewport={"width": width, "height": 900})
    page = context.new_page()
    for address in ("/compliance/", f"/compliance/{version.plan.reference}/1/"):
        page.goto(address)
        assert axe(page) == []
        assert not sideways(page)
    context.close()
