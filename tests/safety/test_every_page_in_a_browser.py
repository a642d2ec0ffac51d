"""Every page of the service in a real browser at three widths: axe is content, nothing runs over, nothing is blocked.

The pages are those of the crawl, with something at every stage behind them; the browser is handed them and the static
files, with the headers that they were sent with. What pages do when one presses something is for the journeys.
"""

import mimetypes
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.contrib.staticfiles import finders

from tests.browser import WIDTHS, axe, sideways
from tests.safety.crawl import Crawl, Visit, crawl

pytestmark = [pytest.mark.django_db, pytest.mark.browser, pytest.mark.slow]

ADDRESS = "http://golden-thread.test"
KEPT_HEADERS = ("Content-Type", "Content-Security-Policy")


@pytest.fixture(scope="module")
def crawled(world, asker) -> Crawl:
    return crawl(world, asker)


def fullest(crawled: Crawl) -> dict[str, Visit]:
    """Of each address the page of the role that is shown most, by the name of the address."""
    found: dict[str, Visit] = {}
    for visit in crawled.pages:
        if visit.name not in found or len(visit.answer.body) > len(found[visit.name].answer.body):
            found[visit.name] = visit
    return found


def test_every_page_is_accessible_and_fits_at_three_widths(crawled, browser):
    pages = fullest(crawled)
    assert len(pages) > 60
    answers = {visit.url: visit.answer for visit in pages.values()}
    problems: list[str] = []

    def answer(route, request):
        parts = urlsplit(request.url)
        if parts.path.startswith("/static/"):
            file = finders.find(parts.path.removeprefix("/static/"))
            if file is None:
                problems.append(f"{parts.path} is not there")
                return route.fulfill(status=404)
            kind = mimetypes.guess_type(file)[0] or "application/octet-stream"
            return route.fulfill(body=Path(file).read_bytes(), content_type=kind)
        page = answers.get(f"{parts.path}?{parts.query}" if parts.query else parts.path)
        if page is None:  # what a page's script asks for, a sign of life or a part of a page
            return route.fulfill(status=204)
        headers = {name: page.headers[name] for name in KEPT_HEADERS if name in page.headers}
        return route.fulfill(body=page.body, headers=headers)

    for size, width in WIDTHS.items():
        context = browser.new_context(viewport={"width": width, "height": 900})
        context.route("**/*", answer)
        tab = context.new_page()
        said: list[str] = []
        tab.on("console", lambda message, said=said: said.append(message.text) if message.type == "error" else None)
        tab.on("pageerror", lambda error, said=said: said.append(str(error)))
        for name, visit in sorted(pages.items()):
            said.clear()
            tab.goto(ADDRESS + visit.url)
            wide = sideways(tab)
            # A bar that sticks to the foot covers what is scrolled under it: ask with nothing scrolled.
            tab.set_viewport_size({"width": width, "height": 100 + tab.evaluate("document.body.scrollHeight")})
            problems += [f"{name} as {visit.role}, {size}: {each}" for each in axe(tab)]
            problems += [f"{name}, {size}: {wide} px too wide"] if wide > 0 else []
            problems += [f"{name}, {size}, console: {each}" for each in said]
            tab.set_viewport_size({"width": width, "height": 900})
        context.close()
    assert problems == []
