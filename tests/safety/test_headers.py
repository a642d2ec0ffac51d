"""Cookies and transport: what a browser is told before anybody has signed in, over http and over https."""

import json
import os
import re
import subprocess
import sys

import pytest
from django.test import Client

from tests.people import PASSWORD

pytestmark = pytest.mark.django_db

OPEN_PAGES = (
    "/account/login/",
    "/account/password/reset/",
    "/service/help/",
    "/service/help/privacy/",
    "/no/such/page/",
)


@pytest.mark.parametrize("path", OPEN_PAGES)
def test_a_page_for_everyone_carries_the_headers_too(path):
    headers = Client().get(path).headers
    assert (
        headers.get("X-Content-Type-Options"),
        headers.get("X-Frame-Options"),
        headers.get("Referrer-Policy"),
        headers.get("Cross-Origin-Opener-Policy"),
    ) == ("nosniff", "DENY", "same-origin", "same-origin")
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy and "*" not in policy and "http:" not in policy


def test_a_nonce_is_used_once():
    nonces = [
        re.search(r"'nonce-([^']+)'", Client().get("/account/login/")["Content-Security-Policy"])[1] for _ in "123"
    ]
    assert len(set(nonces)) == 3 and min(map(len, nonces)) >= 16


def test_cookies_are_out_of_reach_of_scripts_and_other_sites(cast):
    client = Client()
    page = client.get("/account/login/")
    assert page.status_code == 200
    client.post("/account/login/", {"login": cast.amina.person.email, "password": PASSWORD})
    flags = {name: (bool(one["httponly"]), one["samesite"], one["domain"]) for name, one in client.cookies.items()}
    assert flags == {"csrftoken": (True, "Lax", ""), "sessionid": (True, "Lax", "")}


def test_over_https_cookies_bear_the_host_alone_and_plain_http_is_left(tmp_path):
    """In a process of its own, since settings are read once."""
    names = (
        "SESSION_COOKIE_NAME SESSION_COOKIE_SECURE SESSION_COOKIE_HTTPONLY CSRF_COOKIE_NAME CSRF_COOKIE_SECURE "
        "SECURE_SSL_REDIRECT SECURE_HSTS_SECONDS"
    ).split()
    code = f"import json; from goldenthread import settings as s; print(json.dumps([getattr(s, n) for n in {names}]))"
    environment = {**os.environ, "ORIGIN": "https://qa.example", "GOLDEN_THREAD_VAR": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == ["__Host-session", True, True, "__Host-csrf", True, True, 365 * 24 * 3600]


def test_a_made_up_host_is_refused_and_never_repeated():
    response = Client().get("/account/login/", headers={"host": "elsewhere.example"})
    assert response.status_code == 400
    assert b"elsewhere" not in response.content


@pytest.mark.parametrize("header", ["X-Forwarded-Host", "Forwarded", "X-Original-URL", "X-Rewrite-URL"])
def test_headers_of_a_proxy_that_is_not_ours_change_nothing(header):
    response = Client().get("/account/password/reset/", headers={header: "elsewhere.example"})
    assert response.status_code == 200
    assert b"elsewhere" not in response.content


@pytest.mark.parametrize("path", ["/plans/", "/moderations/", "/people/", "/figures/", "/level-3/"])
@pytest.mark.parametrize("trick", ["%2e%2e%2f", "..;/", "//", "/./", "%252e%252e/"])
def test_no_spelling_of_an_address_gets_past_sign_in(path, trick):
    response = Client().get(f"/service/help/{trick}{path}")
    assert response.status_code in (301, 302, 404)
    assert (
        response.status_code == 404
        or "/account/login/" in response["Location"]
        or response["Location"].startswith("/service/")
    )


def test_a_form_without_its_token_is_refused(cast):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.lena.person)
    for path in ("/people/invite/", "/level-3/catch-up/", "/people/acting/", "/plans/", "/account/logout/"):
        assert (client.post(path, {}).status_code, path) == (403, path)
