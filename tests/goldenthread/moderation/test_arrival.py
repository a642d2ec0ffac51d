"""From "This draft is ready" to a senior who has it."""

import datetime as dt
import threading

import pytest
from django.db import connection
from django_scopes import scope

from goldenthread import world
from goldenthread.moderation import workflow
from goldenthread.moderation.models import Moderation
from goldenthread.notices.models import Notice
from goldenthread.people.models import Choice, Leave
from goldenthread.plans.models import VersionHand
from goldenthread.plans.stages import Stage as VersionStage
from goldenthread.samples.models import Draw
from tests.factories import make_plan, make_version


def notices(kind):
    return list(Notice.objects.filter(kind=kind).order_by("pk"))


@pytest.mark.sqlite
def test_every_draft_of_a_new_officer_is_moderated(cast):
    version = make_version(make_plan(cast.nadia))

    moderation = workflow.draft_is_ready(version=version, by=cast.nadia)

    assert moderation.origin == Moderation.Origin.EVERY_DRAFT
    assert moderation.writer_was_new is True
    assert moderation.chance == "1/1"
    assert moderation.frame_plan.version == version
    version.refresh_from_db()
    assert version.stage == VersionStage.DRAWN


@pytest.mark.sqlite
def test_a_draft_that_is_outside_the_draw_has_no_moderation(cast):
    Choice.objects.create(
        authority=cast.authority, key="level3.kinds", value="new", set_by=cast.lena, from_on=dt.date(2020, 1, 1)
    )
    confirmed = {"kind_confirmed_at": world.now(), "kind_confirmed_by": cast.lena}
    version = make_version(make_plan(cast.amina, kind="amended", **confirmed))

    assert workflow.draft_is_ready(version=version, by=cast.amina) is None

    version.refresh_from_db()
    assert version.stage == VersionStage.OUTSIDE
    assert Moderation.objects.count() == 0


def test_the_moderation_keeps_what_it_was_opened_with(cast, version):
    moderation = workflow.open_moderation(version=version, origin=Moderation.Origin.CHANCE, chance="7/15")

    assert (moderation.edition, moderation.profile, moderation.chance) == ("2025-02", "short", "7/15")
    assert moderation.facts["kind"] == "new"
    assert moderation.facts["stage"] == "draft"
    assert len(moderation.edition_fingerprint) == 64


def test_a_draft_that_was_served_already_is_moderated_for_learning(cast):
    served = make_version(make_plan(cast.amina), stage=VersionStage.SERVED)

    moderation = workflow.open_moderation(version=served, origin=Moderation.Origin.CATCH_UP)

    assert moderation.is_for_learning is True
    served.refresh_from_db()
    assert served.stage == VersionStage.SERVED


def test_the_moderator_may_read_and_is_told_once_without_a_name(
    cast, version, mailoutbox, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        moderation = workflow.open_moderation(version=version, origin=Moderation.Origin.CHANCE)
        again = workflow.open_moderation(version=version, origin=Moderation.Origin.CHANCE)

    assert again == moderation
    assert version.is_assigned_to(cast.ben) is True
    assert version.is_assigned_to(cast.mair) is False
    assert [mail.to for mail in mailoutbox] == [[cast.ben.person.email]]
    child = version.plan.child
    told = mailoutbox[0].subject + mailoutbox[0].body
    assert moderation.reference in told
    assert child.first_name not in told and child.last_name not in told


@pytest.mark.rule("L3.10")
def test_whoever_edited_signed_or_manages_is_passed_over(cast):
    version = make_version(make_plan(cast.amina), stage=VersionStage.READY, signed_by=cast.mair)
    VersionHand.objects.create(version=version, post=cast.ben)

    moderation = workflow.open_moderation(version=version, origin=Moderation.Origin.CHANCE)

    assert moderation.moderator == cast.ruth
    assert moderation.assigned_because == (
        "the only one who may; Ben Sandbourne stood out: edited version 1; Mair Sandbourne stood out: signed it off"
    )


@pytest.mark.rule("L3.10")
def test_a_senior_never_gets_what_they_wrote_themselves(cast):
    version = make_version(make_plan(cast.ben), stage=VersionStage.READY)

    moderation = workflow.open_moderation(version=version, origin=Moderation.Origin.CHANCE)

    assert moderation.moderator == cast.mair


@pytest.mark.rule("L3.10")
def test_line_management_counts_from_the_day_the_authority_says_so(cast):
    cast.amina.senior = cast.ben
    cast.amina.save()
    first = make_version(make_plan(cast.amina), stage=VersionStage.READY)
    second = make_version(make_plan(cast.amina), stage=VersionStage.READY)

    before = workflow.open_moderation(version=first, origin=Moderation.Origin.CHANCE)
    Choice.objects.create(authority=cast.authority, key="level3.line-management-bars", value=True, set_by=cast.lena)
    after = workflow.open_moderation(version=second, origin=Moderation.Origin.CHANCE)

    assert before.moderator == cast.ben
    assert after.moderator == cast.mair


@pytest.mark.rule("L3.10")
def test_somebody_on_leave_that_day_is_not_asked(cast, version, on_day):
    Leave.objects.create(post=cast.ben, starts_on=dt.date(2026, 11, 9), ends_on=dt.date(2026, 11, 13))

    with on_day(dt.date(2026, 11, 11)):
        moderation = workflow.open_moderation(version=version, origin=Moderation.Origin.CHANCE)

    assert moderation.moderator == cast.mair
    assert moderation.due_on == dt.date(2026, 11, 13)


@pytest.mark.rule("L3.11")
def test_six_drafts_are_shared_out_evenly(cast):
    for _ in range(6):
        draft = make_version(make_plan(cast.amina), stage=VersionStage.READY)
        workflow.open_moderation(version=draft, origin=Moderation.Origin.CHANCE)

    assert [Moderation.objects.filter(moderator=one).count() for one in (cast.ben, cast.mair, cast.ruth)] == [2, 2, 2]


def test_when_nobody_may_the_lead_is_told(cast):
    version = make_version(make_plan(cast.amina), stage=VersionStage.READY)
    for senior in (cast.ben, cast.mair, cast.ruth):
        VersionHand.objects.create(version=version, post=senior)

    moderation = workflow.open_moderation(version=version, origin=Moderation.Origin.CHANCE)

    assert moderation.moderator is None
    assert [notice.to for notice in notices("nobody-may-moderate")] == [cast.lena]


def test_a_plan_that_somebody_asks_for_is_marked_as_asked_for(cast, version):
    moderation = workflow.moderate_on_request(version=version, by=cast.lena, reason="A complaint about another plan.")

    assert moderation.origin == Moderation.Origin.PURPOSIVE
    assert moderation.purposive.reason == "A complaint about another plan."
    with pytest.raises(workflow.Refused):
        workflow.moderate_on_request(version=version, by=cast.lena, reason=" ")


@pytest.mark.sqlite
def test_the_catch_up_opens_one_moderation_for_each_officer_left_over(cast, on_day):
    with on_day(dt.date(2026, 11, 2)):
        drafts = [make_version(make_plan(officer)) for officer in (cast.amina, cast.amina, cast.osei)]
        opened = [workflow.draft_is_ready(version=draft, by=draft.plan.officer) for draft in drafts]
    already = {moderation.version.writer for moderation in opened if moderation}

    with on_day(dt.date(2026, 11, 30)):
        draw = workflow.run_catch_up(authority=cast.authority, period="2026-11")
        again = workflow.run_catch_up(authority=cast.authority, period="2026-11")
        nothing_waits = workflow.open_for_picks()

    caught_up = {moderation.version.writer for moderation in Moderation.objects.filter(origin="catch-up")}
    assert already | caught_up == {cast.amina, cast.osei}
    assert already & caught_up == set()
    assert (draw is None) == (caught_up == set())
    assert again is None
    assert nothing_waits == []
    assert Draw.objects.filter(purpose=Draw.Purpose.LEVEL_3).count() == 3


def test_the_lead_is_told_once_when_the_target_has_passed(cast, version, on_day):
    with on_day(dt.date(2026, 11, 11)):
        moderation = workflow.open_moderation(version=version, origin=Moderation.Origin.CHANCE)

    with on_day(dt.date(2026, 11, 13)):
        on_the_day = workflow.tell_lead_of_overdue(cast.authority)
    with on_day(dt.date(2026, 11, 14)):
        the_day_after = workflow.tell_lead_of_overdue(cast.authority)
        again = workflow.tell_lead_of_overdue(cast.authority)

    assert (on_the_day, the_day_after, again) == (0, 1, 0)
    assert [(notice.to, notice.reference) for notice in notices("moderation-overdue")] == [
        (cast.lena, moderation.version.reference)
    ]


def test_a_newer_upload_waits_and_the_moderation_stays_with_what_it_read(cast, moderation):
    newer = make_version(moderation.plan)

    assert workflow.newer_version_came(version=newer) == 1

    moderation.refresh_from_db()
    assert moderation.newer_version == newer
    assert moderation.version.number == 1


@pytest.mark.django_db(transaction=True)
def test_two_drafts_that_arrive_together_do_not_both_go_to_the_lightest(transactional_db):
    if connection.vendor == "sqlite":
        pytest.skip("SQLite writes one after the other by itself")
    from tests.people import make_cast

    cast = make_cast()
    with scope(authority=cast.authority):
        drafts = [make_version(make_plan(cast.amina), stage=VersionStage.READY) for _ in range(3)]
    start = threading.Barrier(3)

    def arrive(draft):
        with scope(authority=cast.authority):
            start.wait()
            workflow.open_moderation(version=draft, origin=Moderation.Origin.CHANCE)
        connection.close()

    threads = [threading.Thread(target=arrive, args=(draft,)) for draft in drafts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    with scope(authority=cast.authority):
        assert {one.moderator for one in Moderation.objects.all()} == {cast.ben, cast.mair, cast.ruth}
