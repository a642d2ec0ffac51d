"""What the checks noticed: hidden until a section is answered, then answered itself; the figures use what came first."""

import re

import pytest
from django.db import IntegrityError, transaction

from goldenthread.history.models import Event
from goldenthread.moderation import rules, workflow
from goldenthread.moderation.models import Moderation, PointsShown, Review
from goldenthread.moderation.queries.asked import asked_in
from goldenthread.moderation.queries.noticed import noticed_in
from goldenthread.moderation.stages import Stage as ModerationStage
from goldenthread.people.models import Choice
from goldenthread.screenings import queries as screened
from goldenthread.screenings.models import Missed, Verdict
from tests.factories import make_screening
from tests.goldenthread.moderation.conftest import answer_all, hand_in, say
from tests.goldenthread.moderation.letters import sent

FETCH = {"X-Requested-With": "fetch"}


@pytest.fixture
def finding(moderation):
    return make_screening(moderation.version)[1][0]


@pytest.fixture
def ben(cast, as_, review):
    return as_(cast.ben)


@pytest.fixture
def url(moderation):
    return f"/moderations/{moderation.reference}/"


@pytest.fixture
def shown(cast, review, finding):
    """Section F answered and its points shown."""
    answer_section(review, cast.ben)
    workflow.show_points(review=review, by=cast.ben, section="F")
    return finding


def answer_section(review, by, section="F", answer="met"):
    for code in asked_in(review.moderation).section(section).codes:
        say(review, by, code, answer=answer)


def html(response) -> str:
    return response.content.decode()


def judge(review, by, finding, value="agree", *, field="answer", version=0):
    return workflow.judge_point(review=review, by=by, finding=finding.pk, field=field, value=value, version=version)


# --- Hidden first -----------------------------------------------------------------------------


@pytest.mark.rule("L3.22")
def test_nothing_of_the_points_is_told_before_the_section_is_answered(cast, ben, url, review, finding):
    say(review, cast.ben, asked_in(review.moderation).section("F").codes[0], answer="met")

    for query in ("?section=F", "?section=F&points=1"):
        page = html(ben.get(url + query))
        assert finding.message not in page
        assert "gt-finding-mark" not in page and "See what the checks noticed" not in page
        assert "shown once every question of this section is answered" in page
    with pytest.raises(workflow.Refused):
        workflow.show_points(review=review, by=cast.ben, section="F")
    with pytest.raises(workflow.Refused):
        judge(review, cast.ben, finding)
    assert not PointsShown.objects.exists()


@pytest.mark.rule("L3.22")
def test_an_authority_may_decide_that_moderators_look_first(cast, ben, url, review, finding):
    Choice.objects.create(
        authority=cast.authority, key="moderation.points-after-answers", value=False, set_by=cast.lena
    )

    assert "See what the checks noticed" in html(ben.get(f"{url}?section=F"))
    assert ben.post(f"{url}points/F/").status_code == 302

    assert finding.message in html(ben.get(f"{url}?section=F&points=1"))


@pytest.mark.parametrize(
    ("after_answers", "answered", "expected"), [(True, 6, False), (True, 7, True), (False, 0, True)]
)
@pytest.mark.rule("L3.22")
def test_points_wait_for_the_last_answer(after_answers, answered, expected):
    assert rules.points_may_be_shown(after_answers=after_answers, answered=answered, of=7) is expected


def test_once_answered_they_are_shown_on_request_beside_their_words(cast, ben, url, review, finding):
    answer_section(review, cast.ben)
    assert finding.message not in html(ben.get(f"{url}?section=F&points=1"))

    response = ben.post(f"{url}points/F/", follow=True)

    page = html(response)
    assert finding.message in page and "one point to look at" in page
    assert re.search(rf'<mark class="gt-finding-mark" data-key="f{finding.pk}">regular small group work<sup', page)
    assert "Standard F3." in page and "New check." in page
    assert "Read: 5 of 11 sections" in page
    assert Event.objects.filter(verb="points shown", child_id=review.child_id).count() == 1


def test_the_last_answer_leads_to_the_points_and_then_to_the_next_section(cast, ben, url, review, finding):
    codes = asked_in(review.moderation).section("F").codes
    for code in codes[:-1]:
        say(review, cast.ben, code, answer="met")

    points = ben.post(url, {"standard": codes[-1], "answer": "met", "version_answer": "0", "then": "next"})
    assert points["Location"] == f"{url}?section=F&points=1"
    onwards = ben.post(url, {"points": "F", "then": "next", f"answer-{finding.pk}": "agree"})

    assert onwards["Location"] == f"{url}?section=G"
    assert Verdict.objects.get().answer == "agree"


def test_a_section_without_points_is_not_stopped_at(cast, ben, url, review, finding):
    codes = asked_in(review.moderation).section("A").codes
    for code in codes[:-1]:
        say(review, cast.ben, code, answer="met")

    onwards = ben.post(url, {"standard": codes[-1], "answer": "met", "version_answer": "0", "then": "next"})

    assert onwards["Location"] == f"{url}?section=B"
    assert "nothing to point at in this section. That is no sign that all is well" in html(ben.get(f"{url}?section=A"))


def test_a_version_that_was_not_screened_says_so_and_never_that_nothing_was_found(cast, ben, url, review):
    answer_section(review, cast.ben)

    page = html(ben.get(f"{url}?section=F"))

    assert "Not screened yet" in page and "nothing to point at" not in page


def test_by_script_the_last_answer_brings_the_button(cast, ben, url, review, finding):
    codes = asked_in(review.moderation).section("F").codes
    for code in codes[:-1]:
        say(review, cast.ben, code, answer="met")

    told = ben.post(
        f"{url}answers/{codes[-1]}/", {"field": "answer", "value": "met", "version": 0}, headers=FETCH
    ).json()

    assert told["texts"]["next"] == "Save and see the points"
    assert "See what the checks noticed" in told["marks"]["points"]


# --- What came before is what counts ----------------------------------------------------------


@pytest.mark.rule("L3.18")
def test_an_answer_changed_after_the_points_keeps_the_one_given_before(cast, review, shown):
    say(review, cast.ben, "F1", answer="not_met")
    say(review, cast.ben, "F1", answer="partly")
    say(review, cast.ben, "A1", answer="met")
    say(review, cast.ben, "A1", answer="partly")

    f1, a1 = review.judgements.get(code="F1"), review.judgements.get(code="A1")

    assert (f1.answer, f1.first_answer) == ("partly", "met")
    assert (a1.answer, a1.first_answer) == ("partly", "")


def test_figures_count_the_answer_given_before_the_points(cast, review, shown):
    from goldenthread.moderation.workflow.review import first_answers

    say(review, cast.ben, "F1", answer="not_met")

    assert first_answers(list(review.judgements.all()))["F1"] == "met"


def test_the_page_says_that_the_first_answer_stands(cast, ben, url, review, shown):
    say(review, cast.ben, "F1", answer="not_met")

    assert "Your first answer was" in html(ben.get(f"{url}?section=F&standard=F1"))


# --- Answering --------------------------------------------------------------------------------


def test_a_point_is_answered_by_script_and_a_second_tab_sees_both(ben, url, shown):
    def send(value, version):
        data = {"field": f"answer-{shown.pk}", "value": value, "version": version}
        return ben.post(f"{url}points/F/answers/", data, headers=FETCH)

    assert send("agree", 0).json()["version"] == 1
    late = send("unsure", 0)

    assert (late.status_code, late.json()["value"]) == (409, "agree")
    assert send("perhaps", 1).status_code == 422


def test_without_script_the_whole_form_is_saved_and_a_clash_shows_both(ben, url, shown):
    fields = {f"answer-{shown.pk}": "not-a-problem", f"reason-{shown.pk}": "The table says how often."}
    ben.post(url, {"points": "F", "then": "stay", **fields})

    verdict = Verdict.objects.get()
    assert (verdict.answer, verdict.reason) == ("not-a-problem", "The table says how often.")
    clash = ben.post(url, {"points": "F", "then": "stay", f"answer-{shown.pk}": "agree"})
    assert clash.status_code == 409
    assert "Not a problem" in html(clash) and "points of section F" in html(clash)
    chosen = {"points": "F", "then": "stay", f"answer-{shown.pk}": "agree", f"version_answer-{shown.pk}": "1"}
    assert ben.post(url, chosen | {f"choose_answer-{shown.pk}": "mine"}).status_code == 302
    assert Verdict.objects.get().answer == "agree"


def test_another_plan_s_finding_is_not_answered_here(cast, ben, url, shown):
    from tests.factories import make_plan, make_version

    stranger = make_screening(make_version(make_plan(cast.amina)))[1][0]

    answer = ben.post(
        f"{url}points/F/answers/", {"field": f"answer-{stranger.pk}", "value": "agree", "version": 0}, headers=FETCH
    )

    assert answer.status_code == 422
    assert not Verdict.objects.exists()


def test_a_finding_of_a_section_not_yet_shown_is_not_answered(cast, review, shown):
    of_a = make_screening_of_a(review)

    with pytest.raises(workflow.Refused):
        judge(review, cast.ben, of_a)


def make_screening_of_a(review):
    from goldenthread.screenings.models import Finding

    one = Finding.objects.get()
    one.pk, one.section, one.standard = None, "A", "A1"
    one._state.adding = True
    one.save()
    return one


def test_words_that_the_moderator_quoted_too_are_said_to_be(cast, ben, url, review, shown):
    workflow.add_evidence_from_quote(review=review, by=cast.ben, code="F1", quote="regular small group")

    assert "You quoted this too." in html(ben.get(f"{url}?section=F&points=1"))


def test_what_was_missed_is_said_with_its_words_and_taken_back(ben, url, shown):
    ben.post(f"{url}points/F/missed/", {"quote": "school staff", "rule": "boilerplate", "words": "Who is that?"})
    page = html(ben.get(f"{url}?section=F&points=1"))
    assert "<q>school staff</q> Who is that?" in page

    missed = Missed.objects.get()
    assert (missed.section, missed.rule, missed.quote) == ("F", "boilerplate", "school staff")
    ben.post(f"{url}points/F/missed/{missed.pk}/remove/")
    assert not Missed.objects.exists()


def test_words_that_are_not_in_the_plan_are_refused_with_a_sentence(ben, url, shown):
    page = html(ben.post(f"{url}points/F/missed/", {"quote": "nowhere to be found"}, follow=True))

    assert "Those words are not in this version of the plan" in page


@pytest.mark.parametrize("path", ["points/Z/", "points/Z/answers/", "points/Z/missed/"])
def test_a_section_that_the_form_does_not_have_is_not_found(ben, url, path):
    assert ben.post(url + path).status_code == 404


# --- The end of a review ----------------------------------------------------------------------


def test_verdicts_close_with_the_review_and_then_count(cast, review, shown):
    judge(review, cast.ben, shown)
    assert screened.measured() == {}

    hand_in(review, cast.ben)

    assert [one.agreed for one in screened.measured().values()] == [1]
    with pytest.raises(IntegrityError), transaction.atomic():
        Verdict.objects.update(answer="unsure")
    with pytest.raises(IntegrityError), transaction.atomic():
        PointsShown.objects.update(section="A")


def test_a_correction_begins_with_the_verdicts_and_counts_once(cast, review, moderation, shown):
    judge(review, cast.ben, shown)
    hand_in(review, cast.ben)
    moderation.refresh_from_db()
    correction = workflow.correct_review(moderation=moderation, by=cast.ben, reason="A slip")
    workflow.show_points(review=correction, by=cast.ben, section="F")

    judge(correction, cast.ben, shown, "not-a-problem", version=1)
    say(correction, cast.ben, judgement="good", judgement_reason="Read again.")
    hand_in_again(correction, cast.ben)

    (measured,) = screened.measured().values()
    assert (measured.agreed, measured.of) == (0, 1)
    assert {one.source for one in Verdict.objects.all()} == {moderation.reference, f"{moderation.reference}/2"}


def hand_in_again(review: Review, by) -> None:
    hand_in(review, by)


def test_a_finding_writes_no_word_of_a_letter(cast, review, moderation, shown):
    judge(review, cast.ben, shown)
    hand_in(review, cast.ben, F1="partly")
    moderation.refresh_from_db()

    letter = workflow.write_letter(moderation=moderation, by=cast.ben)

    words = " ".join(f"{one.heading} {one.body} {one.good} {one.quote}" for one in letter.points.all())
    assert shown.message not in words and shown.suggestion not in words and shown.quote not in words


def test_rules_that_change_meanwhile_do_not_move_what_was_shown(cast, ben, url, review, shown):
    from goldenthread.screenings.models import Finding, Screening

    run = Screening.objects.get()
    later = Screening.objects.create(
        version=run.version, ruleset="another", house=run.house, stage="screened", finished_at=run.finished_at
    )
    Finding.objects.filter(pk=shown.pk).update(until=later)

    assert shown.message in html(ben.get(f"{url}?section=F&points=1"))
    judge(review, cast.ben, shown)


def test_dismissed_before_is_folded_with_its_reason(cast, as_, ben, url, review, moderation, shown):
    from goldenthread.moderation.models import Moderation
    from goldenthread.plans.stages import Stage
    from tests.factories import make_version

    judge(review, cast.ben, shown, "not-a-problem")
    judge(review, cast.ben, shown, "The table says how often.", field="reason")
    hand_in(review, cast.ben)
    newer = make_version(moderation.plan, stage=Stage.READY)
    make_screening(newer)
    again = workflow.open_moderation(version=newer, origin=Moderation.Origin.PURPOSIVE)
    if again.moderator_id != cast.ben.pk:
        workflow.reassign(moderation=again, by=cast.lena, to=cast.ben)
        again.refresh_from_db()
    second = workflow.start_review(moderation=again, by=cast.ben)
    answer_section(second, cast.ben)
    workflow.show_points(review=second, by=cast.ben, section="F")

    page = html(as_(cast.ben).get(f"/moderations/{again.reference}/?section=F&points=1"))

    assert "Set aside before: “The table says how often.”" in page


def test_the_page_of_points_asks_the_same_number_of_queries_for_one_and_for_many(
    cast, ben, url, review, moderation, django_assert_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    make_screening(moderation.version)
    answer_all(review, cast.ben)
    workflow.show_points(review=review, by=cast.ben, section="F")
    ben.get(f"{url}?section=F&points=1")
    with CaptureQueriesContext(connection) as one:
        ben.get(f"{url}?section=F&points=1")
    from goldenthread.screenings.models import Finding

    first = Finding.objects.get()
    for _ in range(8):
        first.pk = None
        first._state.adding = True
        first.save()

    with django_assert_num_queries(len(one)):
        page = html(ben.get(f"{url}?section=F&points=1"))

    assert "nine points to look at" in page and "And 3 more of the same kind" in page


# --- Read afterwards --------------------------------------------------------------------------


def test_what_the_checks_noticed_is_read_with_its_verdicts_once_the_review_is_in(
    cast, as_, ben, url, review, moderation, shown
):
    judge(review, cast.ben, shown, "not-a-problem")
    judge(review, cast.ben, shown, "The row beside it says so.", field="reason")
    workflow.say_missed(review=review, by=cast.ben, section="F", quote="", rule="", words="No word of who runs it.")
    lead = as_(cast.lena)
    assert "What the checks noticed" not in html(lead.get(url)), "nothing before it is handed in"
    hand_in_again(review, cast.ben)

    for page in (html(lead.get(url)), html(ben.get(url))):
        noticed = page[page.index('id="noticed"') :]
        assert "Not a problem</b>: The row beside it says so." in noticed
        assert "No word of who runs it." in noticed
        assert "1 point, 1 answered, 1 missed" in noticed
        assert 'name="answer-' not in noticed and "<form" not in noticed.split("</ol>")[0]


def test_points_that_the_moderator_never_looked_at_say_so(cast, as_, url, review, finding):
    hand_in(review, cast.ben)

    noticed = html(as_(cast.lena).get(url)).split('id="noticed"')[1]

    assert "1 point, not looked at" in noticed and "<b>Not looked at</b>" in noticed


def test_who_may_not_read_the_review_reads_no_findings_of_it(cast, as_, url, review, finding):
    hand_in(review, cast.ben)

    assert [as_(who).get(url).status_code for who in (cast.amina, cast.osei, cast.dev)] == [404, 404, 404]


def test_a_senior_who_has_to_answer_for_the_same_plan_first_is_not_led(cast, as_, moderation, review, finding):
    hand_in(review, cast.ben)
    read = Review.objects.get(pk=review.pk)
    assert noticed_in(read, post=cast.mair) is not None
    Moderation.objects.filter(pk=moderation.pk).update(stage=ModerationStage.MODERATING, moderator=cast.mair)

    assert noticed_in(read, post=cast.mair) is None
    assert noticed_in(read, post=cast.lena) is not None


def test_the_senior_who_decides_a_challenge_reads_them_with_the_points_section_open(cast, as_, url, review, finding):
    answer_section(review, cast.ben)
    workflow.show_points(review=review, by=cast.ben, section="F")
    judge(review, cast.ben, finding, "agree")
    hand_in_again(review, cast.ben)
    letter = sent(Moderation.objects.get(pk=review.moderation_id), cast.ben)
    point = letter.points.get(number=1)
    made = workflow.challenge(letter=letter, by=cast.amina, text="The report says so.", point=point)
    address = f"{url}challenges/{made.pk}/"

    page = html(as_(made.senior).get(address))

    noticed = page[page.index('id="noticed"') :]
    assert re.search(
        r'<details class="govuk-details" open><summary[^>]*><span[^>]*>F [^<]*: 1 point, 1 answered', noticed
    )
    assert "<b>Agree</b>" in noticed
    assert as_(cast.amina).get(address).status_code == 404
