"""An edition of the QA Toolkit, and the form that it makes for one plan.

How a file becomes an edition is in `reading.py`; finding the files is in `standards.py`. Nothing here
keeps anything or knows of a database.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TypeVar

from ehcp.vocabulary import Agency
from goldenthread.toolkit.nouns import (
    Aim,
    Answer,
    Choice,
    Cited,
    FormProfile,
    HolisticQuestion,
    Judgement,
    Origin,
    PlanFacts,
    Scale,
    Section,
    Standard,
    Suggesting,
    Wording,
)
from goldenthread.toolkit.tables import Table, tables_of

Key = TypeVar("Key")
Thing = TypeVar("Thing")


class UnknownCode(KeyError):
    """A code that the edition does not have: a standard, an answer, a judgement, a profile."""

    def __str__(self) -> str:
        return str(self.args[0])


# --- The form ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Question:
    """A standard as one form asks it. Where `required` is no, *Not my area* is what stands until answered."""

    code: str
    label: str
    text: str
    good: str
    why: str
    source: str
    aims: tuple[int, ...]
    limiting: str | None
    required: bool
    is_holistic: bool
    reported_apart: bool
    best_placed: tuple[Agency, ...]


@dataclass(frozen=True)
class SectionForm:
    """One group of the rail with its questions."""

    code: str
    title: str
    label: str
    reads: tuple[str, ...]
    questions: tuple[Question, ...]

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(question.code for question in self.questions)

    @property
    def required_codes(self) -> tuple[str, ...]:
        return tuple(question.code for question in self.questions if question.required)


# --- The edition ------------------------------------------------------------------------------


@dataclass(frozen=True)
class Edition:
    """One dated toolkit. `fingerprint` is kept with each result, so that a changed file shows."""

    id: str
    title: str
    dated: date
    status: str
    subject: str
    notes: str
    fingerprint: str
    aims: tuple[Aim, ...]
    scale: Scale
    origins: tuple[Origin, ...]
    who_should_act: tuple[Choice, ...]
    advice_services: tuple[Choice, ...]
    needs_correction: tuple[Choice, ...]
    sections: tuple[Section, ...]
    standards: tuple[Standard, ...]
    holistic: tuple[HolisticQuestion, ...]
    suggesting: Suggesting
    profiles: tuple[FormProfile, ...]
    cites: tuple[Cited, ...]

    def __str__(self) -> str:
        return self.title

    # Looking things up

    @cached_property
    def _questions(self) -> dict[str, Standard]:
        return {each.code: each for each in (*self.standards, *self.holistic)}

    def standard(self, code: str) -> Standard:
        """The standard, or holistic question, with this code. UnknownCode if the edition has none."""
        return _found(self._questions, code, f"Edition {self.id} has no standard")

    def section(self, code: str) -> Section:
        return _found({each.code: each for each in self.sections}, code, f"Edition {self.id} has no section")

    def answer(self, key: str) -> Answer:
        return _found({each.key: each for each in self.scale.answers}, key, f"Edition {self.id} has no answer")

    def judgement(self, key: str) -> Judgement:
        return _found({each.key: each for each in self.scale.judgements}, key, f"Edition {self.id} has no judgement")

    def origin(self, key: str) -> Origin:
        return _found({each.key: each for each in self.origins}, key, f"Edition {self.id} has no origin")

    def profile(self, key: str) -> FormProfile:
        return _found({each.key: each for each in self.profiles}, key, f"Edition {self.id} has no form profile")

    def aim(self, number: int) -> Aim:
        return _found({each.number: each for each in self.aims}, number, f"Edition {self.id} has no aim")

    def default_profile(self, level: int) -> FormProfile:
        """The form profile that a level uses until an authority says otherwise."""
        for profile in self.profiles:
            if level in profile.default_for_levels:
                return profile
        raise UnknownCode(f"Edition {self.id} has no form profile for Level {level}.")

    @property
    def not_asked_answer(self) -> Answer:
        """The answer that stands where a standard belongs to another agency: *Not my area*."""
        return next(answer for answer in self.scale.answers if answer.is_default_when_not_asked)

    def correction_choices(self, stage: str) -> tuple[Choice, ...]:
        """The choices of *does the plan need correcting?* at this stage of a plan."""
        return tuple(choice for choice in self.needs_correction if not choice.stages or stage in choice.stages)

    def standards_of_aim(self, number: int) -> tuple[Standard, ...]:
        return tuple(standard for standard in self.standards if number in standard.aims)

    # The form

    def form(
        self, profile: str = "full", facts: PlanFacts | None = None, agency: Agency | str | None = None
    ) -> list[SectionForm]:
        """The questions for one plan, section by section in the order of the rail.

        Without `facts` nothing is left out. With an `agency`, every standard that applies is still there,
        and `required` says which are that agency's to answer; without one, all are required (Level 3).
        A section in which nothing is asked is left out.
        """
        chosen = self.profile(profile)
        asked_of = Agency(agency) if agency is not None else None
        in_profile = [standard for standard in self.standards if chosen.asks(standard)]
        if chosen.holistic:
            in_profile.extend(self.holistic)

        forms = []
        for section in self.sections:
            questions = tuple(
                _question(each, facts, asked_of)
                for each in in_profile
                if each.section == section.code and (facts is None or each.applies_when.holds(facts))
            )
            if questions:
                forms.append(SectionForm(section.code, section.title, section.label, section.reads, questions))
        return forms

    # Reading it

    def as_tables(self) -> list[Table]:
        """The whole toolkit as tables of plain strings: the standards by section, then all the rest."""
        return tables_of(self)


def _question(each: Standard, facts: PlanFacts | None, agency: Agency | None) -> Question:
    words = each.wording(facts.stage) if facts else Wording(each.question, each.good)
    return Question(
        code=each.code,
        label=each.label,
        text=words.question,
        good=words.good,
        why=each.why,
        source=each.cited,
        aims=each.aims,
        limiting=each.limiting,
        required=agency is None or agency in each.best_placed,
        is_holistic=each.is_holistic,
        reported_apart=each.reported_apart,
        best_placed=each.best_placed,
    )


def _found(things: Mapping[Key, Thing], key: Key, complaint: str) -> Thing:
    if key not in things:
        raise UnknownCode(f"{complaint} {key!r}.")
    return things[key]


def questions_of(form: Iterable[SectionForm]) -> list[Question]:
    """Every question of a form, in order."""
    return [question for section in form for question in section.questions]
