"""What a letter is written from, who decides about it, and what it waits for."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from ehcp.screening.compare import compare

from ehcp.clock.timescales import twenty_week_clock
from goldenthread import world
from goldenthread.history.models import Event
from goldenthread.moderation import rules, rules_letter
from goldenthread.moderation.models import Challenge, Evidence, Judgement, Letter, LetterPoint, Moderation, Review
from goldenthread.moderation.queries.asked import Asked, asked_in
from goldenthread.moderation.queries.seniors import hands_in, seniors_for
from goldenthread.moderation.rules_letter import PointWords, StrengthWords, Weakness
from goldenthread.moderation.stages import Stage
from goldenthread.people import choices
from goldenthread.people.models import Authority, Post
from goldenthread.permissions import Role
from goldenthread.plans.models import PlanKind, PlanVersion
from goldenthread.plans.section_text import one_section
from goldenthread.plans.stages import Stage as VersionStage
from goldenthread.toolkit.standards import load_edition


def standing_review(moderation: Moderation) -> Review | None:
    """The review that counts: the last that was handed in."""
    return moderation.reviews.exclude(submitted_at=None).order_by("-number").first()


def letters_visible_to(post: Post) -> QuerySet[Letter]:
    """Letters that this post may read: those sent to it, those it writes or decides about; all of them for a lead."""
    letters = Letter.objects.select_related(
        "moderation__version__plan__child",
        "moderation__version__plan__assessment",
        "moderation__version__writer__person",
        "moderation__moderator__person",
        "review",
    )
    if post.role == Role.LEAD:
        return letters
    sent_to_them = Q(moderation__version__writer=post, sent_at__isnull=False)
    return letters.filter(sent_to_them | Q(moderation__moderator=post) | Q(challenges__senior=post)).distinct()


def strengths_proposed(review: Review) -> list[StrengthWords]:
    """The first two strengths of a review as the letter's own words."""
    strengths = review.strengths.select_related("evidence")[: rules_letter.STRENGTHS]
    return [
        StrengthWords(
            text=one.text,
            quote=one.evidence.quote if one.evidence else "",
            item=one.evidence.item if one.evidence else "",
            section=one.evidence.section if one.evidence else "",
        )
        for one in strengths
    ]


def points_proposed(review: Review) -> list[PointWords]:
    """The weightiest weaknesses of a review as points, with the first quote behind each and what good looks like."""
    asked = asked_in(review.moderation)
    judgements = {one.code: one for one in review.judgements.all() if one.code in asked.questions}
    quotes: dict[str, Evidence] = {}
    for evidence in review.evidence.filter(removed_at=None).order_by("pk"):
        quotes.setdefault(evidence.code, evidence)
    codes = rules_letter.points_to_make(_weaknesses(asked, judgements, quotes))
    return [
        PointWords(
            heading=asked.questions[code].label,
            body=judgements[code].comment,
            quote=quotes[code].quote if code in quotes else "",
            item=quotes[code].item if code in quotes else "",
            section=quotes[code].section if code in quotes else "",
            codes=(code,),
            good=asked.questions[code].good,
            origin=judgements[code].origin,
            origin_words=origin_in_words(asked, judgements[code]),
        )
        for code in codes
    ]


def _weaknesses(asked: Asked, judgements: dict[str, Judgement], quotes: dict[str, Evidence]) -> list[Weakness]:
    order = {code: place for place, code in enumerate(asked.questions)}
    most = asked.edition.scale.most_marks
    found = []
    for code, one in judgements.items():
        marks = asked.edition.answer(one.answer).marks if one.answer else None
        if marks is None or marks >= most:
            continue
        question = asked.questions[code]
        standard = asked.edition.standard(code)
        found.append(Weakness(code, marks, bool(question.limiting), code in quotes, standard.weight, order[code]))
    return found


def origin_in_words(asked: Asked, judgement: Judgement) -> str:
    """Where the weakness began: "Began in the advice: Speech and language therapy, K4, paragraph 12"."""
    if not judgement.origin:
        return ""
    label = asked.edition.origin(judgement.origin).label
    where = ", ".join(part for part in (judgement.origin_service, judgement.origin_document) if part)
    return f"{label}: {where}" if where else label


def senior_for_challenge(moderation: Moderation) -> Post | None:
    """The senior with the lightest load who neither moderated, wrote nor edited, and knows nothing against it."""
    hands = hands_in(moderation.version)
    able = [
        one
        for one in seniors_for(moderation.version, on=world.today())
        if one.post != moderation.moderator_id and not rules.why_not(one, hands)
    ]
    if not able:
        return None
    chosen = min(able, key=lambda one: (one.load, one.post))
    return Post.objects.select_related("authority", "person").get(pk=chosen.post)


def challenges_for(post: Post) -> QuerySet[Challenge]:
    """Challenges that a senior decides; all of the authority for the lead."""
    challenges = Challenge.objects.select_related(
        "letter__moderation__version__plan__child", "letter__moderation__moderator__person", "point", "by__person"
    )
    return challenges if post.role == Role.LEAD else challenges.filter(senior=post)


def version_to_clear(moderation: Moderation) -> PlanVersion:
    """The newest version that waits behind the one that was read, or that one."""
    newer = moderation.plan.versions.filter(
        number__gt=moderation.version.number, stage__in=[VersionStage.DRAFTING, VersionStage.READY]
    )
    return newer.order_by("-number").first() or moderation.version


def is_over(moderation: Moderation) -> bool:
    """Nobody waits for anything: see `close_if_over`."""
    letter = moderation.letter
    if letter.challenges.filter(decision="").exists():
        return False
    if letter.outcome != Letter.Outcome.READY_TO_SERVE and not moderation.is_for_learning:
        return False
    taken = letter.answer == Letter.Answer.ACKNOWLEDGED or letter.challenges.exists()
    return taken or (letter.answer_by is not None and world.today() > letter.answer_by)


def unanswered_past_their_day(authority: Authority, *, on: dt.date) -> list[Moderation]:
    return list(
        Moderation.objects.filter(
            authority=authority,
            stage=Stage.WITH_WRITER,
            letter__answer_by__lt=on,
            letter__outcome=Letter.Outcome.READY_TO_SERVE,
        )
    )


def times_sent_back(moderation: Moderation) -> int:
    """How often the changes went to the senior: each time is told anew."""
    return Event.objects.filter(
        kind=moderation._meta.verbose_name, thing_id=moderation.pk, verb="changes sent to be checked"
    ).count()


def points_of(letter: Letter) -> list[LetterPoint]:
    return list(letter.points.order_by("number"))


def judgement_of(letter: Letter):
    """The overall judgement that the letter tells of, in the words of its edition."""
    return load_edition(letter.moderation.edition).judgement(letter.review.judgement)


@dataclass(frozen=True)
class LetterPage:
    """Everything that the letter's page shows beside its own words."""

    letter: Letter
    judgement: Any
    strengths: list
    points: list
    thread: list
    challenges: list
    clock: Any
    moderator_name: str
    is_writer: bool
    is_moderator: bool
    may_challenge: bool
    to_amend: list
    done: int


def letter_page(letter: Letter, *, post: Post, on: dt.date) -> dict[str, Any]:
    """The context of the letter's page for one reader: the same few queries however long the conversation."""
    moderation = letter.moderation
    points = list(letter.points.order_by("number"))
    to_amend = (
        [point for point in points if point.is_to_amend] if letter.outcome != Letter.Outcome.READY_TO_SERVE else []
    )
    challenges = list(letter.challenges.select_related("point", "senior__person"))
    named = choices.value(moderation.authority_id, "level3.moderator-named")
    page = LetterPage(
        letter=letter,
        judgement=judgement_of(letter),
        strengths=list(letter.strengths.order_by("number")),
        points=points,
        thread=list(letter.messages.select_related("by__person").order_by("pk")),
        challenges=challenges,
        clock=clock_of(moderation, on=on),
        moderator_name=moderation.moderator.name if named and moderation.moderator else "A senior casework officer",
        is_writer=moderation.is_written_by(post),
        is_moderator=moderation.is_assigned_to(post),
        may_challenge=bool(letter.answer_by and on <= letter.answer_by),
        to_amend=to_amend,
        done=sum(point.done != LetterPoint.Done.OPEN for point in to_amend),
    )
    return {"page": page, "letter": letter, "moderation": moderation}


def clock_of(moderation: Moderation, *, on: dt.date):
    """The twenty weeks of the plan, or None where it has no such clock (an amended plan, a request not recorded)."""
    requested_on = moderation.plan.requested_on
    if requested_on is None or moderation.plan.kind != PlanKind.NEW:
        return None
    return twenty_week_clock(requested_on, on=on)


def section_of(challenge: Challenge) -> Any:
    """The section of the plan that a challenged point quotes, laid out for the page; None for the whole letter."""
    if challenge.point is None or not challenge.point.section:
        return None
    return one_section(challenge.letter.moderation.version.document, challenge.point.section)


def changes_page(moderation: Moderation) -> dict[str, Any]:
    """What the senior looks at: the points and what became of each, and the difference of the two texts."""
    newest = version_to_clear(moderation)
    differences = []
    if newest.pk != moderation.version_id:
        differences = compare(moderation.version.document, newest.document)
    letter = Letter.objects.filter(moderation=moderation).first()
    return {
        "moderation": moderation,
        "letter": letter,
        "points": list(letter.points.order_by("number")) if letter else [],
        "newest": newest,
        "is_newer": newest.pk != moderation.version_id,
        "changed": [one for one in differences if not one.unchanged],
        "unchanged": [one for one in differences if one.unchanged],
        "clock": clock_of(moderation, on=world.today()),
    }
