"""Telling people, once, after the change that is told of has been committed."""

import datetime as dt
from typing import Any

from django.db import transaction

from goldenthread.notices.models import Notice
from goldenthread.notices.tasks import send_waiting


def tell(
    *,
    to: Any,
    kind: str,
    reference: str,
    path: str,
    once: str,
    due_on: dt.date | None = None,
    address: str = "",
    authority: Any = None,
) -> Notice:
    """Put a notice in the outbox, in the caller's transaction; it goes out after the commit.

    `once` names what is told (such as "given:K7QM-4T:1"): the same `once` for the same person is told a single time.
    `to` is a post, or None with an `address` and an `authority` for a named contact who holds no post.
    """
    authority = authority or to.authority
    who = to.pk if to else address.lower()
    notice, is_new = Notice.objects.get_or_create(
        authority=authority,
        once=f"{once}>{who}"[:120],
        defaults={"to": to, "address": address, "kind": kind, "reference": reference, "path": path, "due_on": due_on},
    )
    if is_new:
        transaction.on_commit(lambda: send_waiting.enqueue(authority.pk))
    return notice


def waiting(authority: Any) -> int:
    """How many notices of an authority wait to be sent."""
    return Notice.objects.filter(authority=authority, sent_at=None, dropped_because="").count()
