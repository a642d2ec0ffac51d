"""What happens to a plan after it was made: its reviews, the move to the next phase, and what a family objects to."""

from django.db import models
from django.db.models import F, Q
from django_scopes import ScopedManager

from goldenthread import world
from goldenthread.people.models import Post
from goldenthread.plans.models.register import Child, Plan


class Review(models.Model):
    """One review of a plan, from its meeting to what came of it. Its limits count from the meeting."""

    class Outcome(models.TextChoices):
        OPEN = "open", "Not decided yet"
        MAINTAIN = "maintain", "Kept as it is"
        AMEND = "amend", "To be amended"
        CEASE = "cease", "To be ended"

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="reviews")
    case_system_id = models.CharField(max_length=40, blank=True)
    meeting_on = models.DateField()
    invited_on = models.DateField(null=True, blank=True)  # the notice of the meeting
    reported_on = models.DateField(null=True, blank=True)
    decided_on = models.DateField(null=True, blank=True)  # the day of the letter with the decision
    outcome = models.CharField(max_length=10, choices=Outcome, default=Outcome.OPEN)
    notice_on = models.DateField(null=True, blank=True)  # the notice with the proposed changes, where it is amended
    amended_on = models.DateField(null=True, blank=True)  # the final amended plan, or the notice that it stays
    raw = models.JSONField(default=dict, blank=True)

    objects = ScopedManager(authority="plan__authority")

    class Meta:
        ordering = ["plan", "meeting_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "meeting_on"], name="one_review_a_meeting"),
            models.CheckConstraint(
                condition=Q(outcome="open") | Q(decided_on__isnull=False), name="a_decision_has_its_day"
            ),
        ]

    def __str__(self) -> str:
        return f"Review {self.pk}"

    @property
    def authority_id(self) -> int:
        return self.plan.authority_id


class PhaseTransfer(models.Model):
    """A move to the next phase of education, whose plan must be final before a fixed day of the year of the move."""

    class Into(models.TextChoices):
        SCHOOL = "school", "Into or between schools"  # before 15 February
        POST_16 = "post-16", "From school to post-16"  # before 31 March
        WITHIN_POST_16 = "within-post-16", "Between post-16 settings"  # five months before the move

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="phase_transfers")
    case_system_id = models.CharField(max_length=40, blank=True)
    into = models.CharField(max_length=20, choices=Into)
    moves_on = models.DateField()  # the first day in the new phase
    final_on = models.DateField(null=True, blank=True)
    raw = models.JSONField(default=dict, blank=True)

    objects = ScopedManager(authority="plan__authority")

    class Meta:
        ordering = ["plan", "moves_on", "pk"]
        constraints = [models.UniqueConstraint(fields=["plan", "moves_on"], name="one_transfer_a_move")]

    def __str__(self) -> str:
        return f"Phase transfer {self.pk}"

    @property
    def authority_id(self) -> int:
        return self.plan.authority_id


class Objection(models.Model):
    """Why a child's plan is kept out of quality assurance, or its records are kept: recorded, ended, never deleted.

    A family's objection keeps the plan out of every draw of which others than the SEN team are part. A legal hold keeps
    it out of every draw, and its records past their time.
    """

    class Kind(models.TextChoices):
        OBJECTION = "objection", "The family objects"
        LEGAL_HOLD = "legal-hold", "Legal hold"

    class Ground(models.TextChoices):
        FAMILY = "family", "The family said so"
        YOUNG_PERSON = "young-person", "The young person said so"
        TRIBUNAL = "tribunal", "Appeal to the SEND Tribunal"
        OMBUDSMAN = "ombudsman", "Complaint to the Ombudsman"
        COURT = "court", "Judicial review or another claim"
        REQUEST = "request", "Request for the child's records"

    child = models.ForeignKey(Child, models.PROTECT, related_name="objections")
    kind = models.CharField(max_length=12, choices=Kind)
    ground = models.CharField(max_length=15, choices=Ground)
    told_on = models.DateField()
    note = models.TextField(blank=True)
    recorded_by = models.ForeignKey(Post, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=world.now)
    ended_on = models.DateField(null=True, blank=True)
    ended_by = models.ForeignKey(Post, models.PROTECT, null=True, blank=True, related_name="+")
    ended_because = models.TextField(blank=True)

    objects = ScopedManager(authority="child__authority")

    class Meta:
        ordering = ["-told_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on=None, ended_by=None, ended_because="")
                | Q(ended_on__isnull=False, ended_by__isnull=False) & ~Q(ended_because=""),
                name="ended_on_by_and_because_together",
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("told_on")), name="an_objection_ends_after_it_was_told"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def authority_id(self) -> int:
        return self.child.authority_id

    @property
    def is_open(self) -> bool:
        return self.ended_on is None
