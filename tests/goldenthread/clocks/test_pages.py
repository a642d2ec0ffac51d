"""The pages of the deadlines: which list shows what, to whom, and what the forms say back."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import html

from goldenthread.clocks import workflow
from goldenthread.clocks.models import Clock
from goldenthread.history.models import Event
from goldenthread.plans.models import Assessment, Review
from tests.factories import make_child, make_plan

pytestmark = pytest.mark.django_db
ON = dt.date(2026, 12, 1)  # a Tuesday
DAY = dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr("goldenthread.world.today", lambda: ON)


def open_plan(officer, *, due_on: dt.date, **given):
    """A plan whose twenty weeks end on a day; it was decided to assess in time."""
    requested_on = due_on - 140 * DAY
    plan = make_plan(officer, requested_on=requested_on, **given)
    Assessment.objects.filter(pk=plan.assessment_id).update(outcome="open", decided_on=requested_on + 20 * DAY)
    workflow.reckon(child_ids=[plan.child_id])
    return plan


def said(response) -> str:
    return " ".join(" ".join(html.fromstring(response.content).xpath("//main")[0].itertext()).split())


def children_in(response) -> list[str]:
    return html.fromstring(response.content).xpath("//tbody//th[@scope='row']//a/text()")


def late(client, **query) -> list[str]:
    return children_in(client.get("/deadlines/", {"group": "requests", "code": "final-plan", **query}))


def test_each_list_holds_its_own_and_the_most_pressing_stands_first(cast, as_):
    late_plan = open_plan(cast.amina, due_on=ON - 9 * DAY)
    later = open_plan(cast.amina, due_on=ON - DAY)
    sunday = open_plan(cast.amina, due_on=dt.date(2026, 12, 6))
    monday = open_plan(cast.amina, due_on=dt.date(2026, 12, 7))
    far = open_plan(cast.amina, due_on=ON + 60 * DAY)
    client = as_(cast.lena)

    assert late(client) == [late_plan.child.name, later.child.name]
    assert late(client, list="week") == [sunday.child.name]
    assert late(client, list="next") == [monday.child.name]
    assert late(client, list="risk") == [sunday.child.name, monday.child.name]
    assert far.child.name in late(client, list="all")


def test_a_line_says_why_and_whose_turn_it_is(cast, as_):
    open_plan(cast.amina, due_on=ON + 10 * DAY)
    page = said(as_(cast.lena).get("/deadlines/", {"list": "risk", "code": "final-plan"}))
    assert "Served now, the family’s fifteen days end after the last day" in page
    assert "10 left" in page


def test_an_officer_sees_their_own_and_the_team_everybody_s(cast, as_):
    mine, others = open_plan(cast.amina, due_on=ON - DAY), open_plan(cast.osei, due_on=ON - DAY)
    assert late(as_(cast.amina)) == [mine.child.name]
    for post in (cast.lena, cast.ben, cast.sam):
        assert set(late(as_(post))) == {mine.child.name, others.child.name}


def test_lists_are_kept_apart_by_officer_assistant_and_team(cast, as_):
    cast.amina.senior = cast.ben
    cast.amina.save()
    first = open_plan(cast.amina, due_on=ON - DAY, assistant=cast.sam)
    second = open_plan(cast.osei, due_on=ON - DAY)
    client = as_(cast.lena)
    assert late(client, officer=cast.osei.pk) == [second.child.name]
    assert late(client, assistant=cast.sam.pk) == [first.child.name]
    assert late(client, assistant=-1) == [second.child.name]
    assert late(client, team=cast.ben.pk) == [first.child.name]


def test_an_address_that_makes_no_sense_still_opens(cast, as_):
    page = as_(cast.lena).get("/deadlines/", {"list": "x", "officer": "y", "code": "z", "from": "never", "page": "-3"})
    assert page.status_code == 200
    assert "Nothing is overdue." in said(page)


def test_another_authority_sees_nothing_of_it(cast, elsewhere, as_):
    plan = open_plan(cast.amina, due_on=ON - DAY)
    assert late(as_(elsewhere.lena)) == []
    assert as_(elsewhere.lena).get(f"/deadlines/children/{plan.child.reference}/").status_code == 404


def test_the_lists_take_the_same_queries_for_one_line_and_for_fifty(cast, as_):
    client = as_(cast.lena)
    counted = []
    for number in (1, 49):
        for _ in range(number):
            open_plan(cast.amina, due_on=ON - DAY, assistant=cast.sam)
        with CaptureQueriesContext(
            connection,
        ) as caught:
            client.get("/deadlines/")
        counted.append(len(caught))
    assert counted[0] == counted[1] <= 20


def test_the_page_of_a_child_takes_at_most_twenty_queries(cast, as_):
    plan = open_plan(cast.amina, due_on=ON - DAY)
    for year in range(2016, 2026):
        Review.objects.create(
            plan=plan, meeting_on=dt.date(year, 3, 3), decided_on=dt.date(year, 3, 20), outcome="maintain"
        )
    workflow.reckon(child_ids=[plan.child_id])
    client = as_(cast.lena)
    with CaptureQueriesContext(connection) as caught:
        page = client.get(f"/deadlines/children/{plan.child.reference}/")
    assert page.status_code == 200
    assert len(caught) <= 20


def test_every_limit_of_a_child_is_listed_with_its_law_and_the_reading_is_logged(cast, as_):
    plan = open_plan(cast.amina, due_on=ON - 3 * DAY)
    page = said(as_(cast.amina).get(f"/deadlines/children/{plan.child.reference}/"))
    assert "SEND Regulations 2014, regulation 13(2)" in page
    assert "3 days late" in page
    assert Event.objects.filter(verb="opened deadlines", is_read=True, thing_id=plan.child_id).exists()


def day(name: str, on: dt.date) -> dict[str, str]:
    return {f"{name}_day": str(on.day), f"{name}_month": str(on.month), f"{name}_year": str(on.year)}


def test_a_review_that_cannot_be_is_refused_with_its_words_kept(cast, as_):
    plan = open_plan(cast.amina, due_on=ON + 40 * DAY)
    address = f"/deadlines/children/{plan.child.reference}/review/"
    sent = {"outcome": "maintain", **day("meeting_on", ON - 9 * DAY)}
    page = as_(cast.amina).post(address, sent)
    assert "Give the day of the letter with the decision." in said(page)
    assert html.fromstring(page.content).xpath("//input[@name='meeting_on_day']/@value") == ["22"]
    assert not Review.objects.exists()


def test_a_review_is_recorded_changed_and_shown(cast, as_):
    plan = open_plan(cast.amina, due_on=ON + 40 * DAY)
    address = f"/deadlines/children/{plan.child.reference}/"
    client = as_(cast.sam)
    client.post(f"{address}review/", {"outcome": "open", **day("meeting_on", ON - 9 * DAY)})
    review = Review.objects.get()
    sent = {"outcome": "amend", **day("meeting_on", ON - 9 * DAY), **day("decided_on", ON), **day("notice_on", ON)}
    answer = client.post(f"{address}review/{review.pk}/", sent)
    assert answer.status_code == 302
    page = said(client.get(address))
    assert "Review of 22 November 2026" in page
    assert "To be amended." in page
    assert "Amended plan, from the notice" in page


def test_an_exception_is_offered_only_where_the_law_lists_one(cast, as_):
    plan = open_plan(cast.amina, due_on=ON - 3 * DAY)
    workflow.record_review(plan=plan, by=cast.amina, days={"meeting_on": ON - 40 * DAY}, outcome="open")
    page = as_(cast.ben).get(f"/deadlines/children/{plan.child.reference}/")
    links = html.fromstring(page.content).xpath("//a[contains(@href, '/exception/')]/@href")
    pks = {int(link.rstrip("/").split("/")[-1]) for link in links}
    codes = set(Clock.objects.filter(pk__in=pks).values_list("code", flat=True))
    assert codes == {"final-plan"}
    assert not html.fromstring(as_(cast.amina).get(f"/deadlines/children/{plan.child.reference}/").content).xpath(
        "//a[contains(@href, '/exception/')]"
    )


def test_a_decided_exception_is_shown_with_who_decided_and_the_day_stays(cast, as_):
    plan = open_plan(cast.amina, due_on=ON - 3 * DAY)
    clock = Clock.objects.get(child=plan.child, code="final-plan")
    address = f"/deadlines/children/{plan.child.reference}/"
    sent = {
        "limb": "away",
        "evidence": "Letter of 1 September, in the case file",
        **day("from_on", ON - 90 * DAY),
        **day("until_on", ON - 50 * DAY),
    }
    as_(cast.ben).post(f"{address}exception/{clock.pk}/", sent)
    page = said(as_(cast.amina).get(address))
    assert "3 days late" in page
    assert "away from the area for at least four weeks" in page
    assert "Letter of 1 September" in page
    assert "Ben Sandbourne" in page
    assert "Exception recorded" in said(as_(cast.lena).get("/deadlines/?code=final-plan"))


def test_the_countdown_counts_reviews_by_month_and_moves_by_day(cast, as_):
    with_meeting, without = (
        make_plan(cast.amina, made_on=dt.date(2026, 2, 10)),
        make_plan(cast.amina, made_on=dt.date(2026, 2, 11)),
    )
    workflow.record_review(plan=with_meeting, by=cast.amina, days={"meeting_on": dt.date(2027, 1, 5)}, outcome="open")
    workflow.record_transfer(plan=without, by=cast.amina, into="school", moves_on=dt.date(2027, 9, 1))
    workflow.reckon(child_ids=[without.child_id])
    page = said(as_(cast.lena).get("/deadlines/countdown/"))
    assert "February 2027 2 1 1" in page
    assert "Phase transfer: by 14 February 2027 75 days left" in page
    assert "Not reviewed in time for it 1" in page


def test_requests_that_ended_without_a_plan_are_told_with_their_days(cast, as_):
    child = make_child(cast.authority)
    Assessment.objects.create(
        child=child,
        requested_on=dt.date(2026, 3, 2),
        decided_on=dt.date(2026, 4, 1),
        outcome="no-plan",
        outcome_on=dt.date(2026, 7, 1),
    )
    workflow.reckon(child_ids=[child.pk])
    page = said(as_(cast.sam).get("/deadlines/without-a-plan/"))
    assert "Assessed, no plan 1 Jul 2026 22 Jun 2026 9 days late" in page
    assert child.name not in said(as_(cast.amina).get("/deadlines/without-a-plan/"))


def test_no_child_s_name_stands_in_an_address(cast, as_):
    plan = open_plan(cast.amina, due_on=ON - DAY)
    links = html.fromstring(as_(cast.lena).get("/deadlines/").content).xpath("//@href")
    assert not any(plan.child.last_name.lower() in link.lower() for link in links)
