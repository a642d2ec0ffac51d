"""Shapes of answers, of work and of judgements. Each stands with its word and differs without colour and at 12 px.

Work has shapes of its own, so that "done" never reads as "Met".
"""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Shape:
    """word: what it says; colour: of a tag around it; `inside`: SVG in a box of 16 by 16, attributes only."""

    word: str
    colour: str
    inside: str


def disc(fill: str) -> str:
    return f'<circle cx="8" cy="8" r="7.25" fill="{fill}"/>'


RING = '<circle cx="8" cy="8" r="6.4" fill="none" stroke="{0}" stroke-width="1.6"/>'
TICK = '<path d="M4.4 8.300l2.5 2.5 4.7-5.2" fill="none" stroke="{0}" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"/>'
STAR = '<path d="M8 3.200l1.400 3.100 3.400.4-2.500 2.300.7 3.400L8 10.700l-3 1.700.7-3.400-2.500-2.300 3.400-.4z" fill="#fff"/>'
CROSS = '<path d="M5 5l6 6M11 5l-6 6" fill="none" stroke="#fff" stroke-width="2" stroke-linecap="round"/>'

ANSWERS: dict[str, Shape] = {
    "met": Shape("Met", "lichen", disc("#2c6547") + TICK.format("#fff")),
    "partly": Shape(
        "Partly met", "weld", RING.format("#6f4a00") + '<path d="M8 1.600a6.4 6.4 0 0 0 0 12.800z" fill="#6f4a00"/>'
    ),
    "not-met": Shape("Not met", "madder", '<rect x="1" y="1" width="14" height="14" fill="#9a2a24"/>' + CROSS),
    "not-applicable": Shape(
        "Not applicable", "", '<path d="M3 8h10" stroke="#57514a" stroke-width="2.2" stroke-linecap="round"/>'
    ),
    "cannot-tell": Shape(
        "Cannot tell",
        "",
        RING.format("#57514a")
        + '<path d="M5.9 6.300a2.1 2.1 0 1 1 3 1.900c-.6.3-.9.6-.9 1.2" fill="none" stroke="#57514a" '
        'stroke-width="1.5" stroke-linecap="round"/><circle cx="8" cy="11.5" r="1" fill="#57514a"/>',
    ),
    "not-my-area": Shape(
        "Not my area",
        "plain",
        '<circle cx="8" cy="8" r="6.4" fill="none" stroke="#57514a" stroke-width="1.5" stroke-dasharray="2.2 2.270"/>',
    ),
}
WORK: dict[str, Shape] = {
    "done": Shape("done", "", '<path d="M2.5 8.500l3.7 3.7 7.3-8" fill="none" stroke="#1b4965" stroke-width="2.3"/>'),
    "not-done": Shape(
        "not done",
        "",
        '<path d="M3.5 3.5l9 9M12.5 3.5l-9 9" fill="none" stroke="#57514a" stroke-width="2" stroke-linecap="round"/>',
    ),
    "in-hand": Shape("in hand", "", RING.format("#1b4965") + '<circle cx="8" cy="8" r="2.6" fill="#1b4965"/>'),
    "to-do": Shape("to do", "", '<circle cx="8" cy="8" r="6.4" fill="none" stroke="#857b6c" stroke-width="1.4"/>'),
    "away": Shape("away", "", '<path d="M3 8h10" stroke="#57514a" stroke-width="2"/>'),
}
# The four grades of the demonstration's scale and of the framework's example; any other word goes without a shape.
JUDGEMENTS: dict[str, Shape] = {
    "outstanding": Shape("Outstanding", "lichen", disc("#2c6547") + STAR),
    "good": Shape("Good", "lichen", disc("#2c6547")),
    "requires-improvement": Shape("Requires improvement", "weld", ANSWERS["partly"].inside),
    "inadequate": Shape("Inadequate", "madder", ANSWERS["not-met"].inside),
}
SIGNS: dict[str, Shape] = {
    "flag": Shape(
        "",
        "",
        '<path d="M3.5 15V1.5" stroke="currentColor" stroke-width="1.8"/><path d="M4.5 2h9l-2.5 3 2.5 3h-9z" fill="currentColor"/>',
    ),
    "rising": Shape(
        "", "", '<path d="M1.5 12l4-4.5 3 3L14 4.500M9.5 4h5v5" fill="none" stroke="currentColor" stroke-width="2"/>'
    ),
    "falling": Shape(
        "", "", '<path d="M1.5 4l4 4.5 3-3L14 11.500M9.5 12h5V7" fill="none" stroke="currentColor" stroke-width="2"/>'
    ),
    "level": Shape(
        "", "", '<path d="M1.5 8h12M10 4.500L13.5 8 10 11.5" fill="none" stroke="currentColor" stroke-width="2"/>'
    ),
}
SHAPES = {**ANSWERS, **WORK, **JUDGEMENTS, **SIGNS}
ALSO = {"partly-met": "partly", "na": "not-applicable", "notmet": "not-met", "in-progress": "in-hand", "todo": "to-do"}


def slug(value: Any) -> str:
    """NOT_MET, "Not met" and "not-met" are the same answer."""
    written = str(getattr(value, "value", value)).strip().lower().replace("_", "-").replace(" ", "-")
    return ALSO.get(written, written)


def mark(value: Any) -> dict[str, Any]:
    """{% mark "flag" %}: the bare shape, hidden from a screen reader. Say the word beside it."""
    shape = SHAPES.get(slug(value))
    return {"shape": shape}


def answer_mark(value: Any, boxed: bool = False, word: str = "", alone: bool = False) -> dict[str, Any]:
    """{% answer_mark answer %} {% answer_mark answer boxed=True %}: shape and word of one of the six answers.

    boxed  as a tag on its ground; word  the edition's own word instead of ours
    alone  the word for a screen reader only: in the spread mark, nowhere else
    """
    return _worded(ANSWERS.get(slug(value)), value, boxed=boxed, word=word, alone=alone)


def work_mark(value: Any, word: str = "") -> dict[str, Any]:
    """{% work_mark "done" "4 of 4" %}: done, not-done, in-hand, to-do or away; `word` says what is seen beside the shape."""
    shape = WORK[slug(value)]
    return {"shape": shape, "word": word, "state": shape.word}


def judgement_mark(value: Any, boxed: bool = False, word: str = "") -> dict[str, Any]:
    """{% judgement_mark review.judgement %}: the grade in words; a shape may stand before it, never instead."""
    return _worded(JUDGEMENTS.get(slug(value)), value, boxed=boxed, word=word)


def _worded(shape: Shape | None, value: Any, *, boxed: bool, word: str, alone: bool = False) -> dict[str, Any]:
    said = word or (shape.word if shape else str(getattr(value, "label", value)))
    faint = slug(value) in ("cannot-tell", "not-my-area", "not-applicable")
    return {
        "shape": shape,
        "word": said,
        "boxed": boxed,
        "alone": alone,
        "faint": faint,
        "colour": shape.colour if shape else "",
    }
