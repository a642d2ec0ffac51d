"""What a style of plan is: a name, the headings it prints, and the function that lays a plan out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ..plan import Plan
from ..sheet import Sheet


@dataclass(frozen=True, slots=True)
class Style:
    """`headings` maps a section's letter to the heading as printed, with the slots of the child's words."""

    key: str
    title: str
    headings: Mapping[str, str]
    lay: Callable[[Plan], Sheet]

    def heading(self, plan: Plan, section: str) -> str:
        return plan.fill(self.headings[section])
