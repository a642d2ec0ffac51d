"""Somebody at a browser of their own: accepting, signing in with a second step, saving, being looked at."""

import base64
import hashlib
import hmac
import re
import struct
import time

from playwright.sync_api import Browser, Page, expect

from tests.browser import WIDTHS, axe, context_for, sideways

PASSWORD = "seven lanterns over the quay"


def code_of(secret: str) -> str:
    """The six digits that an authenticator app shows for this secret now (RFC 6238, SHA-1, 30 seconds)."""
    step = struct.pack(">Q", int(time.time()) // 30)
    digest = hmac.new(base64.b32decode(secret), step, hashlib.sha1).digest()
    place = digest[-1] & 15
    number = struct.unpack(">I", digest[place : place + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06}"


class Somebody:
    """A person and their browser. `page` is the tab that they use."""

    def __init__(self, browser: Browser, address: str, name: str, **context):
        self.name, self.password, self.secret = name, PASSWORD, ""
        self.email = f"{name.lower().replace(' ', '.')}@tidewell.example"
        self.problems: list[str] = []
        self.context = context_for(browser, address, **{"viewport": {"width": 1280, "height": 900}, **context})
        self.page = self.context.new_page()

    # The way in

    def accept(self, link: str) -> None:
        """From the link of the invitation to one's own work, with a password and a second step set up."""
        self.page.goto(link)
        expect(self.page.get_by_role("heading", level=1)).to_have_text(f"Welcome, {self.name}")
        self.page.get_by_label("Choose a password").fill(self.password)
        self.press("Accept the invitation")
        self.give_password()
        expect(self.page.get_by_role("heading", level=1)).to_have_text("Switch on the second step")
        self.page.get_by_text("I cannot scan it").click()
        self.secret = self.page.locator(".gt-mono").inner_text()
        self.page.get_by_label("six digits").fill(self.fresh_code())
        self.press("Switch it on")
        expect(self.page.get_by_role("heading", level=1)).to_have_text("Recovery codes")
        self.page.get_by_role("link", name="Go to your work").click()
        expect(self.page.get_by_role("heading", level=1)).to_have_text("My work")

    def sign_in(self) -> None:
        """With the password and the code of a phone."""
        self.page.goto("/")
        self.give_password()
        expect(self.page.get_by_role("heading", level=1)).to_have_text("Second step")
        self.page.get_by_label("Code from your authenticator app").fill(self.fresh_code())
        self.press("Sign in")
        expect(self.page.get_by_role("heading", level=1)).to_have_text("My work")

    def give_password(self) -> None:
        self.page.get_by_label("E-mail address").fill(self.email)
        self.page.get_by_label("Password").fill(self.password)
        self.press("Sign in")

    def fresh_code(self) -> str:
        """A code that is still good when it arrives: the service takes that of the running half minute alone."""
        left = 30 - time.time() % 30
        if left < 4:
            time.sleep(left + 0.1)
        return code_of(self.secret)

    def sign_out(self) -> None:
        self.page.get_by_role("button", name="Sign out").first.click()
        self.page.goto("/")
        expect(self.page.get_by_role("heading", level=1)).to_have_text("Sign in")

    # On a page

    def press(self, name: str, page: Page | None = None) -> None:
        (page or self.page).get_by_role("button", name=name).first.click()

    def follow(self, name: str | re.Pattern) -> None:
        """A link of the page, drawn as a link or as a button."""
        main = self.page.locator("main")
        main.get_by_role("link", name=name).or_(main.get_by_role("button", name=name)).first.click()

    def go(self, name: str) -> None:
        """By the main navigation."""
        self.page.get_by_role("navigation", name="Main").get_by_role("link", name=name, exact=True).click()

    def reads(self, words: str | re.Pattern) -> None:
        """These words stand in the main part of the page."""
        expect(self.page.locator("main")).to_contain_text(words)

    def reference(self, room: str) -> str:
        """The reference in this page's address: /plans/K7QM-4TB/versions/1/ gives K7QM-4TB."""
        found = re.search(rf"/{room}/([^/?#]+)", self.page.url)
        assert found, f"{self.page.url} is no page of {room}"
        return found[1]

    def look(self, what: str) -> None:
        """Axe at three widths, and nothing may scroll sideways. What is wrong is kept in `problems`."""
        for width in WIDTHS.values():
            self.page.set_viewport_size({"width": width, "height": 900})
            if (wide := sideways(self.page)) > 0:
                self.problems.append(f"{what} at {width}: {wide} px too wide")
            found = axe(self.page)
            if found:
                # The bar at the foot may cover half of a control wherever one has scrolled to. What is wrong with the
                # page itself is still wrong a little further down.
                self.page.evaluate(
                    "for (const one of document.querySelectorAll('html, body *')) "
                    "if (one.scrollHeight > one.clientHeight + 1) one.scrollTop += 150"
                )
                again = axe(self.page)
                found = [one for one in found if not one.startswith("target-size") or one in again]
            self.problems += [f"{what} at {width}: {one}" for one in found]
        self.page.set_viewport_size({"width": 1280, "height": 900})
