"""A library of made-up EHC plans, good and bad: stories of our own writing, laid out in several styles as Word or PDF.

Needs no Django settings. Every child, school, place and person is invented; each story says which faults it carries.
"""

from .child import LibraryChild
from .examples import example_child
from .library import FORMATS, build, carried, faults, fitting, improved, plan_of
from .plan import Carried, Plan
from .stories import STORIES
from .story import RULES, PlanStory
from .styles import STYLES, Style

__all__ = [
    "FORMATS",
    "RULES",
    "STORIES",
    "STYLES",
    "Carried",
    "LibraryChild",
    "Plan",
    "PlanStory",
    "Style",
    "build",
    "carried",
    "example_child",
    "faults",
    "fitting",
    "improved",
    "plan_of",
]
