"""Who is told when a version was screened: rooms above, which put a function on the list when they are loaded."""

from collections.abc import Callable
from typing import Any

# Called with version= and at= (its moment) in the transaction that wrote the findings down.
after_screening: list[Callable[..., Any]] = []
