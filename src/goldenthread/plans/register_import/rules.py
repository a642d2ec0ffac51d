"""What a row of an extract may do to the register. Pure functions on plain values."""

from collections.abc import Mapping

from goldenthread.plans.mapping_fields import ASSESSMENT, BY_KEY, PLAN
from goldenthread.plans.mapping_values import Value

NO_PLAN_OUTCOMES = ("not-assessed", "no-plan", "withdrawn")


def speaks_of_an_assessment(values: Mapping[str, Value]) -> bool:
    """Whether a row says anything about a request or an assessment."""
    return any(BY_KEY[key].thing == ASSESSMENT for key in values if key in BY_KEY)


def asks_for_a_plan(values: Mapping[str, Value]) -> bool:
    """Whether a row is about a plan that exists or is being written, so that the register should hold one.

    An assessment under way has one: its drafts must have somewhere to go. One that ended without a plan has none.
    """
    if values.get("outcome") in NO_PLAN_OUTCOMES:
        return False
    if values.get("outcome") == "plan" or values.get("is_being_assessed"):
        return True
    return any(BY_KEY[key].thing == PLAN for key in values if key in BY_KEY)


def missing_for_a_new_child(values: Mapping[str, Value]) -> list[str]:
    """Labels of what a child must have before it can enter the register."""
    return [BY_KEY[key].label.lower() for key in ("first_name", "last_name") if not values.get(key)]
