"""The Level 1 figures, counted a second time by hand from the register of the demonstration's service."""

import datetime as dt
import re
from collections import Counter

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import html

from goldenthread.clocks import workflow as clocks
from goldenthread.clocks.models import Clock
from goldenthread.demo import in_place
from goldenthread.plans.models import Assessment, PhaseTransfer, Plan, Review
from goldenthread.reporting.measures.timeliness import Kept

pytestmark = pytest.mark.django_db
ON = dt.date(2026, 11, 12)
DAY = dt.timedelta(days=1)
ADDRESS = "/figures/level-1/"


@pytest.fixture
def service(cast, monkeypatch):
    """Sandbourne with the 240 plans and the requests without a plan that the demonstration has."""
    monkeypatch.setattr("goldenthread.world.today", lambda: ON)
    in_place.put_in_place(cast.authority, on=ON)
    return cast


def rows_of(client, period: str = "2026-01-to-2026-12") -> dict[str, list[str]]:
    page = html.fromstring(client.get(ADDRESS, {"period": period}).content)
    return {
        " ".join(row.xpath("./th")[0].text_content().split()): [
            " ".join(cell.text_content().split()) for cell in row.xpath("./td")
        ]
        for row in page.xpath("//tbody/tr")
    }


def counts(cell: str) -> tuple[int, int]:
    found = re.fullmatch(r"(\d+) of (\d+)", cell)
    return (int(found[1]), int(found[2])) if found else (0, 0)


def in_2026(day: dt.date | None) -> bool:
    return day is not None and day.year == 2026 and day <= ON


def test_the_figures_agree_with_a_recount_by_hand(service, as_):
    rows = rows_of(as_(service.lena))
    decided = [one for one in Assessment.objects.all() if in_2026(one.decided_on) and one.requested_on]
    assert counts(rows["Decided whether to assess within 6 weeks"][0]) == (
        sum((one.decided_on - one.requested_on).days <= 42 for one in decided),
        len(decided),
    )
    refused = [one for one in Assessment.objects.filter(outcome="no-plan") if in_2026(one.outcome_on)]
    assert counts(rows["Told that there will be no plan within 16 weeks"][0]) == (
        sum((one.outcome_on - one.requested_on).days <= 112 for one in refused),
        len(refused),
    )
    made = [one for one in Assessment.objects.filter(outcome="plan") if in_2026(one.outcome_on)]
    assert counts(rows["Plan made within 20 weeks"][0]) == (
        sum((one.outcome_on - one.requested_on).days <= 140 for one in made),
        len(made),
    )
    reviews = [one for one in Review.objects.all() if in_2026(one.decided_on)]
    assert counts(rows["Decision within 4 weeks of the review meeting"][0]) == (
        sum((one.decided_on - one.meeting_on).days <= 28 for one in reviews),
        len(reviews),
    )
    moved = [one for one in PhaseTransfer.objects.filter(into="school") if in_2026(one.final_on)]
    assert counts(rows["Phase transfer before 15 February"][0]) == (len(moved), len(moved))


def test_what_is_overdue_agrees_with_a_recount_by_hand(service, as_):
    rows = rows_of(as_(service.lena))
    overdue = Counter()
    for plan in Plan.objects.filter(ceased_on=None).prefetch_related("reviews"):
        decided = [one.decided_on for one in plan.reviews.all() if one.decided_on]
        since = max([plan.made_on, *decided])
        leap = (since.month, since.day) == (2, 29)
        year_over = dt.date(since.year + 1, 3, 1) if leap else since.replace(year=since.year + 1)
        overdue["Annual review"] += year_over - DAY < ON
    assert int(rows["Annual review"][-1]) == overdue["Annual review"]
    together = sum(
        int(cells[-1]) for name, cells in rows.items() if cells and cells[-1].isdigit() and "within" not in name
    )
    assert (
        together
        == Clock.objects.filter(met_on=None, not_before=None, due_on__lt=ON)
        .exclude(code__in=("early-years-review", "setting-reply"))
        .count()
    )


def test_an_exception_leaves_the_last_column_alone(service, as_):
    late = Clock.objects.filter(code="final-plan", met_on__year=2025).exclude(met_on__lte=dt.date(2024, 12, 31))
    late = next(one for one in late.select_related("child") if one.met_on > one.due_on)
    before = rows_of(as_(service.lena), "2025-01-to-2025-12")["Plan made within 20 weeks"]
    clocks.excuse(
        clock=late, by=service.ben, limb="personal-circumstances", from_on=ON, until_on=ON, evidence="In the case file"
    )
    after = rows_of(as_(service.lena), "2025-01-to-2025-12")["Plan made within 20 weeks"]
    n, of = counts(before[0])
    assert after[:2] == before[:2]
    assert after[2].startswith(f"{n} of {of - 1}")


def test_without_exceptions_is_counted_from_those_that_had_none():
    kept = Kept(n=7, of=10, excused=2, excused_in_time=1)
    assert (kept.all.n, kept.all.of) == (7, 10)
    assert (kept.without_exceptions.n, kept.without_exceptions.of) == (6, 8)


def test_an_officer_s_figures_are_of_their_own_plans(service, as_):
    everybody = counts(rows_of(as_(service.lena))["Decision within 4 weeks of the review meeting"][0])
    mine = counts(rows_of(as_(service.amina))["Decision within 4 weeks of the review meeting"][0])
    assert 0 < mine[1] < everybody[1]


def test_another_authority_has_none_of_it(service, elsewhere, as_):
    assert rows_of(as_(elsewhere.lena))["Plan made within 20 weeks"][0] == "none"


def test_a_period_that_is_none_is_this_year(service, as_):
    assert "January to December 2026" in as_(service.lena).get(ADDRESS, {"period": "1999-99"}).content.decode()


def test_the_page_takes_few_queries_however_many_plans(service, as_):
    client = as_(service.lena)
    client.get(ADDRESS)
    with CaptureQueriesContext(connection) as caught:
        client.get(ADDRESS)
    assert len(caught) <= 20
