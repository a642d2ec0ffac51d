"""The things that one may have to do, each a verb, a reference and a day. Every source is a few queries, however long."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Prefetch, Q
from django.urls import reverse

from ehcp.clock import calendar
from ehcp.clock.timescales import representations, twenty_week_clock
from goldenthread.moderation.models import Challenge, Concern, Letter, LetterPoint, Moderation, Review
from goldenthread.moderation.queries.asked import asked_in
from goldenthread.moderation.stages import Stage
from goldenthread.people.models import Post
from goldenthread.permissions import Permission, may
from goldenthread.plans.models import Plan, PlanKind, PlanVersion, RegisterImport, Upload
from goldenthread.plans.stages import Stage as VersionStage

RECENT_DAYS = 14


@dataclass(frozen=True)
class Item:
    """One thing: what to do, to which reference, where; by when; and how far it is.

    `done` of `of` is drawn as a bar where `of` is set, `state` as a tag. `clock` is the plan's twenty weeks.
    """

    verb: str
    reference: str
    url: str
    due_on: dt.date | None = None
    sentence: str = ""
    button: str = "Open"
    done: int = 0
    of: int = 0
    state: str = ""
    clock: Any = None
    urgent: str = ""
    at: dt.datetime | None = None

    @property
    def title(self) -> str:
        return f"{self.verb} {self.reference}"


def clock_of(plan: Plan, on: dt.date) -> Any:
    """The twenty weeks of a new plan, or None where there is no such clock."""
    if plan.kind != PlanKind.NEW or plan.requested_on is None:
        return None
    return twenty_week_clock(plan.requested_on, on=on)


def serve_by(clock: Any, on: dt.date) -> str:
    """The sentence that a plan under pressure carries; nothing for one that has time."""
    if clock is None or clock.days_left_to_serve > 7:
        return ""
    day = f"{clock.last_day_to_serve:%a} {clock.last_day_to_serve.day} {clock.last_day_to_serve:%b}"
    if clock.days_left_to_serve < 0:
        return f"The last day to serve was {day}."
    return f"Serve by {day}: the family’s 15 days then end before the last day."


# --- A moderator's ----------------------------------------------------------------------------


def moderations_of(post: Post) -> Any:
    reviews = Review.objects.filter(submitted_at=None).annotate(
        answered=Count("judgements", filter=~Q(judgements__answer=""))
    )
    return (
        Moderation.objects.filter(moderator=post)
        .select_related("version__plan__child", "version__plan__assessment", "version__writer__person", "letter")
        .prefetch_related(Prefetch("reviews", reviews, to_attr="open_reviews"))
    )


def to_moderate(post: Post, on: dt.date) -> Iterator[Item]:
    for moderation in moderations_of(post).filter(stage__in=[Stage.MODERATING, Stage.HANDED_IN, Stage.CHECKING]):
        plan = moderation.plan
        clock = clock_of(plan, on)
        shared = {
            "reference": plan.reference,
            "clock": clock,
            "urgent": serve_by(clock, on),
            "due_on": moderation.due_on,
        }
        if moderation.stage == Stage.MODERATING:
            review = moderation.open_reviews[0] if moderation.open_reviews else None
            yield Item(
                verb="Moderate draft",
                url=moderation.get_absolute_url(),
                sentence=f"{plan.get_kind_display()}, version {moderation.version.number}. {moderation.get_origin_display()}.",
                button="Continue" if review and review.answered else "Start",
                done=review.answered if review else 0,
                of=len(asked_in(moderation).questions),
                **shared,
            )
        elif moderation.stage == Stage.HANDED_IN:
            written = hasattr(moderation, "letter")
            yield Item(
                verb="Send feedback letter",
                url=reverse("moderation:letter" if written else "moderation:write_letter", args=[moderation.reference]),
                sentence="Your review is handed in. The writer waits for the letter.",
                button="Send" if written else "Write",
                state="Letter begun" if written else "To be written",
                **shared,
            )
        else:
            yield Item(
                verb="Check changes to draft",
                url=reverse("moderation:changes", args=[moderation.reference]),
                sentence=f"{moderation.version.writer.name} has answered every point.",
                button="Check",
                state="Answered",
                **shared | {"due_on": on},
            )


def to_decide(post: Post, on: dt.date) -> Iterator[Item]:
    challenges = Challenge.objects.filter(senior=post, decision="").select_related(
        "letter__moderation__version__plan__child", "letter__moderation__version__plan__assessment", "point"
    )
    for challenge in challenges:
        moderation = challenge.letter.moderation
        codes = ", ".join(challenge.point.codes) if challenge.point else ""
        yield Item(
            verb="Answer a challenge",
            reference=moderation.plan.reference,
            url=reverse("moderation:challenge", args=[moderation.reference, challenge.pk]),
            sentence=f"{f'Standard {codes}. ' if codes else ''}You did not moderate this plan.",
            due_on=calendar.add_working_days(challenge.at.date(), 10),
            clock=clock_of(moderation.plan, on),
        )


def waiting_for_writers(post: Post, on: dt.date) -> Iterator[Item]:
    for moderation in moderations_of(post).filter(stage=Stage.WITH_WRITER):
        yield Item(
            verb="Feedback on",
            reference=moderation.plan.reference,
            url=reverse("moderation:letter", args=[moderation.reference]),
            sentence=f"With {moderation.version.writer.name} since {moderation.letter.sent_at:%-d %B}.",
            due_on=moderation.letter.answer_by,
            state=moderation.letter.get_answer_display(),
            clock=clock_of(moderation.plan, on),
        )


def moderated(post: Post, since: dt.date) -> Iterator[Item]:
    reviews = Review.objects.filter(moderator=post, submitted_at__date__gte=since).select_related(
        "moderation__version__plan"
    )
    for review in reviews:
        yield Item(
            verb="Moderated",
            reference=review.moderation.plan.reference,
            url=review.moderation.get_absolute_url(),
            at=review.submitted_at,
        )


# --- A writer's -------------------------------------------------------------------------------


def letters_to(post: Post) -> Any:
    return Letter.objects.filter(moderation__version__writer=post, sent_at__isnull=False).select_related(
        "moderation__version__plan__child", "moderation__version__plan__assessment", "moderation__moderator__person"
    )


def to_answer(post: Post, on: dt.date) -> Iterator[Item]:
    letters = (
        letters_to(post)
        .filter(moderation__stage=Stage.WITH_WRITER)
        .annotate(
            to_amend=Count("points", filter=Q(points__is_to_amend=True)),
            answered=Count("points", filter=Q(points__is_to_amend=True) & ~Q(points__done=LetterPoint.Done.OPEN)),
        )
    )
    for letter in letters:
        moderation = letter.moderation
        amend = letter.outcome != Letter.Outcome.READY_TO_SERVE
        if not amend and letter.answer:
            continue
        clock = clock_of(moderation.plan, on)
        yield Item(
            verb="Amend draft" if amend else "Answer the letter about",
            reference=moderation.plan.reference,
            url=reverse("moderation:letter", args=[moderation.reference]),
            sentence=f"{letter.get_outcome_display()}. Letter of {letter.sent_at:%-d %B}.",
            due_on=letter.answer_by if not amend else calendar.add_working_days(letter.sent_at.date(), 2),
            done=letter.answered,
            of=letter.to_amend if amend else 0,
            state="" if amend else letter.get_answer_display(),
            clock=clock,
            urgent=serve_by(clock, on),
        )


def versions_of(post: Post) -> Any:
    return (
        PlanVersion.objects.filter(Q(plan__officer=post) | Q(plan__assistant=post))
        .select_related("plan__child", "plan__assessment")
        .defer("text")
    )


def to_write_and_serve(post: Post, on: dt.date) -> Iterator[Item]:
    verbs = {
        VersionStage.DRAFTING: ("Finish draft", "When it is done, say that it is ready.", "Open"),
        VersionStage.LET_THROUGH: ("Serve draft", "It was not drawn, so it may be served.", "Serve"),
        VersionStage.CLEARED: ("Serve draft", "It is cleared.", "Serve"),
    }
    for version in versions_of(post).filter(stage__in=list(verbs), status=PlanVersion.Status.DRAFT):
        verb, sentence, button = verbs[VersionStage(version.stage)]
        clock = clock_of(version.plan, on)
        yield Item(
            verb=verb,
            reference=version.plan.reference,
            url=version.plan.get_absolute_url(),
            sentence=f"Version {version.number}. {sentence}",
            button=button,
            due_on=clock.last_day_to_serve if clock else None,
            state=version.get_stage_display(),
            clock=clock,
            urgent=serve_by(clock, on),
        )


def to_make_final(post: Post, on: dt.date) -> Iterator[Item]:
    for version in versions_of(post).filter(stage=VersionStage.SERVED, status=PlanVersion.Status.DRAFT):
        clock = clock_of(version.plan, on)
        from_day = representations(version.served_on).may_be_final_from if version.served_on else None
        if from_day is None or from_day > on:
            continue
        yield Item(
            verb="Make final",
            reference=version.plan.reference,
            url=version.plan.get_absolute_url(),
            sentence="The family’s 15 days are over.",
            due_on=clock.last_day if clock else None,
            clock=clock,
        )


def waiting_for_seniors(post: Post, on: dt.date) -> Iterator[Item]:
    stages = [Stage.MODERATING, Stage.HANDED_IN, Stage.CHECKING]
    moderations = Moderation.objects.filter(version__writer=post, stage__in=stages).select_related(
        "version__plan__child", "version__plan__assessment"
    )
    for moderation in moderations:
        yield Item(
            verb="Draft",
            reference=moderation.plan.reference,
            url=moderation.plan.get_absolute_url(),
            sentence="Being moderated before it is served.",
            due_on=moderation.due_on,
            state=moderation.get_stage_display(),
            clock=clock_of(moderation.plan, on),
        )


def served(post: Post, since: dt.date) -> Iterator[Item]:
    for version in versions_of(post).filter(served_on__gte=since):
        yield Item(
            verb="Served",
            reference=version.plan.reference,
            url=version.plan.get_absolute_url(),
            at=dt.datetime.combine(version.served_on, dt.time(12), tzinfo=dt.UTC),
        )


# --- The lead's and the assistants' -----------------------------------------------------------


def to_lead(post: Post, on: dt.date) -> Iterator[Item]:
    if not may(post, Permission.ASSIGN_MODERATION):
        return
    for concern in Concern.objects.filter(taken_at=None).select_related("version__plan"):
        yield Item(
            verb="Take up a concern",
            reference=concern.reference,
            url=reverse("moderation:concern", args=[concern.reference]),
            sentence=f"{concern.get_kind_display()}. Raised {concern.raised_at:%-d %B, %H:%M}.",
            due_on=on,
            state="At once",
        )
    stuck = Moderation.objects.filter(stage=Stage.MODERATING).filter(Q(moderator=None) | Q(due_on__lt=on))
    for moderation in stuck.select_related("version__plan__child", "version__plan__assessment", "moderator__person"):
        clock = clock_of(moderation.plan, on)
        with_whom = f"With {moderation.moderator.name}." if moderation.moderator else "Nobody may moderate it."
        yield Item(
            verb="Past the target:" if moderation.moderator else "Choose a moderator for",
            reference=moderation.plan.reference,
            url=moderation.get_absolute_url(),
            sentence=with_whom,
            due_on=moderation.due_on,
            clock=clock,
            urgent=serve_by(clock, on),
        )
    for challenge in Challenge.objects.filter(senior=None, decision="").select_related(
        "letter__moderation__version__plan"
    ):
        moderation = challenge.letter.moderation
        yield Item(
            verb="Choose who decides a challenge about",
            reference=moderation.plan.reference,
            url=reverse("moderation:challenge", args=[moderation.reference, challenge.pk]),
            due_on=on,
        )


def to_bring_in(post: Post, on: dt.date) -> Iterator[Item]:
    if not may(post, Permission.IMPORT_REGISTER):
        return
    open_states = [RegisterImport.State.UPLOADED, RegisterImport.State.PREVIEWED, RegisterImport.State.FAILED]
    for one in RegisterImport.objects.filter(
        state__in=open_states, uploaded_at__date__gt=on - dt.timedelta(days=RECENT_DAYS)
    ):
        yield Item(
            verb="Go on with import",
            reference=one.reference,
            url=reverse("plans:import", args=[one.reference]),
            sentence=f"{one.get_state_display()}.",
            due_on=on,
        )
    wrong = [Upload.State.SET_ASIDE, Upload.State.UNMATCHED]
    batches = (
        Upload.objects.filter(
            uploaded_by=post, state__in=wrong, uploaded_at__date__gt=on - dt.timedelta(days=RECENT_DAYS)
        )
        .order_by()
        .values("batch")
        .annotate(files=Count("pk"))
    )
    for batch in batches:
        yield Item(
            verb="Look at files set aside:",
            reference=str(batch["files"]),
            url=reverse("plans:uploads", args=[batch["batch"]]),
            sentence="They could not be read or matched. Each says what to do.",
            due_on=on,
        )
