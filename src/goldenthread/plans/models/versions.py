"""The versions of a plan, who may read one and who wrote on it, and what clears it."""

from django.db import models
from django.db.models import Q
from django_scopes import ScopedManager

from ehcp.screening.document import Document
from goldenthread import world
from goldenthread.people.models import Post
from goldenthread.plans.models.register import Plan
from goldenthread.plans.stages import WHOSE_TURN, Stage


class PlanVersion(models.Model):
    """One text of a plan, as it was at one moment. Its blocks are one blob behind `document`."""

    class Status(models.TextChoices):
        DRAFT = "draft", "Draft"
        FINAL = "final", "Final"
        AMENDED = "amended", "Amended final"

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    status = models.CharField(max_length=10, choices=Status, default=Status.DRAFT)
    stage = models.CharField(max_length=20, choices=Stage, default=Stage.DRAFTING)
    # Who wrote this text: the plan's officer when it came in, kept when the caseload is handed over.
    writer = models.ForeignKey(Post, models.PROTECT, null=True, related_name="written_versions")
    signed_by = models.ForeignKey(Post, models.PROTECT, null=True, blank=True, related_name="signed_versions")
    file = models.FileField(upload_to="plans/", max_length=100)
    file_format = models.CharField(max_length=4)  # docx or pdf, as found, not as named
    sha256 = models.CharField(max_length=64)
    text = models.TextField()  # Document.to_json(): read it through `document`
    uploaded_by = models.ForeignKey(Post, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(default=world.now)
    ready_at = models.DateTimeField(null=True, blank=True)
    ready_by = models.ForeignKey(Post, models.PROTECT, null=True, blank=True, related_name="+")
    served_on = models.DateField(null=True, blank=True)
    finalised_on = models.DateField(null=True, blank=True)

    objects = ScopedManager(authority="plan__authority")

    class Meta:
        ordering = ["plan", "number"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="one_version_a_number"),
            models.CheckConstraint(
                condition=Q(ready_at=None, ready_by=None) | Q(ready_at__isnull=False, ready_by__isnull=False),
                name="ready_at_and_by_together",
            ),
            models.CheckConstraint(
                condition=~Q(stage__in=["served", "final"]) | Q(served_on__isnull=False) | ~Q(status="draft"),
                name="a_served_draft_has_its_day",
            ),
        ]
        indexes = [models.Index(fields=["stage", "ready_at"])]

    def __str__(self) -> str:
        return f"{self.plan} version {self.number}"

    @property
    def reference(self) -> str:
        return self.plan.reference

    @property
    def authority_id(self) -> int:
        return self.plan.authority_id

    @property
    def child_id(self) -> int:
        return self.plan.child_id

    @property
    def document(self) -> Document:
        """The text as blocks and sections. The one accessor, so that the blob can be encrypted as one."""
        if not hasattr(self, "_document"):
            self._document = Document.from_json(self.text)
        return self._document

    @property
    def whose_turn(self) -> str:
        return WHOSE_TURN[Stage(self.stage)]

    def is_written_by(self, post: Post) -> bool:
        return self.writer_id == post.pk or self.plan.is_written_by(post)

    def is_allocated_to(self, post: Post) -> bool:
        return self.plan.is_allocated_to(post)

    def is_assigned_to(self, post: Post) -> bool:
        return self.readers.filter(post=post, until_at=None).exists()


class Reader(models.Model):
    """Somebody to whom a version was given for a task, while the task is open. Rooms above write it; pages here ask it."""

    version = models.ForeignKey(PlanVersion, models.CASCADE, related_name="readers")
    post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    because = models.CharField(max_length=40)  # moderation, challenge, health-check, ...
    source = models.CharField(max_length=40, blank=True)  # reference of the task
    from_at = models.DateTimeField(default=world.now)
    until_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager(authority="version__plan__authority")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["version", "post", "because", "source"], condition=Q(until_at=None), name="one_open_reading"
            )
        ]
        indexes = [models.Index(fields=["post", "until_at"])]

    def __str__(self) -> str:
        return f"Reader {self.pk}"


class VersionHand(models.Model):
    """Somebody who edited a version besides its writer: barred from moderating it."""

    version = models.ForeignKey(PlanVersion, models.CASCADE, related_name="hands")
    post = models.ForeignKey(Post, models.PROTECT, related_name="+")

    objects = ScopedManager(authority="version__plan__authority")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "post"], name="one_hand_a_person")]

    def __str__(self) -> str:
        return f"Hand {self.pk}"


class ChildLook(models.Model):
    """Somebody looked whose plan a version is, because its names raise the question, and answered. Never edited.

    `fingerprint` is of the names that raised it, so that the answer holds for the plan's next version while they stay the
    same, and no name of another child is kept. A second look is one by somebody who answers for more than this plan.
    """

    class Why(models.TextChoices):
        FAMILY = "family", "The other name is a brother’s, sister’s or other relative’s"
        FRIEND = "friend", "The other name is a friend’s, and may stand here"
        ADULT = "adult", "The other name is an adult’s"
        SAME_NAME = "same-name", "It is another person of the same name"
        KNOWN_AS = "known-as", "The child is known by another name"
        SENT_BACK = "sent-back", "It may be another child’s plan"

    version = models.ForeignKey(PlanVersion, models.PROTECT, related_name="child_looks")
    fingerprint = models.CharField(max_length=32)
    why = models.CharField(max_length=12, choices=Why)
    words = models.CharField(max_length=300)
    is_second = models.BooleanField(default=False)
    by = models.ForeignKey(Post, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=world.now)

    objects = ScopedManager(authority="version__plan__authority")

    class Meta:
        ordering = ["at", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(words=""), name="a_look_has_its_words")]

    def __str__(self) -> str:
        return f"Look {self.pk}"

    @property
    def authority_id(self) -> int:
        return self.version.authority_id

    @property
    def is_sent_back(self) -> bool:
        return self.why == self.Why.SENT_BACK

    @classmethod
    def answers(cls) -> list[tuple[str, str]]:
        """What may be answered: it is this child's plan, because ..."""
        return [(value, label) for value, label in cls.Why.choices if value != cls.Why.SENT_BACK]


class Clearance(models.Model):
    """Something that lets a version be served, written by Levels 1 to 3 and the draft checks. *Serve* reads only these."""

    class Kind(models.TextChoices):
        LEVEL_3 = "level-3", "Level 3"
        RELEASE = "release", "Released by the quality lead"
        COMPLIANCE = "compliance", "Level 1 compliance"
        HEALTH_CHECK = "health-check", "DCO's check of the draft"
        CARE_CHECK = "care-check", "DSCO's check of the draft"

    class Outcome(models.TextChoices):
        LET_THROUGH = "let-through", "Let through by the draw"  # or outside it: see `is_outside_the_draw`
        READY_TO_SERVE = "ready-to-serve", "Ready to serve"
        AMEND_FIRST = "amend-first", "Amend first"
        HOLD = "hold", "Hold"
        CLEARED = "cleared", "Cleared"
        RELEASED = "released", "Released with a reason"

    version = models.ForeignKey(PlanVersion, models.PROTECT, related_name="clearances")
    kind = models.CharField(max_length=20, choices=Kind)
    outcome = models.CharField(max_length=20, choices=Outcome)
    by = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")  # null: the draw itself
    at = models.DateTimeField(default=world.now)
    note = models.TextField(blank=True)
    source = models.CharField(max_length=40, blank=True)  # reference of the draw or moderation behind it

    # The source of one that no chance gave: its kind of plan does not enter the draw.
    OUTSIDE_THE_DRAW = "not-in-the-frame"

    objects = ScopedManager(authority="version__plan__authority")

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.words}"

    @property
    def is_outside_the_draw(self) -> bool:
        return self.source == self.OUTSIDE_THE_DRAW

    @property
    def words(self) -> str:
        """What it says of its version, for pages."""
        return "Outside the draw" if self.is_outside_the_draw else self.get_outcome_display()


class ServiceCorrection(models.Model):
    """A recorded day of service that was put right: what it was, what it became, and why. Never edited."""

    version = models.ForeignKey(PlanVersion, models.PROTECT, related_name="service_corrections")
    was = models.DateField()
    became = models.DateField()
    reason = models.TextField()
    by = models.ForeignKey(Post, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=world.now)

    objects = ScopedManager(authority="version__plan__authority")

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.was} became {self.became}"

    @property
    def authority_id(self) -> int:
        return self.version.authority_id
