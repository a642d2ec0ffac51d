"""Letters: who may read which, what one holds and says, and which wait for an answer."""

import datetime as dt

from django.db.models import Q, QuerySet
from django.utils import timezone

from ehcp.clock import calendar
from goldenthread.history.models import Event
from goldenthread.moderation import rules_letter
from goldenthread.moderation.models import (
    Challenge,
    Letter,
    LetterMessage,
    LetterPoint,
    LetterStrength,
    Moderation,
    Review,
)
from goldenthread.moderation.rules_letter import PointWords, StrengthWords
from goldenthread.moderation.stages import Stage
from goldenthread.people import choices
from goldenthread.people.models import Authority, Post
from goldenthread.permissions import Role
from goldenthread.plans.stages import Stage as VersionStage
from goldenthread.toolkit.standards import load_edition


def standing_review(moderation: Moderation) -> Review | None:
    """The review that counts: the last that was handed in."""
    return moderation.reviews.exclude(submitted_at=None).order_by("-number").first()


def letters_visible_to(post: Post) -> QuerySet[Letter]:
    """Letters that this post may read: those sent to it, those it writes or decides about; all of them for a lead."""
    letters = Letter.objects.select_related(
        "moderation__version__plan__child",
        "moderation__version__plan__assessment",
        "moderation__version__plan__officer__person",
        "moderation__version__writer__person",
        "moderation__moderator__person",
        "review",
    ).defer("moderation__version__text")
    if post.role == Role.LEAD:
        return letters
    theirs = Q(moderation__version__writer=post) | Q(moderation__version__plan__officer=post)
    decides = Q(pk__in=Challenge.objects.filter(senior=post).values("letter"))
    return letters.filter((theirs & Q(sent_at__isnull=False)) | Q(moderation__moderator=post) | decides)


def addressees(moderation: Moderation) -> list[Post]:
    """To whom the letter goes: the writer, and whoever has the plan now where it was handed over. Only those in post."""
    found = [moderation.version.writer, moderation.plan.officer]
    return list({post.pk: post for post in found if post is not None and post.is_open}.values())


NOT_YET = "changes sent back"  # the verb of history


def amend_by(letter: Letter) -> dt.date | None:
    """By when the draft that a letter holds is to be amended. None where it asks for no changes, or they are over."""
    moderation = letter.moderation
    if letter.sent_at is None or letter.outcome == Letter.Outcome.READY_TO_SERVE or moderation.is_for_learning:
        return None
    if moderation.stage == Stage.CLOSED or moderation.version.stage != VersionStage.DRAWN:
        return None
    days = choices.value(moderation.authority_id, "level3.target-working-days")
    return calendar.add_working_days(timezone.localdate(letter.sent_at), days)


def dates_of(letter: Letter) -> list[str]:
    """The days that a letter sets, each with its meaning: the same sentences on its page and in its Word file."""
    if letter.answer_by is None:
        return []
    amend = amend_by(letter)
    return rules_letter.dates_in_words(answer_by=letter.answer_by, amend_by=amend)


def question_waiting(letter: Letter) -> LetterMessage | None:
    """The writer's last word under a letter, where nobody has written back."""
    last = letter.messages.select_related("by__person", "point").order_by("-pk").first()
    return last if last is not None and letter.is_written_by(last.by) else None


def unanswered_past_their_day(authority: Authority, *, on: dt.date) -> list[Moderation]:
    return list(
        Moderation.objects.filter(
            authority=authority,
            stage=Stage.WITH_WRITER,
            letter__answer_by__lt=on,
        )
    )


def points_of(letter: Letter) -> list[LetterPoint]:
    """The points that say something; an unsent letter may have places in which nothing stands yet."""
    return [point for point in letter.points.order_by("number") if not point.is_empty]


def strengths_of(letter: Letter) -> list[LetterStrength]:
    return [strength for strength in letter.strengths.order_by("number") if not strength.is_empty]


def words_of_strength(one: LetterStrength) -> StrengthWords:
    return StrengthWords(one.text, one.quote, one.item, one.section)


def words_of_point(one: LetterPoint) -> PointWords:
    return PointWords(
        **{name: getattr(one, name) for name in PointWords.__dataclass_fields__ if name != "codes"},
        codes=tuple(one.codes),
    )


def letter_saved_at(letter: Letter) -> dt.datetime | None:
    """When something of a letter was last saved."""
    events = Event.objects.filter(kind=letter._meta.verbose_name, thing_id=letter.pk, verb="letter changed")
    return events.order_by("-pk").values_list("at", flat=True).first()


def judgement_of(letter: Letter):
    """The overall judgement that the letter tells of, in the words of its edition."""
    return load_edition(letter.moderation.edition).judgement(letter.review.judgement)


def thread_of(letter: Letter) -> list[LetterMessage]:
    """What was said under a letter, in order."""
    return list(letter.messages.select_related("by__person", "point").order_by("pk"))


COUNTED = ("Nothing", "One thing", "Two things", "Three things")


NO_NEWER = "No newer version has come. You would clear the very text that you read, with nothing put right."
