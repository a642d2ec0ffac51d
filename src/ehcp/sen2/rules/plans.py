"""Plans in force, where the child is, and the primary need."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from ehcp.sen2.record import Module, Person
from ehcp.sen2.rule import Place, rule


@rule(
    "several-plans",
    what="A person has an active plan under more than one request.",
    why="A child has one plan. The number of plans in place is too high by one.",
    mend="Keep the plan that is in force and end the other, or join the two records.",
)
def several_plans(person: Person, on: dt.date) -> Iterator[Place]:
    plans = [plan for request in person.requests for plan in request.rows(Module.ACTIVE_PLAN)]
    for plan in plans[1:]:
        yield plan, "", ""


@rule(
    "active-without-named-plan",
    what="A plan is in force, and what it names is not in the return.",
    why="Section I is missing: start date, setting, personal budget.",
    mend="Fill in the plan's details; for a plan that moved in, as historical.",
)
def active_without_named_plan(person: Person, on: dt.date) -> Iterator[Place]:
    for request in person.requests:
        active = request.one(Module.ACTIVE_PLAN)
        if active is not None and request.one(Module.NAMED_PLAN) is None:
            yield active, "", ""


@rule(
    "ceased-and-active",
    what="A plan that had ended by the day of the return is still counted as in force.",
    why="It stands in the number of plans in place, and its reviews seem overdue.",
    mend="Close the plan in the case system, or take the end date out.",
)
def ceased_and_active(person: Person, on: dt.date) -> Iterator[Place]:
    for request in person.requests:
        plan, active = request.one(Module.NAMED_PLAN), request.one(Module.ACTIVE_PLAN)
        ended = plan.day("CeaseDate") if plan is not None else None
        if plan is not None and active is not None and ended is not None and ended <= on:
            yield plan, "CeaseDate", plan.get("CeaseDate")


@rule(
    "ceased-without-reason",
    what="A plan ended, and the return does not say why.",
    why="Plans that ended are reported by reason.",
    mend="Choose the reason; if one was chosen, its entry in the lookup has no external code.",
)
def ceased_without_reason(person: Person, on: dt.date) -> Iterator[Place]:
    for plan in person.row.rows(Module.NAMED_PLAN):
        if plan.get("CeaseDate") and not plan.get("CeaseReason"):
            yield plan, "CeaseReason", ""


@rule(
    "no-placement",
    what="A plan is in force, and the child is nowhere on the day of the return.",
    why="Every plan has a placement, if only as not in education; those who moved in are most often forgotten.",
    mend="Fill in where the child is, or the reason for being nowhere.",
)
def no_placement(person: Person, on: dt.date) -> Iterator[Place]:
    for active in person.row.rows(Module.ACTIVE_PLAN):
        there = [
            placement
            for placement in active.rows(Module.PLACEMENT)
            if (placement.day("EntryDate") or on) <= on <= (placement.day("LeavingDate") or on)
        ]
        if not there:
            yield active, "", active.get("TransferLA")


@rule(
    "placement-without-setting",
    what="A placement names no setting: no URN, no UKPRN and no code of a setting.",
    why="It cannot be counted by type of setting.",
    mend="Choose the setting from the register of schools; if one was chosen, its URN is missing there.",
)
def placement_without_setting(person: Person, on: dt.date) -> Iterator[Place]:
    for module in (Module.PLACEMENT, Module.PLAN_DETAIL):
        for row in person.row.rows(module):
            if not (row.get("URN") or row.get("UKPRN") or row.get("SENsetting")):
                yield row, "URN", ""


@rule(
    "indicators-not-set",
    what="A placement does not say whether it is in a SEN unit or in resourced provision.",
    why="Both are asked for of every placement in a school.",
    mend="Set both to yes or no.",
)
def indicators_not_set(person: Person, on: dt.date) -> Iterator[Place]:
    for row in person.row.rows(Module.PLACEMENT):
        if row.get("URN") and not (row.get("SENunitIndicator") or row.get("ResourcedProvisionIndicator")):
            yield row, "SENunitIndicator", ""


@rule(
    "no-primary-need",
    what="A plan in force has no primary need.",
    why="Plans are compared by need, and neighbours are chosen by it.",
    mend="Choose the primary need; if one was chosen, its entry in the lookup has no external code.",
)
def no_primary_need(person: Person, on: dt.date) -> Iterator[Place]:
    for active in person.row.rows(Module.ACTIVE_PLAN):
        needs = list(active.rows(Module.NEED))
        if not any(need.get("SENtype") and need.get("SENtypeRank").removesuffix(".0") in ("1", "") for need in needs):
            yield active, "SENtype", ""
