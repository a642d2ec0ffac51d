"""The stories, one file for each phase, in the order of the child's age."""

from ..story import PlanStory
from . import early_years

STORIES: dict[str, PlanStory] = {story.key: story for module in (early_years,) for story in module.STORIES}

__all__ = ["STORIES"]
