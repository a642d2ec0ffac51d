"""The right child: which names a plan's text says."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ehcp.rulebook import rule


@dataclass(frozen=True)
class Named:
    """A name as the register has it."""

    first: str
    last: str

    @property
    def whole(self) -> str:
        return f"{self.first} {self.last}".strip()


@rule("P.3", source="Golden Thread, the right child: names are looked at before a plan leaves the building")
def names_this_child(text: str, child: Named) -> bool:
    """A plan says the name of its own child: the first name as the register has it, at least once."""
    return _says(text, child.first) if child.first else _says(text, child.last)


@rule("P.4", source="Golden Thread, the right child: names are looked at before a plan leaves the building")
def other_children_named(text: str, others: Sequence[Named]) -> list[Named]:
    """A plan does not say another child's whole name.

    Reading taken: first and last name together, so that a sister, a friend or a teacher who shares one of them does
    not count. A brother or sister may rightly be named, so this asks somebody to look and refuses nothing.
    """
    return [other for other in others if other.first and other.last and _says(text, other.whole)]


def _says(text: str, name: str) -> bool:
    pattern = r"\s+".join(re.escape(word) for word in name.split())
    return re.search(rf"(?<!\w){pattern}(?!\w)", text, re.IGNORECASE) is not None
