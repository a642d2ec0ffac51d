"""The Level 1 check of a version: one for the draft, one for the final plan, with the state of each of its points."""

from django.db import models
from django.db.models import Q
from django_scopes import ScopedManager

from goldenthread import world
from goldenthread.compliance import rules
from goldenthread.people.models import Post
from goldenthread.plans.models import Plan, PlanVersion


class Check(models.Model):
    """The list as it stands for one version at one stage, pinned to its edition. `open` and `missing` count its points.

    `is_newest`: it is the one that counts for its plan, so that lists and figures ask for no other.
    """

    class Stage(models.TextChoices):
        DRAFT = "draft", "Draft"
        FINAL = "final", "Final plan"

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="compliance_checks")
    version = models.ForeignKey(PlanVersion, models.CASCADE, related_name="compliance_checks")
    stage = models.CharField(max_length=5, choices=Stage)
    edition = models.CharField(max_length=20)
    begun_at = models.DateTimeField(default=world.now)
    completed_at = models.DateTimeField(null=True, blank=True)
    is_newest = models.BooleanField(default=True)
    open = models.PositiveSmallIntegerField(default=0)
    missing = models.PositiveSmallIntegerField(default=0)

    objects = ScopedManager(authority="plan__authority")

    class Meta:
        ordering = ["-begun_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["version", "stage"], name="one_compliance_check_a_stage"),
            models.UniqueConstraint(fields=["plan"], condition=Q(is_newest=True), name="one_newest_compliance_check"),
            models.CheckConstraint(
                condition=Q(completed_at=None) | Q(open=0, missing=0), name="a_complete_compliance_check_lacks_nothing"
            ),
        ]
        indexes = [models.Index(fields=["is_newest", "open", "missing"])]

    def __str__(self) -> str:
        return f"Compliance check {self.pk}"

    @property
    def authority_id(self) -> int:
        return self.plan.authority_id

    @property
    def child_id(self) -> int:
        return self.plan.child_id

    @property
    def reference(self) -> str:
        return self.plan.reference

    def is_written_by(self, post: Post) -> bool:
        return self.version.is_written_by(post)

    def is_allocated_to(self, post: Post) -> bool:
        return self.version.is_allocated_to(post)


class PointState(models.Model):
    """How one point stands: what the screening settled, or what somebody answered. Whose answer it was is in the history."""

    class State(models.TextChoices):
        OPEN = rules.OPEN, "Not answered yet"
        MET = rules.MET, "Yes"
        MISSING = rules.MISSING, "No"
        ENOUGH = rules.ENOUGH, "Existing advice is enough"
        NONE = rules.NONE, "Does not apply"

    check_of = models.ForeignKey(Check, models.CASCADE, related_name="points")
    code = models.CharField(max_length=20)
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    note = models.CharField(max_length=300, blank=True)
    agreed_by = models.CharField(max_length=200, blank=True)
    agreed_on = models.DateField(null=True, blank=True)
    by = models.ForeignKey(Post, models.PROTECT, null=True, blank=True, related_name="+")  # None: the screening
    at = models.DateTimeField(default=world.now)

    objects = ScopedManager(authority="check_of__plan__authority")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["check_of", "code"], name="one_state_a_compliance_point"),
            models.CheckConstraint(
                condition=~Q(state=rules.ENOUGH) | ~Q(agreed_by="") & Q(agreed_on__isnull=False),
                name="existing_advice_is_agreed",
            ),
        ]
        indexes = [models.Index(fields=["code", "state"])]

    def __str__(self) -> str:
        return f"{self.code} {self.state}"

    @property
    def authority_id(self) -> int:
        return self.check_of.authority_id
