"""Answers are saved field by field, and no way of failing loses words."""

import re
import time

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

WORDS = "[name=comment]"
STATE = "[data-saved-words]"


def until(what, *, seconds: float = 8):
    """Wait for something outside the browser to become true."""
    end = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < end, "it never came true"
        time.sleep(0.05)


def says(page, words: str) -> None:
    """The saved state begins with these words, within ten seconds."""
    expect(page.locator(STATE)).to_have_text(re.compile(f"^{words}"), timeout=10_000)


def test_a_choice_is_saved_at_once_and_its_version_moves_on(opened, server):
    page = opened()

    page.get_by_label("Partly met").check()
    says(page, "Saved 14:02:32")

    assert server.fields["answer"] == (["partly"], 4)
    assert page.locator("[data-field=answer]").get_attribute("data-version") == "4"
    assert page.locator("[name=version_answer]").input_value() == "4"
    assert page.locator("[data-text=answered]").inner_text() == "25 of 45 answered"


def test_typing_without_a_pause_is_saved_within_five_seconds(opened, server):
    page = opened()
    server.fields["comment"] = ([page.locator(WORDS).input_value()], 1)
    page.locator(WORDS).fill("")

    page.locator(WORDS).press_sequentially("word " * 12, delay=90)

    assert server.fields["comment"][1] > 1
    says(page, "Saved")
    assert server.fields["comment"][0] == ["word " * 12]


def test_one_request_at_a_time_for_a_field_and_the_last_words_win(opened, server):
    page = opened()
    server.takes = 0.4
    server.fields["comment"] = ([page.locator(WORDS).input_value()], 1)

    for number in range(6):
        page.locator(WORDS).fill(f"thought {number}")
        page.locator(WORDS).dispatch_event("change")
        page.wait_for_timeout(150)
    until(lambda: server.fields["comment"][0] == ["thought 5"])

    assert server.most_in_hand == 1


def test_nothing_is_kept_in_the_browser(opened, server):
    page = opened()
    page.locator(WORDS).fill("secret words of a plan")
    page.locator(WORDS).dispatch_event("change")
    page.get_by_label("Partly met").check()
    page.wait_for_timeout(500)

    kept = page.evaluate(
        "async () => [localStorage.length, sessionStorage.length, document.cookie, (await indexedDB.databases()).length]"
    )

    assert kept == [0, 0, "", 0]


def test_a_clash_shows_both_and_keeps_what_is_chosen(opened, server):
    page = opened()
    server.fields["comment"] = (["their words"], 7)
    page.locator(WORDS).fill("my words")
    page.locator(WORDS).dispatch_event("change")

    box = page.locator(".gt-clash")
    box.wait_for()
    shown = box.locator(".gt-clash__one span").all_inner_texts()
    state = page.locator(STATE).first.inner_text()
    box.get_by_role("button", name="Keep what is here").click()
    until(lambda: server.fields["comment"] == (["my words"], 8))

    assert shown == ["my words", "their words"]
    assert state == "Changed elsewhere: see both"
    assert page.locator(".gt-clash").count() == 0


def test_a_clash_can_be_answered_with_what_was_saved(opened, server):
    page = opened()
    server.fields["answer"] = (["met"], 9)
    page.get_by_label("Partly met").check()

    page.get_by_role("button", name="Take what was saved").click()

    assert page.locator("input[name=answer]:checked").get_attribute("value") == "met"
    assert server.fields["answer"] == (["met"], 9)


def test_two_tabs_of_one_person_lose_nothing(opened, server):
    first = opened()
    server.fields["comment"] = ([first.locator(WORDS).input_value()], 1)
    second = opened(again_in=first.context)

    first.locator(WORDS).fill("from the first tab")
    first.locator(WORDS).dispatch_event("change")
    until(lambda: server.fields["comment"] == (["from the first tab"], 2))
    second.locator(WORDS).fill("from the second tab")
    second.locator(WORDS).dispatch_event("change")
    second.locator(".gt-clash").wait_for()

    assert second.locator(".gt-clash__one span").all_inner_texts() == ["from the second tab", "from the first tab"]
    assert server.fields["comment"] == (["from the first tab"], 2)


def test_a_lost_connection_says_so_within_ten_seconds_and_sends_when_it_is_back(opened, server):
    page = opened()
    server.fields["comment"] = ([page.locator(WORDS).input_value()], 1)
    server.is_down = True
    page.locator(WORDS).fill("written while the line was down")
    page.locator(WORDS).dispatch_event("change")

    says(page, "Not saved, trying again")
    says(page, "Offline since")
    spoken = page.locator("[data-saved-spoken]").inner_text()
    server.is_down = False
    until(lambda: server.fields["comment"] == (["written while the line was down"], 2), seconds=20)
    says(page, "Saved")

    assert spoken.endswith("keep this page open")


def test_an_answer_that_breaks_off_is_sent_again_and_saving_does_not_stay(opened, server):
    page = opened()
    server.fields["comment"] = ([page.locator(WORDS).input_value()], 1)
    broken = {"status": 200, "content_type": "application/json", "body": '{"version": '}
    page.route("**/save/", lambda route: route.fulfill(**broken), times=1)
    page.locator(WORDS).fill("answered by half a sentence")
    page.locator(WORDS).dispatch_event("change")

    says(page, "Saved")

    assert server.fields["comment"] == (["answered by half a sentence"], 2)


def test_typing_on_after_signing_in_elsewhere_sends_what_waited(opened, server):
    page = opened()
    server.fields["comment"] = ([page.locator(WORDS).input_value()], 1)
    server.person = None
    page.locator(WORDS).fill("written after the session ended")
    page.locator(WORDS).dispatch_event("change")
    says(page, "Not saved: signed out")
    server.person = "mair"
    page.locator(WORDS).press_sequentially(" and on")

    says(page, "Saved")

    assert server.fields["comment"][0] == ["written after the session ended and on"]


def test_before_anything_is_saved_the_dot_is_not_that_of_saved(opened):
    page = opened()
    colour = "dot => getComputedStyle(dot).backgroundColor"
    dot = page.locator(".gt-saved__dot").first
    saved = dot.evaluate(colour)
    page.locator("[data-saved]").first.evaluate("place => { place.dataset.state = 'none'; }")

    assert dot.evaluate(colour) == "rgba(0, 0, 0, 0)" != saved


def test_leaving_with_unsaved_words_asks_first(opened, server):
    page = opened()
    server.is_down = True
    page.locator(WORDS).press_sequentially(" and more")

    with page.expect_event("dialog") as asked:
        page.close(run_before_unload=True)

    assert asked.value.type == "beforeunload"
    asked.value.accept()


def test_an_expired_session_keeps_the_words_and_sends_them_after_signing_in_again(opened, server):
    page = opened()
    server.fields["comment"] = ([page.locator(WORDS).input_value()], 1)
    server.person = None
    page.locator(WORDS).fill("written after the session ended")
    page.locator(WORDS).dispatch_event("change")
    link = page.get_by_role("link", name="Sign in in a new tab")
    link.wait_for()
    target = link.get_attribute("href")

    server.person, server.token = "somebody else", "their-token"
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    page.wait_for_timeout(400)
    kept_for_another = server.fields["comment"]
    server.person, server.token = "mair", "second-token"
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    until(lambda: server.fields["comment"] == (["written after the session ended"], 2))

    assert kept_for_another[1] == 1
    assert target == "/login/?next=%2Fsession%2Fback%2F"
    assert page.locator(WORDS).input_value() == "written after the session ended"
    assert page.locator("input[name=csrfmiddlewaretoken]").first.input_value() == "second-token"


def test_a_button_does_not_carry_unsaved_words_off_to_a_login_page(opened, server):
    page = opened()
    server.person = None
    page.locator(WORDS).fill("words that must stay")

    page.get_by_role("button", name="Save and next: F4").click()
    page.get_by_role("link", name="Sign in in a new tab").wait_for()

    assert page.url == server.url + "/"
    assert page.locator(WORDS).input_value() == "words that must stay"
    assert server.posted == []


def test_control_and_enter_saves_what_waits_and_goes_on(opened, server):
    page = opened()
    server.fields["comment"] = ([page.locator(WORDS).input_value()], 1)
    page.locator(WORDS).fill("last thought")

    page.keyboard.press("Control+Enter")
    until(lambda: server.posted != [])

    assert server.fields["comment"] == (["last thought"], 2)
    assert server.posted[0]["then"] == ["next"]
    assert server.posted[0]["version_comment"] == ["2"]


def test_a_session_about_to_end_says_so_and_can_be_prolonged(opened, server):
    server.seconds = 122
    page = opened()

    page.get_by_role("button", name="Stay signed in").click(timeout=10_000)
    expect(page.locator(".gt-session")).to_have_count(0)

    assert page.locator("main").evaluate("main => main.inert") is False


def test_a_session_that_has_ended_covers_the_page_and_gives_it_back(opened, server):
    server.seconds = 2
    page = opened()
    page.locator(WORDS).fill("half a thought")
    server.person = None
    page.locator(".gt-session a").wait_for(timeout=15_000)
    covered = page.locator(WORDS).is_visible()

    server.person = "mair"
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    page.locator(WORDS).wait_for()

    assert covered is False
    assert page.locator(WORDS).input_value() == "half a thought"
