"""Judge, then reveal; hand in; read; correct."""

import re

import pytest

from goldenthread.moderation import workflow
from goldenthread.moderation.models import Moderation, Review
from goldenthread.moderation.stages import Stage
from goldenthread.people.models import Choice
from goldenthread.plans.stages import Stage as VersionStage
from tests.factories import make_plan, make_version
from tests.goldenthread.moderation.conftest import answer_all, hand_in, lock, say


@pytest.fixture
def url(moderation):
    return f"/moderations/{moderation.reference}/"


@pytest.fixture
def ben(cast, as_, review):
    return as_(cast.ben)


def html(response):
    return response.content.decode()


def judgement(**fields):
    return {
        "standard": "",
        "then": "lock",
        "judgement": "good",
        "judgement_reason": "You would know this child.",
        **fields,
    }


# --- Judge ------------------------------------------------------------------------------------


def test_the_judgement_page_offers_the_four_grades_with_their_descriptors(ben, url):
    page = html(ben.get(f"{url}judgement/"))

    for words in ("Outstanding", "Good", "Requires improvement", "Inadequate", "you would know this child"):
        assert words in page
    assert "Lock my judgement" in page


def test_the_judgement_page_lists_what_the_moderator_found_wanting_in_their_own_words(cast, ben, url, review):
    answer_all(review, cast.ben)
    say(review, cast.ben, "F1", answer="not_met", comment="Nobody could tell who runs the group.")
    say(review, cast.ben, "E1", answer="cannot_tell", comment="The outcome has no date.")

    page = html(ben.get(f"{url}judgement/"))
    wanting = page[page.index("gt-wanting") : page.index("</dl>", page.index("gt-wanting"))]

    assert "Nobody could tell who runs the group." in wanting and "The outcome has no date." in wanting
    assert wanting.count("<dt>") == 2
    assert f'href="{url}?section=F&amp;standard=F1#F1"' in wanting
    assert "F 1 to explain" not in page and "1 to explain (F1: where the weakness began)" in page


def test_the_computed_profile_is_nowhere_before_the_lock(cast, ben, url, review):
    answer_all(review, cast.ben, F1="not_met")
    say(review, cast.ben, judgement="good", judgement_reason="You would know this child.")

    pages = [html(ben.get(url + path)) for path in ("", "?section=F", "?section=T", "judgement/")]
    refused = html(ben.post(f"{url}judgement/", judgement(judgement_reason="", version_judgement_reason=1)))

    for page in [*pages, refused]:
        for hint in ("of the marks", "add up to <b>", "Suggests", "suggested", "grades apart", "%</td>", "gap_reason"):
            assert hint not in page
    assert ben.get(f"{url}findings/")["Location"] == f"{url}judgement/"


def test_an_authority_may_choose_to_show_the_profile_first(cast, ben, url, review):
    Choice.objects.create(authority=cast.authority, key="moderation.reveal-last", value=False, set_by=cast.lena)
    answer_all(review, cast.ben)

    assert "Your answers add up to Outstanding so far." in html(ben.get(f"{url}judgement/"))


def test_a_lock_with_something_missing_says_what_and_leads_there(cast, ben, url, review):
    answer_all(review, cast.ben)
    say(review, cast.ben, "F1", answer="not_met")

    refused = ben.post(f"{url}judgement/", judgement(judgement=""))

    assert refused.status_code == 422
    assert "Choose an overall judgement." in html(refused)
    assert f'href="{url}?section=F&amp;standard=F1#F1"' in html(refused)
    assert 'href="#judgement"' in html(refused)
    review.refresh_from_db()
    assert review.locked_at is None
    assert review.judgement_reason == "You would know this child."


def test_locking_leads_to_the_findings_and_cannot_be_undone(cast, ben, url, review):
    answer_all(review, cast.ben)

    assert ben.post(f"{url}judgement/", judgement())["Location"] == f"{url}findings/"

    page = html(ben.get(f"{url}findings/"))
    assert "<b>Outstanding</b> (100% of the marks)" in page
    assert "What explains the gap?" in page
    assert ben.post(f"{url}judgement/", judgement(judgement="inadequate"))["Location"] == f"{url}findings/"
    review.refresh_from_db()
    assert review.judgement == "good"


# --- Findings ---------------------------------------------------------------------------------


def test_findings_are_gathered_and_handed_in_without_script(cast, ben, url, review):
    workflow.add_evidence_from_quote(review=review, by=cast.ben, code="E1", quote="four lessons out of five")
    lock(review, cast.ben)
    quote = review.evidence.get()

    ben.post(f"{url}findings/strengths/", {"strength-text": "An outcome to check.", "strength-evidence": quote.pk})
    ben.post(f"{url}findings/strengths/", {"strength-text": "His own words.", "strength-quote": "I like trains"})
    ben.post(
        f"{url}findings/recommendations/",
        {
            "recommendation-text": "Say how often.",
            "recommendation-for_whom": "casework_officer",
            "recommendation-by_when_day": "20",
            "recommendation-by_when_month": "11",
            "recommendation-by_when_year": "2026",
        },
    )
    page = html(ben.get(f"{url}findings/"))
    assert "An outcome to check." in page and "<q>I like trains</q>" in page and "by 20 November 2026" in page

    handed_in = ben.post(
        f"{url}findings/",
        {
            "standard": "",
            "then": "hand-in",
            "gap_reason": "Two rows of F are hard to check.",
            "summary": "A good plan.",
            "needs_correction": "before_service",
            "minutes": "38",
            "was_asked": "good-but-waits",
        },
    )

    assert handed_in["Location"] == f"{url}submitted/"
    review.refresh_from_db()
    assert (review.summary, review.needs_correction, review.minutes) == ("A good plan.", "before_service", 38)
    receipt = html(ben.get(f"{url}submitted/"))
    assert "is handed in" in receipt and f"{url}letter/write/" in receipt


def test_a_strength_typed_and_not_added_is_still_there_after_handing_in_was_tried(cast, ben, url, review):
    lock(review, cast.ben)
    typed = {
        "strength-text": "He speaks for himself.",
        "recommendation-text": "Say how often.",
        "recommendation-by_when_day": "40",
        "minutes": "38",
    }

    refused = ben.post(f"{url}findings/", {"standard": "", "then": "hand-in", "summary": "Good.", **typed})

    assert refused.status_code == 422
    for page in (html(refused), html(ben.get(f"{url}findings/"))):
        for words in typed.values():
            assert words in page
    assert "A strength is typed and not added yet" in html(refused)
    assert 'href="#id_strength-text"' in html(refused)


def test_adding_or_taking_away_keeps_everything_else_that_is_typed_on_the_page(cast, ben, url, review):
    lock(review, cast.ben)
    around = {"standard": "", "summary": "Half a summary", "recommendation-text": "Say how often."}

    ben.post(f"{url}findings/strengths/", {**around, "strength-text": "His own words."})
    strength = review.strengths.get()
    ben.post(
        f"{url}findings/strengths/{strength.pk}/remove/",
        {"standard": "", "strength-text": "Another", "version_strength-text": "0"},
    )

    page = html(ben.get(f"{url}findings/"))
    assert review.strengths.count() == 0
    for words in ("Half a summary", "Say how often.", "Another"):
        assert words in page


def test_a_comment_becomes_a_recommendation_by_one_press(cast, ben, url, review):
    lock(review, cast.ben, judgement="inadequate", F1="not_met")
    say(review, cast.ben, "F1", who_should_act="casework_officer")
    assert "Recommend this" in html(ben.get(f"{url}findings/"))

    ben.post(f"{url}findings/recommend/F1/", {"standard": "", "summary": "Half a summary"})

    page = html(ben.get(f"{url}findings/"))
    assert "Recommend this" not in page
    assert "Half a summary" in page
    assert review.recommendations.get().text == "The report says how often. Carry that over."


def test_handing_in_too_early_says_what_is_missing_and_keeps_the_words(cast, ben, url, review):
    lock(review, cast.ben)

    refused = ben.post(f"{url}findings/", {"standard": "", "then": "hand-in", "summary": "A good plan."})

    assert refused.status_code == 422
    assert 'href="#gap_reason"' in html(refused) and 'href="#needs_correction"' in html(refused)
    assert "A good plan." in html(refused)
    wrong = ben.post(f"{url}findings/", {"standard": "", "then": "hand-in", "minutes": "many"})
    assert wrong.status_code == 422


def test_a_strength_whose_quote_is_not_in_the_plan_says_so_and_keeps_the_words(cast, ben, url, review):
    lock(review, cast.ben)

    refused = ben.post(
        f"{url}findings/strengths/", {"strength-text": "His own words.", "strength-quote": "I like aeroplanes"}
    )

    assert refused.status_code == 422
    assert "Those words are not in this version of the plan." in html(refused)
    assert "I like aeroplanes" in html(refused)
    assert review.strengths.count() == 0


def test_strengths_and_recommendations_are_taken_away_again(cast, ben, url, review):
    lock(review, cast.ben)
    strength = workflow.add_strength(review=review, by=cast.ben, text="His own words.")
    change = workflow.add_recommendation(
        review=review, by=cast.ben, text="Say how often.", for_whom="sen_team", by_when=None
    )

    ben.post(f"{url}findings/strengths/{strength.pk}/remove/")
    ben.post(f"{url}findings/recommendations/{change.pk}/remove/")

    assert (review.strengths.count(), review.recommendations.count()) == (0, 0)


def test_a_clash_in_the_summary_shows_both(cast, ben, url, review):
    lock(review, cast.ben)
    say(review, cast.ben, summary="From the first tab")

    page = ben.post(
        f"{url}findings/", {"standard": "", "then": "hand-in", "summary": "From the second", "version_summary": 0}
    )

    assert page.status_code == 409
    assert "From the first tab" in html(page) and "From the second" in html(page)


# --- Reading it -------------------------------------------------------------------------------


def test_the_lead_reads_nothing_before_it_is_handed_in_and_everything_after(cast, as_, url, review):
    say(review, cast.ben, "F1", answer="not_met", comment="Nobody could check this.", origin="drafting")
    lead = as_(cast.lena)

    before = html(lead.get(url))
    assert "Nothing was handed in yet." in before
    for hint in ("Nobody could check this.", "Not met", "1 of 24", "answered"):
        assert hint not in before.replace("has answered so far is seen", "")

    hand_in(review, cast.ben, judgement="good", F1="not_met")
    after = html(lead.get(url))
    for words in ("Carry that over.", "Not met", "You would know this child.", "A plan that its family can use."):
        assert words in after


def test_before_handing_in_a_correction_the_first_version_is_what_others_read(cast, as_, ben, url, review):
    first = hand_in(review, cast.ben)
    assert ben.post(f"{url}correct/", {"reason": "F2 was about another plan."})["Location"] == url
    correction = Review.objects.get(number=2)
    say(correction, cast.ben, "F2", answer="not_met", comment="The corrected words.", origin="drafting")

    lead = html(as_(cast.lena).get(url))
    assert "The corrected words." not in lead
    assert "data-open-standard" in html(ben.get(url))

    hand_in(correction, cast.ben, F2="not_met")
    lead = html(as_(cast.lena).get(url))
    assert "as correction 2: F2 was about another plan." in lead
    assert f'href="?number={first.number}"' in lead
    assert "as correction 2" not in html(as_(cast.lena).get(f"{url}?number=1"))
    assert "Nothing was handed in yet." in html(as_(cast.lena).get(f"{url}?number=9"))


@pytest.mark.parametrize("path", ["judgement/", "findings/", "submitted/", "correct/"])
def test_no_page_of_judging_is_found_by_anybody_else(cast, as_, elsewhere, url, review, path):
    hand_in(review, cast.ben)

    for stranger in (cast.mair, cast.amina, cast.bea, elsewhere.ben, elsewhere.lena):
        assert as_(stranger).get(url + path).status_code == 404


def test_after_handing_in_the_pages_of_judging_are_gone_for_the_moderator_too(cast, ben, url, review):
    hand_in(review, cast.ben)

    assert ben.get(f"{url}judgement/").status_code == 404
    assert ben.post(f"{url}findings/", {"standard": "", "summary": "Other words"}).status_code == 404
    assert ben.post(url, {"standard": "F1", "answer": "not_met"}).status_code == 404
    assert ben.get(url).status_code == 200
    assert Moderation.objects.get().stage == Stage.HANDED_IN


# --- The list ---------------------------------------------------------------------------------


def test_a_senior_sees_their_own_and_the_lead_all(cast, as_):
    drafts = [make_version(make_plan(cast.amina), stage=VersionStage.READY) for _ in range(3)]
    opened = [workflow.open_moderation(version=draft, origin=Moderation.Origin.CHANCE) for draft in drafts]

    assert [one.moderator for one in opened] == [cast.ben, cast.mair, cast.ruth]
    for post, seen in ((cast.ben, [True, False, False]), (cast.lena, [True, True, True])):
        page = html(as_(post).get("/moderations/"))
        assert [one.reference in page for one in opened] == seen
    by_mair = html(as_(cast.lena).get(f"/moderations/?stage=open&moderator={cast.mair.pk}"))
    assert [one.reference in by_mair for one in opened] == [False, True, False]


@pytest.mark.parametrize("who", ["amina", "sam", "dev", "bea", "carol", "ivo", "audrey"])
def test_nobody_else_has_a_list_of_moderations(cast, as_, who):
    assert as_(getattr(cast, who)).get("/moderations/").status_code == 404


def test_the_list_takes_as_many_queries_for_three_as_for_one(cast, as_, django_assert_num_queries):
    def another():
        draft = make_version(make_plan(cast.amina), stage=VersionStage.READY)
        workflow.open_moderation(version=draft, origin=Moderation.Origin.CHANCE)

    lead = as_(cast.lena)
    another()
    lead.get("/moderations/")
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as one:
        lead.get("/moderations/")
    another()
    another()
    with django_assert_num_queries(len(one)):
        page = html(lead.get("/moderations/"))

    assert len(re.findall(r'scope="row"', page)) == 3


def test_no_list_names_a_child(cast, as_, moderation):
    page = html(as_(cast.lena).get("/moderations/"))

    assert "Tobin" not in page and "Ashworth" not in page


def test_what_holds_the_profile_down_is_named_in_plain_words(cast, ben, url, review):
    lock(review, cast.ben, judgement="inadequate", F1="not_met", E1="not_met")

    page = html(ben.get(f"{url}findings/"))
    assert (
        "F1 (" in page and " are not met. Whatever else is good, the answers then add up to Inadequate at most." in page
    )
    assert "gate" not in page.lower()


def test_a_recommendation_for_nobody_says_what_to_choose_and_keeps_its_words(cast, ben, url, review):
    lock(review, cast.ben, judgement="outstanding")

    words = {"recommendation-text": "Say who does it.", "recommendation-for_whom": ""}
    refused = html(ben.post(f"{url}findings/recommendations/", {"standard": "", **words}))
    assert "Choose who should make the change" in refused
    assert "Say who does it." in refused


def test_a_letter_asked_for_too_early_leads_to_the_page_where_the_review_is_handed_in(cast, ben, url, review):
    assert ben.get(f"{url}letter/write/")["Location"] == url

    lock(review, cast.ben, judgement="outstanding")
    assert ben.get(f"{url}letter/write/")["Location"] == f"{url}findings/"
    assert "Hand in the review first" in html(ben.get(f"{url}findings/"))


def test_a_letter_sent_too_early_leads_to_the_page_where_it_is_written(cast, ben, url, review):
    hand_in(review, cast.ben)
    ben.get(f"{url}letter/write/")
    ben.post(f"{url}letter/fields/", {"field": "strength0-text", "value": "", "version": "0"})

    refused = ben.post(f"{url}letter/send/")
    assert refused["Location"] == f"{url}letter/write/"
    assert "Give each strength the plan’s own words" in html(ben.get(f"{url}letter/write/"))
