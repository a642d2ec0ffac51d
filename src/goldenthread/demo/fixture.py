"""The lived months as one file: what the database holds after them, and what each stored document is made of."""

import datetime as dt
import json
import lzma
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core import serializers
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management.color import no_style
from django.db import connection, transaction
from django_scopes import scopes_disabled

from goldenthread.demo.living.papers import Recipe, make
from goldenthread.demo.living.register import Case
from goldenthread.moderation.models import Letter, Review
from goldenthread.plans.models import PlanVersion
from goldenthread.plans.stages import Stage

FILE = Path(__file__).parent / "sandbourne.json.xz"
ROOMS = ("history", "people", "plans", "notices", "samples", "moderation")
# A password's hash has a salt of its own each time; sessions and mail addresses' checks are not part of the story.
NOT_KEPT = {"people.person": ("password", "last_login")}
# What closes a row for good, and what stands there until everything that belongs to the row has come in: a review that
# was handed in, a letter that was sent, a version that went out.
CLOSES: dict[Any, dict[str, Any]] = {
    Review: {"submitted_at": None},
    Letter: {"sent_at": None},
    PlanVersion: {"stage": Stage.LET_THROUGH, "served_on": None, "finalised_on": None},
}
OUT = (Stage.CLEARED, Stage.SERVED, Stage.FINAL)
LEFT_OUT = {"history.erasuredoor", "moderation.heldanswers"}


def dump(story: Any) -> dict[str, Any]:
    """The lived authority as plain values: rows in the order of their keys, cases and recipes of documents."""
    rows = []
    with scopes_disabled():
        for model in models():
            queryset = model._base_manager.order_by("pk")
            for row in json.loads(serializers.serialize("json", queryset)):
                for name in NOT_KEPT.get(row["model"], ()):
                    row["fields"].pop(name, None)
                rows.append(row)
    return {
        "now": story.clock.moment.isoformat(),
        "cases": [_case_record(case) for case in story.cases.values()],
        "files": {name: recipe.as_record() for name, recipe in sorted(story.files.items())},
        "rows": rows,
    }


def models() -> list[Any]:
    """Every model of our rooms that holds a part of the story."""
    found = [model for room in ROOMS for model in apps.get_app_config(room).get_models()]
    return [model for model in found if model._meta.label_lower not in LEFT_OUT]


def _case_record(case: Case) -> dict[str, Any]:
    return {key: value.isoformat() if isinstance(value, dt.date) else value for key, value in vars(case).items()}


def _case(record: dict[str, Any]) -> Case:
    days = {key: dt.date.fromisoformat(record[key]) for key in ("born_on", "requested_on", "draft_on")}
    return Case(**{**record, **days})


def write(values: dict[str, Any], file: Path = FILE) -> None:
    data = json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    file.write_bytes(lzma.compress(data, preset=9))


def read(file: Path = FILE) -> dict[str, Any]:
    return json.loads(lzma.decompress(file.read_bytes()))


@transaction.atomic
def put_in_database(values: dict[str, Any]) -> None:
    """Write every row under its own key, and move the counters of keys behind them.

    The database takes nothing into a review that was handed in or a letter that was sent, and no version that went out
    before what let it out, so these close last.
    """
    closed: list[tuple[Any, int, dict[str, Any]]] = []
    with scopes_disabled(), connection.constraint_checks_disabled():
        batch: list[Any] = []
        for one in serializers.deserialize("python", values["rows"]):
            if batch and type(batch[0]) is not type(one.object):
                _save(batch)
                batch = []
            if type(one.object) in CLOSES and _is_closed(one.object):
                until_then = CLOSES[type(one.object)]
                closed.append(
                    (type(one.object), one.object.pk, {field: getattr(one.object, field) for field in until_then})
                )
                for field, value in until_then.items():
                    setattr(one.object, field, value)
            batch.append(one.object)
        _save(batch)
        for model, pk, in_the_end in closed:
            model.objects.filter(pk=pk).update(**in_the_end)
    connection.check_constraints()
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models()):
            cursor.execute(statement)


def _is_closed(row: Any) -> bool:
    if isinstance(row, PlanVersion) and row.stage in OUT:
        return True
    return any(getattr(row, field) is not None for field, value in CLOSES[type(row)].items() if value is None)


def _save(batch: list[Any]) -> None:
    if batch:
        type(batch[0])._base_manager.bulk_create(batch, batch_size=200)


def put_in_storage(values: dict[str, Any], say: Any = lambda line: None) -> None:
    """Make every document again from its recipe and store it under its name."""
    cases = {record["number"]: _case(record) for record in values["cases"]}
    for place, (name, record) in enumerate(sorted(values["files"].items())):
        recipe = Recipe(**{**record, "mended": tuple(record["mended"])})
        if not default_storage.exists(name):
            default_storage.save(name, ContentFile(make(recipe, cases[recipe.case])))
        if place % 50 == 0:
            say(f"  {place} of {len(values['files'])} documents")
