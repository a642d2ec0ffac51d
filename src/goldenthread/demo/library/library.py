"""Building one document: a story, a style, a file format and a child become the bytes of a plan."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import cache

from . import paper, word
from .child import LibraryChild, long_date
from .examples import EXAMPLE_DAY, example_child
from .filling import fill
from .plan import Carried, Plan
from .stories import STORIES
from .story import PlanStory
from .styles import STYLES
from .tracking import track_some

FORMATS = ("docx", "pdf")
COMMENT = "Checked with the school on the telephone: the longer time is right. Please take this comment out."


def build(
    story_key: str,
    style_key: str,
    file_format: str,
    child: LibraryChild,
    on: date,
    seed: int = 0,
    amended: bool = False,
    tracked_changes: bool = False,
    *,
    final: bool = False,
    mended: frozenset[str] | set[str] = frozenset(),
) -> bytes:
    """The plan as a .docx or .pdf, byte for byte the same for the same arguments.

    `amended` and `final` say what kind of version it is (a draft when neither). `mended` holds ids of faults, or of
    whole rules, that this version shows corrected. Raises KeyError for an unknown story, style or format.
    """
    plan = plan_of(story_key, child, on, seed, amended, tracked_changes, final=final, mended=mended)
    sheet = STYLES[style_key].lay(plan)
    if any(fault.rule == "tracked-changes" for fault in plan.carried):
        sheet.comments = [COMMENT]
    return {"docx": lambda: word.write(sheet, on), "pdf": lambda: paper.write(sheet)}[file_format]()


def plan_of(
    story_key: str,
    child: LibraryChild,
    on: date,
    seed: int = 0,
    amended: bool = False,
    tracked_changes: bool = False,
    *,
    final: bool = False,
    mended: frozenset[str] | set[str] = frozenset(),
) -> Plan:
    """The same plan before it is laid out: its texts, labels, and the faults it carries."""
    story = improved(story_key, mended) if mended else STORIES[story_key]
    plan = fill(story, child, on, seed, "final" if final else "amended" if amended else "draft")
    plan.words["review_day"] = long_date(on + timedelta(days=364))
    if tracked_changes:
        track_some(plan)
    return plan


def improved(story_key: str, mended: frozenset[str] | set[str] | None = None) -> PlanStory:
    """The story with these faults corrected; with all of them when none are named."""
    story = STORIES[story_key]
    return replace(
        story, mended=frozenset(mended) if mended is not None else frozenset(f.id for f in faults(story_key))
    )


@cache
def faults(story_key: str) -> tuple[Carried, ...]:
    """The faults a story carries on purpose, quoted as they read for an example child."""
    story = STORIES[story_key]
    return tuple(fill(story, example_child(story), EXAMPLE_DAY).carried)


def carried(
    story_key: str,
    file_format: str,
    child: LibraryChild,
    on: date,
    seed: int = 0,
    amended: bool = False,
    tracked_changes: bool = False,
    *,
    final: bool = False,
    mended: frozenset[str] | set[str] = frozenset(),
) -> list[Carried]:
    """The faults that stand in the file `build` makes of the same arguments; a PDF shows no tracked changes."""
    plan = plan_of(story_key, child, on, seed, amended, tracked_changes, final=final, mended=mended)
    return [fault for fault in plan.carried if file_format == "docx" or fault.rule != "tracked-changes"]


def fitting(year_group: int) -> list[str]:
    """Keys of the stories that suit a child of this national curriculum year."""
    return [key for key, story in STORIES.items() if story.fits(year_group)]
