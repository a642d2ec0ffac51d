"""The pages around the rooms: signing in, help, errors, and what the navigation offers to whom."""

import re

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse

from goldenthread.ui import nav


def titles(page: str) -> list[str]:
    return re.findall(r"<title>([^<]+)</title>", page)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("account_login", "Sign in"),
        ("account_reset_password", "Forgotten password"),
        ("account_reset_password_done", "Look in your e-mail"),
        ("account_inactive", "Account closed"),
        ("ui:help", "Help"),
        ("ui:accessibility", "Accessibility"),
        ("ui:privacy", "Privacy"),
        ("ui:keys", "Keys"),
    ],
)
def test_a_page_for_everybody_opens_without_signing_in(name, title):
    response = Client().get(reverse(name))
    page = response.content.decode()

    assert response.status_code == 200
    assert titles(page) == [f"{title} - Golden Thread"]
    assert len(re.findall(r"<h1[ >]", page)) == 1
    assert re.findall(r"\sstyle=|<script(?![^>]*\ssrc=)", page) == []


@pytest.mark.django_db
def test_scripts_carry_the_nonce_of_the_policy():
    response = Client().get(reverse("account_login"))
    nonces = set(re.findall(r'<script[^>]* nonce="([^"]+)"', response.content.decode()))

    assert len(nonces) == 1
    assert f"'nonce-{nonces.pop()}'" in response.headers["Content-Security-Policy"]


@pytest.mark.django_db
def test_a_wrong_password_is_said_at_the_top():
    response = Client().post(reverse("account_login"), {"login": "nobody@example.org", "password": "wrong"})
    page = response.content.decode()

    assert 'class="govuk-error-summary"' in page
    assert titles(page) == ["Error: Sign in - Golden Thread"]


@pytest.mark.parametrize("status", ["400", "403", "404", "500", "403_csrf"])
def test_an_error_page_needs_no_request_and_shows_no_detail(status):
    page = render_to_string(f"{status}.html", {"exception": "Tobin Ashworth, K7QM-4T"})

    assert "Tobin" not in page
    assert "K7QM" not in page
    assert len(re.findall(r"<h1[ >]", page)) == 1


@pytest.mark.django_db
def test_the_session_page_tells_a_stranger_nothing():
    assert Client().get(reverse("ui:session")).json() == {"signed_in": False}


def test_the_session_page_gives_the_signed_in_a_fresh_token_and_a_name_that_says_nothing(cast, as_):
    answer = as_(cast.mair).get(reverse("ui:session")).json()

    assert answer["signed_in"] is True
    assert answer["person"] == nav.person_key(cast.mair.person)
    assert re.fullmatch(r"[0-9a-f]{16}", answer["person"])
    assert len(answer["token"]) == 64


class Standing:
    """A post as the navigation sees it: a role in an authority, open."""

    def __init__(self, role: str):
        self.role, self.is_open, self.authority_id = role, True, 1


def test_the_navigation_leaves_out_what_a_role_may_not_open_and_what_is_not_there():
    items = (
        nav.Item("Settings", "ui:keys", nav.Permission.SEE_SETTINGS),
        nav.Item("Help", "ui:help", nav.Permission.READ_TOOLKIT),
        nav.Item("Not built", "nowhere:at_all", nav.Permission.READ_TOOLKIT),
    )

    assert [link.label for link in nav.links(items, post=Standing("senior"), here="")] == ["Settings", "Help"]
    assert [link.label for link in nav.links(items, post=Standing("officer"), here="")] == ["Help"]
    assert nav.links(items, post=None, here="") == []


def test_the_longest_matching_room_is_the_current_page():
    items = (
        nav.Item("People", "ui:help", None, ("people:",)),
        nav.Item("Settings", "ui:keys", None, ("people:setting",)),
    )

    assert [link.current for link in nav.links(items, post=None, here="people:settings")] == [False, True]
    assert [link.current for link in nav.links(items, post=None, here="people:list")] == [True, False]
    assert [link.current for link in nav.links(items, post=None, here="plans:list")] == [False, False]
