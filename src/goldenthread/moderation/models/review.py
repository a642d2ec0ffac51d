"""One moderator's answers: judgements on standards, the quotes behind them, and the overall judgement.

Once `submitted_at` is set nothing of a review can change: triggers on both engines refuse it. A correction is a new
review with the next number.
"""

from django.db import models
from django.db.models import Q
from django_scopes import ScopedManager

from ehcp.screening.document import Anchor
from goldenthread import world
from goldenthread.moderation.models.moderation import Moderation
from goldenthread.people.models import Post
from goldenthread.references import new_key
from goldenthread.screenings.models import Screening


class Review(models.Model):
    """`versions` counts the saves of each text field, so that two tabs cannot overwrite each other unseen."""

    moderation = models.ForeignKey(Moderation, models.PROTECT, related_name="reviews")
    moderator = models.ForeignKey(Post, models.PROTECT, related_name="reviews")
    number = models.PositiveSmallIntegerField(default=1)
    corrects = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="corrected_by")
    correction_reason = models.TextField(blank=True)
    started_at = models.DateTimeField(default=world.now)
    skipped = models.JSONField(default=list, blank=True)  # codes put off with "Skip for now"
    judgement = models.CharField(max_length=40, blank=True)  # key of the edition's scale
    judgement_reason = models.TextField(blank=True)
    locked_at = models.DateTimeField(null=True, blank=True)
    profile = models.JSONField(default=dict, blank=True)  # as computed when the judgement was locked
    suggested = models.CharField(max_length=40, blank=True)
    gap = models.PositiveSmallIntegerField(null=True, blank=True)
    gap_reason = models.TextField(blank=True)
    summary = models.TextField(blank=True)
    needs_correction = models.CharField(max_length=20, blank=True)  # key of the edition's choices
    few_strengths_reason = models.TextField(blank=True)  # why fewer than two are named
    # What is typed on the page of findings and not added yet: field -> words. Empty once it is handed in.
    begun = models.JSONField(default=dict, blank=True)
    # What was asked about two answers together before handing in: kind of question -> what was said to it.
    doubts = models.JSONField(null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)  # spent on it, as the moderator says
    versions = models.JSONField(default=dict, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager(authority="moderation__authority")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["moderation", "moderator", "number"], name="one_review_a_number"),
            models.CheckConstraint(condition=Q(locked_at=None) | ~Q(judgement=""), name="a_locked_judgement_is_there"),
            models.CheckConstraint(
                condition=Q(submitted_at=None) | Q(locked_at__isnull=False), name="locked_before_submitted"
            ),
        ]

    def __str__(self) -> str:
        return f"Review {self.pk}"

    @property
    def authority_id(self) -> int:
        return self.moderation.authority_id

    @property
    def child_id(self) -> int:
        return self.moderation.child_id

    @property
    def source(self) -> str:
        """How verdicts on findings name the review that they belong to."""
        reference = self.moderation.reference
        return reference if self.number == 1 else f"{reference}/{self.number}"

    def is_assigned_to(self, post: Post) -> bool:
        return self.moderator_id == post.pk


class Judgement(models.Model):
    """One answer to one question of the form (a standard, or a holistic question)."""

    review = models.ForeignKey(Review, models.PROTECT, related_name="judgements")
    code = models.CharField(max_length=8)
    answer = models.CharField(max_length=20, blank=True)  # key of the edition's answers
    comment = models.TextField(blank=True)
    origin = models.CharField(max_length=20, blank=True)
    origin_service = models.CharField(max_length=100, blank=True)
    origin_document = models.CharField(max_length=200, blank=True)
    who_should_act = models.CharField(max_length=40, blank=True)
    versions = models.JSONField(default=dict, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    # The answer given before the section's points or the profile were shown, where it was changed since. Figures use it.
    first_answer = models.CharField(max_length=20, blank=True)

    objects = ScopedManager(authority="review__moderation__authority")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["review", "code"], name="one_judgement_a_question")]
        indexes = [models.Index(fields=["code", "answer"])]

    def __str__(self) -> str:
        return f"{self.code} of review {self.review_id}"


class AnchorFields(models.Model):
    """Where in the version's text some words stand: `document.blocks[block].text[start:end] == quote`."""

    block = models.PositiveIntegerField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    quote = models.TextField()
    prefix = models.CharField(max_length=80, blank=True)
    suffix = models.CharField(max_length=80, blank=True)
    section = models.CharField(max_length=8, blank=True)
    item = models.CharField(max_length=20, blank=True)  # the plan's own number of the item, such as F1.2

    class Meta:
        abstract = True

    @property
    def anchor(self) -> Anchor:
        return Anchor(self.block, self.start, self.end, self.quote, self.prefix, self.suffix)


class Evidence(AnchorFields):
    """A quote that a judgement hangs on."""

    review = models.ForeignKey(Review, models.PROTECT, related_name="evidence")
    code = models.CharField(max_length=8)
    added_at = models.DateTimeField(default=world.now)
    removed_at = models.DateTimeField(null=True, blank=True)  # offered back by "undo"

    objects = ScopedManager(authority="review__moderation__authority")

    class Meta:
        verbose_name_plural = "evidence"
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"Evidence {self.pk}"


class Strength(models.Model):
    """What to celebrate, with the quote that shows it where there is one."""

    review = models.ForeignKey(Review, models.PROTECT, related_name="strengths")
    text = models.TextField()
    evidence = models.ForeignKey(Evidence, models.PROTECT, null=True, blank=True, related_name="strengths")

    objects = ScopedManager(authority="review__moderation__authority")

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"Strength {self.pk}"


class Recommendation(models.Model):
    """What to change, for whom, by when."""

    review = models.ForeignKey(Review, models.PROTECT, related_name="recommendations")
    text = models.TextField()
    for_whom = models.CharField(max_length=40)
    by_when = models.DateField(null=True, blank=True)

    objects = ScopedManager(authority="review__moderation__authority")

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"Recommendation {self.pk}"


class PointsShown(models.Model):
    """When a moderator was shown what the checks noticed in a section of the form, and which run of them.

    Answers of the section given before that moment are those that figures use. Closed with its review.
    """

    review = models.ForeignKey(Review, models.PROTECT, related_name="points_shown")
    section = models.CharField(max_length=8)  # of the form
    screening = models.ForeignKey(Screening, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=world.now)

    objects = ScopedManager(authority="review__moderation__authority")

    class Meta:
        verbose_name_plural = "points shown"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["review", "section"], name="points_are_shown_once")]

    def __str__(self) -> str:
        return f"Points of {self.section} of review {self.review_id}"


class HeldAnswers(models.Model):
    """Answers that arrived when the session had ended: held for the same post until it signs in again."""

    key = models.CharField(max_length=28, unique=True, default=new_key)
    post = models.ForeignKey(Post, models.CASCADE, related_name="+")
    path = models.CharField(max_length=200)
    about = models.CharField(max_length=40, blank=True)  # reference of the thing, to count by
    data = models.JSONField()
    at = models.DateTimeField(default=world.now)

    objects = ScopedManager(authority="post__authority")

    class Meta:
        verbose_name_plural = "held answers"

    def __str__(self) -> str:
        return f"Held answers {self.pk}"
