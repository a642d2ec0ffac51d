"""What the story knows while it is lived: the cases, the posts, the clock, and what each stored file was made of."""

import datetime as dt
import random
from dataclasses import dataclass, field

from goldenthread.demo.living.clockwork import Clock
from goldenthread.demo.living.papers import Recipe
from goldenthread.demo.living.register import Case
from goldenthread.people.models import Authority, Post
from goldenthread.plans.models import Plan, PlanVersion


@dataclass
class Story:
    authority: Authority
    clock: Clock
    dice: random.Random
    cases: dict[int, Case]
    posts: dict[str, Post] = field(default_factory=dict)
    # name of a stored file -> the recipe that makes it again
    files: dict[str, Recipe] = field(default_factory=dict)
    # version -> recipe, for what the moderators find
    recipes: dict[int, Recipe] = field(default_factory=dict)
    # (day, what, id): things that somebody has put off to a later day
    diary: list[tuple[dt.date, str, int]] = field(default_factory=list)

    def post(self, name: str) -> Post:
        """The post as it is now: it may have been signed off since."""
        return Post.objects.select_related("person", "authority").get(pk=self.posts[name].pk)

    def plan_of(self, case: Case) -> Plan:
        return Plan.objects.select_related("authority", "officer__person", "assistant__person").get(
            case_system_id=f"P{case.child_id}"
        )

    def case_of(self, version: PlanVersion) -> Case:
        return self.cases[self.recipes[version.pk].case]

    def later(self, day: dt.date, what: str, pk: int) -> None:
        self.diary.append((day, what, pk))

    def due(self, day: dt.date, what: str) -> list[int]:
        """What was put off to this day or before; it leaves the diary."""
        due = [entry for entry in self.diary if entry[0] <= day and entry[1] == what]
        self.diary = [entry for entry in self.diary if entry not in due]
        return [pk for _, _, pk in due]
