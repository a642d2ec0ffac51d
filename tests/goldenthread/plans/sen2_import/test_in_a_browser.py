"""A return is brought in by the lead in a real browser, applied, and its data quality looked at; axe at three widths."""

import pytest
from playwright.sync_api import expect

from goldenthread.plans.models import Child
from tests.browser import WIDTHS, axe, context_for, sideways
from tests.ehcp.sen2.returns import as_xml, person

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def test_a_return_is_looked_at_before_it_changes_anything_and_applied(cast, live_server, browser, tmp_path):
    file = tmp_path / "sen2.xml"
    file.write_bytes(as_xml([person()], {"LEA": cast.authority.code}))
    context = context_for(browser, live_server.url, cast.lena, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto("/plans/")
    page.get_by_role("link", name="SEN2").first.click()
    page.goto(page.url.rstrip("/") + "/new/")
    page.locator("input[type=file]").first.set_input_files(file)
    page.locator("main form button").first.click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert Child.objects.count() == 0

    for width in WIDTHS.values():
        page.set_viewport_size({"width": width, "height": 900})
        for address in (page.url, "/plans/sen2/", "/plans/data-quality/"):
            page.goto(address)
            assert axe(page) == [], address
            assert not sideways(page), address
    context.close()
