"""The form of one moderation: pinned to its edition, profile and the facts of the plan on the day it was opened."""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ehcp.vocabulary import year_group
from goldenthread.moderation.models import Moderation
from goldenthread.plans.models import Plan, PlanKind, PlanVersion
from goldenthread.toolkit.standards import Edition, PlanFacts, Question, SectionForm, load_edition, questions_of


@dataclass(frozen=True)
class Asked:
    """An edition and the sections of the form that it makes for one plan."""

    edition: Edition
    sections: list[SectionForm]
    has_changed: bool = False  # the toolkit file is not the one that this moderation was opened with

    @cached_property
    def questions(self) -> dict[str, Question]:
        return {question.code: question for question in questions_of(self.sections)}

    @cached_property
    def section_of(self) -> dict[str, SectionForm]:
        return {question.code: section for section in self.sections for question in section.questions}

    def choices(self, field: str) -> dict[str, str]:
        """The keys that a field of a review may hold, with their labels. Empty for a field that holds words."""
        edition = self.edition
        if field == "answer":
            return {each.key: each.label for each in edition.scale.answers}
        if field == "judgement":
            return {each.key: each.label for each in edition.scale.judgements}
        if field == "origin":
            return {each.key: each.label for each in edition.origins}
        lists = {
            "origin_service": edition.advice_services,
            "who_should_act": edition.who_should_act,
            "for_whom": edition.who_should_act,
            "needs_correction": edition.needs_correction,
        }
        return {each.key: each.label for each in lists.get(field, ())}

    def section(self, code: str) -> SectionForm | None:
        return next((section for section in self.sections if section.code == code), None)

    def after(self, code: str) -> SectionForm | None:
        """The section that follows in the rail."""
        codes = [section.code for section in self.sections]
        place = codes.index(code) + 1
        return self.sections[place] if place < len(codes) else None


def asked_in(moderation: Moderation) -> Asked:
    """The form that this moderation's moderator has. Costs no query once the version and its child are loaded."""
    edition = load_edition(moderation.edition)
    facts = PlanFacts(**moderation.facts) if moderation.facts else plan_facts(moderation.version, moderation.created_at)
    return Asked(
        edition, edition.form(moderation.profile, facts), edition.fingerprint != moderation.edition_fingerprint
    )


def plan_facts(version: PlanVersion, on: dt.datetime) -> PlanFacts:
    """What decides which standards apply to a version, as it stands on a day."""
    plan: Plan = version.plan
    return PlanFacts(
        kind="new" if plan.kind == PlanKind.NEW else "amended",
        stage="draft" if version.status == PlanVersion.Status.DRAFT else "final",
        year_group=year_of(plan, on.date()),
        phase_transfer=plan.kind == PlanKind.PHASE_TRANSFER,
        cared_for=plan.child.is_cared_for,
    )


def facts_to_keep(facts: PlanFacts) -> dict[str, Any]:
    return {
        "kind": facts.kind,
        "stage": facts.stage,
        "year_group": facts.year_group,
        "phase_transfer": facts.phase_transfer,
        "cared_for": facts.cared_for,
    }


def year_of(plan: Plan, on: dt.date) -> int | None:
    """The year group: the school's where it differs, else the age's, else not known."""
    child = plan.child
    if child.year_group is not None:
        return child.year_group
    return year_group(child.date_of_birth, on=on).number if child.date_of_birth else None
