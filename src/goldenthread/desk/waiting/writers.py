"""What waits for whoever writes plans, or helps: drafts to finish and serve, letters to answer, plans to make final."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from ehcp.clock import calendar
from ehcp.clock.timescales import representations
from goldenthread.desk.waiting.item import Item, long, serve_by
from goldenthread.moderation.models import Challenge, Letter, LetterPoint, Moderation
from goldenthread.moderation.queries.letters import sent_back
from goldenthread.moderation.queries.moderations import clock_of
from goldenthread.moderation.rules_letter import shortened
from goldenthread.moderation.stages import Stage
from goldenthread.people import choices
from goldenthread.people.models import Post
from goldenthread.plans.models import PlanVersion
from goldenthread.plans.stages import Stage as VersionStage


def to_answer(post: Post, on: dt.date) -> Iterator[Item]:
    """Letters to acknowledge, and drafts to amend. A plan handed over is amended by whoever has it now."""
    letters = list(
        Letter.objects.filter(
            Q(moderation__version__writer=post) | Q(moderation__version__plan__officer=post),
            sent_at__isnull=False,
            moderation__stage=Stage.WITH_WRITER,
        )
        .select_related("moderation__version__plan__child", "moderation__version__plan__assessment")
        .defer("moderation__version__text")
        .annotate(
            to_amend=Count("points", filter=Q(points__is_to_amend=True)),
            answered=Count("points", filter=Q(points__is_to_amend=True) & ~Q(points__done=LetterPoint.Done.OPEN)),
        )
    )
    days = choices.value(post.authority_id, "level3.target-working-days")
    back = sent_back({letter.moderation_id for letter in letters})
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
                **_about(letter, back.get(moderation.pk)),
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


def _about(letter: Letter, back: tuple[dt.datetime, str] | None = None) -> dict[str, Any]:
    sentence = f"{letter.get_outcome_display()}. Letter of {long(timezone.localdate(letter.sent_at))}."
    if back is not None:
        sentence = f"Came back on {long(timezone.localdate(back[0]))}: “{shortened(back[1], 160)}”"
    return {
        "reference": letter.moderation.plan.reference,
        "url": reverse("moderation:letter", args=[letter.moderation.reference]),
        "sentence": sentence,
    }


def versions_of(post: Post) -> Any:
    return (
        PlanVersion.objects.filter(Q(plan__officer=post) | Q(plan__assistant=post))
        .select_related("plan__child", "plan__assessment")
        .defer("text")
    )


# A newer text behind one that is with its moderator waits: it is looked at then, and is not said to be ready.
BEHIND_A_DRAWN_ONE = Exists(
    PlanVersion._base_manager.filter(plan=OuterRef("plan"), number__lt=OuterRef("number"), stage=VersionStage.DRAWN)
)


def to_write_and_serve(post: Post, on: dt.date) -> Iterator[Item]:
    verbs = {
        VersionStage.DRAFTING: ("Finish draft", "When it is done, say that it is ready.", "Open"),
        VersionStage.LET_THROUGH: ("Serve draft", "It was not drawn, so it may be served.", "Serve"),
        VersionStage.OUTSIDE: ("Serve draft", "It is outside the draw, so it may be served.", "Serve"),
        VersionStage.CLEARED: ("Serve draft", "It is cleared.", "Serve"),
    }
    waiting = versions_of(post).filter(stage__in=list(verbs), status=PlanVersion.Status.DRAFT, plan__ceased_on=None)
    for version in waiting.exclude(BEHIND_A_DRAWN_ONE):
        verb, sentence, button = verbs[VersionStage(version.stage)]
        clock = clock_of(version, on=on)
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


def to_make_final(post: Post, on: dt.date) -> Iterator[Item]:
    served = versions_of(post).filter(stage=VersionStage.SERVED, status=PlanVersion.Status.DRAFT)
    for version in served.filter(served_on__isnull=False, plan__ceased_on=None):
        if representations(version.served_on).may_be_final_from > on:
            continue
        clock = clock_of(version, on=on)
        yield Item(
            verb="Make final",
            reference=version.plan.reference,
            url=version.plan.get_absolute_url(),
            sentence="The family’s 15 days are over.",
            due_on=clock.last_day if clock else None,
            state=version.get_stage_display(),
            clock=clock,
        )


def waiting_for_seniors(post: Post, on: dt.date) -> Iterator[Item]:
    stages = [Stage.MODERATING, Stage.HANDED_IN, Stage.CHECKING]
    moderations = (
        Moderation.objects.filter(version__plan__officer=post, stage__in=stages)
        .select_related("version__plan__child", "version__plan__assessment")
        .defer("version__text")
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
            clock=clock_of(moderation.version, on=on),
        )


def waiting_for_decisions(post: Post, on: dt.date) -> Iterator[Item]:
    """Challenges of theirs that somebody else decides."""
    challenges = (
        Challenge.objects.filter(by=post, decision="")
        .select_related(
            "senior__person",
            "letter__moderation__version__plan__child",
            "letter__moderation__version__plan__assessment",
        )
        .defer("letter__moderation__version__text")
    )
    named = choices.value(post.authority_id, "level3.moderator-named")
    for challenge in challenges:
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
            clock=clock_of(moderation.version, on=on),
        )


def waiting_for_families(post: Post, on: dt.date) -> Iterator[Item]:
    served = versions_of(post).filter(stage=VersionStage.SERVED, status=PlanVersion.Status.DRAFT)
    for version in served.filter(served_on__isnull=False, plan__ceased_on=None):
        may_be_final_from = representations(version.served_on).may_be_final_from
        if may_be_final_from <= on:
            continue
        yield Item(
            verb="The family’s answer to",
            reference=version.plan.reference,
            url=version.plan.get_absolute_url(),
            sentence=f"Served on {long(version.served_on)}. It may be made final from {long(may_be_final_from)}.",
            due_on=may_be_final_from,
            state=version.get_stage_display(),
            clock=clock_of(version, on=on),
        )


def served(post: Post, since: dt.date) -> Iterator[Item]:
    for version in versions_of(post).filter(served_on__gte=since):
        yield Item(
            verb="Served",
            reference=version.plan.reference,
            url=version.plan.get_absolute_url(),
            at=dt.datetime.combine(version.served_on, dt.time(12), tzinfo=timezone.get_current_timezone()),
        )
