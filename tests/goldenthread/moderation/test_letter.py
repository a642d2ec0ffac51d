"""The letter: begun from the review, sent once, answered, talked about, challenged."""

import datetime as dt
import io

import docx
import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction

from goldenthread.history.models import Event
from goldenthread.moderation import workflow
from goldenthread.moderation.models import Challenge, Letter, LetterMessage, LetterPoint, LetterStrength, Moderation
from goldenthread.moderation.queries.asked import asked_in
from goldenthread.moderation.queries.letters import addressees
from goldenthread.moderation.stages import Stage
from goldenthread.moderation.word_letter import word_file
from goldenthread.moderation.workflow import PointWords, Refused, StrengthWords
from goldenthread.notices.models import Notice
from goldenthread.plans.models import Clearance, VersionHand
from goldenthread.plans.stages import Stage as VersionStage
from tests.factories import SECTIONS, make_document, make_plan, make_version
from tests.goldenthread.moderation.conftest import lock, say
from tests.goldenthread.moderation.letters import POINTS, STRENGTHS, begun, handed_in, sent


@pytest.fixture
def reviewed(cast, version):
    """A moderation whose review Ben has handed in with nothing to find fault with."""
    return handed_in(cast.ben, version=version)


# --- Writing ----------------------------------------------------------------------------------


def test_the_letter_is_begun_with_the_weightiest_points_and_two_strengths_with_their_quotes(cast, review, moderation):
    workflow.add_evidence_from_quote(review=review, by=cast.ben, code="F1", quote="as appropriate")
    codes = list(asked_in(moderation).questions)
    critical = {code for code, question in asked_in(moderation).questions.items() if question.limiting == "critical"}
    others = [code for code in codes if code != "F1" and code not in critical]
    weak = dict.fromkeys(others[:5], "partly") | {"F1": "not_met"}
    review = lock(review, cast.ben, judgement="inadequate", **weak)
    say(review, cast.ben, summary="It could be relied on.", needs_correction="before_service")
    if review.gap:
        say(review, cast.ben, gap_reason="Read as a whole.")
    for quote, text in (("I like trains", "Kept as said."), ("four lessons out of five", "Plain.")):
        workflow.add_strength(review=review, by=cast.ben, text=text, quote=quote)
    workflow.add_recommendation(
        review=review, by=cast.ben, text="Carry it over.", for_whom="casework_officer", by_when=None
    )
    workflow.submit_review(review=review, by=cast.ben)

    letter = workflow.write_letter(moderation=moderation, by=cast.ben)

    assert letter.outcome == "amend-first"
    assert list(letter.strengths.values_list("text", "quote", "section")) == [
        ("Kept as said.", "I like trains", "A"),
        ("Plain.", "four lessons out of five", "E"),
    ]
    points = list(letter.points.all())
    assert len(points) == 3
    assert (points[0].codes, points[0].quote, points[0].section) == (["F1"], "as appropriate", "F")
    assert points[0].body == "The report says how often. Carry that over."
    assert points[0].good != ""


def test_beginning_twice_begins_once(cast, reviewed):
    first = workflow.write_letter(moderation=reviewed, by=cast.ben)

    assert workflow.write_letter(moderation=reviewed, by=cast.ben) == first
    assert Event.objects.filter(verb="letter begun").count() == 1


def test_no_letter_before_the_review_is_handed_in(cast, moderation, review):
    with pytest.raises(Refused, match="Hand in the review first"):
        workflow.write_letter(moderation=moderation, by=cast.ben)


def test_no_letter_of_a_moderation_that_was_withdrawn(cast, reviewed):
    letter = begun(reviewed, cast.ben)
    workflow.withdraw(moderation=reviewed, by=cast.lena, reason="The plan was ended.")

    with pytest.raises(Refused, match="is over"):
        workflow.send_letter(letter=letter, by=cast.ben)


def test_only_its_moderator_writes_and_sends_it(cast, reviewed, elsewhere):
    letter = begun(reviewed, cast.ben)

    for stranger in (cast.mair, cast.lena, cast.amina, cast.sam, elsewhere.ben):
        with pytest.raises(PermissionDenied):
            workflow.write_letter(moderation=reviewed, by=stranger)
        with pytest.raises(PermissionDenied):
            workflow.send_letter(letter=letter, by=stranger)
    assert Letter.objects.get().sent_at is None


def test_a_letter_that_lacks_something_is_not_sent_and_says_what(cast, reviewed):
    letter = begun(reviewed, cast.ben, strengths=STRENGTHS[:1])

    with pytest.raises(Refused, match="Name two strengths"):
        workflow.send_letter(letter=letter, by=cast.ben)
    assert Notice.objects.filter(kind="letter-sent").count() == 0


def test_a_fourth_point_is_refused(cast, reviewed):
    letter = begun(reviewed, cast.ben, points=[*POINTS, *POINTS])

    with pytest.raises(Refused, match="at most three points"):
        workflow.send_letter(letter=letter, by=cast.ben)


def test_a_correction_handed_in_before_the_letter_goes_is_the_one_it_tells_of(cast, reviewed):
    letter = begun(reviewed, cast.ben)
    correction = workflow.correct_review(moderation=reviewed, by=cast.ben, reason="I had overlooked F1.")
    correction = workflow.lock_judgement(review=correction, by=cast.ben)
    workflow.submit_review(review=correction, by=cast.ben)

    letter = workflow.send_letter(letter=letter, by=cast.ben)

    assert letter.review == correction


# --- Sending ----------------------------------------------------------------------------------


def test_a_sent_letter_goes_to_the_writer_with_ten_working_days_to_answer(cast, reviewed, on_day):
    with on_day(dt.date(2026, 11, 13)):
        letter = sent(reviewed, cast.ben)

    assert letter.answer_by == dt.date(2026, 11, 27)
    assert Moderation.objects.get().stage == Stage.WITH_WRITER
    assert list(Notice.objects.filter(kind="letter-sent").values_list("to", "due_on")) == [
        (cast.amina.pk, dt.date(2026, 11, 27))
    ]


def test_sending_twice_sends_once(cast, reviewed):
    letter = begun(reviewed, cast.ben)
    first = workflow.send_letter(letter=letter, by=cast.ben)

    assert workflow.send_letter(letter=letter, by=cast.ben).sent_at == first.sent_at
    assert Clearance.objects.count() == 1
    assert Notice.objects.filter(kind="letter-sent").count() == 1


def test_a_sent_letter_is_changed_by_nobody(cast, reviewed):
    letter = sent(reviewed, cast.ben)

    with pytest.raises(Refused, match="was sent"):
        begun(reviewed, cast.ben)
    assert list(letter.points.values_list("heading", flat=True)) == [point.heading for point in POINTS]


@pytest.mark.sqlite
def test_the_database_refuses_to_change_a_sent_letter(cast, reviewed):
    letter = sent(reviewed, cast.ben)
    point, strength = letter.points.first(), letter.strengths.first()

    for attempt in (
        lambda: Letter.objects.update(opening="Other words"),
        lambda: Letter.objects.update(outcome="hold"),
        lambda: Letter.objects.update(sent_at=None),
        lambda: Letter.objects.update(answer_by=dt.date(2030, 1, 1)),
        lambda: Letter.objects.all()._raw_delete("default"),
        lambda: LetterPoint.objects.filter(pk=point.pk).update(body="Other words"),
        lambda: LetterPoint.objects.filter(pk=point.pk).update(codes=["Z9"]),
        lambda: LetterPoint.objects.filter(pk=point.pk).update(origin_words="Somebody else"),
        lambda: LetterPoint.objects.filter(pk=point.pk)._raw_delete("default"),
        lambda: LetterPoint.objects.create(letter=letter, number=3, heading="A late one"),
        lambda: LetterStrength.objects.filter(pk=strength.pk).update(quote="Other words"),
        lambda: LetterStrength.objects.filter(pk=strength.pk)._raw_delete("default"),
        lambda: LetterStrength.objects.create(letter=letter, number=3, text="A late one"),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            attempt()


@pytest.mark.sqlite
def test_the_database_keeps_what_was_said(cast, reviewed):
    workflow.ask(letter=sent(reviewed, cast.ben), by=cast.amina, text="Which report?")

    for attempt in (
        lambda: LetterMessage.objects.update(text="Never mind"),
        lambda: LetterMessage.objects.all()._raw_delete("default"),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            attempt()


# --- Answering --------------------------------------------------------------------------------


def test_acknowledging_a_letter_that_asks_for_nothing_ends_the_moderation(cast, reviewed):
    letter = sent(reviewed, cast.ben)

    workflow.acknowledge(letter=letter, by=cast.amina)
    workflow.acknowledge(letter=letter, by=cast.amina)

    moderation = Moderation.objects.get()
    assert (moderation.stage, moderation.closed_at is not None) == (Stage.CLOSED, True)
    assert moderation.version.readers.filter(until_at=None).count() == 0
    assert Event.objects.filter(verb="letter acknowledged").count() == 1
    assert Notice.objects.filter(kind="letter-answered", to=cast.ben).count() == 1


def test_nobody_answers_but_its_writer(cast, reviewed, elsewhere):
    letter = sent(reviewed, cast.ben)

    for stranger in (cast.osei, cast.ben, cast.lena, cast.mair, elsewhere.amina):
        with pytest.raises(PermissionDenied):
            workflow.acknowledge(letter=letter, by=stranger)
        with pytest.raises(PermissionDenied):
            workflow.ask(letter=letter, by=stranger, text="Why?")
        with pytest.raises(PermissionDenied):
            workflow.challenge(letter=letter, by=stranger, text="No.")


def test_nobody_answers_a_letter_that_was_not_sent(cast, reviewed):
    letter = begun(reviewed, cast.ben)

    with pytest.raises(Refused, match="not sent yet"):
        workflow.acknowledge(letter=letter, by=cast.amina)


def test_a_question_reaches_the_moderator_and_the_reply_the_writer(cast, reviewed):
    letter = sent(reviewed, cast.ben)
    point = letter.points.get(number=2)

    asked = workflow.ask(letter=letter, by=cast.amina, text="Would Year 6 do?", point=point)
    again = workflow.ask(letter=letter, by=cast.amina, text="Would Year 6 do?", point=point)
    workflow.reply(letter=letter, by=cast.ben, text="Yes.")

    assert asked == again
    assert list(LetterMessage.objects.values_list("by", "text", "point")) == [
        (cast.amina.pk, "Would Year 6 do?", point.pk),
        (cast.ben.pk, "Yes.", None),
    ]
    assert Letter.objects.get().answer == "asked"
    assert list(Notice.objects.filter(kind="letter-answered").values_list("to", flat=True)) == [cast.ben.pk]
    assert list(Notice.objects.filter(kind="letter-message").values_list("to", flat=True)) == [cast.amina.pk]


def test_a_question_after_the_answer_does_not_take_the_answer_back(cast, reviewed):
    letter = sent(reviewed, cast.ben)
    workflow.acknowledge(letter=letter, by=cast.amina)

    workflow.ask(letter=letter, by=cast.amina, text="One more thing?")

    assert Letter.objects.get().answer == "acknowledged"


def test_an_unanswered_letter_that_asks_for_nothing_closes_after_its_day(cast, reviewed, on_day):
    with on_day(dt.date(2026, 11, 13)):
        sent(reviewed, cast.ben)
    with on_day(dt.date(2026, 11, 27)):
        assert workflow.close_unanswered(cast.authority) == 0
    with on_day(dt.date(2026, 11, 30)):
        assert workflow.close_unanswered(cast.authority) == 1
        assert workflow.close_unanswered(cast.authority) == 0

    assert Moderation.objects.get().stage == Stage.CLOSED
    assert Letter.objects.get().answer == ""


def test_an_unanswered_letter_that_holds_the_draft_stays_open(cast, reviewed, on_day):
    with on_day(dt.date(2026, 11, 13)):
        sent(reviewed, cast.ben, outcome="amend-first")
    with on_day(dt.date(2026, 12, 30)):
        assert workflow.close_unanswered(cast.authority) == 0

    assert Moderation.objects.get().stage == Stage.WITH_WRITER


def test_a_plan_handed_over_is_answered_for_by_whoever_has_it_now(cast, reviewed):
    plan = reviewed.plan
    plan.officer = cast.osei
    plan.save()
    letter = sent(reviewed, cast.ben, outcome="amend-first")

    assert {post.pk for post in addressees(Moderation.objects.get())} == {cast.amina.pk, cast.osei.pk}
    assert workflow.mark_point(point=letter.points.first(), by=cast.osei, done="done").done == "done"


# --- Challenges -------------------------------------------------------------------------------


def test_a_challenge_goes_to_another_senior_with_the_plan_to_read(cast, reviewed):
    letter = sent(reviewed, cast.ben)

    made = workflow.challenge(letter=letter, by=cast.amina, text="The report says so.", point=letter.points.first())

    assert made.senior in (cast.mair, cast.ruth)
    assert reviewed.version.is_assigned_to(made.senior)
    assert list(Notice.objects.filter(kind="challenge-given").values_list("to", flat=True)) == [made.senior_id]


def test_a_challenge_never_goes_to_who_edited_the_plan(cast, reviewed):
    VersionHand.objects.create(version=reviewed.version, post=cast.mair)
    letter = sent(reviewed, cast.ben)

    assert workflow.challenge(letter=letter, by=cast.amina, text="The report says so.").senior == cast.ruth


def test_where_nobody_else_may_decide_the_lead_is_told_and_chooses(cast, reviewed):
    hands = [VersionHand.objects.create(version=reviewed.version, post=post) for post in (cast.mair, cast.ruth)]
    letter = sent(reviewed, cast.ben)
    made = workflow.challenge(letter=letter, by=cast.amina, text="The report says so.")

    assert made.senior is None
    assert list(Notice.objects.filter(kind="challenge-has-nobody").values_list("to", flat=True)) == [cast.lena.pk]
    for barred, why in ((cast.ben, "moderated it"), (cast.mair, "edited version 1")):
        with pytest.raises(Refused, match=why):
            workflow.choose_for_challenge(challenge=made, by=cast.lena, to=barred)
    with pytest.raises(Refused, match="Choose a senior"):
        workflow.choose_for_challenge(challenge=made, by=cast.lena, to=cast.osei)
    hands[1].delete()
    workflow.choose_for_challenge(challenge=made, by=cast.lena, to=cast.ruth)
    assert Challenge.objects.get().senior == cast.ruth


def test_only_the_lead_chooses_who_decides(cast, reviewed):
    letter = sent(reviewed, cast.ben)
    made = workflow.challenge(letter=letter, by=cast.amina, text="The report says so.")

    for stranger in (cast.ben, cast.mair, cast.amina, cast.sam):
        with pytest.raises(PermissionDenied):
            workflow.choose_for_challenge(challenge=made, by=stranger, to=cast.ruth)


def test_a_challenge_given_to_another_closes_the_plan_to_the_first(cast, reviewed):
    letter = sent(reviewed, cast.ben)
    made = workflow.challenge(letter=letter, by=cast.amina, text="The report says so.")
    first, other = made.senior, cast.ruth if made.senior == cast.mair else cast.mair

    workflow.choose_for_challenge(challenge=made, by=cast.lena, to=other)

    assert (reviewed.version.is_assigned_to(first), reviewed.version.is_assigned_to(other)) == (False, True)


def test_only_the_chosen_senior_decides_and_once(cast, reviewed):
    letter = sent(reviewed, cast.ben)
    made = workflow.challenge(letter=letter, by=cast.amina, text="The report says so.")
    senior = made.senior
    other = cast.ruth if senior == cast.mair else cast.mair

    for stranger in (cast.ben, other, cast.lena, cast.amina):
        with pytest.raises(PermissionDenied):
            workflow.decide_challenge(challenge=made, by=stranger, decision="upheld", reason="Yes.")
    with pytest.raises(Refused, match="Give your reason"):
        workflow.decide_challenge(challenge=made, by=senior, decision="upheld", reason=" ")
    for _ in range(2):
        workflow.decide_challenge(challenge=made, by=senior, decision="not-upheld", reason="The report says when.")
    with pytest.raises(Refused, match="is decided"):
        workflow.decide_challenge(challenge=made, by=senior, decision="upheld", reason="On second thoughts.")

    assert Event.objects.filter(verb="challenge decided").count() == 1
    assert set(Notice.objects.filter(kind="challenge-decided").values_list("to", flat=True)) == {
        cast.amina.pk,
        cast.ben.pk,
    }
    assert reviewed.version.is_assigned_to(senior) is False


def test_an_upheld_challenge_lets_its_point_go_and_no_other(cast, reviewed):
    letter = sent(reviewed, cast.ben, outcome="amend-first")
    first, second = letter.points.all()
    made = workflow.challenge(letter=letter, by=cast.amina, text="The report says so.", point=first)

    workflow.decide_challenge(challenge=made, by=made.senior, decision="upheld", reason="You are right.")

    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.is_to_amend, first.done) == (False, "not-done")
    assert (second.is_to_amend, second.done) == (True, "open")
    with pytest.raises(Refused, match="Nothing has to be put right"):
        workflow.mark_point(point=first, by=cast.amina, done="done")


def test_when_every_point_has_fallen_the_draft_can_still_be_sent_back_and_cleared(cast, reviewed):
    letter = sent(reviewed, cast.ben, outcome="amend-first", points=POINTS[:1])
    made = workflow.challenge(letter=letter, by=cast.amina, text="It does.", point=letter.points.first())
    workflow.decide_challenge(challenge=made, by=made.senior, decision="upheld", reason="You are right.")

    workflow.send_back_to_senior(moderation=reviewed, by=cast.amina)
    cleared = workflow.clear_after_changes(moderation=reviewed, by=cast.ben)

    assert cleared.stage == VersionStage.CLEARED


@pytest.mark.parametrize("decision", ["partly", "not-upheld"])
def test_a_challenge_that_is_not_upheld_leaves_the_point_to_be_amended(cast, reviewed, decision):
    letter = sent(reviewed, cast.ben, outcome="amend-first")
    made = workflow.challenge(letter=letter, by=cast.amina, text="It does.", point=letter.points.first())

    workflow.decide_challenge(challenge=made, by=made.senior, decision=decision, reason="Partly.")

    assert letter.points.first().is_to_amend is True


def test_a_challenge_keeps_a_letter_that_asks_for_nothing_open_until_it_is_decided(cast, reviewed):
    letter = sent(reviewed, cast.ben)
    made = workflow.challenge(letter=letter, by=cast.amina, text="It does.")
    assert Moderation.objects.get().stage == Stage.WITH_WRITER

    workflow.decide_challenge(challenge=made, by=made.senior, decision="not-upheld", reason="The point stands.")

    assert Moderation.objects.get().stage == Stage.CLOSED


def test_what_was_acknowledged_stays_acknowledged_when_a_point_is_challenged(cast, reviewed):
    letter = sent(reviewed, cast.ben, outcome="amend-first")
    workflow.acknowledge(letter=letter, by=cast.amina)

    workflow.challenge(letter=letter, by=cast.amina, text="The advice says weekly.")

    letter.refresh_from_db()
    assert letter.answer == Letter.Answer.ACKNOWLEDGED
    assert letter.challenges.count() == 1


def test_pressed_twice_a_challenge_is_made_once_and_a_decided_one_is_not_made_again(cast, reviewed):
    letter = sent(reviewed, cast.ben, outcome="amend-first")
    point = letter.points.first()
    made = workflow.challenge(letter=letter, by=cast.amina, text="It does.", point=point)

    assert workflow.challenge(letter=letter, by=cast.amina, text="It does.", point=point) == made
    workflow.decide_challenge(challenge=made, by=made.senior, decision="not-upheld", reason="The point stands.")
    with pytest.raises(Refused, match="decided"):
        workflow.challenge(letter=letter, by=cast.amina, text="And yet it does.", point=point)


def test_after_the_last_day_nothing_is_challenged_and_one_can_still_ask(cast, reviewed, on_day):
    with on_day(dt.date(2026, 11, 13)):
        letter = sent(reviewed, cast.ben, outcome="amend-first")
    with on_day(dt.date(2026, 11, 27)):
        workflow.challenge(letter=letter, by=cast.amina, text="It does.", point=letter.points.first())
    with on_day(dt.date(2026, 11, 30)):
        with pytest.raises(Refused, match="days for a challenge are over"):
            workflow.challenge(letter=letter, by=cast.amina, text="It does.", point=letter.points.last())
        workflow.ask(letter=letter, by=cast.amina, text="Is it late?")

    assert (Challenge.objects.count(), LetterMessage.objects.count()) == (1, 1)


# --- What leaves the building -----------------------------------------------------------------


def test_no_notice_about_a_letter_holds_a_name_and_each_goes_once(
    cast, reviewed, django_capture_on_commit_callbacks, mailoutbox
):
    with django_capture_on_commit_callbacks(execute=True):
        letter = sent(reviewed, cast.ben, outcome="amend-first")
        workflow.ask(letter=letter, by=cast.amina, text="Tobin’s report?")
        workflow.reply(letter=letter, by=cast.ben, text="Tobin’s, yes.")
        made = workflow.challenge(letter=letter, by=cast.amina, text="Tobin can.", point=letter.points.first())
        workflow.decide_challenge(challenge=made, by=made.senior, decision="upheld", reason="Tobin can.")

    subjects = [mail.subject for mail in mailoutbox if "to moderate" not in mail.subject]
    assert len(subjects) == len(set(subjects)) + 2  # answered twice (asked, challenged), decided to both colleagues
    child = reviewed.plan.child
    for mail in mailoutbox:
        for hidden in ("Tobin", child.last_name, "Amina", "Ben", "I like trains", "as appropriate"):
            assert hidden not in mail.subject + mail.body.replace("Golden Thread, Sandbourne", "")


def test_the_word_file_opens_and_carries_the_quotes_and_odd_characters(cast):
    odd = 'Say "who" & <how often> in R&D\x0b'
    said = 'Help as "appropriate" & <so> to follow four lessons < five & more.'
    document = make_document({**SECTIONS, "E": f"{SECTIONS['E']} {said}", "F": said})
    reviewed = handed_in(
        cast.ben, version=make_version(make_plan(cast.amina), stage=VersionStage.READY, document=document)
    )
    letter = sent(
        reviewed,
        cast.ben,
        strengths=[STRENGTHS[0], StrengthWords('Plain & "clear" <b>.', "four lessons < five & more", section="E")],
        points=[PointWords(odd, "One line.\r\nAnother line.", 'as "appropriate" & <so>', "F1.2", "F", ("F1",))],
    )

    words = [paragraph.text for paragraph in docx.Document(io.BytesIO(word_file(letter))).paragraphs]

    assert "A  “I like trains”" in words
    assert "E  “four lessons < five & more”" in words
    assert 'Plain & "clear" <b>.' in words
    assert '1. Say "who" & <how often> in R&D' in words
    assert 'F1.2  “as "appropriate" & <so>”' in words
    assert words.count("One line.") == words.count("Another line.") == 1
    assert f"Feedback on draft {reviewed.plan.reference}, version 1" == words[0]
    assert f"Dear {cast.amina.name.split()[0]}," in words


def test_the_history_of_a_letter_holds_no_words_of_it(cast, reviewed):
    letter = sent(reviewed, cast.ben)
    workflow.ask(letter=letter, by=cast.amina, text="Tobin’s report?")
    workflow.challenge(letter=letter, by=cast.amina, text="Tobin can.", point=letter.points.first())

    told = " ".join(str(vars(event)) for event in Event.objects.all())
    for hidden in ("Tobin", "I like trains", "as appropriate", "Say who"):
        assert hidden not in told
