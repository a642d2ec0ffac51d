"""What a feedback letter holds, what it lacks, and what may follow from it: functions on plain values."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ehcp.rulebook import rule
from goldenthread.moderation.rules import Hands, Senior, why_not

FRAMEWORK = "QA Framework 2025, Level 3, feedback to the casework officer"
STRENGTHS = 2
MOST_POINTS = 3
READY, AMEND, HOLD = "ready-to-serve", "amend-first", "hold"
# What no page shows and no Word file may hold; tabs and line ends stay.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]|[\ud800-\udfff]")


@dataclass(frozen=True)
class PointWords:
    """A point as the letter's page sends it."""

    heading: str
    body: str
    quote: str = ""
    item: str = ""
    section: str = ""
    codes: tuple[str, ...] = ()
    good: str = ""
    origin: str = ""
    origin_words: str = ""
    is_to_amend: bool = True


@dataclass(frozen=True)
class StrengthWords:
    text: str
    quote: str
    item: str = ""
    section: str = ""


@dataclass(frozen=True)
class Weakness:
    """A judgement that is not met or partly met, as the choice of points needs it. `place` is its order in the form."""

    code: str
    marks: int
    limiting: bool
    has_quote: bool
    weight: int
    place: int


@rule("L3.20", source=FRAMEWORK)
def points_to_make(weaknesses: Iterable[Weakness]) -> list[str]:
    """Feedback is given to the officer who wrote the plan: what matters most, and no more than can be taken in.

    Reading taken: at most three points. Limiting standards first, then not met before partly met, then by weight;
    among equals a point with a quote before one without, then the order of the form.
    """
    ordered = sorted(
        weaknesses, key=lambda one: (not one.limiting, one.marks, -one.weight, not one.has_quote, one.place)
    )
    return [one.code for one in ordered[:MOST_POINTS]]


def outcome_suggested(needs_correction: str) -> str:
    """What the moderator's answer to "does the plan need correcting" suggests for the draft."""
    return {"urgent": HOLD, "before_service": AMEND}.get(needs_correction, READY)


def what_a_letter_lacks(
    *,
    outcome: str,
    strengths: Sequence[tuple[str, str]],
    points: Sequence[tuple[str, str, bool]],
    is_for_learning: bool = False,
) -> list[str]:
    """Sentences that say what to do before the letter may be sent; none when it may.

    `strengths` are (text, quote); `points` are (heading, body, is to amend).
    """
    lacking = []
    if len(strengths) < STRENGTHS:
        lacking.append("Name two strengths. Every plan has something that should be kept.")
    elif not all(text.strip() and quote.strip() for text, quote in strengths[:STRENGTHS]):
        lacking.append("Give each strength the plan’s own words, and say why they work.")
    if len(points) > MOST_POINTS:
        lacking.append("Make at most three points: the ones that matter most to this child.")
    if any(not heading.strip() or not body.strip() for heading, body, _ in points):
        lacking.append("Give each point a heading, and say what you would tell the writer.")
    if not outcome:
        lacking.append("Say what happens to the draft: ready to serve, amend first, or hold.")
    if outcome in (AMEND, HOLD) and not is_for_learning and not any(to_amend for *_, to_amend in points):
        lacking.append("Mark at least one point that must be put right before the draft is served.")
    if outcome in (AMEND, HOLD) and is_for_learning:
        lacking.append("This draft is served already, so the letter is for learning: choose “Ready to serve”.")
    return lacking


@rule("L3.21", source="Golden Thread, decision on challenges")
def why_not_decide(senior: Senior, hands: Hands, *, moderated: frozenset[int]) -> str:
    """A challenge is decided by a senior who neither wrote nor edited the plan, and did not moderate it.

    `moderated` are ids of persons: one person may hold several posts. Answers what stands in the way, or nothing.
    """
    return "moderated it" if senior.person in moderated else why_not(senior, hands)


def as_typed(text: str) -> str:
    """Words as somebody typed them, without an edge of white space and without what cannot be printed."""
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def all_points_answered(states: Iterable[str]) -> bool:
    """Nothing is open any more: each point is done, or not done with its reason."""
    return all(state != "open" for state in states)
