import os

import pytest
from playwright.sync_api import sync_playwright

from tests.goldenthread.ui.little_server import LittleServer

ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


@pytest.fixture(scope="module")
def chromium():
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def server():
    little = LittleServer()
    yield little
    little.stop()


@pytest.fixture
def opened(chromium, server):
    """Opens the moderation example: opened(width=..., script=True, ...) -> page. Complaints of the browser fail the test."""
    contexts, complaints = [], []

    def open_page(width: int = 1280, height: int = 900, *, script: bool = True, again_in=None, **more):
        context = again_in or chromium.new_context(
            viewport={"width": width, "height": height}, java_script_enabled=script, **more
        )
        if again_in is None:
            contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "console", lambda said: complaints.append(said.text) if "Content Security Policy" in said.text else None
        )
        page.goto(server.url + "/")
        page.wait_for_load_state("networkidle")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []
