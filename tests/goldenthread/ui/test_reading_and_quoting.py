"""The plan beside its standards: quoting, jumping, the divider, the phone, the keys, no script, 400% zoom."""

import pytest
from playwright.sync_api import expect

from tests.goldenthread.ui.test_saving import until

pytestmark = pytest.mark.browser

SELECT = """([block, from, to]) => {
  // Select the from-th to the to-th UTF-16 unit of a block's visible words, through whatever marks stand in it.
  const element = document.querySelector(`[data-block="${block}"]`);
  const range = document.createRange();
  let at = 0, started = false;
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (!started && from <= at + node.length) { range.setStart(node, from - at); started = true; }
    if (to <= at + node.length) { range.setEnd(node, to - at); break; }
    at += node.length;
  }
  const selection = document.getSelection();
  selection.removeAllRanges();
  selection.addRange(range);
}"""
F12 = "Tobin will have access to regular small group work to practise starting, keeping up and ending a conversation."


def block_of(page, words: str) -> int:
    return int(page.locator("[data-block]", has_text=words).first.get_attribute("data-block"))


def test_selected_words_become_evidence_by_the_button_under_them(opened, server):
    page = opened()
    block = block_of(page, "School staff")

    page.evaluate(SELECT, [block, 0, 12])
    page.get_by_role("button", name="Use as evidence for F3").click()
    expect(page.locator("[data-evidence-list] q", has_text="School staff")).to_have_count(1)

    assert server.evidence == [{"block": str(block), "start": "0", "end": "12", "quote": "School staff", "key": "n0"}]
    assert page.locator("mark[data-key=n0]").all_inner_texts() == ["School staff"]


def test_control_and_e_does_the_same_and_marks_within_count_as_nothing(opened, server):
    page = opened()
    block = block_of(page, "access to regular")
    start = F12.index("regular small")

    page.evaluate(SELECT, [block, start, len(F12)])
    page.keyboard.press("Control+e")
    until(lambda: page.locator("mark[data-key=n0]").count() == 1 or server.evidence != [])
    page.locator("[data-evidence-list] q", has_text="conversation").wait_for()

    assert (server.evidence[0]["start"], server.evidence[0]["end"]) == (str(start), str(len(F12)))
    assert server.evidence[0]["quote"] == F12[start:]


def test_offsets_count_code_points_and_the_spaces_at_the_edges_are_left_out(opened, server):
    page = opened()
    block = block_of(page, "Every lesson")
    text = "\U0001f600\U0001f68c a bus, e\u0301t\u00e9 "
    page.locator(f'[data-block="{block}"]').evaluate("(block, text) => { block.textContent = text; }", text)

    page.evaluate(SELECT, [block, 4, 17])
    page.keyboard.press("Control+e")
    until(lambda: server.evidence != [])

    start, end = int(server.evidence[0]["start"]), int(server.evidence[0]["end"])
    assert (start, end) == (3, len(text) - 1)
    assert server.evidence[0]["quote"] == text[start:end]


def test_a_selection_over_many_paragraphs_is_not_cut_short_unseen(opened, server):
    page = opened()
    first, second = block_of(page, "School staff"), block_of(page, "Every lesson")
    page.evaluate(
        """([a, b]) => { const range = document.createRange();
        range.setStart(document.querySelector(`[data-block="${a}"]`).firstChild, 7);
        range.setEnd(document.querySelector(`[data-block="${b}"]`).firstChild, 3);
        document.getSelection().removeAllRanges(); document.getSelection().addRange(range); }""",
        [first, second],
    )

    page.keyboard.press("Control+e")

    expect(page.locator(".gt-evidence .gt-problem")).to_contain_text("Choose at most 4 at a time")
    assert server.evidence == []


def test_numbers_of_findings_are_no_words_of_the_plan(opened, server):
    page = opened()
    block = block_of(page, "Every lesson")
    page.locator(f'[data-block="{block}"]').evaluate(
        "block => { block.innerHTML = 'Every<sup data-not-text>12</sup> lesson'; }"
    )

    page.evaluate(SELECT, [block, 7, 14])
    page.keyboard.press("Control+e")
    until(lambda: server.evidence != [])

    assert (server.evidence[0]["start"], server.evidence[0]["end"], server.evidence[0]["quote"]) == (
        "6",
        "12",
        "lesson",
    )


def test_a_chip_goes_to_its_words_and_escape_comes_back(opened):
    page = opened(reduced_motion="reduce")
    chip = page.locator("[data-chip=e2] [data-jump]")
    chip.focus()

    page.keyboard.press("Enter")
    flashed = page.locator("mark.gt-flash").all_inner_texts()
    moving = page.locator("mark.gt-flash").evaluate("mark => getComputedStyle(mark).animationName")
    where = page.evaluate("document.activeElement.textContent")
    page.keyboard.press("Escape")

    assert flashed == ["Opportunities for a quiet workspace, as appropriate"]
    assert where.startswith("Opportunities for a quiet workspace")
    assert moving == "none"
    assert page.evaluate("document.activeElement.closest('[data-chip]').dataset.chip") == "e2"


def test_removing_evidence_takes_its_mark_away(opened, server):
    page = opened()
    server.evidence = []

    page.locator("[data-chip=e1] [data-evidence-remove]").click()
    expect(page.locator("[data-chip=e1]")).to_have_count(0)

    assert page.locator("mark[data-key=e1]").count() == 0


def test_alt_and_e_opens_the_list_of_items(opened, server):
    page = opened()

    page.keyboard.press("Alt+e")
    focused = page.evaluate("document.activeElement.closest('[data-evidence-items]') !== null")
    item = page.get_by_role("button", name="F2.2 Opportunities")

    assert focused is True
    assert item.is_visible()


def test_the_divider_moves_by_keys_and_the_server_keeps_it(opened, server):
    page = opened()
    divider = page.get_by_role("separator")
    before = page.locator("#plan").bounding_box()["width"]
    divider.focus()

    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    until(lambda: server.shares == ["60"])
    wider = page.locator("#plan").bounding_box()["width"]
    page.keyboard.press("Home")
    least = divider.get_attribute("aria-valuenow")
    page.keyboard.press("End")
    most = divider.get_attribute("aria-valuenow")
    divider.dblclick()

    assert wider > before + 20
    assert (least, most, divider.get_attribute("aria-valuenow")) == ("30", "74", "56")


def test_the_divider_follows_the_pointer(opened):
    page = opened()
    box = page.get_by_role("separator").bounding_box()

    page.mouse.move(box["x"] + 4, 500)
    page.mouse.down()
    page.mouse.move(box["x"] - 120, 500, steps=5)
    page.mouse.up()

    assert int(page.get_by_role("separator").get_attribute("aria-valuenow")) < 50


def test_on_a_phone_plan_and_standards_are_tabs_and_each_keeps_its_place(opened):
    page = opened(390, 700)
    hidden = page.locator("#plan").is_visible()
    page.evaluate("window.scrollTo(0, 300)")
    left_at = page.evaluate("window.scrollY")

    page.get_by_role("link", name="Plan", exact=True).click()
    plan, top = page.locator("#plan").is_visible(), page.evaluate("window.scrollY")
    page.locator("[data-pane=standards]").click()

    assert (hidden, plan, top) == (False, True, 0)
    assert page.locator("#plan").is_visible() is False
    assert page.evaluate("window.scrollY") == left_at > 200


def test_on_a_phone_a_chip_opens_the_plan_and_escape_the_standards(opened):
    page = opened(390, 700)

    page.locator("[data-chip=e1] [data-jump]").click()
    shown = page.locator("mark[data-key=e1]").is_visible()
    page.keyboard.press("Escape")

    assert shown is True
    assert page.locator("#plan").is_visible() is False


def test_alt_and_a_number_answers_and_what_is_not_needed_goes_away(opened, server):
    page = opened()

    page.keyboard.press("Alt+Digit1")
    until(lambda: server.fields["answer"] == (["met"], 4))

    assert page.locator("[name=comment]").is_visible() is False
    page.keyboard.press("Alt+Digit5")
    assert page.locator("input[name=answer]:checked").get_attribute("value") == "cannot-tell"
    assert page.locator("[name=comment]").is_visible() is True


def test_the_sheet_of_keys_opens_outside_fields_and_can_be_switched_off(opened):
    page = opened()
    sheet = page.locator("dialog#keys")

    page.locator("[name=comment]").press("?")
    in_field = sheet.is_visible()
    page.locator("#plan").press("?")
    outside = sheet.is_visible()
    sheet.get_by_role("checkbox").uncheck()
    sheet.get_by_role("button", name="Close").click()
    page.locator("#plan").press("?")

    assert (in_field, outside, sheet.is_visible()) == (False, True, False)


@pytest.mark.parametrize("width", [360, 1280])
def test_without_script_everything_is_there_and_a_button_saves(opened, server, width):
    page = opened(width, script=False)

    seen = [
        page.locator(part).is_visible()
        for part in ("#plan", "#standards", "[name=comment]", "[data-evidence-items] summary")
    ]
    page.get_by_role("button", name="Save this standard").click()

    assert seen == [True, True, True, True]
    assert server.posted[0]["answer"] == ["not-met"]
    assert server.posted[0]["then"] == ["stay"]


def test_at_four_hundred_per_cent_there_is_one_column_and_no_scrolling_sideways(opened):
    page = opened(320, 256)

    assert page.evaluate("document.documentElement.scrollWidth") == 320
    assert page.get_by_role("separator").count() == 0


@pytest.mark.parametrize(("width", "height"), [(360, 640), (1280, 800)])
def test_what_has_the_focus_is_never_hidden_under_the_bar(opened, width, height):
    page = opened(width, height)
    covered = []

    for _ in range(60):
        page.keyboard.press("Tab")
        state = page.evaluate(
            """() => { const one = document.activeElement; if (!one || one === document.body) return null;
            if (one.closest('.gt-bottom, .gt-panes-tabs')) return 'bar';
            const box = one.getBoundingClientRect(); const bar = document.querySelector('.gt-bottom').getBoundingClientRect();
            if (box.height > innerHeight / 2) return 'region';
            return (box.top >= bar.top && box.top < bar.bottom) || box.bottom <= 0 ? one.outerHTML.slice(0, 120) : 'seen'; }"""
        )
        if state not in (None, "bar", "region", "seen"):
            covered.append(state)

    assert covered == []
