"""A real Chromium for the tests: started once, signed in by cookie, looked at by axe."""

import contextlib
import json
import os
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from tools.find_browser import browser as installed_browser

from goldenthread.people.models import Post
from tests.conftest import sign_in

# Playwright keeps an event loop in this thread; the tests' database calls are ordinary ones.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
AXE = Path(__file__).parent / "vendor" / "axe.min.js"
WIDTHS = {"phone": 360, "tablet": 768, "desk": 1280}
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@contextlib.contextmanager
def chromium() -> Iterator[Browser]:
    """One browser. The machine must have Chromium (`make setup` sees to it)."""
    path = installed_browser()
    assert path, "The browser tests need Chromium: run make setup."
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        try:
            yield browser
        finally:
            browser.close()


def context_for(browser: Browser, address: str, post: Post | None = None, **given) -> BrowserContext:
    """A browser of its own for one person, signed in unless `post` is None."""
    context = browser.new_context(base_url=address, **given)
    context.set_default_timeout(20_000)
    # How long a page may take says something of the machine; a page that never shows it fails all the same.
    expect.set_options(timeout=20_000)
    if post is not None:
        cookie = sign_in(post).cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": address}])
    return context


def axe(page: Page) -> list[str]:
    """What axe finds on the page as it is: rule, how many places, the first of them. Empty is well."""
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate(f"axe.run(document, {json.dumps(RULES)})")
    return [f"{one['id']} ({len(one['nodes'])}): {one['nodes'][0]['html'][:160]}" for one in found["violations"]]


def sideways(page: Page) -> int:
    """How many pixels the page is wider than its window: nothing may make it scroll sideways."""
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
