"""What the checks noticed in a moderated version and what its moderator said of it, to be read once the review is in."""

from dataclasses import dataclass

from goldenthread.moderation.models import Review
from goldenthread.moderation.queries.asked import asked_in
from goldenthread.moderation.queries.holding_back import answers_first
from goldenthread.moderation.queries.points import section_of
from goldenthread.people.models import Post
from goldenthread.screenings import queries as screened
from goldenthread.screenings.models import Missed
from goldenthread.screenings.queries.points import Point
from goldenthread.toolkit.standards import SectionForm


@dataclass(frozen=True)
class NoticedPart:
    """The points of one section of the form. `was_shown` False: the moderator handed in without looking at them."""

    section: SectionForm
    was_shown: bool
    points: tuple[Point, ...]
    missed: tuple[Missed, ...]
    is_open: bool = False

    @property
    def count_in_words(self) -> str:
        said = [f"{len(self.points)} point{'s' * (len(self.points) != 1)}"]
        if self.points and not self.was_shown:
            said.append("not looked at")
        elif self.points:
            said.append(f"{sum(bool(point.answer) for point in self.points)} answered")
        if self.missed:
            said.append(f"{len(self.missed)} missed")
        return ", ".join(said)


@dataclass(frozen=True)
class Noticed:
    """All of it, section by section, from the run that the moderator saw."""

    status: screened.Status
    parts: tuple[NoticedPart, ...] = ()


def noticed_in(review: Review, *, post: Post, open_for: tuple[str, ...] = ()) -> Noticed | None:
    """What stood beside a review that was handed in, for who may read that review; the page has asked that.

    `open_for` are codes of standards whose sections stand open. None for a review still being written, and for somebody
    who has to answer for the same plan first: every point at once would lead them.
    """
    moderation = review.moderation
    if review.submitted_at is None or answers_first(post, moderation.version) is not None:
        return None
    shown = {one.section: one.screening for one in review.points_shown.select_related("screening")}
    run = next(iter(shown.values()), None) or screened.latest_run(moderation.version)
    status = screened.status_of(run)
    if run is None or not status.is_screened:
        return Noticed(status)
    asked = asked_in(moderation)
    standing = list(screened.findings_for(moderation.version, run))
    points = screened.points_of(
        standing,
        known=screened.measured(),
        verdicts=screened.verdicts_of(standing, by=review.moderator, source=review.source),
    )
    missed = list(Missed.objects.filter(source=review.source, by=review.moderator_id))
    opened = {asked.section_of[code].code for code in open_for if code in asked.section_of}
    parts = []
    for section in asked.sections:
        here = tuple(point for point in points if section_of(asked, point.finding).code == section.code)
        lost = tuple(one for one in missed if one.section == section.code)
        if here or lost:
            parts.append(NoticedPart(section, section.code in shown, here, lost, is_open=section.code in opened))
    return Noticed(status, tuple(parts))
