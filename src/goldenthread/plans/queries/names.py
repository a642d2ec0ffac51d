"""The right child: which names a version's text says. Looked at when it comes in, and again before it leaves the building."""

import re
from dataclasses import dataclass

from django.db.models import Q

from ehcp.screening.document import Document
from goldenthread.plans.models import Child, PlanVersion
from goldenthread.plans.rules import Named, names_this_child, other_children_named

_WORD = re.compile(r"[^\W\d_][\w'’-]*")
# A text that is full of the words of the register (a list of names, say) is not looked at further than this.
MOST_CANDIDATES = 2_000


@dataclass(frozen=True)
class NamesFound:
    """Whether the text names its own child, and the whole names of other children of the register that stand in it."""

    child: str
    is_named: bool
    others: tuple[str, ...]

    @property
    def is_clear(self) -> bool:
        return self.is_named and not self.others


def names_in(version: PlanVersion) -> NamesFound:
    """Look for names in the text of a version. One query."""
    text = plain_text(version.document)
    child = version.plan.child
    words = {word for word in _WORD.findall(text) if word[:1].isupper()}
    words |= {word.title() for word in words if word.isupper()}
    # A name of several words is looked for as a whole further down.
    candidates = (
        Child.objects.filter(
            Q(first_name__in=words) | Q(first_name__contains=" "), Q(last_name__in=words) | Q(last_name__contains=" ")
        )
        .exclude(pk=child.pk)
        .values_list("first_name", "last_name")
        .distinct()[:MOST_CANDIDATES]
    )
    own = registered_name(child)
    others = [Named(*names) for names in candidates if Named(*names).whole.lower() != own.whole.lower()]
    return NamesFound(
        child=own.whole,
        is_named=names_this_child(text, own),
        others=tuple(sorted({name.whole for name in other_children_named(text, others)})),
    )


def right_child_question(version: PlanVersion) -> str:
    """The sentence to show while a version's text does not say its child's first name; empty where it does.

    For every page on which somebody works with the version: the plan's, the moderation's. It asks nothing of the
    database where text and child are at hand.
    """
    child = registered_name(version.plan.child)
    if names_this_child(plain_text(version.document), child):
        return ""
    return f"Is this the right child’s plan? The register says {child.whole}, and the text never says that first name."


def plain_text(document: Document) -> str:
    """Every word of the plan itself."""
    return "\n".join(block.text for block in document.blocks if block.text and block.is_plan_text)


def registered_name(child: Child) -> Named:
    return Named(child.first_name, child.last_name)
