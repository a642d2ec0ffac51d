"""Guesses at what serves what, from the words two items share and from what the field knows goes together."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from ehcp.screening.item import Item, Kind, Link
from ehcp.screening.items.concepts import COMMON, CONCEPTS

_WORD = re.compile(r"[a-z]{3,}")
ENOUGH = 0.20
MOST = 3


def guesses(
    items: Sequence[Item], certain: Sequence[Mapping[str, Link]], up: Mapping[Kind, tuple[Kind, ...]]
) -> Iterator[tuple[int, list[str]]]:
    """(place of an item, ids that it may serve): at most three of a kind, the likeliest first."""
    bags = [_bag(item) for item in items]
    seen = Counter(word for bag in bags for word in bag)
    many = len(items)
    weights = {word: 1.0 / (1 + times) if times < 0.4 * many or many < 8 else 0.0 for word, times in seen.items()}
    lengths = [sum(weights[word] for word in bag) or 1.0 for bag in bags]
    by_kind: dict[Kind, list[int]] = {}
    for at, item in enumerate(items):
        by_kind.setdefault(item.kind, []).append(at)
    for at, item in enumerate(items):
        linked: list[str] = []
        for kind in up[item.kind]:
            if kind is Kind.ASPIRATION:
                continue
            scored = []
            for other in by_kind.get(kind, ()):
                shared = bags[at] & bags[other]
                if not shared:
                    continue
                score = sum(weights[word] * (2.0 if word[0] == "#" else 1.0) for word in shared) / min(
                    lengths[at], lengths[other]
                )
                if item.area and item.area == items[other].area:
                    score *= 1.5
                if score >= ENOUGH and items[other].id not in certain[at]:
                    scored.append((score, items[other].id))
            scored.sort(reverse=True)
            linked += [to for _, to in scored[:MOST]]
        if linked:
            yield at, linked


def _bag(item: Item) -> frozenset[str]:
    bag: set[str] = set()
    for word in set(_WORD.findall(item.text.lower())) - COMMON:
        bag.update(_meanings(word))
    return frozenset(bag)


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
