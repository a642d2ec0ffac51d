"""Wording compared with the other plans of the authority, and kept as signatures for those that come after."""

import math
from collections.abc import Iterable

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


def passages_in(version: PlanVersion, plan: PlanText) -> list[boilerplate.Passage]:
    child = version.plan.child
    names = (child.first_name, child.last_name)
    return boilerplate.passages_of(plan, names=names, key=boilerplate.key_of(version.authority_id))


def shared_wording(version: PlanVersion, plan: PlanText, passages: list[boilerplate.Passage]) -> list[Found]:
    """A finding for each paragraph that all but stands in another child's plan. Whose plan is told to nobody."""
    others = _others(version, passages)
    found = []
    for passage in passages:
        children = {
            child
            for child, signature in _candidates(passage, others)
            if boilerplate.are_near_identical(passage.signature, signature)
        }
        if children and not is_template_wording(len(children), template_from=boilerplate.TEMPLATE_FROM):
            found.append(finding_of(BOILERPLATE, Hit(passage.start, passage.end, passage.section), plan))
    return found


Others = list[dict[int, list[tuple[int, bytes]]]]


def _others(version: PlanVersion, passages: list[boilerplate.Passage]) -> Others:
    """For each band: its value -> (child, signature) of other children's paragraphs. One query."""
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


def _candidates(passage: boilerplate.Passage, others: Others) -> set[tuple[int, bytes]]:
    return {one for place, band in enumerate(passage.bands) for one in others[place].get(band, ())}


def keep_passages(version: PlanVersion, passages: Iterable[boilerplate.Passage]) -> None:
    """Keep the signatures of a plan's newest version; an older text that is screened late changes nothing.

    Template wording is kept for as many children as it takes to know it, and for no more: it would fill the table.
    """
    mine = Passage.objects.filter(version__plan=version.plan_id)
    if mine.filter(version__number__gt=version.number).exists():
        return
    mine.delete()
    passages = list(passages)
    others = _others(version, passages)
    enough = math.ceil(boilerplate.TEMPLATE_FROM * 1.5)
    Passage.objects.bulk_create(
        [
            Passage(
                authority_id=version.authority_id,
                child_id=version.child_id,
                version=version,
                signature=passage.signature,
                **{f"band_{place}": band for place, band in enumerate(passage.bands, 1)},
            )
            for passage in passages
            if len({child for child, _ in _candidates(passage, others)}) < enough
        ],
        batch_size=500,
    )
