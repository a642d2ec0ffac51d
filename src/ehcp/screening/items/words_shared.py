"""Guesses at what serves what, from the words two items share and from what the field knows goes together."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain

from ehcp.screening.item import Item, Kind, Link
from ehcp.screening.items.concepts import COMMON, CONCEPTS

_WORD = re.compile(r"[a-z]{3,}")
ENOUGH = 0.20
MOST = 3
# No plan has as many; comparing each with each would take for ever.
MOST_ITEMS = 1_000


def guesses(
    items: Sequence[Item], certain: Sequence[Mapping[str, Link]], up: Mapping[Kind, tuple[Kind, ...]]
) -> Iterator[tuple[int, list[str]]]:
    """(place of an item, ids that it may serve): at most three of a kind, the likeliest first."""
    if len(items) > MOST_ITEMS:
        return
    bags = [_bag(item) for item in items]
    seen = Counter(chain.from_iterable(bags))
    most = max(4, len(items) * 0.4)
    weights = {
        word: (2.0 if word[0] == "#" else 1.0) / (1 + times) for word, times in seen.items() if 1 < times <= most
    }
    # A word that stands once says nothing of likeness but takes its share of what the item is about.
    lengths = [sum(1.0 / (1 + seen[word]) for word in bag) or 1.0 for bag in bags]
    holding: dict[str, list[int]] = defaultdict(list)
    for at, bag in enumerate(bags):
        if items[at].kind in (Kind.NEED, Kind.OUTCOME):
            for word in bag:
                if word in weights:
                    holding[word].append(at)
    for at, item in enumerate(items):
        wanted = [kind for kind in up[item.kind] if kind is not Kind.ASPIRATION]
        if not wanted:
            continue
        scores: dict[int, float] = defaultdict(float)
        for word in bags[at]:
            weight = weights.get(word)
            if weight is not None:
                for other in holding[word]:
                    scores[other] += weight
        linked: list[str] = []
        for kind in wanted:
            likely = [
                (_likeness(score / min(lengths[at], lengths[other]), item, items[other]), -other)
                for other, score in scores.items()
                if items[other].kind is kind and items[other].id not in certain[at]
            ]
            best = sorted((pair for pair in likely if pair[0] >= ENOUGH), reverse=True)[:MOST]
            linked += [items[-other].id for _, other in best]
        if linked:
            yield at, linked


def _likeness(score: float, one: Item, other: Item) -> float:
    return score * 1.5 if one.area and one.area == other.area else score


def _bag(item: Item) -> list[str]:
    """The meanings of an item's words, in the same order on every run: sums of fractions depend on it."""
    bag: set[str] = set()
    for word in set(_WORD.findall(item.text.lower())) - COMMON:
        bag.update(_meanings(word))
    return sorted(bag)


@lru_cache(maxsize=20_000)
def _meanings(word: str) -> tuple[str, ...]:
    """A word's stem, and the families of words that it belongs to."""
    stem = _stem(word)
    return (stem, *CONCEPTS.get(stem, ()))


def _stem(word: str) -> str:
    for ending in (
        "ations",
        "ation",
        "ingly",
        "ings",
        "ing",
        "ies",
        "ness",
        "ment",
        "edly",
        "ed",
        "es",
        "ers",
        "er",
        "ly",
        "s",
        "y",
        "e",
    ):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word
