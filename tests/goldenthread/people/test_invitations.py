"""The ways in: an authority with its first lead, invitations that work once."""

import datetime as dt
import re
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.db import close_old_connections, connection
from django.test import Client
from django.utils.formats import date_format
from django_scopes import scope, scopes_disabled

from goldenthread import world
from goldenthread.history.models import Event
from goldenthread.people import workflow
from goldenthread.people.models import Authority, Invitation, Person, Post
from goldenthread.permissions import Role
from tests.people import PASSWORD, make_cast

NEW_PASSWORD = "lantern orchard velvet tram"


def invite(cast, **given) -> tuple[Invitation, str]:
    return workflow.invite(
        authority=cast.authority,
        **{"email": "Petra@sandbourne.example", "name": "Petra Lund", "role": Role.OFFICER, "by": cast.lena, **given},
    )


def token_of(link: str) -> str:
    return link.rstrip("/").rsplit("/", 1)[-1]


def path_of(link: str) -> str:
    return re.sub(r"^https?://[^/]+", "", link)


def test_an_authority_begins_with_an_invitation_for_its_lead(db, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        link = workflow.new_authority(
            code="343", name="Sandbourne", lead_name="Lena Sand", lead_email="lena@sandbourne.example"
        )

    post = workflow.accept_invitation(token=token_of(link), password=NEW_PASSWORD)

    assert (post.authority.code, post.role, post.agency, post.name) == ("343", "lead", "sen-team", "Lena Sand")
    assert link.startswith("http://127.0.0.1:8000/people/invited/")
    assert [(one.to, link in one.body) for one in mail.outbox] == [(["lena@sandbourne.example"], True)]


@pytest.mark.parametrize(
    ("code", "name", "address", "why"),
    [
        ("34", "Sandbourne", "a@b.example", "An authority's code is three digits, such as 343; this is “34”."),
        ("٣٤٣", "Sandbourne", "a@b.example", "An authority's code is three digits, such as 343; this is “٣٤٣”."),
        ("901", "Sandbourne", "a@b.example", "There is an authority with the code 901 already."),
        ("343", "  ", "a@b.example", "An authority needs a name."),
        ("343", "Sandbourne", "nobody", "“nobody” is not an e-mail address."),
    ],
)
def test_an_authority_is_refused_in_clear_words(cast, code, name, address, why):
    with pytest.raises(workflow.Refused) as refused:
        workflow.new_authority(code=code, name=name, lead_name="Lena", lead_email=address)

    assert str(refused.value) == why
    assert Authority.objects.count() == 1


def test_an_invitation_gives_one_post_with_what_it_was_bound_to(cast):
    invitation, link = invite(cast, service="West team", working_share="0.6", code="PL1")

    post = workflow.accept_invitation(token=token_of(link), password=NEW_PASSWORD)

    assert (post.person.email, post.role, post.agency, post.service, str(post.working_share), post.code) == (
        "petra@sandbourne.example",
        "officer",
        "sen-team",
        "West team",
        "0.60",
        "PL1",
    )
    invitation.refresh_from_db()
    assert invitation.accepted_by == post
    assert post.person.check_password(NEW_PASSWORD)


def test_the_token_itself_is_kept_nowhere(cast, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        invitation, link = invite(cast)

    token, row = token_of(link), Invitation.objects.values().get(pk=invitation.pk)
    assert token not in str(row)
    assert token not in str(list(Event.objects.values()))
    assert len(row["token_hash"]) == 64
    assert row["mailed_at"] is not None


def test_an_invitation_is_mailed_only_when_it_was_kept(cast):
    invite(cast)  # the test's transaction never commits

    assert mail.outbox == []


def test_an_invitation_works_once(cast):
    _, link = invite(cast)
    workflow.accept_invitation(token=token_of(link), password=NEW_PASSWORD)

    with pytest.raises(workflow.Refused):
        workflow.accept_invitation(token=token_of(link), password=NEW_PASSWORD)

    assert Post.objects.filter(person__email="petra@sandbourne.example").count() == 1


def test_links_that_do_not_open_all_look_the_same(cast):
    used, used_link = invite(cast)
    workflow.accept_invitation(token=token_of(used_link), password=NEW_PASSWORD)
    _, withdrawn_link = invite(cast, email="one@sandbourne.example")
    workflow.withdraw_invitation(invitation=Invitation.objects.get(email="one@sandbourne.example"), by=cast.lena)
    late, late_link = invite(cast, email="two@sandbourne.example")
    Invitation.objects.filter(pk=late.pk).update(expires_at=late.invited_at - dt.timedelta(seconds=1))
    client = Client()

    answers = [
        client.get(path)
        for path in (path_of(used_link), path_of(withdrawn_link), path_of(late_link), "/people/invited/NOTHING/")
    ]

    assert [answer.status_code for answer in answers] == [404] * 4
    assert len({_without_nonce(answer.content) for answer in answers}) == 1


def _without_nonce(body: bytes) -> bytes:
    return re.sub(rb'nonce="[^"]*"|csrf-token" content="[^"]*"|csrfmiddlewaretoken" value="[^"]*"', b"", body)


def test_an_invitation_again_replaces_the_one_before(cast):
    first, first_link = invite(cast)
    second, second_link = workflow.renew_invitation(invitation=first, by=cast.lena)

    first.refresh_from_db()
    assert (first.is_open, second.is_open) == (False, True)
    with pytest.raises(workflow.Refused):
        workflow.find_invitation(token_of(first_link))
    assert workflow.find_invitation(token_of(second_link)) == second


def test_the_setting_says_how_long_an_invitation_is_open(cast):
    workflow.decide(key="safety.invitation-days", value="3", by=cast.lena)

    invitation, _ = invite(cast)

    assert invitation.expires_at - invitation.invited_at < dt.timedelta(days=3, minutes=1)
    assert invitation.expires_at - invitation.invited_at > dt.timedelta(days=2, hours=23)


def test_nobody_is_invited_to_a_post_that_they_hold(cast):
    with pytest.raises(workflow.Refused) as refused:
        invite(cast, email=cast.amina.person.email.upper())

    assert str(refused.value) == "Somebody with this address holds that role here already."


def test_a_role_is_held_for_its_agency_alone(cast):
    with pytest.raises(workflow.Refused) as refused:
        invite(cast, role=Role.DCO, agency="social-care")

    assert str(refused.value) == "The role of designated clinical officer is not held for that agency."


def test_only_the_lead_invites_and_only_to_her_own_authority(cast, elsewhere):
    for by in (cast.ben, cast.amina, cast.ivo, elsewhere.lena):
        with pytest.raises(PermissionDenied):
            invite(cast, by=by)

    assert Invitation.objects.count() == 0


@pytest.mark.skipif(connection.vendor == "sqlite", reason="the tests' SQLite lives in one connection")
def test_a_hundred_acceptances_at_once_make_one_post(transactional_db):
    cast = make_cast(names=("Lena",))
    with scope(authority=cast.authority):
        _, link = invite(cast)
    ready = threading.Barrier(10)

    def accept(_: int) -> str:
        ready.wait(timeout=20)
        results = []
        for _try in range(10):
            try:
                workflow.accept_invitation(token=token_of(link), password=NEW_PASSWORD)
                results.append("post")
            except workflow.Refused:
                results.append("refused")
        connection.close()
        return " ".join(results)

    with ThreadPoolExecutor(10) as pool:
        outcomes = " ".join(pool.map(accept, range(10))).split()

    assert (outcomes.count("post"), outcomes.count("refused")) == (1, 99)
    with scopes_disabled():
        assert Post.objects.filter(role="officer").count() == 1
    assert Person.objects.filter(email="petra@sandbourne.example").count() == 1
    close_old_connections()


def test_the_page_of_an_invitation_uses_nothing_up_until_the_button_is_pressed(cast):
    invitation, link = invite(cast)
    client = Client()

    looked = [client.get(path_of(link)).status_code for _ in range(3)]
    accepted = client.post(path_of(link), {"password": NEW_PASSWORD}, follow=False)

    assert looked == [200, 200, 200]
    assert accepted.url == "/account/login/"
    invitation.refresh_from_db()
    assert invitation.accepted_by.person.name == "Petra Lund"


def test_a_weak_password_is_refused_and_uses_nothing_up(cast):
    invitation, link = invite(cast)

    answer = Client().post(path_of(link), {"password": "petra lund"})

    assert "at least 12 characters" in answer.content.decode()
    invitation.refresh_from_db()
    assert invitation.is_open


def test_posted_fields_cannot_bend_an_invitation(cast):
    _, link = invite(cast)
    bent = {"email": "other@sandbourne.example", "role": "lead", "agency": "health", "authority": "999"}

    Client().post(path_of(link), {"password": NEW_PASSWORD, **bent, "working_share": "0.1", "is_active": ""})

    post = Post.objects.get(person__email="petra@sandbourne.example")
    assert (post.role, post.agency, post.authority, post.working_share) == ("officer", "sen-team", cast.authority, 1)
    assert Person.objects.filter(email="other@sandbourne.example").count() == 0


def test_another_signed_in_session_cannot_use_an_invitation(cast, as_):
    invitation, link = invite(cast)

    looked = as_(cast.amina).get(path_of(link))
    tried = as_(cast.amina).post(path_of(link), {"password": NEW_PASSWORD})

    assert (looked.status_code, tried.status_code) == (403, 403)
    assert "Petra" not in looked.content.decode()
    invitation.refresh_from_db()
    assert invitation.is_open
    with pytest.raises(workflow.Refused):
        workflow.accept_invitation(token=token_of(link), by_session=cast.amina.person, password=NEW_PASSWORD)


def test_who_has_an_account_signs_in_to_accept_and_keeps_the_password(cast, as_):
    _, link = invite(cast, email=cast.dev.person.email, role=Role.BOARD)

    anonymous = Client().get(path_of(link))
    stranger = Client().post(path_of(link), {"password": NEW_PASSWORD})
    accepted = as_(cast.dev).post(path_of(link))

    assert "Sign in with it" in anonymous.content.decode()
    assert stranger.status_code == 404
    assert accepted.url == "/people/acting/"
    cast.dev.person.refresh_from_db()
    assert cast.dev.person.check_password(PASSWORD)
    assert sorted(Post.objects.filter(person=cast.dev.person).values_list("role", flat=True)) == ["board", "dco"]


# --- Who may hold two roles -----------------------------------------------------------------------


@pytest.mark.rule("W.1")
@pytest.mark.parametrize(
    ("who", "role"),
    [
        ("lena", Role.SENIOR),  # would give herself what she decides about
        ("ben", Role.LEAD),
        ("amina", Role.SENIOR),
        ("sam", Role.SENIOR),
        ("dev", Role.SENIOR),
        ("lena", Role.AUDITOR),
        ("audrey", Role.LEAD),
        ("ivo", Role.OFFICER),
        ("lena", Role.BOARD),
    ],
)
def test_nobody_is_invited_to_a_role_that_stands_against_one_they_hold(cast, who, role):
    held = getattr(cast, who)

    with pytest.raises(workflow.Refused) as refused:
        invite(cast, email=held.person.email.upper(), role=role)

    assert str(refused.value).startswith(f"{held.name} has this address and is ")
    assert "at once" in str(refused.value)
    assert Invitation.objects.count() == 0


@pytest.mark.rule("W.1")
def test_the_page_says_why_the_lead_cannot_invite_herself_as_a_senior(cast, as_):
    given = {"name": "Lena Two", "email": cast.lena.person.email, "role": "senior", "working_share": "100"}

    answer = as_(cast.lena).post("/people/invite/", given)

    assert "Nobody holds that role and the role of senior casework officer at once." in answer.content.decode()
    assert Invitation.objects.count() == 0


@pytest.mark.rule("W.1")
def test_two_invitations_open_at_once_do_not_make_two_roles_that_stand_against_each_other(cast, as_):
    _, first = invite(cast, role=Role.OFFICER)
    second, again = invite(cast, role=Role.SENIOR)
    post = workflow.accept_invitation(token=token_of(first), password=NEW_PASSWORD)

    with pytest.raises(workflow.Refused, match="at once"):
        workflow.accept_invitation(token=token_of(again), by_session=post.person)

    second.refresh_from_db()
    assert (second.accepted_at, Post.objects.filter(person=post.person).count()) == (None, 1)


@pytest.mark.rule("W.1")
def test_who_changes_their_role_is_invited_once_the_old_post_has_ended(cast, as_):
    workflow.end_post(post=cast.amina, last_day=world.today(), by=cast.lena)

    _, link = invite(cast, email=cast.amina.person.email, role=Role.SENIOR)

    post = workflow.accept_invitation(token=token_of(link), by_session=cast.amina.person)
    assert (post.role, post.person) == ("senior", cast.amina.person)


def test_every_senior_sees_who_invited_whom_and_the_history_keeps_both(cast, as_):
    invitation, link = invite(cast, role=Role.SENIOR)
    post = workflow.accept_invitation(token=token_of(link), password=NEW_PASSWORD)

    said = f"{cast.lena.name}. Accepted on {date_format(world.today(), 'j F Y')}"
    for reader in (cast.ben, cast.mair, cast.lena):
        shown = as_(reader).get("/people/").content.decode()
        assert said in shown
        assert shown.count("No invitation is kept") == 3  # the cast was there before
        assert said in as_(reader).get(f"/people/posts/{post.pk}/").content.decode()
    events = Event.objects.filter(kind="invitation", thing_id=invitation.pk).order_by("pk")
    assert list(events.values_list("verb", "post_id")) == [
        ("person invited", cast.lena.pk),
        ("invitation accepted", post.pk),
    ]
    assert events.last().detail["invited_by"] == cast.lena.pk


def test_a_person_of_another_authority_may_be_invited_here(cast, elsewhere, as_):
    _, link = invite(cast, email=elsewhere.ben.person.email, role=Role.DCO)

    as_(elsewhere.ben).post(path_of(link))

    with scopes_disabled():
        held = Post.objects.filter(person=elsewhere.ben.person).values_list("authority__code", "role")
        assert sorted(held) == [("901", "dco"), ("902", "senior")]


def test_the_lead_invites_on_the_page_and_no_other_field_counts(cast, as_, django_capture_on_commit_callbacks):
    given = {"name": "Petra Lund", "email": "petra@sandbourne.example", "role": "dco", "working_share": "60"}

    with django_capture_on_commit_callbacks(execute=True):
        answer = as_(cast.lena).post(
            "/people/invite/", {**given, "invited_by": "1", "accepted_at": "2026-01-01", "expires_at": "2099-01-01"}
        )

    assert answer.url == "/people/"
    kept = Invitation.objects.get()
    assert (kept.role, kept.agency, str(kept.working_share), kept.invited_by, kept.accepted_at) == (
        "dco",
        "health",
        "0.60",
        cast.lena,
        None,
    )
    assert kept.expires_at.year < 2099
    assert "petra@sandbourne.example" in as_(cast.lena).get("/people/").content.decode()


def test_the_page_says_what_is_wrong_with_an_invitation(cast, as_):
    answer = as_(cast.lena).post("/people/invite/", {"name": "", "email": "x", "role": "lead", "agency": "health"})

    words = answer.content.decode()
    assert "Enter the full name" in words
    assert "Enter an e-mail address, like name@example.org" in words
    assert "The role of SEND quality lead is not held for that agency." in words


def test_pages_about_invitations_are_the_leads_alone(cast, elsewhere, as_):
    invitation, _ = invite(cast)
    paths = ["/people/invite/", f"/people/invitations/{invitation.pk}/"]
    posts = [f"/people/invitations/{invitation.pk}/{step}/" for step in ("renew", "withdraw")]

    for post in (cast.ben, cast.amina, cast.carol, cast.ivo):
        client = as_(post)
        assert [client.get(path).status_code for path in paths] == [404, 404]
        assert [client.post(path).status_code for path in posts] == [404, 404]
    strange = as_(elsewhere.lena)
    assert strange.get(paths[1]).status_code == 404
    assert [strange.post(path).status_code for path in posts] == [404, 404]
    invitation.refresh_from_db()
    assert invitation.is_open


def test_a_lead_sends_an_invitation_again_and_takes_it_back(cast, as_):
    invitation, _ = invite(cast)
    client = as_(cast.lena)

    client.post(f"/people/invitations/{invitation.pk}/renew/")
    newer = Invitation.objects.get(withdrawn_at=None)
    shown = client.get(f"/people/invitations/{newer.pk}/").content.decode()
    client.post(f"/people/invitations/{newer.pk}/withdraw/")

    assert "The mail could not be sent. Send it again." in shown
    assert Invitation.objects.filter(withdrawn_at=None).count() == 0
