"""A made-up set of checks, small enough to be told here, in place of the library's own."""

import datetime as dt
from dataclasses import replace

import pytest

from ehcp.screening import checks as library
from ehcp.screening import screen as screening
from ehcp.screening.check import Check, Hit, Severity
from ehcp.screening.reading import read
from goldenthread.demo.library import STORIES, STYLES, build, example_child
from goldenthread.screenings import checks as ours


def finds(word: str, rule: str, version: str = "1") -> Check:
    """A check that points at every place of one word in section F."""

    def find(plan):
        for start, end in plan.sections.get("F", ()):
            at = plan.text.find(word, start, end)
            while at >= 0:
                yield Hit(at, at + len(word), "F")
                at = plan.text.find(word, at + 1, end)

    return Check(
        id=rule, version=version, title=f"Says {word}", standard="F3", scope=("F",), guards=(),
        severity=Severity.SHOULD, confidence=0.8, message=f"“{word}” may leave it open.", explanation="So that one can tell.",
        source="Code 9.69", suggestion="Say how much.", find=find, should_find=(), should_not_find=(),
    )  # fmt: skip


def stops(rule: str) -> Check:
    """A check that breaks on every plan."""

    def find(plan):
        raise RuntimeError(plan.text[:40])

    return replace(finds("", rule), find=find)


def a_plan_of_the_library(number: int = 0, *, child: int = 0):
    """A whole made-up plan, read from its Word file, for one of the example children."""
    story = sorted(STORIES)[number]
    made = example_child(STORIES[story], child)
    return read(build(story, sorted(STYLES)[0], "docx", made, dt.date(2026, 3, 12), seed=4))


@pytest.fixture
def rules_are(monkeypatch):
    """`rules_are(finds("regular", "vague"))`: these are the checks from now on."""

    def set_to(*checks: Check) -> None:
        monkeypatch.setattr(library, "all_checks", lambda: checks)
        monkeypatch.setattr(screening, "all_checks", lambda: checks)
        monkeypatch.setattr(ours, "all_checks", lambda: checks)
        library.ruleset.cache_clear()
        ours.known_checks.cache_clear()

    yield set_to
    monkeypatch.undo()
    library.ruleset.cache_clear()
    ours.known_checks.cache_clear()


@pytest.fixture
def two_checks(rules_are):
    rules_are(finds("regular", "vague-regular"), finds("access to", "vague-access"))
