"""A plan that somebody asks to have moderated: marked as such, and outside every headline rate."""

from django.db import transaction

from goldenthread import permissions
from goldenthread.history.record import record
from goldenthread.people.models import Post
from goldenthread.permissions import Permission
from goldenthread.plans.models import PlanVersion
from goldenthread.samples.models import Purposive


@transaction.atomic
def pick_purposively(*, version: PlanVersion, by: Post, reason: str) -> Purposive:
    """Note who asked for the moderation of this version, and why. The room above opens the moderation."""
    permissions.require(by, Permission.PICK_PURPOSIVELY, version)
    asked = Purposive.objects.create(version=version, asked_by=by, reason=reason)
    record("asked for moderation", on=version, by=by, request=asked.reference)
    return asked
