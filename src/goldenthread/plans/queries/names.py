"""The right child: which names a version's text says. Looked at when it comes in, and again before it leaves the building."""

import re
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.crypto import salted_hmac

from ehcp.screening.document import Document
from goldenthread.plans.models import Child, ChildLook, PlanVersion
from goldenthread.plans.rules import Named, names_this_child, other_children_named
from goldenthread.plans.stages import Stage

_WORD = re.compile(r"[^\W\d_][\w'’-]*")
# Stages in which a text has been said to be ready and has not gone to the family.
STILL_HERE = (Stage.READY, Stage.DRAWN, Stage.LET_THROUGH, Stage.OUTSIDE, Stage.CLEARED)
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


@dataclass(frozen=True)
class ChildQuestion:
    """Whose plan is it? Asked while a version's names raise it, with who has looked and what they answered."""

    sentence: str
    fingerprint: str
    looks: list[ChildLook]

    @property
    def standing(self) -> list[ChildLook]:
        """The answers that stand: those since it was last sent back."""
        back = max((place for place, look in enumerate(self.looks, 1) if look.is_sent_back), default=0)
        return self.looks[back:]

    @property
    def is_answered(self) -> bool:
        return bool(self.standing)

    @property
    def waits_for_second_look(self) -> bool:
        return not any(look.is_second for look in self.standing)


def child_question(version: PlanVersion, names: NamesFound | None = None) -> ChildQuestion | None:
    """The question that a version's names raise, None where they raise none.

    For every page on which somebody works with the version: the plan's, the moderation's, the day of service. At most
    three queries. An answer to the same names in an earlier version of the plan holds.
    """
    names = names or names_in(version)
    if names.is_clear:
        return None
    said = []
    if not names.is_named:
        said.append(f"The register says {names.child}, and the text never says that first name.")
    if names.others:
        said.append(f"Another child’s name of the register stands in the text: {', '.join(names.others)}.")
    fingerprint = _fingerprint(names)
    looks = ChildLook.objects.filter(version__plan=version.plan_id, fingerprint=fingerprint)
    return ChildQuestion(
        sentence=f"Is this the right child’s plan? {' '.join(said)}",
        fingerprint=fingerprint,
        looks=list(looks.select_related("by__person", "version").defer("version__text").order_by("at", "pk")),
    )


def _fingerprint(names: NamesFound) -> str:
    told = "\n".join([str(names.is_named), *(name.lower() for name in names.others)])
    return salted_hmac("goldenthread.plans.names", told, algorithm="sha256").hexdigest()[:32]


def waiting_for_second_look() -> QuerySet[ChildLook]:
    """The newest first looks of drafts that have not left the building, that nobody has looked at a second time."""
    second = ChildLook.objects.filter(
        ~Q(why=ChildLook.Why.SENT_BACK) | Q(pk__gt=OuterRef("pk")),
        version__plan=OuterRef("version__plan"),
        fingerprint=OuterRef("fingerprint"),
        is_second=True,
    )
    return (
        ChildLook.objects.filter(~Exists(second), is_second=False, version__stage__in=STILL_HERE)
        .select_related("version__plan__child", "by__person")
        .defer("version__text")
        .order_by("at", "pk")
    )


def plain_text(document: Document) -> str:
    """Every word of the plan itself."""
    return "\n".join(block.text for block in document.blocks if block.text and block.is_plan_text)


def registered_name(child: Child) -> Named:
    return Named(child.first_name, child.last_name)
