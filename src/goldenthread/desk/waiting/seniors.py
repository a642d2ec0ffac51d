"""What waits for a senior: drafts to moderate, letters to send, challenges to decide, changes to check."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils import timezone

from ehcp.clock import calendar
from ehcp.clock.timescales import Clock
from goldenthread.desk.waiting.hand import Hand
from goldenthread.desk.waiting.item import Item, long, serve_by
from goldenthread.moderation.models import Moderation, Review
from goldenthread.moderation.queries.asked import asked_in
from goldenthread.moderation.queries.moderations import clock_of
from goldenthread.moderation.stages import Stage


def to_moderate(hand: Hand) -> Iterator[Item]:
    makers = {Stage.MODERATING: _draft, Stage.HANDED_IN: _letter, Stage.CHECKING: _changes}
    for moderation in hand.moderations:
        if (maker := makers.get(Stage(moderation.stage))) is None:
            continue
        clock = clock_of(moderation.version, on=hand.on)
        yield maker(moderation, hand.on, reference=moderation.plan.reference, clock=clock, urgent=serve_by(clock))


def _draft(moderation: Moderation, on: dt.date, **shared: Any) -> Item:
    review = next(iter(moderation.open_reviews), None)  # type: ignore[attr-defined]  # fetched by Hand
    plan = moderation.plan
    return Item(
        verb="Moderate draft",
        url=moderation.get_absolute_url(),
        sentence=f"{plan.get_kind_display()}, version {moderation.version.number}. {_origin(moderation)}.",
        button="Continue" if review and review.answered else "Start",
        done=review.answered if review else 0,
        of=len(asked_in(moderation).questions),
        due_on=moderation.due_on,
        **shared,
    )


def _origin(moderation: Moderation) -> str:
    said = moderation.get_origin_display()
    if moderation.origin == Moderation.Origin.CHANCE:
        above, below = moderation.chance.split("/")
        said += f", {above} in {below}"
    return f"{said}, on {long(timezone.localdate(moderation.created_at))}"


def _letter(moderation: Moderation, on: dt.date, **shared: Any) -> Item:
    written = hasattr(moderation, "letter")
    return Item(
        verb="Send feedback letter",
        url=reverse("moderation:letter" if written else "moderation:write_letter", args=[moderation.reference]),
        sentence="Your review is handed in. The writer waits for the letter.",
        button="Send" if written else "Write",
        state="Letter begun" if written else "To be written",
        due_on=moderation.due_on,
        **shared,
    )


def _changes(moderation: Moderation, on: dt.date, **shared: Any) -> Item:
    writer = moderation.version.writer
    return Item(
        verb="Check changes to draft",
        url=reverse("moderation:changes", args=[moderation.reference]),
        sentence=f"{writer.name if writer else 'The writer'} has answered every point.",
        button="Check",
        state="Answered",
        due_on=on,
        **shared,
    )


def _correction(moderation: Moderation, on: dt.date, clock: Clock | None) -> Item:
    review = moderation.open_reviews[0]  # type: ignore[attr-defined]  # fetched by Hand
    return Item(
        verb="Finish the correction of",
        reference=moderation.plan.reference,
        url=reverse(
            "moderation:findings" if review.locked_at else "moderation:moderation", args=[moderation.reference]
        ),
        sentence=f"Begun on {long(timezone.localdate(review.started_at))}. What you handed in before stands until then.",
        button="Go on",
        state="Correction begun",
        due_on=on,
        clock=clock,
    )


def corrections(hand: Hand) -> Iterator[Item]:
    """Corrections that were begun and not handed in, whatever has become of the moderation meanwhile."""
    for moderation in hand.moderations:
        if moderation.is_in_correction:
            yield _correction(moderation, hand.on, clock_of(moderation.version, on=hand.on))


def questions(hand: Hand) -> Iterator[Item]:
    """The writer asked, and nobody has written back. Also after the letter is answered, or the moderation closed."""
    days = hand.settings["level3.target-working-days"]
    for moderation in hand.moderations:
        version = moderation.version
        if moderation.last_by is None or moderation.last_by not in (version.writer_id, version.plan.officer_id):
            continue
        writer = version.writer
        yield Item(
            verb="Answer a question about",
            reference=moderation.plan.reference,
            url=reverse("moderation:letter_message", args=[moderation.reference]),
            sentence=f"{writer.name if writer else 'The writer'} asked on {long(timezone.localdate(moderation.last_at))}.",
            button="Answer",
            state="Asked",
            due_on=calendar.add_working_days(timezone.localdate(moderation.last_at), days),
            clock=clock_of(version, on=hand.on),
        )


def to_decide(hand: Hand) -> Iterator[Item]:
    days = hand.settings["level3.answer-working-days"]
    for challenge in hand.challenges:
        if challenge.senior_id != hand.post.pk:
            continue
        moderation = challenge.letter.moderation
        about = f"Standard {', '.join(challenge.point.codes)}. " if challenge.point and challenge.point.codes else ""
        did = f" {moderation.moderator.name} did." if moderation.moderator else ""
        yield Item(
            verb="Answer a challenge",
            reference=moderation.plan.reference,
            url=reverse("moderation:challenge", args=[moderation.reference, challenge.pk]),
            sentence=f"{about}You did not moderate this plan.{did}",
            due_on=calendar.add_working_days(timezone.localdate(challenge.at), days),
            clock=clock_of(moderation.version, on=hand.on),
        )


def waiting_for_writers(hand: Hand) -> Iterator[Item]:
    for moderation in hand.moderations:
        if moderation.stage != Stage.WITH_WRITER:
            continue
        writer = moderation.version.writer
        with_whom = f"With {writer.name if writer else 'the writer'} since {long(timezone.localdate(moderation.letter.sent_at))}."
        held = [one.senior.name if one.senior else "" for one in moderation.letter.open_challenges]
        yield Item(
            verb="Feedback on",
            reference=moderation.plan.reference,
            url=reverse("moderation:letter", args=[moderation.reference]),
            sentence=f"{with_whom} {decides(held)}".strip(),
            due_on=moderation.letter.answer_by,
            state=moderation.letter.get_answer_display(),
            clock=clock_of(moderation.version, on=hand.on),
        )


def decides(seniors: list[str]) -> str:
    """ "Challenged: Mair Ellwood decides." Nothing where no challenge is open."""
    if not seniors:
        return ""
    named = ", ".join(dict.fromkeys(name for name in seniors if name))
    return f"Challenged: {named} decides." if named else "Challenged: the quality lead chooses who decides."


def moderated(hand: Hand) -> Iterator[Item]:
    if not hand.moderates:
        return
    reviews = (
        Review.objects.filter(moderator=hand.post, submitted_at__date__gte=hand.on.replace(day=1))
        .select_related("moderation__version__plan")
        # Of a line that says what is done only its reference and its moment are shown.
        .only("number", "submitted_at", "moderation__reference", "moderation__version__plan__reference")
    )
    for review in reviews:
        yield Item(
            verb="Moderated" if review.number == 1 else "Corrected the moderation of",
            reference=review.moderation.plan.reference,
            url=review.moderation.get_absolute_url(),
            at=review.submitted_at,
        )
