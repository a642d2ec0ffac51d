"""A moderation: the quality look at one version of a plan, pinned to it, to an edition and to a form."""

from django.db import models
from django_scopes import ScopedManager

from goldenthread import world
from goldenthread.moderation.stages import WHOSE_TURN, Stage
from goldenthread.people.models import Authority, Post
from goldenthread.plans.models import PlanVersion
from goldenthread.references import new_reference
from goldenthread.samples.models import FramePlan, Purposive


class Moderation(models.Model):
    class Level(models.IntegerChoices):
        SENIOR = 3, "Level 3"
        MULTI_AGENCY = 4, "Level 4"

    class Origin(models.TextChoices):
        CHANCE = "chance", "Drawn by chance"
        EVERY_DRAFT = "every-draft", "Every draft of a new officer"
        CATCH_UP = "catch-up", "Drawn in the month-end catch-up"
        QUOTA = "quota", "Drawn by quota"
        AGAIN = "again", "A later version of a plan drawn this month"
        PURPOSIVE = "purposive", "Asked for"

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="moderations")
    reference = models.CharField(max_length=8, unique=True, default=new_reference)
    version = models.ForeignKey(PlanVersion, models.PROTECT, related_name="moderations")
    level = models.PositiveSmallIntegerField(choices=Level, default=Level.SENIOR)
    origin = models.CharField(max_length=12, choices=Origin)
    frame_plan = models.ForeignKey(FramePlan, models.PROTECT, null=True, blank=True, related_name="moderations")
    purposive = models.ForeignKey(Purposive, models.PROTECT, null=True, blank=True, related_name="moderations")
    chance = models.CharField(max_length=20, default="1/1")  # exact fraction: figures weigh by its inverse
    edition = models.CharField(max_length=20)
    edition_fingerprint = models.CharField(max_length=64)
    profile = models.CharField(max_length=20)
    # What decides which standards apply, as it was when this was opened: a form must not grow under its moderator.
    facts = models.JSONField(null=True, blank=True)
    # The draft had been served already: nothing to clear, moderated for learning.
    is_for_learning = models.BooleanField(default=False)
    # The writer was not signed off on the day: such plans are reported apart.
    writer_was_new = models.BooleanField(default=False)
    stage = models.CharField(max_length=12, choices=Stage, default=Stage.MODERATING)
    moderator = models.ForeignKey(Post, models.PROTECT, null=True, related_name="moderations")  # null: nobody may
    assigned_because = models.CharField(max_length=200, blank=True)  # "the lightest load that day", who stood out
    created_at = models.DateTimeField(default=world.now)
    assigned_at = models.DateTimeField(null=True, blank=True)
    due_on = models.DateField()
    lead_told_at = models.DateTimeField(null=True, blank=True)  # that the target has passed
    # A newer upload that came meanwhile: it waits, and clearance looks at the difference.
    newer_version = models.ForeignKey(PlanVersion, models.PROTECT, null=True, blank=True, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.CharField(max_length=200, blank=True)

    objects = ScopedManager(authority="authority")

    class Meta:
        ordering = ["due_on", "pk"]
        indexes = [
            models.Index(fields=["authority", "stage", "due_on"]),
            models.Index(fields=["authority", "moderator", "stage"]),
        ]

    def __str__(self) -> str:
        return f"Moderation {self.reference}"

    def get_absolute_url(self) -> str:
        from django.urls import reverse

        return reverse("moderation:moderation", args=[self.reference])

    @property
    def child_id(self) -> int:
        return self.version.plan.child_id

    @property
    def plan(self):
        return self.version.plan

    @property
    def is_open(self) -> bool:
        """Somebody's turn it is."""
        return self.stage not in (Stage.CLOSED, Stage.WITHDRAWN)

    @property
    def whose_turn(self) -> str:
        return WHOSE_TURN[Stage(self.stage)]

    def is_assigned_to(self, post: Post) -> bool:
        return self.moderator_id == post.pk

    def is_written_by(self, post: Post) -> bool:
        """The writer of the text; where the plan was handed over, also whoever has it now and must amend it."""
        return self.version.is_written_by(post)


class StandDown(models.Model):
    """Somebody who may not read this plan: they know the child, or said that they should not. No reason is asked."""

    class Kind(models.TextChoices):
        KNOWS_CHILD = "knows-child", "Knows this child"
        CONFLICT = "conflict", "Has a conflict of interest"

    moderation = models.ForeignKey(Moderation, models.PROTECT, related_name="stand_downs")
    post = models.ForeignKey(Post, models.PROTECT, related_name="stand_downs")
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.KNOWS_CHILD)
    at = models.DateTimeField(default=world.now)

    objects = ScopedManager(authority="moderation__authority")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["moderation", "post"], name="stands_down_once")]

    def __str__(self) -> str:
        return f"Stand-down {self.pk}"


class Concern(models.Model):
    """A safeguarding worry or a data breach found while reading: to a named contact at once, outside all judging."""

    class Kind(models.TextChoices):
        SAFEGUARDING = "safeguarding", "A child may not be safe"
        DATA_BREACH = "data-breach", "A data breach: another child's details, or a plan in wrong hands"
        SAME_FILE = "same-file", "The same file is in two children's records"  # found by the service, never chosen

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="concerns")
    reference = models.CharField(max_length=8, unique=True, default=new_reference)
    version = models.ForeignKey(PlanVersion, models.PROTECT, related_name="concerns")
    moderation = models.ForeignKey(Moderation, models.PROTECT, null=True, blank=True, related_name="concerns")
    kind = models.CharField(max_length=12, choices=Kind)
    text = models.TextField()
    raised_by = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")  # null: the service itself
    raised_at = models.DateTimeField(default=world.now)
    taken_at = models.DateTimeField(null=True, blank=True)
    taken_by = models.ForeignKey(Post, models.PROTECT, null=True, blank=True, related_name="+")
    what_was_done = models.TextField(blank=True)

    objects = ScopedManager(authority="authority")

    class Meta:
        ordering = ["-raised_at"]

    def __str__(self) -> str:
        return f"Concern {self.reference}"

    @property
    def child_id(self) -> int:
        return self.version.child_id

    def is_assigned_to(self, post: Post) -> bool:
        return self.raised_by_id == post.pk
