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
from goldenthread.moderation.queries.noticed import noticed_in
from goldenthread.moderation.queries.quotes import sections_of
from goldenthread.moderation.queries.seniors import hands_in, seniors_for
from goldenthread.moderation.rules_letter import PointWords, StrengthWords, Weakness
from goldenthread.moderation.stages import Stage
from goldenthread.people import choices
from goldenthread.people.models import Authority, Post
from goldenthread.permissions import Role
from goldenthread.plans.models import Clearance, PlanVersion
from goldenthread.plans.queries.changes import Comparison, Pair, SectionRows, compared
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


@dataclass(frozen=True)
class _Found:
    """What a review found fault with: its form, its judgements and the first quote behind each."""

    asked: Asked
    judgements: dict[str, Judgement]
    quotes: dict[str, Evidence]

    @property
    def weaknesses(self) -> list[Weakness]:
        return _weaknesses(self.asked, self.judgements, self.quotes)

    def point(self, code: str) -> PointWords:
        """A weakness as a point: the comment, the quote, and what good looks like."""
        question, judgement, quote = self.asked.questions[code], self.judgements[code], self.quotes.get(code)
        return PointWords(
            heading=question.label[:LONGEST_HEADING],
            body=judgement.comment,
            quote=quote.quote if quote else "",
            item=quote.item if quote else "",
            section=quote.section if quote else "",
            codes=(code,),
            good=question.good,
            origin=judgement.origin,
            origin_words=origin_in_words(self.asked, judgement)[:LONGEST_ORIGIN],
        )


def _found_in(review: Review) -> _Found:
    asked = asked_in(review.moderation)
    quotes: dict[str, Evidence] = {}
    for evidence in review.evidence.filter(removed_at=None).order_by("pk"):
        quotes.setdefault(evidence.code, evidence)
    judgements = {one.code: one for one in review.judgements.all() if one.code in asked.questions}
    return _Found(asked, judgements, quotes)


def points_proposed(review: Review) -> list[PointWords]:
    """The weightiest weaknesses of a review as points."""
    found = _found_in(review)
    return [found.point(code) for code in rules_letter.points_to_make(found.weaknesses)]


def point_proposed(review: Review, code: str) -> PointWords | None:
    """One weakness of a review as a point. None where the review names no such weakness."""
    found = _found_in(review)
    return found.point(code) if code in {one.code for one in found.weaknesses} else None


@dataclass(frozen=True)
class LeftOut:
    """A weakness of the review that the letter does not speak of."""

    code: str
    label: str
    answer: str
    comment: str
    is_limiting: bool
    was_written: bool = False


def left_out(letter: Letter) -> list[LeftOut]:
    """The weaknesses of its review of which a letter says nothing, the weightiest first."""
    found = _found_in(letter.review)
    used = {code for point in letter.points.all() for code in point.codes}
    written = {code for one in letter.put_aside for code in one["codes"]}
    limiting = {one.code for one in found.weaknesses if one.limiting}
    return [
        LeftOut(
            code=code,
            label=found.asked.questions[code].label,
            answer=found.asked.edition.answer(found.judgements[code].answer).label,
            comment=found.judgements[code].comment,
            is_limiting=code in limiting,
            was_written=code in written,
        )
        for code in rules_letter.in_order(found.weaknesses)
        if code not in used
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
        found.append(Weakness(code, marks, question.limiting or "", code in quotes, standard.weight, order[code]))
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


NOT_YET = "changes sent back"  # the verb of history


def sent_back_at(moderation: Moderation) -> dt.datetime | None:
    """When a senior last said "not yet"."""
    events = Event.objects.filter(kind=moderation._meta.verbose_name, thing_id=moderation.pk, verb=NOT_YET)
    return events.order_by("-pk").values_list("at", flat=True).first()


def sent_back(moderations: set[int]) -> dict[int, tuple[dt.datetime, str]]:
    """For each of these moderations that a senior sent back with "not yet": when, and what was said with it."""
    events = Event.objects.filter(kind=Moderation._meta.verbose_name, thing_id__in=moderations, verb=NOT_YET)
    last = {event.thing_id: event for event in events.order_by("pk")}
    messages = LetterMessage.objects.filter(letter__moderation__in=list(last)).order_by("pk")
    said: dict[int, str] = {}
    for message in messages.select_related("letter"):
        event = last[message.letter.moderation_id]
        if message.by_id == event.post_id and message.at <= event.at:
            said[message.letter.moderation_id] = message.text
    return {key: (event.at, said[key]) for key, event in last.items() if key in said}


def newer_came(moderation: Moderation) -> bool:
    """A version newer than the one that was read has come in; after "not yet", one that came since."""
    newest = version_to_clear(moderation)
    back = sent_back_at(moderation)
    return newest.pk != moderation.version_id and (back is None or newest.uploaded_at > back)


def question_waiting(letter: Letter) -> LetterMessage | None:
    """The writer's last word under a letter, where nobody has written back."""
    last = letter.messages.select_related("by__person", "point").order_by("-pk").first()
    return last if last is not None and letter.is_written_by(last.by) else None


def waits_for_clearance(moderation: Moderation) -> bool:
    """The draft that was read, or the newer one behind it, may not be served before somebody clears it."""
    return moderation.version.stage == VersionStage.DRAWN and not moderation.is_for_learning


def _clearance_after_changes(moderation: Moderation) -> Clearance | None:
    cleared = Clearance.objects.filter(
        source=moderation.reference, kind=Clearance.Kind.LEVEL_3, outcome=Clearance.Outcome.CLEARED
    )
    return cleared.select_related("version__plan", "by__person").defer("version__text").order_by("-pk").first()


def cleared_by(moderation: Moderation) -> PlanVersion | None:
    """The version that was cleared after its changes in this moderation."""
    found = _clearance_after_changes(moderation)
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
    """The points that say something; an unsent letter may have places in which nothing stands yet."""
    return [point for point in letter.points.order_by("number") if not point.is_empty]


def strengths_of(letter: Letter) -> list[LetterStrength]:
    return [strength for strength in letter.strengths.order_by("number") if not strength.is_empty]


def words_of_strength(one: LetterStrength) -> StrengthWords:
    return StrengthWords(one.text, one.quote, one.item, one.section)


def words_of_point(one: LetterPoint) -> PointWords:
    return PointWords(
        **{name: getattr(one, name) for name in PointWords.__dataclass_fields__ if name != "codes"},
        codes=tuple(one.codes),
    )


def letter_saved_at(letter: Letter) -> dt.datetime | None:
    """When something of a letter was last saved."""
    events = Event.objects.filter(kind=letter._meta.verbose_name, thing_id=letter.pk, verb="letter changed")
    return events.order_by("-pk").values_list("at", flat=True).first()


def judgement_of(letter: Letter):
    """The overall judgement that the letter tells of, in the words of its edition."""
    return load_edition(letter.moderation.edition).judgement(letter.review.judgement)


def thread_of(letter: Letter) -> list[LetterMessage]:
    """What was said under a letter, in order."""
    return list(letter.messages.select_related("by__person", "point").order_by("pk"))


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
    newer: PlanVersion | None
    newer_since: bool
    cleared: Clearance | None
    question: LetterMessage | None

    @property
    def newer_words(self) -> str:
        return f"Version {self.newer.number} came" if self.newer else ""

    @property
    def wants_a_version(self) -> bool:
        """Something is marked as done, and no version came in which it could be."""
        states = [point.done for point in self.to_amend]
        return rules_letter.done_needs_a_newer_version(states, newer_came=self.newer_since)

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
    points = points_of(letter)
    to_amend = (
        [point for point in points if point.is_to_amend] if letter.outcome != Letter.Outcome.READY_TO_SERVE else []
    )
    challenges: list[Any] = list(letter.challenges.select_related("point", "senior__person"))
    challenged = {one.point_id for one in challenges}
    named = choices.value(moderation.authority_id, "level3.moderator-named")
    for one in challenges:
        one.waits = who_decides(one, named=named)
    newest = version_to_clear(moderation) if letter.sent_at else moderation.version
    page = LetterPage(
        letter=letter,
        judgement=judgement_of(letter),
        strengths=strengths_of(letter),
        points=points,
        thread=thread_of(letter),
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
        newer=newest if newest.pk != moderation.version_id else None,
        newer_since=bool(letter.sent_at) and newer_came(moderation),
        cleared=_clearance_after_changes(moderation) if moderation.stage == Stage.CLOSED else None,
        question=question_waiting(letter) if letter.sent_at else None,
        fallen=[point for point in points if not point.is_to_amend and point.done != LetterPoint.Done.OPEN],
    )
    return {"page": page, "letter": letter, "moderation": moderation}


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


@dataclass(frozen=True)
class Checked:
    """A point on the page of the changes: what changed in its sections, and what should make the senior look twice.

    A section that two points share is shown under the first of them; the other says that it stands above.
    """

    point: LetterPoint
    changed: list[SectionRows]
    above: list[SectionRows]
    warning: str


def changes_page(moderation: Moderation, *, post: Post) -> dict[str, Any]:
    """What the senior looks at: the points, what became of each with what changed there, and the rest of the difference."""
    newest = version_to_clear(moderation)
    letter = Letter.objects.filter(moderation=moderation).first()
    if letter is not None:
        letter.moderation = moderation
    points = points_of(letter) if letter else []
    is_newer = newest.pk != moderation.version_id
    comparison = compared(moderation.version.document, newest.document) if is_newer else None
    checked = _checked(moderation, points, comparison)
    shown = {section.code for one in checked for section in one.changed}
    states = [point.done for point in points if point.is_to_amend]
    wants = rules_letter.clearing_wants_a_reason(states, is_newer=is_newer)
    return {
        "moderation": moderation,
        "letter": letter,
        "points": checked,
        "newest": newest,
        "is_newer": is_newer,
        "no_newer": NO_NEWER,
        "is_mine": moderation.is_assigned_to(post),
        "question": question_waiting(letter) if letter else None,
        "clear_label": "Why may it be served all the same?" if wants else "",
        "clock": clock_of(moderation.version, on=world.today()),
        "pair": Pair(moderation.version, newest, [moderation.version.number, newest.number]) if is_newer else None,
        "comparison": comparison,
        "others": [one for one in comparison.changed if one.code not in shown] if comparison else [],
    }


NO_NEWER = "No newer version has come. You would clear the very text that you read, with nothing put right."


def _checked(moderation: Moderation, points: list[LetterPoint], comparison: Comparison | None) -> list[Checked]:
    asked = asked_in(moderation)
    changed = {section.code: section for section in comparison.changed} if comparison else {}
    shown: set[str] = set()
    found = []
    for point in points:
        sections = [point.section] if point.section else list(sections_of(asked, point.codes))
        here = [changed[code] for code in sections if code in changed]
        fresh = [section for section in here if section.code not in shown]
        shown.update(section.code for section in fresh)
        above = [section for section in here if section not in fresh]
        found.append(Checked(point, fresh, above, _warning(point, sections, is_changed=bool(here))))
    return found


def _warning(point: LetterPoint, sections: list[str], *, is_changed: bool) -> str:
    """ "Done, but Section E has not changed." """
    if point.done != LetterPoint.Done.DONE or is_changed or not sections:
        return ""
    named = f"Section {sections[0]} has" if len(sections) == 1 else f"Sections {', '.join(sections)} have"
    return f"Done, but {named} not changed."
