"""Words that arrive when the session has ended, or with the form token of an older one; and who must not use that."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import settings
from django.test import Client
from django_scopes import scopes_disabled

from goldenthread.moderation.models import HeldAnswers, LetterMessage
from goldenthread.moderation.workflow import held as verbs
from goldenthread.moderation.workflow.held import page_token
from goldenthread.people.models import Post
from goldenthread.world import now
from tests.conftest import sign_in
from tests.goldenthread.moderation.letters import handed_in, sent

TYPED = "Typed for a long while, line by line"


@pytest.fixture
def address(cast, version) -> str:
    letter = sent(handed_in(cast.ben, version=version), cast.ben)
    return f"/moderations/{letter.moderation.reference}/letter/message/"


def opened(post: Post, address: str) -> tuple[Client, str]:
    """A browser in which somebody opened a page that takes words, and that page's token."""
    browser = sign_in(post)
    return browser, str(browser.get(address).context["page_token"])


def without_session(browser: Client) -> Client:
    """The same browser once its session has ended and its cookie is gone; it checks forms as a real service does."""
    late = Client(enforce_csrf_checks=True)
    late.cookies[settings.PAGE_COOKIE_NAME] = browser.cookies[settings.PAGE_COOKIE_NAME].value
    return late


def test_a_question_typed_in_a_session_that_ended_is_shown_after_signing_in_and_sent(cast, address):
    browser, token = opened(cast.amina, address)

    late = without_session(browser).post(address, {"page": token, "text": TYPED, "csrfmiddlewaretoken": "x"})
    back = parse_qs(urlsplit(late["Location"]).query)["next"][0]
    amina = sign_in(cast.amina)
    shown = amina.get(back).content.decode()
    assert TYPED in shown
    assert sign_in(cast.ben).get(back).status_code == 404
    held = HeldAnswers.objects.get()
    amina.post(held.path, {**{k: v[0] for k, v in held.data.items()}, "held": held.key})

    assert LetterMessage.objects.get().text == TYPED
    assert HeldAnswers.objects.count() == 0


def test_a_page_with_an_old_form_token_does_nothing_but_keep_its_words(cast, address):
    browser, token = opened(cast.amina, address)
    strict = without_session(browser)
    strict.cookies["sessionid"] = sign_in(cast.amina).cookies["sessionid"].value

    answer = strict.post(address, {"page": token, "text": TYPED, "csrfmiddlewaretoken": "of before"})

    assert LetterMessage.objects.count() == 0
    assert TYPED in strict.get(answer["Location"]).content.decode()


@pytest.mark.parametrize("wrong", ["", "x"])
def test_a_token_that_is_none_keeps_nothing(cast, address, wrong):
    browser, _ = opened(cast.amina, address)
    assert without_session(browser).post(address, {"page": wrong, "text": TYPED}).status_code in (302, 403)
    assert HeldAnswers.objects.count() == 0


def test_whoever_has_the_page_but_not_the_browser_keeps_nothing_in_its_reader_s_name(cast, address):
    _, token = opened(cast.amina, address)
    anothers, _ = opened(cast.osei, "/")[0], None

    for somebody in (Client(enforce_csrf_checks=True), without_session(_with_page_cookie(anothers))):
        answer = somebody.post(address, {"page": token, "text": TYPED})
        assert answer.status_code == 403
        # Their own words come back to copy, and are kept nowhere.
        assert TYPED in answer.content.decode()
    assert HeldAnswers.objects.count() == 0


def _with_page_cookie(browser: Client) -> Client:
    browser.cookies[settings.PAGE_COOKIE_NAME] = "another browser altogether"
    return browser


def test_a_token_fits_no_other_thing(cast, address):
    browser, token = opened(cast.amina, address)
    elsewhere = "/moderations/ZZZZ-ZZ9/letter/message/"
    assert without_session(browser).post(elsewhere, {"page": token, "text": TYPED}).status_code == 403
    assert HeldAnswers.objects.count() == 0


def test_after_signing_out_the_page_keeps_nothing(cast, address):
    browser, token = opened(cast.amina, address)
    browser.post("/account/logout/")
    assert browser.cookies[settings.PAGE_COOKIE_NAME].value == ""

    assert browser.post(address, {"page": token, "text": TYPED}).status_code == 403
    assert HeldAnswers.objects.count() == 0


@pytest.mark.parametrize("what", ["another password", "all sessions ended", "the role ended", "the person left"])
def test_a_page_of_before_keeps_nothing_once_its_reader_is_shut_out(cast, address, what):
    browser, token = opened(cast.amina, address)
    person = cast.amina.person
    if what == "another password":
        person.set_password("a-quite-different-one-for-tests")
    elif what == "all sessions ended":
        person.session_round += 1
    elif what == "the person left":
        person.is_active = False
    person.save()
    if what == "the role ended":
        with scopes_disabled():
            Post.objects.filter(pk=cast.amina.pk).update(closed_at=now())

    assert without_session(browser).post(address, {"page": token, "text": TYPED}).status_code == 403
    assert HeldAnswers._base_manager.count() == 0


def test_a_flood_pushes_out_nothing_that_is_held(cast, address, monkeypatch):
    monkeypatch.setattr(verbs, "MOST_ABOUT_ONE", 3)
    browser, token = opened(cast.amina, address)
    late = without_session(browser)

    answers = [late.post(address, {"page": token, "text": f"{TYPED} {number}"}) for number in range(5)]

    assert [answer.status_code for answer in answers] == [302, 302, 302, 403, 403]
    assert [held.data["text"][0][-1] for held in HeldAnswers.objects.order_by("pk")] == ["0", "1", "2"]
    assert f"{TYPED} 4" in answers[4].content.decode()


def test_the_cookie_of_the_page_is_for_the_server_alone(cast, address):
    browser, _ = opened(cast.amina, address)
    cookie = browser.cookies[settings.PAGE_COOKIE_NAME]
    assert cookie["httponly"] is True
    assert cookie["samesite"] == "Strict"


def test_a_nul_among_the_words_loses_none_of_them(cast, address):
    browser, token = opened(cast.amina, address)

    late = without_session(browser).post(address, {"page": token, "text": TYPED + "\x00", "\x00odd": "a\x00b"})

    assert late.status_code == 302
    assert HeldAnswers.objects.get().data == {"text": [TYPED], "odd": ["ab"]}


def test_a_key_with_a_nul_is_the_key_of_nothing(cast, address):
    assert sign_in(cast.amina).post(address, {"text": TYPED, "held": "a\x00b"}).status_code == 302


def test_another_s_token_in_one_s_own_session_is_an_old_form_and_no_more(cast, address):
    browser, _ = opened(cast.amina, address)
    strict = without_session(browser)
    strict.cookies["sessionid"] = sign_in(cast.amina).cookies["sessionid"].value
    bens = page_token(cast.ben, address.split("/")[2], browser=browser.cookies[settings.PAGE_COOKIE_NAME].value)

    assert strict.post(address, {"page": bens, "text": TYPED}).status_code == 403
    assert LetterMessage.objects.count() == 0
