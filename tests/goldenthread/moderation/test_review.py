"""A review from its first answer to its correction."""

import datetime as dt
import threading

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction
from django_scopes import scope
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from goldenthread.history.models import Event
from goldenthread.lifecycle import WrongStage
from goldenthread.moderation import workflow
from goldenthread.moderation.models import Judgement, Moderation, Recommendation, Review, Strength
from goldenthread.moderation.queries.asked import asked_in
from goldenthread.moderation.stages import Stage
from goldenthread.moderation.workflow import Clash, Incomplete, Refused, Saved, save_field
from goldenthread.plans.stages import Stage as VersionStage
from tests.factories import make_plan, make_version
from tests.goldenthread.moderation.conftest import answer_all, hand_in, lock, name_strengths, say
from tests.people import make_cast


def save(review, by, value, version, *, field="comment", code="F1"):
    return save_field(review=review, by=by, code=code, field=field, value=value, version=version)


# --- Saving field by field --------------------------------------------------------------------


def test_each_field_counts_its_own_saves(cast, review):
    assert save(review, cast.ben, "partly", 0, field="answer") == Saved("F1", "answer", "partly", 1)
    assert save(review, cast.ben, "Who runs it?", 0) == Saved("F1", "comment", "Who runs it?", 1)
    assert save(review, cast.ben, "Who runs it, and when?", 1) == Saved("F1", "comment", "Who runs it, and when?", 2)

    judgement = review.judgements.get(code="F1")
    assert (judgement.answer, judgement.comment) == ("partly", "Who runs it, and when?")
    assert judgement.versions == {"answer": 1, "comment": 2}


@pytest.mark.sqlite
def test_two_tabs_never_overwrite_each_other_and_the_second_sees_both(cast, review):
    save(review, cast.ben, "From the first tab", 0)

    clash = save(review, cast.ben, "From the second tab", 0)

    assert clash == Clash("F1", "comment", mine="From the second tab", theirs="From the first tab", version=1)
    assert review.judgements.get(code="F1").comment == "From the first tab"
    assert save(review, cast.ben, "From the second tab", clash.version).version == 2


def test_a_retry_of_what_was_saved_is_saved(cast, review):
    first = save(review, cast.ben, "The same words", 0)

    assert save(review, cast.ben, "The same words", 0) == first
    assert Event.objects.filter(verb="answer saved").count() == 1


def test_an_edge_of_white_space_and_a_line_end_are_no_difference(cast, review):
    save(review, cast.ben, "One\r\nTwo \x00", 0)

    assert save(review, cast.ben, " One\nTwo", 0).version == 1
    assert review.judgements.get(code="F1").comment == "One\nTwo"


@pytest.mark.parametrize(
    ("code", "field", "value"),
    [
        ("Z9", "answer", "met"),
        ("F1", "answer", "excellent"),
        ("F1", "judgement", "good"),
        ("F1", "first_answer", "met"),
        ("F1", "origin", "the weather"),
        ("F1", "comment", "x" * 10_001),
        ("", "answer", "met"),
        ("", "judgement", "splendid"),
        ("", "submitted_at", "2026-11-11"),
        ("", "summary", "Before the lock"),
    ],
)
def test_what_the_form_does_not_have_is_refused(cast, review, code, field, value):
    with pytest.raises(Refused):
        save(review, cast.ben, value, 0, field=field, code=code)

    assert Judgement.objects.count() == 0


def test_nobody_else_can_answer(cast, review, elsewhere):
    for stranger in (cast.mair, cast.lena, cast.amina, elsewhere.ben):
        with pytest.raises(PermissionDenied):
            save(review, stranger, "met", 0, field="answer")


def test_the_history_names_the_field_and_never_the_words(cast, review):
    save(review, cast.ben, "Words about Tobin", 0)

    event = Event.objects.filter(verb="answer saved").get()
    assert (event.fields, event.detail["code"], event.post_id) == (["comment"], "F1", cast.ben.pk)
    assert "Tobin" not in str(event.__dict__)


@pytest.mark.django_db(transaction=True)
def test_of_two_saves_at_the_same_moment_one_is_saved_and_one_is_a_clash(transactional_db):
    if connection.vendor == "sqlite":
        pytest.skip("SQLite writes one after the other by itself")
    cast = make_cast()
    with scope(authority=cast.authority):
        version = make_version(make_plan(cast.amina), stage=VersionStage.READY)
        moderation = workflow.open_moderation(version=version, origin=Moderation.Origin.CHANCE)
        review = workflow.start_review(moderation=moderation, by=cast.ben)
    start, answers = threading.Barrier(6), []

    def tab(number):
        with scope(authority=cast.authority):
            start.wait()
            answers.append(save(review, cast.ben, f"From tab {number}", 0))
        connection.close()

    threads = [threading.Thread(target=tab, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    saved = [answer for answer in answers if isinstance(answer, Saved)]
    assert len(saved) == 1
    assert {answer.theirs for answer in answers if isinstance(answer, Clash)} == {saved[0].value}
    assert len(answers) == 6


class Tabs(TestCase):
    """Two tabs in any order of saves: whatever was acknowledged is stored, or was seen before it was replaced."""

    @settings(max_examples=40, deadline=None)
    @given(st.lists(st.tuples(st.sampled_from([0, 1]), st.sampled_from("abc"), st.booleans()), max_size=12))
    def test_no_acknowledged_save_is_ever_lost_unseen(self, steps):
        cast = make_cast(code="903", name="Eastmere", names=("Lena", "Ben", "Amina"))
        with scope(authority=cast.authority):
            version = make_version(make_plan(cast.amina), stage=VersionStage.READY)
            moderation = workflow.open_moderation(version=version, origin=Moderation.Origin.CHANCE)
            review = workflow.start_review(moderation=moderation, by=cast.ben)
            seen, stored, number = [0, 0], "", 0
            for tab, value, looks_again in steps:
                answer = save(review, cast.ben, value, seen[tab])
                if isinstance(answer, Saved):
                    assert value == stored or seen[tab] == number
                    number = answer.version
                    stored, seen[tab] = value, number
                else:
                    assert (answer.theirs, answer.version) == (stored, number)
                    seen[tab] = number if looks_again else seen[tab]
            kept = review.judgements.filter(code="F1").first()
            assert (kept.comment if kept else "") == stored


# --- Starting, skipping -----------------------------------------------------------------------


def test_opening_the_page_twice_begins_one_review(cast, moderation):
    first = workflow.start_review(moderation=moderation, by=cast.ben)

    assert workflow.start_review(moderation=moderation, by=cast.ben) == first
    assert Review.objects.count() == 1


def test_a_question_put_off_is_no_longer_so_once_it_is_answered(cast, review):
    workflow.skip(review=review, by=cast.ben, code="F1")
    review.refresh_from_db()
    assert review.skipped == ["F1"]

    save(review, cast.ben, "met", 0, field="answer")

    review.refresh_from_db()
    assert review.skipped == []


# --- Judge, then reveal -----------------------------------------------------------------------


def test_a_judgement_is_locked_only_when_every_question_is_answered_and_explained(cast, review):
    save(review, cast.ben, "not_met", 0, field="answer")

    with pytest.raises(Incomplete) as refused:
        workflow.lock_judgement(review=review, by=cast.ben)

    missing = [(each.code, each.what) for each in refused.value.missing]
    assert ("F1", "comment") in missing
    assert ("F1", "origin") in missing
    assert ("B1", "answer") in missing
    assert missing[-2:] == [("", "judgement"), ("", "judgement_reason")]
    review.refresh_from_db()
    assert (review.locked_at, review.profile) == (None, {})


def test_an_origin_in_the_advice_names_the_service_and_the_document(cast, review):
    answer_all(review, cast.ben, F1="partly")
    say(review, cast.ben, "F1", origin="advice")
    say(review, cast.ben, judgement="good", judgement_reason="Small blemishes.")

    with pytest.raises(Incomplete) as refused:
        workflow.lock_judgement(review=review, by=cast.ben)
    assert [each.what for each in refused.value.missing] == ["origin_service", "origin_document"]

    say(review, cast.ben, "F1", origin_service="speech_and_language", origin_document="K4, paragraph 12")
    assert workflow.lock_judgement(review=review, by=cast.ben).locked_at is not None


def test_locking_computes_the_profile_and_the_gap_and_keeps_them(cast, review):
    locked = lock(review, cast.ben, judgement="good")

    assert locked.suggested == "outstanding"
    assert locked.gap == 1
    assert locked.profile["percent"] == 100
    assert workflow.lock_judgement(review=review, by=cast.ben).locked_at == locked.locked_at


def test_after_the_lock_the_judgement_stands_and_an_answer_may_change_with_the_first_one_kept(cast, review):
    lock(review, cast.ben)

    with pytest.raises(Refused):
        say(review, cast.ben, judgement="inadequate")
    say(review, cast.ben, "F1", answer="not_met", comment="On second thoughts.", origin="drafting")

    judgement = review.judgements.get(code="F1")
    assert (judgement.first_answer, judgement.answer) == ("met", "not_met")
    review.refresh_from_db()
    assert (review.judgement, review.profile["percent"]) == ("good", 100)


def test_a_gap_of_a_grade_asks_for_a_reason_before_handing_in(cast, review):
    lock(review, cast.ben, judgement="good")
    say(review, cast.ben, summary="A good plan.", needs_correction="no", few_strengths_reason="There is one.")

    with pytest.raises(Incomplete) as refused:
        workflow.submit_review(review=review, by=cast.ben)
    assert [each.what for each in refused.value.missing] == ["gap_reason"]

    say(review, cast.ben, gap_reason="Two rows of F are hard to check.")
    assert workflow.submit_review(review=review, by=cast.ben).submitted_at is not None


def test_a_plan_that_needs_correcting_comes_with_a_recommendation(cast, review):
    lock(review, cast.ben, judgement="outstanding")
    say(review, cast.ben, summary="A good plan.", needs_correction="before_service")
    name_strengths(review, cast.ben)

    with pytest.raises(Incomplete) as refused:
        workflow.submit_review(review=review, by=cast.ben)
    assert [each.what for each in refused.value.missing] == ["recommendations"]

    workflow.add_recommendation(
        review=review,
        by=cast.ben,
        text="Say how often the group meets.",
        for_whom="casework_officer",
        by_when=dt.date(2026, 11, 20),
    )
    workflow.submit_review(review=review, by=cast.ben)
    assert Moderation.objects.get().stage == Stage.HANDED_IN


def test_fewer_than_two_strengths_come_with_a_reason(cast, review):
    lock(review, cast.ben, judgement="outstanding")
    say(review, cast.ben, summary="A good plan.", needs_correction="no")
    workflow.add_strength(review=review, by=cast.ben, text="The child's voice.")

    with pytest.raises(Incomplete, match="Name two strengths, or say why there are fewer"):
        workflow.submit_review(review=review, by=cast.ben)

    say(review, cast.ben, few_strengths_reason="The rest says nothing of its own.")
    assert workflow.submit_review(review=review, by=cast.ben).submitted_at is not None


@pytest.mark.parametrize("kind", ["strength", "recommendation"])
def test_what_is_typed_and_not_added_keeps_a_review_from_being_handed_in_and_is_kept(cast, review, kind):
    lock(review, cast.ben, judgement="outstanding")
    say(review, cast.ben, summary="A good plan.", needs_correction="no")
    name_strengths(review, cast.ben)
    field = f"{kind}-text"
    workflow.save_field(review=review, by=cast.ben, field=field, value="Typed and not added", version=0)

    with pytest.raises(Incomplete, match=f"A {kind} is typed and not added yet"):
        workflow.submit_review(review=review, by=cast.ben)

    review.refresh_from_db()
    assert review.begun == {field: "Typed and not added"}
    workflow.save_field(review=review, by=cast.ben, field=field, value="", version=1)
    handed_in = workflow.submit_review(review=review, by=cast.ben)
    assert handed_in.begun == {}


def test_adding_empties_the_form_for_every_tab_and_another_begun_meanwhile_stays(cast, review):
    lock(review, cast.ben, judgement="outstanding")
    workflow.save_field(review=review, by=cast.ben, field="strength-text", value="His own words", version=0)
    workflow.add_strength(review=review, by=cast.ben, text="His own words")

    review.refresh_from_db()
    assert (review.begun, review.versions["strength-text"]) == ({}, 2)
    clash = workflow.save_field(review=review, by=cast.ben, field="strength-text", value="Other words", version=1)
    assert isinstance(clash, workflow.Clash)
    workflow.save_field(review=review, by=cast.ben, field="strength-text", value="Other words", version=2)
    workflow.add_strength(review=review, by=cast.ben, text="A third one")
    review.refresh_from_db()
    assert review.begun == {"strength-text": "Other words"}


def test_what_was_said_of_a_weakness_is_recommended_by_one_press(cast, review):
    say(review, cast.ben, "F1", answer="not_met", comment="Say who runs the group.", origin="drafting")
    lock(review, cast.ben, judgement="inadequate", F1="not_met")
    say(review, cast.ben, "F1", comment="Say who runs the group.")

    assert workflow.recommend_from(review=review, by=cast.ben, code="F1") is None
    review.refresh_from_db()
    assert review.begun == {"recommendation-text": "Say who runs the group."}
    with pytest.raises(Refused, match="begun first"):
        workflow.recommend_from(review=review, by=cast.ben, code="F1")
    say(review, cast.ben, "F1", who_should_act="casework_officer")
    made = workflow.recommend_from(review=review, by=cast.ben, code="F1")

    assert (made.text, made.for_whom) == ("Say who runs the group.", "casework_officer")
    assert workflow.recommend_from(review=review, by=cast.ben, code="F1") == made
    with pytest.raises(Refused, match="Nothing was said"):
        workflow.recommend_from(review=review, by=cast.ben, code="F2")


@pytest.mark.sqlite
def test_handing_in_twice_hands_in_once(cast, review):
    first = hand_in(review, cast.ben)

    again = workflow.submit_review(review=review, by=cast.ben, minutes=99)

    assert (again.submitted_at, again.minutes) == (first.submitted_at, 35)
    assert Event.objects.filter(verb="review handed in").count() == 1


# --- What was handed in stays -----------------------------------------------------------------


def test_nothing_of_a_handed_in_review_changes_through_the_product(cast, review):
    hand_in(review, cast.ben)

    for change in (
        lambda: save(review, cast.ben, "not_met", 1, field="answer"),
        lambda: say(review, cast.ben, summary="Something else"),
        lambda: workflow.add_strength(review=review, by=cast.ben, text="Late praise"),
        lambda: workflow.add_evidence_from_quote(review=review, by=cast.ben, code="F1", quote="small group work"),
        lambda: workflow.skip(review=review, by=cast.ben, code="F1"),
        lambda: workflow.lock_judgement(review=review, by=cast.ben),
    ):
        with pytest.raises(Refused):
            change()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE moderation_review SET judgement = 'inadequate' WHERE id = {review}",
        "UPDATE moderation_review SET submitted_at = NULL WHERE id = {review}",
        "DELETE FROM moderation_review WHERE id = {review}",
        "UPDATE moderation_judgement SET answer = 'not_met' WHERE review_id = {review}",
        "DELETE FROM moderation_judgement WHERE review_id = {review}",
        "UPDATE moderation_evidence SET quote = 'other words' WHERE review_id = {review}",
        "DELETE FROM moderation_strength WHERE review_id = {review}",
        "INSERT INTO moderation_strength (review_id, text) VALUES ({review}, 'Late praise')",
    ],
)
@pytest.mark.sqlite
def test_the_database_itself_refuses_any_change_of_a_handed_in_review(cast, review, statement):
    workflow.add_evidence_from_quote(review=review, by=cast.ben, code="F1", quote="small group work")
    lock(review, cast.ben, judgement="outstanding")
    workflow.add_strength(review=review, by=cast.ben, text="The child's voice.")
    hand_in_again = Review.objects.get(pk=review.pk)
    say(hand_in_again, cast.ben, summary="A good plan.", needs_correction="no", few_strengths_reason="There is one.")
    workflow.submit_review(review=review, by=cast.ben)

    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(review=review.pk))

    kept = Review.objects.get(pk=review.pk)
    assert (kept.judgement, kept.submitted_at is not None) == ("outstanding", True)
    assert set(kept.judgements.values_list("answer", flat=True)) == {"met"}
    assert [strength.text for strength in kept.strengths.all()] == ["The child's voice."]


@pytest.mark.sqlite
def test_the_database_itself_keeps_a_locked_judgement(cast, review):
    lock(review, cast.ben)

    with pytest.raises(DatabaseError), transaction.atomic():
        Review.objects.filter(pk=review.pk).update(judgement="inadequate")

    assert Review.objects.get(pk=review.pk).judgement == "good"


def test_a_correction_is_a_new_review_with_the_answers_copied_and_a_reason(cast, review):
    workflow.add_evidence_from_quote(review=review, by=cast.ben, code="F1", quote="small group work")
    lock(review, cast.ben, judgement="outstanding")
    workflow.add_strength(
        review=review, by=cast.ben, text="The child's voice.", evidence=review.evidence.get(), quote=""
    )
    say(review, cast.ben, summary="A good plan.", needs_correction="no", few_strengths_reason="There is one.")
    first = workflow.submit_review(review=review, by=cast.ben)

    correction = workflow.correct_review(
        moderation=first.moderation, by=cast.ben, reason="F2 was about another child's plan."
    )

    assert (correction.number, correction.corrects) == (2, first)
    assert (correction.locked_at, correction.submitted_at, correction.profile) == (None, None, {})
    assert correction.judgements.count() == first.judgements.count()
    assert correction.strengths.get().evidence == correction.evidence.get()
    assert correction.evidence.get().pk != first.evidence.get().pk

    handed_in = hand_in(correction, cast.ben, F2="partly")
    assert handed_in.judgements.get(code="F2").answer == "partly"
    assert first.judgements.get(code="F2").answer == "met"
    assert Moderation.objects.get().stage == Stage.HANDED_IN


def test_a_correction_needs_a_reason_and_something_handed_in(cast, review):
    with pytest.raises(Refused):
        workflow.correct_review(moderation=review.moderation, by=cast.ben, reason="Too early")
    hand_in(review, cast.ben)
    with pytest.raises(Refused):
        workflow.correct_review(moderation=review.moderation, by=cast.ben, reason="  ")
    workflow.correct_review(moderation=review.moderation, by=cast.ben, reason="F2 was mistaken.")
    with pytest.raises(Refused):
        workflow.correct_review(moderation=review.moderation, by=cast.ben, reason="And another")


# --- Quotes -----------------------------------------------------------------------------------


def test_a_pasted_quote_is_found_and_holds_in_the_pinned_version(cast, review):
    [evidence] = workflow.add_evidence_from_quote(
        review=review, by=cast.ben, code="F1", quote="  “access to regular\nsmall group work” "
    )

    block = review.moderation.version.document.blocks[evidence.block]
    assert block.text[evidence.start : evidence.end] == evidence.quote == "access to regular small group work"
    assert evidence.section == "F"


def test_words_that_the_plan_does_not_say_are_answered_with_a_plain_sentence(cast, review):
    with pytest.raises(Refused) as refused:
        workflow.add_evidence_from_quote(review=review, by=cast.ben, code="F1", quote="thirty minutes of therapy")

    assert str(refused.value).startswith("Those words are not in this version of the plan.")


def test_an_anchor_that_does_not_hold_is_refused(cast, review):
    [held] = workflow.add_evidence_from_quote(review=review, by=cast.ben, code="F1", quote="small group work")
    anchor = held.anchor

    for wrong in (
        anchor.__class__(anchor.block, anchor.start + 1, anchor.end, anchor.quote),
        anchor.__class__(anchor.block, anchor.start, anchor.end, "other words entirely"),
        anchor.__class__(9_999, 0, 5, "words"),
        anchor.__class__(anchor.block, -5, anchor.end, anchor.quote),
    ):
        with pytest.raises(Refused):
            workflow.add_evidence(review=review, by=cast.ben, code="F1", anchor=wrong)

    assert review.evidence.count() == 1


def test_the_same_quote_twice_is_one_and_a_removed_one_comes_back(cast, review):
    [first] = workflow.add_evidence_from_quote(review=review, by=cast.ben, code="F1", quote="small group work")
    assert workflow.add_evidence(review=review, by=cast.ben, code="F1", anchor=first.anchor) == first

    workflow.remove_evidence(evidence=first, by=cast.ben)
    assert review.evidence.get().removed_at is not None
    workflow.restore_evidence(evidence=first, by=cast.ben)
    assert review.evidence.get().removed_at is None


def test_somebody_elses_evidence_cannot_be_removed(cast, review):
    [evidence] = workflow.add_evidence_from_quote(review=review, by=cast.ben, code="F1", quote="small group work")

    with pytest.raises(PermissionDenied):
        workflow.remove_evidence(evidence=evidence, by=cast.mair)


# --- Findings ---------------------------------------------------------------------------------


def test_strengths_and_recommendations_come_after_the_lock(cast, review):
    with pytest.raises(Refused):
        workflow.add_strength(review=review, by=cast.ben, text="Too early")
    lock(review, cast.ben)

    strength = workflow.add_strength(
        review=review, by=cast.ben, text="Clear outcomes.", quote="four lessons out of five"
    )
    with pytest.raises(Refused):
        workflow.add_strength(review=review, by=cast.ben, text="A quote from nowhere", quote="not in this plan")
    with pytest.raises(Refused):
        workflow.add_recommendation(review=review, by=cast.ben, text="Something", for_whom="nobody", by_when=None)

    assert strength.evidence.section == "E"
    again = workflow.add_strength(review=review, by=cast.ben, text="Clear outcomes.", quote="four lessons out of five")
    assert again == strength
    workflow.remove_strength(strength=strength, by=cast.ben)
    assert (Strength.objects.count(), Recommendation.objects.count()) == (0, 0)


# --- The form is pinned -----------------------------------------------------------------------


def test_the_form_does_not_grow_when_the_register_changes(cast, moderation):
    before = list(asked_in(moderation).questions)
    child = moderation.plan.child
    child.is_cared_for, child.year_group = True, 11
    child.save()

    fresh = Moderation.objects.select_related("version__plan__child").get(pk=moderation.pk)

    assert list(asked_in(fresh).questions) == before


def test_a_withdrawn_moderation_takes_no_answers(cast, review):
    workflow.withdraw(moderation=review.moderation, by=cast.lena, reason="The plan was ceased.")

    with pytest.raises(Refused):
        save(review, cast.ben, "met", 0, field="answer")
    with pytest.raises(WrongStage):
        workflow.withdraw(moderation=review.moderation, by=cast.lena, reason="Twice")
