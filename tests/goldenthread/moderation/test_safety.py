"""What goes before all judging, and who else then reads the plan."""

import pytest
from django.core.exceptions import PermissionDenied

from goldenthread.moderation import visibility, workflow
from goldenthread.moderation.models import Concern, Moderation, StandDown
from goldenthread.moderation.queries.moderations import visible_to
from goldenthread.moderation.workflow import Refused
from goldenthread.notices.models import Notice
from goldenthread.people.models import Choice
from goldenthread.plans.stages import Stage as VersionStage
from tests.factories import make_version
from tests.goldenthread.moderation.conftest import hand_in


def test_a_concern_reaches_the_named_contact_and_the_lead_at_once_and_names_nobody(
    cast, moderation, mailoutbox, django_capture_on_commit_callbacks
):
    Choice.objects.create(
        authority=cast.authority, key="safety.concern-contact", value="duty@sandbourne.example", set_by=cast.lena
    )
    with django_capture_on_commit_callbacks(execute=True):
        concern = workflow.raise_concern(
            version=moderation.version,
            moderation=moderation,
            by=cast.ben,
            kind=Concern.Kind.SAFEGUARDING,
            text="Tobin says in Section A that he is afraid to go home.",
        )

    about_it = [mail for mail in mailoutbox if concern.reference in mail.subject]
    assert sorted(mail.to[0] for mail in about_it) == sorted(["duty@sandbourne.example", cast.lena.person.email])
    child = moderation.plan.child
    for mail in about_it:
        said = mail.subject + mail.body
        assert concern.reference in said
        for name in (child.first_name, child.last_name, "afraid", moderation.plan.reference, cast.ben.name):
            assert name not in said


def test_a_breach_goes_to_the_data_protection_contact(cast, moderation):
    Choice.objects.create(
        authority=cast.authority, key="safety.breach-contact", value="dpo@sandbourne.example", set_by=cast.lena
    )

    workflow.raise_concern(
        version=moderation.version, by=cast.ben, kind="data-breach", text="Another child's name is in D."
    )

    assert list(Notice.objects.filter(to=None).values_list("address", flat=True)) == ["dpo@sandbourne.example"]


def test_the_same_page_sent_twice_raises_one_concern(cast, moderation):
    same = {"version": moderation.version, "by": cast.ben, "kind": "safeguarding", "text": "What I saw."}

    assert workflow.raise_concern(**same) == workflow.raise_concern(**same)
    assert Concern.objects.count() == 1


def test_a_concern_says_what_was_seen_and_comes_from_somebody_who_may_read(cast, moderation):
    with pytest.raises(Refused):
        workflow.raise_concern(version=moderation.version, by=cast.ben, kind="safeguarding", text="  ")
    with pytest.raises(PermissionDenied):
        workflow.raise_concern(version=moderation.version, by=cast.mair, kind="safeguarding", text="What?")


def test_the_lead_writes_down_what_was_done(cast, moderation):
    concern = workflow.raise_concern(version=moderation.version, by=cast.ben, kind="safeguarding", text="What I saw.")

    workflow.take_concern(concern=concern, by=cast.lena, what_was_done="Told the duty team, 10:40.")

    concern.refresh_from_db()
    assert (concern.taken_by, concern.what_was_done) == (cast.lena, "Told the duty team, 10:40.")
    with pytest.raises(PermissionDenied):
        workflow.take_concern(concern=concern, by=cast.mair, what_was_done="No")


# --- I know this child ------------------------------------------------------------------------


def test_standing_down_closes_the_plan_at_once_and_gives_it_to_another(cast, moderation, review):
    workflow.stand_down(moderation=moderation, by=cast.ben)

    moderation = Moderation.objects.get()
    assert moderation.moderator == cast.mair
    assert moderation.assigned_because.endswith("Ben Sandbourne stood out: stood down")
    assert moderation.version.is_assigned_to(cast.ben) is False
    assert moderation.version.is_assigned_to(cast.mair) is True
    assert list(visible_to(cast.ben)) == []
    with pytest.raises(PermissionDenied):
        workflow.save_field(review=review, by=cast.ben, code="F1", field="answer", value="met", version=0)


def test_what_somebody_answered_before_standing_down_is_seen_by_nobody(cast, moderation, review):
    workflow.stand_down(moderation=moderation, by=cast.ben)
    moderation = Moderation.objects.get()

    for post in (cast.ben, cast.mair, cast.lena, cast.amina):
        assert list(visibility.reviews_visible_to(post, moderation)) == []


def test_whoever_knows_the_child_never_gets_another_version_of_that_childs_plan(cast, moderation):
    workflow.stand_down(moderation=moderation, by=cast.ben)
    workflow.withdraw(moderation=Moderation.objects.get(), by=cast.lena, reason="A newer draft came.")
    newer = make_version(moderation.plan, stage=VersionStage.READY)

    again = workflow.open_moderation(version=newer, origin=Moderation.Origin.CHANCE)

    assert again.moderator != cast.ben


def test_when_everybody_knows_the_child_the_lead_is_told_and_the_pick_stays(cast, moderation):
    for senior in (cast.ben, cast.mair, cast.ruth):
        workflow.stand_down(moderation=Moderation.objects.get(), by=senior)

    moderation = Moderation.objects.get()
    assert moderation.moderator is None
    assert StandDown.objects.count() == 3
    assert [notice.to for notice in Notice.objects.filter(kind="nobody-may-moderate")] == [cast.lena]


def test_nobody_stands_down_for_somebody_else_or_after_handing_in(cast, moderation, review):
    with pytest.raises(PermissionDenied):
        workflow.stand_down(moderation=moderation, by=cast.mair)
    hand_in(review, cast.ben)
    with pytest.raises(Refused):
        workflow.stand_down(moderation=moderation, by=cast.ben)


# --- The lead gives it to somebody else -------------------------------------------------------


def test_the_lead_gives_a_moderation_to_another_senior_who_may(cast, moderation):
    workflow.reassign(moderation=moderation, by=cast.lena, to=cast.ruth)

    moderation.refresh_from_db()
    assert (moderation.moderator, moderation.assigned_because) == (cast.ruth, "chosen by the quality lead")
    assert [notice.to for notice in Notice.objects.filter(kind="moderation-taken-back")] == [cast.ben]
    assert [notice.to for notice in Notice.objects.filter(kind="moderation-given").order_by("pk")] == [
        cast.ben,
        cast.ruth,
    ]


def test_the_lead_cannot_give_it_to_somebody_who_may_not(cast, moderation, elsewhere):
    workflow.stand_down(moderation=moderation, by=cast.ben)
    moderation = Moderation.objects.get()

    for wrong in (cast.ben, cast.mair, cast.amina, elsewhere.ben):
        with pytest.raises(Refused):
            workflow.reassign(moderation=moderation, by=cast.lena, to=wrong)
    with pytest.raises(PermissionDenied):
        workflow.reassign(moderation=moderation, by=cast.mair, to=cast.ruth)


def test_a_draft_released_meanwhile_is_moderated_for_learning(cast, moderation):
    from goldenthread.plans import workflow as plans

    plans.release(version=moderation.version, by=cast.lena, reason="The twenty weeks end on Friday.")

    moderation.refresh_from_db()
    assert moderation.is_for_learning is True


# --- Nobody sees another's judgement before it is handed in -----------------------------------


def test_a_review_is_seen_by_its_author_alone_until_it_is_handed_in(cast, moderation, review, elsewhere):
    seen = {post: list(visibility.reviews_visible_to(post, moderation)) for post in (cast.ben, cast.lena, cast.mair)}
    assert seen == {cast.ben: [review], cast.lena: [], cast.mair: []}

    handed_in = hand_in(review, cast.ben)

    for post, expected in (
        (cast.ben, [handed_in]),
        (cast.lena, [handed_in]),
        (cast.mair, []),
        (cast.amina, []),
        (cast.bea, []),
        (elsewhere.lena, []),
        (None, []),
    ):
        assert list(visibility.reviews_visible_to(post, moderation)) == expected
