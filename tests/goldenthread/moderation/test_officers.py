"""New officers: when signing off is suggested, who does it, and the way back."""

import pytest
from django.core.exceptions import PermissionDenied
from django.utils.formats import date_format

from goldenthread import world
from goldenthread.moderation import workflow
from goldenthread.moderation.models import Moderation
from goldenthread.moderation.queries import officers
from goldenthread.notices.models import Notice
from goldenthread.people import workflow as people
from goldenthread.plans.stages import Stage as VersionStage
from tests.factories import make_plan, make_version
from tests.goldenthread.moderation.conftest import hand_in


def moderated(writer, judgement="outstanding", **answers):
    """One more draft of a writer, moderated by whoever the rules choose."""
    version = make_version(make_plan(writer), stage=VersionStage.READY)
    moderation = workflow.open_moderation(version=version, origin=Moderation.Origin.EVERY_DRAFT)
    review = workflow.start_review(moderation=moderation, by=moderation.moderator)
    return hand_in(review, moderation.moderator, judgement=judgement, **answers)


@pytest.mark.rule("L3.16")
def test_five_good_drafts_judged_by_several_seniors_suggest_sign_off(cast):
    for _ in range(4):
        moderated(cast.nadia)
    assert officers.sign_off_is_suggested(cast.nadia) is False

    moderated(cast.nadia, judgement="good")

    assert officers.sign_off_is_suggested(cast.nadia) is True
    workflow.sign_off_officer(officer=cast.nadia, by=cast.ben)
    cast.nadia.refresh_from_db()
    assert cast.nadia.signed_off_by == cast.ben
    assert officers.sign_off_is_suggested(cast.nadia) is False


@pytest.mark.rule("L3.16")
def test_a_failed_limiting_standard_holds_the_suggestion_back(cast):
    for _ in range(4):
        moderated(cast.nadia)
    review = moderated(cast.nadia, judgement="good", F1="not_met")

    assert review.profile["limits_hit"] == ["F1"]
    assert officers.sign_off_is_suggested(cast.nadia) is False


@pytest.mark.rule("L3.17")
def test_two_drafts_below_good_in_a_row_bring_every_draft_back_and_the_lead_is_told(cast):
    moderated(cast.amina, judgement="requires_improvement")
    cast.amina.refresh_from_db()
    assert cast.amina.is_signed_off is True

    moderated(cast.amina, judgement="inadequate")

    cast.amina.refresh_from_db()
    assert cast.amina.is_signed_off is False
    assert [notice.to for notice in Notice.objects.filter(kind="every-draft-again")] == [cast.lena]


@pytest.mark.rule("L3.17")
def test_the_way_back_and_the_sign_off_are_steps_of_the_induction_and_the_persons_page_says_since_when(cast, as_):
    for _ in range(2):
        moderated(cast.amina, judgement="requires_improvement")
    last = Moderation.objects.latest("pk").reference

    page = as_(cast.lena).get(f"/people/posts/{cast.amina.pk}/").content.decode()
    people = as_(cast.lena).get("/people/").content.decode()

    today = date_format(world.today(), "j F Y")
    assert [(step.kind, step.recorded_by) for step in cast.amina.induction.all()] == [("taken-back", None)]
    assert (
        f"Every draft again since {today}, after 2 drafts in a row were judged below good, the last in moderation {last}."
        in page
    )
    assert "New: every draft" not in page
    assert f"Every draft again since {today}" in people
    workflow.sign_off_officer(officer=cast.amina, by=cast.ben)
    assert [step.kind for step in cast.amina.induction.all()] == ["taken-back", "signed-off"]


def test_nobody_is_signed_off_by_themselves_or_twice(cast):
    with pytest.raises(people.Refused):
        workflow.sign_off_officer(officer=cast.amina, by=cast.ben)


@pytest.mark.rule("L3.17")
def test_after_signing_off_again_the_count_begins_anew(cast):
    for _ in range(2):
        moderated(cast.amina, judgement="requires_improvement")
    workflow.sign_off_officer(officer=cast.amina, by=cast.lena)

    moderated(cast.amina, judgement="requires_improvement")

    cast.amina.refresh_from_db()
    assert cast.amina.is_signed_off is True


def test_a_correction_counts_in_place_of_what_it_corrects(cast):
    review = moderated(cast.nadia, judgement="inadequate")
    correction = workflow.correct_review(moderation=review.moderation, by=review.moderator, reason="The wrong plan.")
    hand_in(correction, review.moderator)

    [judged] = officers.judged(cast.nadia)

    assert (judged.grade, judged.at) == (4, review.submitted_at)


def test_no_officer_signs_anybody_off(cast):
    for post in (cast.amina, cast.nadia, cast.sam):
        with pytest.raises(PermissionDenied):
            workflow.sign_off_officer(officer=cast.nadia, by=post)
