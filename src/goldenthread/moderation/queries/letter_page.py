"""The page of a letter: what its reader sees and may do."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from ehcp.clock.timescales import Clock
from goldenthread.moderation import rules_letter
from goldenthread.moderation.models import (
    Challenge,
    Letter,
    LetterMessage,
    LetterPoint,
    LetterStrength,
)
from goldenthread.moderation.queries.challenges import who_decides
from goldenthread.moderation.queries.clearance import (
    _clearance_after_changes,
    newer_came,
    version_to_clear,
    waits_for_clearance,
)
from goldenthread.moderation.queries.letters import (
    COUNTED,
    dates_of,
    judgement_of,
    points_of,
    question_waiting,
    strengths_of,
    thread_of,
)
from goldenthread.moderation.queries.moderations import clock_of
from goldenthread.moderation.stages import Stage
from goldenthread.people import choices
from goldenthread.people.models import Post
from goldenthread.plans.models import Clearance, PlanVersion


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
    dates: list[str]

    @property
    def newer_words(self) -> str:
        return f"Version {self.newer.number} came" if self.newer else ""

    @property
    def wants_a_version(self) -> bool:
        """Something is marked as done, and no version came in which it could be."""
        states = [point.done for point in self.to_amend]
        return rules_letter.done_needs_a_newer_version(states, newer_came=self.newer_since)

    @property
    def greeting(self) -> str:
        writer = self.letter.moderation.version.writer
        return rules_letter.greeting(writer.name if writer else None, self.letter.opening)

    @property
    def all_answered(self) -> bool:
        return self.done == len(self.to_amend)

    @property
    def may_amend(self) -> bool:
        return self.is_writer and self.is_with_writer

    @property
    def is_closed(self) -> bool:
        return self.letter.moderation.stage == Stage.CLOSED

    @property
    def left_open(self) -> list[str]:
        """What was never done or answered when the letter closed: told, and asked of nobody any more."""
        if not self.is_closed:
            return []
        left = [f"Point {one.title}" for one in self.to_amend if one.done != LetterPoint.Done.DONE]
        unanswered = self.letter.answer == Letter.Answer.NONE and not self.challenges
        return [*left, "The letter itself was not answered."] if unanswered else left

    @property
    def amend_heading(self) -> str:
        if not self.to_amend:
            return "Changes"
        if self.is_closed:
            carried_out = sum(point.done == LetterPoint.Done.DONE for point in self.to_amend)
            return f"Closed: {carried_out} of {len(self.to_amend)} done"
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
        dates=[] if moderation.stage == Stage.CLOSED else dates_of(letter),
        fallen=[point for point in points if not point.is_to_amend and point.done != LetterPoint.Done.OPEN],
    )
    return {"page": page, "letter": letter, "moderation": moderation}
