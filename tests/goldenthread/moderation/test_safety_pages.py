"""The pages of concerns, of standing down, and of the lead."""

import re

import pytest

from goldenthread.moderation import workflow
from goldenthread.moderation.models import Concern, Moderation
from goldenthread.moderation.stages import Stage
from goldenthread.people.models import Choice
from goldenthread.plans.models import VersionHand
from goldenthread.plans.stages import Stage as VersionStage
from tests.factories import make_plan, make_version
from tests.goldenthread.moderation.conftest import hand_in


@pytest.fixture
def url(moderation):
    return f"/moderations/{moderation.reference}/"


def html(response):
    return response.content.decode()


# --- Concerns ---------------------------------------------------------------------------------


def test_a_concern_is_one_click_away_and_gives_a_receipt(cast, as_, url):
    ben = as_(cast.ben)
    assert f"{url}concern/" in html(ben.get(url))
    assert "the named contact" in html(ben.get(f"{url}concern/"))

    sent = ben.post(f"{url}concern/", {"kind": "safeguarding", "text": "What I saw in Section A."})

    concern = Concern.objects.get()
    assert sent["Location"] == f"/moderations/concerns/{concern.reference}/"
    assert "What I saw in Section A." in html(ben.get(sent["Location"]))


def test_whoever_raises_a_concern_reads_whom_it_reaches_and_the_telephone(cast, as_, url):
    for key, value in (("contact-name", "Ines Calder"), ("telephone", "01632 960 041")):
        Choice.objects.create(authority=cast.authority, key=f"safety.concern-{key}", value=value, set_by=cast.lena)
    ben = as_(cast.ben)
    assert "Ines Calder, telephone 01632 960 041" in html(ben.get(f"{url}concern/"))

    sent = ben.post(f"{url}concern/", {"kind": "safeguarding", "text": "What I saw in Section A."})
    assert "Ines Calder, telephone 01632 960 041 and the quality lead were told" in html(ben.get(sent["Location"]))
    breach = ben.post(f"{url}concern/", {"kind": "data-breach", "text": "Another name in D."})
    assert "No named contact is set, so the quality lead was told" in html(ben.get(breach["Location"]))


def test_an_empty_concern_says_what_is_missing(cast, as_, url):
    page = html(as_(cast.ben).post(f"{url}concern/", {"text": ""}))

    assert "Choose an answer: What is it?" in page
    assert Concern.objects.count() == 0


def test_the_writer_raises_a_concern_about_their_own_plan(cast, as_, moderation):
    version = moderation.version
    page = f"/moderations/plans/{version.plan.reference}/{version.number}/concern/"

    assert as_(cast.amina).post(page, {"kind": "data-breach", "text": "Another name in D."}).status_code == 302
    assert as_(cast.osei).get(page).status_code == 404
    assert Concern.objects.get().raised_by == cast.amina


def test_a_concern_is_read_by_who_raised_it_and_the_lead_alone(cast, as_, elsewhere, moderation):
    concern = workflow.raise_concern(version=moderation.version, by=cast.ben, kind="safeguarding", text="What I saw.")
    page = f"/moderations/concerns/{concern.reference}/"

    for reader in (cast.ben, cast.lena):
        assert "What I saw." in html(as_(reader).get(page))
    for stranger in (cast.mair, cast.amina, cast.sam, cast.bea, elsewhere.lena):
        assert as_(stranger).get(page).status_code == 404


def test_the_lead_takes_it_up_and_lists_it(cast, as_, moderation):
    concern = workflow.raise_concern(version=moderation.version, by=cast.ben, kind="safeguarding", text="What I saw.")
    lead = as_(cast.lena)
    assert "Not yet" in html(lead.get("/moderations/concerns/"))

    lead.post(f"/moderations/concerns/{concern.reference}/", {"what_was_done": "Told the duty team."})

    concern.refresh_from_db()
    assert (concern.taken_by, concern.what_was_done) == (cast.lena, "Told the duty team.")
    assert "Not yet" not in html(lead.get("/moderations/concerns/"))
    assert as_(cast.ben).get("/moderations/concerns/").status_code == 404
    as_(cast.ben).post(f"/moderations/concerns/{concern.reference}/", {"what_was_done": "Mine"})
    concern.refresh_from_db()
    assert concern.what_was_done == "Told the duty team."


def test_the_concerns_take_as_many_queries_for_three_as_for_one(cast, as_, moderation, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    lead = as_(cast.lena)
    workflow.raise_concern(version=moderation.version, by=cast.ben, kind="safeguarding", text="One")
    lead.get("/moderations/concerns/")
    with CaptureQueriesContext(connection) as one:
        lead.get("/moderations/concerns/")
    for text in ("Two", "Three"):
        workflow.raise_concern(version=moderation.version, by=cast.ben, kind="safeguarding", text=text)

    with django_assert_num_queries(len(one)):
        lead.get("/moderations/concerns/")


# --- I know this child ------------------------------------------------------------------------


def test_standing_down_asks_no_reason_and_closes_the_page_at_once(cast, as_, url):
    ben = as_(cast.ben)
    page = html(ben.get(f"{url}stand-down/"))
    assert "<textarea" not in page and 'type="radio"' not in page

    closed = ben.post(f"{url}stand-down/")

    assert closed.status_code == 200
    assert "It has gone to another senior." in html(closed)
    assert "quality lead has been told" not in html(closed)
    assert ben.get(url).status_code == 404
    assert Moderation.objects.get().moderator == cast.mair


def test_where_nobody_is_left_standing_down_says_that_the_lead_decides(cast, as_, url, moderation):
    for other in (cast.mair, cast.ruth):
        VersionHand.objects.create(version=moderation.version, post=other)

    closed = html(as_(cast.ben).post(f"{url}stand-down/"))

    assert "the quality lead has been told" in closed
    assert "gone to another senior" not in closed


def test_people_read_one_reference_the_plans_and_the_moderations_own_in_small_print(cast, as_, url, moderation):
    ben = as_(cast.ben)
    for path in ("", "judgement/", "stand-down/", "concern/"):
        page = html(ben.get(url + path))
        for heading in re.findall(r"<(?:title|h1)[^>]*>(.*?)</(?:title|h1)>", page, re.DOTALL):
            assert moderation.reference not in heading, path
        assert moderation.plan.reference in page
    assert f"Moderation {moderation.reference}" in html(ben.get(url))


def test_after_handing_in_standing_down_says_why_not(cast, as_, url, review):
    hand_in(review, cast.ben)

    refused = as_(cast.ben).post(f"{url}stand-down/")

    assert refused.status_code == 409
    assert "This was handed in already." in html(refused)


def test_nobody_stands_down_for_another(cast, as_, url, elsewhere):
    for stranger in (cast.mair, cast.lena, cast.amina, elsewhere.ben):
        assert as_(stranger).post(f"{url}stand-down/").status_code == 404
    assert Moderation.objects.get().moderator == cast.ben


# --- The lead ---------------------------------------------------------------------------------


def test_the_lead_is_offered_only_those_who_may(cast, as_, url, moderation):
    VersionHand.objects.create(version=moderation.version, post=cast.mair)
    lead = as_(cast.lena)

    page = html(lead.get(f"{url}assign/"))
    assert "No: edited version 1" in page
    assert f'value="{cast.ruth.pk}"' in page
    assert f'value="{cast.mair.pk}"' not in page

    lead.post(f"{url}assign/", {"to": cast.mair.pk})
    assert Moderation.objects.get().moderator == cast.ben
    assert lead.post(f"{url}assign/", {"to": cast.ruth.pk})["Location"] == url
    assert Moderation.objects.get().moderator == cast.ruth


def test_the_lead_withdraws_with_a_reason(cast, as_, url):
    lead = as_(cast.lena)
    assert lead.post(f"{url}withdraw/", {}).status_code == 422
    lead.post(f"{url}withdraw/", {"reason": "The plan was ceased."})

    moderation = Moderation.objects.get()
    assert (moderation.stage, moderation.withdrawn_reason) == (Stage.WITHDRAWN, "The plan was ceased.")
    assert "The plan was ceased." in html(lead.get(url))
    assert as_(cast.ben).get(url).status_code == 200
    assert "data-open-standard" not in html(as_(cast.ben).get(url))


@pytest.mark.parametrize("who", ["ben", "mair", "amina", "sam", "bea"])
def test_nobody_but_the_lead_assigns_or_withdraws(cast, as_, url, who):
    client = as_(getattr(cast, who))

    assert client.get(f"{url}assign/").status_code == 404
    assert client.post(f"{url}withdraw/", {"reason": "No"}).status_code == 404


def test_a_senior_asks_for_a_plan_to_be_moderated(cast, as_):
    version = make_version(make_plan(cast.amina), stage=VersionStage.LET_THROUGH)
    page = f"/moderations/plans/{version.plan.reference}/1/ask/"

    assert as_(cast.ben).get(page).status_code == 200
    asked = as_(cast.ben).post(page, {"reason": "A family complained."})
    assert asked["Location"] == version.plan.get_absolute_url()
    assert as_(cast.amina).get(page).status_code == 404

    moderation = Moderation.objects.get()
    assert (moderation.origin, moderation.purposive.asked_by) == (Moderation.Origin.PURPOSIVE, cast.ben)
