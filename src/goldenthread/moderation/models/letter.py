"""The feedback letter, the answer to it, and what the writer did about each point."""

from django.db import models
from django.db.models import Q
from django_scopes import ScopedManager

from goldenthread import world
from goldenthread.moderation.models.moderation import Moderation
from goldenthread.moderation.models.review import Review
from goldenthread.people.models import Post


class Letter(models.Model):
    """One page to the writer. Its strengths are the review's; its points are its own, at most three.

    `why` is the reason of the judgement, in the senior's words. `versions` counts the saves of each field of the
    page, so that two tabs cannot overwrite each other unseen; `put_aside` keeps points that made room for others.
    """

    class Outcome(models.TextChoices):
        READY_TO_SERVE = "ready-to-serve", "Ready to serve"
        AMEND_FIRST = "amend-first", "Amend first"
        HOLD = "hold", "Hold"

    class Answer(models.TextChoices):
        NONE = "", "Not answered yet"
        ACKNOWLEDGED = "acknowledged", "Acknowledged"
        ASKED = "asked", "Asked"
        CHALLENGED = "challenged", "Challenged"

    moderation = models.OneToOneField(Moderation, models.PROTECT, related_name="letter")
    review = models.ForeignKey(Review, models.PROTECT, related_name="letters")
    opening = models.TextField(blank=True)
    why = models.TextField(blank=True)
    closing = models.TextField(blank=True)
    outcome = models.CharField(max_length=16, choices=Outcome, blank=True)
    written_at = models.DateTimeField(default=world.now)
    sent_at = models.DateTimeField(null=True, blank=True)
    answer_by = models.DateField(null=True, blank=True)
    answer = models.CharField(max_length=14, choices=Answer, default=Answer.NONE, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    versions = models.JSONField(default=dict, blank=True)
    put_aside = models.JSONField(default=list, blank=True)

    objects = ScopedManager(authority="moderation__authority")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(sent_at=None) | ~Q(outcome=""), name="a_sent_letter_says_what_next"),
            models.CheckConstraint(
                condition=Q(answer="", answered_at=None) | (~Q(answer="") & Q(answered_at__isnull=False)),
                name="answer_and_its_moment_together",
            ),
        ]

    def __str__(self) -> str:
        return f"Letter of {self.moderation}"

    @property
    def reference(self) -> str:
        return self.moderation.reference

    @property
    def authority_id(self) -> int:
        return self.moderation.authority_id

    @property
    def child_id(self) -> int:
        return self.moderation.child_id

    def is_assigned_to(self, post: Post) -> bool:
        return self.moderation.is_assigned_to(post) or any(
            challenge.senior_id == post.pk for challenge in self.challenges.all()
        )

    def is_written_by(self, post: Post) -> bool:
        """`written` as everywhere: the plan. The letter's addressee is the writer of the plan."""
        return self.moderation.is_written_by(post)


class LetterStrength(models.Model):
    """Something to celebrate, with the plan's own words. Taken from the review; the senior may word it anew."""

    letter = models.ForeignKey(Letter, models.PROTECT, related_name="strengths")
    number = models.PositiveSmallIntegerField()
    text = models.TextField(blank=True)
    quote = models.TextField(blank=True)
    item = models.CharField(max_length=20, blank=True)
    section = models.CharField(max_length=8, blank=True)

    objects = ScopedManager(authority="letter__moderation__authority")

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["letter", "number"], name="one_strength_a_number")]

    def __str__(self) -> str:
        return f"Strength {self.number} of {self.letter}"

    @property
    def is_empty(self) -> bool:
        return not (self.text.strip() or self.quote.strip())


class LetterPoint(models.Model):
    """One thing to change, with its quote, standards and what good looks like; and what became of it."""

    class Done(models.TextChoices):
        OPEN = "open", "To do"
        DONE = "done", "Done"
        NOT_DONE = "not-done", "Not done"

    letter = models.ForeignKey(Letter, models.PROTECT, related_name="points")
    number = models.PositiveSmallIntegerField()
    heading = models.CharField(max_length=200)
    body = models.TextField(blank=True)
    quote = models.TextField(blank=True)
    nothing_says_it = models.BooleanField(default=False)  # why there is no quote: nothing in the plan says it
    item = models.CharField(max_length=20, blank=True)
    section = models.CharField(max_length=8, blank=True)
    codes = models.JSONField(default=list)  # the standards it rests on
    good = models.TextField("what good looks like", blank=True)
    origin = models.CharField(max_length=20, blank=True)
    origin_words = models.CharField(max_length=300, blank=True)
    is_to_amend = models.BooleanField(default=True)
    done = models.CharField(max_length=10, choices=Done, default=Done.OPEN)
    done_note = models.TextField(blank=True)  # why not, or what was done
    done_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager(authority="letter__moderation__authority")

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["letter", "number"], name="one_point_a_number")]

    def __str__(self) -> str:
        return f"Point {self.number} of {self.letter}"

    @property
    def title(self) -> str:
        return f"{self.number}. {self.heading}"

    @property
    def is_empty(self) -> bool:
        """A place on the writing page in which nothing stands yet."""
        return not (self.heading.strip() or self.body.strip() or self.quote.strip())


class LetterMessage(models.Model):
    """A line of the conversation under a letter."""

    letter = models.ForeignKey(Letter, models.PROTECT, related_name="messages")
    point = models.ForeignKey(LetterPoint, models.PROTECT, null=True, blank=True, related_name="+")
    by = models.ForeignKey(Post, models.PROTECT, related_name="+")
    text = models.TextField()
    at = models.DateTimeField(default=world.now)

    objects = ScopedManager(authority="letter__moderation__authority")

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"Message {self.pk}"


class Challenge(models.Model):
    """The writer disagrees with a point: a senior who did not moderate the plan decides."""

    class Decision(models.TextChoices):
        UPHELD = "upheld", "The writer is right"
        PARTLY = "partly", "Partly right"
        NOT_UPHELD = "not-upheld", "The point stands"

    letter = models.ForeignKey(Letter, models.PROTECT, related_name="challenges")
    point = models.ForeignKey(LetterPoint, models.PROTECT, null=True, blank=True, related_name="challenges")
    by = models.ForeignKey(Post, models.PROTECT, related_name="+")
    text = models.TextField()
    at = models.DateTimeField(default=world.now)
    senior = models.ForeignKey(Post, models.PROTECT, null=True, related_name="challenges")  # null: the lead chooses
    decision = models.CharField(max_length=12, choices=Decision, blank=True)
    reason = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager(authority="letter__moderation__authority")

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(decision="", decided_at=None) | (~Q(decision="") & Q(decided_at__isnull=False)),
                name="decision_and_its_moment_together",
            )
        ]

    def __str__(self) -> str:
        return f"Challenge {self.pk}"

    @property
    def authority_id(self) -> int:
        return self.letter.authority_id

    def is_assigned_to(self, post: Post) -> bool:
        return self.senior_id == post.pk
