"""What a plan owes and when: each step due, met, late by so many days, and what excuses it. Worked out, never stored."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from ehcp.clock.exceptions import limbs_for
from ehcp.clock.limits import Answer, due
from ehcp.rulebook import rule


class Standing(StrEnum):
    """How one step stands on a day."""

    MET = "met"
    MET_LATE = "met late"
    RUNNING = "running"
    WARNED = "warned"
    OVERDUE = "overdue"


@dataclass(frozen=True)
class Excuse:
    """Why a step was late, by a ground of the law: the ground's code, the evidence, who decided it and when."""

    limb: str
    evidence: str
    decided_by: str
    decided_on: dt.date


@dataclass(frozen=True)
class Step:
    """One limit of one child: when it is due, and when it was met (None while it was not)."""

    answer: Answer
    met_on: dt.date | None = None
    excuse: Excuse | None = None

    @property
    def code(self) -> str:
        return self.answer.limit.code

    @property
    def due(self) -> dt.date:
        return self.answer.due

    def days_late(self, *, on: dt.date) -> int:
        """Days past the last lawful day: of the day it was met, or of today while it is not. 0 where it is not late."""
        until = self.met_on if self.met_on is not None and self.met_on <= on else on
        return max(0, (until - self.due).days)

    def days_left(self, *, on: dt.date) -> int:
        """Days until the last lawful day: 0 on it, below zero after it."""
        return (self.due - on).days

    @property
    def is_excused(self) -> bool:
        """Whether a ground was recorded that the law lists for this limit."""
        known = {limb.code for limb in limbs_for(self.answer.limit, on=self.answer.due)}
        return self.excuse is not None and self.excuse.limb in known

    def standing(self, *, on: dt.date, warn_days: int = 0) -> Standing:
        """How the step stands on a day. It warns from so many days before the safer day, and on it."""
        if self.met_on is not None and self.met_on <= on:
            return Standing.MET_LATE if self.met_on > self.due else Standing.MET
        if on > self.due:
            return Standing.OVERDUE
        if on >= self.answer.warn - dt.timedelta(days=warn_days):
            return Standing.WARNED
        return Standing.RUNNING


@dataclass(frozen=True)
class Timeline:
    """The steps of one child's plan, the soonest due first."""

    steps: tuple[Step, ...]

    def open(self, *, on: dt.date) -> tuple[Step, ...]:
        """The steps still to be done on a day."""
        return tuple(step for step in self.steps if step.met_on is None or step.met_on > on)

    def next_due(self, *, on: dt.date) -> Step | None:
        """The open step that is due first, overdue ones before all."""
        return next(iter(self.open(on=on)), None)


@rule("clock: timeline", source="SEND Regulations 2014; Children and Families Act 2014, Part 3")
def timeline(
    began: Mapping[str, dt.date],
    *,
    met: Mapping[str, dt.date] | None = None,
    excuses: Mapping[str, Excuse] | None = None,
    not_asked: Iterable[str] = (),
) -> Timeline:
    """Each step is measured from its own beginning, by the edition of the law that held on that day.

    `began` gives for each limit's code the day that it counts from, `met` the day that it was met. Steps of which
    `not_asked` speaks are left out: a refusal once there is a plan, for one.
    """
    left_out = set(not_asked)
    met, excuses = met or {}, excuses or {}
    steps = [
        Step(due(code, day), met.get(code), excuses.get(code)) for code, day in began.items() if code not in left_out
    ]
    return Timeline(tuple(sorted(steps, key=lambda step: (step.due, step.code))))
