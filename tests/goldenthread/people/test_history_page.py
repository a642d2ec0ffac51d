"""The history: who opened and changed what, for those who may read it; who looked at one child."""

import datetime as dt

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_scopes import scope

from goldenthread import world
from goldenthread.history.models import Event
from goldenthread.history.record import record, record_read
from goldenthread.permissions import Permission, may
from tests.factories import make_plan, make_version


def test_the_history_is_read_by_those_who_may_and_by_nobody_else(cast, as_):
    plan = make_plan(cast.amina)
    record_read(on=plan, by=cast.ben, what="opened")

    for name, post in cast.posts.items():
        allowed = 200 if may(post, Permission.READ_HISTORY) else 404
        client = as_(post)
        found = [client.get(f"/people/history/{path}").status_code for path in ("", f"of/{plan.reference}/")]
        assert found == [allowed, allowed], name


def test_the_history_says_who_when_what_and_never_the_child(cast, as_):
    plan = make_plan(cast.amina)
    record_read(on=plan, by=cast.ben, what="opened the plan")
    record("handed over", on=plan, by=cast.lena, fields=["officer"], officer_to=7)

    page = as_(cast.audrey).get("/people/history/").content.decode()

    assert "Ben Sandbourne" in page
    assert "opened the plan" in page
    assert "officer to: 7" in page
    assert plan.reference in page
    assert plan.child.last_name not in page


def test_the_history_is_narrowed_by_person_reference_days_and_kind(cast, as_):
    one, two = make_plan(cast.amina), make_plan(cast.osei)
    record_read(on=one, by=cast.ben, what="opened-one-by-ben")
    record("changed-one-by-lena", on=one, by=cast.lena)
    record_read(on=two, by=cast.ben, what="opened-two-by-ben")
    long_ago = Event.objects.create(
        authority_id=cast.authority.pk,
        person_id=cast.ben.person_id,
        verb="long-ago-by-ben",
        kind="plan",
        at=world.now() - dt.timedelta(days=40),
    )
    client, today = as_(cast.audrey), world.today()
    verbs = ["opened-one-by-ben", "changed-one-by-lena", "opened-two-by-ben", long_ago.verb]

    def shown(**query) -> list[str]:
        page = client.get("/people/history/", query).content.decode()
        return [verb for verb in verbs if verb in page]

    this_day = {"first_day_day": today.day, "first_day_month": today.month, "first_day_year": today.year}
    until = today - dt.timedelta(days=30)
    assert shown() == verbs
    assert shown(person=cast.ben.person_id) == [verbs[0], verbs[2], verbs[3]]
    assert shown(reference=one.reference.lower()) == verbs[:2]
    assert shown(kind="reads") == [verbs[0], verbs[2]]
    assert shown(kind="changes", person=cast.lena.person_id) == [verbs[1]]
    assert shown(**this_day) == verbs[:3]
    assert shown(last_day_day=until.day, last_day_month=until.month, last_day_year=until.year) == [verbs[3]]
    assert shown(person="999999") == []


def test_the_access_report_finds_every_opening_of_one_child_whatever_was_opened(cast, as_):
    plan, other = make_plan(cast.amina), make_plan(cast.amina)
    version = make_version(plan)
    second_plan = make_plan(cast.osei, child=plan.child)
    record_read(on=plan, by=cast.ben, what="opened-plan")
    record_read(on=version, by=cast.mair, what="opened-version")
    record_read(on=plan.child, by=cast.sam, what="opened-register")
    record_read(on=second_plan, by=cast.osei, what="opened-second-plan")
    record_read(on=other, by=cast.ruth, what="opened-other-child")
    record("changed-plan", on=plan, by=cast.lena)

    page = as_(cast.audrey).get(f"/people/history/of/{plan.reference}/").content.decode()

    shown = [
        verb
        for verb in (
            "opened-plan",
            "opened-version",
            "opened-register",
            "opened-second-plan",
            "opened-other-child",
            "changed-plan",
        )
        if verb in page
    ]
    assert shown == ["opened-plan", "opened-version", "opened-register", "opened-second-plan"]
    assert Event.objects.filter(verb="access report read", person_id=cast.audrey.person_id).count() == 1


def test_another_authoritys_history_is_not_here(cast, elsewhere, as_):
    with scope(authority=elsewhere.authority):
        plan = make_plan(elsewhere.amina)
        record_read(on=plan, by=elsewhere.ben, what="opened-far-away")
    client = as_(cast.audrey)

    assert "opened-far-away" not in client.get("/people/history/").content.decode()
    assert "opened-far-away" not in client.get("/people/history/", {"reference": plan.reference}).content.decode()
    assert client.get(f"/people/history/of/{plan.reference}/").status_code == 404
    assert "Northmoor" not in client.get("/people/history/").content.decode()


def test_the_history_is_shown_fifty_at_a_time_with_as_many_queries_for_one_as_for_all(cast, as_):
    plan = make_plan(cast.amina)
    record_read(on=plan, by=cast.ben, what="opened")
    client = as_(cast.audrey)
    client.get("/people/history/")
    with CaptureQueriesContext(connection) as few:
        client.get("/people/history/")
    for post in list(cast.posts.values()) * 4:
        record_read(on=plan, by=post, what="opened")
    with CaptureQueriesContext(connection) as many:
        page = client.get("/people/history/").content.decode()

    assert len(few) == len(many)
    assert page.count('<tr class="govuk-table__row">') == 50
    assert "?page=2" in page


def test_nothing_of_the_history_can_be_posted(cast, as_):
    plan = make_plan(cast.amina)
    client = as_(cast.audrey)

    assert [
        client.post(path).status_code for path in ("/people/history/", f"/people/history/of/{plan.reference}/")
    ] == [
        405,
        405,
    ]
