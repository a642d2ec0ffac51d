"""What a letter is written from, who decides about it, and what it waits for."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from ehcp.clock.timescales import Clock
from goldenthread import world
from goldenthread.history.models import Event
from goldenthread.moderation import rules, rules_letter
from goldenthread.moderation.models import (
    Challenge,
    Evidence,
    Judgement,
    Letter,
    LetterMessage,
    LetterPoint,
    LetterStrength,
    Moderation,
    Review,
)
from goldenthread.moderation.queries.asked import Asked, asked_in
from goldenthread.moderation.queries.moderations import clock_of
from goldenthread.moderation.queries.seniors import hands_in, seniors_for
from goldenthread.moderation.rules_letter import PointWords, StrengthWords, Weakness
from goldenthread.moderation.stages import Stage
from goldenthread.people import choices
from goldenthread.people.models import Authority, Post
from goldenthread.permissions import Role
from goldenthread.plans.models import Clearance, PlanVersion
from goldenthread.plans.queries.changes import Pair, compared
from goldenthread.plans.section_text import one_section
from goldenthread.plans.stages import Stage as VersionStage
from goldenthread.toolkit.standards import load_edition

LONGEST_HEADING, LONGEST_ORIGIN = 200, 300


def standing_review(moderation: Moderation) -> Review | None:
    """The review that counts: the last that was handed in."""
    return moderation.reviews.exclude(submitted_at=None).order_by("-number").first()


def letters_visible_to(post: Post) -> QuerySet[Letter]:
    """Letters that this post may read: those sent to it, those it writes or decides about; all of them for a lead."""
    letters = Letter.objects.select_related(
        "moderation__version__plan__child",
        "moderation__version__plan__assessment",
        "moderation__version__plan__officer__person",
        "moderation__version__writer__person",
        "moderation__moderator__person",
        "review",
    ).defer("moderation__version__text")
    if post.role == Role.LEAD:
        return letters
    theirs = Q(moderation__version__writer=post) | Q(moderation__version__plan__officer=post)
    decides = Q(pk__in=Challenge.objects.filter(senior=post).values("letter"))
    return letters.filter((theirs & Q(sent_at__isnull=False)) | Q(moderation__moderator=post) | decides)


def addressees(moderation: Moderation) -> list[Post]:
    """To whom the letter goes: the writer, and whoever has the plan now where it was handed over. Only those in post."""
    found = [moderation.version.writer, moderation.plan.officer]
    return list({post.pk: post for post in found if post is not None and post.is_open}.values())


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
            heading=asked.questions[code].label[:LONGEST_HEADING],
            body=judgements[code].comment,
            quote=quotes[code].quote if code in quotes else "",
            item=quotes[code].item if code in quotes else "",
            section=quotes[code].section if code in quotes else "",
            codes=(code,),
            good=asked.questions[code].good,
            origin=judgements[code].origin,
            origin_words=origin_in_words(asked, judgements[code])[:LONGEST_ORIGIN],
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


def version_to_clear(moderation: Moderation) -> PlanVersion:
    """The newest version that waits behind the one that was read, or that one (also where it was released meanwhile)."""
    if moderation.version.stage != VersionStage.DRAWN:
        return moderation.version
    newer = moderation.plan.versions.filter(
        number__gt=moderation.version.number, stage__in=[VersionStage.DRAFTING, VersionStage.READY]
    )
    return newer.order_by("-number").first() or moderation.version


def waits_for_clearance(moderation: Moderation) -> bool:
    """The draft that was read, or the newer one behind it, may not be served before somebody clears it."""
    return moderation.version.stage == VersionStage.DRAWN and not moderation.is_for_learning


def cleared_by(moderation: Moderation) -> PlanVersion | None:
    """The version that was cleared after its changes in this moderation."""
    cleared = Clearance.objects.filter(
        source=moderation.reference, kind=Clearance.Kind.LEVEL_3, outcome=Clearance.Outcome.CLEARED
    )
    found = cleared.select_related("version__plan").order_by("-pk").first()
    return found.version if found else None


def is_over(moderation: Moderation) -> bool:
    """Nobody waits for anything: see `close_if_over`."""
    letter = moderation.letter
    if letter.challenges.filter(decision="").exists():
        return False
    if waits_for_clearance(moderation):
        return False
    taken = letter.answer == Letter.Answer.ACKNOWLEDGED or letter.challenges.exists()
    return taken or (letter.answer_by is not None and world.today() > letter.answer_by)


def unanswered_past_their_day(authority: Authority, *, on: dt.date) -> list[Moderation]:
    return list(
        Moderation.objects.filter(
            authority=authority,
            stage=Stage.WITH_WRITER,
            letter__answer_by__lt=on,
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


COUNTED = ("Nothing", "One thing", "Two things", "Three things")


@dataclass(frozen=True)
class LetterPage:
    """Everything that the letter's page shows beside its own words."""

    letter: Letter
    judgement: Any
    strengths: list[LetterStrength]
    points: list[LetterPoint]
    thread: list[LetterMessage]
    challenges: list[Challenge]
    clock: Clock | None
    moderator_name: str
    is_writer: bool
    is_moderator: bool
    may_challenge: bool
    asks_for_changes: bool
    to_amend: list[LetterPoint]
    done: int
    fallen: list[LetterPoint]

    is_with_writer: bool
    names_seniors: bool

    @property
    def all_answered(self) -> bool:
        return self.done == len(self.to_amend)

    @property
    def may_amend(self) -> bool:
        return self.is_writer and self.is_with_writer

    @property
    def amend_heading(self) -> str:
        if not self.to_amend:
            return "Changes"
        return f"{self.letter.get_outcome_display()}: {self.done} of {len(self.to_amend)} answered"

    @property
    def points_heading(self) -> str:
        return f"{COUNTED[len(self.points)]} to change"


def letter_page(letter: Letter, *, post: Post, on: dt.date) -> dict[str, Any]:
    """The context of the letter's page for one reader: the same few queries however long the conversation."""
    moderation = letter.moderation
    points = list(letter.points.order_by("number"))
    to_amend = (
        [point for point in points if point.is_to_amend] if letter.outcome != Letter.Outcome.READY_TO_SERVE else []
    )
    challenges = list(letter.challenges.select_related("point", "senior__person"))
    challenged = {one.point_id for one in challenges}
    named = choices.value(moderation.authority_id, "level3.moderator-named")
    page = LetterPage(
        letter=letter,
        judgement=judgement_of(letter),
        strengths=list(letter.strengths.order_by("number")),
        points=points,
        thread=list(letter.messages.select_related("by__person", "point").order_by("pk")),
        challenges=challenges,
        clock=clock_of(moderation.version, on=on),
        moderator_name=moderation.moderator.name if named and moderation.moderator else "A senior casework officer",
        is_writer=moderation.is_written_by(post),
        is_moderator=moderation.is_assigned_to(post),
        may_challenge=bool(letter.answer_by and on <= letter.answer_by)
        and not challenged.issuperset({None, *(point.pk for point in points)}),
        asks_for_changes=letter.outcome != Letter.Outcome.READY_TO_SERVE or waits_for_clearance(moderation),
        to_amend=to_amend,
        done=sum(point.done != LetterPoint.Done.OPEN for point in to_amend),
        is_with_writer=moderation.stage == Stage.WITH_WRITER,
        names_seniors=named,
        fallen=[point for point in points if not point.is_to_amend and point.done != LetterPoint.Done.OPEN],
    )
    return {"page": page, "letter": letter, "moderation": moderation}


def challenge_page(challenge: Challenge, *, post: Post) -> dict[str, Any]:
    """What the senior who decides reads: the point, what was said, and the section that it quotes."""
    return {
        "challenge": challenge,
        "letter": challenge.letter,
        "moderation": challenge.letter.moderation,
        "decides": challenge.is_assigned_to(post),
        "section": section_of(challenge),
    }


def section_of(challenge: Challenge) -> Any:
    """The section of the plan that a challenged point quotes, laid out for the page; None for the whole letter."""
    if challenge.point is None or not challenge.point.section:
        return None
    return one_section(challenge.letter.moderation.version.document, challenge.point.section)


def changes_page(moderation: Moderation) -> dict[str, Any]:
    """What the senior looks at: the points and what became of each, and the difference of the two texts."""
    newest = version_to_clear(moderation)
    letter = Letter.objects.filter(moderation=moderation).first()
    page: dict[str, Any] = {
        "moderation": moderation,
        "letter": letter,
        "points": list(letter.points.order_by("number")) if letter else [],
        "newest": newest,
        "is_newer": newest.pk != moderation.version_id,
        "clock": clock_of(moderation.version, on=world.today()),
    }
    if page["is_newer"]:
        page["pair"] = Pair(moderation.version, newest, [moderation.version.number, newest.number])
        page["comparison"] = compared(moderation.version.document, newest.document)
    return page
