"""Writing a letter field by field, each save counted, so that two tabs never overwrite each other unseen."""

import re
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from goldenthread.history.record import record
from goldenthread.moderation import rules_letter as rules
from goldenthread.moderation.models import Evidence, Letter, LetterPoint, LetterStrength
from goldenthread.moderation.queries import letter_proposed
from goldenthread.moderation.queries.asked import asked_in
from goldenthread.moderation.queries.quotes import Place, place_of, sections_of
from goldenthread.moderation.workflow.answers import Clash, Saved
from goldenthread.moderation.workflow.letter import unsent
from goldenthread.moderation.workflow.refusals import Refused
from goldenthread.people.models import Post

LONG = 4_000
OF_THE_LETTER = {"opening": LONG, "why": 10_000, "outcome": 16, "closing": LONG}
OF_A_STRENGTH = {"quote": LONG, "text": LONG}
OF_A_POINT = {
    "heading": 200,
    "quote": LONG,
    "nothing_says_it": 2,
    "body": 10_000,
    "good": LONG,
    "codes": 100,
    "origin_words": 300,
    "is_to_amend": 2,
}
TICKS = ("nothing_says_it", "is_to_amend")
TICKED = "on"
FIELDS = (
    *OF_THE_LETTER,
    *(f"strength{n}-{name}" for n in range(rules.STRENGTHS) for name in OF_A_STRENGTH),
    *(f"point{n}-{name}" for n in range(rules.MOST_POINTS) for name in OF_A_POINT),
)
_PART = re.compile(r"^(strength|point)(\d)-(\w+)$")


@dataclass(frozen=True)
class _Place:
    """What a field of the page stands for: the letter, one of its strengths or one of its points."""

    holder: Letter | LetterStrength | LetterPoint
    name: str
    longest: int


@transaction.atomic
def save_letter_field(*, letter: Letter, by: Post, field: str, value: str, version: int) -> Saved | Clash:
    """Save one field of a letter that was not sent yet.

    `version` is the one that the page last saw, 0 for a field never saved. Where another save came between, the answer
    is a Clash, unless both say the same. A quote takes its reference from where the plan says it; one that the plan
    does not say is kept without a reference, and keeps the letter from being sent. Raises Refused for a field that a
    letter does not have, for words too long, and once the letter was sent.
    """
    letter = unsent(letter, by)
    place = _place(letter, field)
    value = _cleaned(place, value)
    stored, current = _as_text(getattr(place.holder, place.name)), int(letter.versions.get(field, 0))
    if stored == value:
        return Saved("", field, stored, current)
    if version != current:
        return Clash("", field, mine=value, theirs=stored, version=current)
    _put(letter, place, value)
    _count(letter, field)
    record("letter changed", on=letter, by=by, fields=[place.name], version=current + 1)
    return Saved("", field, value, current + 1)


def _place(letter: Letter, field: str) -> _Place:
    if field in OF_THE_LETTER:
        return _Place(letter, field, OF_THE_LETTER[field])
    part = _PART.match(field)
    if field not in FIELDS or part is None:
        raise Refused("A letter does not have that.")
    kind, number, name = part[1], int(part[2]) + 1, part[3]
    if kind == "strength":
        strength = letter.strengths.filter(number=number).first() or LetterStrength(letter=letter, number=number)
        return _Place(strength, name, OF_A_STRENGTH[name])
    point = letter.points.filter(number=number).first() or LetterPoint(letter=letter, number=number)
    return _Place(point, name, OF_A_POINT[name])


def _cleaned(place: _Place, value: str) -> str:
    """As it is kept: printable, without an edge of white space, in the form that the page would show it."""
    value = rules.as_quote(value) if place.name == "quote" else rules.as_typed(value)
    if len(value) > place.longest:
        raise Refused(f"That is longer than the {place.longest:,} characters that fit here.")
    if place.name in TICKS and value not in ("", TICKED):
        raise Refused("Tick the box or leave it.")
    if place.name == "outcome" and value and value not in Letter.Outcome.values:
        raise Refused("Choose one of the answers offered.")
    return _as_text(_codes(value)) if place.name == "codes" else value


def _codes(value: str) -> list[str]:
    return [code.strip() for code in value.split(",") if code.strip()]


def _as_text(value: Any) -> str:
    if isinstance(value, bool):
        return TICKED if value else ""
    return ", ".join(value) if isinstance(value, list) else value


def _put(letter: Letter, place: _Place, value: str) -> None:
    holder: Any = place.holder
    kept: Any = value == TICKED if place.name in TICKS else _codes(value) if place.name == "codes" else value
    setattr(holder, place.name, kept)
    if place.name == "quote":
        stands = _stands(letter, holder)
        holder.item, holder.section = stands.item, stands.section
    holder.save()


def _stands(letter: Letter, holder: LetterStrength | LetterPoint) -> Place:
    if not holder.quote:
        return Place()
    moderation = letter.moderation
    hints = sections_of(asked_in(moderation), getattr(holder, "codes", ()))
    return place_of(moderation.version.document, holder.quote, hints) or Place()


def _count(letter: Letter, *fields: str) -> None:
    letter.versions = {**letter.versions, **{one: int(letter.versions.get(one, 0)) + 1 for one in fields}}
    letter.save(update_fields=["versions"])


# --- Choosing instead of typing ---------------------------------------------------------------


@transaction.atomic
def use_quote(*, letter: Letter, by: Post, number: int, evidence: Evidence) -> LetterPoint:
    """A quote that the review hangs on the point's standard becomes the point's quote, with its reference."""
    letter = unsent(letter, by)
    point = letter.points.filter(number=number).first()
    if (
        point is None
        or evidence.review_id != letter.review_id
        or evidence.removed_at
        or evidence.code not in point.codes
    ):
        raise Refused("Choose one of the quotes of this point’s standard.")
    point.quote, point.item, point.section = evidence.quote, evidence.item, evidence.section
    point.nothing_says_it = False
    point.save(update_fields=["quote", "item", "section", "nothing_says_it"])
    _count(letter, f"point{number - 1}-quote", f"point{number - 1}-nothing_says_it")
    record("letter changed", on=letter, by=by, fields=["quote"])
    return point


@transaction.atomic
def use_instead(*, letter: Letter, by: Post, code: str, number: int) -> LetterPoint:
    """Another weakness of the review takes the place of a point. What the senior wrote for that one is put aside.

    A weakness that was put aside before comes back as it was written.
    """
    letter = unsent(letter, by)
    if not 1 <= number <= rules.MOST_POINTS:
        raise Refused("A letter makes three points at most.")
    before = letter.points.filter(number=number).first()
    aside = [one for one in letter.put_aside if one["codes"] != [code]]
    words = next((one for one in letter.put_aside if one["codes"] == [code]), None)
    if words is None:
        proposed = letter_proposed.point_proposed(letter.review, code)
        if proposed is None:
            raise Refused("Your review names no such weakness.")
        words = {**vars(proposed), "codes": list(proposed.codes)}
    if before is not None:
        if not before.is_empty:
            aside.append({name: getattr(before, name) for name in words})
        before.delete()
    point = LetterPoint.objects.create(letter=letter, number=number, **words)
    letter.put_aside = aside
    letter.save(update_fields=["put_aside"])
    _count(letter, *(f"point{number - 1}-{name}" for name in OF_A_POINT))
    record("letter changed", on=letter, by=by, fields=["points"], point=number)
    return point
