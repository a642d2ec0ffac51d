"""The stories, one file for each phase, in the order of the child's age."""

from ..story import PlanStory
from . import adults, early_years, key_stage_1, key_stage_2, key_stage_2_feelings, key_stage_3, key_stage_4, transfer

PHASES = (early_years, key_stage_1, key_stage_2, key_stage_2_feelings, transfer, key_stage_3, key_stage_4, adults)

STORIES: dict[str, PlanStory] = {story.key: story for phase in PHASES for story in phase.STORIES}

__all__ = ["STORIES"]
