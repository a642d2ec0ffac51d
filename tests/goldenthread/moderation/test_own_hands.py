"""Nobody judges what they wrote or are the officer of, on whatever path it comes to them, and in whatever post."""

import datetime as dt

import pytest

from goldenthread import world
from goldenthread.moderation import workflow
from goldenthread.moderation.models import Moderation, Review
from goldenthread.moderation.queries.challenges import seniors_for_challenge
from goldenthread.moderation.stages import Stage
from goldenthread.moderation.workflow import Refused
from goldenthread.people.models import Post
from goldenthread.plans.stages import Stage as VersionStage
from tests.factories import make_plan, make_version
from tests.goldenthread.desk.drafts import let_through
from tests.goldenthread.moderation.conftest import hand_in, lock
from tests.goldenthread.moderation.letters import begun, handed_in, sent

NOT_YOURS = "not yours to judge"


@pytest.fixture
def was_officer(cast) -> Post:
    """Ben's post of before, when he wrote plans."""
    return Post.objects.create(
        authority=cast.authority, person=cast.ben.person, role="officer", agency="sen-team", closed_at=world.now()
    )


def draft(writer, officer) -> Moderation:
    version = make_version(make_plan(officer), stage=VersionStage.READY, writer=writer)
    return workflow.open_moderation(version=version, origin=Moderation.Origin.CHANCE, chance="1/2")


@pytest.mark.rule("L3.10")
@pytest.mark.parametrize("hand", ["wrote it", "is its officer"])
def test_neither_the_rules_nor_the_lead_give_a_draft_to_its_writer_or_officer(cast, was_officer, hand):
    moderation = draft(was_officer, cast.amina) if hand == "wrote it" else draft(cast.amina, was_officer)

    assert moderation.moderator.person_id != cast.ben.person_id
    assert "Ben Sandbourne stood out: wrote it" in moderation.assigned_because
    with pytest.raises(Refused, match="may not moderate this draft: wrote it"):
        workflow.reassign(moderation=moderation, by=cast.lena, to=cast.ben)
    while moderation.moderator is not None:
        workflow.stand_down(moderation=moderation, by=moderation.moderator)
        moderation.refresh_from_db()
    assert {one.post.person_id for one in moderation.stand_downs.all()} == {
        cast.mair.person_id,
        cast.ruth.person_id,
    }


@pytest.mark.rule("L3.10")
def test_the_lead_is_no_senior_to_whom_a_moderation_or_a_challenge_could_be_given(cast, moderation):
    with pytest.raises(Refused, match="Choose a senior casework officer"):
        workflow.reassign(moderation=moderation, by=cast.lena, to=cast.lena)

    letter = sent(handed_in(cast.mair, writer=cast.amina), cast.mair)
    challenge = workflow.challenge(letter=letter, by=cast.amina, text="It does say so.")
    with pytest.raises(Refused, match="Choose a senior casework officer"):
        workflow.choose_for_challenge(challenge=challenge, by=cast.lena, to=cast.lena)


@pytest.mark.rule("L3.10")
def test_the_catch_up_gives_no_draft_to_its_own_writer(cast, was_officer, on_day):
    Post.objects.filter(pk=was_officer.pk).update(closed_at=None)
    was_officer.refresh_from_db()
    with on_day(dt.date(2026, 11, 4)):
        version = let_through(was_officer)

    with on_day(dt.date(2026, 11, 30)):
        workflow.run_catch_up(authority=cast.authority, period="2026-11")

    opened = Moderation.objects.get(version=version)
    assert opened.moderator.person_id in {cast.mair.person_id, cast.ruth.person_id}


@pytest.mark.rule("L3.21")
def test_a_challenge_is_not_decided_by_whoever_wrote_the_plan_in_another_post(cast, was_officer):
    moderation = handed_in(
        cast.mair, version=make_version(make_plan(cast.amina), stage=VersionStage.READY, writer=was_officer)
    )

    able = {one.name for one, why in seniors_for_challenge(moderation) if not why}

    assert able == {cast.ruth.name}


def becomes_officer(moderation: Moderation, post: Post) -> None:
    """An extract of the case system names somebody else, who may be its moderator."""
    plan = moderation.plan
    plan.officer = post
    plan.save(update_fields=["officer"])


def test_who_becomes_the_officer_meanwhile_neither_locks_nor_hands_in(cast, moderation, review):
    locked = lock(review, cast.ben)
    becomes_officer(moderation, cast.ben)
    fresh = Review.objects.get(pk=locked.pk)

    with pytest.raises(Refused, match=NOT_YOURS):
        workflow.submit_review(review=fresh, by=cast.ben)

    assert Review.objects.get().submitted_at is None
    workflow.reassign(moderation=moderation, by=cast.lena, to=cast.mair)
    assert Moderation.objects.get().moderator == cast.mair


def test_who_becomes_the_officer_meanwhile_locks_no_judgement(cast, moderation, review):
    becomes_officer(moderation, cast.ben)

    with pytest.raises(Refused, match=NOT_YOURS):
        lock(review, cast.ben)

    assert Review.objects.get().locked_at is None


def test_who_becomes_the_officer_meanwhile_sends_no_letter_and_corrects_nothing(cast, moderation, review):
    hand_in(review, cast.ben)
    letter = begun(Moderation.objects.get(), cast.ben)
    becomes_officer(moderation, cast.ben)

    with pytest.raises(Refused, match=NOT_YOURS):
        workflow.send_letter(letter=letter, by=cast.ben)
    with pytest.raises(Refused, match=NOT_YOURS):
        workflow.correct_review(moderation=moderation, by=cast.ben, reason="A slip")

    assert Moderation.objects.get().stage == Stage.HANDED_IN


def test_who_becomes_the_officer_meanwhile_decides_no_challenge(cast):
    letter = sent(handed_in(cast.mair, writer=cast.amina), cast.mair)
    challenge = workflow.challenge(letter=letter, by=cast.amina, text="It does say so.")
    becomes_officer(letter.moderation, challenge.senior)

    with pytest.raises(Refused, match=NOT_YOURS):
        workflow.decide_challenge(challenge=challenge, by=challenge.senior, decision="upheld", reason="It does.")

    challenge.refresh_from_db()
    assert challenge.decision == ""


def test_the_page_says_so_to_who_became_the_officer_meanwhile(cast, moderation, review, as_):
    lock(review, cast.ben)
    becomes_officer(moderation, cast.ben)

    answer = as_(cast.ben).post(
        f"/moderations/{moderation.reference}/findings/", {"then": "hand-in", "minutes": "35"}, follow=True
    )

    assert NOT_YOURS in answer.content.decode()
