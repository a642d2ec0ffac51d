"""What the checks noticed in one section of the form, as the moderation page shows it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from goldenthread.moderation import rules
from goldenthread.moderation.models import Evidence, Judgement, Moderation, PointsShown, Review
from goldenthread.moderation.queries.asked import Asked
from goldenthread.people import choices
from goldenthread.screenings import queries as screened
from goldenthread.screenings.models import Finding, Missed
from goldenthread.screenings.queries.points import Point, shown_and_folded
from goldenthread.screenings.queries.table import choices_of_checks
from goldenthread.toolkit.standards import SectionForm

AFTER_ANSWERS = "moderation.points-after-answers"


@dataclass(frozen=True)
class SectionPoints:
    """A section's points, or why there are none to see.

    `is_shown`: they were shown to this moderator; `is_ready`: they may be, and there are some. While neither holds
    nothing tells how many there are, for that would be a hint of its own.
    """

    status: screened.Status
    waits_for_answers: bool = False
    is_shown: bool = False
    is_ready: bool = False
    shown: tuple[Point, ...] = ()
    folded: tuple[Point, ...] = ()
    missed: tuple[Missed, ...] = ()
    checks: list[tuple[str, str]] = field(default_factory=list)

    @property
    def points(self) -> tuple[Point, ...]:
        return (*self.shown, *self.folded)

    @property
    def count_in_words(self) -> str:
        number = len(self.points)
        words = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
        return f"{words[number] if number < len(words) else number} point{'s' * (number != 1)} to look at"


def points_in(
    moderation: Moderation,
    review: Review,
    asked: Asked,
    section: SectionForm,
    *,
    judgements: Iterable[Judgement],
    evidence: Iterable[Evidence] = (),
    whole: bool = False,
) -> SectionPoints:
    """The points of a section. `whole` makes the points themselves too, for the page that shows them."""
    shown = {one.section: one for one in review.points_shown.select_related("screening")}
    run = next((one.screening for one in shown.values()), None) or screened.latest_run(moderation.version)
    status = screened.status_of(run)
    if run is None or not status.is_screened:
        return SectionPoints(status)
    is_shown = section.code in shown
    if not is_shown and not may_show(moderation, section, judgements):
        return SectionPoints(status, waits_for_answers=True)
    standing = [
        one for one in screened.findings_for(moderation.version, run) if section_of(asked, one).code == section.code
    ]
    if not whole or not is_shown:
        return SectionPoints(status, is_shown=is_shown, is_ready=bool(standing))
    known = screened.measured()
    points = screened.points_of(
        standing,
        known=known,
        verdicts=screened.verdicts_of(standing, by=review.moderator, source=review.source),
        set_aside=screened.set_aside_before(moderation.version),
        quoted=[(one.block, one.start, one.end) for one in evidence if one.removed_at is None],
    )
    at_once, folded = shown_and_folded(points)
    missed = Missed.objects.filter(source=review.source, by=review.moderator_id, section=section.code)
    return SectionPoints(
        status,
        is_shown=True,
        is_ready=True,
        shown=tuple(at_once),
        folded=tuple(folded),
        missed=tuple(missed),
        checks=choices_of_checks(),
    )


def may_show(moderation: Moderation, section: SectionForm, judgements: Iterable[Judgement]) -> bool:
    """Whether the points of a section may be shown, by the authority's setting and the answers given."""
    answered = {one.code for one in judgements if one.answer}
    return rules.points_may_be_shown(
        after_answers=choices.value(moderation.authority_id, AFTER_ANSWERS),
        answered=len(answered & set(section.codes)),
        of=len(section.codes),
    )


def section_of(asked: Asked, finding: Finding) -> SectionForm:
    """The section of the form under which a finding is shown: the one that reads its words, else its standard's."""
    for section in asked.sections:
        if finding.section in section.reads or (finding.section == "H" and "H1" in section.reads):
            return section
    by_code = {section.code: section for section in asked.sections}
    return by_code.get(finding.standard[:1]) or by_code.get("T") or asked.sections[-1]


def findings_of(moderation: Moderation, asked: Asked, shown: Mapping[str, PointsShown]) -> dict[int, Finding]:
    """Key -> finding, of every section whose points were shown."""
    found: dict[int, Finding] = {}
    for run in {one.screening for one in shown.values()}:
        for one in screened.findings_for(moderation.version, run):
            if section_of(asked, one).code in shown:
                one.version = moderation.version
                found[one.pk] = one
    return found
