"""What an import keeps beside its rows, all in its `mapping`: columns, values, and what was seen in the file.

`seen` holds examples of the cells, so it goes when the import is done or abandoned.
"""

import datetime as dt
from typing import Any

from goldenthread import world
from goldenthread.plans.extract import Extract
from goldenthread.plans.mapping import MOST_VALUES_TO_MATCH, Mapping
from goldenthread.plans.mapping_guess import distinct
from goldenthread.plans.models import RegisterImport

EXAMPLES = 3
LONGEST_EXAMPLE = 60


def mapping_of(register_import: RegisterImport) -> Mapping:
    kept = register_import.mapping
    return Mapping(dict(kept.get("columns", {})), {key: dict(pairs) for key, pairs in kept.get("values", {}).items()})


def keep_mapping(register_import: RegisterImport, mapping: Mapping) -> None:
    register_import.mapping = {**register_import.mapping, "columns": mapping.columns, "values": mapping.values}


def keep_seen(register_import: RegisterImport, extract: Extract) -> None:
    """Headings, warnings, and per heading some examples and the different values (None where there are too many)."""
    seen: dict[str, Any] = {}
    for header in extract.headers:
        cells = extract.column(header)
        values = distinct(cells, MOST_VALUES_TO_MATCH)
        examples = list(dict.fromkeys(cell for cell in cells[:200] if cell))[:EXAMPLES]
        seen[header] = {
            "examples": [example[:LONGEST_EXAMPLE] for example in examples],
            "values": values if values is None else [[value, count] for value, count in values],
        }
    register_import.headers = list(extract.headers)
    register_import.sheet = extract.sheet[:100]
    register_import.total = len(extract.rows)
    register_import.mapping = {
        **register_import.mapping,
        "header_row": extract.header_row,
        "sheets": list(extract.sheets),
        "warnings": list(extract.warnings),
        "seen": seen,
    }


def forget_seen(register_import: RegisterImport) -> None:
    register_import.mapping = {key: value for key, value in register_import.mapping.items() if key != "seen"}


def examples_of(register_import: RegisterImport, header: str) -> list[str]:
    return register_import.mapping.get("seen", {}).get(header, {}).get("examples", [])


def values_of(register_import: RegisterImport, header: str) -> list[tuple[str, int]] | None:
    """(value, how often) under a heading, commonest first. None when there are too many to match one by one."""
    values = register_import.mapping.get("seen", {}).get(header, {}).get("values", [])
    return None if values is None else [(value, count) for value, count in values]


def touch(register_import: RegisterImport) -> None:
    """Note that it moves, so that one which has stopped can be told from one that is slow."""
    register_import.mapping = {**register_import.mapping, "moved_at": world.now().isoformat()}


def moved_at(register_import: RegisterImport) -> dt.datetime:
    kept = register_import.mapping.get("moved_at")
    return dt.datetime.fromisoformat(kept) if kept else register_import.uploaded_at
