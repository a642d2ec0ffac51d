"""What was handed in, laid out to be read: answers by section with their quotes, the judgement, the profile."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from goldenthread.moderation.models import Evidence, Judgement, Moderation, Review
from goldenthread.moderation.queries.asked import Asked, asked_in
from goldenthread.moderation.queries.doubts import Said, said_to
from goldenthread.moderation.queries.noticed import Noticed, noticed_in
from goldenthread.moderation.visibility import reviews_visible_to
from goldenthread.people.models import Post
from goldenthread.toolkit.standards import Edition, Question, SectionForm
from goldenthread.ui.components.tables import Table, columns_of


@dataclass(frozen=True)
class Answered:
    """One question with what was answered, in words."""

    question: Question
    judgement: Judgement | None
    answer: str
    first: str
    origin: str
    who: str
    quotes: tuple[Evidence, ...]


@dataclass(frozen=True)
class Part:
    section: SectionForm
    answers: list[Answered]


@dataclass(frozen=True)
class Profile:
    """The computed profile as it was kept when the judgement was locked."""

    suggested: str
    percent: int | None
    reasons: list[str]
    cannot_tell: list[str]
    table: Table


@dataclass(frozen=True)
class Reading:
    """One review in words, and the numbers of the others that may be read."""

    review: Review
    others: list[Review]
    judgement: str
    descriptor: str
    needs_correction: str
    parts: list[Part]
    profile: Profile
    recommendations: list[tuple[Any, str]]
    has_changed: bool
    noticed: Noticed | None
    doubts: list[Said]  # what was asked about two answers together, and what was said


def reading_of(moderation: Moderation, post: Post, *, number: int | None = None) -> Reading | None:
    """The newest review that this post may read and that was handed in, or the one of a number. None where none was."""
    visible = reviews_visible_to(post, moderation).filter(submitted_at__isnull=False).order_by("-number")
    reviews = list(visible.select_related("moderator__person").prefetch_related("judgements", "strengths__evidence"))
    wanted = [one for one in reviews if number is None or one.number == number]
    if not wanted:
        return None
    review = wanted[0]
    review.moderation = moderation
    asked = asked_in(moderation)
    edition = asked.edition
    judgement = edition.judgement(review.judgement)
    who = {choice.key: choice.label for choice in edition.who_should_act}
    return Reading(
        review=review,
        others=[one for one in reviews if one.pk != review.pk],
        judgement=judgement.label,
        descriptor=judgement.descriptor,
        needs_correction=next(
            (choice.label for choice in edition.needs_correction if choice.key == review.needs_correction), ""
        ),
        parts=parts_of(asked, review),
        profile=profile_of(asked, review),
        recommendations=[(each, who.get(each.for_whom, each.for_whom)) for each in review.recommendations.all()],
        has_changed=asked.has_changed,
        noticed=noticed_in(review, post=post),
        doubts=said_to(asked, review),
    )


def parts_of(asked: Asked, review: Review) -> list[Part]:
    judgements = {one.code: one for one in review.judgements.all()}
    quotes: dict[str, list[Evidence]] = {}
    for evidence in review.evidence.filter(removed_at=None):
        quotes.setdefault(evidence.code, []).append(evidence)
    return [
        Part(section, [_answered(asked, each, judgements.get(each.code), quotes) for each in section.questions])
        for section in asked.sections
    ]


def _answered(asked: Asked, question: Question, one: Judgement | None, quotes: dict[str, list[Evidence]]) -> Answered:
    edition = asked.edition
    labels = {answer.key: answer.label for answer in edition.scale.answers}
    services = {choice.key: choice.label for choice in edition.advice_services}
    who = {choice.key: choice.label for choice in edition.who_should_act}
    origin = ""
    if one is not None and one.origin:
        said = [edition.origin(one.origin).label, services.get(one.origin_service, ""), one.origin_document]
        origin = ", ".join(words for words in said if words)
    return Answered(
        question=question,
        judgement=one,
        answer=labels.get(one.answer, "") if one else "",
        first=labels.get(one.first_answer, "") if one else "",
        origin=origin,
        who=who.get(one.who_should_act, "") if one else "",
        quotes=tuple(quotes.get(question.code, ())),
    )


def _in_the_way(edition: Edition, reason: str, not_met: Sequence[str]) -> str:
    """A limit that held the profile down, in plain words: which standards stand in the way, and how far it goes with them.

    A sentence that the edition does not know is shown as it was kept.
    """
    limit = next((one for one in edition.suggesting.limits if one.sentence == reason), None)
    named = [
        f"{code} ({edition.standard(code).label})"
        for code in not_met
        if limit is not None and edition.standard(code).limiting == limit.limiting
    ]
    if limit is None or not named:
        return reason
    first, is_one = ", ".join(named[:-1]), len(named) == 1
    which = named[-1] if is_one else f"{first} and {named[-1]}"
    return (
        f"{which} {'is' if is_one else 'are'} not met. Whatever else is good, the answers then add up to "
        f"{edition.judgement(limit.judgement_at_most).label} at most."
    )


def profile_of(asked: Asked, review: Review) -> Profile:
    """The profile in words. Call it for a locked review only: before the lock nothing of it may leave the server."""
    assert review.locked_at is not None
    kept, edition = review.profile, asked.edition
    rows = []
    for row in kept.get("sections", ()):
        section = edition.section(row["code"])
        word = edition.judgement(row["suggested"]).label if row["suggested"] else "Nothing to add up"
        share = "" if row["percent"] is None else f"{row['percent']}%"
        rows.append([f"{section.code} {section.title}", f"{row['answered']} of {row['asked']}", share, word])
    suggested = edition.judgement(review.suggested).label if review.suggested else "Nothing to add up"
    return Profile(
        suggested=suggested,
        percent=kept.get("percent"),
        reasons=[_in_the_way(edition, reason, kept.get("limits_hit", ())) for reason in kept.get("reasons", ())],
        cannot_tell=[f"{code}, {edition.standard(code).label}" for code in kept.get("cannot_tell", ())],
        table=Table(
            "What your answers add up to, section by section",
            columns_of("Section | Answered # | Share of the marks # | Suggests"),
            rows,
        ),
    )
