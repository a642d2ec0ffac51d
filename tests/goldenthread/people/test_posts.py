"""Posts: leave, share, details, sign-off, leaving; the pages of people and of one of them."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_scopes import scope, scopes_disabled

from goldenthread import world
from goldenthread.history.models import Event
from goldenthread.people import workflow
from goldenthread.people.models import Invitation, Leave, Person, Post
from goldenthread.permissions import Permission, may
from tests.factories import make_plan
from tests.people import PASSWORD

PAGES = ["", "details/", "leave/", "sign-off/", "take-back-sign-off/", "meeting/", "end/", "second-factor/"]


def day(ahead: int) -> dt.date:
    return world.today() + dt.timedelta(days=ahead)


def typed(prefix: str, value: dt.date) -> dict[str, int]:
    return {f"{prefix}_day": value.day, f"{prefix}_month": value.month, f"{prefix}_year": value.year}


# --- Leaving ------------------------------------------------------------------------------------


def test_a_post_ends_at_once_when_its_last_day_is_today(cast):
    workflow.end_post(post=cast.amina, last_day=day(0), by=cast.lena)

    cast.amina.refresh_from_db()
    assert cast.amina.ends_on == day(0)
    assert not cast.amina.is_open
    assert not may(cast.amina, Permission.WORK)


def test_a_post_that_ends_later_goes_on_until_then(cast):
    workflow.end_post(post=cast.amina, last_day=day(3), by=cast.lena)

    cast.amina.refresh_from_db()
    assert (cast.amina.ends_on, cast.amina.closed_at) == (day(3), None)
    assert cast.amina.is_open


def test_nobody_leaves_with_plans_on_their_caseload(cast):
    make_plan(cast.amina)
    make_plan(cast.amina)
    make_plan(cast.amina, ceased_on=day(-1))

    with pytest.raises(workflow.Refused) as refused:
        workflow.end_post(post=cast.amina, last_day=day(0), by=cast.lena)

    assert str(refused.value) == "2 plans are on their caseload. Hand them over first."
    cast.amina.refresh_from_db()
    assert cast.amina.is_open


def test_the_only_lead_cannot_leave(cast):
    with pytest.raises(workflow.Refused) as refused:
        workflow.end_post(post=cast.lena, last_day=day(0), by=cast.lena)

    assert str(refused.value) == "They are the only quality lead here. Invite another first."


def test_the_invitations_of_a_leaver_stop_working(cast):
    second = Post.objects.create(
        authority=cast.authority,
        person=Person.objects.create_user(email="leo@sandbourne.example", name="Leo Sand", password=PASSWORD),
        role="lead",
        agency="sen-team",
    )
    invitation, link = workflow.invite(
        authority=cast.authority, email="p@sandbourne.example", name="Petra", role="officer", by=second
    )

    workflow.end_post(post=second, last_day=day(0), by=cast.lena)

    invitation.refresh_from_db()
    assert not invitation.is_open
    with pytest.raises(workflow.Refused):
        workflow.find_invitation(link.rstrip("/").rsplit("/", 1)[-1])


def test_who_left_may_come_back_by_a_new_invitation(cast):
    workflow.end_post(post=cast.amina, last_day=day(2), by=cast.lena)
    Post.objects.filter(pk=cast.amina.pk).update(ends_on=day(-1))  # the day passed by itself
    _, link = workflow.invite(
        authority=cast.authority, email=cast.amina.person.email, name="Amina", role="officer", by=cast.lena
    )

    post = workflow.accept_invitation(token=link.rstrip("/").rsplit("/", 1)[-1], by_session=cast.amina.person)

    cast.amina.refresh_from_db()
    assert cast.amina.closed_at is not None
    assert post.is_open
    assert post.signed_off_at is None


def test_the_page_of_leaving_shows_what_has_to_be_done_first(cast, as_):
    make_plan(cast.amina)
    client = as_(cast.lena)

    page = client.get(f"/people/posts/{cast.amina.pk}/end/").content.decode()
    refused = client.post(f"/people/posts/{cast.amina.pk}/end/", typed("last_day", day(0))).content.decode()

    assert "Hand over 1 plan" in page
    assert "1 plan is on their caseload. Hand them over first." in refused


def test_the_lead_ends_a_post_on_the_page(cast, as_):
    answer = as_(cast.lena).post(f"/people/posts/{cast.amina.pk}/end/", typed("last_day", day(0)))

    cast.amina.refresh_from_db()
    assert answer.url == f"/people/posts/{cast.amina.pk}/"
    assert not cast.amina.is_open


# --- Leave, share, details ----------------------------------------------------------------------


def test_leave_is_recorded_once_and_can_be_withdrawn(cast):
    leave = workflow.record_leave(post=cast.amina, starts_on=day(1), ends_on=day(5), by=cast.lena)
    with pytest.raises(workflow.Refused):
        workflow.record_leave(post=cast.amina, starts_on=day(5), ends_on=day(9), by=cast.lena)

    workflow.withdraw_leave(leave=leave, by=cast.lena)

    assert Leave.objects.count() == 0
    assert list(Event.objects.filter(post_id=cast.lena.pk).order_by("pk").values_list("verb", flat=True)) == [
        "leave recorded",
        "leave withdrawn",
    ]


def test_leave_is_recorded_and_withdrawn_on_the_page(cast, as_):
    client = as_(cast.lena)
    client.post(f"/people/posts/{cast.amina.pk}/leave/", {**typed("starts_on", day(1)), **typed("ends_on", day(2))})
    leave = Leave.objects.get()
    shown = client.get("/people/").content.decode()

    client.post(f"/people/leave/{leave.pk}/withdraw/")

    assert (leave.post, leave.starts_on, leave.ends_on) == (cast.amina, day(1), day(2))
    assert f"From {leave.starts_on.day} " in shown
    assert Leave.objects.count() == 0


def test_details_are_corrected_together_or_not_at_all(cast, as_):
    given = {"name": "Amina Begum", "service": "East", "code": "AB", "working_share": "60", "senior": cast.ben.pk}

    as_(cast.lena).post(f"/people/posts/{cast.amina.pk}/details/", {**given, "role": "lead", "agency": "health"})
    wrong = as_(cast.lena).post(f"/people/posts/{cast.amina.pk}/details/", {**given, "working_share": "101"})

    cast.amina.refresh_from_db()
    assert (cast.amina.person.name, cast.amina.service, cast.amina.code) == ("Amina Begum", "East", "AB")
    assert (cast.amina.working_share, cast.amina.senior) == (Decimal("0.60"), cast.ben)
    assert (cast.amina.role, cast.amina.agency) == ("officer", "sen-team")
    assert wrong.status_code == 200


def test_the_name_of_somebody_who_works_elsewhere_too_is_not_changed_from_here(cast, elsewhere):
    with scopes_disabled():
        Post.objects.create(authority=elsewhere.authority, person=cast.dev.person, role="dco", agency="health")

    with pytest.raises(workflow.Refused):
        workflow.correct_details(post=cast.dev, name="Devon", service="Ward 3", by=cast.lena)


def test_a_code_of_the_case_system_names_one_person(cast, elsewhere):
    with pytest.raises(workflow.Refused, match="Osei Sandbourne has the code osei in the case system already"):
        workflow.correct_details(post=cast.amina, code="osei", by=cast.lena)
    with pytest.raises(workflow.Refused, match="has the code OSEI"):
        workflow.invite(
            authority=cast.authority,
            email="new@sandbourne.example",
            name="N",
            role="officer",
            code="OSEI",
            by=cast.lena,
        )

    workflow.correct_details(post=cast.amina, code="AMINA", by=cast.lena)
    workflow.correct_details(post=cast.osei, code="", by=cast.lena)
    workflow.correct_details(post=cast.amina, code="osei", by=cast.lena)

    cast.amina.refresh_from_db()
    assert cast.amina.code == "osei"


# --- Sign-off -----------------------------------------------------------------------------------


def test_a_senior_signs_a_new_officer_off_and_takes_it_back_with_a_reason(cast, as_):
    client = as_(cast.ben)

    client.post(f"/people/posts/{cast.nadia.pk}/sign-off/", {})
    cast.nadia.refresh_from_db()
    signed_off_by = cast.nadia.signed_off_by
    client.post(f"/people/posts/{cast.nadia.pk}/take-back-sign-off/", {"reason": "Two letters in a row."})

    cast.nadia.refresh_from_db()
    assert signed_off_by == cast.ben
    assert (cast.nadia.is_signed_off, cast.nadia.signed_off_by) == (False, None)
    assert [(step.kind, step.reason, step.recorded_by) for step in cast.nadia.induction.all()] == [
        ("signed-off", "", cast.ben),
        ("taken-back", "Two letters in a row.", cast.ben),
    ]
    assert "Two letters" not in str(list(Event.objects.values()))


def test_a_rule_of_the_authority_may_take_a_sign_off_back(cast):
    workflow.take_back_sign_off(officer=cast.amina, reason="Two in a row.", by=None)

    cast.amina.refresh_from_db()
    assert not cast.amina.is_signed_off


def test_nobody_signs_themselves_off_and_nobody_twice(cast):
    own = Post.objects.create(
        authority=cast.authority, person=cast.ben.person, role="officer", agency="sen-team", starts_on="2026-01-01"
    )
    for officer, by in ((own, cast.ben), (cast.amina, cast.ben), (cast.sam, cast.lena)):
        with pytest.raises(workflow.Refused):
            workflow.sign_off(officer=officer, by=by)


def test_an_officer_cannot_sign_anybody_off(cast):
    for by in (cast.amina, cast.osei, cast.sam, cast.ivo):
        with pytest.raises(PermissionDenied):
            workflow.sign_off(officer=cast.nadia, by=by)


def test_introductions_are_noted_with_their_day(cast, as_):
    as_(cast.ben).post(f"/people/posts/{cast.nadia.pk}/meeting/", {"kind": "met-dco", **typed("happened_on", day(-3))})
    late = as_(cast.ben).post(
        f"/people/posts/{cast.nadia.pk}/meeting/", {"kind": "met-dsco", **typed("happened_on", day(1))}
    )

    assert [(step.kind, step.happened_on) for step in cast.nadia.induction.all()] == [("met-dco", day(-3))]
    assert "The day of the meeting is not here yet." in late.content.decode()


# --- The pages ----------------------------------------------------------------------------------


def test_the_page_of_people_has_as_many_queries_for_many_as_for_few(cast, as_):
    client = as_(cast.lena)
    client.get("/people/")
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get("/people/")

    for number in range(12):
        person = Person.objects.create_user(email=f"p{number}@sandbourne.example", name=f"P{number}")
        post = Post.objects.create(authority=cast.authority, person=person, role="officer", agency="sen-team")
        Leave.objects.create(post=post, starts_on=day(1), ends_on=day(2))
        workflow.invite(
            authority=cast.authority, email=f"i{number}@sandbourne.example", name="I", role="officer", by=cast.lena
        )
    with CaptureQueriesContext(connection) as many:
        client.get("/people/")

    assert len(few) == len(many)
    assert len(few) <= 11, [query["sql"][:90] for query in few]


def test_every_role_sees_the_people_or_nothing_by_the_table(cast, as_):
    for name, post in cast.posts.items():
        allowed = bool(may(post, Permission.SEE_PEOPLE))
        client = as_(post)
        found = [client.get(path).status_code for path in ("/people/", f"/people/posts/{cast.amina.pk}/")]
        assert found == ([200, 200] if allowed else [404, 404]), name


def test_addresses_are_shown_to_the_lead_alone(cast, as_):
    workflow.invite(authority=cast.authority, email="petra@sandbourne.example", name="P", role="officer", by=cast.lena)

    for post, shown in ((cast.lena, True), (cast.ben, False), (cast.ivo, False)):
        assert ("petra@sandbourne.example" in as_(post).get("/people/").content.decode()) == shown


def test_what_may_not_be_done_is_not_found(cast, as_):
    for post, allowed in (
        (cast.lena, PAGES),
        (cast.ben, ["", "sign-off/", "take-back-sign-off/", "meeting/"]),
        (cast.ivo, [""]),
        (cast.amina, []),
        (cast.audrey, []),
    ):
        client = as_(post)
        found = [path for path in PAGES if client.get(f"/people/posts/{cast.nadia.pk}/{path}").status_code == 200]
        assert found == allowed
        refused = [path for path in PAGES[1:] if client.post(f"/people/posts/{cast.osei.pk}/{path}").status_code == 404]
        assert refused == [path for path in PAGES[1:] if path not in allowed]


def test_a_post_of_another_authority_is_like_one_that_does_not_exist(cast, elsewhere, as_):
    client = as_(cast.lena)
    with scope(authority=elsewhere.authority):
        leave = Leave.objects.create(post=elsewhere.amina, starts_on=day(1), ends_on=day(2))

    for path in PAGES:
        theirs = client.get(f"/people/posts/{elsewhere.amina.pk}/{path}")
        nobodys = client.get(f"/people/posts/99999999/{path}")
        assert (theirs.status_code, nobodys.status_code) == (404, 404)
        assert _bare(theirs.content) == _bare(nobodys.content)
        assert client.post(f"/people/posts/{elsewhere.amina.pk}/{path}").status_code in (404, 405)
    assert client.post(f"/people/leave/{leave.pk}/withdraw/").status_code == 404
    assert "Northmoor" not in client.get("/people/").content.decode()


def _bare(body: bytes) -> bytes:
    import re

    return re.sub(rb'nonce="[^"]*"|csrf-token" content="[^"]*"|csrfmiddlewaretoken" value="[^"]*"', b"", body)


def test_who_left_stands_on_the_other_tab(cast, as_):
    workflow.end_post(post=cast.amina, last_day=day(0), by=cast.lena)
    client = as_(cast.lena)

    here, left = client.get("/people/").content.decode(), client.get("/people/?show=left").content.decode()

    assert ("Amina Sandbourne" in here, "Amina Sandbourne" in left) == (False, True)
    page = client.get(f"/people/posts/{cast.amina.pk}/").content.decode()
    assert "This post has ended." in page
    assert "They are leaving" not in page


def test_the_page_of_a_person_names_nobody_in_its_title(cast, as_):
    page = as_(cast.lena).get(f"/people/posts/{cast.amina.pk}/").content.decode()

    assert "Amina" not in page.split("</title>")[0]


def test_no_invitation_is_lost_from_sight(cast, as_):
    invitation, _ = workflow.invite(
        authority=cast.authority, email="petra@sandbourne.example", name="Petra", role="officer", by=cast.lena
    )
    Invitation.objects.filter(pk=invitation.pk).update(expires_at=world.now() - dt.timedelta(days=1))

    assert "Ran out on" in as_(cast.lena).get("/people/").content.decode()
