"""Ways of putting things: every made-up officer has habits of wording, so that one story told twice does not look copied."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

HABITS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (r"\bone to one\b", ("one to one", "one-to-one", "1:1")),
    (r"\b([Aa]) teaching assistant\b", (r"\1 teaching assistant", r"\1 learning support assistant")),
    (r"\bonce a week\b", ("once a week", "every week", "weekly")),
    (r"\bonce a fortnight\b", ("once a fortnight", "every two weeks", "once every two weeks")),
    (r"\beach half term\b", ("each half term", "every half term")),
    (r"\beach September\b", ("each September", "every September")),
    (r"\bin term time\b", ("in term time", "during term time")),
    (
        r"\bfor (\d+) minutes each time\b",
        (r"for \1 minutes each time", r"for \1 minutes a time", r"in \1-minute sessions"),
    ),
    (r"\bevery school day\b", ("every school day", "each school day", "on every school day")),
    (r"\bin a group of\b", ("in a group of", "in groups of")),
    (r"\b(eight|nine|seven|four) of ten\b", (r"\1 of ten", r"\1 out of ten")),
    (r"\bevery three months\b", ("every three months", "once every three months")),
)
_PATTERNS = tuple((re.compile(pattern), ways) for pattern, ways in HABITS)
MINUTES = re.compile(r"\b(\d[05]) minutes\b")


def habits(chance: random.Random) -> Callable[[str], str]:
    """One officer's way with the phrases above, the same through the whole plan."""
    chosen = [(pattern, chance.choice(ways)) for pattern, ways in _PATTERNS]

    def worded(text: str) -> str:
        for pattern, way in chosen:
            text = pattern.sub(way, text)
        return text

    return worded


def other_minutes(text: str, chance: random.Random) -> str:
    """`for 30 minutes` becomes 25, 30 or 35: no two children are given quite the same; short times stay."""
    return MINUTES.sub(
        lambda told: f"{int(told[1]) + chance.choice((-5, 0, 5))} minutes" if int(told[1]) >= 20 else told[0], text
    )
