"""The writer's self-check: the plan's words section by section, what the checks noticed beside them, what became of it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from goldenthread.people.models import Post
from goldenthread.permissions import Permission, may
from goldenthread.plans import section_text
from goldenthread.plans.models import PlanVersion
from goldenthread.plans.queries.plan import readable_numbers
from goldenthread.plans.section_text import SectionText
from goldenthread.screenings.checks import known_checks
from goldenthread.screenings.models import Answer, Finding, Given, Screening, Verdict
from goldenthread.screenings.queries.confidence import measured
from goldenthread.screenings.queries.findings import (
    Status,
    findings_for,
    latest_run,
    set_aside_before,
    status_of,
    verdicts_of,
)
from goldenthread.screenings.queries.points import Point, points_of
from goldenthread.screenings.rules import WORTH_ANOTHER_TRY
from goldenthread.screenings.stages import Stage

SELF_CHECK = "self-check"  # stands where a moderator's verdict names its review
WHAT_TO_DO = {
    "no-text": "Bring in the Word file itself, or a PDF that was made from one. A scan is a picture of a plan.",
    "no-sections": "Head each section in the file, such as “Section B” with its title, and bring it in again.",
    "unreadable": "Bring the file in again as a new version.",
    "broke": "Have it screened again, or read it against the standards yourself.",
    "stopped": "Have it screened again, or read it against the standards yourself.",
}
SEVERITIES = {"must-check": "Must check", "should-check": "Should check", "information": "For information"}


@dataclass(frozen=True)
class CheckPoint:
    """A point as the writer sees it: beside the finding why it matters, what was said of it, and whether it is new."""

    point: Point
    is_new: bool = False
    repeats: bool = False  # points at the same words as the one above it
    others: tuple[Verdict, ...] = ()

    @property
    def severity(self) -> str:
        return SEVERITIES.get(self.point.finding.severity, "To check")

    @property
    def why(self) -> str:
        check = known_checks().get(self.point.finding.rule)
        return check.explanation if check else ""

    @property
    def was_set_aside_by_moderator(self) -> bool:
        return self.point.set_aside is not None and self.point.set_aside.given == Given.MODERATION


@dataclass(frozen=True)
class CheckedSection:
    text: SectionText
    points: tuple[CheckPoint, ...]


@dataclass(frozen=True)
class Since:
    """What became of the points of the version before: what went, how many stayed, how many are new."""

    number: int
    gone: tuple[Finding, ...]
    stayed: int
    new: int
    not_compared: int

    @property
    def sentence(self) -> str:
        said = f"{len(self.gone)} went, {self.stayed} stayed, {self.new} {'is' if self.new == 1 else 'are'} new."
        if self.not_compared:
            said += f" {_points(self.not_compared)} come{'s' * (self.not_compared == 1)} from checks that have changed since, and cannot be compared."
        return said


@dataclass(frozen=True)
class SelfCheck:
    """The page. `whole` are points about words that are not there; `since` compares with the version before."""

    status: Status
    is_waiting: bool
    what_to_do: str
    may_answer: bool
    has_word_file: bool
    may_screen_again: bool = False
    whole: tuple[CheckPoint, ...] = ()
    sections: tuple[CheckedSection, ...] = ()
    since: Since | None = None

    @property
    def points(self) -> tuple[CheckPoint, ...]:
        return (*self.whole, *(one for section in self.sections for one in section.points))

    @property
    def answered(self) -> int:
        return sum(bool(one.point.answer) for one in self.points)

    @property
    def count_in_words(self) -> str:
        return f"{_points(len(self.points))} to look at"


def _points(number: int) -> str:
    return f"{number} point{'s' * (number != 1)}"


def may_answer(version: PlanVersion, post: Post) -> bool:
    """The writer and those who bring the plan on its way with them; nobody who reads it for another reason."""
    return bool(may(post, Permission.READ_PLAN, version)) and bool(may(post, Permission.UPLOAD_VERSION, version))


def self_check(version: PlanVersion, post: Post) -> SelfCheck:
    """The page of one version for one person. A fixed number of queries, however many points there are."""
    run = latest_run(version)
    status = status_of(run)
    answers = may_answer(version, post)
    page = SelfCheck(
        status,
        is_waiting=run is None or run.stage == Stage.WAITING,
        what_to_do=WHAT_TO_DO.get(run.reason, "") if run else "",
        may_answer=answers,
        has_word_file=version.file_format == "docx",
        may_screen_again=answers and run is not None and run.reason in WORTH_ANOTHER_TRY,
    )
    if run is None or not status.is_screened:
        return page
    findings = list(findings_for(version))
    since, new = _since_before(version, post, run, findings)
    points = points_of(
        findings,
        known=measured(),
        verdicts=verdicts_of(findings, by=post, source=SELF_CHECK, given=Given.SELF_CHECK) if answers else {},
        set_aside=set_aside_before(version, writers_too=answers) if answers else {},
    )
    others = _said_by_others(findings, post) if answers else {}
    by_section = _in_sections(version, points)
    numbered: dict[str, list[CheckPoint]] = {}
    number = 0
    for code, found in by_section.items():
        quote_above = ""
        for point in found:
            number += 1
            numbered.setdefault(code, []).append(
                CheckPoint(
                    replace(point, number=number),
                    is_new=point.pk in new,
                    repeats=point.finding.quote == quote_above,
                    others=tuple(others.get(point.pk, ())),
                )
            )
            quote_above = point.finding.quote
    spans = [one.point.span for found in numbered.values() for one in found if one.point.span is not None]
    texts = section_text.whole_plan(version.document, spans)
    return replace(
        page,
        whole=tuple(numbered.get("", ())),
        sections=tuple(CheckedSection(text, tuple(numbered.get(text.code, ()))) for text in texts),
        since=since,
    )


def _in_sections(version: PlanVersion, points: Iterable[Point]) -> dict[str, list[Point]]:
    """Section's code -> its points, in the order of the page. "" holds what belongs to no section that is there."""
    codes = [section.code for section in version.document.sections]
    found: dict[str, list[Point]] = {code: [] for code in ("", *codes)}
    for point in points:
        section = point.finding.section
        code = section if section in found else next((one for one in codes if section == "H" and one == "H1"), "")
        found[code].append(point)
    return found


def _said_by_others(findings: list[Finding], post: Post) -> dict[int, list[Verdict]]:
    """What others of the writing side said of the same points: the assistant sees the officer's, and the other way."""
    said = Verdict.objects.filter(finding__in=findings, given=Given.SELF_CHECK).exclude(by=post).exclude(answer="")
    found: dict[int, list[Verdict]] = {}
    for one in said.select_related("by__person"):
        found.setdefault(one.finding_id, []).append(one)
    return found


def _since_before(
    version: PlanVersion, post: Post, run: Screening, findings: list[Finding]
) -> tuple[Since | None, set[int]]:
    """What went and what is new since the version before, by fingerprint; keys of the new ones.

    Only what the same version of a check said of both is compared: a changed check is another check.
    """
    earlier = [number for number in readable_numbers(version.reference, post) if number < version.number]
    if not earlier:
        return None, set()
    older = PlanVersion.objects.defer("text").get(plan=version.plan_id, number=earlier[-1])
    older_run = latest_run(older)
    if older_run is None or older_run.stage != Stage.SCREENED:
        return None, set()
    alike = {rule for rule, made in run.checks.items() if older_run.checks.get(rule) == made}
    before = [one for one in findings_for(older) if one.rule in alike]
    left = Counter((one.rule, one.fingerprint) for one in before)
    new: set[int] = set()
    stayed = not_compared = 0
    for one in findings:
        key = (one.rule, one.fingerprint)
        if one.rule not in alike:
            not_compared += 1
        elif left[key] > 0:
            left[key] -= 1
            stayed += 1
        else:
            new.add(one.pk)
    gone = []
    for one in reversed(before):
        if left[one.rule, one.fingerprint] > 0:
            left[one.rule, one.fingerprint] -= 1
            gone.append(one)
    return Since(older.number, tuple(reversed(gone)), stayed, len(new), not_compared), new


def still_open(version: PlanVersion, post: Post) -> list[Finding]:
    """The findings that this person has not called right as they are: what the margin of the Word file says."""
    findings = list(findings_for(version))
    if not may_answer(version, post):
        return findings
    said = verdicts_of(findings, by=post, source=SELF_CHECK, given=Given.SELF_CHECK)
    return [one for one in findings if one.pk not in said or said[one.pk].answer != Answer.NOT_A_PROBLEM]
