"""A draft of Amina's that was drawn, the moderation of it, and Ben's review, as far along as a test needs."""

import datetime as dt

import pytest

from goldenthread import world
from goldenthread.moderation import workflow
from goldenthread.moderation.models import Moderation
from goldenthread.moderation.queries.asked import asked_in
from goldenthread.plans.stages import Stage as VersionStage
from tests.factories import make_plan, make_version

WEDNESDAY = dt.datetime(2026, 11, 11, 15, 22, tzinfo=dt.UTC)


@pytest.fixture
def on_day(settings):
    """`with on_day(dt.date(2026, 11, 12)):` lives on that day."""
    settings.DEMONSTRATION = True

    def live(day: dt.date | dt.datetime):
        moment = day if isinstance(day, dt.datetime) else dt.datetime(day.year, day.month, day.day, 9, tzinfo=dt.UTC)
        counter = iter(range(1, 10_000))

        def entropy(count: int) -> bytes:
            import hashlib

            return hashlib.shake_256(str(next(counter)).encode()).digest(count)

        return world.pretend(clock=lambda: moment, entropy=entropy)

    return live


@pytest.fixture
def version(cast):
    return make_version(make_plan(cast.amina), stage=VersionStage.READY)


@pytest.fixture
def moderation(version) -> Moderation:
    return workflow.open_moderation(version=version, origin=Moderation.Origin.CHANCE, chance="1/2")


@pytest.fixture
def review(cast, moderation):
    return workflow.start_review(moderation=moderation, by=cast.ben)


def answer_all(review, by, **changed):
    """Answer every question "met" but those given by code."""
    for code in asked_in(review.moderation).questions:
        found = review.judgements.filter(code=code).first()
        version = found.versions.get("answer", 0) if found else 0
        value = changed.get(code, "met")
        workflow.save_field(review=review, by=by, code=code, field="answer", value=value, version=version)
        if value in ("partly", "not_met"):
            say(review, by, code, comment="The report says how often. Carry that over.", origin="drafting")


def say(review, by, code="", **fields):
    """Save fields whatever version they have."""
    for field, value in fields.items():
        review.refresh_from_db()
        holder = review.judgements.filter(code=code).first() if code else review
        version = holder.versions.get(field, 0) if holder else 0
        workflow.save_field(review=review, by=by, code=code, field=field, value=value, version=version)


def lock(review, by, judgement="good", **changed):
    answer_all(review, by, **changed)
    say(review, by, judgement=judgement, judgement_reason="You would know this child.")
    return workflow.lock_judgement(review=review, by=by)


STRENGTHS = (("Kept as said.", "I like trains"), ("Nobody could mistake this.", "in four lessons out of five"))


def name_strengths(review, by):
    """Two, with words of the usual document."""
    for text, quote in STRENGTHS:
        workflow.add_strength(review=review, by=by, text=text, quote=quote)


def hand_in(review, by, judgement="outstanding", **changed):
    """Take a review all the way."""
    review = lock(review, by, judgement=judgement, **changed)
    say(review, by, summary="A plan that its family can use.", needs_correction="no")
    name_strengths(review, by)
    if review.gap:
        say(review, by, gap_reason="The profile does not see how well the voice comes through.")
    return workflow.submit_review(review=review, by=by, minutes=35)
