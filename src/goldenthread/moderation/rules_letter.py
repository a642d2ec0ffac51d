"""What a feedback letter holds, what it lacks, and what may follow from it: functions on plain values."""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ehcp.rulebook import rule
from goldenthread.moderation.rules import Hands, Senior, why_not

FRAMEWORK = "QA Framework 2025, Level 3, feedback to the casework officer"
STRENGTHS = 2
MOST_POINTS = 3
NOT_IN_THE_PLAN = "This version of the plan does not say"
QUOTE_MARKS = {("“", "”"), ('"', '"'), ("‘", "’"), ("'", "'"), ("«", "»")}
READY, AMEND, HOLD = "ready-to-serve", "amend-first", "hold"
CRITICAL = "critical"
GREETINGS = ("dear", "hello", "hi", "good morning", "good afternoon")
TITLES = {"dr", "prof", "professor", "mr", "mrs", "ms", "miss", "mx", "sir", "dame", "rev"}
# What no page shows and no Word file may hold; tabs and line ends stay.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]|[\ud800-\udfff]")


def greeting(name: str | None, opening: str) -> str:
    """How a letter begins: by the writer's first name, as colleagues write; nothing where its opening greets already.

    A name that begins with a title is said whole: "Dear Dr Amara Osei,".
    """
    if opening.strip().lower().startswith(GREETINGS):
        return ""
    words = (name or "").split()
    if not words:
        return "Dear colleague,"
    return f"Dear {name if words[0].lower().rstrip('.') in TITLES else words[0]},"


def heading_of(answer: str, label: str) -> str:
    """What a point is called: the answer before the standard's name, which alone reads like praise."""
    first, *rest = label.split(" ", 1)
    lowered = first if first.isupper() and len(first) > 1 else first[:1].lower() + first[1:]
    return f"{answer}: {' '.join([lowered, *rest])}"


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
    nothing_says_it: bool = False


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
    limiting: str  # "critical", another word for a standard that limits, or nothing
    has_quote: bool
    weight: int
    place: int


@rule("L3.20", source=FRAMEWORK)
def points_to_make(weaknesses: Iterable[Weakness]) -> list[str]:
    """Feedback is given to the officer who wrote the plan: what matters most, and no more than can be taken in.

    Reading taken: at most three points, the first three of `in_order`; the senior may use another instead.
    """
    return in_order(weaknesses)[:MOST_POINTS]


def in_order(weaknesses: Iterable[Weakness]) -> list[str]:
    """Critical limiting standards first, then the other limiting ones, then by weight; not met before partly met.

    Among equals a weakness with a quote before one without, then the order of the form.
    """
    ordered = sorted(
        weaknesses,
        key=lambda one: (
            one.limiting != CRITICAL,
            not one.limiting,
            -one.weight,
            one.marks,
            not one.has_quote,
            one.place,
        ),
    )
    return [one.code for one in ordered]


def outcome_suggested(needs_correction: str) -> str:
    """What the moderator's answer to "does the plan need correcting" suggests for the draft."""
    return {"urgent": HOLD, "before_service": AMEND}.get(needs_correction, READY)


def what_a_letter_lacks(
    *,
    outcome: str,
    strengths: Sequence[StrengthWords],
    points: Sequence[PointWords],
    is_for_learning: bool = False,
    few_strengths: bool = False,
    not_found: Sequence[str] = (),
) -> list[str]:
    """Sentences that say what to do before the letter may be sent; none when it may.

    `few_strengths`: the review says why there are fewer than two. `not_found` are quotes that the plan does not say.
    """
    lacking = []
    if len(strengths) < STRENGTHS and not few_strengths:
        lacking.append("Name two strengths. Every plan has something that should be kept.")
    elif not all(one.text.strip() and one.quote.strip() for one in strengths[:STRENGTHS]):
        lacking.append("Give each strength the plan’s own words, and say why they work.")
    if len(points) > MOST_POINTS:
        lacking.append("Make at most three points: the ones that matter most to this child.")
    if any(not one.heading.strip() or not one.body.strip() for one in points):
        lacking.append("Give each point a heading, and say what you would tell the writer.")
    for number, one in enumerate(points, start=1):
        if not one.quote.strip() and not one.nothing_says_it:
            lacking.append(f"Point {number}: give the plan’s own words, or say that nothing in the plan says it.")
    lacking.extend(f"{NOT_IN_THE_PLAN}: “{shortened(quote)}”. Copy the words as they stand." for quote in not_found)
    if not outcome:
        lacking.append("Say what happens to the draft: ready to serve, amend first, or hold.")
    if outcome in (AMEND, HOLD) and not is_for_learning and not any(one.is_to_amend for one in points):
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


def dates_in_words(*, answer_by: dt.date, amend_by: dt.date | None) -> list[str]:
    """The two days that a letter may set. They are easily taken for one, so each says what is to be done by it."""
    said = [f"Answer the letter by {_day(answer_by)}: say that you have read it, ask, or challenge a point."]
    if amend_by is not None:
        said.insert(
            0, f"Amend the draft by {_day(amend_by)}: bring in the new version, and say what became of each point."
        )
    return said


def _day(day: dt.date) -> str:
    return f"{day:%A} {day.day} {day:%B}"


def as_typed(text: str) -> str:
    """Words as somebody typed them, without an edge of white space and without what cannot be printed."""
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def as_quote(text: str) -> str:
    """Words of the plan without marks of quotation round them: the page and the letter put their own."""
    text = as_typed(text)
    while len(text) > 1 and (text[0], text[-1]) in QUOTE_MARKS and not set(text[1:-1]) & {text[0], text[-1]}:
        text = text[1:-1].strip()
    return text


def shortened(text: str, longest: int = 80) -> str:
    return text if len(text) <= longest else f"{text[:longest].rstrip()}…"


def all_points_answered(states: Iterable[str]) -> bool:
    """Nothing is open any more: each point is done, or not done with its reason."""
    return all(state != "open" for state in states)


@rule("L3.23", source="Golden Thread, decision on amended drafts")
def done_needs_a_newer_version(states: Iterable[str], *, newer_came: bool) -> bool:
    """A point is done only in a text that came after the draft was sent back: without one, "done" cannot be checked.

    Reading taken: a newer version than the one that was read; after "not yet", one that came since.
    """
    return not newer_came and any(state == "done" for state in states)


@rule("L3.24", source="Golden Thread, decision on amended drafts")
def clearing_wants_a_reason(states: Iterable[str], *, is_newer: bool) -> bool:
    """Where something that was asked for was not done, the senior says why the draft may be served all the same.

    `states` are of the points still to be put right. Reading taken: also where no newer version came at all.
    """
    asked = list(states)
    return bool(asked) and (not is_newer or any(state == "not-done" for state in asked))
