"""Challenges: who may decide which, and the page on which one is decided."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from goldenthread import world
from goldenthread.moderation import rules, rules_letter
from goldenthread.moderation.models import (
    Challenge,
    Evidence,
    Moderation,
)
from goldenthread.moderation.queries.letter_proposed import _found_in
from goldenthread.moderation.queries.letters import judgement_of, points_of, strengths_of
from goldenthread.moderation.queries.noticed import noticed_in
from goldenthread.moderation.queries.seniors import hands_in, seniors_for
from goldenthread.people.models import Post
from goldenthread.permissions import Role
from goldenthread.plans.section_text import one_section


def seniors_for_challenge(moderation: Moderation) -> list[tuple[rules.Senior, str]]:
    """Every senior with what stands in the way of deciding a challenge; nothing where they may."""
    hands = hands_in(moderation.version)
    moderated = frozenset(moderation.reviews.values_list("moderator__person_id", flat=True))
    return [
        (one, rules_letter.why_not_decide(one, hands, moderated=moderated))
        for one in seniors_for(moderation.version, on=world.today())
    ]


def senior_for_challenge(moderation: Moderation) -> Post | None:
    """The senior with the lightest load who neither moderated, wrote nor edited, and knows nothing against it."""
    able = [one for one, why in seniors_for_challenge(moderation) if not why]
    if not able:
        return None
    chosen = min(able, key=lambda one: (one.load, one.post))
    return Post.objects.select_related("authority", "person").get(pk=chosen.post)


def may_decide(challenge: Challenge) -> QuerySet[Post]:
    """The seniors to whom the lead may give a challenge now."""
    able = [one.post for one, why in seniors_for_challenge(challenge.letter.moderation) if not why]
    return Post.objects.filter(pk__in={*able} - {challenge.senior_id}).select_related("person")


def challenges_for(post: Post) -> QuerySet[Challenge]:
    """Challenges that a senior decides; all of the authority for the lead."""
    challenges = Challenge.objects.select_related(
        "letter__moderation__version__plan__child",
        "letter__moderation__version__plan__officer",
        "letter__moderation__moderator__person",
        "point",
        "by__person",
        "senior__person",
    )
    return challenges if post.role == Role.LEAD else challenges.filter(senior=post)


def who_decides(challenge: Challenge, *, named: bool) -> str:
    """ "Mair Ellwood decides." """
    if challenge.senior is None:
        return "The quality lead is choosing who decides."
    return f"{challenge.senior.name} decides." if named else "Another senior decides."


@dataclass(frozen=True)
class RestsOn:
    """What the moderator answered, said and quoted for one standard of a challenged point."""

    code: str
    answer: str
    comment: str
    quotes: list[Evidence]


def _rests_on(challenge: Challenge) -> list[RestsOn]:
    """For the point that is challenged, or for every point where the letter is."""
    letter = challenge.letter
    points = [challenge.point] if challenge.point else points_of(letter)
    codes = list(dict.fromkeys(code for point in points for code in point.codes))
    found = _found_in(letter.review)
    quotes = list(letter.review.evidence.filter(removed_at=None, code__in=codes).order_by("pk"))
    return [
        RestsOn(
            code,
            found.asked.edition.answer(found.judgements[code].answer).label if found.judgements[code].answer else "",
            found.judgements[code].comment,
            [one for one in quotes if one.code == code],
        )
        for code in codes
        if code in found.judgements
    ]


def challenge_page(challenge: Challenge, *, post: Post) -> dict[str, Any]:
    """What the senior who decides reads: the point, what was said, and the section that it quotes."""
    writer = challenge.letter.moderation.version.writer
    return {
        "challenge": challenge,
        "letter": challenge.letter,
        "moderation": challenge.letter.moderation,
        "decides": challenge.is_assigned_to(post),
        "section": section_of(challenge),
        "evidence": _rests_on(challenge),
        "noticed": noticed_in(
            challenge.letter.review, post=post, open_for=tuple(challenge.point.codes) if challenge.point else ()
        ),
        "page": {
            "greeting": rules_letter.greeting(writer.name if writer else None, challenge.letter.opening),
            "judgement": judgement_of(challenge.letter),
            "strengths": strengths_of(challenge.letter),
            "points": points_of(challenge.letter),
            "points_heading": "What to change",
        },
    }


def section_of(challenge: Challenge) -> Any:
    """The section of the plan that a challenged point quotes, laid out for the page; None for the whole letter."""
    if challenge.point is None or not challenge.point.section:
        return None
    return one_section(challenge.letter.moderation.version.document, challenge.point.section)
