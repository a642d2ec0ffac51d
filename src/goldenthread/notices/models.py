"""The outbox: what we write to people. A reference, a date and a link; never a name of a child."""

from django.db import models
from django.db.models import Q
from django_scopes import ScopedManager

from goldenthread import world
from goldenthread.people.models import Authority, Post


class Notice(models.Model):
    """One message to one post, sent once, after the change that caused it was committed."""

    authority = models.ForeignKey(Authority, models.CASCADE, related_name="notices")
    to = models.ForeignKey(Post, models.CASCADE, null=True, blank=True, related_name="notices")
    address = models.EmailField(blank=True)  # for named contacts who hold no post here
    kind = models.CharField(max_length=40)  # a key of messages.MESSAGES
    reference = models.CharField(max_length=40, blank=True)
    path = models.CharField(max_length=200, blank=True)  # where the link leads, without origin
    due_on = models.DateField(null=True, blank=True)
    once = models.CharField(max_length=120)  # the same thing is never told twice
    created_at = models.DateTimeField(default=world.now)
    sent_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    dropped_because = models.CharField(max_length=100, blank=True)  # no longer allowed to know, left, ...

    objects = ScopedManager(authority="authority")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["authority", "once"], name="told_once"),
            models.CheckConstraint(condition=Q(to__isnull=False) | ~Q(address=""), name="a_notice_has_somebody"),
        ]
        indexes = [models.Index(fields=["sent_at", "created_at"])]

    def __str__(self) -> str:
        return f"Notice {self.pk}"
