"""How a senior moderates in the browser: standard by standard, then the judgement, the findings, the letter."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import Page, expect

if TYPE_CHECKING:
    from tests.journeys.somebody import Somebody

# Words with which the computed profile speaks: they may stand nowhere before the judgement is locked.
REVEALING = ("Your answers add up to", "% of the marks")


def open_standard(page: Page) -> str:
    """The code of the standard that stands open on the page."""
    return page.locator("[data-open-standard]").get_attribute("data-open-standard")


def answer(page: Page, label: str) -> None:
    page.locator("[data-open-standard]").get_by_role("radio", name=label, exact=True).check()


def saved(page: Page) -> None:
    """Everything on the page has reached the server."""
    expect(page.locator("[data-saved]").first).to_have_attribute("data-state", "saved")


def say(page: Page, code: str, *, comment: str = "", origin: str = "", who: str = "") -> None:
    """The words, the origin and who should act, for the open standard."""
    if comment:
        page.locator(f"#{code}-comment").fill(comment)
    if origin:
        page.locator(f"#{code}-origin").select_option(label=origin)
    if who:
        page.locator(f"#{code}-who_should_act").select_option(label=who)


def save_and_go_on(page: Page) -> None:
    """By the key; the next page is there when it is over."""
    before = page.url
    page.keyboard.press("Control+Enter")
    # The address may change within the page, without a load of its own.
    page.wait_for_function("before => location.href !== before", arg=before)
    page.wait_for_load_state()


def press_and_go_on(page: Page) -> None:
    """By the button of the bottom bar, as without script."""
    page.locator("[data-next]").click()


def agree_with_the_first_point(page: Page) -> None:
    """What the checks noticed stands where the standards stood: say something of the first point."""
    first = page.locator(".gt-findings > li").first
    if first.get_by_role("radio", name="Agree", exact=True).is_visible():
        first.get_by_role("radio", name="Agree", exact=True).check()


def answer_the_rest(page: Page, *, go_on=save_and_go_on, most: int = 60) -> list[str]:
    """Answer what is left, one standard after the other; gives their codes in the order in which they came."""
    seen = []
    for _ in range(most):
        if page.url.split("?")[0].endswith("/judgement/"):
            return seen
        if "points=" in page.url:
            agree_with_the_first_point(page)
            go_on(page)
            continue
        code = open_standard(page)
        seen.append(code)
        if not page.locator("[data-open-standard] input[name=answer]:checked").count():
            answer(page, "Met")
        content = page.content()
        assert not [words for words in REVEALING if words in content], f"{code} tells the profile"
        go_on(page)
    raise AssertionError(f"Still not at the judgement after {seen}")


def judge(somebody: Somebody, label: str, why: str) -> None:
    page = somebody.page
    expect(page.get_by_role("heading", level=1)).to_contain_text("Your overall judgement")
    page.get_by_role("radio", name=label, exact=True).check()
    page.get_by_label("Why do you judge it so?").fill(why)
    somebody.press("Lock my judgement")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Your findings")


def find(somebody: Somebody, *, summary: str, gap: str, needs: str) -> None:
    """Summary, the reason for a gap where one is asked for, and whether the plan needs correcting."""
    page = somebody.page
    if page.get_by_label("What explains the gap?").count():
        page.get_by_label("What explains the gap?").fill(gap)
    page.get_by_label("Summary of what you found").fill(summary)
    page.get_by_role("radio", name=needs, exact=True).check()


def name_strength(somebody: Somebody, text: str, *, quote: str = "", place: int = 1) -> None:
    """With words pasted from the plan, or with a quote of this review (the first unless told)."""
    page = somebody.page
    form = page.locator("[data-part=strength]")
    if not form.get_by_label("What is good about it?").is_visible():
        page.get_by_text("Name a strength").click()
    form.get_by_label("What is good about it?").fill(text)
    if quote:
        form.get_by_label("Or paste the words from the plan").fill(quote)
    else:
        form.get_by_label("Quote").select_option(index=place)
    form.get_by_role("button", name="Add this strength").click()
    expect(page.locator("main").get_by_text(text, exact=True)).to_be_visible()


def recommend(somebody: Somebody, text: str, *, to: str) -> None:
    page = somebody.page
    form = page.locator("[data-part=recommendation]")
    if not form.get_by_label("What should change?").is_visible():
        page.get_by_text("Recommend a change").click()
    form.get_by_label("What should change?").fill(text)
    form.get_by_label("For whom?").select_option(label=to)
    form.get_by_role("button", name="Add this recommendation").click()
    expect(page.locator("main").get_by_text(text, exact=True)).to_be_visible()


def hand_in(somebody: Somebody) -> None:
    somebody.page.get_by_label(re.compile("how many minutes")).fill("35")
    somebody.press("Hand in the review")
    handed_in = somebody.page.get_by_role("heading", level=1, name=re.compile("is handed in"))
    expect(somebody.page.locator("#doubts").or_(handed_in)).to_be_visible()
    if somebody.page.locator("#doubts").is_visible():
        # It asks once about answers that sit ill together and about missing quotes; pressing again records that it may go.
        somebody.press("Hand in the review")
    expect(somebody.page.get_by_role("heading", level=1)).to_contain_text("is handed in")


def write_letter(somebody: Somebody, *, opening: str, outcome: str, to_amend: bool) -> None:
    """The letter that the review proposes, with an opening of one's own; read through, not sent yet."""
    page = somebody.page
    somebody.follow("Write the letter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Write the letter")
    page.get_by_label("Opening").fill(opening)
    page.get_by_role("radio", name=outcome, exact=True).check()
    for group in page.locator("fieldset:has-text('Point ')").all():
        if to_amend and group.get_by_label("What to change").input_value():
            group.get_by_label("To be put right before the draft is served").check()
        if (
            group.get_by_label("What to change").input_value()
            and not group.get_by_label("The plan’s own words").input_value()
        ):
            group.get_by_label("There is no quote: nothing in the plan says it").check()
    somebody.press("Save and read it through")
    expect(page.get_by_role("heading", level=1)).to_contain_text("draft for")
