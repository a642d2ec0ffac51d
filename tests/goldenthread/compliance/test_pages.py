"""The pages of the compliance check: which list shows what, to whom, and what the form says back."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import html

from goldenthread.compliance import workflow
from goldenthread.compliance.models import Check
from goldenthread.compliance.workflow import Said
from goldenthread.history.models import Event
from goldenthread.plans.workflow.heard import after_arrival, tell_all
from tests.factories import make_plan, make_version

pytestmark = pytest.mark.django_db


def said(response) -> str:
    return " ".join(" ".join(html.fromstring(response.content).xpath("//main")[0].itertext()).split())


def children_in(response) -> list[str]:
    return [" ".join(one.text_content().split()) for one in html.fromstring(response.content).xpath("//tbody//th")]


def come_in(officer, **given):
    version = make_version(make_plan(officer, **given))
    tell_all(after_arrival, version=version)
    return version


def address(version) -> str:
    return f"/compliance/{version.plan.reference}/{version.number}/"


def test_each_list_holds_its_own(cast, as_, screened, answer_all):
    open_one = screened(cast.amina, assistant=cast.sam)
    lacking = Check.objects.get(version=come_in(cast.amina))
    workflow.answer(check=lacking, by=cast.amina, said=[Said("X2", "missing")])
    complete = Check.objects.get(version=come_in(cast.osei))
    answer_all(complete, cast.osei)
    client = as_(cast.lena)

    assert len(children_in(client.get("/compliance/"))) == 2
    missing = children_in(client.get("/compliance/", {"list": "missing"}))
    assert any(one.startswith(lacking.plan.child.name) for one in missing)
    assert not any(one.startswith(complete.plan.child.name) for one in missing)
    assert "Are all the sections there" in said(client.get("/compliance/", {"list": "missing"}))
    [done] = children_in(client.get("/compliance/", {"list": "complete"}))
    assert done.startswith(complete.plan.child.name)
    assert len(children_in(client.get("/compliance/", {"assistant": cast.sam.pk}))) == 1
    assert cast.sam.name in said(client.get("/compliance/", {"assistant": cast.sam.pk}))
    assert open_one.plan.child.name in children_in(client.get("/compliance/", {"assistant": cast.sam.pk}))[0]


def test_an_officer_sees_their_own_and_opens_no_other(cast, as_):
    mine, others = come_in(cast.amina), come_in(cast.osei)
    client = as_(cast.amina)

    assert len(children_in(client.get("/compliance/"))) == 1
    assert client.get(address(mine)).status_code == 200
    assert client.get(address(others)).status_code == 404
    assert client.post(address(others), {"state-X1": "met"}).status_code == 404


def test_a_senior_sees_the_lines_of_the_team_and_reads_no_check_that_is_not_theirs(cast, as_):
    version = come_in(cast.amina)
    client = as_(cast.ben)

    page = html.fromstring(client.get("/compliance/").content)

    assert version.plan.child.name in page.xpath("//tbody")[0].text_content()
    assert page.xpath("//tbody//a") == []
    assert client.get(address(version)).status_code == 404


def test_the_lead_of_another_authority_finds_neither(cast, elsewhere, as_):
    version = come_in(cast.amina)
    assert children_in(as_(elsewhere.lena).get("/compliance/")) == []
    assert as_(elsewhere.lena).get(address(version)).status_code == 404


@pytest.mark.parametrize("who", ["dev", "bea", "audrey"])
def test_whoever_has_no_plans_has_no_such_page(cast, as_, who):
    version = come_in(cast.amina)
    client = as_(getattr(cast, who))
    assert [client.get(one).status_code for one in ("/compliance/", address(version))] == [404, 404]


def test_answers_are_saved_at_once_and_one_that_lacks_something_keeps_what_was_typed(cast, as_):
    version = come_in(cast.amina, assistant=cast.sam)
    client = as_(cast.sam)
    sent = {"state-X1": "met", "note-X1": "All of it", "state-K-medical": "enough", "agreed_by-K-medical": ""}

    refused = client.post(address(version), sent)

    assert refused.status_code == 422
    assert "K-medical: Say who agreed" in said(refused)
    assert 'value="All of it"' in refused.content.decode()
    assert Check.objects.get().points.filter(by__isnull=False).count() == 0

    sent |= {
        "agreed_by-K-medical": "The mother, Dr Roe and we",
        "agreed_on-K-medical_day": "3",
        "agreed_on-K-medical_month": "11",
        "agreed_on-K-medical_year": "2025",
    }
    saved = client.post(address(version), sent, follow=True)

    assert "Saved: 2 answers." in html.fromstring(saved.content).text_content()
    assert "Agreed on 3 November 2025: The mother, Dr Roe and we." in said(saved)
    assert cast.sam.name in said(saved)


def test_what_the_checks_point_at_is_quoted_for_whoever_may_read_the_plan(cast, as_):
    from goldenthread.screenings import workflow as screenings

    version = come_in(cast.amina, assistant=cast.sam)
    screenings.screen_now(screenings.have_screened(version=version))
    page = said(as_(cast.sam).get(address(version)))

    assert "Section K does not list medical advice" in page
    assert "by the checks" in page


def test_every_look_at_a_check_is_in_the_history_without_a_name(cast, as_):
    version = come_in(cast.amina)
    as_(cast.amina).get(address(version))
    event = Event.objects.get(verb="opened compliance check")
    assert version.plan.child.last_name not in str(event.__dict__)


def test_the_lists_take_the_same_queries_for_one_line_and_for_twenty(cast, as_):
    client = as_(cast.lena)
    counted = []
    for number in (1, 19):
        for _ in range(number):
            come_in(cast.amina)
        with CaptureQueriesContext(connection) as caught:
            client.get("/compliance/")
        counted.append(len(caught))
    assert counted[0] == counted[1] <= 20


def test_a_check_takes_at_most_twenty_queries(cast, as_, screened):
    version = screened(cast.amina)
    client = as_(cast.amina)
    client.get(address(version))
    with CaptureQueriesContext(connection) as caught:
        client.get(address(version))
    assert len(caught) <= 20


def test_my_work_tells_the_assistant_what_to_answer_and_the_officer_what_is_missing(cast, as_):
    version = come_in(cast.amina, assistant=cast.sam)
    assert "Answer the compliance check of 1 plan" in said(as_(cast.sam).get("/"))
    assert "compliance check of" not in said(as_(cast.amina).get("/"))

    workflow.answer(check=Check.objects.get(version=version), by=cast.sam, said=[Said("K-medical", "missing")])

    assert "Put right what is missing in 1 plan" in said(as_(cast.amina).get("/"))


def test_the_plans_page_leads_to_it(cast, as_):
    version = come_in(cast.amina)
    page = html.fromstring(as_(cast.amina).get(f"/plans/{version.plan.reference}/").content)
    assert page.xpath(f"//a[@href='{address(version)}']")


def test_the_figures_count_every_plan_and_agree_with_a_recount(cast, as_, screened, answer_all):
    ready = [screened(cast.amina), screened(cast.osei)]
    not_begun = make_version(make_plan(cast.amina))
    answer_all(Check.objects.get(version=ready[0]), cast.amina)
    for version in (*ready, not_begun):
        type(version).objects.filter(pk=version.pk).update(
            ready_at="2099-03-04T10:00:00Z", ready_by=version.plan.officer
        )
    page = as_(cast.lena).get("/figures/level-1/", {"period": "2099-01-to-2099-12"})

    assert "2 of 3 have a check; 1 of 3 were complete before it was ready." in said(page)
    rows = {
        " ".join(row.xpath("./th")[0].text_content().split()): [int(cell.text_content()) for cell in row.xpath("./td")]
        for row in html.fromstring(page.content).xpath("//table[contains(caption, 'ready')]/tbody/tr")
    }
    states = [dict(one.points.values_list("code", "state")) for one in Check.objects.filter(version__in=ready)]
    counted = [[one["X1"] for one in states].count(state) for state in ("met", "enough", "none", "missing", "open")]
    assert rows["Is every page about this child?"] == [*counted, 2]
    assert said(as_(cast.amina).get("/figures/level-1/", {"period": "2099-01-to-2099-12"})).count("1 of 2 have a check")
