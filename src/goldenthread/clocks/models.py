"""What is due, when, and what excuses lateness. The days themselves stand in the register; the law in `ehcp.clock`."""

from django.db import models
from django.db.models import Q
from django_scopes import ScopedManager

from goldenthread import world
from goldenthread.people.models import Authority, Post
from goldenthread.plans.models import Child, Plan


class Thing(models.TextChoices):
    """What a limit is about: which record its days come from."""

    REQUEST = "request", "Request and assessment"
    PLAN = "plan", "Plan"
    REVIEW = "review", "Review"
    TRANSFER = "transfer", "Phase transfer"
    STARTED = "started", "Started by hand"


class Risk(models.TextChoices):
    """Why an open limit may not be kept, in the words that people read."""

    NOT_DECIDED = "not-decided", "It is not decided whether to assess"
    NO_DRAFT = "no-draft", "No draft has come in"
    NOT_SERVED = "not-served", "The draft is not with the family"
    NO_TIME_LEFT = "no-time-left", "Served now, the family’s fifteen days end after the last day"
    TO_FINALISE = "to-finalise", "The family’s fifteen days are over; the plan is not final"
    NO_MEETING = "no-meeting", "No review meeting is arranged"
    LATE_MEETING = "late-meeting", "The meeting is too late for the decision to follow in time"
    NO_REPORT = "no-report", "The report of the meeting has not come"
    NO_DECISION = "no-decision", "The decision after the review is not sent"
    NO_NOTICE = "no-notice", "The notice with the changes is not sent"
    NOT_REVIEWED = "not-reviewed", "The plan has not been reviewed for the move"
    NOT_AMENDED = "not-amended", "The amended plan is not final"
    SOON = "soon", "Due within a week"


class StartedClock(models.Model):
    """A limit whose beginning the register does not hold (a mediation, a consultation), so that somebody said it."""

    child = models.ForeignKey(Child, models.PROTECT, related_name="started_clocks")
    plan = models.ForeignKey(Plan, models.PROTECT, null=True, blank=True, related_name="started_clocks")
    code = models.CharField(max_length=40)
    began_on = models.DateField()
    met_on = models.DateField(null=True, blank=True)
    note = models.CharField(max_length=200, blank=True)
    started_by = models.ForeignKey(Post, models.PROTECT, related_name="+")
    started_at = models.DateTimeField(default=world.now)
    # Started by mistake: it counts nowhere, and stays to be seen.
    stopped_because = models.CharField(max_length=200, blank=True)

    objects = ScopedManager(authority="child__authority")

    class Meta:
        ordering = ["began_on", "pk"]

    def __str__(self) -> str:
        return f"{self.code} {self.pk}"

    @property
    def authority_id(self) -> int:
        return self.child.authority_id


class Excusal(models.Model):
    """A decision that lateness is excused, on a ground of the law; or that it is not after all. Never edited.

    It explains a late day and sets no other. The newest for (thing, thing_id, code) holds; `limb` is empty where it
    takes the former back.
    """

    child = models.ForeignKey(Child, models.PROTECT, related_name="excusals")
    thing = models.CharField(max_length=10, choices=Thing)
    thing_id = models.PositiveBigIntegerField()
    code = models.CharField(max_length=40)
    limb = models.CharField(max_length=40, blank=True)
    from_on = models.DateField(null=True, blank=True)
    until_on = models.DateField(null=True, blank=True)
    evidence = models.TextField()
    decided_by = models.ForeignKey(Post, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(default=world.now)

    objects = ScopedManager(authority="child__authority")

    class Meta:
        ordering = ["decided_at", "pk"]
        indexes = [models.Index(fields=["thing", "thing_id", "code"])]
        constraints = [
            models.CheckConstraint(condition=~Q(evidence=""), name="an_excusal_has_its_evidence"),
        ]

    def __str__(self) -> str:
        return f"Excusal {self.pk}"

    @property
    def authority_id(self) -> int:
        return self.child.authority_id


class Clock(models.Model):
    """One limit of one case as `workflow.reckon` last worked it out, so that the lists of 20,000 plans are one look.

    Nobody types it. It may be thrown away and worked out again at any time.
    """

    authority = models.ForeignKey(Authority, models.CASCADE, related_name="clocks")
    child = models.ForeignKey(Child, models.CASCADE, related_name="clocks")
    plan = models.ForeignKey(Plan, models.CASCADE, null=True, blank=True, related_name="clocks")
    thing = models.CharField(max_length=10, choices=Thing)
    thing_id = models.PositiveBigIntegerField()
    code = models.CharField(max_length=40)
    began_on = models.DateField()
    due_on = models.DateField()  # the last lawful day
    warn_on = models.DateField()  # the safer day
    not_before = models.DateField(null=True, blank=True)  # a first lawful day: such a limit is never late
    met_on = models.DateField(null=True, blank=True)
    limb = models.CharField(max_length=40, blank=True)  # the ground that excuses it
    risk = models.CharField(
        max_length=20, choices=Risk, blank=True
    )  # why an open one may not be kept, on `reckoned_on`
    reckoned_on = models.DateField(default=world.today)

    objects = ScopedManager(authority="authority")

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [models.UniqueConstraint(fields=["thing", "thing_id", "code"], name="one_clock_a_limit")]
        indexes = [
            models.Index(fields=["authority", "met_on", "due_on"]),
            models.Index(fields=["authority", "code", "due_on"]),
            models.Index(fields=["authority", "risk", "due_on"], condition=~Q(risk=""), name="clocks_at_risk"),
            # Most clocks were met long ago; the lists are of the others.
            models.Index(
                fields=["authority", "due_on", "code"],
                include=["risk"],
                condition=Q(met_on=None, not_before=None),
                name="clocks_open",
            ),
            models.Index(fields=["child"]),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.due_on}"


class Reckoning(models.Model):
    """That every clock of an authority was worked out on a day: what is at risk depends on the day."""

    authority = models.ForeignKey(Authority, models.CASCADE, related_name="reckonings")
    on = models.DateField()
    at = models.DateTimeField(default=world.now)
    changed = models.PositiveIntegerField(default=0)

    objects = ScopedManager(authority="authority")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["authority", "on"], name="one_reckoning_a_day")]

    def __str__(self) -> str:
        return f"Reckoning of {self.on}"
