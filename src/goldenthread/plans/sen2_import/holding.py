"""What the register holds of some persons of a return: found in a few queries, then matched and compared in memory."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from goldenthread.people.models import Authority
from goldenthread.plans.models import Assessment, Child, Plan, PlanKind, Review
from goldenthread.plans.sen2_import.understanding import Case, Understood, Values

SEVERAL = "More than one child of the register has this {what}. Put the register or the case system right first."
SOMEBODY_ELSE = "The register’s child with this UPN has another name and another date of birth. Look at both before either is changed."
NOT_TOLD = "A request cannot be told from another of this child (no day, or the same day), so it is left out."


@dataclass
class Found:
    """Whom of the register a person is, and by what: "number", or "name" where a name and a date of birth alone say so."""

    child: Child | None = None
    by: str = ""
    refusal: str = ""


@dataclass
class Edit:
    """One record that would change or be made: by field what it was and what it becomes."""

    of: str  # child, request, plan or review
    record: Any
    is_new: bool
    changes: dict[str, tuple[Any, Any]] = field(default_factory=dict)


class Holding:
    """The children whom some persons may be, with their requests, plans and reviews. Five queries."""

    def __init__(self, authority: Authority, persons: Iterable[Understood], *, lock: bool = False):
        self.authority = authority
        persons = list(persons)
        numbers = {number for each in persons for number in _numbers(each)}
        upns = {each.child["upn"] for each in persons if each.child.get("upn")}
        births = {each.child["date_of_birth"] for each in persons if each.child.get("date_of_birth")}
        wanted = Q(upn__in=upns) | Q(case_system_id__in=numbers) | Q(date_of_birth__in=births)
        children = Child.objects.filter(wanted, authority=authority).order_by("pk")
        self.by_upn: dict[str, list[Child]] = {}
        self.by_number: dict[str, Child] = {}
        self.by_name: dict[tuple, list[Child]] = {}
        for child in children.select_for_update(no_key=True) if lock else children:
            self._add(child)
        self._load_cases(authority, persons)

    def _add(self, child: Child) -> None:
        if child.upn:
            self.by_upn.setdefault(child.upn, []).append(child)
        self.by_number[child.case_system_id] = child
        self.by_name.setdefault(_name(child.first_name, child.last_name, child.date_of_birth), []).append(child)

    def _load_cases(self, authority: Authority, persons: list[Understood]) -> None:
        """Of those alone whom the persons are; children who only share a date of birth have nothing to do with them."""
        children = {found.child.pk: found.child for each in persons if (found := self.find(each)).child is not None}
        self.assessments: dict[int, list[Assessment]] = {}
        self.plans: dict[int, list[Plan]] = {}
        self.reviews: dict[tuple[int, dt.date], Review] = {}
        for assessment in Assessment.objects.filter(child__in=children).order_by("pk"):
            assessment.child = children[assessment.child_id]
            self.assessments.setdefault(assessment.child_id, []).append(assessment)
        plans = {}
        for plan in Plan.objects.filter(child__in=children).order_by("pk"):
            plan.child = children[plan.child_id]
            plans[plan.pk] = plan
            self.plans.setdefault(plan.child_id, []).append(plan)
        for review in Review.objects.filter(plan__child__in=children):
            review.plan = plans[review.plan_id]
            self.reviews[review.plan_id, review.meeting_on] = review

    # --- Finding ---

    def find(self, person: Understood) -> Found:
        """By UPN, else by a number of the case system, else by name and date of birth."""
        upn, born = person.child.get("upn", ""), person.child.get("date_of_birth")
        name = _name(person.child.get("first_name", ""), person.child.get("last_name", ""), born)
        if len(same := self.by_upn.get(upn, [])) > 1:
            return Found(refusal=SEVERAL.format(what="UPN"))
        for child in same:
            known = _name(child.first_name, child.last_name, child.date_of_birth)
            if known[:2] != name[:2] and born and child.date_of_birth and born != child.date_of_birth:
                return Found(child, refusal=SOMEBODY_ELSE)
            return Found(child, "number")
        for number in _numbers(person):
            if number in self.by_number:
                return Found(self.by_number[number], "number")
        named = [child for child in self.by_name.get(name, []) if born and not (upn and child.upn and child.upn != upn)]
        if len(named) > 1:
            return Found(refusal=SEVERAL.format(what="name and date of birth"))
        return Found(named[0], "name") if named else Found()

    # --- Comparing ---

    def edits(self, person: Understood, child: Child | None) -> tuple[list[Edit], list[str]]:
        """What the return would do to the records of a child (None: a new one), and what of it must be left out."""
        left_out: list[str] = []
        is_new = child is None
        child = child or Child(authority=self.authority, case_system_id=_case_id(person))
        edits = [_edit("child", child, is_new, person.child, person.child_if_empty)]
        assessments = list(self.assessments.get(child.pk, [])) if child.pk else []
        plans = list(self.plans.get(child.pk, [])) if child.pk else []
        done: list[Any] = []
        for case in person.cases:
            assessment, is_told = _assessment(case, assessments)
            if not is_told or any(assessment is each for each in done):
                left_out.append(NOT_TOLD)
                continue
            if is_new_one := assessment is None:
                assessment = Assessment(child=child)
                assessments.append(assessment)
            done.append(assessment)
            edits.append(_edit("request", assessment, is_new_one, case.request, case.request_if_empty))
            if case.plan is not None:
                edits += self._plan_edits(case, child, assessment, plans, done)
        return [edit for edit in edits if edit.is_new or edit.changes], left_out

    def _plan_edits(
        self, case: Case, child: Child, assessment: Assessment, plans: list[Plan], done: list[Any]
    ) -> list[Edit]:
        assert case.plan is not None
        plan = _plan(assessment, [each for each in plans if not any(each is one for one in done)])
        if is_new := plan is None:
            plan = Plan(authority=self.authority, child=child, assessment=assessment, kind=PlanKind.NEW)
        done.append(plan)
        values = dict(case.plan)
        if not is_new and plan.assessment_id is None:
            values["assessment"] = assessment
        edits = [_edit("plan", plan, is_new, values, case.plan_if_empty)]
        if case.review is not None:
            review = self.reviews.get((plan.pk, case.review["meeting_on"])) if plan.pk else None
            edits.append(_edit("review", review or Review(plan=plan), review is None, case.review, {}))
        return edits


def _assessment(case: Case, known: list[Assessment]) -> tuple[Assessment | None, bool]:
    """Which request this is, None for a new one; and whether that can be told."""
    day = case.request.get("requested_on")
    saved = [each for each in known if each.pk]
    if day is None:
        return (saved[0] if saved else None), len(known) < 2 and len(saved) == len(known)
    same = [each for each in saved if each.requested_on == day]
    without = [each for each in saved if each.requested_on is None]
    return next(iter(same or without), None), True


def _plan(assessment: Assessment, plans: list[Plan]) -> Plan | None:
    """The plan of this request, else one that hangs below none yet."""
    own = [each for each in plans if assessment.pk and each.assessment_id == assessment.pk]
    loose = [each for each in plans if each.assessment_id is None]
    return next(iter(own or loose), None)


def _edit(of: str, record: Any, is_new: bool, values: Values, if_empty: Values) -> Edit:
    """What differs. Names and codes that differ in nothing but capitals are the same."""
    changes = {}
    for name, new in {**{k: v for k, v in if_empty.items() if not getattr(record, k)}, **values}.items():
        old = None if name in ("assessment", "plan") else getattr(record, name)
        if old == new or (isinstance(old, str) and isinstance(new, str) and old.casefold() == new.casefold()):
            continue
        changes[name] = (old if old not in ("", None) else None, new)
    return Edit(of, record, is_new, changes)


def _numbers(person: Understood) -> list[str]:
    """Numbers under which the register may have a child: the case system's, or the UPN where a return brought it in."""
    return [*person.case_ids, *([f"UPN {person.child['upn']}"] if person.child.get("upn") else [])]


def _case_id(person: Understood) -> str:
    """The id of a child whom the register does not have. Empty where there is none yet: one is made when it is applied."""
    return next(iter(_numbers(person)), "")


def _name(first: str, last: str, born: dt.date | None) -> tuple:
    return (" ".join(first.casefold().split()), " ".join(last.casefold().split()), born)
