"""No pattern of the reader takes longer than its text: twice the worst text, about twice the time.

What is done in a second needs no second look. On a slow machine what takes longer is tried with half the text: a pattern that
goes back over its text takes four times as long for twice as much.
"""

from __future__ import annotations

import contextlib
import importlib
import pkgutil
import re
import time
from collections.abc import Callable

import pytest

import ehcp.screening
from ehcp.screening.document import Block, Document, normalise
from ehcp.screening.layout import item_reference
from ehcp.screening.reading.draft import split_label
from ehcp.screening.reading.headings import name_of
from ehcp.screening.reading.own_words import said_in_own_words

WORST = [
    "a" * 1000,
    " " * 1000,
    "." * 1000,
    "Section A " * 100,
    "Section A and B and C and D and E and F and G and " * 20,
    "\n" * 1000,
    "\n " * 500,
    "F1.1.1.1.1." * 90,
    "((((" * 250,
    "1.2.3.4." * 120,
    "continued (" * 90,
    "A - " * 250,
    "-" * 1000,
    " -" * 500,
    "a" * 999 + " ",
    "<?xml " + "encoding = " * 90,
    "special educational provision " * 33,
    "Section F" + " ." * 450 + " 1",
]


def patterns() -> list[tuple[str, re.Pattern]]:
    found = []
    for module in pkgutil.walk_packages(ehcp.screening.__path__, "ehcp.screening."):
        if module.name.endswith("__main__") or ".checks" in module.name:
            continue
        for name, value in vars(importlib.import_module(module.name)).items():
            if isinstance(value, re.Pattern):
                found.append((f"{module.name}.{name}", value))
    return found


@pytest.mark.parametrize(("name", "pattern"), patterns())
def test_every_pattern_is_linear(name, pattern):
    for worst in WORST:
        insist_on_linear(lambda times, worst=worst: seconds_of(pattern, worst * times + "x"), 100, worst[:30])


def seconds_of(pattern: re.Pattern, text: str) -> float:
    """How long a pattern looks at a text whose last letter makes what ran to the end give back what it took."""
    said = text.encode() if isinstance(pattern.pattern, bytes) else text
    began = time.process_time()
    pattern.match(said)
    pattern.fullmatch(said)
    for _ in zip(pattern.finditer(said), range(5000)):
        pass
    return time.process_time() - began


def insist_on_linear(seconds: Callable[[int], float], times: int, what: str) -> None:
    took = seconds(times)
    if took < 1.0:
        return
    assert took < 6.0, f"{what}: {took:.2f} s"
    pairs = []
    for _ in range(3):
        pairs.append((seconds(times // 2), seconds(times)))
        if min(whole for _, whole in pairs) < 2.5 * min(half for half, _ in pairs):
            return
    raise AssertionError(f"{what}: half and whole took {pairs} s")


@pytest.mark.parametrize(
    ("seconds", "lets_through"),
    [
        (lambda times: 0.9, True),
        (lambda times: times / 50, True),  # slow, and linear
        (lambda times: (times / 100) ** 2 * 2, False),  # twice the text, four times as long
        (lambda times: 7.0, False),
    ],
)
def test_what_goes_back_over_its_text_is_not_let_through(seconds, lets_through):
    refused = pytest.raises(AssertionError, match="made up")
    with contextlib.nullcontext() if lets_through else refused:
        insist_on_linear(seconds, 100, "made up")


@pytest.mark.parametrize("worst", WORST)
def test_every_function_over_words_is_quick(worst):
    insist_on_linear(lambda times: seconds_over_words(worst * times), 1000, worst[:30])


def seconds_over_words(text: str) -> float:
    began = time.process_time()
    normalise(text)
    split_label(text, raw=text)
    name_of(text)
    name_of(text[:330], number=text[:20])
    said_in_own_words(text)
    said_in_own_words(text[:90])
    plan = Document("0" * 64, "docx", "1", (Block(0, text),))
    item_reference(plan, plan.blocks[0])
    plan.locate(text[:5000])
    return time.process_time() - began
