"""The door of erasure, seen from another transaction. Apart from the other tests, since it commits."""

import pytest
from django.db import IntegrityError, connection

from goldenthread.history.erasure import erasing
from goldenthread.history.models import ErasureDoor
from goldenthread.history.record import record
from tests.people import make_cast


@pytest.mark.django_db(transaction=True)
def test_while_the_door_is_open_nobody_else_sees_it():
    if connection.vendor != "postgresql":
        pytest.skip("one writer at a time: nobody else is in")
    event = record("opened", on=make_cast(names=("Lena",)).authority)
    other = connection.copy()
    try:
        with erasing(on=event, by=None, rule="retention.moderation-years"):
            assert ErasureDoor.objects.count() == 1
            with other.cursor() as cursor:
                cursor.execute("SELECT count(*) FROM history_erasuredoor")
                assert cursor.fetchone() == (0,)
                with pytest.raises(IntegrityError):
                    cursor.execute("UPDATE history_event SET verb = 'other'")
            with connection.cursor() as cursor:
                cursor.execute("DELETE FROM history_event WHERE id = %s", [event.pk])
                assert cursor.rowcount == 1
    finally:
        other.close()
