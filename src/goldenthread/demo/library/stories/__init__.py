"""The stories, one file for each phase, in the order of the child's age."""

from ..story import PlanStory
from . import early_years, key_stage_1, key_stage_2, key_stage_2_feelings

STORIES: dict[str, PlanStory] = {
    story.key: story
    for module in (early_years, key_stage_1, key_stage_2, key_stage_2_feelings)
    for story in module.STORIES
}

__all__ = ["STORIES"]
