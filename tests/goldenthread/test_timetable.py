"""The timetable: what happens by itself, once, and made up for when the service slept."""

import datetime as dt

import pytest

from goldenthread import world
from goldenthread.moderation.models import Moderation
from goldenthread.moderation.workflow import draft_is_ready
from goldenthread.people.models import Choice
from goldenthread.samples.models import Draw, FramePlan, MonthlyCommitment
from goldenthread.timetable import do_what_is_due_for
from tests.factories import make_plan, make_version


class Day:
    """A moment that a test sets, and bytes that are always the same."""

    def __init__(self):
        self.at = dt.datetime(2026, 11, 2, 9, tzinfo=dt.UTC)
        self.count = 0

    def __call__(self):
        return self.at

    def bytes(self, length):
        self.count += 1
        return bytes((self.count * 37 + i * 11) % 256 for i in range(length))


@pytest.fixture
def day(settings):
    settings.DEMONSTRATION = True
    day = Day()
    with world.pretend(clock=day, entropy=day.bytes):
        yield day


def tick(cast):
    return list(do_what_is_due_for(cast.authority))


def a_draft_let_through(cast):
    """Drafts of Amina until one is let through. She is covered where one before it was drawn."""
    for _ in range(40):
        version = make_version(make_plan(cast.amina, requested_on=dt.date(2026, 8, 1)))
        if draft_is_ready(version=version, by=cast.amina) is None:
            return version
    raise AssertionError("every draft was drawn")


def test_the_months_number_is_sealed_at_the_first_tick_and_the_next_ones_on_the_last_working_day(cast, day):
    tick(cast)
    assert list(MonthlyCommitment.objects.values_list("period", flat=True)) == ["2026-11"]

    day.at = dt.datetime(2026, 11, 30, 8, tzinfo=dt.UTC)
    tick(cast)
    tick(cast)
    assert sorted(MonthlyCommitment.objects.values_list("period", flat=True)) == ["2026-11", "2026-12"]


def test_the_catch_up_waits_for_the_afternoon_of_the_last_working_day(cast, day):
    a_draft_let_through(cast)
    uncovered = not FramePlan.objects.filter(officer=cast.amina, result="picked").exists()
    day.at = dt.datetime(2026, 11, 30, 10, tzinfo=dt.UTC)
    tick(cast)
    before = Draw.objects.filter(purpose="level-3-catch-up").count()
    day.at = dt.datetime(2026, 11, 30, 16, tzinfo=dt.UTC)
    tick(cast)
    tick(cast)

    assert before == 0
    assert Draw.objects.filter(purpose="level-3-catch-up").count() == int(uncovered)
    assert Moderation.objects.filter(version__writer=cast.amina).exists()


def test_a_service_that_slept_through_the_end_of_the_month_catches_up_afterwards(cast, day):
    a_draft_let_through(cast)
    uncovered = not FramePlan.objects.filter(officer=cast.amina, result="picked").exists()
    day.at = dt.datetime(2026, 12, 3, 9, tzinfo=dt.UTC)
    tick(cast)

    assert Draw.objects.filter(purpose="level-3-catch-up", period="2026-11").count() == int(uncovered)
    assert MonthlyCommitment.objects.get(period="2026-11").revealed_at is not None


def test_an_authority_may_do_without_the_catch_up(cast, day):
    Choice.objects.create(authority=cast.authority, key="level3.catch-up", value=False, from_on="2026-01-01")
    a_draft_let_through(cast)
    day.at = dt.datetime(2026, 11, 30, 16, tzinfo=dt.UTC)
    tick(cast)

    assert Draw.objects.filter(purpose="level-3-catch-up").count() == 0


def test_the_lead_is_told_once_of_a_moderation_past_its_target(
    cast, day, mailoutbox, django_capture_on_commit_callbacks
):
    version = make_version(make_plan(cast.nadia, requested_on=dt.date(2026, 8, 1)))
    draft_is_ready(version=version, by=cast.nadia)
    day.at = dt.datetime(2026, 11, 9, 9, tzinfo=dt.UTC)
    with django_capture_on_commit_callbacks(execute=True):
        tick(cast)
        tick(cast)

    told = [mail for mail in mailoutbox if mail.subject.startswith("Past the target")]
    assert [mail.to for mail in told] == [["lena@sandbourne.example"]]
