"""One version is screened: asked for as it arrives, made in the background, written down in one transaction."""

import datetime as dt
import logging
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from django.db import transaction

from ehcp.screening.check import Finding as Found
from ehcp.screening.checks import ruleset
from ehcp.screening.document import Document
from ehcp.screening.items import ITEMS_VERSION
from ehcp.screening.screen import Coverage, screen
from goldenthread import world
from goldenthread.history.record import record
from goldenthread.people.models import Post
from goldenthread.permissions import Permission, require
from goldenthread.plans.models import PlanVersion
from goldenthread.plans.workflow.heard import tell_all
from goldenthread.screenings import rules
from goldenthread.screenings.checks import BOILERPLATE, house, known_checks
from goldenthread.screenings.heard import after_screening
from goldenthread.screenings.models import Finding, Screening
from goldenthread.screenings.queries.facts import facts_of
from goldenthread.screenings.queries.findings import latest_run
from goldenthread.screenings.stages import LIFECYCLE, Stage
from goldenthread.screenings.workflow.judging import Refused
from goldenthread.screenings.workflow.wording import Compared, compared, keep_passages, shared_wording

log = logging.getLogger(__name__)


@transaction.atomic
def have_screened(*, version: PlanVersion) -> Screening:
    """Ask for a version to be screened under today's rules, in the background. Asked twice, it is done once."""
    screening, is_new = Screening.objects.get_or_create(version=version, ruleset=ruleset(), house=house())
    if is_new or screening.stage == Stage.WAITING:
        from goldenthread.screenings.tasks import screen_versions

        pk = screening.pk
        transaction.on_commit(lambda: screen_versions.enqueue([pk]))
    return screening


@dataclass
class _Seen:
    """What looking at a text gave, before anything of it is written."""

    stage: Stage = Stage.SCREENED
    reason: str = ""
    findings: list[Found] = field(default_factory=list)
    coverage: Coverage = field(default_factory=lambda: Coverage((), 0, 0))
    broken: list[str] = field(default_factory=list)
    ran: frozenset[str] = frozenset()
    paragraphs: list[Compared] = field(default_factory=list)


def screen_now(screening: Screening) -> Screening:
    """Make a screening that waits. Looking holds no lock; what was seen is written in one transaction.

    Run twice, at the same time or after a crash, the second finds it made and changes nothing. A try that stops, of itself
    or with its worker, is made again after a while, and after the last one it is not screened. One that was asked for
    under rules that have changed since can no longer be made: today's rules are asked for in its place.
    """
    if screening.stage != Stage.WAITING:
        return screening
    version = screening.version
    now = world.now()
    if (screening.ruleset, screening.house) != (ruleset(), house()):
        with transaction.atomic():
            Screening.objects.filter(pk=screening.pk, stage=Stage.WAITING).delete()
            return have_screened(version=version)
    tries = _begin(screening, now=now)
    if tries is None:
        return Screening.objects.select_related("version").get(pk=screening.pk)
    before = _before(screening)
    known = {check.id: check.version for check in known_checks().values()}
    reads_alike = before is not None and before.items_version == ITEMS_VERSION
    to_run = rules.checks_to_run(
        known, before.checks if before else {}, reads_alike=reads_alike, broken=before.broken if before else ()
    )
    seen = _look(version, to_run, looked_before=before)
    if seen.reason in rules.WORTH_ANOTHER_TRY and tries < rules.MOST_TRIES:
        # It waits, and the timetable has it tried again.
        return Screening.objects.select_related("version").get(pk=screening.pk)
    return _write(screening, seen, known)


def _begin(screening: Screening, *, now: dt.datetime) -> int | None:
    """Count this try. None where there is to be none: it is made, one is at it or stopped a moment ago, or all were in vain.

    Written before anything is looked at: a text on which the worker itself dies would otherwise take it down for ever.
    """
    with transaction.atomic():
        waits = Screening.objects.select_for_update(of=("self",)).get(pk=screening.pk)
        if waits.stage != Stage.WAITING or (waits.not_before is not None and waits.not_before > now):
            return None
        if waits.tries >= rules.MOST_TRIES:
            waits.version = screening.version
            _write(waits, _Seen(Stage.NOT_SCREENED, "stopped"), {})
            return None
        waits.tries += 1
        waits.not_before = now + rules.WAITS[waits.tries - 1]
        waits.save(update_fields=["tries", "not_before"])
        return waits.tries


@transaction.atomic
def screen_again(*, version: PlanVersion, by: Post) -> Screening:
    """Somebody has a version whose screening stopped looked at anew, with all its tries before it.

    Raises Refused where another try could say nothing else, or where nothing stopped.
    """
    require(by, Permission.UPLOAD_VERSION, version)
    stopped = latest_run(version)
    if stopped is None or stopped.reason not in rules.WORTH_ANOTHER_TRY:
        raise Refused("There is nothing to screen again. Load the page anew.")
    # It made no finding and ended none. That it stopped stays in the history.
    Screening.objects.filter(pk=stopped.pk, stage=Stage.NOT_SCREENED).delete()
    record("asked to screen again", on=version, by=by, number=version.number, reason=stopped.reason)
    return have_screened(version=version)


def _before(screening: Screening) -> Screening | None:
    """The run whose findings stand until this one is written."""
    runs = Screening.objects.filter(version=screening.version_id, stage=Stage.SCREENED, pk__lt=screening.pk)
    return runs.order_by("-pk").first()


def _look(version: PlanVersion, to_run: frozenset[str], *, looked_before: Screening | None) -> _Seen:
    try:
        document = version.document
    except ValueError:
        return _Seen(Stage.NOT_SCREENED, "unreadable")
    if not any(block.is_plan_text and block.text for block in document.blocks):
        return _Seen(Stage.NOT_SCREENED, "no-text")
    if not document.codes:
        return _Seen(Stage.NOT_SCREENED, "no-sections")
    try:
        return _run(version, document, to_run)
    except Exception as error:
        # The kind of error and nothing of its words, which may quote the plan.
        log.error("Screening of version %s stopped: %s", version.pk, type(error).__name__)
        return _Seen(Stage.NOT_SCREENED, "broke")


def _run(version: PlanVersion, document: Document, to_run: frozenset[str]) -> _Seen:
    facts = facts_of(version)
    of_the_library = to_run - {BOILERPLATE.id}
    broken: list[str] = []
    try:
        made = screen(document, facts, only=of_the_library)
        found = list(made.findings)
    except Exception:
        # One check that stops must not cost the others: each is tried alone.
        made = screen(document, facts, only=())
        found, broken = _one_by_one(document, facts, of_the_library)
    paragraphs = compared(version, made.plan)
    if BOILERPLATE.id in to_run:
        found += shared_wording(made.plan, paragraphs)
    return _Seen(findings=found, coverage=made.coverage, broken=broken, ran=to_run, paragraphs=paragraphs)


def _one_by_one(document: Document, facts, wanted: Collection[str]) -> tuple[list[Found], list[str]]:
    found: list[Found] = []
    broken: list[str] = []
    for rule in sorted(wanted):
        try:
            found += screen(document, facts, only=(rule,)).findings
        except Exception as error:
            log.error("The check %s stopped: %s", rule, type(error).__name__)
            broken.append(rule)
    return found, broken


@transaction.atomic
def _write(screening: Screening, seen: _Seen, checks: dict[str, str]) -> Screening:
    version = screening.version
    screening = Screening.objects.select_for_update(of=("self",)).get(pk=screening.pk)
    screening.version = version
    if not LIFECYCLE.allows(screening, to=seen.stage):
        return screening
    screening.reason, screening.finished_at, screening.not_before = seen.reason, world.now(), None
    if seen.stage == Stage.SCREENED:
        screening.tries = 0  # tries count those in vain
    if seen.stage == Stage.SCREENED:
        screening.checks, screening.ran, screening.broken = checks, sorted(seen.ran), seen.broken
        screening.items_version = ITEMS_VERSION
        screening.sections, screening.items = list(seen.coverage.sections), seen.coverage.items
        screening.blocks_not_understood = seen.coverage.blocks_not_understood
        standing = Finding.objects.filter(version=version, until=None)
        # What another version of a check said, and what a check said that there is no longer.
        (standing.filter(rule__in=seen.ran) | standing.exclude(rule__in=checks)).update(until=screening)
        Finding.objects.bulk_create(_rows(screening, seen.findings), batch_size=200)
        keep_passages(version, seen.paragraphs)
    # The stage and its moment change together: a constraint holds them to it.
    screening.stage = seen.stage
    screening.save()
    record(
        "screened" if seen.stage == Stage.SCREENED else "not screened",
        on=screening,
        number=version.number,
        ruleset=screening.ruleset,
        reason=seen.reason,
        checks=len(seen.ran),
    )
    tell_all(after_screening, version=version, at=screening.finished_at)
    return screening


def _rows(screening: Screening, found: Iterable[Found]) -> list[Finding]:
    version = screening.version
    ordered = sorted(found, key=lambda one: (one.start is None, one.start or 0, one.rule))
    return [_row(screening, version, one) for one in ordered]


def _row(screening: Screening, version: PlanVersion, one: Found) -> Finding:
    sentence = ""
    if one.block is not None and one.block_start is not None and one.block_end is not None:
        text = version.document.blocks[one.block].text
        sentence = rules.sentence_round(text, one.block_start, one.block_end)
    return Finding(
        version=version,
        since=screening,
        number=min(one.start if one.start is not None else 2_000_000_000, 2_000_000_000),
        rule=one.rule,
        rule_version=one.version,
        standard=one.standard[:20],
        section=one.section[:8],
        item=(one.item or "")[:20],
        block=one.block,
        start=one.block_start,
        end=one.block_end,
        quote=one.quote,
        fingerprint=rules.kept_fingerprint(one.fingerprint, quote=one.quote, sentence=sentence, message=one.message),
        severity=str(one.severity),
        confidence=one.confidence,
        message=one.message,
        suggestion=one.suggestion,
        source=one.source,
    )
