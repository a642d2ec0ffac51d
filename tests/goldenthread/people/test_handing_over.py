"""A leaver's caseload goes to others, by the lead's pages from one end to the other."""

from django.core import mail

from goldenthread import world
from goldenthread.history.models import Event
from goldenthread.notices.models import Notice
from goldenthread.people import workflow
from goldenthread.plans import workflow as plans
from tests.factories import make_plan, make_version


def test_a_leaver_hands_over_and_then_leaves(cast, as_):
    kept = [make_plan(cast.amina) for _ in range(3)]
    version = make_version(kept[0])
    client = as_(cast.lena)
    person = client.get(f"/people/posts/{cast.amina.pk}/")
    assert f"/plans/hand-over/?from={cast.amina.pk}" in person.content.decode()

    client.post(
        f"/plans/hand-over/?from={cast.amina.pk}",
        {"plans": [plan.reference for plan in kept], "to": cast.osei.pk},
    )
    today = world.today()
    client.post(
        f"/people/posts/{cast.amina.pk}/end/",
        {"last_day_day": today.day, "last_day_month": today.month, "last_day_year": today.year},
    )

    cast.amina.refresh_from_db()
    version.refresh_from_db()
    assert workflow.caseload(cast.osei) == 3
    assert not cast.amina.is_open
    assert version.writer == cast.amina
    assert Event.objects.filter(verb="handed over").count() == 3


def test_the_receiver_is_told_once_without_a_name(cast, django_capture_on_commit_callbacks):
    kept = [make_plan(cast.amina) for _ in range(3)]

    with django_capture_on_commit_callbacks(execute=True):
        plans.hand_over(plans=kept, to=cast.osei, by=cast.lena)

    assert [notice.kind for notice in Notice.objects.all()] == ["caseload-handed-over"]
    assert [one.to for one in mail.outbox] == [[cast.osei.person.email]]
    assert kept[0].child.last_name not in mail.outbox[0].body
