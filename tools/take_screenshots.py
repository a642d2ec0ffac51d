"""Take the pictures of the guide again: the demonstration in a throw-away folder, served as `make run` serves it.

make guide                                                     all of them
.venv/bin/python tools/take_screenshots.py the_writers_check   those of one scene
"""

import contextlib
import csv
import io
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.journeys import moderating

from tools.find_browser import browser as installed_browser

PICTURES = Path(__file__).parents[1] / "docs" / "guide" / "pictures"
PASSWORD = "sandbourne-by-the-sea"
LEAD, ASSISTANT = "bethan.roscoe", "ada.umber"
# Whoever of them has something to do is shown at it.
SENIORS = ("mair.ellwood", "ruth.pargeter", "jonas.adeyemi")
# Officers, one of whom has a plan whose golden thread breaks off.
WRITERS = ("ewan.castellane", "priya.dunmore", "halima.brook", "callum.estevez")
LONGEST_SCREENING = 300  # seconds: the demonstration screens its plans while the first pictures are taken
LONG_ENOUGH = re.compile(r".{60}")
MODERATIONS = "main .gt-work h3 a[href^='/moderations/']"
DESK, PHONE = {"width": 1280, "height": 860}, {"width": 360, "height": 720}


def main() -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    scenes = (signing_in, the_assistants_part, the_writers_check, the_leads_month, the_seniors_month)
    wanted = [scene for scene in scenes if scene.__name__ in sys.argv[1:] or not sys.argv[1:]]
    with served() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=installed_browser(), args=["--no-sandbox"])
        for take in wanted:
            take(Guest(browser, address))
        browser.close()
    for file in sorted(PICTURES.glob("*.png")):
        print(f"{file.name:32} {file.stat().st_size / 1000:5.0f} KB")


@contextlib.contextmanager
def served() -> Iterator[str]:
    """The demonstration with its server, worker and clock, in a folder that goes away afterwards."""
    folder = tempfile.mkdtemp(prefix="golden-thread-guide-")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {**os.environ, "GOLDEN_THREAD_VAR": folder, "DEMONSTRATION": "1"}
    environment.pop("DATABASE_URL", None)
    command = [sys.executable, "-m", "goldenthread.command", "run", "--demo", "--port", str(port)]
    server = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(f"{address}/service/alive/", server)
        yield address
    finally:
        server.terminate()
        server.wait(20)
        shutil.rmtree(folder, ignore_errors=True)


def _wait_for(url: str, server: subprocess.Popen) -> None:
    for _ in range(600):
        with contextlib.suppress(OSError):
            urllib.request.urlopen(url, timeout=2)
            return
        if server.poll() is not None:
            sys.exit("The server ended before it was ready.")
        time.sleep(0.5)
    sys.exit("The server was not ready in five minutes.")


class Guest:
    """A browser that signs in as one person after another and takes pictures of what they see."""

    def __init__(self, browser: Browser, address: str):
        self.browser, self.address = browser, address
        self.page: Page = None  # type: ignore[assignment]

    def comes_as(self, who: str) -> Page:
        context = self.browser.new_context(base_url=self.address, viewport=DESK, device_scale_factor=1)
        context.set_default_timeout(30_000)
        self.page = context.new_page()
        self.page.goto("/")
        if who:
            self.page.get_by_label("E-mail address").fill(f"{who}@sandbourne.example")
            self.page.get_by_label("Password").fill(PASSWORD)
            self.press("Sign in")
            self.page.wait_for_url(f"{self.address}/")
        return self.page

    def comes_as_one_with(self, people: tuple[str, ...], what: str) -> Page:
        """As the first of these people whose own work shows this."""
        for who in people:
            page = self.comes_as(who)
            if page.locator(what).count():
                return page
        raise SystemExit(f"None of {', '.join(people)} has {what} to do: choose others in tools/take_screenshots.py.")

    def press(self, name: str | re.Pattern) -> None:
        self.page.get_by_role("button", name=name).first.click()

    def follow(self, name: str | re.Pattern) -> None:
        main = self.page.locator("main")
        main.get_by_role("link", name=name).or_(main.get_by_role("button", name=name)).first.click()

    def picture(self, name: str, *, phone: bool = False, top: str = "", height: int = 0) -> None:
        """What the window shows, as docs/guide/pictures/NAME-1280.png; `top` is brought to its upper edge."""
        size = PHONE if phone else {**DESK, "height": height or DESK["height"]}
        self.page.set_viewport_size(size)
        if top:
            self.page.locator(top).first.evaluate("one => one.scrollIntoView({block: 'start'})")
        else:
            self.page.evaluate("scrollTo(0, 0)")
        self.page.wait_for_timeout(300)
        shot = self.page.screenshot(animations="disabled", caret="hide")
        # Few colours are in use, so 256 of them are enough and a quarter of the size.
        image = Image.open(io.BytesIO(shot)).convert("RGB").quantize(256, dither=Image.Dither.NONE)
        image.save(PICTURES / f"{name}-{size['width']}.png", optimize=True)
        self.page.set_viewport_size(DESK)


# --- What is taken ------------------------------------------------------------------------------


def signing_in(guest: Guest) -> None:
    guest.comes_as("")
    guest.picture("sign-in", height=560)
    guest.picture("sign-in", phone=True)


# standard -> answer, and what the writer is told
QUOTED = {
    "A1": ("Met", ""),
    "E1": ("Met", ""),
    "F2": ("Partly met", "Say how often and for how long. The advice has it: carry it over."),
}


def the_seniors_month(guest: Guest) -> None:
    page = guest.comes_as_one_with(SENIORS, MODERATIONS)
    guest.picture("my-work")
    guest.picture("my-work", phone=True)
    address = page.locator(MODERATIONS).last.get_attribute("href").split("?")[0]
    writer = ""
    for code, (answer, comment) in QUOTED.items():
        page.goto(f"{address}?standard={code}")
        writer = writer or page.locator(".gt-case").inner_text().split("written by ")[1].split("Moderation")[0].strip()
        page.locator("[data-plan] [data-block]").filter(has_text=LONG_ENOUGH).first.click(click_count=3)
        page.keyboard.press("Control+e")
        page.locator("[data-evidence-list] [data-chip]").first.wait_for()
        moderating.answer(page, answer)
        if comment:
            moderating.say(page, code, comment=comment, origin="The drafting", who="The casework officer")
        moderating.saved(page)
    page.reload()
    guest.picture("moderate")
    guest.picture("moderate", phone=True)
    page.goto(address)
    moderating.answer_the_rest(page)
    page.get_by_role("radio", name="Good", exact=True).check()
    page.get_by_label("Why do you judge it so?").fill(
        "One would know this child from the first page. One line cannot be checked as it stands."
    )
    moderating.saved(page)
    page.reload()
    guest.picture("judge")
    guest.press("Lock my judgement")
    moderating.find(
        guest,
        summary="A plan that knows its child. One line of provision has to be made specific.",
        gap="The weak line is the one that this family would lean on first.",
        needs="Before it is served",
    )
    moderating.saved(page)
    moderating.name_strength(guest, "I could hear who this plan is about before I came to the needs.", place=1)
    moderating.name_strength(guest, "Something that this child would care about, with a day to look at it.", place=2)
    moderating.recommend(
        guest, "Carry the frequency and the length of each session over from the advice.", to="The casework officer"
    )
    page.reload()
    guest.picture("findings", height=1000)
    moderating.hand_in(guest)
    opening = "I read your draft this afternoon. This is what works, and what I would change before it goes."
    moderating.write_letter(guest, opening=opening, outcome="Amend first", to_amend=True)
    guest.press("Send the letter")
    page.get_by_text("Not answered yet").wait_for()
    the_officers_part(guest, writer)


def the_officers_part(guest: Guest, writer: str) -> None:
    page = guest.comes_as(writer.lower().replace(" ", "."))
    guest.picture("my-work-officer", height=640)
    page.locator("main a[href*='/letter/']").first.click()
    page.locator(".gt-letter").wait_for()
    guest.picture("letter", height=1100)
    page.goto("/".join(page.locator("main a[href^='/plans/']").first.get_attribute("href").split("/")[:3]) + "/")
    page.get_by_role("heading", name="Versions").wait_for()
    guest.picture("plan")


def the_assistants_part(guest: Guest) -> None:
    page = guest.comes_as(ASSISTANT)
    page.goto("/plans/")
    guest.picture("plans")
    page.goto("/plans/upload/")
    guest.picture("upload", height=640)
    page.goto("/plans/import/new/")
    page.locator("input[type=file]").set_input_files(
        {"name": "weekly.csv", "mimeType": "text/csv", "buffer": extract()}
    )
    guest.press("Go on to its columns")
    page.get_by_role("heading", name="Match the columns").wait_for()
    guest.picture("import-columns")
    guest.press("Go on to the values")
    page.get_by_role("heading", name="Match the values").wait_for()
    guest.press("Compare with the register")
    page.get_by_text("Nothing has been changed yet").wait_for()
    guest.picture("import-preview")


def _shown_with_holes(guest: Guest, who: str) -> bool:
    page = guest.comes_as(who)
    page.goto("/plans/")
    plans = [one.get_attribute("href") for one in page.locator("main table a[href^='/plans/']").all()]
    for plan in list(dict.fromkeys(plans))[:8]:
        page.goto(plan)
        if not page.locator("a[href$='/self-check/']").count():
            continue
        check = page.locator("a[href$='/self-check/']").first.get_attribute("href")
        page.goto(check.replace("/self-check/", "/thread/"))
        if page.locator("[data-thread] .gt-hole").count() > 2:
            guest.picture("golden-thread", height=1500)
            guest.picture("golden-thread", phone=True, top=".gt-strands h2:has(+ ol .gt-strand-hole)")
            page.goto(check)
            guest.picture("self-check", top=".gt-check-part:has(.gt-findings > li + li)", height=1000)
            return True
    return False


def the_writers_check(guest: Guest) -> None:
    """A plan of an officer with something to look at and a thread that ends. Its plans may still be being screened."""
    until = time.monotonic() + LONGEST_SCREENING
    while time.monotonic() < until:
        if any(_shown_with_holes(guest, who) for who in WRITERS):
            return
    raise SystemExit(
        "No plan of theirs has three holes in its thread: choose other writers in tools/take_screenshots.py."
    )


def the_leads_month(guest: Guest) -> None:
    page = guest.comes_as(LEAD)
    for name, address in (
        ("console", "/level-3/"),
        ("figures", "/figures/"),
        ("people", "/people/"),
        ("invite", "/people/invite/"),
        ("settings", "/people/settings/"),
        ("draws", "/level-3/draws/"),
    ):
        page.goto(address)
        guest.picture(name)
        if name in ("console", "figures"):
            guest.picture(name, phone=True)
    page.locator("main table a").first.click()
    page.get_by_role("heading", level=1).wait_for()
    guest.picture("receipt")


def extract() -> bytes:
    """An extract of the made-up case system: some known, some new, one that must be refused."""
    rows = [
        ["Person ID", "Forename", "Surname", "DOB", "School", "Primary Need", "Request Date", "Plan Type", "Case Officer"],
        ["88001", "Rowan", "Silverthorn", "14/02/2019", "Marram Bank Primary School", "ASD", "21/09/2026", "New", "Priya Dunmore"],
        ["88002", "Nell", "Penney", "30/08/2012", "Cawdale Road High School", "SEMH", "28/09/2026", "New", "Ewan Castellane"],
        ["", "Casper", "Oyewale", "03/06/2016", "", "SLCN", "", "", ""],
    ]  # fmt: skip
    target = io.StringIO()
    csv.writer(target).writerows(rows)
    return target.getvalue().encode()


if __name__ == "__main__":
    main()
