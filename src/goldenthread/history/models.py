"""What happened, kept for good: who did what to which thing, and when. Ids and field names, never content."""

from django.db import models

from goldenthread import world


class Event(models.Model):
    """One entry. It holds no foreign keys, so the log never hinders the live data and outlives it.

    Append-only by triggers on both engines (migration 0002). Erasure under retention has a door of its own.
    """

    at = models.DateTimeField(default=world.now, db_index=True)
    authority_id = models.BigIntegerField(null=True, db_index=True)
    person_id = models.BigIntegerField(null=True)
    post_id = models.BigIntegerField(null=True)
    verb = models.CharField(max_length=60)
    kind = models.CharField(max_length=40)  # the model's name: plan, plan version, moderation, ...
    thing_id = models.BigIntegerField(null=True)
    reference = models.CharField(max_length=40, blank=True)
    # The child whose record was read or changed, so that "who has looked at this child" is one query.
    child_id = models.BigIntegerField(null=True)
    is_read = models.BooleanField(default=False)
    fields = models.JSONField(default=list)  # names of the fields that changed
    detail = models.JSONField(default=dict)  # codes and ids alone: stage from and to, reason code, counts

    class Meta:
        indexes = [
            models.Index(fields=["authority_id", "child_id", "at"]),
            models.Index(fields=["kind", "thing_id"]),
            models.Index(fields=["authority_id", "post_id", "at"]),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.verb} {self.kind} {self.reference}"


class ErasureDoor(models.Model):
    """A row stands here only inside a transaction that erases under a retention rule. See `erasure.py`."""

    opened_at = models.DateTimeField(default=world.now)
    reason = models.CharField(max_length=60)

    def __str__(self) -> str:
        return f"Erasure door {self.pk}"
