"""The one way in which anything enters the history."""

from collections.abc import Iterable
from typing import Any

from goldenthread.history.models import Event


def record(verb: str, *, on: Any, by: Any = None, fields: list[str] | None = None, **detail: Any) -> Event:
    """Note that `by` (a post, or None for the system) did `verb` to `on`, in the caller's transaction.

    `fields` are names of fields, `detail` holds codes, ids, counts and dates: never a name, a quote or an answer.
    The caller's transaction carries it: if this cannot be written, nothing was done.
    """
    return Event.objects.create(**_about(on, by), verb=verb, fields=sorted(fields or []), detail=detail)


def record_read(*, on: Any, by: Any, what: str = "opened", **detail: Any) -> Event:
    """Note that somebody read a child's record. Called before the page is made: no note, no page."""
    return Event.objects.create(**_about(on, by), verb=what, is_read=True, detail=detail)


def record_reads(*, on: Iterable[Any], by: Any, what: str) -> None:
    """Note of each of these that somebody read it, in one statement: for a list that a search found."""
    Event.objects.bulk_create(Event(**_about(one, by), verb=what, is_read=True) for one in on)


def record_all(did: Iterable[tuple[str, Any, Iterable[str]]], *, by: Any, child_of: Any, **detail: Any) -> None:
    """Note many things that one piece of work did, in one statement: (verb, on what, names of fields).

    `child_of` gives the id of the child whom a thing is about; `detail` is the same for all.
    """
    Event.objects.bulk_create(
        Event(**{**_about(on, by), "child_id": child_of(on)}, verb=verb, fields=sorted(fields), detail=detail)
        for verb, on, fields in did
    )


def _about(on: Any, by: Any) -> dict[str, Any]:
    return {
        "kind": on._meta.verbose_name,
        "thing_id": on.pk,
        "reference": getattr(on, "reference", "") or "",
        "authority_id": getattr(on, "authority_id", None) or getattr(by, "authority_id", None),
        "child_id": on.pk if on._meta.model_name == "child" else getattr(on, "child_id", None),
        "person_id": getattr(by, "person_id", None),
        "post_id": getattr(by, "pk", None),
    }
