"""The slots of an item: first what a column or a "Who:" line gives, then the words of the item itself."""

from __future__ import annotations

import re

from ehcp.screening.item import Form, Item, Kind, Lead, Slot
from ehcp.screening.items.dates_shared import Statement
from ehcp.screening.items.forms import form_of
from ehcp.screening.items.making import Making
from ehcp.screening.items.measures import BY, DATE_ALONE, FREQUENCY, WHEN
from ehcp.screening.items.people import named
from ehcp.screening.items.sentences import sentences
from ehcp.screening.items.slots import duration, first, from_field, ratio, slot_of, trainer, who
from ehcp.screening.plan_text import PlanText

PROVISION_SLOTS = ("who", "frequency", "duration", "ratio")
LONGEST_LEAD = 500
# Dates behind these are of the steps on the way.
_STEPS = re.compile(
    r"\b(?:steps?(?: on the way| to (?:it|this))?(?: \d)?|milestones?|on the way|first step)\b ?[:;,(-]|\bstep (?:1|one)\b"
)
_ITS_NUMBER = re.compile(r"\A\W*(?:outcome |goal |target |no\.? )?[a-k]?(\d{1,2})\b(?!\.\d)")


def item_of(
    making: Making, name: str, plan: PlanText, people: frozenset[str], dates: tuple[Statement, ...] = ()
) -> Item:
    """The finished item, its links still to come. `dates` are those that section E gives once for several outcomes."""
    spans = tuple(sorted(set(making.spans)))
    text = "\n".join(plan.text[start:end] for start, end in spans)
    slots: dict[str, Slot | None] = {}
    form, share, lead = None, 1.0, None
    if making.kind is Kind.OUTCOME:
        slots["by"] = slot_of(plan.text, _by(making, spans, plan, dates))
    elif making.kind is Kind.PROVISION:
        form, share, lead, places = _provision(making, spans, plan, people)
        slots = {slot: slot_of(plan.text, places[slot]) for slot in PROVISION_SLOTS}
    return Item(name, making.section, making.kind, spans, text, form, making.label, making.area, slots, (), lead, share)


def _by(
    making: Making, spans: tuple[tuple[int, int], ...], plan: PlanText, dates: tuple[Statement, ...]
) -> tuple[int, int] | None:
    low = plan.lowered
    start, end = making.spans[0]
    steps = _STEPS.search(low, start, end)
    found = first(BY, low, start, steps.start() if steps else end)
    for field in making.fields:
        if found is None and field.slot in ("by", "frequency", "duration", "amount"):
            found = from_field(field, "by", low, plan.folded)
    if found is None and dates:
        said = _ITS_NUMBER.match(making.label.lower()) or _ITS_NUMBER.match(low[spans[0][0] : spans[0][1]])
        number = int(said[1]) if said else None
        found = next((each.date for each in dates if each.date and each.holds_for(spans[0][0], number)), None)
    for heading in making.place.headings:
        found = found or first(BY, low, *heading)
    return found


def has_company(low: str, ratio: tuple[int, int] | None, *, timed: bool) -> bool:
    """Whether a ratio tells of a session. "Alone" with no length of time may be said of a room or of a child."""
    return ratio is not None and (timed or not low[ratio[0] : ratio[1]].endswith(("alone", "own", "self", "selves")))


_THEY_TRAIN = re.compile(r"[.;] (?:she|he|they) (?:also |will |then )?(?:trains?|teach(?:es)?|shows?)\b")
# "Sums are done in the same way": with all that was said of what stands above.
_THE_SAME = re.compile(r"\b(?:in (?:just )?the same way|(?:as|on the same terms as) (?:for |in )?[fgh]\d(?:\.\d)?)\b")


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
    if places["who"] is None:
        places["who"] = next((found for span in spans if (found := named(plan, people, *span))), None)
    same = _THE_SAME.search(low, start, end)
    if same is not None:
        places = {slot: place or same.span() for slot, place in places.items()}
    lead = _lead(plan, (start, end), places)
    form, share = form_of(lead)
    if form is Form.TRAINING:
        if not is_told:
            places["who"] = next(
                (found for span in spans if (found := trainer(low, capitals, *span) or named(plan, people, *span))),
                None,
            )
            # "... under the plan of the nurse. She trains four adults": the one who was named before.
            if places["who"] is None and _THEY_TRAIN.search(low, start, end):
                places["who"] = who(low, capitals, start, end)
        for span in spans:
            places["frequency"] = places["frequency"] or first(WHEN, low, *span)
            if places["frequency"] is None and DATE_ALONE.match(low, *span):
                places["frequency"] = first(DATE_ALONE, low, *span)
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
