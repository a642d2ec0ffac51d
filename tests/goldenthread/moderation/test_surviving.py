"""Words that arrive when the session has ended, or when the cookie of the form token is gone."""

from urllib.parse import parse_qs, urlsplit

from django.test import Client

from goldenthread.moderation.models import HeldAnswers, LetterMessage
from goldenthread.moderation.workflow.held import page_token
from tests.conftest import sign_in
from tests.goldenthread.moderation.letters import handed_in, sent

TYPED = "Typed for a long while, line by line"


def test_a_question_typed_in_a_session_that_ended_is_shown_after_signing_in_and_sent(cast, version):
    letter = sent(handed_in(cast.ben, version=version), cast.ben)
    address = f"/moderations/{letter.moderation.reference}/letter/message/"
    page = sign_in(cast.amina).get(address)
    token = page.context["page_token"]

    # The session has ended, and the cookie of the form token with it.
    late = Client(enforce_csrf_checks=True).post(
        address, {"page": str(token), "text": TYPED, "csrfmiddlewaretoken": "x"}
    )
    back = parse_qs(urlsplit(late["Location"]).query)["next"][0]
    amina = sign_in(cast.amina)
    shown = amina.get(back).content.decode()
    assert TYPED in shown
    assert sign_in(cast.ben).get(back).status_code == 404
    held = HeldAnswers.objects.get()
    amina.post(held.path, {**{k: v[0] for k, v in held.data.items()}, "held": held.key})

    assert LetterMessage.objects.get().text == TYPED
    assert HeldAnswers.objects.count() == 0


def test_a_page_whose_cookie_is_gone_is_taken_by_its_own_token_and_no_other(cast, version):
    letter = sent(handed_in(cast.ben, version=version), cast.ben)
    address = f"/moderations/{letter.moderation.reference}/letter/message/"
    token = str(sign_in(cast.amina).get(address).context["page_token"])
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = sign_in(cast.amina).cookies
    strict.cookies.pop("csrftoken", None)

    for wrong in ("", "x", page_token(cast.amina, "ZZZZ-ZZZ"), page_token(cast.ben, letter.reference)):
        assert strict.post(address, {"text": TYPED, "page": wrong}).status_code == 403
    assert strict.post(address, {"text": TYPED, "page": token}).status_code == 302

    assert LetterMessage.objects.count() == 1


def test_a_nul_among_the_words_loses_none_of_them(cast, version):
    letter = sent(handed_in(cast.ben, version=version), cast.ben)
    address = f"/moderations/{letter.moderation.reference}/letter/message/"
    token = str(sign_in(cast.amina).get(address).context["page_token"])

    late = Client().post(address, {"page": token, "text": TYPED + "\x00", "\x00odd": "a\x00b"})

    assert late.status_code == 302
    assert HeldAnswers.objects.get().data == {"text": [TYPED], "odd": ["ab"]}


def test_a_key_with_a_nul_is_the_key_of_nothing(cast, version):
    letter = sent(handed_in(cast.ben, version=version), cast.ben)
    address = f"/moderations/{letter.moderation.reference}/letter/message/"

    assert sign_in(cast.amina).post(address, {"text": TYPED, "held": "a\x00b"}).status_code == 302
