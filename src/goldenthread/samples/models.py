"""Draws: what could be picked, what was, and the proof."""

from django.db import models
from django.db.models import Q
from django_scopes import ScopedManager

from goldenthread import world
from goldenthread.people.models import Authority, Post
from goldenthread.plans.models import PlanVersion
from goldenthread.references import new_reference


class MonthlyCommitment(models.Model):
    """The nonce that decides a month's chance draws: committed before it begins, revealed after it ends."""

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="commitments")
    period = models.CharField(max_length=7)  # 2026-11
    nonce = models.CharField(max_length=64)  # shown to nobody before `revealed_at`
    commitment = models.CharField(max_length=64)
    committed_at = models.DateTimeField(default=world.now)
    told = models.JSONField(default=list)  # ids of the posts (DCO, DSCO) to whom the commitment was sent
    revealed_at = models.DateTimeField(null=True, blank=True)
    arrivals = models.PositiveIntegerField(default=0)  # the last arrival number given out, gapless

    objects = ScopedManager(authority="authority")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["authority", "period"], name="one_commitment_a_month")]

    def __str__(self) -> str:
        return self.period

    @property
    def is_revealed(self) -> bool:
        """A moment written down in advance opens nothing before it has come."""
        return self.revealed_at is not None and self.revealed_at <= world.now()


class Draw(models.Model):
    """One draw and its receipt. Nothing in it is edited once drawn: a redraw is a new draw (trigger)."""

    class Kind(models.TextChoices):
        CHANCE = "chance", "Chance draw"
        QUOTA = "quota", "Quota draw"

    class Purpose(models.TextChoices):
        LEVEL_3 = "level-3", "Level 3, as drafts arrive"
        LEVEL_3_CATCH_UP = "level-3-catch-up", "Level 3, month-end catch-up"
        LEVEL_3_ON_DEMAND = "level-3-on-demand", "Level 3, on demand"

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="draws")
    reference = models.CharField(max_length=16)  # D-2026-0042, counted within the authority
    kind = models.CharField(max_length=10, choices=Kind)
    purpose = models.CharField(max_length=30, choices=Purpose)
    period = models.CharField(max_length=7)
    month = models.ForeignKey(MonthlyCommitment, models.PROTECT, null=True, blank=True, related_name="draws")
    # The receipt as frozen, and as drawn with its nonce; what may be shown of it when is said in receipts.py.
    frozen = models.JSONField()
    receipt = models.JSONField(null=True, blank=True)
    entries = models.JSONField(default=list)
    # What a chance was computed from (counts and dates, no names); of a catch-up before its day, why.
    inputs = models.JSONField(default=dict)
    commitment = models.CharField(max_length=64)
    committed_at = models.DateTimeField()
    nonce = models.CharField(max_length=64, blank=True)  # a quota draw's own; a chance draw uses its month's
    drawn_at = models.DateTimeField(null=True, blank=True)  # null: frame frozen, entries still to come
    made_by = models.ForeignKey(Post, models.PROTECT, null=True, blank=True, related_name="+")  # null: the system
    abandoned_at = models.DateTimeField(null=True, blank=True)
    abandoned_by = models.ForeignKey(Post, models.PROTECT, null=True, blank=True, related_name="+")
    abandoned_reason = models.TextField(blank=True)

    objects = ScopedManager(authority="authority")

    class Meta:
        ordering = ["-committed_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["authority", "reference"], name="one_draw_a_reference"),
            models.CheckConstraint(
                condition=Q(abandoned_at=None, abandoned_by=None)
                | Q(abandoned_at__isnull=False, abandoned_by__isnull=False),
                name="abandoned_at_and_by_together",
            ),
        ]
        indexes = [models.Index(fields=["authority", "period", "purpose"])]

    def __str__(self) -> str:
        return self.reference

    def get_absolute_url(self) -> str:
        from django.urls import reverse

        return reverse("samples:receipt", args=[self.reference])

    @property
    def why_early(self) -> str:
        """Of a catch-up that was run by hand before its planned day: that it was, and why."""
        return self.inputs.get("early", "")


class FramePlan(models.Model):
    """One version in a draw's frame: its opaque id, its chance, and whether it was picked.

    `officer` is the writer's post: the stratum of Level 3, kept here so that the console is one query.
    """

    class Result(models.TextChoices):
        WAITING = "waiting", "Not drawn yet"
        PICKED = "picked", "Picked"
        LET_THROUGH = "let-through", "Let through"
        RESERVE = "reserve", "Reserve"
        FELL_OUT = "fell-out", "Fell out"

    draw = models.ForeignKey(Draw, models.PROTECT, related_name="frame_plans")
    version = models.ForeignKey(PlanVersion, models.PROTECT, related_name="frame_plans")
    officer = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")
    frame_id = models.CharField(max_length=40)
    stratum = models.CharField(max_length=60)
    chance = models.CharField(max_length=20, default="1/1")  # exact fraction
    result = models.CharField(max_length=12, choices=Result, default=Result.WAITING)
    place = models.PositiveIntegerField(null=True, blank=True)

    objects = ScopedManager(authority="draw__authority")

    class Meta:
        ordering = ["draw", "frame_id"]
        constraints = [models.UniqueConstraint(fields=["draw", "frame_id"], name="one_frame_id_a_draw")]

    def __str__(self) -> str:
        return self.frame_id


class Replacement(models.Model):
    """A pick that fell out and the reserve that took its place: appended to the record, never edited into it."""

    draw = models.ForeignKey(Draw, models.PROTECT, related_name="replacements")
    fell_out = models.ForeignKey(FramePlan, models.PROTECT, related_name="+")
    taken = models.ForeignKey(FramePlan, models.PROTECT, null=True, related_name="+")  # null: no reserve was left
    reason = models.CharField(max_length=40)
    note = models.TextField(blank=True)
    recorded_by = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(default=world.now)

    objects = ScopedManager(authority="draw__authority")

    def __str__(self) -> str:
        return f"Replacement {self.pk}"


class Purposive(models.Model):
    """A plan that somebody asked to be moderated. Marked as such, and outside headline rates."""

    reference = models.CharField(max_length=8, unique=True, default=new_reference)
    version = models.ForeignKey(PlanVersion, models.PROTECT, related_name="purposive")
    reason = models.TextField()
    asked_by = models.ForeignKey(Post, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=world.now)

    objects = ScopedManager(authority="version__plan__authority")

    def __str__(self) -> str:
        return self.reference
