"""Taking a toolkit file apart key by key, so that every mistake in it can be told at once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

KEY = re.compile(r"[a-z][a-z0-9_]*")


class EditionRefused(ValueError):
    """A toolkit file that cannot be used. `problems` holds each reason as a sentence."""

    def __init__(self, name: str, problems: list[str]):
        self.name = name
        self.problems = problems
        super().__init__(f"The toolkit file {name} cannot be used:\n" + "\n".join(f"- {each}" for each in problems))


class Part:
    """One table of the file, taken apart key by key, so that what nobody took is known to be a mistake."""

    def __init__(self, data: dict[str, Any], where: str, problems: list[str]):
        self.data = dict(data)
        self.where = where
        self.problems = problems

    def complain(self, sentence: str) -> None:
        self.problems.append(f"{self.where}: {sentence}")

    def take(self, key: str, of: type, default: Any = None, *, needed: bool = True) -> Any:
        empty = of() if default is None and of is not date else default
        if key not in self.data:
            if needed and default is None:
                self.complain(f"'{key}' is missing.")
            return empty
        value = self.data.pop(key)
        if not isinstance(value, of) or (of is int and isinstance(value, bool)):
            self.complain(f"'{key}' must be {_KIND_IN_WORDS[of]}.")
            return empty
        return value

    def text(self, key: str, default: str | None = None) -> str:
        value = self.take(key, str, default)
        if default is None and isinstance(value, str) and not value.strip() and not self._is_missing(key):
            self.complain(f"'{key}' is empty.")
        return value.strip()

    def _is_missing(self, key: str) -> bool:
        return f"{self.where}: '{key}' is missing." in self.problems

    def one_of(self, key: str, allowed: Iterable[str], default: str | None = None) -> str:
        allowed = tuple(allowed)
        value = self.text(key, default)
        if value not in allowed and value != default and not self._is_missing(key):
            self.complain(f"'{key}' is {value!r}; it must be one of {', '.join(allowed)}.")
        return value

    def each_one_of(self, key: str, allowed: Iterable[str], *, needed: bool = False) -> tuple[str, ...]:
        allowed = tuple(allowed)
        values = self.take(key, list, None if needed else [])
        for value in values:
            if value not in allowed:
                self.complain(f"'{key}' names {value!r}; it may name {', '.join(allowed)}.")
        if needed and not values and not self._is_missing(key):
            self.complain(f"'{key}' is empty.")
        return tuple(value for value in values if value in allowed)

    def key(self) -> str:
        value = self.text("key")
        if value and not KEY.fullmatch(value):
            self.complain(f"'key' is {value!r}; use small letters, digits and underscores.")
        return value

    def parts(self, key: str, naming: str = "key") -> list[Part]:
        found = self.take(key, list)
        parts = []
        for number, each in enumerate(found, start=1):
            if not isinstance(each, dict):
                self.complain(f"'{key}' must be a list of tables.")
                continue
            parts.append(Part(each, f"{key} {each.get(naming, f'number {number}')}", self.problems))
        return parts

    def part(self, key: str) -> Part:
        return Part(self.take(key, dict), key, self.problems)

    def done(self) -> None:
        for key in self.data:
            self.complain(f"'{key}' is not a key that is known here.")


_KIND_IN_WORDS = {
    str: "words in quotation marks",
    int: "a whole number",
    bool: "true or false",
    list: "a list",
    dict: "a table",
    date: "a date such as 2025-02-01",
}
