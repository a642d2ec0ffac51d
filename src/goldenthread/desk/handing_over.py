"""Telling somebody that plans were handed over to them: plans and notices stand side by side and do not know each other."""

from typing import Any

from django.urls import reverse

from goldenthread import world
from goldenthread.notices import outbox


def tell_receiver(*, to: Any, by: Any) -> None:
    """One notice for all that one person hands over to another within a minute."""
    outbox.tell(
        to=to,
        kind="caseload-handed-over",
        reference="",
        path=reverse("plans:list"),
        due_on=world.today(),
        once=f"handed-over:{by.pk}:{world.now():%Y-%m-%dT%H:%M}",
    )
