"""What the register holds for some rows of an extract: found in four queries, compared and matched in memory."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from ehcp.vocabulary import year_group
from goldenthread.people.models import Authority
from goldenthread.plans.mapping_fields import ASSESSMENT, BY_KEY, CHILD, FIELDS, PLAN, Field, Kind
from goldenthread.plans.mapping_values import Value
from goldenthread.plans.models import Assessment, Child, Plan, PlanKind
from goldenthread.plans.register_import import rules


@dataclass
class Found:
    """The child, assessment and plan that a row is about, as far as the register has them; or why it cannot be told."""

    child: Child | None = None
    assessment: Assessment | None = None
    plan: Plan | None = None
    refusal: str = ""


class Holding:
    """The children of some rows, with their assessments and plans. New ones are told to it as they are made."""

    def __init__(self, authority: Authority, rows: Iterable[Mapping[str, Value]], *, on: dt.date):
        rows = list(rows)
        self.on = on
        case_ids = {str(row["child_id"]) for row in rows if row.get("child_id")}
        plan_ids = {str(row["plan_id"]) for row in rows if row.get("plan_id")}
        children = Child.objects.filter(authority=authority, case_system_id__in=case_ids)
        self.children = {child.case_system_id: child for child in children}
        pks = [child.pk for child in self.children.values()]
        self.assessments: dict[int, list[Assessment]] = {}
        for assessment in Assessment.objects.filter(child__in=pks).order_by("pk"):
            self.assessments.setdefault(assessment.child_id, []).append(assessment)
        self.plans: dict[int, list[Plan]] = {}
        for plan in Plan.objects.filter(child__in=pks).order_by("pk"):
            self.plans.setdefault(plan.child_id, []).append(plan)
        by_id = Plan.objects.filter(authority=authority, case_system_id__in=plan_ids)
        self.plan_owners = dict(by_id.values_list("case_system_id", "child_id"))

    def add(self, thing: Child | Assessment | Plan) -> None:
        if isinstance(thing, Child):
            self.children[thing.case_system_id] = thing
        elif isinstance(thing, Assessment):
            self.assessments.setdefault(thing.child_id, []).append(thing)
        else:
            self.plans.setdefault(thing.child_id, []).append(thing)
            if thing.case_system_id:
                self.plan_owners[thing.case_system_id] = thing.child_id

    # --- Finding ---

    def find(self, values: Mapping[str, Value]) -> Found:
        """Which of our records a row is about."""
        child = self.children.get(str(values.get("child_id", "")))
        if child is None:
            if self._plan_is_another_childs(values, None):
                return Found(refusal=_OTHER_CHILD)
            missing = rules.missing_for_a_new_child(values)
            refusal = f"This child is new to the register, so the row needs: {', '.join(missing)}." if missing else ""
            return Found(refusal=refusal)
        if self._plan_is_another_childs(values, child):
            return Found(child, refusal=_OTHER_CHILD)
        found = Found(child, plan=self._plan_by_id(child, values))
        self._find_assessment(found, values)
        if not found.refusal and found.plan is None:
            self._find_plan(found, values)
        return found

    def _plan_is_another_childs(self, values: Mapping[str, Value], child: Child | None) -> bool:
        owner = self.plan_owners.get(str(values.get("plan_id", "")))
        return owner is not None and (child is None or owner != child.pk)

    def _plan_by_id(self, child: Child, values: Mapping[str, Value]) -> Plan | None:
        wanted = values.get("plan_id")
        plans = self.plans.get(child.pk, [])
        return next((plan for plan in plans if wanted and plan.case_system_id == wanted), None)

    def _find_assessment(self, found: Found, values: Mapping[str, Value]) -> None:
        """By its id, else by the day of the request, else the one of the plan, else the only one."""
        assert found.child is not None
        known = self.assessments.get(found.child.pk, [])
        its_id, requested = values.get("assessment_id"), values.get("requested_on")
        if its_id:
            found.assessment = next((one for one in known if one.case_system_id == its_id), None)
            # One that came without its id takes the id now.
            known = [one for one in known if not one.case_system_id]
        if found.assessment is None and requested:
            found.assessment = next((one for one in known if _iso(one.requested_on) == requested), None)
        if found.assessment is None and not its_id and found.plan is not None and found.plan.assessment_id:
            # The day of the request was corrected: the plan's id says which assessment it is.
            found.assessment = next((one for one in known if one.pk == found.plan.assessment_id), None)
        elif found.assessment is None and not its_id and not requested and rules.speaks_of_an_assessment(values):
            if len(known) > 1:
                found.refusal = (
                    "This child has more than one request in the register. Choose a column for the day of the request."
                )
            found.assessment = known[0] if len(known) == 1 else None

    def _find_plan(self, found: Found, values: Mapping[str, Value]) -> None:
        """Without its id: the plan of this assessment, or the only one there can be."""
        assert found.child is not None
        plans = self.plans.get(found.child.pk, [])
        if values.get("plan_id"):
            plans = [plan for plan in plans if not plan.case_system_id]
        if values.get("assessment_id") or values.get("requested_on"):
            wanted = found.assessment.pk if found.assessment else None
            plans = [plan for plan in plans if plan.assessment_id in (wanted, None)]
            plans.sort(key=lambda plan: plan.assessment_id is None)
            found.plan = plans[0] if plans else None
        elif len(plans) > 1 and not values.get("plan_id"):
            found.refusal = "This child has more than one plan in the register. Choose a column for the plan's id."
        elif len(plans) == 1:
            found.plan = plans[0]

    # --- Comparing ---

    def relevant(self, found: Found, values: Mapping[str, Value]) -> dict[str, Value]:
        """What a row says about things that it has: nothing of a plan where it neither has nor asks for one.

        A plan that would be added shows as a change, even where the row says nothing else about it.
        """
        kept = {key: value for key, value in values.items() if key in BY_KEY}
        if found.plan is None and not rules.asks_for_a_plan(values):
            return {key: value for key, value in kept.items() if BY_KEY[key].thing != PLAN}
        return kept if found.plan else {"kind": PlanKind.NEW.value, **kept}

    def existing(self, found: Found, values: Mapping[str, Value]) -> dict[str, Value] | None:
        """Values that the register holds, in the words of the mapping. None for a child that it does not hold."""
        if found.child is None:
            return None
        held: dict[str, Value] = {}
        for thing, record in ((CHILD, found.child), (ASSESSMENT, found.assessment), (PLAN, found.plan)):
            if record is not None:
                held |= {field.key: held_value(record, field) for field in fields_with_attribute(thing)}
        born = found.child.date_of_birth or _day(values.get("date_of_birth"))
        if held["year_group"] is None and born:
            held["year_group"] = year_group(born, on=self.on).number
        return held


_OTHER_CHILD = "The register has this plan's id under another child. Correct the case system, or the register."


def fields_with_attribute(thing: str) -> list[Field]:
    return [field for field in FIELDS if field.thing == thing and field.attribute]


def attribute_of(field: Field) -> str:
    """The name of the column on the model: a person is kept by id."""
    return f"{field.attribute}_id" if field.kind == Kind.OFFICER else field.attribute


def held_value(record: Any, field: Field) -> Value:
    """A model's value in the words of the mapping: days as text, people by the text of their id, blank as nothing."""
    value = getattr(record, attribute_of(field))
    if isinstance(value, dt.date):
        return value.isoformat()
    if field.kind == Kind.OFFICER:
        return str(value) if value else None
    return None if value == "" else value


def model_value(field: Field, value: Value) -> Any:
    """The other way round."""
    if field.kind == Kind.DAY:
        return _day(value)
    if field.kind == Kind.OFFICER:
        return int(str(value)) if value else None
    return value


def _iso(day: dt.date | None) -> str:
    return day.isoformat() if day else ""


def _day(value: Value) -> dt.date | None:
    return dt.date.fromisoformat(str(value)) if value else None
