"""A plan that belongs to a child: every text final, every label counted, and the faults that stand in it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from .child import LibraryChild
from .story import AREAS, PlanStory

SECTIONS = ("A", "B", "C", "D", "E", "F", "G", "H1", "H2", "I", "J", "K")
SLOT = re.compile(r"\{([A-Za-z_]+)([+-]\d+)?\}")


@dataclass(frozen=True, slots=True)
class Carried:
    """A fault that stands in the built file: `id` for mending, `quote` as the file shows it (empty for an absence)."""

    id: str
    rule: str
    section: str
    quote: str


@dataclass(slots=True)
class FilledNeed:
    label: str
    key: str
    text: str
    area: str = ""


@dataclass(slots=True)
class FilledOutcome:
    label: str
    key: str
    text: str
    area: str
    serves: list[str]
    steps: list[str]


@dataclass(slots=True)
class FilledProvision:
    label: str
    key: str
    what: str
    who: str
    often: str
    long: str
    ratio: str
    serves: list[str]


@dataclass(slots=True)
class FilledAdvice:
    label: str
    kind: str
    author: str
    role: str
    dated: str


@dataclass(slots=True)
class Plan:
    """A plan ready to be laid out; every text is final."""

    story: PlanStory
    child: LibraryChild
    on: date
    status: str
    words: dict[str, str]
    views: dict[str, list[str]] = field(default_factory=dict)
    strengths: dict[str, str] = field(default_factory=dict)
    needs: dict[str, list[FilledNeed]] = field(default_factory=lambda: {"B": [], "C": [], "D": []})
    outcomes: list[FilledOutcome] = field(default_factory=list)
    provision: dict[str, list[FilledProvision]] = field(default_factory=lambda: {"F": [], "G": [], "H1": [], "H2": []})
    advice: list[FilledAdvice] = field(default_factory=list)
    nil: dict[str, str] = field(default_factory=dict)
    empty: dict[str, str] = field(default_factory=dict)
    absent: frozenset[str] = frozenset()
    placement: str = ""
    budget: str = ""
    review: str = ""
    address: str = ""
    carried: list[Carried] = field(default_factory=list)

    @property
    def name(self) -> str:
        return f"{self.child.first_name} {self.child.last_name}"

    @property
    def sections(self) -> list[str]:
        return [section for section in SECTIONS if section not in self.absent]

    def fill(self, text: str) -> str:
        """Slots of a style's own wording."""
        return SLOT.sub(lambda slot: self.words.get(slot[1], slot[0]), text)

    def areas(self) -> list[str]:
        said = {need.area for need in self.needs["B"]} | set(self.strengths)
        return [area for area in AREAS if area in said]
