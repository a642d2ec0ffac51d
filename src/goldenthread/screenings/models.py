"""What we keep of a screening: the run, its findings, what people said of them, and hashes of wording."""

from django.db import models
from django.db.models import Q
from django_scopes import ScopedManager

from goldenthread import world
from goldenthread.people.models import Authority, Post
from goldenthread.plans.models import Child, Plan, PlanVersion
from goldenthread.screenings.stages import Stage


class Screening(models.Model):
    """One run of the checks over one version, pinned to the rules it ran under. Made once for each pair of the two.

    `ruleset` is that of `ehcp.screening`; `house` names the checks that compare plans of an authority. `checks` says
    which version of each check the findings of this run stand for, `ran` which of them ran again for it.
    """

    version = models.ForeignKey(PlanVersion, models.CASCADE, related_name="screenings")
    ruleset = models.CharField(max_length=32)
    house = models.CharField(max_length=60)
    stage = models.CharField(max_length=14, choices=Stage, default=Stage.WAITING)
    reason = models.CharField(max_length=20, blank=True)  # why it was not screened: a code of rules.NOT_SCREENED
    checks = models.JSONField(default=dict, blank=True)
    ran = models.JSONField(default=list, blank=True)
    broken = models.JSONField(default=list, blank=True)  # checks that could not look at this text
    items_version = models.CharField(max_length=20, blank=True)
    # What was read, so that no finding is never taken for nothing wrong.
    sections = models.JSONField(default=list, blank=True)
    items = models.PositiveIntegerField(default=0)
    blocks_not_understood = models.PositiveIntegerField(default=0)
    asked_at = models.DateTimeField(default=world.now)
    finished_at = models.DateTimeField(null=True, blank=True)
    # A try is counted before it begins, so that one which takes its worker down with it is counted too.
    tries = models.PositiveSmallIntegerField(default=0)
    not_before = models.DateTimeField(null=True, blank=True)  # when a try that has not ended may be followed by another

    objects = ScopedManager(authority="version__plan__authority")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["version", "ruleset", "house"], name="one_screening_a_ruleset"),
            models.CheckConstraint(
                condition=Q(stage=Stage.WAITING, finished_at=None)
                | (~Q(stage=Stage.WAITING) & Q(finished_at__isnull=False)),
                name="a_finished_screening_has_its_moment",
            ),
            models.CheckConstraint(
                condition=Q(stage=Stage.NOT_SCREENED) & ~Q(reason="") | ~Q(stage=Stage.NOT_SCREENED) & Q(reason=""),
                name="not_screened_for_a_reason",
            ),
        ]
        indexes = [models.Index(fields=["stage", "asked_at"])]

    def __str__(self) -> str:
        return f"Screening {self.pk}"

    @property
    def authority_id(self) -> int:
        return self.version.authority_id

    @property
    def child_id(self) -> int:
        return self.version.child_id

    @property
    def reference(self) -> str:
        return self.version.reference

    @property
    def is_screened(self) -> bool:
        return self.stage == Stage.SCREENED


class Finding(models.Model):
    """What one check pointed at in one version: the words, their place, and what was said of them that day.

    A finding holds from the run that made it (`since`) until a run with another version of its check (`until`), so that
    what stood under any earlier ruleset can be shown again. Block and offsets are empty for what is not there.
    """

    version = models.ForeignKey(PlanVersion, models.CASCADE, related_name="findings")
    since = models.ForeignKey(Screening, models.CASCADE, related_name="made")
    until = models.ForeignKey(Screening, models.CASCADE, null=True, blank=True, related_name="ended")
    number = models.PositiveIntegerField()  # its place in reading order, for sorting alone
    rule = models.CharField(max_length=60)
    rule_version = models.CharField(max_length=20)
    standard = models.CharField(max_length=20, blank=True)
    section = models.CharField(max_length=8, blank=True)
    item = models.CharField(max_length=20, blank=True)
    block = models.PositiveIntegerField(null=True, blank=True)
    start = models.PositiveIntegerField(null=True, blank=True)
    end = models.PositiveIntegerField(null=True, blank=True)
    quote = models.TextField(blank=True)
    fingerprint = models.CharField(max_length=32)
    severity = models.CharField(max_length=20)
    confidence = models.FloatField()  # of the check as measured before anybody here judged it
    message = models.TextField()
    suggestion = models.TextField(blank=True)
    source = models.TextField(blank=True)

    objects = ScopedManager(authority="version__plan__authority")

    class Meta:
        ordering = ["number", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(block=None, start=None, end=None, quote="")
                | Q(block__isnull=False, start__isnull=False, end__isnull=False) & ~Q(quote=""),
                name="a_quote_has_its_place",
            )
        ]
        indexes = [models.Index(fields=["version", "until"]), models.Index(fields=["rule", "rule_version"])]

    def __str__(self) -> str:
        return f"Finding {self.pk} of {self.rule}"

    @property
    def authority_id(self) -> int:
        return self.version.authority_id

    @property
    def child_id(self) -> int:
        return self.version.child_id

    def is_assigned_to(self, post: Post) -> bool:
        return self.version.is_assigned_to(post)

    def is_written_by(self, post: Post) -> bool:
        return self.version.is_written_by(post)

    def is_allocated_to(self, post: Post) -> bool:
        return self.version.is_allocated_to(post)


class Answer(models.TextChoices):
    AGREE = "agree", "Agree"
    NOT_A_PROBLEM = "not-a-problem", "Not a problem"
    UNSURE = "unsure", "Unsure"


class Given(models.TextChoices):
    """Where somebody answered. Only what a moderator said, and handed in, counts for a check's measured confidence."""

    MODERATION = "moderation", "In a moderation"
    SELF_CHECK = "self-check", "In the writer's self-check"


class Verdict(models.Model):
    """What one person said of one finding. Once `closed_at` is set it never changes (triggers on both engines).

    Plan, fingerprint, check and its version are copied from the finding: they outlive it, and figures read them alone.
    `versions` counts the saves of each field, as those of an answer in a review are counted.
    """

    finding = models.ForeignKey(Finding, models.PROTECT, related_name="verdicts")
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="+")
    by = models.ForeignKey(Post, models.PROTECT, related_name="+")
    given = models.CharField(max_length=12, choices=Given, default=Given.MODERATION)
    source = models.CharField(max_length=40, blank=True)  # the review that it belongs to: see the room above
    rule = models.CharField(max_length=60)
    rule_version = models.CharField(max_length=20)
    fingerprint = models.CharField(max_length=32)
    answer = models.CharField(max_length=14, choices=Answer, blank=True)
    reason = models.TextField(blank=True)
    versions = models.JSONField(default=dict, blank=True)
    at = models.DateTimeField(default=world.now)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager(authority="plan__authority")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["finding", "by", "given", "source"], name="one_verdict_a_finding")
        ]
        indexes = [
            models.Index(fields=["rule", "rule_version", "closed_at"]),
            models.Index(fields=["plan", "fingerprint"]),
        ]

    def __str__(self) -> str:
        return f"Verdict {self.pk}"

    @property
    def authority_id(self) -> int:
        return self.plan.authority_id

    @property
    def child_id(self) -> int:
        return self.plan.child_id


class Missed(models.Model):
    """Something that the checks should have pointed at, as a moderator says: words of the plan, a check, or both."""

    version = models.ForeignKey(PlanVersion, models.PROTECT, related_name="missed")
    by = models.ForeignKey(Post, models.PROTECT, related_name="+")
    source = models.CharField(max_length=40, blank=True)
    section = models.CharField(max_length=8, blank=True)  # of the form
    rule = models.CharField(max_length=60, blank=True)  # empty: no check looks for such a thing
    rule_version = models.CharField(max_length=20, blank=True)
    block = models.PositiveIntegerField(null=True, blank=True)
    start = models.PositiveIntegerField(null=True, blank=True)
    end = models.PositiveIntegerField(null=True, blank=True)
    quote = models.TextField(blank=True)
    words = models.TextField(blank=True)
    at = models.DateTimeField(default=world.now)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager(authority="version__plan__authority")

    class Meta:
        verbose_name_plural = "missed"
        ordering = ["pk"]
        indexes = [models.Index(fields=["rule", "rule_version", "closed_at"])]

    def __str__(self) -> str:
        return f"Missed {self.pk}"

    @property
    def authority_id(self) -> int:
        return self.version.authority_id

    @property
    def child_id(self) -> int:
        return self.version.child_id


class Passage(models.Model):
    """One paragraph of a plan's newest screened version as a keyed signature: nobody can read words out of it.

    `bands` of a signature are what it is looked up by. Of each plan the newest version alone is kept.
    """

    authority = models.ForeignKey(Authority, models.CASCADE, related_name="+")
    child = models.ForeignKey(Child, models.CASCADE, related_name="+")
    version = models.ForeignKey(PlanVersion, models.CASCADE, related_name="passages")
    signature = models.BinaryField(max_length=64)
    band_1 = models.BigIntegerField()
    band_2 = models.BigIntegerField()
    band_3 = models.BigIntegerField()
    band_4 = models.BigIntegerField()

    objects = ScopedManager(authority="authority")

    class Meta:
        indexes = [models.Index(fields=["authority", f"band_{number}"]) for number in (1, 2, 3, 4)]

    def __str__(self) -> str:
        return f"Passage {self.pk}"
