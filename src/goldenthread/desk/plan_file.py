"""The whole story of one plan: the child, the versions, what was drawn, judged, written, cleared and served."""

import datetime as dt
from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models import Count, Q
from django.utils import timezone

from ehcp.clock.timescales import representations
from ehcp.vocabulary import year_group
from goldenthread.compliance.models import Check
from goldenthread.compliance.queries.check import newest_check_of
from goldenthread.moderation.models import LetterPoint, Moderation
from goldenthread.moderation.queries.letters import dates_of
from goldenthread.moderation.stages import WHOSE_TURN
from goldenthread.moderation.stages import Stage as ModerationStage
from goldenthread.people import choices
from goldenthread.people.models import Post
from goldenthread.permissions import Decision, Permission, may
from goldenthread.plans import rules
from goldenthread.plans.models import Plan, PlanVersion
from goldenthread.plans.queries import kinds, plan_with_versions
from goldenthread.plans.queries.plan import PlanFile, VersionLine
from goldenthread.plans.stages import Stage
from goldenthread.samples.models import Draw, FramePlan
from goldenthread.samples.queries import TicketOfThePlan


@dataclass(frozen=True)
class ModerationLine:
    """A moderation as the plan's page tells of it: where it stands, never what was judged."""

    moderation: Moderation
    whose_turn: str
    can_open: bool
    letter_url: bool
    # Of a letter that waits for whoever looks: how many of its points are answered, of how many.
    to_answer: tuple[int, int] | None = None
    dates: tuple[str, ...] = ()  # what that letter asks for, by which days

    @property
    def is_open(self) -> bool:
        return self.moderation.stage not in (ModerationStage.CLOSED, ModerationStage.WITHDRAWN)


@dataclass(frozen=True)
class Line:
    """A version with what was drawn and moderated of it, and what may be done with it now."""

    file: VersionLine
    draws: list[FramePlan] = field(default_factory=list)
    moderations: list[ModerationLine] = field(default_factory=list)
    may_mark_ready: bool = False
    may_serve: bool = False
    may_make_final: bool = False
    may_release: bool = False
    may_correct_service: bool = False
    may_ask_for_moderation: bool = False
    final_from: dt.date | None = None  # served: the first day after the family's fifteen
    older: int | None = None  # the newest version before this one that may be opened too
    is_next: bool = False  # the one step of the page that stands out
    carried: str = ""  # what the draw said to this plan in an earlier version, where this one keeps it
    waits_behind: ModerationLine | None = None  # the moderation of an earlier version, that looks at this one too

    @property
    def whose_turn(self) -> str:
        """Of a drawn draft, and of a newer text behind it, the moderation says who has it."""
        if self.version.stage == Stage.DRAFTING and self.waits_behind:
            return self.waits_behind.whose_turn
        open_ones = [one for one in self.moderations if one.is_open]
        return open_ones[-1].whose_turn if self.version.stage == Stage.DRAWN and open_ones else self.version.whose_turn

    @property
    def steps(self) -> int:
        """How many of the three steps of a version may be taken now."""
        return self.may_mark_ready + self.may_serve + self.may_make_final

    @property
    def version(self) -> PlanVersion:
        return self.file.version


@dataclass(frozen=True)
class Story:
    plan: Plan
    file: PlanFile
    year: str
    facts: list[tuple[str, str]]
    lines: list[Line]
    may_read_history: Decision
    may_change_kind: Decision
    names_moderators: bool
    compliance: Check | None
    may_check: Decision

    @property
    def letter_to_answer(self) -> ModerationLine | None:
        """The feedback letter that waits for its writer, who is the one looking."""
        every = [moderation for line in self.lines for moderation in line.moderations]
        return next((moderation for moderation in every if moderation.to_answer is not None), None)

    @property
    def newest(self) -> Line | None:
        return self.lines[0] if self.lines else None


def story_or_404(reference: str, *, post: Post, on: dt.date) -> Story:
    """The story for one who may find the plan in the register. 404 otherwise. A fixed number of queries."""
    file = plan_with_versions(reference, post)
    plan = file.plan
    moderations: dict[int, list[ModerationLine]] = {}
    to_amend = Q(letter__points__is_to_amend=True)
    found = (
        Moderation.objects.filter(version__plan=plan)
        .select_related("letter", "version")
        .defer("version__text")
        .annotate(
            points=Count("letter__points", filter=to_amend),
            answered=Count("letter__points", filter=to_amend & ~Q(letter__points__done=LetterPoint.Done.OPEN)),
        )
    )
    for moderation in found:
        moderations.setdefault(moderation.version_id, []).append(_moderation_line(moderation, plan, post))
    draws: dict[int, list[FramePlan]] = {}
    may_see_draws = may(post, Permission.SEE_DRAWS) or plan.is_written_by(post)
    if may_see_draws:
        drawn_at_all = FramePlan.objects.filter(version__plan=plan, draw__drawn_at__isnull=False)
        for drawn in drawn_at_all.select_related("draw").defer("draw__frozen", "draw__receipt").order_by("pk"):
            draws.setdefault(drawn.version_id, []).append(drawn)
    year = _year(plan, on)
    lines = _lines(file, post, draws, moderations, on)
    check = newest_check_of(plan)
    return Story(
        plan=plan,
        file=file,
        year=year,
        facts=_facts(plan, year),
        lines=[replace(line, carried=_carried(line, lines, f"{on:%Y-%m}")) for line in lines],
        may_read_history=may(post, Permission.READ_HISTORY),
        may_change_kind=may(post, Permission.IMPORT_REGISTER, plan),
        names_moderators=bool(may(post, Permission.SEE_DRAWS))
        or choices.value(plan.authority_id, "level3.moderator-named"),
        compliance=check,
        may_check=may(post, Permission.CHECK_COMPLIANCE, check) if check else Decision(False),
    )


def _moderation_line(moderation: Moderation, plan: Plan, post: Post) -> ModerationLine:
    sent = hasattr(moderation, "letter") and moderation.letter.sent_at is not None
    leads = bool(may(post, Permission.ASSIGN_MODERATION))
    theirs = moderation.is_assigned_to(post) or leads
    writes = plan.is_written_by(post) or moderation.version.writer_id == post.pk
    return ModerationLine(
        moderation=moderation,
        whose_turn=WHOSE_TURN[ModerationStage(moderation.stage)],
        can_open=theirs,
        letter_url=sent and (theirs or writes),
        to_answer=_to_answer(moderation) if sent and writes else None,
        dates=tuple(dates_of(moderation.letter)) if sent and writes and _to_answer(moderation) else (),
    )


def _to_answer(moderation: Any) -> tuple[int, int] | None:
    """Answered points and all of them, while the letter is with its writer. `moderation` carries both counts."""
    waits = moderation.stage == ModerationStage.WITH_WRITER
    return (moderation.answered, moderation.points) if waits else None


def _lines(file: PlanFile, post: Post, draws: dict, moderations: dict, on: dt.date) -> list[Line]:
    """The versions, newest first; the newest that has a step to take is the one that stands out."""
    drawn = [one.number for one in file.versions if one.version.stage == Stage.DRAWN]
    with_senior = {
        one.number: moderation
        for one in file.versions
        if one.version.stage == Stage.DRAWN
        for moderation in moderations.get(one.version.pk, [])
        if moderation.is_open
    }
    openable = [one.number for one in file.versions if one.can_open]
    lines = [
        replace(
            _line(one, file.plan, post, draws, moderations, on),
            waits_behind=next((with_senior[number] for number in sorted(with_senior) if number < one.number), None),
            older=max((number for number in openable if number < one.number), default=None),
            may_release=bool(may(post, Permission.RELEASE, file.plan))
            and bool(
                rules.may_be_released(
                    stage=one.version.stage, earlier_is_drawn=any(number < one.number for number in drawn)
                )
            ),
        )
        for one in file.versions
    ]
    stands_out = next((place for place, line in enumerate(lines) if line.steps), None)
    return [replace(line, is_next=place == stands_out) for place, line in enumerate(lines)]


def _line(one: VersionLine, plan: Plan, post: Post, draws: dict, moderations: dict, on: dt.date) -> Line:
    version = one.version
    acts = bool(may(post, Permission.SERVE, plan))
    served_on = version.served_on if version.stage == Stage.SERVED else None
    final_from = representations(served_on).may_be_final_from if served_on else None
    return Line(
        file=one,
        draws=draws.get(version.pk, []),
        moderations=moderations.get(version.pk, []),
        may_mark_ready=bool(one.may_be_ready) and bool(may(post, Permission.MARK_READY, plan)),
        may_serve=acts and bool(one.may_serve),
        may_make_final=acts and final_from is not None and final_from <= on,
        final_from=final_from,
        may_correct_service=version.served_on is not None and bool(may(post, Permission.CORRECT_SERVICE, plan)),
        may_ask_for_moderation=(
            one.is_newest
            and version.stage in (Stage.LET_THROUGH, Stage.OUTSIDE, Stage.SERVED, Stage.FINAL)
            and not moderations.get(version.pk)
            and bool(may(post, Permission.PICK_PURPOSIVELY, plan))
        ),
    )


def _carried(line: Line, lines: list[Line], period: str) -> str:
    """What a later version keeps of the draw of an earlier one: moderated by its pick, or its month's one ticket."""
    earlier = []
    for other in lines:
        for one in other.draws if other.file.number < line.file.number else []:
            one.version = other.version
            earlier.append(one)
    earlier.sort(key=lambda one: one.pk)
    by_pick = {moderation.moderation.frame_plan_id for moderation in line.moderations}
    if picked := next((one for one in earlier if one.pk in by_pick), None):
        return (
            f"Draw {picked.draw.reference} picked this plan when version {picked.version.number} stood. "
            f"The pick carried over to version {line.file.number}."
        )
    if line.draws:
        return ""
    again = next((one.moderation for one in line.moderations if one.moderation.origin == "again"), None)
    is_next = line.file.is_newest and line.version.stage == Stage.DRAFTING and line.version.status == "draft"
    if again is None and not is_next:
        return ""
    month = f"{timezone.localdate(again.created_at):%Y-%m}" if again else period
    met = [one for one in earlier if one.draw.period == month]
    arrival = next((one for one in met if one.draw.purpose == Draw.Purpose.LEVEL_3), None)
    pick = next((one for one in met if one.result == FramePlan.Result.PICKED), None)
    return TicketOfThePlan(arrival, pick).words if arrival else ""


def _year(plan: Plan, on: dt.date) -> str:
    if plan.child.year_group is not None:
        return f"Year {plan.child.year_group}" if plan.child.year_group > 0 else "Reception"
    return str(year_group(plan.child.date_of_birth, on=on)) if plan.child.date_of_birth else "Year not known"


def _facts(plan: Plan, year: str) -> list[tuple[str, str]]:
    child, assessment = plan.child, plan.assessment
    requested = assessment.requested_on if assessment else None
    return [
        ("Child", child.name),
        ("Year", year),
        ("School or other setting", child.setting_name or "Not recorded"),
        ("Kind", kinds.counted(plan.pk).words),
        ("Written by", plan.officer.name if plan.officer else "Nobody yet"),
        ("Requested on", f"{requested.day} {requested:%B %Y}" if requested else "Not recorded"),
        ("Case system’s number", child.case_system_id),
    ]
