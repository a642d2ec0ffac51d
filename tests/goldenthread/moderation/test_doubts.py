"""Two answers that do not sit well together are asked about once, and what is said to it is kept."""

import html as entities

import pytest

from goldenthread.history.models import Event
from goldenthread.moderation import workflow
from goldenthread.moderation.models import LetterPoint, Review
from goldenthread.moderation.rules_doubts import Given, doubts_of
from goldenthread.moderation.workflow.refusals import Doubtful
from tests.goldenthread.moderation.conftest import lock, name_strengths, say

SLIP = "The amendment is one date in Section K."


def given(**changed):
    as_a_rule = {
        "judgement": "Good",
        "grade": 3,
        "good": 3,
        "child": "Met",
        "child_is_in_doubt": False,
        "correction": "No",
        "waits": False,
        "stands": True,
    }
    return Given(**{**as_a_rule, **changed})


@pytest.mark.parametrize(
    ("changed", "kinds"),
    [
        ({}, []),
        ({"waits": True, "stands": False}, ["good-but-waits"]),
        ({"grade": 4, "waits": True, "stands": False}, ["good-but-waits"]),
        ({"grade": 2, "waits": True, "stands": False}, []),
        ({"child_is_in_doubt": True}, ["child-but-stands"]),
        ({"child_is_in_doubt": True, "stands": False}, []),
        ({"child_is_in_doubt": True, "waits": True, "stands": False}, ["good-but-waits"]),
        ({"without_quote": ("F1", "F2")}, ["without-quote"]),
    ],
)
def test_what_is_asked(changed, kinds):
    assert [each.kind for each in doubts_of(given(**changed))] == kinds


@pytest.fixture
def url(moderation):
    return f"/moderations/{moderation.reference}/"


@pytest.fixture
def ben(cast, as_, review):
    return as_(cast.ben)


def ready(review, by, *, judgement="outstanding", correction="before_service", **answers):
    """All but handed in."""
    review = lock(review, by, judgement=judgement, **answers)
    say(review, by, summary="A plan that its family can use.", needs_correction=correction, gap_reason="The voice.")
    name_strengths(review, by)
    change = {"text": "Put the date right.", "for_whom": "casework_officer", "by_when": None}
    workflow.add_recommendation(review=review, by=by, **change)
    return review


def words(response):
    return entities.unescape(response.content.decode())


def hand_in(client, url, **fields):
    return client.post(f"{url}findings/", {"standard": "", "then": "hand-in", **fields})


def test_a_good_plan_that_must_be_corrected_first_is_asked_about_once_and_the_answer_is_kept(cast, ben, url, review):
    ready(review, cast.ben)

    asked = hand_in(ben, url)
    assert asked.status_code == 422
    assert "You judge this plan “Outstanding”, and the family is not to have it before it is corrected" in words(asked)
    assert 'name="was_asked" value="good-but-waits"' in words(asked)
    assert Review.objects.get(pk=review.pk).submitted_at is None

    done = hand_in(ben, url, was_asked="good-but-waits", **{"doubt-good-but-waits": SLIP})
    assert done["Location"] == f"{url}submitted/"
    assert Review.objects.get(pk=review.pk).doubts == {"good-but-waits": SLIP}
    page = words(ben.get(url))
    assert "Asked before it was handed in: You judge this plan “Outstanding”" in page
    assert SLIP in page


def test_it_is_a_question_and_no_block(cast, ben, url, review):
    ready(review, cast.ben)
    hand_in(ben, url)

    assert hand_in(ben, url, was_asked="good-but-waits")["Location"] == f"{url}submitted/"
    assert Review.objects.get(pk=review.pk).doubts == {"good-but-waits": ""}
    assert "said nothing to it" in words(ben.get(url))


def test_the_right_child_not_met_beside_a_plan_that_may_stand_is_asked_about(cast, ben, url, review):
    ready(review, cast.ben, judgement="inadequate", correction="no", X1="not_met")

    asked = words(hand_in(ben, url))
    assert "You answered X1, the right child, by “Not met”, and say that nothing in the plan needs correcting" in asked
    assert "You judge this plan" not in asked


def test_answers_that_sit_well_together_are_not_asked_about(cast, ben, url, review):
    ready(review, cast.ben, correction="at_next_review")

    assert hand_in(ben, url)["Location"] == f"{url}submitted/"
    assert Review.objects.get(pk=review.pk).doubts is None


def test_an_answer_changed_after_the_question_is_asked_about_anew(cast, ben, url, review):
    """To have been asked one thing is not to have been asked another."""
    ready(review, cast.ben, judgement="inadequate", correction="no", X1="partly")

    assert hand_in(ben, url, was_asked="good-but-waits").status_code == 422


def test_what_is_typed_to_the_question_is_kept_while_the_page_is_left(cast, ben, url, review):
    ready(review, cast.ben)
    ben.post(f"{url}findings/", {"standard": "", "then": "stay", "doubt-good-but-waits": SLIP})

    assert SLIP in words(hand_in(ben, url))


def test_the_history_says_that_it_was_asked_and_not_what_was_said(cast, review):
    ready(review, cast.ben)
    say(review, cast.ben, **{"doubt-good-but-waits": SLIP})
    with pytest.raises(Doubtful):
        workflow.submit_review(review=review, by=cast.ben, were_asked=())
    workflow.submit_review(review=review, by=cast.ben, were_asked=["good-but-waits"])

    event = Event.objects.get(verb="review handed in")
    assert set(event.fields) == {"submitted_at", "doubts"}
    assert Review.objects.get(pk=review.pk).doubts == {"good-but-waits": SLIP}
    assert not [one for one in Event.objects.all() if SLIP in str(one.__dict__)]


# --- What was found wanting, without words of the plan ----------------------------------------


def test_what_was_found_wanting_asks_for_its_quote_with_the_way_to_the_standard_beside_the_plan(cast, ben, url, review):
    ready(review, cast.ben, judgement="inadequate", correction="at_next_review", F1="not_met", E1="partly")

    asked = words(hand_in(ben, url))
    assert "E1 and F1 were found wanting, and no words of the plan stand beside each." in asked
    assert f'href="{url}?standard=F1#F1"' in asked
    assert ben.get(f"{url}?standard=F1").context["screen"].open.question.code == "F1"

    workflow.add_evidence_from_quote(review=review, by=cast.ben, code="F1", quote="as appropriate")
    assert "E1 was found wanting, and no words of the plan stand beside it." in words(hand_in(ben, url))

    workflow.add_evidence_from_quote(review=review, by=cast.ben, code="E1", quote="in four lessons out of five")
    assert hand_in(ben, url)["Location"] == f"{url}submitted/"
    assert Review.objects.get(pk=review.pk).doubts is None


def test_nothing_to_quote_is_recorded_and_the_letter_begins_with_it(cast, ben, url, review, moderation):
    ready(review, cast.ben, judgement="inadequate", correction="before_service", F1="not_met", E1="partly")
    workflow.add_evidence_from_quote(review=review, by=cast.ben, code="F1", quote="as appropriate")

    assert hand_in(ben, url, was_asked="without-quote")["Location"] == f"{url}submitted/"
    assert Review.objects.get(pk=review.pk).doubts == {"without-quote": ""}
    assert "there is nothing to quote, because it is missing from the plan" in words(ben.get(url))

    letter = workflow.write_letter(moderation=moderation, by=cast.ben)
    said = {tuple(point.codes): point.nothing_says_it for point in LetterPoint.objects.filter(letter=letter)}
    assert said == {("F1",): False, ("E1",): True}
    assert workflow.lacking(letter) == []
