"""The verbs of a letter: written, sent, answered, talked about."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, TypeVar

from django.db import transaction
from django.urls import reverse

from ehcp.clock import calendar
from goldenthread import permissions, world
from goldenthread.history.record import record
from goldenthread.moderation import rules_letter as rules
from goldenthread.moderation.models import (
    Letter,
    LetterMessage,
    LetterPoint,
    LetterStrength,
    Moderation,
    Review,
)
from goldenthread.moderation.queries import letter_proposed, letters
from goldenthread.moderation.queries.quotes import not_found, place_of
from goldenthread.moderation.rules_letter import PointWords, StrengthWords
from goldenthread.moderation.stages import LIFECYCLE, Stage
from goldenthread.moderation.workflow import assignment, clearance
from goldenthread.moderation.workflow.interest import refuse_own
from goldenthread.moderation.workflow.refusals import Refused
from goldenthread.notices.outbox import tell
from goldenthread.people import choices
from goldenthread.people.models import Post
from goldenthread.permissions import Permission

Words = TypeVar("Words", StrengthWords, PointWords)


CHALLENGE = "challenge"  # why a version is given to read


@transaction.atomic
def write_letter(*, moderation: Moderation, by: Post) -> Letter:
    """Begin the letter from the review that was handed in: its strengths, and its three weightiest weaknesses.

    Gives back the one that is there where it was begun before.
    """
    permissions.require(by, Permission.SEND_LETTER, moderation)
    moderation = assignment.locked(moderation)
    known = Letter.objects.filter(moderation=moderation).first()
    if known is not None:
        return known
    review = letters.standing_review(moderation)
    if review is None or moderation.stage != Stage.HANDED_IN:
        raise Refused("Hand in the review first: the letter is written from it.")
    letter = Letter.objects.create(
        moderation=moderation,
        review=review,
        why=rules.as_typed(review.judgement_reason),
        outcome=_outcome_suggested(moderation, review),
    )
    _store(letter, letter_proposed.strengths_proposed(review), letter_proposed.points_proposed(review))
    record("letter begun", on=moderation, by=by)
    return letter


def _outcome_suggested(moderation: Moderation, review: Review) -> str:
    return rules.READY if moderation.is_for_learning else rules.outcome_suggested(review.needs_correction)


@transaction.atomic
def save_letter(
    *,
    letter: Letter,
    by: Post,
    opening: str,
    closing: str,
    outcome: str,
    strengths: Sequence[StrengthWords],
    points: Sequence[PointWords],
) -> Letter:
    """Write the whole letter anew, whatever it held. Each quote gets its reference from where the plan says it.

    Raises Refused once it was sent. A page writes field by field instead: see `letter_fields`.
    """
    letter = unsent(letter, by)
    letter.opening, letter.closing, letter.outcome = rules.as_typed(opening), rules.as_typed(closing), outcome
    letter.versions = {field: number + 1 for field, number in letter.versions.items()}
    letter.save(update_fields=["opening", "closing", "outcome", "versions"])
    _store(letter, [_placed(letter, one) for one in strengths], [_placed(letter, one) for one in points])
    record("letter changed", on=letter, by=by, fields=["opening", "closing", "outcome", "strengths", "points"])
    return letter


def _store(letter: Letter, strengths: Sequence[StrengthWords], points: Sequence[PointWords]) -> None:
    letter.strengths.all().delete()
    letter.points.all().delete()
    LetterStrength.objects.bulk_create(
        LetterStrength(letter=letter, number=number, **_printable(words))
        for number, words in enumerate(strengths, start=1)
    )
    LetterPoint.objects.bulk_create(
        LetterPoint(letter=letter, number=number, **{**_printable(words), "codes": list(words.codes)})
        for number, words in enumerate(points, start=1)
    )


def _printable(words: StrengthWords | PointWords) -> dict[str, Any]:
    return {name: rules.as_typed(value) if isinstance(value, str) else value for name, value in vars(words).items()}


def _placed(letter: Letter, words: Words) -> Words:
    """With the reference of the place where the plan says the quote; without one where it does not."""
    quote = rules.as_quote(words.quote)
    hints = (words.section,) if words.section else ()
    found = place_of(letter.moderation.version.document, quote, hints) if quote else None
    if found is None:
        return replace(words, quote=quote, item="", section="")
    item = found.item or (words.item if found.section == words.section else "")
    return replace(words, quote=quote, item=item, section=found.section)


def unsent(letter: Letter, by: Post) -> Letter:
    """The letter as it is now, its row held until the transaction ends, and still to be changed by its moderator."""
    letter = locked_letter(letter)
    permissions.require(by, Permission.SEND_LETTER, letter.moderation)
    if letter.sent_at is not None:
        raise Refused("This letter was sent. Write a message below it instead.")
    if letter.moderation.stage != Stage.HANDED_IN:
        raise Refused("This moderation is over, so its letter is not sent.")
    return letter


def locked_letter(letter: Letter) -> Letter:
    moderation = assignment.locked(letter.moderation)
    letter = Letter.objects.select_for_update(of=("self",)).get(pk=letter.pk)
    letter.moderation = moderation
    return letter


def lacking(letter: Letter) -> list[str]:
    """What stands between a letter and its sending. Nothing once it was sent."""
    if letter.sent_at is not None:
        return []
    return rules.what_a_letter_lacks(
        outcome=letter.outcome,
        strengths=[letters.words_of_strength(one) for one in letters.strengths_of(letter)],
        points=[letters.words_of_point(one) for one in letters.points_of(letter)],
        is_for_learning=letter.moderation.is_for_learning,
        few_strengths=bool(letter.review.few_strengths_reason.strip()),
        not_found=not_found(letter),
    )


@transaction.atomic
def send_letter(*, letter: Letter, by: Post) -> Letter:
    """Send the letter to the writer; what it says of the draft becomes its clearance, or holds it.

    It tells of the review that stands when it goes: a correction handed in meanwhile counts. Sending twice sends once.
    Raises Refused with everything that is still missing.
    """
    permissions.require(by, Permission.SEND_LETTER, letter.moderation)
    if Letter.objects.filter(pk=letter.pk, sent_at__isnull=False).exists():
        return Letter.objects.select_related("moderation").get(pk=letter.pk)
    letter = unsent(letter, by)
    refuse_own(letter.moderation, by)
    if missing := lacking(letter):
        raise Refused(" ".join(missing))
    moderation = letter.moderation
    _close_gaps(letter)
    days = choices.value(moderation.authority_id, "level3.answer-working-days")
    letter.review = letters.standing_review(moderation) or letter.review
    letter.sent_at = world.now()
    letter.answer_by = calendar.add_working_days(world.today(), days)
    letter.save(update_fields=["review", "sent_at", "answer_by"])
    LIFECYCLE.move(moderation, to=Stage.WITH_WRITER)
    record("letter sent", on=letter, by=by, outcome=letter.outcome)
    clearance.by_letter(letter=letter, by=by)
    for writer in letters.addressees(moderation):
        tell_of_letter(letter, to=writer, kind="letter-sent", once="sent", due_on=letter.answer_by)
    return letter


def _close_gaps(letter: Letter) -> None:
    """Places of the writing page in which nothing stands fall away, and the others close up."""
    for parts in (list(letter.strengths.order_by("number")), list(letter.points.order_by("number"))):
        written = [one for one in parts if not one.is_empty]
        for one in parts:
            if one.is_empty:
                one.delete()
        for number, one in enumerate(written, start=1):
            if one.number != number:
                one.number = number
                one.save(update_fields=["number"])
    letter.put_aside = []
    letter.save(update_fields=["put_aside"])


def tell_of_letter(letter: Letter, *, to: Post, kind: str, once: str, due_on: dt.date | None = None) -> None:
    tell(
        to=to,
        kind=kind,
        reference=letter.moderation.plan.reference,
        path=reverse("moderation:letter", args=[letter.moderation.reference]),
        due_on=due_on,
        once=f"{once}:{letter.moderation.reference}",
    )


def letter_sent_to(letter: Letter, by: Post) -> Letter:
    letter = locked_letter(letter)
    permissions.require(by, Permission.ANSWER_LETTER, letter.moderation)
    if letter.sent_at is None:
        raise Refused("This letter was not sent yet.")
    return letter


def answer_with(letter: Letter, answer: str) -> None:
    letter.answer, letter.answered_at = answer, world.now()
    letter.save(update_fields=["answer", "answered_at"])
    tell_of_answer(letter, answer)


def tell_of_answer(letter: Letter, answer: str) -> None:
    """Let the moderator know, once for each kind of answer."""
    if letter.moderation.moderator is not None:
        tell_of_letter(letter, to=letter.moderation.moderator, kind="letter-answered", once=f"answered-{answer}")


@transaction.atomic
def acknowledge(*, letter: Letter, by: Post) -> Letter:
    """The writer has read the letter and takes it. Where nothing is to amend, the moderation closes."""
    letter = letter_sent_to(letter, by)
    if letter.answer == Letter.Answer.ACKNOWLEDGED:
        return letter
    answer_with(letter, Letter.Answer.ACKNOWLEDGED)
    record("letter acknowledged", on=letter, by=by)
    clearance.close_if_over(letter.moderation)
    return letter


@transaction.atomic
def ask(*, letter: Letter, by: Post, text: str, point: LetterPoint | None = None) -> LetterMessage:
    """The writer asks about the letter, or about one point of it."""
    letter = letter_sent_to(letter, by)
    message, is_new = _message(letter, by, text, point)
    if not is_new:
        return message
    if letter.answer == Letter.Answer.NONE:
        answer_with(letter, Letter.Answer.ASKED)
    elif letter.moderation.moderator is not None:
        tell_of_letter(letter, to=letter.moderation.moderator, kind="letter-message", once=f"message-{message.pk}")
    record("asked about letter", on=letter, by=by, point=point and point.number)
    return message


@transaction.atomic
def reply(*, letter: Letter, by: Post, text: str, point: LetterPoint | None = None) -> LetterMessage:
    """The moderator writes back under the letter."""
    letter = locked_letter(letter)
    permissions.require(by, Permission.SEND_LETTER, letter.moderation)
    if letter.sent_at is None:
        raise Refused("Send the letter first.")
    message, is_new = _message(letter, by, text, point)
    if not is_new:
        return message
    for writer in letters.addressees(letter.moderation):
        tell_of_letter(letter, to=writer, kind="letter-message", once=f"message-{message.pk}")
    record("replied under letter", on=letter, by=by, point=point and point.number)
    return message


def _message(letter: Letter, by: Post, text: str, point: LetterPoint | None) -> tuple[LetterMessage, bool]:
    """The message, and whether it is new: the same words twice in a row are a button pressed twice."""
    text = rules.as_typed(text)
    if not text:
        raise Refused("Write your message first.")
    last = letter.messages.order_by("-pk").first()
    if last is not None and (last.by_id, last.text, last.point_id) == (by.pk, text, point and point.pk):
        return last, False
    return LetterMessage.objects.create(letter=letter, by=by, text=text, point=point), True
