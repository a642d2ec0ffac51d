"""Candidates for links, by likeness of meaning: which need an outcome may answer, which outcome provision may serve.

Likeness finds candidates and decides nothing: a changed number or "cannot" for "can" hardly moves it, a faithful
rewording does. So it only ever proposes, at most three of a kind, for a person to look at; it makes no finding.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol

from ehcp.screening.item import Item, Kind, Link
from ehcp.screening.plan_text import PlanText
from ehcp.screening.screen import Screening

NOT_INSTALLED = (
    "Likeness of meaning needs a model that is not installed. Install it with: pip install 'golden-thread[semantic]'. "
    "Every check works without it."
)
MOST = 3
# Below this two texts have nothing to do with each other.
ENOUGH = 0.25
_UP = {Kind.OUTCOME: (Kind.NEED,), Kind.PROVISION: (Kind.OUTCOME, Kind.NEED)}
_PARTS = ("wordllama", "safetensors", "tokenizers", "numpy")


class Embedder(Protocol):
    """Anything that turns texts into rows of numbers, in which texts of like meaning lie close together."""

    def encode(self, texts: list[str]) -> Sequence[Sequence[float]]: ...


class NotInstalled(Exception):
    """The model is not there; its words say what to do."""


def possible_links(plan: PlanText, embedder: Embedder, *, most: int = MOST) -> dict[str, tuple[Link, ...]]:
    """For each outcome and piece of provision, what it may answer or serve, the likeliest first. Never certain.

    What the plan itself ties together is left out.
    """
    items = [item for item in plan.items if item.kind in (Kind.NEED, *_UP) and item.text.strip()]
    if not items:
        return {}
    rows = [_unit(row) for row in embedder.encode([item.text for item in items])]
    if len(rows) != len(items):
        raise ValueError("an embedder answers one row a text")
    found: dict[str, tuple[Link, ...]] = {}
    for item, row in zip(items, rows, strict=True):
        links: list[Link] = []
        tied = {link.to for link in item.links if link.is_certain}
        for kind in _UP.get(item.kind, ()):
            likely = sorted(
                (
                    (-_likeness(row, other_row), place, other.id)
                    for place, (other, other_row) in enumerate(zip(items, rows, strict=True))
                    if other.kind is kind and other.id not in tied
                ),
            )
            links += [Link(id_, "words") for likeness, _, id_ in likely[:most] if -likeness >= ENOUGH]
        if links:
            found[item.id] = tuple(links)
    return found


def with_possible_links(screening: Screening, embedder: Embedder) -> Screening:
    """The same screening, its items with candidates added after the links they had. Its findings are as they were."""
    proposed = possible_links(screening.plan, embedder)
    screening.plan.items = tuple(_with(item, proposed.get(item.id, ())) for item in screening.plan.items)
    return screening


def told_of(screening: Screening) -> str:
    """The candidates as a part of the readable report, ending in a new line; empty where there are none."""
    lines = [
        f"  {item.label or item.id}: {', '.join(ids)}"
        for item in screening.plan.items
        if item.kind in _UP and (ids := [link.to for link in item.links if not link.is_certain])
    ]
    if not lines:
        return ""
    return "\n".join(["Possible links, by likeness alone; a person decides:", *lines]) + "\n\n"


def _with(item: Item, links: tuple[Link, ...]) -> Item:
    known = {link.to for link in item.links}
    fresh = tuple(link for link in links if link.to not in known)
    return replace(item, links=item.links + fresh) if fresh else item


def _unit(row: Sequence[float]) -> list[float]:
    numbers = [float(number) for number in row]
    length = math.sqrt(sum(number * number for number in numbers))
    return [number / length for number in numbers] if length else numbers


def _likeness(one: list[float], other: list[float]) -> float:
    return sum(map(float.__mul__, one, other))


# --- The model of the extra --------------------------------------------------------------------


def is_installed() -> bool:
    return _files() is not None


def _files() -> tuple[Path, Path] | None:
    """The model's numbers and its words, where the package and what opens them are installed."""
    if any(find_spec(part) is None for part in _PARTS):
        return None
    spec = find_spec("wordllama")
    for place in (spec.submodule_search_locations or ()) if spec else ():
        weights = Path(place, "weights", "l2_supercat_256.safetensors")
        words = Path(place, "tokenizers", "l2_supercat_tokenizer_config.json")
        if weights.is_file() and words.is_file():
            return weights, words
    return None


@cache
def static_model() -> Embedder:
    """The small static model that comes as a Python package: nothing is fetched. Raises NotInstalled."""
    files = _files()
    if files is None:
        raise NotInstalled(NOT_INSTALLED)
    return _StaticModel(*files)


class _StaticModel:
    """A row of numbers for each piece of a word; a text is the mean of its pieces.

    The package's own way of loading asks a hub first, so its two files are opened here.
    """

    def __init__(self, weights: Path, words: Path) -> None:
        from safetensors import safe_open
        from tokenizers import Tokenizer

        with safe_open(str(weights), "np") as held:
            self._rows = held.get_tensor("embedding.weight")
        self._tokenizer = Tokenizer.from_file(str(words))

    def encode(self, texts: list[str]) -> Sequence[Sequence[float]]:
        found: list[Sequence[float]] = []
        for text in texts:
            ids = self._tokenizer.encode(text, add_special_tokens=False).ids
            found.append(self._rows[ids].astype("float32").mean(axis=0).tolist() if ids else [0.0])
        return found
