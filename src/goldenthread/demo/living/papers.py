"""The plans that the story's officers bring in, and how each stored file can be made again from the library."""

import datetime as dt
from dataclasses import asdict, dataclass
from typing import Any

from goldenthread.demo import library
from goldenthread.demo.living.register import Case


@dataclass(frozen=True)
class Recipe:
    """Everything that `library.build` needs for one file."""

    case: int
    officer: str
    on: str
    tracked: bool = False
    mended: tuple[str, ...] = ()

    def as_record(self) -> dict[str, Any]:
        return {**asdict(self), "mended": list(self.mended)}


def make(recipe: Recipe, case: Case) -> bytes:
    return library.build(
        case.story,
        case.style,
        case.file_format,
        case.library_child(recipe.officer),
        dt.date.fromisoformat(recipe.on),
        seed=case.number,
        amended=case.is_amended,
        tracked_changes=recipe.tracked,
        mended=frozenset(recipe.mended),
    )


def faults_in(recipe: Recipe, case: Case) -> list:
    """The faults that stand in the file of a recipe, with their quotes: what a good moderator would find."""
    return library.carried(
        case.story,
        case.file_format,
        case.library_child(recipe.officer),
        dt.date.fromisoformat(recipe.on),
        seed=case.number,
        amended=case.is_amended,
        tracked_changes=recipe.tracked,
        mended=frozenset(recipe.mended),
    )
