"""A version is screened as it arrives, once under each set of rules, and no stop loses anything."""

import datetime as dt
import logging
import os
import signal
import subprocess
import sys

import pytest
from django.core.exceptions import PermissionDenied
from django_scopes import scope

from ehcp.screening import items as library_items
from ehcp.screening.checks import ruleset
from ehcp.screening.document import anchor_holds
from goldenthread import world
from goldenthread.history.models import Event
from goldenthread.plans.workflow import file_version
from goldenthread.screenings import queries, rules, workflow
from goldenthread.screenings.checks import house
from goldenthread.screenings.models import Finding, Screening
from goldenthread.screenings.stages import Stage
from goldenthread.screenings.tasks import screen_versions
from goldenthread.screenings.workflow import screening as making
from tests.crash.server import _url
from tests.factories import make_plan, make_version, usual_document
from tests.goldenthread.screenings.conftest import a_plan_of_the_library, finds, stops
from tests.people import make_cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def version(cast):
    return make_version(make_plan(cast.amina))


def screened(version) -> Screening:
    return workflow.screen_now(workflow.have_screened(version=version))


def told(version) -> list[tuple[str, str]]:
    return [(one.rule, one.quote) for one in queries.findings_for(version)]


def test_a_version_that_comes_in_is_screened_in_the_background(cast, two_checks, django_capture_on_commit_callbacks):
    plan = make_plan(cast.amina)

    with django_capture_on_commit_callbacks(execute=True):
        version = file_version(plan=plan, document=usual_document(), data=b"made up", file_format="docx", by=cast.amina)
        assert queries.status_of(queries.latest_run(version)).sentence.startswith("Not screened yet")

    run = queries.latest_run(version)
    assert (run.stage, run.ruleset, run.ran) == (
        Stage.SCREENED,
        ruleset(),
        ["boilerplate", "vague-access", "vague-regular"],
    )
    assert told(version) == [("vague-access", "access to"), ("vague-regular", "regular")]
    assert all(anchor_holds(version.document, _anchor(one)) for one in queries.findings_for(version))
    event = Event.objects.get(verb="screened")
    assert (event.child_id, event.reference) == (plan.child_id, plan.reference)


def _anchor(finding):
    from ehcp.screening.document import Anchor

    return Anchor(finding.block, finding.start, finding.end, finding.quote)


def test_coverage_is_told(version, two_checks):
    run = screened(version)

    status = queries.status_of(run)
    assert status.is_screened
    assert status.sentence == f"Read: 5 of 11 sections (A to K), {run.items} items."


def test_screening_twice_screens_once(version, two_checks):
    first = screened(version)

    again = workflow.have_screened(version=version)
    workflow.screen_now(again)
    screen_versions.call([first.pk, again.pk, 987_654])

    assert Screening.objects.count() == 1
    assert Finding.objects.count() == 2


def test_a_worker_that_dies_while_it_writes_loses_nothing(version, two_checks, monkeypatch):
    waiting = workflow.have_screened(version=version)
    monkeypatch.setattr(making, "keep_passages", lambda *args: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        workflow.screen_now(waiting)
    assert (Screening.objects.get().stage, Finding.objects.count()) == (Stage.WAITING, 0)

    monkeypatch.undo()
    workflow.screen_now(Screening.objects.get())
    assert Screening.objects.get().stage == Stage.WAITING, "it may still be at it"
    the_wait_is_over()
    workflow.screen_now(Screening.objects.get())

    run = Screening.objects.get()
    assert (run.stage, run.tries, run.not_before) == (Stage.SCREENED, 0, None)


def the_wait_is_over() -> None:
    long_ago = world.now() - dt.timedelta(seconds=1)
    Screening.objects.update(not_before=long_ago, asked_at=long_ago - dt.timedelta(hours=2))


@pytest.mark.rule("S.3")
def test_when_a_check_changes_it_alone_runs_again(version, two_checks, rules_are):
    before = screened(version)
    kept = Finding.objects.get(rule="vague-access")

    rules_are(finds("small group", "vague-regular", "2"), finds("access to", "vague-access"))
    after = screened(version)

    assert (before.ruleset != after.ruleset, after.ran) == (True, ["vague-regular"])
    assert told(version) == [("vague-access", "access to"), ("vague-regular", "small group")]
    assert queries.findings_for(version).get(rule="vague-access") == kept
    assert [one.quote for one in queries.findings_for(version, before)] == ["access to", "regular"]


@pytest.mark.rule("S.3")
def test_a_check_that_was_taken_out_takes_its_findings_along(version, two_checks, rules_are):
    screened(version)

    rules_are(finds("access to", "vague-access"))
    screened(version)

    assert told(version) == [("vague-access", "access to")]


@pytest.mark.rule("S.3")
def test_when_items_are_told_apart_differently_every_check_looks_again(version, two_checks, monkeypatch):
    screened(version)
    Screening.objects.update(items_version="0", ruleset="of yesterday")

    after = screened(version)

    assert after.ran == ["boilerplate", "vague-access", "vague-regular"]
    assert after.items_version == library_items.ITEMS_VERSION
    assert len(told(version)) == 2


def test_what_was_asked_for_under_rules_that_changed_is_asked_for_again(version, two_checks, rules_are):
    waiting = workflow.have_screened(version=version)
    rules_are(finds("small group", "vague-regular", "2"))

    asked = workflow.screen_now(waiting)

    assert (asked.stage, asked.ruleset) == (Stage.WAITING, ruleset())
    assert Screening.objects.count() == 1


# --- Never "no findings" for what was not read ------------------------------------------------


def test_a_text_without_sections_is_not_screened(cast, two_checks):
    import io

    import docx

    from ehcp.screening.reading import read

    word, target = docx.Document(), io.BytesIO()
    word.add_paragraph("A letter about the weather.")
    word.save(target)
    version = make_version(make_plan(cast.amina), document=read(target.getvalue()))

    run = screened(version)

    assert (run.stage, run.reason) == (Stage.NOT_SCREENED, "no-sections")
    status = queries.status_of(run)
    assert (status.is_screened, status.sentence.split(":")[0]) == (False, "Not screened")


def test_one_check_that_breaks_costs_the_others_nothing_and_is_named(version, rules_are, caplog):
    rules_are(finds("regular", "vague-regular"), stops("bad"))
    with caplog.at_level(logging.ERROR):
        run = screened(version)

    assert (run.stage, run.broken) == (Stage.SCREENED, ["bad"])
    assert told(version) == [("vague-regular", "regular")]
    assert "Tobin" not in caplog.text and "bad" in caplog.text


def test_a_check_that_broke_is_tried_again_with_the_next_rules(version, rules_are):
    rules_are(finds("regular", "vague-regular"), stops("bad"))
    screened(version)
    rules_are(finds("regular", "vague-regular"), finds("access to", "bad"), finds("zebra", "new"))

    after = screened(version)

    assert (after.ran, after.broken) == (["bad", "new"], [])
    assert ("bad", "access to") in told(version)


def test_a_text_on_which_everything_stops_is_not_screened(version, two_checks, monkeypatch):
    monkeypatch.setattr(making, "screen", lambda *args, **kwargs: 1 / 0)

    run = screened(version)
    waits = [run.not_before - world.now()]
    assert queries.status_of(run).sentence.startswith("Not screened yet.")
    while Screening.objects.get().stage == Stage.WAITING:
        the_wait_is_over()
        run = workflow.screen_now(Screening.objects.get())
        if run.stage == Stage.WAITING:
            waits.append(run.not_before - world.now())
            assert queries.status_of(run).sentence == rules.TRIED_AGAIN

    assert (run.stage, run.reason, run.tries) == (Stage.NOT_SCREENED, "broke", rules.MOST_TRIES)
    assert waits == sorted(waits) and waits[-1] > 10 * waits[0]
    assert Event.objects.filter(verb="not screened", detail__reason="broke").count() == 1


CHILD = """
import os, signal, sys
import django
django.setup()
from goldenthread.screenings.tasks import screen_versions
from goldenthread.screenings.workflow import screening
screening.screen = lambda *args, **kwargs: os.kill(os.getpid(), signal.SIGKILL)
screen_versions.call([int(sys.argv[1])])
"""


@pytest.mark.django_db(transaction=True)
def test_a_text_that_kills_whoever_looks_at_it_does_so_a_few_times_and_no_more(transactional_db):
    with scope(authority=make_cast().authority):
        from goldenthread.people.models import Post

        version = make_version(make_plan(Post.objects.get(person__email="amina@sandbourne.example")))
        run = Screening.objects.create(version=version, ruleset=ruleset(), house=house())
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "goldenthread.settings",
            "DATABASE_URL": _url(),
            "SECRET_KEY": "for the tests alone",
        }
        for tries in (1, 2):
            died = subprocess.run([sys.executable, "-c", CHILD, str(run.pk)], env=environment, capture_output=True)
            assert died.returncode == -signal.SIGKILL, died.stderr
            run.refresh_from_db()
            assert (run.stage, run.tries) == (Stage.WAITING, tries)
            assert workflow.screen_what_waits(authority=version.plan.authority) == 0, "it has to wait"
            the_wait_is_over()
        Screening.objects.update(tries=rules.MOST_TRIES)

        ended = workflow.screen_now(Screening.objects.get())

        assert (ended.stage, ended.reason) == (Stage.NOT_SCREENED, "stopped")
        assert queries.status_of(ended).sentence.startswith("Not screened: looking at this text stopped the service")
        assert version.document.codes, "nothing of the version is lost"


def test_what_stopped_is_put_in_the_queue_again_when_its_wait_is_over(
    cast, version, two_checks, monkeypatch, django_capture_on_commit_callbacks
):
    with monkeypatch.context() as patched:
        patched.setattr(making, "screen", lambda *args, **kwargs: 1 / 0)
        screened(version)
    Screening.objects.update(asked_at=world.now() - dt.timedelta(hours=1))
    with django_capture_on_commit_callbacks(execute=True):
        assert workflow.screen_what_waits(authority=cast.authority) == 0

    the_wait_is_over()
    with django_capture_on_commit_callbacks(execute=True):
        assert workflow.screen_what_waits(authority=cast.authority) == 1

    assert Screening.objects.get().stage == Stage.SCREENED


def stopped(version) -> Screening:
    run = workflow.have_screened(version=version)
    Screening.objects.update(tries=rules.MOST_TRIES)
    return workflow.screen_now(run)


def test_what_was_given_up_is_screened_again_when_the_writer_asks(
    cast, version, two_checks, django_capture_on_commit_callbacks
):
    assert stopped(version).reason == "stopped"
    with django_capture_on_commit_callbacks(execute=True):
        workflow.screen_again(version=version, by=cast.amina)

    assert told(version) == [("vague-access", "access to"), ("vague-regular", "regular")]
    assert Event.objects.get(verb="asked to screen again").detail["reason"] == "stopped"
    assert Event.objects.filter(verb="not screened").exists()


def test_nobody_asks_for_a_plan_that_is_not_theirs_or_for_one_that_did_not_stop(cast, version, two_checks):
    stopped(version)
    with pytest.raises(PermissionDenied):
        workflow.screen_again(version=version, by=cast.ben)

    Screening.objects.all().delete()
    screened(version)
    with pytest.raises(workflow.Refused):
        workflow.screen_again(version=version, by=cast.amina)
    assert Screening.objects.get().stage == Stage.SCREENED


# --- The queue --------------------------------------------------------------------------------


def test_the_timetable_has_what_today_s_rules_have_not_seen_screened(
    cast, two_checks, rules_are, django_capture_on_commit_callbacks
):
    versions = [make_version(make_plan(cast.amina)) for _ in range(3)]

    with django_capture_on_commit_callbacks(execute=True):
        assert workflow.screen_what_waits(authority=cast.authority) == 3
    assert {queries.latest_run(one).stage for one in versions} == {Stage.SCREENED}
    with django_capture_on_commit_callbacks(execute=True):
        assert workflow.screen_what_waits(authority=cast.authority) == 0

    rules_are(finds("small group", "vague-regular", "2"))
    with django_capture_on_commit_callbacks(execute=True):
        assert workflow.screen_what_waits(authority=cast.authority) == 3
    assert told(versions[0]) == [("vague-regular", "small group")]


def test_another_authority_s_versions_are_left_alone(cast, elsewhere, two_checks):
    from django_scopes import scope

    with scope(authority=elsewhere.authority):
        make_version(make_plan(elsewhere.amina))

    assert workflow.queue_archive(authority=cast.authority) == 0


def test_an_archive_that_was_broken_off_is_carried_on(cast, two_checks, django_capture_on_commit_callbacks):
    for _ in range(3):
        make_version(make_plan(cast.amina))
    assert workflow.queue_archive(authority=cast.authority) == 3
    workflow.screen_now(Screening.objects.first())

    with django_capture_on_commit_callbacks(execute=True):
        assert workflow.queue_archive(authority=cast.authority) == 2

    assert Screening.objects.filter(stage=Stage.SCREENED).count() == 3


# --- What the register knows ------------------------------------------------------------------


def test_facts_come_from_the_register(cast):
    import datetime as dt

    from goldenthread.screenings.queries.facts import facts_of
    from tests.factories import make_child

    child = make_child(cast.authority, pronouns="She/her", last_name="Ashworth", date_of_birth=dt.date(2016, 5, 4))
    plan = make_plan(cast.amina, child=child)
    draft = make_version(plan, uploaded_at=dt.datetime(2026, 11, 11, 9, tzinfo=dt.UTC))
    final = make_version(plan, status="final")

    assert (facts_of(draft).kind, facts_of(draft).on, facts_of(draft).year) == ("draft", dt.date(2026, 11, 11), 6)
    assert (facts_of(draft).name, facts_of(draft).pronoun) == ("Tobin Ashworth", "she")
    assert (facts_of(final).kind, facts_of(final).on) == ("final", None)


@pytest.mark.parametrize(
    ("said", "taken"), [("he/him", "he"), ("They", "they"), ("", None), ("Male", None), ("xe/xem", None)]
)
def test_pronouns_are_what_the_register_says_and_nothing_is_guessed(said, taken):
    from goldenthread.screenings.rules import pronoun_of

    assert pronoun_of(said) == taken


def test_a_plan_of_the_library_is_screened_by_the_library_s_own_checks(cast):
    version = make_version(make_plan(cast.amina), document=a_plan_of_the_library())

    run = screened(version)

    assert (run.stage, run.broken) == (Stage.SCREENED, [])
    assert queries.status_of(run).sentence.startswith("Read: 11 of 11 sections")
    for one in queries.findings_for(version).exclude(block=None):
        assert anchor_holds(version.document, _anchor(one))
