"""Drafts that came to the draw, with the outcome that a test asks for."""

from goldenthread import world
from goldenthread.moderation import workflow as moderation
from goldenthread.moderation.models import Moderation
from goldenthread.people.models import Choice, Post
from goldenthread.plans.models import PlanVersion
from goldenthread.plans.stages import Stage
from goldenthread.samples.models import FramePlan
from tests.factories import make_plan, make_version
from tests.goldenthread.moderation.conftest import hand_in


def drawn(officer: Post, **given) -> Moderation:
    """A draft of this officer's that the chance draw picks: they are not signed off while it is drawn."""
    signed_off = officer.signed_off_at, officer.signed_off_by_id
    Post.objects.filter(pk=officer.pk).update(signed_off_at=None, signed_off_by=None)
    version = make_version(make_plan(officer, **given))
    version.writer.refresh_from_db()
    opened = moderation.draft_is_ready(version=version, by=officer)
    Post.objects.filter(pk=officer.pk).update(signed_off_at=signed_off[0], signed_off_by=signed_off[1])
    officer.refresh_from_db()
    return opened


def let_through(officer: Post, **given) -> PlanVersion:
    """A draft that the draw lets through, at a chance of one in a million."""
    settings = {"level3.background-chance": "1/1000000", "level3.drafts-of-somebody-new": 10_000_000}
    signed_off = officer.signed_off_at, officer.signed_off_by_id
    Post.objects.filter(pk=officer.pk).update(signed_off_at=world.now(), signed_off_by=officer)
    for key, value in settings.items():
        Choice.objects.create(authority=officer.authority, key=key, value=value, from_on="2020-01-01")
    version = make_version(make_plan(officer, **given))
    version.writer.refresh_from_db()
    assert moderation.draft_is_ready(version=version, by=officer) is None
    Choice.objects.filter(key__in=settings).delete()
    Post.objects.filter(pk=officer.pk).update(signed_off_at=signed_off[0], signed_off_by=signed_off[1])
    officer.refresh_from_db()
    return PlanVersion.objects.get(pk=version.pk)


def judged(opened: Moderation) -> Moderation:
    """Its moderator hands the review in."""
    by = opened.moderator
    hand_in(moderation.start_review(moderation=opened, by=by), by)
    return Moderation.objects.get(pk=opened.pk)


def served(officer: Post, on, **given) -> PlanVersion:
    return make_version(make_plan(officer, **given), stage=Stage.SERVED, served_on=on)


def frame_plan_of(version: PlanVersion) -> FramePlan:
    return FramePlan.objects.get(version=version)
