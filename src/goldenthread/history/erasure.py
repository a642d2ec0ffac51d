"""The one door through which closed rows may leave: erasure under a retention rule, itself recorded."""

import contextlib
from collections.abc import Iterator
from typing import Any

from django.db import transaction

from goldenthread.history.models import ErasureDoor
from goldenthread.history.record import record


@contextlib.contextmanager
def erasing(*, on: Any, by: Any, rule: str) -> Iterator[None]:
    """Open the door for one transaction, note what is erased under which rule, and shut it again.

    `rule` is the code of the retention rule, not a free text. Nobody else's transaction sees the door open.
    """
    with transaction.atomic():
        record("erased", on=on, by=by, rule=rule)
        door = ErasureDoor.objects.create(reason=rule)
        yield
        door.delete()
