"""Wording compared with the other plans of the authority, and kept as signatures for those that come after."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from ehcp.screening.check import Finding as Found
from ehcp.screening.check import Hit
from ehcp.screening.plan_text import PlanText
from ehcp.screening.screen import finding_of
from goldenthread.plans.models import PlanVersion
from goldenthread.screenings import boilerplate
from goldenthread.screenings.checks import BOILERPLATE
from goldenthread.screenings.models import Passage
from goldenthread.screenings.rules import is_template_wording

# Beyond this a band is everybody's wording, and the rest of its rows would tell nothing new.
MOST_CANDIDATES = 4_000


@dataclass(frozen=True)
class Compared:
    """A paragraph, and in how many other children's plans it all but stands."""

    passage: boilerplate.Passage
    others: int

    @property
    def is_shared(self) -> bool:
        return self.others > 0 and not is_template_wording(self.others, template_from=boilerplate.TEMPLATE_FROM)


def compared(version: PlanVersion, plan: PlanText) -> list[Compared]:
    """The longer paragraphs of a plan, each compared with those of other children's plans. One query."""
    child = version.plan.child
    names = (child.first_name, child.last_name)
    passages = boilerplate.passages_of(plan, names=names, key=boilerplate.key_of(version.authority_id))
    others = _others(version, passages)
    return [Compared(passage, len(_children(passage, others))) for passage in passages]


def shared_wording(plan: PlanText, paragraphs: Iterable[Compared]) -> list[Found]:
    """One finding a section: its first paragraph that stands in another child's plan, and how many more there are.

    Whose plan that is is told to nobody, and is not known here.
    """
    by_section: dict[str, list[boilerplate.Passage]] = {}
    for one in paragraphs:
        if one.is_shared:
            by_section.setdefault(one.passage.section, []).append(one.passage)
    found = []
    for section, passages in by_section.items():
        first, more = passages[0], len(passages) - 1
        message = BOILERPLATE.message
        if more:
            message += f" So do {more} more paragraph{'s' * (more != 1)} of this section."
        found.append(finding_of(BOILERPLATE, Hit(first.start, first.end, section, message=message), plan))
    return found


# For each band: its value -> (child, signature) of other children's paragraphs.
Others = list[dict[int, list[tuple[int, bytes]]]]


def _others(version: PlanVersion, passages: list[boilerplate.Passage]) -> Others:
    found: Others = [{}, {}, {}, {}]
    if not passages:
        return found
    alike = Q()
    for place in range(4):
        alike |= Q(**{f"band_{place + 1}__in": {passage.bands[place] for passage in passages}})
    rows = (
        Passage.objects.filter(alike, authority=version.authority_id)
        .exclude(child=version.child_id)
        .values_list("child_id", "signature", "band_1", "band_2", "band_3", "band_4")[:MOST_CANDIDATES]
    )
    for child, signature, *bands in rows:
        for place, band in enumerate(bands):
            found[place].setdefault(band, []).append((child, bytes(signature)))
    return found


def _children(passage: boilerplate.Passage, others: Others) -> set[int]:
    candidates = {one for place, band in enumerate(passage.bands) for one in others[place].get(band, ())}
    return {child for child, signature in candidates if boilerplate.are_near_identical(passage.signature, signature)}


def keep_passages(version: PlanVersion, paragraphs: Iterable[Compared]) -> None:
    """Keep the signatures of a plan's newest version; an older text that is screened late changes nothing.

    Template wording is kept for as many children as it takes to know it, and for no more: it would fill the table.
    """
    mine = Passage.objects.filter(version__plan=version.plan_id)
    if mine.filter(version__number__gt=version.number).exists():
        return
    mine.delete()
    enough = math.ceil(boilerplate.TEMPLATE_FROM * 1.5)
    Passage.objects.bulk_create(
        [
            Passage(
                authority_id=version.authority_id,
                child_id=version.child_id,
                version=version,
                signature=one.passage.signature,
                **{f"band_{place}": band for place, band in enumerate(one.passage.bands, 1)},
            )
            for one in paragraphs
            if one.others < enough
        ],
        batch_size=500,
    )
