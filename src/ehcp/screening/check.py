"""One check: a sentence that a moderator could say, what it looks at, and examples that prove it. Never a verdict."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from ehcp.screening.facts import NOTHING_KNOWN, Facts

if TYPE_CHECKING:
    from ehcp.screening.plan_text import PlanText


class Severity(StrEnum):
    MUST = "must-check"
    SHOULD = "should-check"
    INFORMATION = "information"


@dataclass(frozen=True, slots=True)
class Hit:
    """Where a check has something to point at: `text[start:end]` of the plan, both None for what is not there.

    `message` and `suggestion` stand in for the check's own where they can say more; `item` is an item's id.
    """

    start: int | None
    end: int | None
    section: str
    item: str | None = None
    message: str = ""
    suggestion: str = ""


@dataclass(frozen=True, slots=True)
class Example:
    """A small plan as plain text ("Section F: ..." and lines below it), with the facts that go with it."""

    plan: str
    facts: Facts = NOTHING_KNOWN


@dataclass(frozen=True)
class Check:
    """A check and all that is said of it.

    `message` says what may not be as it should ("may not meet", never "unlawful"); `explanation` why it matters;
    `source` the law or the Code; `suggestion` what good looks like. `scope` names the sections that it reads, `guards`
    say in words when it stays silent. `confidence` is its precision on the sealed plans, (right + 2) / (pointed at + 3),
    so that few cases claim little (`docs/accuracy.md`). A changed `find` or changed words want a new `version`.
    """

    id: str
    version: str
    title: str
    standard: str
    scope: tuple[str, ...]
    guards: tuple[str, ...]
    severity: Severity
    confidence: float
    message: str
    explanation: str
    source: str
    suggestion: str
    find: Callable[[PlanText], Iterable[Hit]]
    should_find: tuple[Example, ...]
    should_not_find: tuple[Example, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check pointed at in one plan: the words and their place, and what is said of them.

    `start` and `end` count code points of `PlanText.text`; `block`, `block_start` and `block_end` name the same place as
    an anchor does. All are None for what is not there; `quote` is then empty.
    """

    rule: str
    version: str
    standard: str
    section: str
    item: str | None
    quote: str
    start: int | None
    end: int | None
    block: int | None
    block_start: int | None
    block_end: int | None
    severity: Severity
    confidence: float
    message: str
    suggestion: str
    source: str

    @property
    def fingerprint(self) -> str:
        """The same for the same words under the same check in the same section, in any version of the plan."""
        words = " ".join(self.quote.casefold().split())
        return hashlib.sha256(f"{self.rule}\n{self.section}\n{words}".encode()).hexdigest()[:32]
