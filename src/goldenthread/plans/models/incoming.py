"""What came in from outside: files of plans, and extracts of the case system row by row."""

from typing import Any

from django.db import models
from django_scopes import ScopedManager

from goldenthread import world
from goldenthread.people.models import Authority, Post
from goldenthread.plans.models.register import Plan
from goldenthread.plans.models.versions import PlanVersion
from goldenthread.references import new_key, new_reference


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
