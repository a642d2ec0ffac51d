"""People say what they think of a finding, and what the checks missed. A finding enters no letter by itself."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction

from ehcp.screening.document import locate
from goldenthread import permissions, world
from goldenthread.history.record import record
from goldenthread.people.models import Post
from goldenthread.permissions import Permission
from goldenthread.plans.models import PlanVersion
from goldenthread.screenings.checks import known_checks
from goldenthread.screenings.models import Answer, Finding, Given, Missed, Verdict

LONGEST = {"answer": 14, "reason": 500}
LONGEST_QUOTE, LONGEST_WORDS = 4_000, 1_000
HANDED_IN = "This was handed in and never changes."


class Refused(ValueError):
    """What cannot be saved, in a sentence that may be shown."""


@dataclass(frozen=True)
class Saved:
    """What now stands, and its version: the page sends that with its next save."""

    field: str
    value: str
    version: int


@dataclass(frozen=True)
class Clash:
    """Another save came between. Nothing was written: both values are given back to choose from."""

    field: str
    mine: str
    theirs: str
    version: int


@transaction.atomic
def judge_finding(
    *,
    finding: Finding,
    by: Post,
    field: str = "answer",
    value: str,
    version: int = 0,
    source: str = "",
    given: str = Given.MODERATION,
) -> Saved | Clash:
    """Save the answer ("agree", "not-a-problem", "unsure", or "" to take it back) or the reason that somebody gives.

    `source` is the review that it belongs to, `given` says whether it is a moderator's or a writer's. `version` is the
    one that the page last saw, 0 for a field never saved. Whether the findings may be seen yet is for the caller.
    """
    is_self_check = given == Given.SELF_CHECK
    permissions.require(by, Permission.UPLOAD_VERSION if is_self_check else Permission.MODERATE, finding)
    value = value.replace("\r\n", "\n").replace("\x00", "").strip()
    if field not in LONGEST:
        raise Refused("That is not asked here.")
    if len(value) > LONGEST[field]:
        raise Refused(f"That is longer than the {LONGEST[field]} characters that fit here.")
    if field == "answer" and value and value not in Answer.values:
        raise Refused("Choose one of the answers offered.")
    # The finding's row stands for the verdict that may not be there yet: two first saves come one after the other.
    Finding.objects.select_for_update().get(pk=finding.pk)
    verdict = Verdict.objects.filter(finding=finding, by=by, given=given, source=source).first() or Verdict(
        finding=finding,
        plan_id=finding.version.plan_id,
        by=by,
        given=given,
        source=source,
        rule=finding.rule,
        rule_version=finding.rule_version,
        fingerprint=finding.fingerprint,
    )
    stored, current = getattr(verdict, field), int(verdict.versions.get(field, 0))
    if stored == value:
        return Saved(field, stored, current)
    if verdict.closed_at is not None:
        raise Refused(HANDED_IN)
    if version != current:
        return Clash(field, mine=value, theirs=stored, version=current)
    setattr(verdict, field, value)
    verdict.versions = {**verdict.versions, field: current + 1}
    verdict.at = world.now()
    verdict.save()
    record("finding judged", on=verdict, by=by, fields=[field], finding=finding.pk, rule=finding.rule, given=given)
    return Saved(field, value, current + 1)


@transaction.atomic
def say_missed(
    *,
    version: PlanVersion,
    by: Post,
    source: str,
    section: str = "",
    quote: str = "",
    rule: str = "",
    words: str = "",
    block: int | None = None,
) -> Missed:
    """A moderator says that the checks should have pointed at something: its words, which check, or what it is.

    Raises Refused where nothing was said, where no such check is known, or where the plan does not say these words.
    """
    permissions.require(by, Permission.MODERATE, version)
    quote, words = quote.replace("\x00", "").strip(), words.replace("\x00", "").strip()
    if not quote and not words:
        raise Refused("Give the words of the plan, or say what was missed.")
    if len(quote) > LONGEST_QUOTE or len(words) > LONGEST_WORDS:
        raise Refused("That is longer than what fits here. Choose the words that matter.")
    check = known_checks().get(rule)
    if rule and check is None:
        raise Refused("Choose one of the checks, or none.")
    anchor = locate(version.document, quote, near=block) if quote else None
    if quote and anchor is None:
        raise Refused("Those words are not in this version of the plan. Copy them as they stand, or leave them out.")
    place: dict[str, Any] = (
        {"block": anchor.block, "start": anchor.start, "end": anchor.end, "quote": anchor.quote} if anchor else {}
    )
    # The same page sent twice says it once.
    missed, is_new = Missed.objects.get_or_create(
        version=version,
        by=by,
        source=source,
        section=section,
        rule=rule,
        rule_version=check.version if check else "",
        words=words,
        closed_at=None,
        **{"quote": "", "block": None, "start": None, "end": None, **place},
    )
    if is_new:
        record("missed by the checks", on=missed, by=by, rule=rule, section=section)
    return missed


@transaction.atomic
def take_back_missed(*, missed: Missed, by: Post) -> None:
    permissions.require(by, Permission.MODERATE, missed.version)
    if missed.by_id != by.pk or missed.closed_at is not None:
        raise Refused(HANDED_IN)
    record("missed taken back", on=missed, by=by)
    missed.delete()


def close_verdicts(*, source: str, by: Post) -> int:
    """A review was handed in: what its moderator said of findings never changes again, and counts. Gives how many."""
    now = world.now()
    closed = Verdict.objects.filter(source=source, by=by, given=Given.MODERATION, closed_at=None).update(closed_at=now)
    Missed.objects.filter(source=source, by=by, closed_at=None).update(closed_at=now)
    return closed


def copy_verdicts(*, source: str, to: str, by: Post) -> None:
    """A correction begins with what was said before; what was handed in stands beside it as it was."""
    said: list[Any] = [
        *Verdict.objects.filter(source=source, by=by, given=Given.MODERATION),
        *Missed.objects.filter(source=source, by=by),
    ]
    for one in said:
        one.pk, one.source, one.closed_at = None, to, None
        one._state.adding = True
        one.save()
