"""The register: child, assessment and plan."""

from django.db import models
from django.db.models import Q
from django_scopes import ScopedManager

from goldenthread import world
from goldenthread.people.models import Authority, Post
from goldenthread.references import new_reference


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

    def is_written_by(self, post: Post) -> bool:
        """Whether they write a plan of this child."""
        return self.plans.filter(officer=post).exists()

    def is_allocated_to(self, post: Post) -> bool:
        """Whether they are the assistant of a plan of this child."""
        return self.plans.filter(assistant=post).exists()


class Assessment(models.Model):
    """From a request to its outcome, which may be that there is no plan."""

    class Outcome(models.TextChoices):
        OPEN = "open", "Not decided yet"
        NOT_ASSESSED = "not-assessed", "Decided not to assess"
        NO_PLAN = "no-plan", "Assessed, no plan"
        PLAN = "plan", "A plan"
        WITHDRAWN = "withdrawn", "Withdrawn"

    class Source(models.TextChoices):
        FAMILY = "family", "Parent or young person"
        SETTING = "setting", "School or another setting"
        HEALTH = "health", "Health professional"
        SOCIAL_CARE = "social-care", "Social care professional"
        OTHER = "other", "Somebody else"

    child = models.ForeignKey(Child, models.PROTECT, related_name="assessments")
    case_system_id = models.CharField(max_length=40, blank=True)
    requested_on = models.DateField(null=True, blank=True)
    source = models.CharField("who asked", max_length=20, choices=Source, blank=True)
    decided_on = models.DateField(null=True, blank=True)  # whether to assess
    draft_on = models.DateField(null=True, blank=True)  # the draft was sent, where no version here tells it
    outcome = models.CharField(max_length=20, choices=Outcome, default=Outcome.OPEN)
    outcome_on = models.DateField(null=True, blank=True)
    exception = models.CharField("exception to the 20 weeks", max_length=200, blank=True)
    had_mediation = models.BooleanField(default=False)
    went_to_tribunal = models.BooleanField(default=False)
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


class CeaseReason(models.TextChoices):
    """Why a plan ended: the reasons of the SEN2 return, in its order from 1 to 9."""

    MAX_AGE = "max-age", "Reached the maximum age"
    NEEDS_MET = "needs-met", "Needs met without a plan"
    HIGHER_EDUCATION = "higher-education", "Went to higher education"
    EMPLOYMENT = "employment", "Went to paid employment"
    MOVED = "moved", "Moved to another English authority"
    NO_ENGAGEMENT = "no-engagement", "No longer wishes to take part"
    LEFT_ENGLAND = "left-england", "Left England"
    DIED = "died", "Died"
    OTHER = "other", "Another reason"


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
    # The day of the first final plan; a plan written elsewhere comes with its own. Its first review is due from here.
    made_on = models.DateField(null=True, blank=True)
    # The day it was handed over by another authority, where it was.
    moved_in_on = models.DateField(null=True, blank=True)
    # For amended plans: the meeting that started the twelve weeks.
    review_meeting_on = models.DateField(null=True, blank=True)
    ceased_on = models.DateField(null=True, blank=True)
    cease_reason = models.CharField(max_length=20, choices=CeaseReason, blank=True)
    # Set by recording and ending an objection (`Objection`), so that a draw need not ask.
    is_on_legal_hold = models.BooleanField(default=False)
    family_objects = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=world.now)
    raw = models.JSONField(default=dict, blank=True)

    objects = ScopedManager(authority="authority")

    class Meta:
        indexes = [
            models.Index(fields=["authority", "officer"]),
            # The lead's My work counts them on every look; nearly all plans are none of them.
            models.Index(
                fields=["authority"],
                condition=Q(kind_confirmed_at=None, ceased_on=None) & (~Q(kind_before="") | ~Q(kind=PlanKind.NEW)),
                name="plans_kind_to_confirm",
            ),
        ]
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
        return self.versions.filter(readers__post=post, readers__until_at=None).exists()
