"""Who may moderate, who is asked to, by when, and what the judgements say about an officer: functions on plain values."""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from ehcp.rulebook import rule

FRAMEWORK = "QA Framework 2025, Level 3"
# `Moderation.assigned_because` holds so many characters.
LONGEST_BECAUSE = 200

People = frozenset[int]
NOBODY: People = frozenset()


# --- Who may moderate -------------------------------------------------------------------------


@dataclass(frozen=True)
class Hands:
    """Who had a hand in a version, as ids of persons: one person may hold several posts.

    `wrote` are the writer of the text and the plan's officer, `uploaded` whoever brought it in as their own work,
    `stood_down` whoever said about this child that they should not read the plan.
    """

    wrote: People = NOBODY
    edited: People = NOBODY
    signed: People = NOBODY
    uploaded: People = NOBODY
    stood_down: People = NOBODY
    line_manages: People = NOBODY
    version: int = 1


@dataclass(frozen=True)
class Senior:
    """What allocation knows of one who could moderate, on one day.

    `drafts` counts what was given to them in the month and what they still have in hand from before; `share` is of
    full time; `times_for_writer` counts the moderations they were given of this writer's drafts.
    """

    post: int
    person: int
    name: str
    is_open: bool = True
    is_away: bool = False
    drafts: int = 0
    share: Fraction = Fraction(1)
    times_for_writer: int = 0

    @property
    def load(self) -> Fraction:
        return self.drafts / self.share


def hand_of(person: int, hands: Hands) -> str:
    """What this person had to do with a version or its child, in whatever post; nothing where they may judge it."""
    if person in hands.wrote:
        return "wrote it"
    if person in hands.edited:
        return f"edited version {hands.version}"
    if person in hands.signed:
        return "signed it off"
    if person in hands.uploaded:
        return "brought it in as its writer"
    if person in hands.stood_down:
        return "stood down"
    return ""


@rule("L3.10", source=FRAMEWORK + ", senior officers moderate drafts that they did not write")
def why_not(senior: Senior, hands: Hands, *, line_management_bars: bool = False) -> str:
    """Nobody moderates a plan that they wrote, edited, brought in as its writer or signed off, or whose child they know.

    Readings taken: line management bars only where the authority has chosen so, since seniors rotate over all
    officers; somebody on leave or whose post has ended is not asked. Answers what stands in the way, or nothing.
    """
    if not senior.is_open:
        return "no longer in post"
    if why := hand_of(senior.person, hands):
        return why
    if line_management_bars and senior.person in hands.line_manages:
        return "manages the writer"
    if senior.is_away:
        return "on leave"
    return ""


# --- Who is asked -----------------------------------------------------------------------------


@dataclass(frozen=True)
class Allocation:
    """The senior chosen (None: nobody may), why, in a sentence, and the posts of all who may."""

    senior: Senior | None
    because: str
    may: tuple[int, ...] = ()


@rule("L3.11", source=FRAMEWORK + ", shared among the senior officers")
def allocate(seniors: Iterable[Senior], hands: Hands, *, line_management_bars: bool = False) -> Allocation:
    """A draft goes to a senior with the lightest load, and over time every senior sees every officer's work.

    Reading taken: loads that differ by no more than one draft (of full time) are alike; among these it is the one
    who has moderated this writer least often, then the lightest load, then the order in which the posts were made.
    A simulation of four months with three seniors and eighteen officers left nobody unseen, and loads never
    differed by more than two.
    """
    everybody = sorted(seniors, key=lambda one: one.post)
    barred = [(one, why_not(one, hands, line_management_bars=line_management_bars)) for one in everybody]
    able = [one for one, why in barred if not why]
    stood_out = [(one.name, why) for one, why in barred if why and one.is_open]
    if not able:
        return Allocation(None, _sentence("nobody may moderate it", stood_out))

    lightest = min(one.load for one in able)
    alike = [one for one in able if one.load <= lightest + 1]
    chosen = min(alike, key=lambda one: (one.times_for_writer, one.load, one.post))
    return Allocation(
        chosen, _sentence(_why(chosen, able, alike, lightest), stood_out), tuple(one.post for one in able)
    )


def _why(chosen: Senior, able: Sequence[Senior], alike: Sequence[Senior], lightest: Fraction) -> str:
    if len(able) == 1:
        return "the only one who may"
    if chosen.load == lightest and all(one is chosen or one.load > lightest for one in able):
        return "the lightest load that day"
    if any(one.times_for_writer > chosen.times_for_writer for one in alike):
        return "with a load as light as others, has seen this writer's drafts least often"
    return "the lightest load that day, shared with others; first in order"


def _sentence(why: str, stood_out: Iterable[tuple[str, str]]) -> str:
    """`the lightest load that day; Ruth Pargeter stood out: edited version 1`, no longer than its column."""
    sentence = why
    left = list(stood_out)
    while left:
        name, reason = left[0]
        longer = f"{sentence}; {name} stood out: {reason}"
        if len(longer) > LONGEST_BECAUSE - 20 * (len(left) > 1):
            return f"{sentence}; {len(left)} more"
        sentence, left = longer, left[1:]
    return sentence


@rule("L3.12", source="Golden Thread, decision on fallen picks")
def may_be_replaced(allocation: Allocation) -> bool:
    """A pick falls out of the sample only when nobody may moderate it; one senior's standing down never costs a pick."""
    return allocation.senior is None


# --- By when ----------------------------------------------------------------------------------


@rule("L3.13", source=FRAMEWORK + ", before the draft is finalised")
def due_on(given_on: dt.date, *, working_days: int, add_working_days: Callable[[dt.date, int], dt.date]) -> dt.date:
    """A drawn draft is moderated within the target, in working days after the day it was ready.

    Reading taken: two working days unless the authority says otherwise; the target never moves the statutory clock.
    """
    return add_working_days(given_on, working_days)


@dataclass(frozen=True)
class Waiting:
    """What decides the order of a list: the target, the last day in law, and when it came."""

    due_on: dt.date
    last_day: dt.date | None
    came_at: dt.datetime


@rule("L3.14", source="Golden Thread, one list, soonest first")
def due_order(waiting: Waiting) -> tuple[dt.date, dt.date, dt.datetime]:
    """What is due first stands first; of two due on one day, the one whose twenty weeks end first, then the older."""
    return waiting.due_on, waiting.last_day or dt.date.max, waiting.came_at


@rule("L3.15", source="Golden Thread, target turnaround")
def is_overdue(due: dt.date, *, on: dt.date) -> bool:
    """A moderation is past its target from the day after the due day. The lead is then told, once."""
    return on > due


# --- New officers -----------------------------------------------------------------------------


@dataclass(frozen=True)
class Judged:
    """One handed-in Level 3 review of an officer's draft. `highest` is the best grade of its scale."""

    grade: int
    highest: int
    limiting_failed: bool
    senior: int
    at: dt.datetime | None = field(default=None, compare=False)

    @property
    def is_good_or_better(self) -> bool:
        """The upper half of the scale: of four words the upper two."""
        return self.grade * 2 > self.highest


@rule("L3.16", source=FRAMEWORK + ", second activity: new officers")
def sign_off_is_suggested(judged: Sequence[Judged], *, plans: int, seniors: int) -> bool:
    """A new officer's every draft is moderated until their plans are consistently of good quality; a senior decides.

    Reading taken: signing off is suggested when each of the last plans (five) was Good or better with no limiting
    standard failed, as judged by at least so many seniors (two). `judged` is in order of time, the newest last.
    """
    last = judged[-plans:]
    return (
        len(last) == plans
        and all(one.is_good_or_better and not one.limiting_failed for one in last)
        and len({one.senior for one in last}) >= seniors
    )


@rule("L3.17", source=FRAMEWORK + ", second activity: until consistently good")
def relapses(judged_since_sign_off: Sequence[Judged], *, in_a_row: int) -> bool:
    """An officer whose drafts stop being good has every draft moderated again.

    Reading taken: after so many judgements in a row below Good (two), all of them given since the last sign-off.
    """
    last = judged_since_sign_off[-in_a_row:]
    return len(last) == in_a_row and not any(one.is_good_or_better for one in last)


# --- The review -------------------------------------------------------------------------------


@rule("L3.18", source="Golden Thread, reading 4: the moderator judges")
def kept_first_answer(*, is_locked: bool, before: str, after: str, first: str, points_were_shown: bool = False) -> str:
    """An answer changed after the section's points or the profile were shown keeps the one given before, for figures.

    Reading taken: an answer changed in a correction, before that shows them again, stands for both.
    """
    has_seen = is_locked or points_were_shown
    if not has_seen and after != before:
        return ""
    return before if has_seen and not first and before and after != before else first


@rule("L3.22", source="Golden Thread, screening")
def points_may_be_shown(*, after_answers: bool, answered: int, of: int) -> bool:
    """What the checks noticed in a section is shown to its moderator once every question of that section is answered.

    Reading taken: an authority may decide that moderators look before they answer. What was shown stays shown.
    """
    return not after_answers or answered >= of


@rule("L3.19", source="Golden Thread, reading 4: the moderator judges")
def gap_wants_a_reason(gap: int | None, *, grades: int) -> bool:
    """A judgement that stands so many grades or more from the computed profile comes with a reason."""
    return gap is not None and gap >= grades
