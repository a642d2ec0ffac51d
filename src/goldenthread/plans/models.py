"""The register: child, assessment, plan, version; what clears a version; and what came in from outside."""

from typing import Any

from django.db import models
from django.db.models import Q
from django_scopes import ScopedManager

from ehcp.screening.document import Document
from goldenthread import world
from goldenthread.people.models import Authority, Post
from goldenthread.plans.stages import WHOSE_TURN, Stage
from goldenthread.references import new_key, new_reference


class Child(models.Model):
    """A child or young person. The ids of other systems are attributes: they never stand in a URL, mail or receipt."""

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="children")
    reference = models.CharField(max_length=8, unique=True, default=new_reference)
    case_system_id = models.CharField(max_length=40)
    first_name = models.CharField(max_length=100)
    last_name = models.CharField(max_length=100)
    date_of_birth = models.DateField(null=True, blank=True)
    upn = models.CharField("UPN", max_length=13, blank=True)
    nhs_number = models.CharField("NHS number", max_length=10, blank=True)
    sex = models.CharField(max_length=20, blank=True)
    pronouns = models.CharField(max_length=40, blank=True)
    setting_name = models.CharField("school or other setting", max_length=200, blank=True)
    primary_need = models.CharField(max_length=10, blank=True)  # code of the SEN2 list
    year_group = models.SmallIntegerField(null=True, blank=True)  # only where the school's differs from the age's
    is_cared_for = models.BooleanField(default=False)
    raw = models.JSONField(default=dict, blank=True)  # the row of the extract as it came, untouched

    objects = ScopedManager(authority="authority")

    class Meta:
        verbose_name_plural = "children"
        constraints = [models.UniqueConstraint(fields=["authority", "case_system_id"], name="one_child_a_case_id")]
        indexes = [models.Index(fields=["authority", "last_name", "first_name"])]

    def __str__(self) -> str:
        # Never the name: this ends up in logs and error pages.
        return f"Child {self.reference}"

    @property
    def child_id(self) -> int:
        return self.pk

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()


class Assessment(models.Model):
    """From a request to its outcome, which may be that there is no plan."""

    class Outcome(models.TextChoices):
        OPEN = "open", "Not decided yet"
        NOT_ASSESSED = "not-assessed", "Decided not to assess"
        NO_PLAN = "no-plan", "Assessed, no plan"
        PLAN = "plan", "A plan"
        WITHDRAWN = "withdrawn", "Withdrawn"

    child = models.ForeignKey(Child, models.PROTECT, related_name="assessments")
    case_system_id = models.CharField(max_length=40, blank=True)
    requested_on = models.DateField(null=True, blank=True)
    decided_on = models.DateField(null=True, blank=True)  # whether to assess
    outcome = models.CharField(max_length=20, choices=Outcome, default=Outcome.OPEN)
    outcome_on = models.DateField(null=True, blank=True)
    exception = models.CharField("exception to the 20 weeks", max_length=200, blank=True)
    raw = models.JSONField(default=dict, blank=True)

    objects = ScopedManager(authority="child__authority")

    def __str__(self) -> str:
        return f"Assessment {self.pk}"

    @property
    def authority_id(self) -> int:
        return self.child.authority_id


class PlanKind(models.TextChoices):
    NEW = "new", "New plan"
    AMENDED = "amended", "Amended after review"
    PHASE_TRANSFER = "phase-transfer", "Amended for phase transfer"


class Plan(models.Model):
    """One child's EHC plan (or the one that is being written). It has versions."""

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="plans")
    child = models.ForeignKey(Child, models.PROTECT, related_name="plans")
    assessment = models.ForeignKey(Assessment, models.PROTECT, null=True, blank=True, related_name="plans")
    reference = models.CharField(max_length=8, unique=True, default=new_reference)
    case_system_id = models.CharField(max_length=40, blank=True)
    kind = models.CharField(max_length=20, choices=PlanKind, default=PlanKind.NEW)
    # The kind decides whether a draft enters the draw, so one that is typed here counts once the lead confirms it.
    kind_before = models.CharField(max_length=20, choices=PlanKind, blank=True)  # changed by hand, not confirmed yet
    kind_confirmed_at = models.DateTimeField(null=True, blank=True)
    kind_confirmed_by = models.ForeignKey(Post, models.PROTECT, null=True, blank=True, related_name="+")
    officer = models.ForeignKey(Post, models.PROTECT, null=True, blank=True, related_name="plans")
    assistant = models.ForeignKey(Post, models.PROTECT, null=True, blank=True, related_name="allocated_plans")
    # For amended plans: the meeting that started the twelve weeks.
    review_meeting_on = models.DateField(null=True, blank=True)
    ceased_on = models.DateField(null=True, blank=True)
    is_on_legal_hold = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=world.now)
    raw = models.JSONField(default=dict, blank=True)

    objects = ScopedManager(authority="authority")

    class Meta:
        indexes = [models.Index(fields=["authority", "officer"])]
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "case_system_id"], condition=~Q(case_system_id=""), name="one_plan_a_case_id"
            ),
            models.CheckConstraint(
                condition=Q(kind_confirmed_at=None, kind_confirmed_by=None)
                | Q(kind_confirmed_at__isnull=False, kind_confirmed_by__isnull=False),
                name="kind_confirmed_at_and_by_together",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    def get_absolute_url(self) -> str:
        from django.urls import reverse

        return reverse("desk:plan", args=[self.reference])

    @property
    def requested_on(self):
        return self.assessment.requested_on if self.assessment else None

    def is_written_by(self, post: Post) -> bool:
        return self.officer_id == post.pk

    def is_allocated_to(self, post: Post) -> bool:
        return self.assistant_id == post.pk

    def is_assigned_to(self, post: Post) -> bool:
        """Somebody was given one of its versions to read for a task that is still open."""
        return Reader.objects.filter(version__plan=self, post=post, until_at=None).exists()


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


class Upload(models.Model):
    """A file that was handed in, alone or among many, and what became of it. One set aside harms nothing else."""

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting to be read"
        TAKEN = "taken", "Read and filed"
        UNCHANGED = "unchanged", "The same file as the newest version"
        UNMATCHED = "unmatched", "No plan found for it"
        SET_ASIDE = "set-aside", "Set aside"

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="uploads")
    batch = models.CharField(max_length=28, default=new_key, db_index=True)
    plan = models.ForeignKey(Plan, models.PROTECT, null=True, blank=True, related_name="uploads")
    version = models.ForeignKey(PlanVersion, models.PROTECT, null=True, blank=True, related_name="+")
    original_name = models.CharField(max_length=255)  # as the browser told it, shown only to who uploaded and the lead
    file = models.FileField(upload_to="uploads/", max_length=100, null=True)
    state = models.CharField(max_length=12, choices=State, default=State.WAITING)
    code = models.CharField(max_length=30, blank=True)
    sentence = models.TextField(blank=True)  # what is wrong with it and what to do
    status = models.CharField(max_length=10, choices=PlanVersion.Status, default=PlanVersion.Status.DRAFT)
    uploaded_by = models.ForeignKey(Post, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(default=world.now)
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager(authority="authority")

    class Meta:
        ordering = ["uploaded_at", "pk"]

    def __str__(self) -> str:
        return f"Upload {self.pk}"


class SavedMapping(models.Model):
    """Which column of the authority's extract is which field, and which of its values mean what."""

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="mappings")
    name = models.CharField(max_length=60)
    columns = models.JSONField(default=dict)
    values = models.JSONField(default=dict)
    updated_at = models.DateTimeField(default=world.now)
    updated_by = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")

    objects = ScopedManager(authority="authority")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["authority", "name"], name="one_mapping_a_name")]

    def __str__(self) -> str:
        return self.name


class RegisterImport(models.Model):
    """One extract of the case system: handed in, mapped, previewed, applied. It never deletes anything."""

    class State(models.TextChoices):
        UPLOADED = "uploaded", "Columns to be matched"
        PREVIEWING = "previewing", "Being compared with the register"
        PREVIEWED = "previewed", "Ready to look at"
        APPLYING = "applying", "Being applied"
        APPLIED = "applied", "Applied"
        ABANDONED = "abandoned", "Abandoned"
        FAILED = "failed", "Stopped"

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="register_imports")
    reference = models.CharField(max_length=8, unique=True, default=new_reference)
    uploaded_by = models.ForeignKey(Post, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(default=world.now)
    original_name = models.CharField(max_length=255)
    file = models.FileField(upload_to="extracts/", max_length=100)
    sha256 = models.CharField(max_length=64)
    sheet = models.CharField(max_length=100, blank=True)
    headers = models.JSONField(default=list)
    mapping = models.JSONField(default=dict)
    state = models.CharField(max_length=12, choices=State, default=State.UPLOADED)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    counts = models.JSONField(default=dict)  # outcome -> how many
    sentence = models.TextField(blank=True)
    applied_at = models.DateTimeField(null=True, blank=True)
    applied_by = models.ForeignKey(Post, models.PROTECT, null=True, blank=True, related_name="+")

    objects = ScopedManager(authority="authority")

    class Meta:
        ordering = ["-uploaded_at", "-pk"]

    def __str__(self) -> str:
        return f"Import {self.reference}"


class ImportRow(models.Model):
    """One row of an extract: as it came, as it was understood, and what it would do or did."""

    class Outcome(models.TextChoices):
        NEW = "new", "New"
        CHANGED = "changed", "Changed"
        UNCHANGED = "unchanged", "Unchanged"
        REFUSED = "refused", "Refused"

    register_import = models.ForeignKey(RegisterImport, models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()  # as in the file, for people to find it
    raw = models.JSONField(default=dict)
    values = models.JSONField(default=dict)
    changes = models.JSONField(default=dict)  # field -> [old, new]
    outcome = models.CharField(max_length=10, choices=Outcome)
    reason = models.TextField(blank=True)
    is_applied = models.BooleanField(default=False)

    objects = ScopedManager(authority="register_import__authority")

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["register_import", "number"], name="one_row_a_number")]
        indexes = [models.Index(fields=["register_import", "outcome", "number"])]

    def __str__(self) -> str:
        return f"Row {self.number}"

    def shown(self) -> dict[str, Any]:
        return self.values
