"""The pages that belong to no room: anybody may read the help; what a page asks about its session."""

import time

from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client

from goldenthread.ui.nav import person_key


def test_help_accessibility_privacy_and_keys_are_for_everybody(cast, as_):
    paths = ["", "accessibility/", "privacy/", "keys/"]

    assert [Client().get(f"/service/help/{path}").status_code for path in paths] == [200] * 4
    assert [as_(cast.amina).get(f"/service/help/{path}").status_code for path in paths] == [200] * 4


def test_the_service_says_that_it_is_alive_and_nothing_else(db):
    answer = Client().get("/service/alive/")

    assert (answer.status_code, answer.content) == (200, b"alive")
    assert answer.cookies == {}


def test_a_page_learns_whether_its_own_reader_is_still_signed_in(cast, as_):
    client = as_(cast.amina)

    mine, nobodys = client.get("/service/session/").json(), Client().get("/service/session/").json()

    assert (mine["signed_in"], mine["person"], mine["seconds"]) == (True, person_key(cast.amina.person), 1740)
    assert nobodys == {"signed_in": False}
    assert cast.amina.name not in str(mine)


def test_a_session_lasts_from_the_last_look_and_is_written_once_a_minute(cast, as_, monkeypatch):
    client, now = as_(cast.amina), time.time()

    def written() -> int:
        return Session.objects.get(pk=client.session.session_key).get_decoded()["seen-at"]

    client.get("/service/session/")
    first = written()
    monkeypatch.setattr(time, "time", lambda: now + 50)
    client.get("/service/session/")
    assert written() == first

    monkeypatch.setattr(time, "time", lambda: now + 65)
    answer = client.get("/service/session/")

    assert written() == int(now + 65)
    assert answer.cookies[settings.SESSION_COOKIE_NAME]["max-age"] == 1800


def test_the_form_token_of_a_session_answer_is_taken(cast, as_):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.amina.person)
    token = client.get("/service/session/").json()["token"]

    refused = client.post("/people/acting/", {"post": cast.amina.pk})
    taken = client.post("/people/acting/", {"post": cast.amina.pk}, headers={"X-CSRFToken": token})

    assert (refused.status_code, taken.status_code) == (403, 302)
