"""The whole story of one plan: the child, the versions, what was drawn, judged, written, cleared and served."""

import datetime as dt
from dataclasses import dataclass, field

from ehcp.vocabulary import year_group
from goldenthread.moderation.models import Moderation
from goldenthread.moderation.stages import WHOSE_TURN
from goldenthread.moderation.stages import Stage as ModerationStage
from goldenthread.people.models import Post
from goldenthread.permissions import Decision, Permission, may
from goldenthread.plans.models import Plan, PlanVersion
from goldenthread.plans.queries import plan_with_versions
from goldenthread.plans.queries.plan import PlanFile, VersionLine
from goldenthread.plans.stages import Stage
from goldenthread.samples.models import FramePlan


@dataclass(frozen=True)
class ModerationLine:
    """A moderation as the plan's page tells of it: where it stands, never what was judged."""

    moderation: Moderation
    whose_turn: str
    can_open: bool
    letter_url: bool


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
    may_ask_for_moderation: bool = False

    @property
    def version(self) -> PlanVersion:
        return self.file.version

    @property
    def older(self) -> int:
        """The number of the version before this one, or 0."""
        return self.version.number - 1


@dataclass(frozen=True)
class Story:
    plan: Plan
    file: PlanFile
    year: str
    facts: list[tuple[str, str]]
    lines: list[Line]
    may_read_history: Decision

    @property
    def newest(self) -> Line | None:
        return self.lines[0] if self.lines else None


def story_or_404(reference: str, *, post: Post, on: dt.date) -> Story:
    """The story for one who may find the plan in the register. 404 otherwise. A fixed number of queries."""
    file = plan_with_versions(reference, post)
    plan = file.plan
    moderations: dict[int, list[ModerationLine]] = {}
    for moderation in Moderation.objects.filter(version__plan=plan).select_related("moderator__person", "letter"):
        moderations.setdefault(moderation.version_id, []).append(_moderation_line(moderation, plan, post))
    draws: dict[int, list[FramePlan]] = {}
    may_see_draws = may(post, Permission.SEE_DRAWS) or plan.is_written_by(post)
    if may_see_draws:
        for drawn in FramePlan.objects.filter(version__plan=plan).select_related("draw").order_by("pk"):
            draws.setdefault(drawn.version_id, []).append(drawn)
    year = _year(plan, on)
    return Story(
        plan=plan,
        file=file,
        year=year,
        facts=_facts(plan, year),
        lines=[_line(one, plan, post, draws, moderations) for one in file.versions],
        may_read_history=may(post, Permission.READ_HISTORY),
    )


def _moderation_line(moderation: Moderation, plan: Plan, post: Post) -> ModerationLine:
    sent = hasattr(moderation, "letter") and moderation.letter.sent_at is not None
    theirs = moderation.is_assigned_to(post) or bool(may(post, Permission.ASSIGN_MODERATION))
    return ModerationLine(
        moderation=moderation,
        whose_turn=WHOSE_TURN[ModerationStage(moderation.stage)],
        can_open=theirs,
        letter_url=sent and (theirs or plan.is_written_by(post)),
    )


def _line(one: VersionLine, plan: Plan, post: Post, draws: dict, moderations: dict) -> Line:
    version = one.version
    acts = bool(may(post, Permission.SERVE, plan))
    is_open = version.stage in (Stage.READY, Stage.DRAWN)
    return Line(
        file=one,
        draws=draws.get(version.pk, []),
        moderations=moderations.get(version.pk, []),
        may_mark_ready=bool(one.may_be_ready) and bool(may(post, Permission.MARK_READY, plan)),
        may_serve=acts and bool(one.may_serve),
        may_make_final=acts and version.stage == Stage.SERVED,
        may_release=is_open and bool(may(post, Permission.RELEASE, plan)),
        may_ask_for_moderation=(
            one.is_newest
            and version.stage in (Stage.LET_THROUGH, Stage.SERVED, Stage.FINAL)
            and not moderations.get(version.pk)
            and bool(may(post, Permission.PICK_PURPOSIVELY, plan))
        ),
    )


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
        ("Kind", plan.get_kind_display()),
        ("Written by", plan.officer.name if plan.officer else "Nobody yet"),
        ("Requested on", f"{requested.day} {requested:%B %Y}" if requested else "Not recorded"),
        ("Case system’s number", child.case_system_id),
    ]
