"""Tries at a password: a stranger's slow strangers down, and never shut the owner out."""

import datetime as dt
import logging
import re
from contextlib import contextmanager

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client

from goldenthread import world
from goldenthread.people import server
from goldenthread.people.guessing import ACCOUNT, ACCOUNT_FROM_A_PLACE, OWNER, PLACE, seconds_to_wait
from goldenthread.people.owners import COOKIE
from tests.goldenthread.people.test_signing_in import LOGIN, RESET, code_now, sign_in, without_secrets
from tests.people import PASSWORD

SECOND_STEP = "/account/second-factor/authenticate/"
NOON = dt.datetime(2026, 11, 12, 12, tzinfo=dt.UTC)
TOO_MANY = "Too many tries have failed"
NEW_PASSWORD = "quarry lantern mild cobalt"


@pytest.fixture(autouse=True)
def _empty_cache():
    cache.clear()


@contextmanager
def at(settings, moment: dt.datetime):
    """Only a demonstration may pretend a time; nothing else of signing in differs there."""
    settings.DEMONSTRATION = True
    with world.pretend(clock=lambda: moment, entropy=bytes):
        yield


def try_in(post, *, password: str = PASSWORD, client: Client | None = None, place: str = "192.0.2.200", **headers):
    given = {"login": post.person.email, "password": password}
    return (client or Client()).post(LOGIN, given, REMOTE_ADDR=place, **headers)


def attack(post, *, tries: int = 15, place: str = "198.51.100.{}") -> list[bool]:
    """A stranger tries so often, each time from another place unless told; whether each try was looked at."""
    answers = [try_in(post, password="wrong wrong wrong", place=place.format(n)) for n in range(tries)]
    return [TOO_MANY not in answer.content.decode() for answer in answers]


def is_let_in(answer) -> bool:
    return answer.status_code == 302 and answer.url == SECOND_STEP


# --- The rule -----------------------------------------------------------------------------------


def waits(budget, tries: int) -> list[int]:
    """How long each try has to wait when each comes at the first moment that it may."""
    wrong: list[float] = []
    now, found = 0.0, []
    for _ in range(tries):
        wait = seconds_to_wait(wrong, now=now, budget=budget)
        found.append(wait)
        now += wait
        wrong.append(now)
    return found


def test_after_the_free_tries_each_waits_twice_as_long_up_to_five_minutes():
    assert waits(ACCOUNT, 16) == [0] * 10 + [30, 60, 120, 240, 300, 300]
    assert waits(ACCOUNT_FROM_A_PLACE, 10) == [0] * 5 + [30, 60, 120, 240, 300]


def test_nobody_ever_waits_longer_than_the_longest_wait():
    for budget in (PLACE, ACCOUNT_FROM_A_PLACE, ACCOUNT, OWNER):
        assert max(waits(budget, 200)) == budget.longest_wait
        assert seconds_to_wait([5000.0] * 200, now=4999.0, budget=budget) <= budget.longest_wait


def test_guessing_from_everywhere_gets_no_more_than_some_twenty_tries_an_hour():
    wrong: list[float] = []
    for now in range(3 * 3600):
        if seconds_to_wait(wrong, now=now, budget=ACCOUNT) == 0:
            wrong.append(now)

    assert sum(at < 3600 for at in wrong) == 24
    assert sum(at >= 7200 for at in wrong) <= 16


# --- Strangers and owners -----------------------------------------------------------------------


def test_a_stranger_who_fails_on_purpose_only_makes_strangers_wait(cast, settings):
    with at(settings, NOON):
        looked_at = attack(cast.amina)
        at_once = try_in(cast.amina)
    with at(settings, NOON + dt.timedelta(seconds=31)):
        half_a_minute_later = try_in(cast.amina)

    assert looked_at == [True] * 10 + [False] * 5
    assert "Wait a minute, then try again." in at_once.content.decode()
    assert is_let_in(half_a_minute_later)


@pytest.mark.sqlite
def test_where_the_owner_signed_in_before_a_strangers_tries_do_not_count(cast):
    hers = sign_in(cast.amina)
    hers.post("/account/logout/")
    cache.clear()

    attack(cast.amina)

    assert is_let_in(try_in(cast.amina, client=hers, place="198.51.100.1"))
    assert not is_let_in(try_in(cast.amina))


def test_even_from_the_strangers_own_address_nobody_is_shut_out(cast):
    """As behind a proxy that nobody told us of, or in one office."""
    hers = sign_in(cast.amina)
    hers.post("/account/logout/")
    cache.clear()

    attack(cast.amina, tries=40, place="10.0.0.1")

    assert is_let_in(try_in(cast.amina, client=hers, place="10.0.0.1"))
    assert is_let_in(try_in(cast.ben, place="10.0.0.1"))


def test_the_link_of_a_mail_lets_the_owner_in_past_the_wait(cast):
    attack(cast.amina)
    hers = Client()
    hers.post(RESET, {"email": cast.amina.person.email}, REMOTE_ADDR="192.0.2.7")
    link = re.search(r"https?://[^/]+(/\S+)", mail.outbox[-1].body)
    assert link
    form = hers.get(link[1], follow=True).redirect_chain[-1][0]
    hers.post(form, {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD})

    assert is_let_in(try_in(cast.amina, password=NEW_PASSWORD, client=hers))
    assert not is_let_in(try_in(cast.amina, password=NEW_PASSWORD))


def test_the_owners_own_wrong_tries_have_a_limit_too(cast):
    hers = sign_in(cast.amina)
    hers.post("/account/logout/")

    answers = [try_in(cast.amina, password="wrong wrong wrong", client=hers) for _ in range(11)]

    assert [TOO_MANY in answer.content.decode() for answer in answers] == [False] * 10 + [True]


def another_beginning(mark: str) -> str:
    return ("1" if mark[0] == "0" else "0") + mark[1:]


@pytest.mark.parametrize("change", [another_beginning, lambda mark: mark[:-1] + "g", lambda mark: mark * 9])
def test_the_mark_of_a_browser_cannot_be_made_up_or_used_for_somebody_else(cast, change):
    mark = sign_in(cast.amina).cookies[COOKIE].value
    cache.clear()
    attack(cast.amina)
    attack(cast.ben, place="203.0.113.{}")

    def with_mark(post, value: str):
        client = Client()
        client.cookies[COOKIE] = value
        return try_in(post, client=client)

    assert is_let_in(with_mark(cast.amina, mark))
    assert not is_let_in(with_mark(cast.amina, change(mark)))
    assert not is_let_in(with_mark(cast.ben, mark))


def test_people_who_share_a_computer_are_each_known_there_and_the_mark_names_nobody(cast):
    shared = sign_in(cast.amina)
    shared.post("/account/logout/")
    sign_in(cast.ben, shared)
    shared.post("/account/logout/")
    cache.clear()
    attack(cast.amina)
    attack(cast.ben, place="203.0.113.{}")

    cookie = shared.cookies[COOKIE]
    assert is_let_in(try_in(cast.amina, client=shared))
    assert is_let_in(try_in(cast.ben, client=shared))
    assert re.fullmatch(r"[0-9a-f]{48}\.[0-9a-f]{48}", cookie.value)
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", 180 * 24 * 3600)


def test_a_password_alone_makes_no_browser_known(cast):
    client = Client()

    try_in(cast.amina, client=client)
    before = COOKIE in client.cookies
    client.post(SECOND_STEP, {"code": code_now()})

    assert (before, COOKIE in client.cookies) == (False, True)


def test_being_slowed_down_says_nothing_of_whether_there_is_such_an_account(cast):
    wrong = {"login": "nobody@sandbourne.example", "password": "wrong wrong wrong"}
    attack(cast.amina)
    for n in range(15):
        Client().post(LOGIN, wrong, REMOTE_ADDR=f"203.0.113.{n}")

    known = try_in(cast.amina, password="wrong wrong wrong")
    unknown = Client().post(LOGIN, wrong, REMOTE_ADDR="192.0.2.201")

    swapped = unknown.content.replace(b"nobody@sandbourne.example", cast.amina.person.email.encode())
    assert TOO_MANY in known.content.decode()
    assert without_secrets(known.content) == without_secrets(swapped)


def test_right_tries_use_nothing_up(cast):
    assert all(is_let_in(try_in(cast.amina)) for _ in range(12))


# --- What stands in front -----------------------------------------------------------------------


@pytest.fixture
def said(caplog):
    server._say.cache_clear()
    caplog.set_level(logging.WARNING, logger="goldenthread")
    return lambda: [record.getMessage() for record in caplog.records if record.name.startswith("goldenthread.people")]


def test_a_forwarded_address_that_is_not_believed_is_said_in_the_log_once(cast, said):
    for _ in range(3):
        try_in(cast.amina, password="wrong wrong wrong", HTTP_X_FORWARDED_FOR="203.0.113.9")

    assert said() == [server.FORWARDED]


@pytest.mark.parametrize(("proxies", "behind"), [(1, None), (0, False)])
def test_where_somebody_has_said_what_stands_in_front_the_log_says_nothing(cast, said, settings, proxies, behind):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT, settings.BEHIND_PROXY = proxies, behind

    try_in(cast.amina, HTTP_X_FORWARDED_FOR="203.0.113.9")

    assert said() == []


def test_behind_a_proxy_that_was_told_of_each_is_counted_by_their_own_address(cast, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1

    for n in range(25):
        try_in(cast.amina, password="wrong", place="10.0.0.1", HTTP_X_FORWARDED_FOR="203.0.113.9")
    other = try_in(cast.ben, place="10.0.0.1", HTTP_X_FORWARDED_FOR="203.0.113.10")

    assert is_let_in(other)


@pytest.mark.parametrize(
    ("proxies", "behind", "is_said"), [(0, None, True), (0, True, True), (0, False, False), (1, None, False)]
)
def test_the_check_before_going_live_asks_what_stands_in_front(settings, capfd, monkeypatch, proxies, behind, is_said):
    # The browser tests set it for their own process; the check would stop at it.
    monkeypatch.delenv("DJANGO_ALLOW_ASYNC_UNSAFE", raising=False)
    settings.ALLAUTH_TRUSTED_PROXY_COUNT, settings.BEHIND_PROXY = proxies, behind

    call_command("check", deploy=True)

    assert ("goldenthread.W001" in capfd.readouterr().err) is is_said
    assert [one.id for one in server.front_is_said(None)] == ["goldenthread.W001"] * is_said


def test_an_https_address_shows_that_something_stands_in_front(settings):
    settings.SECURE = True
    before = server.lacking()
    settings.BEHIND_PROXY = False

    assert (before, server.lacking()) == ([server.NOT_SAID_WHAT_IS_IN_FRONT], [])
