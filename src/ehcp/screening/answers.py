"""Where the golden thread may break: a need that nothing answers, an outcome with no help, help for no need.

First what the plan itself ties together (numbers, rows, headings); where it ties nothing, what its items are about. All of
it is a guess once words decide, so it asks much before it speaks and is silent where it cannot tell.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property
from weakref import WeakKeyDictionary

from ehcp.screening.item import Form, Item, Kind
from ehcp.screening.matters import About, about, answered, telling
from ehcp.screening.plan_text import PlanText

# How much of an item must be spoken of elsewhere before it counts as answered; measured on the development plans, and on
# good plans of the library, on which little may be pointed at.
NEED_BY_OUTCOME = 0.2
NEED_BY_PROVISION = 0.25
OUTCOME_BY_PROVISION = 0.25
# Where the plan ties others of the kind together and not this one, words must say more.
LEFT_OUT_NEED = 0.45
LEFT_OUT_OUTCOME = 1.5
# An item of fewer telling words says too little to be followed.
ENOUGH = 1.0
# A need is told at more length: one of few telling words is as likely met in words not known here.
ENOUGH_OF_A_NEED = 2.0
PLAIN = 2.0
LIKELY = 0.5
# More pairs than this no plan has: to compare them all would take too long, and is left.
MOST_PAIRS = 40_000
# A word that stands in more than this share of the items says nothing of any of them.
USUAL = 0.3
# A plan in which more than this share of a kind would be pointed at is written in words not known here.
TOO_MANY = 0.5


# Words that say there is nothing to answer.
_NONE = re.compile(
    r"\b(?:were asked|was asked|do not want|does not want|did not want|no (?:social care |health |other |further )?needs?\b"
    r"|not (?:been )?(?:found|known|identified)|none (?:is|was|are|were)|found no|will be kept under)"
)


class Answers:
    """What answers what in one plan, worked out once."""

    def __init__(self, plan: PlanText) -> None:
        # No reference to the plan itself: what is kept for a plan must not keep it alive.
        self.items, self._low, self._sections = plan.items, plan.lowered, plan.sections
        self._names = {name for name in (plan.facts.name or "").lower().split() if len(name) > 2}
        self._kind = {item.id: item.kind for item in plan.items}
        self.of_kind: dict[Kind, list[Item]] = {kind: [] for kind in Kind}
        for item in plan.items:
            self.of_kind[item.kind].append(item)
        # What is tied to an item by the plan itself, whichever of the two says so.
        self.tied: dict[str, set[str]] = {item.id: set() for item in plan.items}
        for item in plan.items:
            for link in item.links:
                if link.is_certain and link.to in self.tied:
                    self.tied[item.id].add(link.to)
                    self.tied[link.to].add(item.id)

    @cached_property
    def about(self) -> dict[str, About]:
        """What each need, outcome and piece of provision is about."""
        found = {
            item.id: about("\n".join(self._low[start:end] for start, end in item.spans), self._names)
            for item in self.items
            if item.kind is not Kind.ASPIRATION
        }
        # A word of most items (a name that nobody told us, for one) ties none of them to another.
        times = Counter(stem for one in found.values() for stem in one.stems)
        usual = {stem for stem, count in times.items() if count >= 3 and count > USUAL * len(found)}
        return {id_: one._replace(stems=one.stems - usual) for id_, one in found.items()} if usual else found

    def best(self, item: Item, pool: Iterable[Item]) -> tuple[float, Item | None]:
        """The item of a pool that speaks most of what this one is about."""
        best, found = 0.0, None
        wanted = self.about[item.id]
        for other in pool:
            score = answered(wanted, self.about[other.id])
            if score > best:
                best, found = score, other
        return best, found

    def likely(self, item: Item, kind: Kind) -> Item | None:
        """What most likely answers an item that the plan ties to nothing of this kind."""
        if len(self.items) * len(self.of_kind[kind]) > MOST_PAIRS:
            return None
        score, found = self.best(item, self.of_kind[kind])
        return found if score >= LIKELY else None

    # --- The four breaks -------------------------------------------------------------------------

    @cached_property
    def needs_without_outcome(self) -> list[Item]:
        needs = [need for need in self.of_kind[Kind.NEED] if need.section == "B"]
        outcomes = self.of_kind[Kind.OUTCOME]
        return self._unanswered(needs, outcomes, self._tied_to(Kind.OUTCOME), NEED_BY_OUTCOME, LEFT_OUT_NEED)

    @cached_property
    def needs_without_provision(self) -> list[Item]:
        tied = self._tied_to(Kind.PROVISION)
        # Help for an outcome that is tied to a need is help for the need.
        helped = {outcome.id for outcome in self.of_kind[Kind.OUTCOME] if outcome.id in tied}
        tied = tied | {need.id for need in self.of_kind[Kind.NEED] if self.tied[need.id] & helped}
        needs, provision = self.of_kind[Kind.NEED], self.of_kind[Kind.PROVISION]
        return self._unanswered(needs, provision, tied, NEED_BY_PROVISION, LEFT_OUT_NEED)

    @cached_property
    def outcomes_without_provision(self) -> list[Item]:
        outcomes, provision = self.of_kind[Kind.OUTCOME], self.of_kind[Kind.PROVISION]
        tied = self._tied_to(Kind.PROVISION)
        return self._unanswered(outcomes, provision, tied, OUTCOME_BY_PROVISION, LEFT_OUT_OUTCOME)

    @cached_property
    def provision_without_need(self) -> list[Item]:
        if not self.of_kind[Kind.NEED]:
            return []
        low = self._low
        needs = about("\n".join(low[a:b] for code in "BCD" for a, b in self._sections.get(code, ())), self._names)
        found = []
        for item in self.of_kind[Kind.PROVISION]:
            if item.form in (Form.TRAINING, Form.MONITORING) or self._serves_a_need(item):
                continue
            # The first cell or line says what is given; who and when speak of other things.
            start, end = place_of(item)
            given = about(low[start:end].split("\n", 1)[0], self._names)
            told = [matter for matter, weight in given.matters.items() if matter in telling() and weight >= ENOUGH]
            if told and answered(given, needs, near=0.0) == 0.0:
                found.append(item)
        return found if len(found) <= max(1, TOO_MANY * len(self.of_kind[Kind.PROVISION])) else []

    # --- Parts -----------------------------------------------------------------------------------

    def _tied_to(self, kind: Kind) -> set[str]:
        """Items that the plan ties to something of this kind."""
        return {id_ for id_, others in self.tied.items() if any(self._kind[other] is kind for other in others)}

    def _serves_a_need(self, item: Item) -> bool:
        others, kind = self.tied[item.id], self._kind
        return any(kind[other] is Kind.NEED for other in others) or any(
            kind[third] is Kind.NEED for other in others if kind[other] is Kind.OUTCOME for third in self.tied[other]
        )

    def _unanswered(
        self, asked: Sequence[Item], pool: Sequence[Item], tied: set[str], little: float, much: float
    ) -> list[Item]:
        """Items that nothing in the pool speaks of. An empty pool is another check's matter, and an empty plan nobody's."""
        if not pool or len(asked) * len(pool) > MOST_PAIRS:
            return []
        held = sum(item.id in tied for item in asked)
        is_tied_up = held >= 2 and held * 2 >= len(asked)
        found: list[tuple[float, Item]] = []
        for item in asked:
            enough = ENOUGH_OF_A_NEED if item.kind is Kind.NEED else ENOUGH
            if item.id in tied or self.about[item.id].weight < enough or _NONE.search(self._low, item.start, item.end):
                continue
            score = self.best(item, pool)[0]
            if score < (much if is_tied_up else little):
                found.append((score, item))
        if len(found) > max(1, TOO_MANY * len(asked)):
            # Then only those are left of which nothing at all is said, though they say plainly what they are about.
            found = [(score, item) for score, item in found if score == 0 and self.about[item.id].weight >= PLAIN]
        return [item for _, item in found] if len(found) <= max(1, TOO_MANY * len(asked)) else []


def place_of(item: Item) -> tuple[int, int]:
    """The stretch of an item that says what it is: in a row, the first cell that holds more than a number."""
    return next((span for span in item.spans if span[1] - span[0] > 8), item.spans[0])


_answers: WeakKeyDictionary[PlanText, Answers] = WeakKeyDictionary()


def answers_of(plan: PlanText) -> Answers:
    """The answers of a plan, kept for as long as the plan itself is."""
    found = _answers.get(plan)
    if found is None or found.items is not plan.items:
        found = _answers[plan] = Answers(plan)
    return found
