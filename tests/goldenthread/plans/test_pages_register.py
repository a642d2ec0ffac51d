"""The register's pages: who finds what, and that no name ever stands in an address."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_scopes import scope, scopes_disabled
from lxml import html

from goldenthread.history.models import Event
from goldenthread.people.models import Leave
from goldenthread.plans.models import Child, Plan
from goldenthread.plans.stages import Stage
from tests.factories import make_child, make_plan, make_version

LIST = "/plans/"


def references_in(response) -> list[str]:
    page = html.fromstring(response.content)
    return [link.text for link in page.xpath("//tbody//th[@scope='row']//a")]


def named(cast, officer, first, last, **given) -> Plan:
    child = make_child(cast.authority, first_name=first, last_name=last)
    return make_plan(officer, child=child, **given)


# --- Who sees which ---------------------------------------------------------------------------


def test_an_officer_finds_their_own_plans_and_the_team_all_of_them(cast, as_):
    own, others = named(cast, cast.amina, "Ada", "Brook"), named(cast, cast.osei, "Ben", "Cole")

    assert references_in(as_(cast.amina).get(LIST)) == [own.reference]
    for post in (cast.lena, cast.ben, cast.sam):
        assert references_in(as_(post).get(LIST)) == [own.reference, others.reference]


def test_nobody_else_has_a_register(cast, as_):
    named(cast, cast.amina, "Ada", "Brook")

    for post in (cast.dev, cast.dora, cast.wilf, cast.hana, cast.eric, cast.carol, cast.ines, cast.bea, cast.anton):
        assert as_(post).get(LIST).status_code == 404
    assert as_(cast.ivo).get(LIST).status_code == 404
    assert as_(cast.audrey).get(LIST).status_code == 404


def test_another_authority_sees_nothing_of_it(cast, elsewhere, as_):
    named(cast, cast.amina, "Ada", "Brook")

    assert references_in(as_(elsewhere.lena).get(LIST)) == []
    assert references_in(as_(elsewhere.lena).post(LIST, {"words": "Brook"})) == []


# --- Searching --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words", ["brook", "ada", "Ada Brook", "SB-91", "{reference}", "{half}", "Amina", "brook amina"]
)
def test_a_plan_is_found_by_name_reference_case_number_and_officer(cast, as_, words):
    child = make_child(cast.authority, first_name="Ada", last_name="Brook", case_system_id="SB-91")
    plan = make_plan(cast.amina, child=child)
    named(cast, cast.osei, "Ben", "Cole")

    response = as_(cast.lena).post(LIST, {"words": words.format(reference=plan.reference, half=plan.reference[:4])})

    assert references_in(response) == [plan.reference]


def test_the_words_searched_for_stand_in_no_address_and_no_history(cast, as_):
    for number in range(30):
        named(cast, cast.osei, f"Ada{number:02}", "Brook")

    response = as_(cast.lena).post(LIST, {"words": "Brook"})

    assert response.status_code == 200
    page = html.fromstring(response.content)
    addresses = page.xpath("//a/@href | //form/@action | //@hx-get")
    assert [address for address in addresses if "brook" in address.lower()] == []
    assert "brook" not in page.xpath("string(//title)").lower()
    assert "rook" not in " ".join(f"{event.verb} {event.detail}" for event in Event.objects.all())
    second = as_(cast.lena).post(LIST, {"words": "Brook", "page": "2"})
    assert len(references_in(response)), len(references_in(second)) == (25, 5)


def test_words_in_the_address_search_for_nothing(cast, as_):
    named(cast, cast.amina, "Ada", "Brook")
    named(cast, cast.osei, "Ben", "Cole")

    assert len(references_in(as_(cast.lena).get(LIST, {"words": "Brook"}))) == 2


def test_stage_and_officer_are_filters_that_may_stand_in_the_address(cast, as_):
    drawn, drafted, empty = (named(cast, cast.amina, first, "Brook") for first in ("Ada", "Ben", "Cy"))
    make_version(drawn, stage=Stage.REPLACED)
    make_version(drawn, stage=Stage.DRAWN)
    make_version(drafted)
    other = named(cast, cast.osei, "Di", "Brook")
    lena = as_(cast.lena)

    assert references_in(lena.get(LIST, {"stage": "drawn"})) == [drawn.reference]
    assert references_in(lena.get(LIST, {"stage": "no-version"})) == [empty.reference, other.reference]
    assert references_in(lena.get(LIST, {"officer": cast.osei.pk})) == [other.reference]
    assert len(references_in(lena.get(LIST, {"stage": "nonsense", "officer": "x", "page": "99"}))) == 4
    response = lena.post(LIST, {"words": "", "stage": "drawn"})
    assert (response.status_code, response["Location"]) == (302, "/plans/?stage=drawn")


def test_the_list_tells_the_stage_whose_turn_it_is_and_the_days_left(cast, as_):
    plan = named(cast, cast.amina, "Ada", "Brook", requested_on=dt.date.today() - dt.timedelta(days=130))
    make_version(plan, stage=Stage.LET_THROUGH)

    page = html.fromstring(as_(cast.lena).get(LIST).content)

    cells = [" ".join(cell.text_content().split()) for cell in page.xpath("//tbody/tr/*")]
    assert cells == [
        plan.reference,
        "Ada Brook",
        cells[2],
        "Amina Sandbourne",
        "Let through The writer: serve it",
        "10",
    ]


@pytest.mark.parametrize("method", ["get", "post"])
def test_the_register_asks_the_same_number_of_questions_for_one_row_and_for_three(cast, as_, method):
    client = as_(cast.lena)

    def count() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            response = getattr(client, method)(LIST, {"words": "Brook"})
        assert response.status_code == 200
        return len(queries)

    make_version(named(cast, cast.amina, "Ada", "Brook"))
    count()
    one = count()
    make_version(named(cast, cast.osei, "Ben", "Brook"), stage=Stage.DRAWN)
    named(cast, cast.nadia, "Cy", "Brook")

    assert count() == one
    assert one <= 20


def test_looking_at_the_register_is_noted(cast, as_):
    named(cast, cast.amina, "Ada", "Brook")

    as_(cast.lena).get(LIST)

    event = Event.objects.get(is_read=True)
    assert (event.verb, event.post_id, event.detail) == ("looked at the register", cast.lena.pk, {"lines": 1})


def test_each_child_that_a_search_finds_is_noted_for_whoever_asks_who_looked(cast, as_):
    found, other = named(cast, cast.amina, "Ada", "Brook"), named(cast, cast.osei, "Ben", "Cole")

    as_(cast.sam).post(LIST, {"words": "brook"})
    as_(cast.sam).get(f"/plans/{found.reference}/")
    report = as_(cast.audrey).get(f"/people/history/of/{found.reference}/").content.decode()

    noted = Event.objects.filter(is_read=True, child_id=found.child_id).order_by("pk")
    assert list(noted.values_list("verb", "post_id")) == [
        ("found by a search", cast.sam.pk),
        ("opened plan file", cast.sam.pk),
    ]
    assert not Event.objects.filter(child_id=other.child_id, is_read=True).exists()
    assert ("found by a search" in report, "Sam Sandbourne" in report) == (True, True)


def test_an_assistant_finds_every_plan_and_opens_the_text_of_allocated_ones_alone(cast, as_):
    secret = {"upn": "A123456789012", "nhs_number": "9434765919", "date_of_birth": dt.date(2017, 3, 9)}
    allocated, other = (
        make_plan(cast.amina, child=make_child(cast.authority, **secret), assistant=assistant)
        for assistant in (cast.sam, None)
    )
    for plan in (allocated, other):
        make_version(plan)
        make_version(plan)
    sam = as_(cast.sam)

    def statuses(plan: Plan) -> list[int]:
        parts = ("", "versions/1/", "versions/1/file/", "compare/")
        return [sam.get(f"/plans/{plan.reference}/{part}").status_code for part in parts]

    page = sam.get(f"/plans/{other.reference}/").content.decode()
    assert (statuses(allocated), statuses(other)) == ([200] * 4, [200, 404, 404, 404])
    assert not any(word in page for word in ("A123456789012", "9434765919", "9 March 2017", "2017-03-09"))


# --- Adding by hand ---------------------------------------------------------------------------

ADDED = {
    "case_system_id": "SB-200",
    "first_name": "Wren",
    "last_name": "Hollis",
    "date_of_birth_day": "4",
    "date_of_birth_month": "5",
    "date_of_birth_year": "2017",
    "kind": "new",
    "requested_on_day": "1",
    "requested_on_month": "9",
    "requested_on_year": "2026",
}


def day_fields(form_html: bytes, name: str) -> list[str]:
    """The names of the three inputs of a day."""
    return html.fromstring(form_html).xpath(f"//input[starts-with(@name, '{name}')]/@name")


def filled(client, url: str, values: dict) -> dict:
    """Values with the day fields named as the page names them."""
    page = client.get(url).content
    sent = {key: value for key, value in values.items() if not key.endswith(("_day", "_month", "_year"))}
    for name in {key.rsplit("_", 1)[0] for key in values if key.endswith("_day")}:
        parts = [values[f"{name}_{part}"] for part in ("day", "month", "year")]
        sent |= dict(zip(day_fields(page, name), parts, strict=True))
    return sent


def test_an_assistant_adds_a_child_and_a_plan(cast, as_):
    client = as_(cast.sam)

    response = client.post("/plans/add/", filled(client, "/plans/add/", {**ADDED, "officer": cast.amina.pk}))

    plan = Plan.objects.get()
    assert (response.status_code, response["Location"]) == (302, f"/plans/{plan.reference}/")
    assert (plan.child.name, plan.officer, plan.requested_on) == ("Wren Hollis", cast.amina, dt.date(2026, 9, 1))
    assert plan.child.date_of_birth == dt.date(2017, 5, 4)


def test_a_number_that_is_known_is_refused_with_the_way_to_its_plan(cast, as_):
    known = make_plan(cast.amina, child=make_child(cast.authority, case_system_id="SB-200"))
    client = as_(cast.sam)

    response = client.post("/plans/add/", filled(client, "/plans/add/", ADDED))

    page = html.fromstring(response.content)
    assert page.xpath(f"//main//a[@href='/plans/{known.reference}/']")
    assert "in the register already" in page.text_content()
    assert Child.objects.count() == 1


def test_a_new_plan_needs_the_day_it_was_asked_for_and_no_day_may_be_to_come(cast, as_):
    client = as_(cast.lena)
    without = {key: value for key, value in ADDED.items() if not key.startswith("requested_on")}

    assert "Enter the day the assessment was asked for" in client.post("/plans/add/", without).content.decode()
    to_come = filled(client, "/plans/add/", {**ADDED, "requested_on_year": "2099"})
    assert "That day has not come yet" in client.post("/plans/add/", to_come).content.decode()
    assert Child.objects.count() == 0


def test_officers_and_seniors_add_nothing(cast, as_):
    for post in (cast.amina, cast.ben, cast.carol):
        assert as_(post).post("/plans/add/", ADDED).status_code == 404


# --- Whose plan it is -------------------------------------------------------------------------


def test_the_lead_and_the_plans_officer_say_who_helps(cast, as_):
    plan = named(cast, cast.amina, "Ada", "Brook")
    url = f"/plans/{plan.reference}/who/"

    assert as_(cast.amina).post(url, {"assistant": cast.sam.pk}).status_code == 302
    plan.refresh_from_db()
    assert plan.assistant == cast.sam
    as_(cast.lena).post(url, {"assistant": "", "officer": cast.osei.pk})
    plan.refresh_from_db()
    assert (plan.assistant, plan.officer) == (None, cast.osei)
    for post in (cast.amina, cast.ben, cast.sam, cast.carol):
        assert as_(post).get(url).status_code == 404


def test_an_officer_cannot_give_their_plan_to_another_officer(cast, as_):
    plan = named(cast, cast.amina, "Ada", "Brook")

    as_(cast.amina).post(f"/plans/{plan.reference}/who/", {"assistant": "", "officer": cast.osei.pk})

    plan.refresh_from_db()
    assert plan.officer == cast.amina


def test_the_lead_hands_a_caseload_over(cast, as_):
    plans = [named(cast, cast.amina, first, "Brook") for first in ("Ada", "Ben", "Cy")]
    url = f"/plans/hand-over/?from={cast.amina.pk}"
    lena = as_(cast.lena)

    page = html.fromstring(lena.get(url).content)
    assert page.xpath("//input[@name='plans'][@checked]/@value") == [plan.reference for plan in plans]
    lena.post(url, {"to": cast.osei.pk, "plans": [plan.reference for plan in plans[:2]]})

    assert list(Plan.objects.filter(officer=cast.osei).order_by("pk")) == plans[:2]
    assert as_(cast.ben).get(url).status_code == 404
    assert lena.get("/plans/hand-over/").status_code == 404


def test_a_caseload_of_another_authority_is_not_there(cast, elsewhere, as_):
    with scope(authority=elsewhere.authority):
        make_plan(elsewhere.amina)

    assert as_(cast.lena).get(f"/plans/hand-over/?from={elsewhere.amina.pk}").status_code == 404
    with scopes_disabled():
        assert Plan.objects.get().officer == elsewhere.amina


def test_the_list_of_those_who_may_take_plans_over_says_who_is_on_leave(cast, as_):
    make_plan(cast.amina)
    until = dt.date.today() + dt.timedelta(days=9)
    Leave.objects.create(post=cast.osei, starts_on=dt.date.today(), ends_on=until)
    Leave.objects.create(post=cast.ben, starts_on=until, ends_on=until)

    page = as_(cast.lena).get(f"/plans/hand-over/?from={cast.amina.pk}").content.decode()

    assert f"Osei Sandbourne, on leave until {until.day} {until:%B}<" in page
    assert ">Ben Sandbourne<" in page
