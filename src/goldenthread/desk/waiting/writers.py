"""What waits for whoever writes plans, or helps: drafts to finish and serve, letters to answer, plans to make final."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone

from ehcp.clock import calendar
from ehcp.clock.timescales import representations
from goldenthread.desk.waiting.hand import LONG, Hand
from goldenthread.desk.waiting.item import Item, long, serve_by
from goldenthread.moderation.models import Letter, LetterPoint, Moderation
from goldenthread.moderation.queries.clearance import sent_back
from goldenthread.moderation.queries.moderations import clock_of
from goldenthread.moderation.rules_letter import shortened
from goldenthread.moderation.stages import Stage
from goldenthread.plans.models import PlanVersion
from goldenthread.plans.stages import Stage as VersionStage


def to_answer(hand: Hand) -> Iterator[Item]:
    """Letters to acknowledge, and drafts to amend. A plan handed over is amended by whoever has it now."""
    if not hand.writes:
        return
    post, on = hand.post, hand.on
    letters = list(
        Letter.objects.filter(
            Q(moderation__version__writer=post) | Q(moderation__version__plan__officer=post),
            sent_at__isnull=False,
            moderation__stage=Stage.WITH_WRITER,
        )
        .select_related("moderation__version__plan__child", "moderation__version__plan__assessment")
        .defer(*(f"moderation__{name}" for name in LONG))
        .annotate(
            to_amend=Count("points", filter=Q(points__is_to_amend=True)),
            answered=Count("points", filter=Q(points__is_to_amend=True) & ~Q(points__done=LetterPoint.Done.OPEN)),
        )
    )
    days = hand.settings["level3.target-working-days"]
    back = sent_back({letter.moderation_id for letter in letters}) if letters else {}
    for letter in letters:
        moderation = letter.moderation
        version = moderation.version
        held = version.stage == VersionStage.DRAWN and not moderation.is_for_learning
        if held and version.plan.officer_id == post.pk:
            clock = clock_of(version, on=on)
            yield Item(
                verb="Amend draft",
                due_on=calendar.add_working_days(timezone.localdate(letter.sent_at), days),
                done=letter.answered,
                of=letter.to_amend,
                clock=clock,
                urgent=serve_by(clock),
                button="Amend",
                **_about(letter, back.get(moderation.pk), answers_by=letter.answer_by),
            )
        elif not letter.answer and version.writer_id == post.pk:
            yield Item(
                verb="Answer the letter about",
                due_on=letter.answer_by,
                state=letter.get_answer_display(),
                clock=clock_of(version, on=on),
                button="Read",
                **_about(letter),
            )


def _about(
    letter: Letter, back: tuple[dt.datetime, str] | None = None, *, answers_by: dt.date | None = None
) -> dict[str, Any]:
    """`answers_by`: the other day that the letter sets, where the row itself stands under the day of amending."""
    sentence = f"{letter.get_outcome_display()}. Letter of {long(timezone.localdate(letter.sent_at))}."
    if back is not None:
        sentence = f"Came back on {long(timezone.localdate(back[0]))}: “{shortened(back[1], 160)}”"
    if answers_by is not None and not letter.answer:
        sentence = f"{sentence} The letter itself is to be answered by {long(answers_by)}."
    return {
        "reference": letter.moderation.plan.reference,
        "url": reverse("moderation:letter", args=[letter.moderation.reference]),
        "sentence": sentence,
    }


def to_write_and_serve(hand: Hand) -> Iterator[Item]:
    verbs = {
        VersionStage.DRAFTING: ("Finish draft", "When it is done, say that it is ready.", "Open"),
        VersionStage.LET_THROUGH: ("Serve draft", "It was not drawn, so it may be served.", "Serve"),
        VersionStage.OUTSIDE: ("Serve draft", "It is outside the draw, so it may be served.", "Serve"),
        VersionStage.CLEARED: ("Serve draft", "It is cleared.", "Serve"),
    }
    for version in hand.open_drafts:
        # A newer text behind one that is with its moderator waits: it is looked at then, and is not said to be ready.
        if version.stage not in verbs or version.is_behind:
            continue
        verb, sentence, button = verbs[VersionStage(version.stage)]
        clock = clock_of(version, on=hand.on)
        yield Item(
            verb=verb,
            reference=version.plan.reference,
            url=version.plan.get_absolute_url(),
            sentence=f"Version {version.number}. {sentence}",
            button=button,
            due_on=clock.last_day_to_serve if clock else None,
            state=version.get_stage_display(),
            clock=clock,
            urgent=serve_by(clock),
        )


def _with_families(hand: Hand) -> Iterator[tuple[PlanVersion, dt.date, dt.date]]:
    """Drafts that are served and not final, each with the day of service and the day from which it may be final."""
    for version in hand.open_drafts:
        if version.stage == VersionStage.SERVED and version.served_on is not None:
            yield version, version.served_on, representations(version.served_on).may_be_final_from


def to_make_final(hand: Hand) -> Iterator[Item]:
    for version, _, may_be_final_from in _with_families(hand):
        if may_be_final_from > hand.on:
            continue
        clock = clock_of(version, on=hand.on)
        yield Item(
            verb="Make final",
            reference=version.plan.reference,
            url=version.plan.get_absolute_url(),
            sentence="The family’s 15 days are over.",
            due_on=clock.last_day if clock else None,
            state=version.get_stage_display(),
            clock=clock,
        )


def waiting_for_seniors(hand: Hand) -> Iterator[Item]:
    if not hand.writes:
        return
    stages = [Stage.MODERATING, Stage.HANDED_IN, Stage.CHECKING]
    moderations = (
        Moderation.objects.filter(version__plan__officer=hand.post, stage__in=stages)
        .select_related("version__plan__child", "version__plan__assessment")
        .defer(*LONG)
    )
    for moderation in moderations:
        served = "It was served before, so it is for learning." if moderation.is_for_learning else ""
        yield Item(
            verb="Draft",
            reference=moderation.plan.reference,
            url=moderation.plan.get_absolute_url(),
            sentence=served or "Being moderated before it is served.",
            due_on=moderation.due_on,
            state=moderation.get_stage_display(),
            clock=clock_of(moderation.version, on=hand.on),
        )


def waiting_for_decisions(hand: Hand) -> Iterator[Item]:
    """Challenges of theirs that somebody else decides."""
    named = hand.settings["level3.moderator-named"]
    for challenge in hand.challenges:
        if challenge.by_id != hand.post.pk:
            continue
        moderation = challenge.letter.moderation
        if challenge.senior is None:
            who = "The quality lead chooses who decides."
        else:
            who = f"{challenge.senior.name if named else 'Another senior'} decides."
        yield Item(
            verb="Your challenge about",
            reference=moderation.plan.reference,
            url=reverse("moderation:letter", args=[moderation.reference]),
            sentence=f"Made on {long(timezone.localdate(challenge.at))}. {who}",
            state="Challenged",
            clock=clock_of(moderation.version, on=hand.on),
        )


def waiting_for_families(hand: Hand) -> Iterator[Item]:
    for version, served_on, may_be_final_from in _with_families(hand):
        if may_be_final_from <= hand.on:
            continue
        yield Item(
            verb="The family’s answer to",
            reference=version.plan.reference,
            url=version.plan.get_absolute_url(),
            sentence=f"Served on {long(served_on)}. It may be made final from {long(may_be_final_from)}.",
            due_on=may_be_final_from,
            state=version.get_stage_display(),
            clock=clock_of(version, on=hand.on),
        )


def served(hand: Hand) -> Iterator[Item]:
    since = hand.on.replace(day=1)
    for version in hand.versions:
        if version.served_on is None or version.served_on < since:
            continue
        yield Item(
            verb="Served",
            reference=version.plan.reference,
            url=version.plan.get_absolute_url(),
            at=dt.datetime.combine(version.served_on, dt.time(12), tzinfo=timezone.get_current_timezone()),
        )
