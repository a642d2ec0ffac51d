"""The nouns of the QA Toolkit: standards, scales, choices and the rules that are data. No behaviour beyond their own."""

from __future__ import annotations

from dataclasses import dataclass

from ehcp.vocabulary import Agency

CRITICAL = "critical"
GATE = "gate"


# --- Scales and choices -----------------------------------------------------------------------


@dataclass(frozen=True)
class Judgement:
    """One word of the overall scale. `grade` counts upward from 1, the lowest."""

    key: str
    grade: int
    label: str
    descriptor: str

    def __str__(self) -> str:
        return self.label


@dataclass(frozen=True)
class Answer:
    """One answer to a standard. `marks` is None where the answer leaves the sum."""

    key: str
    label: str
    marks: int | None
    meaning: str
    needs_comment: bool = False
    needs_origin: bool = False
    is_default_when_not_asked: bool = False

    @property
    def counts(self) -> bool:
        return self.marks is not None

    def __str__(self) -> str:
        return self.label


@dataclass(frozen=True)
class Scale:
    """The words of an edition: judgements best first, answers in the order that a form shows them."""

    judgements: tuple[Judgement, ...]
    answers: tuple[Answer, ...]

    @property
    def most_marks(self) -> int:
        return max(answer.marks for answer in self.answers if answer.marks is not None)


@dataclass(frozen=True)
class Origin:
    """Where a weakness came from. `names_service` and `names_document`: the form asks which."""

    key: str
    label: str
    meaning: str
    names_service: bool = False
    names_document: bool = False


@dataclass(frozen=True)
class Choice:
    """A labelled choice of the form: who should act, which service advised, does the plan need correcting.

    `agency` is set where the choice belongs to an agency; `stages` is empty where it holds at every stage.
    """

    key: str
    label: str
    meaning: str = ""
    agency: Agency | None = None
    stages: tuple[str, ...] = ()


# --- Aims, sections, standards ----------------------------------------------------------------


@dataclass(frozen=True)
class Aim:
    """One of the Framework's eight aims, in our own words."""

    number: int
    label: str
    text: str


@dataclass(frozen=True)
class Section:
    """A group of standards, as the rail lists them. `reads` are the plan's own sections that it looks at."""

    code: str
    title: str
    label: str
    weight: int
    reads: tuple[str, ...]


@dataclass(frozen=True)
class Cited:
    """A work that standards cite by its short name, such as "Code" for the SEND Code of Practice."""

    short: str
    name: str
    kind: str
    address: str = ""


@dataclass(frozen=True)
class PlanFacts:
    """What decides which standards apply to a version of a plan.

    `kind` is "new" or "amended", `stage` "draft" or "final". `year_group` is None where it is not
    known: standards that wait for a year group are then asked, and the moderator may say that they do
    not apply.
    """

    kind: str = "new"
    stage: str = "draft"
    year_group: int | None = None
    phase_transfer: bool = False
    cared_for: bool = False

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"A plan's kind is one of {', '.join(KINDS)}, not {self.kind!r}.")
        if self.stage not in STAGES:
            raise ValueError(f"A plan's stage is one of {', '.join(STAGES)}, not {self.stage!r}.")


KINDS = ("new", "amended")
STAGES = ("draft", "final")


@dataclass(frozen=True)
class AppliesWhen:
    """When a standard is asked. An empty condition always holds."""

    kinds: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()
    from_year_group: int | None = None
    phase_transfer: bool = False
    cared_for: bool = False

    def holds(self, facts: PlanFacts) -> bool:
        if self.kinds and facts.kind not in self.kinds:
            return False
        if self.stages and facts.stage not in self.stages:
            return False
        if self.phase_transfer and not facts.phase_transfer:
            return False
        if self.cared_for and not facts.cared_for:
            return False
        if self.from_year_group is None or facts.year_group is None:
            return True
        return facts.year_group >= self.from_year_group

    def __str__(self) -> str:
        """The condition in words, empty where the standard is always asked."""
        words = []
        if self.kinds:
            words.append(f"{' or '.join(self.kinds)} plans")
        if self.stages:
            words.append(f"{' or '.join(self.stages)} versions")
        if self.from_year_group is not None:
            words.append(f"Year {self.from_year_group} and above")
        if self.phase_transfer:
            words.append("a move between phases of education")
        if self.cared_for:
            words.append("children who are cared for")
        return "; ".join(words)


@dataclass(frozen=True)
class Wording:
    """What a stage of the plan says differently: a draft leaves Section I blank, a final plan fills it."""

    question: str
    good: str


@dataclass(frozen=True)
class Standard:
    """One line of the toolkit."""

    code: str
    section: str
    label: str
    question: str
    good: str
    why: str
    source: tuple[str, ...]
    aims: tuple[int, ...]
    best_placed: tuple[Agency, ...]
    weight: int
    limiting: str | None = None
    applies_when: AppliesWhen = AppliesWhen()
    reported_apart: bool = False
    at_stage: tuple[tuple[str, Wording], ...] = ()

    is_holistic = False

    @property
    def cited(self) -> str:
        return "; ".join(self.source)

    def wording(self, stage: str) -> Wording:
        return dict(self.at_stage).get(stage, Wording(self.question, self.good))


@dataclass(frozen=True)
class HolisticQuestion(Standard):
    """The one question of the short form about all the rest of a section.

    Its code is the section's letter and a nought ("F0"): no standard is numbered nought, it sorts
    beside its section, and it is safe in an address and in a page's id.
    """

    is_holistic = True


# --- Rules that are data ----------------------------------------------------------------------


@dataclass(frozen=True)
class Threshold:
    """From this share of the marks (a percentage, reached exactly is reached) the judgement is suggested."""

    judgement: str
    share_at_least: int
    none_not_met: bool = False


@dataclass(frozen=True)
class Limit:
    """So many limiting standards not met, and the suggestion goes no higher than this judgement."""

    limiting: str
    not_met_at_least: int
    judgement_at_most: str
    sentence: str


@dataclass(frozen=True)
class Suggesting:
    """How an edition turns answers into a suggested judgement."""

    thresholds: tuple[Threshold, ...]
    limits: tuple[Limit, ...]
    limits_hold_in_sections: bool
    gap_needs_reason: int


@dataclass(frozen=True)
class FormProfile:
    """A choice of standards for a form: `standards` is "all", "limiting" or the codes themselves."""

    key: str
    label: str
    meaning: str
    standards: str | tuple[str, ...]
    holistic: bool
    default_for_levels: tuple[int, ...]

    def asks(self, standard: Standard) -> bool:
        if self.standards == "all":
            return True
        if self.standards == "limiting":
            return standard.limiting is not None
        return standard.code in self.standards
