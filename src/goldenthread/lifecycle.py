"""The one door between two stages of anything that has stages."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction


class WrongStage(Exception):
    """A move that the table does not have. The message is fit to show."""


class Lifecycle:
    """A table of stages and where each may go.

    `table` maps a stage to the set of stages that may follow it. `field` is the name of the model's field.
    """

    def __init__(self, table: Mapping[Any, set], field: str = "stage"):
        self.table = table
        self.field = field

    def allows(self, thing: Any, *, to: Any) -> bool:
        return to in self.table.get(getattr(thing, self.field), set())

    def move(self, thing: Any, *, to: Any) -> None:
        """Move a saved thing to another stage, its row locked, inside the caller's transaction.

        The stage is read again under the lock, so that two people cannot both take the same step.
        Raises WrongStage when the table has no such move.
        """
        if not transaction.get_connection().in_atomic_block:
            raise RuntimeError("A stage moves inside a transaction only.")
        model = type(thing)
        current = model._base_manager.select_for_update().values_list(self.field, flat=True).get(pk=thing.pk)
        if to not in self.table.get(current, set()):
            raise WrongStage(f"This is now “{_label(model, self.field, current)}”, so it cannot become “{to.label}”.")
        model._base_manager.filter(pk=thing.pk).update(**{self.field: to})
        setattr(thing, self.field, to)

    def diagram(self) -> list[str]:
        """Lines of a Mermaid state diagram, for docs/stages.md."""
        lines = ["stateDiagram-v2"]
        for stage, following in self.table.items():
            lines += [f"    {stage.value} --> {after.value}" for after in sorted(following, key=lambda s: s.value)]
        return lines


def _label(model: Any, field: str, value: str) -> str:
    return str(dict(model._meta.get_field(field).choices).get(value, value))
