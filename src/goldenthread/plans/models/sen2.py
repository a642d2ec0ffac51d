"""What came in as a SEN2 return, person by person, and what the rules of data quality found in it or in the register."""

from django.db import models
from django_scopes import ScopedManager

from goldenthread import world
from goldenthread.people.models import Authority, Post
from goldenthread.plans.models.register import Child
from goldenthread.references import new_reference


class Sen2Import(models.Model):
    """One return: handed in, compared with the register, applied. It never deletes anything."""

    class State(models.TextChoices):
        PREVIEWING = "previewing", "Being compared with the register"
        PREVIEWED = "previewed", "Ready to look at"
        APPLYING = "applying", "Being applied"
        APPLIED = "applied", "Applied"
        ABANDONED = "abandoned", "Abandoned"
        FAILED = "failed", "Stopped"

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="sen2_imports")
    reference = models.CharField(max_length=8, unique=True, default=new_reference)
    uploaded_by = models.ForeignKey(Post, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(default=world.now)
    original_name = models.CharField(max_length=255)
    file = models.FileField(upload_to="returns/", max_length=100)
    sha256 = models.CharField(max_length=64)
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    true_on = models.DateField()  # the day for which the return was made
    state = models.CharField(max_length=12, choices=State, default=State.PREVIEWING)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    counts = models.JSONField(default=dict)  # outcome -> how many persons
    things = models.JSONField(default=dict)  # kind of record -> {"new": n, "changed": n}
    unmapped = models.JSONField(default=dict)  # item -> {value: how often}
    moved_at = models.DateTimeField(default=world.now)
    sentence = models.TextField(blank=True)
    applied_at = models.DateTimeField(null=True, blank=True)
    applied_by = models.ForeignKey(Post, models.PROTECT, null=True, blank=True, related_name="+")

    objects = ScopedManager(authority="authority")

    class Meta:
        verbose_name = "SEN2 import"
        ordering = ["-uploaded_at", "-pk"]

    def __str__(self) -> str:
        return f"SEN2 import {self.reference}"


class Sen2Person(models.Model):
    """One person of a return: as it came, whom of the register it was taken for, and what it would do or did."""

    class Outcome(models.TextChoices):
        NEW = "new", "New"
        CHANGED = "changed", "Changed"
        ASKED = "asked", "To be confirmed"  # found by name and date of birth alone
        UNCHANGED = "unchanged", "Unchanged"
        REFUSED = "refused", "Refused"

    class Answer(models.TextChoices):
        SAME = "same", "The same child"
        ANOTHER = "another", "Another child"

    sen2_import = models.ForeignKey(Sen2Import, models.CASCADE, related_name="persons")
    number = models.PositiveIntegerField()  # the place in the return, from 1
    upn = models.CharField(max_length=13, blank=True)
    child = models.ForeignKey(Child, models.PROTECT, null=True, blank=True, related_name="+")
    raw = models.JSONField(default=list)  # [module, {item: value}, rows below], as it came
    changes = models.JSONField(default=list)  # [of what, field, old, new]
    outcome = models.CharField(max_length=10, choices=Outcome)
    answer = models.CharField(max_length=8, choices=Answer, blank=True)
    reason = models.TextField(blank=True)
    is_applied = models.BooleanField(default=False)

    objects = ScopedManager(authority="sen2_import__authority")

    class Meta:
        verbose_name = "SEN2 person"
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["sen2_import", "number"], name="one_person_a_number")]
        indexes = [models.Index(fields=["sen2_import", "outcome", "number"])]

    def __str__(self) -> str:
        return f"Person {self.number}"

    @property
    def name(self) -> str:
        values = self.raw[1] if self.raw else {}
        return f"{values.get('Forename', '')} {values.get('Surname', '')}".strip()


class QualityCheck(models.Model):
    """One run of the rules of data quality, over a return or over the register. Its counts are kept for good."""

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="quality_checks")
    sen2_import = models.OneToOneField(
        Sen2Import, models.PROTECT, null=True, blank=True, related_name="quality_check"
    )  # none for the register
    made_at = models.DateTimeField(default=world.now)
    made_by = models.ForeignKey(Post, models.PROTECT, related_name="+")
    finished_at = models.DateTimeField(null=True, blank=True)
    persons = models.PositiveIntegerField(default=0)
    counts = models.JSONField(default=dict)  # rule -> how many places

    objects = ScopedManager(authority="authority")

    class Meta:
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"Quality check {self.pk}"


class QualityFault(models.Model):
    """One place that a rule points at. Kept for the newest check of its kind alone: the counts of older ones remain."""

    check_made = models.ForeignKey(QualityCheck, models.CASCADE, related_name="faults")
    rule = models.CharField(max_length=40)
    number = models.PositiveIntegerField(default=0)  # the person's place in the return; 0 where it is the register's
    child = models.ForeignKey(Child, models.PROTECT, null=True, blank=True, related_name="+")
    module = models.CharField(max_length=20)
    item = models.CharField(max_length=40, blank=True)
    value = models.CharField(max_length=60, blank=True)

    objects = ScopedManager(authority="check_made__authority")

    class Meta:
        ordering = ["number", "pk"]
        indexes = [models.Index(fields=["check_made", "rule", "number"])]

    def __str__(self) -> str:
        return f"{self.rule} {self.pk}"
