"""Word lists: plain text files beside this one, one entry a line, and how a list becomes one quick pattern.

A line that starts with # is a remark. "where/when needed" is two entries, "where needed" and "when needed": each word
may offer others. A space in an entry is a space or a hyphen in the plan.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from itertools import product


@cache
def entries(name: str) -> tuple[str, ...]:
    """The entries of the list `name`.txt in the order of the file, each offered word spelt out."""
    lines = files(__package__).joinpath(f"{name}.txt").read_text("utf-8").splitlines()
    return tuple(entry for line in lines if line.strip() and line[0] != "#" for entry in spelt_out(line.strip()))


def spelt_out(line: str) -> list[str]:
    """Every phrase that a line of a list stands for."""
    return [" ".join(words) for words in product(*(word.split("/") for word in line.split()))]


def pattern_of(phrases: Iterable[str]) -> re.Pattern[str]:
    """Whole words of these phrases, the longest that fits; for lower case text. Shared beginnings are tried once."""
    tree: dict[str, dict] = {}
    for phrase in phrases:
        branch = tree
        for letter in phrase:
            branch = branch.setdefault(letter, {})
        branch[""] = {}
    return re.compile(rf"\b{_branches(tree)}(?!\w)")


def _branches(tree: dict[str, dict]) -> str:
    ends = "" in tree
    ways = [
        ("[ -]" if letter == " " else re.escape(letter)) + _branches(branch)
        for letter, branch in sorted(tree.items())
        if letter
    ]
    if not ways:
        return ""
    if len(ways) == 1 and not ends:
        return ways[0]
    return f"(?:{'|'.join(ways)}){'?' if ends else ''}"
