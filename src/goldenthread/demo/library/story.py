"""What a made-up plan says, before it belongs to a child: needs, outcomes, provision, and the faults it carries on purpose.

Text may hold three kinds of marks, which `filling` resolves:

- a slot, `{first}` or `{month-2}`: the child's words and days counted from the plan's own day;
- a choice, `[quiet|peaceful]`: one is taken by the seed;
- a fault, `<<provision-vague|some help|ten minutes a day>>`: the bad words, and the good ones that mend it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

COMMUNICATION = "Communication and interaction"
LEARNING = "Cognition and learning"
SOCIAL = "Social, emotional and mental health"
SENSORY = "Sensory and/or physical"
ADULTHOOD = "Preparing for adulthood"
AREAS = (COMMUNICATION, LEARNING, SOCIAL, SENSORY, ADULTHOOD)

RULES = frozenset(
    [
        "section-missing",
        "section-empty",
        "identity-other-name",
        "identity-pronoun",
        "date-impossible",
        "date-stale",
        "outcome-not-outcome",
        "outcome-not-measurable",
        "outcome-no-date",
        "provision-vague",
        "provision-no-who",
        "provision-no-frequency",
        "provision-no-duration",
        "provision-no-ratio",
        "education-in-health",
        "thread-need-without-outcome",
        "thread-need-without-provision",
        "thread-outcome-without-provision",
        "thread-provision-without-need",
        "draft-names-placement",
        "copied-block",
        "acronym-undefined",
        "third-party-name",
        "advice-missing",
        "template-residue",
        "tracked-changes",
        "hard-to-read",
    ]
)

MISSING_SLOT = {
    "who": "provision-no-who",
    "often": "provision-no-frequency",
    "long": "provision-no-duration",
    "ratio": "provision-no-ratio",
}


@dataclass(frozen=True, slots=True)
class Need:
    """One need of section B (with its area), C or D."""

    key: str
    text: str
    area: str = ""
    section: str = "B"


@dataclass(frozen=True, slots=True)
class Outcome:
    """One outcome of section E; `serves` names the needs it answers, `steps` the shorter steps on the way."""

    key: str
    text: str
    serves: tuple[str, ...] = ()
    area: str = ""
    steps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Provision:
    """One row of section F, G, H1 or H2; `lacks` holds slots left out on purpose, with the words that would fill them."""

    key: str
    what: str
    serves: tuple[str, ...] = ()
    who: str = ""
    often: str = ""
    long: str = ""
    ratio: str = ""
    section: str = "F"
    lacks: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Advice:
    """One line of section K: what it is, the role that wrote it, and how many days before the plan."""

    kind: str
    role: str
    days_before: int


Item = Need | Outcome | Provision | Advice


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault that is not a run of words: a missing section, an unanswered need, a tracked change.

    `at` is the key of the item that shows it. `mended`, `adds` and `drops` say what correcting it does.
    """

    rule: str
    section: str
    quote: str = ""
    at: str = ""
    mended: str = ""
    adds: tuple[Item, ...] = ()
    drops: tuple[str, ...] = ()


@dataclass(frozen=True)
class PlanStory:
    """A whole plan, sections A to K, for a child whose national curriculum year lies in `years` (both ends meant)."""

    key: str
    title: str
    quality: str
    phase: str
    years: tuple[int, int]
    primary_need: str
    views: Mapping[str, tuple[str, ...]]
    items: tuple[Item, ...]
    strengths: Mapping[str, str]
    placement: str
    nil: Mapping[str, str] = field(default_factory=dict)
    budget: str = "No personal budget has been asked for. The family know that they may ask for one at any review."
    review: str = ""
    tags: frozenset[str] = frozenset()
    marks: tuple[Fault, ...] = ()
    mended: frozenset[str] = frozenset()

    def fits(self, year_group: int) -> bool:
        return self.years[0] <= year_group <= self.years[1]


def need(key: str, area: str, text: str) -> Need:
    return Need(key, text, area, "B")


def health_need(key: str, text: str) -> Need:
    return Need(key, text, "", "C")


def care_need(key: str, text: str) -> Need:
    return Need(key, text, "", "D")


def outcome(key: str, serves: str, text: str, *steps: str, area: str = "") -> Outcome:
    return Outcome(key, text, tuple(serves.split()), area, steps)


def provision(
    key: str,
    serves: str,
    what: str,
    who: str = "",
    often: str = "",
    long: str = "",
    ratio: str = "",
    *,
    section: str = "F",
    lacks: Mapping[str, str] | None = None,
) -> Provision:
    return Provision(key, what, tuple(serves.split()), who, often, long, ratio, section, lacks or {})


def advice(kind: str, role: str, days_before: int) -> Advice:
    return Advice(kind, role, days_before)
