"""The pages of figures: they work, refuse the wrong role, hide what is not yours, and ask no more for more plans."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_scopes import scope

from goldenthread.history.models import Event
from goldenthread.moderation.models import Review
from goldenthread.people.models import Choice
from goldenthread.reporting import kept
from tests.goldenthread.reporting.made_up import Dice

SEE = ["lena", "ben", "amina", "nadia", "sam", "dev", "dora", "eric", "carol", "ines", "bea", "anton"]
SEE_NOT = ["wilf", "hana", "ivo", "audrey"]
PAGES = ["/figures/", "/figures/officers/"]


def body(answer):
    return answer.content.decode()


def without_chance(answer):
    """The page without what is random in every answer."""
    return re.sub(r'(nonce|content|value)="[^"]{20,}"', "", body(answer))


def queries_of(client, address):
    client.get(address)
    kept.words.cache_clear()
    with CaptureQueriesContext(connection) as caught:
        assert client.get(address).status_code == 200
    return len(caught)


# --- Level 3 ----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", SEE)
def test_whoever_sees_figures_sees_the_page(cast, throw, today, as_, name):
    throw(drafts=80)

    answer = as_(getattr(cast, name)).get("/figures/")

    assert answer.status_code == 200
    months = "September to November" if name == "lena" else "July to September"
    assert f"{months} 2026. As at 13 November 2026." in body(answer)


@pytest.mark.parametrize("name", SEE_NOT)
def test_whoever_has_no_business_with_figures_finds_nothing(cast, today, as_, name):
    answer = as_(getattr(cast, name)).get("/figures/")

    assert answer.status_code == 404


def test_everybody_sees_the_same_figures(cast, throw, today, as_):
    throw(drafts=80)

    address = "/figures/?period=2026-07-to-2026-09"
    pages = [as_(post).get(address).context["figures"] for post in (cast.lena, cast.bea, cast.amina, cast.carol)]

    assert pages[1:] == [pages[0]] * 3


def test_figures_are_made_anew_when_something_has_changed(cast, throw, today, as_):
    client = as_(cast.lena)
    first, again = (client.get("/figures/").context["figures"] for _ in range(2))
    throw(drafts=80)

    assert again == first
    assert client.get("/figures/").context["figures"] != first


def test_another_authority_counts_for_nothing(today, cast, elsewhere, as_):
    with scope(authority=elsewhere.authority):
        Dice(
            authority=elsewhere.authority, writers=[elsewhere.amina, elsewhere.ben], moderator=elsewhere.lena, seed=7
        ).throw()

    ours, theirs = (as_(post).get("/figures/?from=2026-08&to=2026-11") for post in (cast.lena, elsewhere.lena))

    assert ours.context["page"].is_empty
    assert ours.context["page"].tiles[0].value == "0"
    assert not theirs.context["page"].is_empty


def test_the_page_asks_as_many_questions_for_three_hundred_drafts_as_for_three(cast, throw, today, as_):
    client = as_(cast.lena)
    throw(seed=11, drafts=30)
    few = queries_of(client, "/figures/?from=2026-08&to=2026-11")
    throw(seed=12, drafts=300)

    assert queries_of(client, "/figures/?from=2026-08&to=2026-11") == few
    assert few <= 20


@pytest.mark.parametrize("period", ["2026-08", "2026-07-to-2026-09", "2025-04-to-2026-03", "2026-03"])
def test_a_period_of_the_calendar_asks_no_more_for_more_plans_and_months(cast, throw, today, as_, period):
    client = as_(cast.bea)
    throw(seed=11, drafts=30, start=dt.date(2026, 2, 20))
    throw(seed=13, drafts=30)
    few = queries_of(client, f"/figures/?period={period}")
    throw(seed=12, drafts=200, start=dt.date(2025, 4, 2), days=500)

    assert queries_of(client, f"/figures/?period={period}") == few
    assert few <= 20


def test_no_query_reads_the_text_of_a_plan(cast, throw, today, as_):
    throw(drafts=20)
    client = as_(cast.lena)

    with CaptureQueriesContext(connection) as caught:
        client.get("/figures/")

    assert [one["sql"] for one in caught if '"plans_planversion"."text"' in one["sql"]] == []


def test_the_page_names_no_officer_and_no_child(cast, throw, today, as_):
    throw(drafts=80)

    words = body(as_(cast.bea).get("/figures/"))

    for name in ("Tobin", "Ashworth", "Amina", "Osei", "Nadia", "Ruth Sandbourne"):
        assert name not in words


def test_months_are_chosen_in_the_address(cast, today, as_):
    client = as_(cast.lena)

    one = client.get("/figures/?from=2026-10&to=2026-10")
    year = client.get("/figures/?from=2025-12&to=2026-11")

    assert str(one.context["period"]) == "October 2026"
    assert str(year.context["period"]) == "December 2025 to November 2026"
    assert len(year.context["page"].sections["months"].table.rows) == 12


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("from=2026-11&to=2026-10", "Choose a month that is not before the first one"),
        ("from=yesterday&to=2026-10", "Choose one of the months offered"),
        ("from=2027-01&to=2027-01", "Choose one of the months offered"),
        ("from=2026-10", "Choose the month up to which"),
    ],
)
def test_months_that_cannot_be_say_so_and_show_the_usual_ones(cast, today, as_, asked, said):
    answer = as_(cast.lena).get(f"/figures/?{asked}")

    assert answer.status_code == 200
    assert said in body(answer)
    assert str(answer.context["period"]) == "September to November 2026"


@pytest.mark.parametrize("name", ["ben", "amina", "dev", "bea", "anton"])
@pytest.mark.parametrize(
    "asked",
    ["from=2026-08&to=2026-11", "from=2026-08&to=2026-09", "period=2026-08-to-2026-10", "period=2027-01", "period=x"],
)
def test_whoever_does_not_see_every_plan_has_the_periods_of_the_calendar_alone(cast, throw, today, as_, name, asked):
    throw(drafts=80)
    client = as_(getattr(cast, name))

    answer = client.get(f"/figures/?{asked}")

    assert answer.context["figures"] == client.get("/figures/").context["figures"]
    assert "Choose one of the periods offered" in body(answer)
    assert 'name="from"' not in body(answer)


@pytest.mark.parametrize("period", ["2026-11", "2026-10", "2026-10-to-2026-12", "2026-04-to-2027-03"])
def test_nothing_that_could_be_subtracted_is_told_before_its_quarter_or_year_is_over(cast, throw, today, as_, period):
    throw(drafts=200)

    answer = as_(cast.bea).get(f"/figures/?period={period}")

    page = answer.context["page"]
    assert list(page.sections) == ["months", "officers", "ways", "turnaround"]
    assert page.tiles[3].value == "not yet"
    last = "31 March 2027" if period.endswith("03") else "31 December 2026"
    assert f"are told after {last}" in " ".join(body(answer).split())
    assert "How good the drafts are</h2>" not in body(answer)


def test_a_quarter_that_is_over_is_told_and_says_why_a_number_is_not(cast, throw, today, as_):
    throw(drafts=200)

    answer = as_(cast.bea).get("/figures/?period=2026-07-to-2026-09")

    assert len(answer.context["page"].sections) == 12
    assert "A number is not shown where it is small, or where taking one period from another" in body(answer)


def test_the_authority_decides_by_which_year_its_figures_are_told(cast, throw, today, as_):
    Choice.objects.create(authority=cast.authority, key="figures.calendar", value="09", from_on=dt.date(2026, 1, 1))

    answer = as_(cast.bea).get("/figures/")

    assert "Summer term: May to August 2026. As at" in body(answer)


def test_a_month_begins_and_ends_when_englands_clocks_say(cast, throw, today, as_):
    """Half past eleven of 30 September in England is still September, though it is October nowhere else."""
    throw(drafts=1, start=dt.date(2026, 1, 1), days=1)
    dice = Dice(authority=cast.authority, writers=[cast.amina], moderator=cast.ruth, seed=99, drafts=0)
    dice.throw()
    from tests.factories import make_plan, make_version

    make_version(
        make_plan(cast.amina),
        stage="ready",
        ready_at=dt.datetime(2026, 9, 30, 22, 59, tzinfo=dt.UTC),
        ready_by=cast.amina,
    )
    make_version(
        make_plan(cast.amina),
        stage="ready",
        ready_at=dt.datetime(2026, 9, 30, 23, 0, tzinfo=dt.UTC),
        ready_by=cast.amina,
    )

    rows = as_(cast.lena).get("/figures/?from=2026-09&to=2026-10").context["page"].sections["months"].table.rows

    assert [(row[0], row[1]) for row in rows] == [("September 2026", 1), ("October 2026", 1)]


def test_a_correction_stands_for_the_review_that_it_corrects(cast, throw, today, as_):
    throw(drafts=200, seed=5)
    page = as_(cast.lena).get("/figures/?from=2026-08&to=2026-11").context["page"]
    corrected = Review.objects.filter(number=2, submitted_at__isnull=False)

    assert corrected.exists()
    counted = sum(page.sections["ways"].table.rows[place][2] for place in range(5))
    judged = page.drafts + sum(row[-1] for row in page.sections["apart"].table.rows)
    assert judged <= counted


def test_the_settings_decide_what_is_hidden(cast, throw, today, as_):
    throw(drafts=60, seed=4)
    client = as_(cast.lena)
    before = client.get("/figures/").context["page"]
    for key, value in (("figures.suppress-under", 1), ("figures.percent-least", 200)):
        Choice.objects.create(authority=cast.authority, key=key, value=value, from_on=dt.date(2026, 1, 1))

    after = client.get("/figures/").context["page"]

    assert any(cell.hatched for row in before.sections["judgements"].table.rows for cell in row[1:])
    assert not any(row[1].hatched for row in after.sections["judgements"].table.rows)
    assert all(bar.value is None for bar in after.aims)


def test_an_authority_without_anything_gets_a_page_that_says_so(cast, today, as_):
    answer = as_(cast.lena).get("/figures/")

    assert "Nothing happened at Level 3 in these months." in body(answer)
    assert "There are too few judgements yet" in body(answer)


def test_the_page_cannot_be_posted_to(cast, today, as_):
    assert as_(cast.lena).post("/figures/").status_code == 405


# --- One officer ------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["bea", "anton", "sam", "dev", "carol", "ines", "eric", "wilf", "ivo", "audrey"])
def test_figures_about_one_officer_are_for_few(cast, throw, today, as_, name):
    throw(drafts=80)
    client = as_(getattr(cast, name))

    assert client.get("/figures/officers/").status_code == 404
    assert client.get(f"/figures/officers/{cast.amina.pk}/").status_code == 404


@pytest.mark.parametrize("name", ["lena", "ben"])
def test_leads_and_seniors_see_each_officer_by_name_and_never_by_result(cast, throw, today, as_, name):
    throw(drafts=200)
    client = as_(getattr(cast, name))

    listed = client.get("/figures/officers/?period=2026-07-to-2026-09")
    one = client.get(f"/figures/officers/{cast.amina.pk}/?period=2026-07-to-2026-09")

    names = [getattr(row[0], "text", row[0]) for row in listed.context["table"].rows]
    assert names == sorted(names)
    assert {"Amina Sandbourne", "Nadia Sandbourne", "Osei Sandbourne"} <= set(names)
    assert "for coaching" in body(listed)
    assert "for coaching" in body(one)
    assert [table.caption for table in one.context["page"].tables] == ["Overall judgements", "Aims", "Standards"]


def test_a_senior_cannot_subtract_their_way_to_a_single_draft_of_an_officer(cast, throw, today, as_):
    """July has none, August and September few: what a month would tell of under five is told of none of them."""
    throw(drafts=120)
    client = as_(cast.ben)
    rows = {}
    for period in ("2026-07", "2026-08", "2026-09", "2026-07-to-2026-09"):
        table = client.get(f"/figures/officers/?period={period}").context["table"]
        rows[period] = {str(getattr(row[0], "text", row[0])): row[1] for row in table.rows}

    told = {name: [not getattr(row[name], "hatched", False) for row in rows.values()] for name in rows["2026-08"]}
    quarter = {name: rows["2026-07-to-2026-09"][name] for name, seen in told.items() if seen[3]}
    assert quarter
    assert all(seen[1] == seen[2] for seen in told.values())
    assert any(not seen[1] and seen[3] for seen in told.values())


def test_an_officer_sees_their_own_figures_and_nobody_elses(cast, throw, today, as_):
    throw(drafts=200)
    client = as_(cast.amina)

    listed = client.get("/figures/officers/?from=2026-08&to=2026-11")

    assert [row[0].text for row in listed.context["table"].rows] == ["Amina Sandbourne"]
    assert client.get(f"/figures/officers/{cast.amina.pk}/").status_code == 200
    hidden = client.get(f"/figures/officers/{cast.osei.pk}/")
    absent = client.get("/figures/officers/999999/")
    assert (hidden.status_code, absent.status_code) == (404, 404)
    assert without_chance(hidden) == without_chance(absent)


def test_an_officer_of_another_authority_is_not_there(cast, elsewhere, throw, today, as_):
    assert as_(cast.lena).get(f"/figures/officers/{elsewhere.amina.pk}/").status_code == 404


def test_figures_about_one_person_begin_at_the_least_number_of_plans(cast, throw, today, as_):
    throw(drafts=80, writers=[cast.amina])
    client = as_(cast.lena)
    months = "from=2026-08&to=2026-11"
    page = client.get(f"/figures/officers/{cast.amina.pk}/?{months}").context["page"]
    assert page.is_enough
    Choice.objects.create(
        authority=cast.authority, key="figures.staff-least", value=page.drafts + 1, from_on=dt.date(2026, 1, 1)
    )

    answer = client.get(f"/figures/officers/{cast.amina.pk}/?{months}")
    listed = client.get(f"/figures/officers/?{months}").context["table"].rows

    assert not answer.context["page"].is_enough
    assert "Too few drafts were moderated" in body(answer)
    assert "Overall judgements" not in body(answer)
    amina = next(row for row in listed if row[0] == "Amina Sandbourne")
    assert amina[1].text == "too few"


def test_who_opened_figures_about_one_officer_is_kept(cast, throw, today, as_):
    as_(cast.ben).get(f"/figures/officers/{cast.amina.pk}/?from=2026-10&to=2026-10")

    event = Event.objects.get(verb="figures opened")
    assert (event.is_read, event.thing_id, event.post_id) == (True, cast.amina.pk, cast.ben.pk)


def test_the_pages_of_officers_ask_no_more_for_more_plans(cast, throw, today, as_):
    client = as_(cast.lena)
    one = f"/figures/officers/{cast.amina.pk}/?from=2026-08&to=2026-11"
    throw(seed=21, drafts=60)
    few = [queries_of(client, address) for address in ("/figures/officers/", one)]
    throw(seed=22, drafts=200)

    assert [queries_of(client, address) for address in ("/figures/officers/", one)] == few
