"""The findings that stand for a version, the run behind them, and what was said of them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from ehcp.screening.checks import ruleset
from goldenthread.people.models import Post
from goldenthread.plans.models import PlanVersion
from goldenthread.plans.stages import Stage as VersionStage
from goldenthread.screenings.checks import house, title_of
from goldenthread.screenings.models import Answer, Finding, Given, Screening, Verdict
from goldenthread.screenings.rules import NOT_SCREENED, NOT_YET, TRIED_AGAIN
from goldenthread.screenings.stages import Stage

LETTERS_OF_A_PLAN = 11  # A to K; H1 and H2 are one here, because a plan may write them as one


def latest_run(version: PlanVersion) -> Screening | None:
    """The newest finished run of a version; the one that waits where none is finished; None where none was asked for."""
    runs = list(Screening.objects.filter(version=version).order_by("-pk"))
    return next((run for run in runs if run.stage != Stage.WAITING), runs[0] if runs else None)


def findings_for(version: PlanVersion, run: Screening | None = None) -> QuerySet[Finding]:
    """The findings that stand for a version, in reading order; those that stood after an earlier `run` where one is given."""
    found = Finding.objects.filter(version=version)
    if run is None:
        return found.filter(until=None)
    return found.filter(since_id__lte=run.pk).filter(Q(until=None) | Q(until_id__gt=run.pk))


@dataclass(frozen=True)
class Status:
    """Whether a version was screened, in a sentence, and what was read of it. `is_screened` False is never "no findings"."""

    is_screened: bool
    sentence: str
    broken: tuple[str, ...] = ()
    run: Screening | None = None


def status_of(run: Screening | None) -> Status:
    """The coverage of a run, or why there is none."""
    if run is None or run.stage == Stage.WAITING:
        return Status(False, TRIED_AGAIN if run is not None and run.tries > 1 else NOT_YET, run=run)
    if run.stage == Stage.NOT_SCREENED:
        return Status(False, NOT_SCREENED.get(run.reason, NOT_SCREENED["broke"]), run=run)
    read = len({"H" if code in ("H1", "H2") else code for code in run.sections})
    said = [f"Read: {read} of {LETTERS_OF_A_PLAN} sections (A to K)", _counted(run.items, "item")]
    if run.blocks_not_understood:
        said.append(f"{_counted(run.blocks_not_understood, 'paragraph')} not understood")
    return Status(True, ", ".join(said) + ".", tuple(title_of(rule) for rule in run.broken), run)


def _counted(number: int, what: str) -> str:
    return f"{number:,} {what}{'s' * (number != 1)}"


def waiting_for_screening() -> QuerySet[PlanVersion]:
    """Versions in scope without a run under today's rules: drafts first, newest first. Replaced texts are left alone."""
    current = Screening.objects.filter(version=OuterRef("pk"), ruleset=ruleset(), house=house())
    return (
        PlanVersion.objects.exclude(stage=VersionStage.REPLACED)
        .exclude(Exists(current))
        .order_by("-uploaded_at", "-pk")
        .defer("text")
    )


def verdicts_of(
    findings: Iterable[Finding], *, by: Post, source: str, given: str = Given.MODERATION
) -> dict[int, Verdict]:
    """Finding's key -> what this person said of it in this review (or self-check)."""
    said = Verdict.objects.filter(finding__in=list(findings), by=by, source=source, given=given)
    return {one.finding_id: one for one in said}


def set_aside_before(version: PlanVersion, *, writers_too: bool = False) -> dict[tuple[str, str], Verdict]:
    """(check, fingerprint) -> the newest verdict on an earlier version of this plan, where that was "Not a problem".

    What moderators said counts once it was handed in. `writers_too`: also what the writer said in a self-check, for the
    writer's own page; a moderator is not to be led by it.
    """
    told = Q(given=Given.MODERATION, closed_at__isnull=False)
    if writers_too:
        told |= Q(given=Given.SELF_CHECK)
    earlier = (
        Verdict.objects.filter(told, plan=version.plan_id, finding__version__number__lt=version.number)
        .exclude(answer="")
        .order_by("pk")
    )
    newest = {(one.rule, one.fingerprint): one for one in earlier}
    return {key: one for key, one in newest.items() if one.answer == Answer.NOT_A_PROBLEM}
