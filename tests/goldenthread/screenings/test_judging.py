"""What people say of findings: saved field by field, closed when handed in, counted once for each version of a check."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from goldenthread.people.models import Post
from goldenthread.plans.workflow import give_to_read
from goldenthread.screenings import queries, rules, workflow
from goldenthread.screenings.models import Given, Missed, Verdict
from tests.factories import make_plan, make_screening, make_version

pytestmark = pytest.mark.django_db

SOURCE = "K7QM-4T"


@pytest.fixture
def version(cast):
    made = make_version(make_plan(cast.amina))
    give_to_read(version=made, post=cast.ben, because="moderation", source=SOURCE)
    return made


@pytest.fixture
def finding(version):
    return make_screening(version)[1][0]


def judge(finding, by: Post, answer: str, *, reason: str = "", source: str = SOURCE, given: str = Given.MODERATION):
    for field, value in (("answer", answer), ("reason", reason)):
        if value:
            workflow.judge_finding(
                finding=finding, by=by, field=field, value=value, source=source, given=given, version=0
            )


# --- Saving -----------------------------------------------------------------------------------


def test_an_answer_is_saved_with_its_version_and_a_second_tab_cannot_overwrite_it_unseen(cast, finding):
    first = workflow.judge_finding(finding=finding, by=cast.ben, value="agree", source=SOURCE)
    late = workflow.judge_finding(finding=finding, by=cast.ben, value="unsure", version=0, source=SOURCE)
    retried = workflow.judge_finding(finding=finding, by=cast.ben, value="agree", version=0, source=SOURCE)

    assert first == workflow.Saved("answer", "agree", 1)
    assert late == workflow.Clash("answer", mine="unsure", theirs="agree", version=1)
    assert retried == first
    assert Verdict.objects.get().answer == "agree"


@pytest.mark.parametrize(("field", "value"), [("answer", "perhaps"), ("colour", "red"), ("reason", "x" * 501)])
def test_what_is_not_asked_is_refused(cast, finding, field, value):
    with pytest.raises(workflow.Refused):
        workflow.judge_finding(finding=finding, by=cast.ben, field=field, value=value, source=SOURCE)


@pytest.mark.parametrize("who", ["mair", "amina", "lena", "dev"])
def test_nobody_but_the_moderator_judges_in_a_moderation(cast, finding, who):
    with pytest.raises(PermissionDenied):
        workflow.judge_finding(finding=finding, by=getattr(cast, who), value="agree", source=SOURCE)


def test_a_writer_judges_in_the_self_check_and_a_moderator_does_not(cast, finding):
    judge(finding, cast.amina, "not-a-problem", given=Given.SELF_CHECK, source="")

    with pytest.raises(PermissionDenied):
        judge(finding, cast.ben, "agree", given=Given.SELF_CHECK, source="")
    assert queries.measured() == {}


def test_what_was_handed_in_never_changes(cast, finding):
    judge(finding, cast.ben, "agree")
    workflow.close_verdicts(source=SOURCE, by=cast.ben)

    with pytest.raises(workflow.Refused):
        workflow.judge_finding(finding=finding, by=cast.ben, value="unsure", version=1, source=SOURCE)
    with pytest.raises(IntegrityError), transaction.atomic():
        Verdict.objects.update(answer="unsure")
    with pytest.raises(IntegrityError), transaction.atomic():
        Verdict.objects.all().delete()


def test_a_correction_begins_with_what_was_said_and_leaves_it_standing(cast, finding):
    judge(finding, cast.ben, "agree")
    workflow.close_verdicts(source=SOURCE, by=cast.ben)

    workflow.copy_verdicts(source=SOURCE, to=f"{SOURCE}/2", by=cast.ben)
    workflow.judge_finding(finding=finding, by=cast.ben, value="unsure", version=1, source=f"{SOURCE}/2")
    workflow.close_verdicts(source=f"{SOURCE}/2", by=cast.ben)

    assert [one.answer for one in Verdict.objects.order_by("pk")] == ["agree", "unsure"]
    (measured,) = queries.measured().values()
    assert (measured.agreed, measured.of, measured.unsure) == (0, 0, 1)


# --- What was missed --------------------------------------------------------------------------


def test_something_missed_is_found_in_the_plan_and_said_once(cast, version):
    for _ in range(2):
        workflow.say_missed(version=version, by=cast.ben, source=SOURCE, section="F", quote="school staff")

    missed = Missed.objects.get()
    assert version.document.blocks[missed.block].text[missed.start : missed.end] == "school staff"


@pytest.mark.parametrize("said", [{}, {"quote": "words that are nowhere"}, {"words": "x", "rule": "no-such-check"}])
def test_something_missed_needs_words_that_stand_in_the_plan(cast, version, said):
    with pytest.raises(workflow.Refused):
        workflow.say_missed(version=version, by=cast.ben, source=SOURCE, **said)


def test_something_missed_counts_for_the_check_once_it_is_handed_in(cast, version):
    workflow.say_missed(version=version, by=cast.ben, source=SOURCE, rule="boilerplate", words="Copied from a leaflet")
    kept = workflow.say_missed(version=version, by=cast.ben, source=SOURCE, words="The tone")
    taken_back = workflow.say_missed(version=version, by=cast.ben, source=SOURCE, words="No")
    workflow.take_back_missed(missed=taken_back, by=cast.ben)
    assert queries.missed_counts() == {}

    workflow.close_verdicts(source=SOURCE, by=cast.ben)

    assert queries.missed_counts() == {("boilerplate", "1"): 1, ("", ""): 1}
    with pytest.raises(workflow.Refused):
        workflow.take_back_missed(missed=Missed.objects.get(pk=kept.pk), by=cast.ben)


# --- Measured confidence ----------------------------------------------------------------------


def verdicts(version, by, agreed: int, not_agreed: int, **finding) -> None:
    _, made = make_screening(version, findings=agreed + not_agreed, **finding)
    for place, one in enumerate(made):
        judge(one, by, "agree" if place < agreed else "not-a-problem")
    workflow.close_verdicts(source=SOURCE, by=by)


def test_verdicts_count_when_handed_in_and_not_before(cast, finding):
    judge(finding, cast.ben, "agree")
    assert queries.measured() == {}

    workflow.close_verdicts(source=SOURCE, by=cast.ben)

    (measured,) = queries.measured().values()
    assert (measured.rule, measured.version, measured.agreed, measured.of) == ("provision-vague", "1", 1, 1)


@pytest.mark.rule("S.1")
@pytest.mark.parametrize(("of", "words"), [(9, "new check"), (10, "moderators agreed 8 of 10 (56 to 93%)")])
def test_under_ten_verdicts_a_check_is_new(cast, version, of, words):
    verdicts(version, cast.ben, of - 2 if of == 10 else of, 2 if of == 10 else 0)

    (measured,) = queries.measured().values()
    assert (measured.is_new, measured.words) == (of < 10, words)


@pytest.mark.rule("S.2")
@pytest.mark.parametrize(("agreed", "of", "hint"), [(6, 19, False), (6, 20, True), (9, 20, False), (0, 20, True)])
def test_a_check_seldom_agreed_with_becomes_a_hint_from_twenty_on(agreed, of, hint):
    assert rules.is_hint(agreed, of) is hint


def test_versions_of_a_check_are_never_added_up(cast, version):
    verdicts(version, cast.ben, 3, 0)
    other = make_version(make_plan(cast.amina))
    give_to_read(version=other, post=cast.ben, because="moderation", source=SOURCE)
    verdicts(other, cast.ben, 0, 2, rule_version="2")

    counted = queries.measured()

    assert {key: (one.agreed, one.of) for key, one in counted.items()} == {
        ("provision-vague", "1"): (3, 3),
        ("provision-vague", "2"): (0, 2),
    }


def test_the_same_words_in_two_versions_of_a_plan_count_once(cast, version):
    verdicts(version, cast.ben, 2, 0)
    newer = make_version(version.plan)
    give_to_read(version=newer, post=cast.ben, because="moderation", source=SOURCE)
    verdicts(newer, cast.ben, 1, 1)

    (measured,) = queries.measured().values()
    assert (measured.agreed, measured.of) == (1, 2)


def test_counting_costs_one_query(cast, version, django_assert_num_queries):
    verdicts(version, cast.ben, 2, 1)

    with django_assert_num_queries(1):
        queries.measured()


# --- Set aside before -------------------------------------------------------------------------


@pytest.mark.rule("S.5")
def test_a_dismissal_carries_over_to_the_next_version_with_its_reason(cast, version):
    (first,) = make_screening(version)[1]
    judge(first, cast.ben, "not-a-problem", reason="The table beside it says how often.")
    newer = make_version(version.plan)
    make_screening(newer)
    assert queries.set_aside_before(newer) == {}

    workflow.close_verdicts(source=SOURCE, by=cast.ben)

    (before,) = queries.set_aside_before(newer).values()
    assert before.reason == "The table beside it says how often."
    assert queries.set_aside_before(version) == {}
    (point,) = queries.points_of(queries.findings_for(newer), known={}, set_aside=queries.set_aside_before(newer))
    assert point.set_aside == before


def test_a_writer_s_own_dismissal_leads_no_moderator(cast, finding):
    judge(finding, cast.amina, "not-a-problem", given=Given.SELF_CHECK, source="")
    newer = make_version(finding.version.plan)

    assert queries.set_aside_before(newer) == {}
    assert len(queries.set_aside_before(newer, writers_too=True)) == 1


@pytest.mark.rule("S.5")
def test_short_words_are_the_same_within_the_same_sentence_only():
    def kept(quote, sentence="", message=""):
        return rules.kept_fingerprint("f", quote=quote, sentence=sentence, message=message)

    assert kept("regular", "regular help") != kept("regular", "regular visits")
    assert kept("regular", "Regular  help") == kept("regular", "regular help")
    assert kept("access to regular small groups", "one") == kept("access to regular small groups", "two") == "f"
    assert kept("", message="No advice from health") != kept("", message="No advice from the school")


def test_the_sentence_round_some_words():
    text = "He reads. He has regular help; it is short."
    assert rules.sentence_round(text, text.index("regular"), text.index("regular") + 7) == "He has regular help"
    assert rules.sentence_round("regular", 0, 7) == "regular"
