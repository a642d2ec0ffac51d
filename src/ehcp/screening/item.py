"""What a plan is made of: aspirations, needs, outcomes and provision, each with the words that fill its slots."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    ASPIRATION = "aspiration"
    NEED = "need"
    OUTCOME = "outcome"
    PROVISION = "provision"


class Form(StrEnum):
    """What provision is (`docs/screening.md`): only a session is asked for all four slots, training for two."""

    SESSION = "session"
    STRATEGY = "strategy"
    EQUIPMENT = "equipment"
    TRAINING = "training"
    MONITORING = "monitoring"


SLOTS = ("who", "frequency", "duration", "ratio", "by")
KIND_OF_SECTION = {
    "A": Kind.ASPIRATION,
    "B": Kind.NEED,
    "C": Kind.NEED,
    "D": Kind.NEED,
    "E": Kind.OUTCOME,
    "F": Kind.PROVISION,
    "G": Kind.PROVISION,
    "H": Kind.PROVISION,
    "H1": Kind.PROVISION,
    "H2": Kind.PROVISION,
}


@dataclass(frozen=True, slots=True)
class Slot:
    """Words that fill a slot, and where they stand in the plan's text (code points of `PlanText.text`)."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Link:
    """That an item serves or answers another. `why`: "number", "row", "heading" or "words"; only words are a guess."""

    to: str
    why: str

    @property
    def is_certain(self) -> bool:
        return self.why != "words"


@dataclass(frozen=True, slots=True)
class Lead:
    """What the form of provision is told by: its first sentence, in small letters, and which slots the item fills."""

    words: str
    timed: bool
    grouped: bool
    named: bool
    often: bool = False


@dataclass(frozen=True)
class Item:
    """One aspiration, need, outcome or piece of provision.

    `id` is the section's letter and a count in reading order ("F3"), the same in .docx and .pdf; `label` is what the
    plan itself calls it ("F1.2"), empty where it does not. `spans` are stretches of `PlanText.text`: one for a
    paragraph, one for each cell of a row. `start` and `end` take in all of them.
    """

    id: str
    section: str
    kind: Kind
    spans: tuple[tuple[int, int], ...]
    text: str
    form: Form | None = None
    label: str = ""
    area: str = ""
    slots: dict[str, Slot | None] = field(default_factory=dict)
    links: tuple[Link, ...] = ()
    lead: Lead | None = None
    share: float = 1.0  # how likely the form is, 0 to 1

    @property
    def start(self) -> int:
        return self.spans[0][0]

    @property
    def end(self) -> int:
        return self.spans[-1][1]

    def has(self, slot: str) -> bool:
        return self.slots.get(slot) is not None
