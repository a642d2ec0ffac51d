"""No pattern of the reader takes longer than its text: a megabyte of the worst text in under a second."""

from __future__ import annotations

import importlib
import pkgutil
import re
import time

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
        # The last letter makes what ran to the end give back what it took.
        text = worst * 100 + "x"
        if isinstance(pattern.pattern, bytes):
            text = text.encode()
        began = time.process_time()
        pattern.match(text)
        pattern.fullmatch(text)
        for _ in zip(pattern.finditer(text), range(5000)):
            pass
        assert time.process_time() - began < 1.0, worst[:30]


@pytest.mark.parametrize("worst", WORST)
def test_every_function_over_words_is_quick(worst):
    text = worst * 1000
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
    assert time.process_time() - began < 1.0
