"""Deciding a setting."""

import datetime as dt
from typing import Any

from django.db import transaction

from goldenthread import permissions, world
from goldenthread.history.record import record
from goldenthread.people import choices, rules
from goldenthread.people.models import Choice, Post
from goldenthread.people.rules import Refused
from goldenthread.permissions import Permission


@transaction.atomic
def decide(*, key: str, value: Any, by: Post, from_on: dt.date | None = None, reason: str = "") -> Choice:
    """The authority decides a setting, from today or a later day. What was decided before stays on record.

    Raises KeyError for a setting that does not exist, Refused for a value or a day that cannot be.
    """
    permissions.require(by, Permission.CHANGE_SETTINGS, by.authority)
    setting = choices.BY_KEY[key]
    from_on = from_on or world.today()
    if from_on < world.today():
        raise Refused("A setting changes from today or a later day, never in the past.")
    kept = rules.setting_value(setting, value)
    choice = Choice.objects.create(
        authority=by.authority, key=key, value=kept, from_on=from_on, reason=reason.strip(), set_by=by
    )
    record("setting decided", on=choice, by=by, key=key, from_on=from_on.isoformat())
    return choice
