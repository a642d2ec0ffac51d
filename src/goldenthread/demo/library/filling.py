"""A story and a child become a plan: slots filled, choices taken, faults carried or mended, labels counted."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable
from datetime import date, timedelta

from .child import LibraryChild, long_date, words_for
from .habits import habits, other_minutes
from .plan import SLOT, Carried, FilledAdvice, FilledNeed, FilledOutcome, FilledProvision, Plan
from .story import (
    AREAS,
    MISSING_SLOT,
    Advice,
    Fault,
    Item,
    Need,
    Outcome,
    PlanStory,
    Provision,
)
from .tracking import track

OTHER_NAMES = ("Tobias", "Marnie", "Kofi", "Anwen", "Zachary", "Priya", "Lorcan", "Beatrix")
FRIENDS = ("Kian Rushmere", "Dulcie Farrant", "Omari Tench", "Saskia Hollowell", "Brandon Tweedle")
ADVISERS = (
    "Marjory Quill", "Idris Penhallow", "Sunita Bhardway", "Callum Etherby", "Noreen Askwell", "Gwilym Tarrow",
    "Abena Oforika", "Petra Lindqvale", "Hamish Dunnock", "Yasmin Carrowby", "Theo Marchbank", "Lesley Ormeroyd",
    "Farah Wintersett", "Dominic Scarfe", "Rosalind Peake", "Emeka Stanyon",
)  # fmt: skip
STREETS = ("Larkspur Close", "Tern Walk", "Cooper's Rise", "Saltgate Lane", "Old Ropewalk", "Marram Drive")

FAULT_MARK = re.compile(r"<<([a-z,-]+)\|([^|]*)\|([^>]*)>>")
CHOICE = re.compile(r"\[([^\]\[|]*\|[^\]\[]*)\]")


class Filling:
    """Resolves the marks of one story for one child; counts the faults as it goes, mended or not."""

    def __init__(self, story: PlanStory, child: LibraryChild, on: date, seed: int):
        self.story, self.seed = story, seed
        self.chance = random.Random(f"{seed}/{story.key}/{child.first_name}/{child.last_name}")  # noqa: S311
        self.words, self.counting = words_for(child, on)
        others = [name for name in OTHER_NAMES if name != child.first_name]
        self.words["other"] = self.words["Other"] = self.chance.choice(others)
        self.words["friend"] = self.words["Friend"] = self.chance.choice(FRIENDS)
        self.worded = habits(self.chance)
        self.carried: list[Carried] = []
        self.counts: dict[str, int] = {}

    def carries(self, rule: str, section: str, quote: str) -> bool:
        """Counts one fault; true when it stands in this version (not mended)."""
        self.counts[rule] = self.counts.get(rule, 0) + 1
        fault_id = f"{rule}-{self.counts[rule]}"
        if rule in self.story.mended or fault_id in self.story.mended:
            return False
        self.carried.append(Carried(fault_id, rule, section, quote))
        return True

    def slot(self, slot: re.Match[str]) -> str:
        name, count = slot[1], slot[2]
        if name in self.words and count is None:
            return self.words[name]
        return self.counting[name](int(count or 0))

    def plain(self, text: str) -> str:
        if "[" in text:
            chance = random.Random(f"{self.seed}/{text}")  # noqa: S311
            text = CHOICE.sub(lambda choice: chance.choice(choice[1].split("|")), text)
            text = text.replace("  ", " ")
        return self.worded(SLOT.sub(self.slot, text) if "{" in text else text)

    def order(self, items: list, key: str) -> list:
        """The items in another order; seed 0 keeps the order of writing."""
        if self.seed:
            random.Random(f"{self.seed}/{key}").shuffle(items)  # noqa: S311
        return items

    def text(self, text: str, section: str) -> str:
        if "<<" in text:
            text = FAULT_MARK.sub(lambda mark: self.marked(mark, section), text)
        return self.plain(text).strip()

    def marked(self, mark: re.Match[str], section: str) -> str:
        rules, bad, good = mark[1].split(","), mark[2], mark[3]
        stands = [self.carries(rule, section, self.plain(bad).strip()) for rule in rules]
        return bad if all(stands) else good


def first_words(text: str, most: int = 9) -> str:
    """The opening of a text, as the quote for something the text lacks."""
    return " ".join(text.split()[:most])


def mend_items(story: PlanStory) -> tuple[Item, ...]:
    """The items of this version: structural faults that are mended add and drop items."""
    added: list[Item] = []
    dropped: set[str] = set()
    counts: dict[str, int] = {}
    for fault in story.marks:
        counts[fault.rule] = counts.get(fault.rule, 0) + 1
        if fault.rule in story.mended or mark_id(fault, counts[fault.rule]) in story.mended:
            added += fault.adds
            dropped |= set(fault.drops)
    kept = [item for item in story.items if isinstance(item, Advice) or item.key not in dropped]
    return tuple(kept + added)


def mark_id(fault: Fault, count: int) -> str:
    return f"{fault.rule}-at-{fault.at or fault.section}" + (f"-{count}" if count > 1 else "")


def fill(story: PlanStory, child: LibraryChild, on: date, seed: int = 0, status: str = "draft") -> Plan:
    """The plan of this child on this day; the same for the same arguments."""
    filling = Filling(story, child, on, seed)
    plan = Plan(story, child, on, status, filling.words)
    items = mend_items(story)
    plan.views = {key: [filling.text(text, "A") for text in texts] for key, texts in story.views.items()}
    filling.order(plan.views.get("important", []), "important")
    plan.strengths = {area: filling.text(text, "B") for area, text in story.strengths.items()}
    labels = fill_needs(plan, filling, [item for item in items if isinstance(item, Need)])
    labels |= fill_outcomes(plan, filling, [item for item in items if isinstance(item, Outcome)], labels)
    fill_provision(plan, filling, [item for item in items if isinstance(item, Provision)], labels)
    fill_advice(plan, filling, [item for item in items if isinstance(item, Advice)])
    plan.nil = {section: filling.text(text, section) for section, text in story.nil.items()}
    plan.placement = filling.text(story.placement, "I")
    plan.budget = filling.text(story.budget, "J")
    plan.review = filling.text(story.review, "REVIEW") if story.review else ""
    plan.address = child.address or f"{filling.chance.randint(2, 88)} {filling.chance.choice(STREETS)}, Sandbourne"
    plan.carried = filling.carried
    mark_the_rest(plan, filling)
    return plan


def fill_needs(plan: Plan, filling: Filling, needs: Iterable[Need]) -> dict[str, str]:
    labels = {}
    told = [(need, filling.text(need.text, need.section)) for need in needs]
    filling.order(told, "needs")
    for need, text in sorted(told, key=lambda each: AREAS.index(each[0].area) if each[0].area else 9):
        kept = plan.needs[need.section]
        label = labels[need.key] = f"{need.section}{len(kept) + 1}"
        kept.append(FilledNeed(label, need.key, text, need.area))
    return labels


def fill_outcomes(plan: Plan, filling: Filling, outcomes: Iterable[Outcome], labels: dict[str, str]) -> dict[str, str]:
    areas = {need.key: need.area for needs in plan.needs.values() for need in needs}
    told = {}
    for number, outcome in enumerate(outcomes, start=1):
        told[outcome.key] = f"E{number}"
        area = outcome.area or next((areas[key] for key in outcome.serves if areas.get(key)), "")
        plan.outcomes.append(
            FilledOutcome(
                f"E{number}",
                outcome.key,
                filling.text(outcome.text, "E"),
                area,
                [labels[key] for key in outcome.serves if key in labels],
                [filling.text(step, "E") for step in outcome.steps],
            )
        )
    return told


def fill_provision(plan: Plan, filling: Filling, rows: Iterable[Provision], labels: dict[str, str]) -> None:
    """Rows in the order of the outcomes they serve; faults are counted in the order of writing, so ids stay put."""
    places = {outcome.key: place for place, outcome in enumerate(plan.outcomes)}
    filled = []
    tracked = {fault.at for fault in plan.story.marks}
    for row in rows:
        what = filling.text(row.what, row.section)
        slots = {name: filling.text(getattr(row, name), row.section) for name in MISSING_SLOT}
        for name, words in row.lacks.items():
            if not filling.carries(MISSING_SLOT[name], row.section, first_words(what)):
                slots[name] = filling.text(words, row.section)
        if filling.seed and row.key not in tracked and "<<" not in row.long:
            slots["long"] = other_minutes(slots["long"], random.Random(f"{filling.seed}/{row.key}"))  # noqa: S311
        serves = [labels[key] for key in row.serves if key in labels]
        told = FilledProvision("", row.key, what, slots["who"], slots["often"], slots["long"], slots["ratio"], serves)
        filled.append((places.get(row.serves[0], 99) if row.serves else 99, row.section, told))
    filling.order(filled, "provision")
    for _, section, told in sorted(filled, key=lambda each: each[0]):
        kept = plan.provision[section]
        told.label = f"{section}{'.' if section[-1].isdigit() else ''}{len(kept) + 1}"
        kept.append(told)


def fill_advice(plan: Plan, filling: Filling, advice: list[Advice]) -> None:
    authors = filling.chance.sample(ADVISERS, len(advice))
    family = plan.child.parents or (filling.words["parent"],)
    for number, (line, author) in enumerate(zip(advice, authors, strict=True), start=1):
        if line.role == "parent":
            author, role = " and ".join(family), "Parents" if len(family) > 1 else "Parent"
        elif line.role == "child":
            author, role = plan.name, "The child's own views" if plan.child.year_group < 7 else "Own views"
        else:
            role = line.role
        stale = line.days_before > 366 and filling.story.mended.isdisjoint({"date-stale", f"date-stale-K{number}"})
        day = plan.on - timedelta(days=line.days_before if stale or line.days_before <= 366 else 60)
        kind = filling.text(line.kind, "K")
        plan.advice.append(FilledAdvice(f"K{number}", kind, author, role, long_date(day)))
        if stale:
            filling.carried.append(Carried(f"date-stale-K{number}", "date-stale", "K", long_date(day)))


def mark_the_rest(plan: Plan, filling: Filling) -> None:
    """Faults of structure that are not mended: missing and empty sections, broken threads, tracked changes."""
    absent, counts = set(), dict[str, int]()
    for fault in plan.story.marks:
        counts[fault.rule] = counts.get(fault.rule, 0) + 1
        fault_id = mark_id(fault, counts[fault.rule])
        if fault.rule in plan.story.mended or fault_id in plan.story.mended:
            if fault.rule == "section-empty" and fault.mended:
                plan.nil[fault.section] = filling.plain(fault.mended)
            continue
        quote = filling.plain(fault.quote)
        if fault.rule == "section-missing":
            absent.add(fault.section)
        elif fault.rule == "section-empty":
            plan.empty[fault.section] = quote
        elif fault.rule == "tracked-changes":
            track(plan, fault.section, fault.at, quote, filling.plain(fault.mended))
            quote = filling.plain(fault.mended)
        elif fault.rule == "draft-names-placement":
            if plan.status != "draft":
                continue
            plan.empty["I"] = quote
        elif fault.at:
            quote = first_words(text_at(plan, fault.at))
        plan.carried.append(Carried(fault_id, fault.rule, fault.section, quote))
    plan.absent = frozenset(absent)


def text_at(plan: Plan, key: str) -> str:
    """The text of the need, outcome or provision with this key. Raises KeyError where there is none."""
    texts = {need.key: need.text for needs in plan.needs.values() for need in needs}
    texts |= {outcome.key: outcome.text for outcome in plan.outcomes}
    texts |= {row.key: row.what for rows in plan.provision.values() for row in rows}
    return texts[key]
