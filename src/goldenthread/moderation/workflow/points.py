"""What the checks noticed is shown to a moderator who has answered, and the moderator says what they think of it.

Nothing here writes a word of a letter: a finding enters none by itself.
"""

from django.db import transaction

from goldenthread.history.record import record
from goldenthread.moderation.models import Moderation, PointsShown, Review
from goldenthread.moderation.queries.asked import asked_in
from goldenthread.moderation.queries.points import findings_of, may_show
from goldenthread.moderation.workflow.answers import Clash, Saved
from goldenthread.moderation.workflow.refusals import Refused
from goldenthread.moderation.workflow.review import locked_review
from goldenthread.people.models import Post
from goldenthread.screenings import queries as screened
from goldenthread.screenings import workflow as screenings
from goldenthread.screenings.models import Missed, Screening

FIRST_ANSWER = "Answer every question of this section first: what the checks noticed is shown afterwards."
NOT_SHOWN = "This point has not been shown to you. Open the page again."


@transaction.atomic
def show_points(*, review: Review, by: Post, section: str) -> PointsShown:
    """Show what the checks noticed in a section, and note the moment: answers given before it are those for figures.

    All sections of a review are shown from one run, so that numbers do not move under a moderator. Raises Refused
    while a question of the section is open (unless the authority decided otherwise) and for a text not screened.
    """
    review, moderation = locked_review(review, by)
    asked = asked_in(moderation)
    form = asked.section(section)
    if form is None:
        raise Refused("This form has no such section.")
    known = review.points_shown.filter(section=section).first()
    if known is not None:
        return known
    if not may_show(moderation, form, review.judgements.all()):
        raise Refused(FIRST_ANSWER)
    run = _run_of(review, moderation)
    status = screened.status_of(run)
    if run is None or not status.is_screened:
        raise Refused(status.sentence)
    shown = PointsShown.objects.create(review=review, section=section, screening=run)
    record("points shown", on=moderation, by=by, review=review.pk, section=section, screening=run.pk)
    return shown


def _run_of(review: Review, moderation: Moderation) -> Screening | None:
    """The run that this review has been shown; a correction goes on with that of the review before it."""
    reviews = moderation.reviews.filter(moderator=review.moderator_id)
    before = PointsShown.objects.filter(review__in=reviews).select_related("screening").order_by("pk").first()
    return before.screening if before else screened.latest_run(moderation.version)


@transaction.atomic
def judge_point(*, review: Review, by: Post, finding: int, field: str, value: str, version: int) -> Saved | Clash:
    """Save what the moderator says of one finding (its key): the answer or the reason. See `screenings.judge_finding`."""
    review, moderation = locked_review(review, by)
    shown = {one.section: one for one in review.points_shown.select_related("screening")}
    found = findings_of(moderation, asked_in(moderation), shown).get(finding)
    if found is None:
        raise Refused(NOT_SHOWN)
    try:
        answer = screenings.judge_finding(
            finding=found, by=by, field=field, value=value, version=version, source=review.source
        )
    except screenings.Refused as refused:
        raise Refused(str(refused)) from refused
    name = f"{field}-{finding}"
    if isinstance(answer, screenings.Clash):
        return Clash("", name, mine=answer.mine, theirs=answer.theirs, version=answer.version)
    record("point judged", on=moderation, by=by, review=review.pk, finding=finding, version=answer.version)
    return Saved("", name, answer.value, answer.version)


@transaction.atomic
def say_missed(*, review: Review, by: Post, section: str, quote: str, rule: str, words: str) -> Missed:
    """The moderator says what the checks should have pointed at in a section whose points were shown."""
    review, moderation = locked_review(review, by)
    if not review.points_shown.filter(section=section).exists():
        raise Refused(FIRST_ANSWER)
    try:
        return screenings.say_missed(
            version=moderation.version,
            by=by,
            source=review.source,
            section=section,
            quote=quote,
            rule=rule,
            words=words,
        )
    except screenings.Refused as refused:
        raise Refused(str(refused)) from refused


@transaction.atomic
def take_back_missed(*, review: Review, by: Post, missed: Missed) -> None:
    review, _ = locked_review(review, by)
    if missed.source != review.source:
        raise Refused("That belongs to another review.")
    screenings.take_back_missed(missed=missed, by=by)
