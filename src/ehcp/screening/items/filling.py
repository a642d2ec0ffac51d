"""The slots of an item: first what a column or a "Who:" line gives, then the words of the item itself."""

from __future__ import annotations

import re

from ehcp.screening.item import Form, Item, Kind, Lead, Slot
from ehcp.screening.items.forms import form_of
from ehcp.screening.items.making import Making
from ehcp.screening.items.measures import BY, FREQUENCY, WHEN
from ehcp.screening.items.people import named
from ehcp.screening.items.sentences import sentences
from ehcp.screening.items.slots import duration, first, from_field, ratio, slot_of, trainer, who
from ehcp.screening.plan_text import PlanText

PROVISION_SLOTS = ("who", "frequency", "duration", "ratio")
LONGEST_LEAD = 500
_FOR_ALL = re.compile(
    r"\b(?:all|each|every one)(?: of)? (?:(?:the|these|her|his|their) )?outcomes? [^.\n]{3,120}|"
    r"\b(?:the|these) outcomes (?:below |here |in this section )?(?:are|should be|will be) [^.\n]{3,120}"
)


def shared_date(plan: PlanText) -> tuple[int, int] | None:
    """The date that section E gives once for all: "All outcomes are to be reached by July 2027 unless ..."."""
    low = plan.lowered
    for start, end in plan.sections.get("E", ()):
        for said in _FOR_ALL.finditer(low, start, end):
            found = first(BY, low, *said.span())
            if found is not None:
                return found
    return None


def item_of(
    making: Making, name: str, plan: PlanText, people: frozenset[str], date: tuple[int, int] | None = None
) -> Item:
    """The finished item, its links still to come. `date` is the one that all outcomes share."""
    spans = tuple(sorted(set(making.spans)))
    text = "\n".join(plan.text[start:end] for start, end in spans)
    slots: dict[str, Slot | None] = {}
    form, share, lead = None, 1.0, None
    if making.kind is Kind.OUTCOME:
        slots["by"] = slot_of(plan.text, _by(making, plan) or date)
    elif making.kind is Kind.PROVISION:
        form, share, lead, places = _provision(making, spans, plan, people)
        slots = {slot: slot_of(plan.text, places[slot]) for slot in PROVISION_SLOTS}
    return Item(name, making.section, making.kind, spans, text, form, making.label, making.area, slots, (), lead, share)


def _by(making: Making, plan: PlanText) -> tuple[int, int] | None:
    low = plan.lowered
    found = first(BY, low, *making.spans[0])
    for field in making.fields:
        if found is None and field.slot in ("by", "frequency", "duration", "amount"):
            found = from_field(field, "by", low, plan.folded)
    for heading in making.place.headings:
        found = found or first(BY, low, *heading)
    return found


def has_company(low: str, ratio: tuple[int, int] | None, *, timed: bool) -> bool:
    """Whether a ratio tells of a session. "Alone" with no length of time may be said of a room or of a child."""
    return ratio is not None and (timed or not low[ratio[0] : ratio[1]].endswith(("alone", "own", "self", "selves")))


def _provision(
    making: Making, spans: tuple[tuple[int, int], ...], plan: PlanText, people: frozenset[str]
) -> tuple[Form, float, Lead, dict[str, tuple[int, int] | None]]:
    low, capitals = plan.lowered, plan.folded
    start, end = making.spans[0]
    places: dict[str, tuple[int, int] | None] = dict.fromkeys(PROVISION_SLOTS)
    for slot in PROVISION_SLOTS:
        for field in making.fields:
            if places[slot] is None and (
                field.slot == slot or (field.slot == "amount" and slot in ("frequency", "duration"))
            ):
                places[slot] = from_field(field, slot, low, capitals)
    is_told = places["who"] is not None
    for begins, finish in (making.spans[0], *(span for span in spans if span != making.spans[0])):
        if (begins, finish) in making.quiet:
            continue
        places["frequency"] = places["frequency"] or first(FREQUENCY, low, begins, finish)
        places["duration"] = places["duration"] or duration(low, begins, finish)
        places["ratio"] = places["ratio"] or ratio(low, begins, finish)
        places["who"] = places["who"] or who(low, capitals, begins, finish)
    if places["who"] is None and people:
        places["who"] = next((found for span in spans if (found := named(plan, people, *span))), None)
    lead = _lead(plan, (start, end), places)
    form, share = form_of(lead)
    if form is Form.TRAINING:
        if not is_told:
            places["who"] = next(
                (found for span in spans if (found := trainer(low, capitals, *span) or named(plan, people, *span))),
                None,
            )
        for span in spans:
            places["frequency"] = places["frequency"] or first(WHEN, low, *span)
    return form, share, lead, places


def _lead(plan: PlanText, span: tuple[int, int], places: dict[str, tuple[int, int] | None]) -> Lead:
    start, end = span
    begins, ends = next(sentences(plan.folded, start, min(end, start + LONGEST_LEAD)), span)
    timed = places["duration"] is not None
    return Lead(
        _without_name(plan.lowered[begins:ends], plan.facts.name),
        timed=timed,
        grouped=has_company(plan.lowered, places["ratio"], timed=timed),
        named=places["who"] is not None,
        often=places["frequency"] is not None,
    )


def _without_name(words: str, name: str | None) -> str:
    """A sentence that says "child" wherever it names the child, so that a name weighs what a pronoun does."""
    for part in (name or "").lower().split():
        if part in words:
            words = re.sub(rf"\b{re.escape(part)}\b", "child", words)
    return words
