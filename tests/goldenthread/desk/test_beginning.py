"""My work of those who begin: plans agreed and not yet drafted, and what the lead of a new authority sets up."""

import datetime as dt

from goldenthread.desk.setting_up import steps_for
from goldenthread.desk.waiting import work_for
from goldenthread.people import workflow as people
from goldenthread.people.models import Choice, Post
from goldenthread.plans.models import Assessment
from tests.factories import make_child, make_plan, make_version

TODAY = dt.date(2026, 11, 11)


def titles(post, on=TODAY) -> list[str]:
    return [item.title for item in work_for(post, on=on).to_do]


def test_a_plan_agreed_and_not_drafted_waits_for_its_officer_with_its_day(cast):
    plan = make_plan(cast.amina, requested_on=dt.date(2026, 7, 24))
    drafted = make_plan(cast.amina, requested_on=dt.date(2026, 7, 24))
    make_version(drafted)

    [item] = [one for one in work_for(cast.amina, on=TODAY).to_do if one.verb == "Bring in a draft of"]
    assert (item.reference, item.url) == (plan.reference, f"/plans/{plan.reference}/upload/")
    assert item.sentence == "No version of it is here yet. Serve it by 26 November."
    assert item.due_on == item.clock.last_day_to_serve == dt.date(2026, 11, 26)
    assert titles(cast.osei) == []
    assert f"Bring in a draft of {plan.reference}" not in titles(cast.lena)


def test_what_is_not_agreed_has_ceased_or_was_written_long_ago_is_not_asked_for(cast):
    open_one = make_plan(cast.amina)
    Assessment.objects.filter(plans=open_one).update(outcome=Assessment.Outcome.OPEN)
    make_plan(cast.amina, ceased_on=TODAY)
    make_plan(cast.amina, requested_on=dt.date(2024, 1, 8))

    assert titles(cast.amina) == []


def test_the_lead_sees_what_is_to_be_set_up_until_all_of_it_is_done(cast, as_):
    Post.objects.filter(role__in=["dco", "dsco", "senior"]).update(closed_at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
    assert [(step.what, step.is_done) for step in steps_for(cast.lena)] == [
        ("Invite casework officers and seniors", False),
        ("Invite the DCO or the DSCO", False),
        ("Bring in the register", False),
        ("Name who hears of concerns", False),
    ]
    assert "Before the first month" in as_(cast.lena).get("/").content.decode()

    Post.objects.update(closed_at=None)
    make_child(cast.authority)
    for key in ("safety.concern-contact", "safety.breach-contact"):
        assert steps_for(cast.lena) != []
        Choice.objects.create(authority=cast.authority, key=key, value="who@example.org", from_on="2020-01-01")

    assert steps_for(cast.lena) == []
    assert "Before the first month" not in as_(cast.lena).get("/").content.decode()


def test_who_was_invited_and_has_not_signed_in_is_named_beside_the_step(cast, as_):
    Post.objects.filter(role__in=["dco", "dsco"]).update(closed_at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
    invited = {}
    for name, role in (("Dilwen Farr", "dco"), ("Una New", "officer")):
        email = f"{role}.new@sandbourne.example"
        invited[role], _ = people.invite(authority=cast.authority, email=email, name=name, role=role, by=cast.lena)

    waiting = {step.what: step.invited for step in steps_for(cast.lena)}
    assert waiting["Invite the DCO or the DSCO"] == (
        ("Dilwen Farr", f"/people/invitations/{invited['dco'].pk}/", False),
    )
    # There are officers already, so another invited one is nothing to wait for.
    assert waiting["Invite casework officers and seniors"] == ()
    assert "Invited and not signed in yet" in as_(cast.lena).get("/").content.decode()


def test_nobody_but_the_lead_is_asked_to_set_up(cast, as_):
    for post in (cast.ben, cast.amina, cast.sam, cast.ivo):
        assert steps_for(post) == []
        assert "Before the first month" not in as_(post).get("/").content.decode()
