"""The checks, one module each: a module of this package holds `CHECK`, or it is no check."""

from __future__ import annotations

import hashlib
import importlib
import pkgutil
from functools import cache

from ehcp.screening.check import Check


@cache
def all_checks() -> tuple[Check, ...]:
    """Every check, by id."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    return tuple(importlib.import_module(f"{__name__}.{name}").CHECK for name in names if not name.startswith("_"))


@cache
def ruleset() -> str:
    """What a run of all checks is pinned to: changes when any check, the reading of items or of files does."""
    from ehcp.screening.items import ITEMS_VERSION
    from ehcp.screening.reading import READER_VERSION

    told = [f"reader@{READER_VERSION}", f"items@{ITEMS_VERSION}", *(f"{c.id}@{c.version}" for c in all_checks())]
    return hashlib.sha256("\n".join(told).encode()).hexdigest()[:16]
