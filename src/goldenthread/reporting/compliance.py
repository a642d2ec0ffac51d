"""The compliance part of the Level 1 page as values."""

import datetime as dt
from dataclasses import dataclass

from goldenthread.compliance.models import Check, PointState
from goldenthread.compliance.points import current_list
from goldenthread.reporting.queries.compliance import Checked

COLUMNS = ("There", "Existing advice", "Does not apply", "Missing", "Not answered")
_ORDER = (
    PointState.State.MET,
    PointState.State.ENOUGH,
    PointState.State.NONE,
    PointState.State.MISSING,
    PointState.State.OPEN,
)


@dataclass(frozen=True)
class Part:
    """One stage: its sentence, and a row for each point: question, numbers under COLUMNS, of how many."""

    title: str
    sentence: str
    rows: list[tuple[str, list[int], int]]


def parts(found: dict[str, Checked], on: dt.date) -> list[Part]:
    """Drafts first, then final plans."""
    return [
        _part("Drafts that were said to be ready", Check.Stage.DRAFT, found[Check.Stage.DRAFT], on),
        _part("Plans made final", Check.Stage.FINAL, found[Check.Stage.FINAL], on),
    ]


def _part(title: str, stage: str, checked: Checked, on: dt.date) -> Part:
    when = "before it was ready" if stage == Check.Stage.DRAFT else "by now"
    said = [f"{checked.begun} of {checked.all} have a check; {checked.in_time} of {checked.all} were complete {when}."]
    if stage == Check.Stage.DRAFT and checked.complete > checked.in_time:
        said.append(f"{checked.complete - checked.in_time} more were completed later.")
    if not checked.all:
        said = ["None in this period."]
    rows = []
    for point in current_list(on).asked_at(stage):
        states = checked.points.get(point.code, {})
        numbers = [states.get(state, 0) for state in _ORDER]
        rows.append((point.question, numbers, sum(numbers)))
    return Part(title, " ".join(said), [row for row in rows if row[2]])
