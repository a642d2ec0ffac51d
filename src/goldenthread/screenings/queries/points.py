"""Findings made ready for a page: numbered, with how often such points were agreed, and what was said of each."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from goldenthread.screenings.checks import title_of
from goldenthread.screenings.models import Finding, Verdict
from goldenthread.screenings.queries.confidence import Measured, measured_of
from goldenthread.ui.components.evidence import Span

# Of one check so many points are shown at once; the rest stands folded under them.
MOST_OF_A_CHECK = 6


@dataclass(frozen=True)
class Point:
    """One finding as a page shows it. `set_aside` is an earlier "Not a problem" on the same words."""

    number: int
    finding: Finding
    measured: Measured
    verdict: Verdict | None = None
    set_aside: Verdict | None = None
    is_quoted_too: bool = False

    @property
    def pk(self) -> int:
        return self.finding.pk

    @property
    def key(self) -> str:
        return f"f{self.finding.pk}"

    @property
    def title(self) -> str:
        return title_of(self.finding.rule)

    @property
    def is_possible(self) -> bool:
        """Thread findings are always a guess; a check that moderators seldom agree with has become one."""
        return self.finding.rule.startswith("thread-") or self.measured.is_hint

    @property
    def answer(self) -> str:
        return self.verdict.answer if self.verdict else ""

    @property
    def reason(self) -> str:
        return self.verdict.reason if self.verdict else ""

    def saved(self, field: str) -> int:
        return int(self.verdict.versions.get(field, 0)) if self.verdict else 0

    @property
    def answer_version(self) -> int:
        return self.saved("answer")

    @property
    def reason_version(self) -> int:
        return self.saved("reason")

    @property
    def span(self) -> Span | None:
        """The mark in the plan's words."""
        one = self.finding
        if one.block is None or one.start is None or one.end is None:
            return None
        return Span(one.block, one.start, one.end, self.key, "finding", str(self.number))


def points_of(
    findings: Iterable[Finding],
    *,
    known: Mapping[tuple[str, str], Measured],
    verdicts: Mapping[int, Verdict] | None = None,
    set_aside: Mapping[tuple[str, str], Verdict] | None = None,
    quoted: Iterable[tuple[int, int, int]] = (),
) -> list[Point]:
    """Findings as numbered points. `quoted` are places (block, start, end) that the moderator quoted as evidence."""
    places = list(quoted)
    return [
        Point(
            number=number,
            finding=one,
            measured=measured_of(dict(known), one.rule, one.rule_version),
            verdict=(verdicts or {}).get(one.pk),
            set_aside=(set_aside or {}).get((one.rule, one.fingerprint)),
            is_quoted_too=any(_touch(one, place) for place in places),
        )
        for number, one in enumerate(findings, 1)
    ]


def _touch(finding: Finding, place: tuple[int, int, int]) -> bool:
    if finding.block is None or finding.start is None or finding.end is None:
        return False
    block, start, end = place
    return finding.block == block and finding.start < end and start < finding.end


def shown_and_folded(points: list[Point]) -> tuple[list[Point], list[Point]]:
    """The points to show at once, and those of a check that has many, to be unfolded. Numbers follow the order shown."""
    shown: list[Point] = []
    folded: list[Point] = []
    seen: dict[str, int] = {}
    for point in points:
        seen[point.finding.rule] = seen.get(point.finding.rule, 0) + 1
        (shown if seen[point.finding.rule] <= MOST_OF_A_CHECK else folded).append(point)
    numbered = [replace(point, number=number) for number, point in enumerate([*shown, *folded], 1)]
    return numbered[: len(shown)], numbered[len(shown) :]
