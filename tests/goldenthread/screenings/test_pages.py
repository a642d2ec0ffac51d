"""The pages for the quality lead: each check and how far moderators agree with it."""

import os

import pytest
from django_scopes import scope

from goldenthread.plans.workflow import give_to_read
from goldenthread.screenings import command, workflow
from goldenthread.screenings.checks import known_checks
from goldenthread.screenings.models import Screening
from goldenthread.screenings.stages import Stage
from goldenthread.screenings.tasks import screen_versions
from tests.browser import WIDTHS, axe, context_for, sideways
from tests.factories import make_plan, make_screening, make_version
from tests.goldenthread.screenings.conftest import finds
from tests.goldenthread.screenings.test_judging import SOURCE, verdicts
from tests.people import make_cast

pytestmark = pytest.mark.django_db


def html(response) -> str:
    return response.content.decode()


def judged(cast, rule: str, agreed: int, not_agreed: int, version: str = "1") -> None:
    made = make_version(make_plan(cast.amina))
    give_to_read(version=made, post=cast.ben, because="moderation", source=SOURCE)
    verdicts(made, cast.ben, agreed, not_agreed, rule=rule, rule_version=version)


def test_every_check_is_listed_with_its_count_its_interval_and_what_it_missed(cast, as_, two_checks):
    judged(cast, "vague-regular", 41, 9)
    judged(cast, "vague-access", 3, 1)

    page = html(as_(cast.lena).get("/checks/"))

    assert "41 of 50" in page and "72 to 89%" in page
    assert "3 of 4" in page and "too few" in page
    assert "1 of 3 checks have been judged often enough" in page
    assert "New check" in page
    assert page.index("Says regular") < page.index("Says access to") < page.index("Wording of another")


def test_a_check_that_became_a_hint_says_so_wherever_it_is_shown(cast, as_, two_checks):
    judged(cast, "vague-regular", 4, 20)

    assert "Hint: says “possible”" in html(as_(cast.lena).get("/checks/"))
    assert "a hint: it says “possible”" in html(as_(cast.lena).get("/checks/vague-regular/"))


def test_versions_of_a_check_stand_apart(cast, as_, rules_are):
    rules_are(finds("regular", "vague-regular", "2"))
    judged(cast, "vague-regular", 12, 0, "1")
    judged(cast, "vague-regular", 0, 11, "2")

    page = html(as_(cast.lena).get("/checks/vague-regular/"))

    assert "12 of 12" in page and "0 of 11" in page and "12 of 23" not in page


@pytest.mark.parametrize("who", ["amina", "sam", "dev", "bea", "anton"])
def test_who_leads_no_quality_finds_no_such_page(cast, as_, who):
    assert as_(getattr(cast, who)).get("/checks/").status_code == 404


def test_a_check_that_there_is_not_is_not_found(cast, as_):
    assert as_(cast.lena).get("/checks/no-such-check/").status_code == 404


def test_the_list_asks_the_same_number_of_queries_however_much_was_judged(
    cast, as_, two_checks, django_assert_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    lena = as_(cast.lena)
    lena.get("/checks/")
    with CaptureQueriesContext(connection) as none:
        lena.get("/checks/")
    for number in range(3):
        judged(cast, "vague-regular", number + 1, 1)

    with django_assert_num_queries(len(none)):
        lena.get("/checks/")


# --- The archive ------------------------------------------------------------------------------


def test_an_archive_is_screened_to_the_end_though_workers_die(cast, two_checks, monkeypatch):
    for _ in range(3):
        make_version(make_plan(cast.amina))
    told: list[str] = []

    def worker_that_does_one(authority, workers, total, begun):
        pk = Screening.objects.filter(stage=Stage.WAITING).values_list("pk", flat=True).first()
        screen_versions.call([pk])
        return Screening.objects.filter(stage=Stage.WAITING).count()

    monkeypatch.setattr(command, "_work", worker_that_does_one)
    assert command.run(authority="901", workers=2, say=told.append) == 0

    assert told[0] == "Sandbourne: 3 versions to screen, 2 workers."
    assert told[1].startswith("Sandbourne: 3 in ") and told[1].endswith("0 not screened.")
    assert command.run(authority="901", workers=2, say=told.append) == 0
    assert told[-1] == "Sandbourne: every version has been screened under today's rules."


def test_what_still_waits_is_said_and_the_command_fails(cast, two_checks, monkeypatch):
    make_version(make_plan(cast.amina))
    told: list[str] = []
    monkeypatch.setattr(command, "_work", lambda *args: 1)

    assert command.run(authority="901", workers=1, say=told.append) == 1
    assert told[-1] == "Sandbourne: 1 still wait. Run the command again."
    assert command.run(authority="000", workers=1, say=told.append) == 1


# --- In a browser -----------------------------------------------------------------------------


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_pages_are_accessible_and_fit(browser, live_server):
    cast = make_cast()
    with scope(authority=cast.authority):
        some = list(known_checks().values())
        for place, (agreed, other) in enumerate([(41, 9), (3, 1), (4, 20)]):
            if place < len(some):
                judged(cast, some[place].id, agreed, other, some[place].version)
        make_screening(make_version(make_plan(cast.amina)))
        workflow.queue_archive(authority=cast.authority)
    problems = []
    for width in WIDTHS.values():
        context = context_for(browser, live_server.url, cast.lena, viewport={"width": width, "height": 1000})
        tab = context.new_page()
        for name, path in (("checks", "/checks/"), ("check", f"/checks/{some[0].id}/")):
            tab.goto(path)
            if os.environ.get("PICTURES"):
                tab.screenshot(path=f"{os.environ['PICTURES']}/{name}-{width}.png", full_page=True)
            problems += [f"{name} at {width}: {one}" for one in axe(tab)]
            problems += [f"{name} at {width}: {sideways(tab)} px too wide"] * (sideways(tab) > 0)
        context.close()
    assert problems == []
