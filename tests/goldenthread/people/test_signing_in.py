"""Signing in: nobody can be guessed at, links are ours, a second factor is compulsory, sessions end when they must."""

import re
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import hotp_value
from django.contrib.auth.hashers import check_password, make_password
from django.core import mail
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django_scopes import scopes_disabled

from goldenthread.history.models import Event
from goldenthread.people import workflow
from goldenthread.people.acting import SESSION_KEY, SIGNED_IN_AT
from goldenthread.people.models import Authority, Person, Post
from tests.people import PASSWORD, TOTP_SECRET, make_cast

# Emptying the tables after a test that commits is what the triggers of the history forbid on SQLite.
on_postgres = pytest.mark.skipif(connection.vendor == "sqlite", reason="commits, and starts threads")
LOGIN, RESET, ANOTHER_PASSWORD = "/account/login/", "/account/password/reset/", "quarry lantern mild cobalt"


@pytest.fixture(autouse=True)
def _empty_cache():
    cache.clear()


def code_now(secret: str = TOTP_SECRET) -> str:
    """The digits that an authenticator app shows now; waits where they are about to change."""
    if time.time() % 30 > 27:
        time.sleep(3.5)
    return f"{hotp_value(secret, int(time.time()) // 30):06}"


def sign_in(post: Post, client: Client | None = None, *, code: str | None = None) -> Client:
    """Sign in by the pages, with password and code."""
    client = client or Client()
    client.post(LOGIN, {"login": post.person.email, "password": PASSWORD})
    client.post("/account/second-factor/authenticate/", {"code": code or code_now()})
    return client


def without_secrets(body: bytes) -> bytes:
    return re.sub(rb'nonce="[^"]*"|csrf-token" content="[^"]*"|csrfmiddlewaretoken" value="[^"]*"', b"", body)


# --- Getting in ---------------------------------------------------------------------------------


@pytest.mark.sqlite
def test_a_password_and_a_code_open_the_door(cast):
    client = Client()

    first = client.post(LOGIN, {"login": cast.amina.person.email, "password": PASSWORD})
    between = client.get("/people/acting/")
    second = client.post("/account/second-factor/authenticate/", {"code": code_now()})

    assert first.url == "/account/second-factor/authenticate/"
    assert between.url.startswith(LOGIN)
    assert second.url == "/"
    assert client.get("/").status_code == 200


def test_the_key_of_a_session_changes_at_sign_in_and_at_a_change_of_post(cast):
    client = Client()
    client.get(LOGIN)
    session = client.session
    session["planted"] = "by somebody else"
    session.save()
    before = session.session_key
    client.cookies["sessionid"] = before
    with scopes_disabled():
        other = Post.objects.create(
            authority=cast.authority, person=cast.amina.person, role="senior", agency="sen-team", starts_on="2020-01-01"
        )

    sign_in(cast.amina, client)
    signed_in = client.session.session_key
    client.post("/people/acting/", {"post": other.pk})

    assert len({before, signed_in, client.session.session_key}) == 3
    assert Event.objects.filter(verb="began to act", post_id=other.pk).count() == 1


@pytest.mark.sqlite
def test_a_code_works_once(cast):
    code = code_now()
    sign_in(cast.amina, code=code)
    again = Client()

    again.post(LOGIN, {"login": cast.amina.person.email, "password": PASSWORD})
    answer = again.post("/account/second-factor/authenticate/", {"code": code})

    assert answer.status_code == 200
    assert "This code is not right. Codes change every 30 seconds" in answer.content.decode()
    assert again.get("/people/acting/").status_code == 302


def test_the_secret_of_a_second_factor_is_not_kept_in_the_clear(cast):
    kept = Authenticator.objects.get(user=cast.amina.person)

    assert TOTP_SECRET not in str(kept.data)
    assert kept.wrap().validate_code(code_now())


def test_passwords_are_kept_as_argon2id_within_its_cost(settings):
    settings.PASSWORD_HASHERS = ["goldenthread.people.passwords.PasswordHasher"]

    kept = make_password(PASSWORD)

    assert kept.startswith("argon2$argon2id$v=19$m=47104,t=2,p=1$")
    assert check_password(PASSWORD, kept)
    assert not check_password(PASSWORD + "x", kept)


# --- Guessing and learning ----------------------------------------------------------------------


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(cast):
    known = Client().post(LOGIN, {"login": cast.amina.person.email, "password": "wrong wrong wrong"})
    unknown = Client().post(LOGIN, {"login": "nobody@sandbourne.example", "password": "wrong wrong wrong"})

    swapped = unknown.content.replace(b"nobody@sandbourne.example", cast.amina.person.email.encode())
    assert known.status_code == unknown.status_code == 200
    assert without_secrets(known.content) == without_secrets(swapped)


def test_asking_for_a_new_password_tells_nobody_who_is_known(cast):
    known = Client().post(RESET, {"email": cast.amina.person.email}, follow=True)
    unknown = Client().post(RESET, {"email": "nobody@sandbourne.example"}, follow=True)

    assert known.redirect_chain == unknown.redirect_chain
    assert without_secrets(known.content) == without_secrets(unknown.content)
    assert [one.to for one in mail.outbox] == [[cast.amina.person.email]]


def test_an_address_that_only_looks_the_same_gets_no_mail(cast):
    Person.objects.create_user(email="mike@sandbourne.example", name="Mike Sandbourne", password=PASSWORD)

    Client().post(RESET, {"email": "mıke@sandbourne.example"})  # a dotless i

    assert mail.outbox == []


@pytest.mark.sqlite
def test_guessing_slows_down_after_ten_tries_and_only_for_that_address(cast):
    amina = {"login": cast.amina.person.email, "password": "wrong wrong wrong"}
    answers = [Client().post(LOGIN, amina, REMOTE_ADDR=f"192.0.2.{n}").content.decode() for n in range(12)]
    right = Client().post(LOGIN, {**amina, "password": PASSWORD}, REMOTE_ADDR="192.0.2.99")
    other = Client().post(LOGIN, {"login": cast.ben.person.email, "password": PASSWORD}, REMOTE_ADDR="192.0.2.98")

    said = ["Too many tries have failed" in answer for answer in answers]
    assert said == [False] * 10 + [True] * 2
    assert right.status_code == 200
    assert other.url == "/account/second-factor/authenticate/"


def test_another_host_name_is_not_worth_another_ten_tries(cast):
    wrong = {"login": cast.amina.person.email, "password": "wrong wrong wrong"}
    for number in range(10):
        Client().post(LOGIN, wrong, REMOTE_ADDR=f"192.0.2.{number}", HTTP_HOST="localhost")

    answer = Client().post(LOGIN, wrong, REMOTE_ADDR="192.0.2.77", HTTP_HOST="127.0.0.1")

    assert "Too many tries have failed" in answer.content.decode()


def test_one_place_cannot_try_many_addresses(cast):
    statuses = [
        Client().post(LOGIN, {"login": f"guess{n}@sandbourne.example", "password": "wrong"}).content.decode()
        for n in range(25)
    ]

    assert sum("Too many tries have failed" in words for words in statuses) == 5


def test_asking_too_often_for_a_new_password_gets_a_page_that_says_so(cast):
    answers = [Client().post(RESET, {"email": cast.amina.person.email}) for _ in range(7)]

    assert [answer.status_code for answer in answers] == [302] * 5 + [429] * 2
    assert "Too many tries" in answers[-1].content.decode()
    assert len(mail.outbox) == 5


@on_postgres
def test_forty_guesses_at_the_same_moment_are_worth_no_more_than_ten(transactional_db, settings):
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache_entries"}
    }
    call_command("createcachetable")
    amina = make_cast(names=("Amina",)).amina
    ready = threading.Barrier(8)

    def guess(place: int) -> int:
        ready.wait(timeout=20)
        wrong = {"login": amina.person.email, "password": "wrong wrong wrong"}
        answers = [Client().post(LOGIN, wrong, REMOTE_ADDR=f"192.0.2.{place}") for _ in range(5)]
        connection.close()
        return sum("The e-mail address or the password is not right" in answer.content.decode() for answer in answers)

    with ThreadPoolExecutor(8) as pool:
        tried = sum(pool.map(guess, range(8)))

    assert 1 <= tried <= 10


def test_codes_cannot_be_guessed_either(cast):
    client = Client()
    client.post(LOGIN, {"login": cast.amina.person.email, "password": PASSWORD})

    answers = [
        client.post("/account/second-factor/authenticate/", {"code": f"{n:06}"}, REMOTE_ADDR=f"192.0.2.{n}")
        for n in range(12)
    ]
    right = client.post("/account/second-factor/authenticate/", {"code": code_now()}, REMOTE_ADDR="192.0.2.99")

    assert "Too many tries have failed" in answers[-1].content.decode()
    assert right.status_code == 200


def test_pages_that_we_do_not_offer_do_not_exist(cast, as_):
    paths = ["signup/", "email/", "confirm-email/", "password/set/", "login/code/confirm/", "confirm-email/x/"]

    assert [Client().get(f"/account/{path}").status_code for path in paths] == [404] * len(paths)
    assert [as_(cast.amina).get(f"/account/{path}").status_code for path in paths] == [404] * len(paths)


# --- A new password -----------------------------------------------------------------------------


def reset_path(host: str = "127.0.0.1", **headers) -> str:
    """The path of the link in the newest mail, asked for under a host."""
    link = re.search(r"https?://\S+", mail.outbox[-1].body)
    assert link
    return re.sub(r"^https?://[^/]+", "", link[0])


@pytest.mark.parametrize(
    "headers",
    [
        {"HTTP_HOST": "localhost"},
        {"HTTP_X_FORWARDED_HOST": "evil.example"},
        {"HTTP_FORWARDED": "host=evil.example"},
        {"HTTP_X_FORWARDED_HOST": "evil.example", "HTTP_X_FORWARDED_PROTO": "https"},
    ],
)
def test_the_link_of_a_reset_never_follows_the_request(cast, headers):
    Client().post(RESET, {"email": cast.amina.person.email}, **headers)

    (sent,) = mail.outbox
    assert re.findall(r"https?://([^/\s]+)", sent.body) == ["127.0.0.1:8000"]
    assert "evil" not in str(sent.message())


def test_a_host_that_is_not_ours_gets_no_page(cast):
    assert Client().post(RESET, {"email": cast.amina.person.email}, HTTP_HOST="evil.example").status_code == 400
    assert mail.outbox == []


def test_a_reset_works_once_ends_every_session_and_asks_for_the_code_still(cast, as_):
    elsewhere_signed_in = as_(cast.amina)
    Client().post(RESET, {"email": cast.amina.person.email})
    path, client = reset_path(), Client()

    form = client.get(path, follow=True).redirect_chain[-1][0]
    done = client.post(form, {"password1": ANOTHER_PASSWORD, "password2": ANOTHER_PASSWORD})
    again = Client().get(path, follow=True)

    assert done.url == "/account/password/reset/key/done/"
    cast.amina.person.refresh_from_db()
    assert cast.amina.person.check_password(ANOTHER_PASSWORD)
    assert elsewhere_signed_in.get("/").url.startswith(LOGIN)
    assert 'name="password1"' not in again.content.decode()
    signed_in = client.post(LOGIN, {"login": cast.amina.person.email, "password": ANOTHER_PASSWORD})
    assert signed_in.url == "/account/second-factor/authenticate/"
    assert [one.subject for one in mail.outbox] == [
        "A new password for Golden Thread",
        "Your sign-in to Golden Thread has changed",
    ]


def test_a_changed_password_ends_every_session_but_this_one(cast):
    here, there = sign_in(cast.amina), Client()
    there.force_login(cast.amina.person)
    given = {"oldpassword": PASSWORD, "password1": ANOTHER_PASSWORD, "password2": ANOTHER_PASSWORD}

    here.post("/account/password/change/", given)

    assert here.get("/").status_code == 200
    assert there.get("/").url.startswith(LOGIN)


# --- The second factor --------------------------------------------------------------------------


def without_second_factor(post: Post) -> Post:
    Authenticator.objects.filter(user=post.person).delete()
    return post


def test_who_has_no_second_factor_sets_one_up_before_anything_else(cast, as_):
    client = as_(without_second_factor(cast.amina))

    pages = [client.get(path) for path in ("/", "/people/settings/", "/plans/K7QM-4TX/")]
    posted = client.post("/people/settings/safety.second-factor/", {"value": "no"})
    help_page = client.get("/service/help/")

    assert [page.url for page in pages] == ["/account/second-factor/totp/activate/"] * 3
    assert (posted.status_code, help_page.status_code) == (403, 200)


@on_postgres
@pytest.mark.django_db(transaction=True)  # the other sessions end on commit
def test_setting_it_up_opens_the_door_and_ends_other_sessions(cast):
    without_second_factor(cast.amina)
    there, here = Client(), Client()
    there.force_login(cast.amina.person)
    here.post(LOGIN, {"login": cast.amina.person.email, "password": PASSWORD})
    page = here.get("/", follow=True)
    secret = page.context["form"].secret
    key_before = here.session.session_key

    done = here.post("/account/second-factor/totp/activate/", {"code": code_now(secret)})

    assert done.url == "/account/second-factor/recovery-codes/"
    assert here.get("/").status_code == 200
    assert here.session.session_key != key_before
    assert there.get("/").url.startswith(LOGIN)


def test_one_authority_that_demands_it_demands_it_for_the_person(cast, as_):
    demonstration = make_cast(code="903", name="Easthaven", names=("Lena",))
    Authority.objects.filter(pk=demonstration.authority.pk).update(is_demonstration=True)
    with scopes_disabled():
        here = Post.objects.create(
            authority=demonstration.authority, person=cast.amina.person, role="dco", agency="health"
        )
    without_second_factor(cast.amina)
    without_second_factor(demonstration.lena)

    assert as_(demonstration.lena).get("/").status_code == 200
    assert as_(here).get("/").url == "/account/second-factor/totp/activate/"


def test_the_setting_of_the_authority_decides(cast, as_):
    client = as_(without_second_factor(cast.amina))
    demanded = client.get("/").status_code

    workflow.decide(key="safety.second-factor", value="no", by=cast.lena)

    assert (demanded, client.get("/").status_code) == (302, 200)


def test_a_second_factor_that_is_demanded_cannot_be_switched_off(cast):
    client = sign_in(cast.amina)

    answer = client.post("/account/second-factor/totp/deactivate/")

    assert "A second factor is compulsory here" in answer.content.decode()
    assert Authenticator.objects.filter(user=cast.amina.person, type="totp").count() == 1


def test_a_recovery_code_works_once(cast, django_capture_on_commit_callbacks):
    client = sign_in(cast.amina)
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/account/second-factor/recovery-codes/generate/")
    codes = Authenticator.objects.get(user=cast.amina.person, type="recovery_codes").wrap().get_unused_codes()

    cache.clear()
    first = sign_in(cast.amina, code=codes[0])
    second = sign_in(cast.amina, code=codes[0])

    assert first.get("/").status_code == 200
    assert second.get("/").url.startswith(LOGIN)


def test_a_lead_takes_away_a_lost_second_factor_but_not_her_own(cast, as_, django_capture_on_commit_callbacks):
    signed_in = as_(cast.amina)
    signed_in.get("/")

    with django_capture_on_commit_callbacks(execute=True):
        as_(cast.lena).post(f"/people/posts/{cast.amina.pk}/second-factor/", {})
    refused = as_(cast.lena).post(f"/people/posts/{cast.lena.pk}/second-factor/", {})

    assert Authenticator.objects.filter(user=cast.amina.person).count() == 0
    assert signed_in.get("/").url.startswith(LOGIN)
    assert [one.to for one in mail.outbox] == [[cast.amina.person.email]]
    assert "Somebody else has to do this for you." in refused.content.decode()
    assert Authenticator.objects.filter(user=cast.lena.person).count() == 1


# --- The session and its post -------------------------------------------------------------------


@pytest.mark.sqlite
def test_a_leaver_is_out_by_the_next_request(cast, as_):
    client = as_(cast.amina)
    before = client.get("/").status_code

    workflow.end_post(post=cast.amina, last_day=cast.amina.starts_on, by=cast.lena)
    after = client.get("/")

    assert (before, after.status_code) == (200, 403)
    assert "Your role here has ended" in after.content.decode()
    assert client.post("/people/acting/", {"post": cast.amina.pk}).status_code == 404


def test_somebody_who_is_no_longer_active_is_signed_out_by_the_next_request(cast, as_):
    client = as_(cast.amina)

    Person.objects.filter(pk=cast.amina.person_id).update(is_active=False)

    assert client.get("/").url.startswith(LOGIN)


def test_a_session_whose_post_has_ended_is_not_moved_to_another_in_silence(cast, elsewhere, as_):
    with scopes_disabled():
        other = Post.objects.create(
            authority=elsewhere.authority, person=cast.amina.person, role="officer", agency="sen-team"
        )
    client = as_(cast.amina)

    workflow.end_post(post=cast.amina, last_day=cast.amina.starts_on, by=cast.lena)
    sent = client.get("/plans/K7QM-4TX/")
    page = client.get(sent.url)
    saved = client.post("/people/settings/level3.catch-up/", {"value": "no"})

    assert sent.url == "/people/acting/?next=%2Fplans%2FK7QM-4TX%2F"
    assert "The post that you acted in has ended." in page.content.decode()
    assert saved.status_code == 403
    chosen = client.post("/people/acting/", {"post": other.pk, "next": "/plans/K7QM-4TX/"})
    assert chosen.url == "/plans/K7QM-4TX/"
    assert client.session[SESSION_KEY] == other.pk


def test_who_has_several_posts_chooses_one_and_acts_in_no_other(cast, elsewhere):
    with scopes_disabled():
        other = Post.objects.create(
            authority=elsewhere.authority, person=cast.lena.person, role="lead", agency="sen-team"
        )
    client = Client()
    client.force_login(cast.lena.person)

    unchosen = client.get("/people/")
    client.post("/people/acting/", {"post": cast.lena.pk})
    here = client.get("/people/").content.decode()
    client.post("/people/acting/", {"post": other.pk})
    there = client.get("/people/").content.decode()

    assert unchosen.url == "/people/acting/?next=%2Fpeople%2F"
    assert ("Amina Sandbourne" in here, "Amina Northmoor" in here) == (True, False)
    assert ("Amina Sandbourne" in there, "Amina Northmoor" in there) == (False, True)
    assert "SEND quality lead · Northmoor" in there


def test_nobody_acts_in_a_post_of_somebody_else(cast, as_):
    client = as_(cast.amina)

    assert client.post("/people/acting/", {"post": cast.lena.pk}).status_code == 404
    assert client.session[SESSION_KEY] == cast.amina.pk


@pytest.mark.parametrize(
    "after", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "\\\\evil.example"]
)
def test_choosing_a_post_leads_nowhere_else(cast, as_, after):
    assert as_(cast.amina).post("/people/acting/", {"post": cast.amina.pk, "next": after}).url == "/"


def test_a_part_of_a_page_is_sent_on_as_a_whole_page(cast, as_):
    answer = as_(without_second_factor(cast.amina)).get("/", headers={"HX-Request": "true"})

    assert (answer.status_code, answer.headers["HX-Redirect"]) == (204, "/account/second-factor/totp/activate/")


def test_however_busy_a_session_ends_after_twelve_hours(cast, as_):
    client = as_(cast.amina)
    client.get("/")
    session = client.session
    session[SIGNED_IN_AT] -= 12 * 3600 + 1
    session.save()

    assert client.get("/").url.startswith(LOGIN)


def test_what_a_page_says_next_waits_on_the_server_and_in_no_cookie(cast, as_):
    client = as_(cast.lena)

    client.post(f"/people/posts/{cast.nadia.pk}/sign-off/", {})

    assert set(client.cookies) == {"sessionid"}


def test_pages_made_for_somebody_are_kept_by_no_browser(cast, as_):
    assert "no-store" in as_(cast.amina).get("/people/acting/").headers["Cache-Control"]


def test_signing_out_ends_the_session_and_only_by_its_button(cast, as_):
    client = as_(cast.amina)
    looked = client.get("/account/logout/")
    still_in = client.get("/").status_code

    out = client.post("/account/logout/")

    assert (looked.status_code, still_in) == (200, 200)
    assert out.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert "Clear-Site-Data" not in looked.headers
    assert client.get("/").url.startswith(LOGIN)
