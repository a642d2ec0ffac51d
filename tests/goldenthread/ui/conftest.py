import pytest

from tests.goldenthread.ui.little_server import LittleServer


@pytest.fixture
def server():
    little = LittleServer()
    yield little
    little.stop()


@pytest.fixture
def opened(browser, server):
    """Opens the moderation example: opened(width=..., script=True, ...) -> page. Complaints of the browser fail the test."""
    contexts, complaints = [], []

    def open_page(width: int = 1280, height: int = 900, *, script: bool = True, again_in=None, **more):
        context = again_in or browser.new_context(
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
