"""The words of a plan become items: aspirations, needs, outcomes, provision, with their slots and links.

`making` and `tables` find them, `slots` and `roles` the words that fill them, `forms` what provision is, `links` what
serves what. All of it reads the plan once and keeps nothing.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import NamedTuple

from ehcp.screening.item import Item
from ehcp.screening.items.dates_shared import Statement, statements
from ehcp.screening.items.filling import item_of
from ehcp.screening.items.lines import Line, lines_of
from ehcp.screening.items.links import linked
from ehcp.screening.items.making import Making, Walk
from ehcp.screening.items.people import people_of
from ehcp.screening.items.tables import TableReader
from ehcp.screening.plan_text import PlanText

# Change it whenever the same document would give other items, slots or links.
ITEMS_VERSION = "7"


class ItemsRead(NamedTuple):
    """The items of a plan in reading order, and how many lines of A to H nobody could place."""

    items: tuple[Item, ...]
    not_understood: int


def items_of(plan: PlanText) -> tuple[Item, ...]:
    """The items of sections A to H in reading order."""
    return read_items(plan).items


def read_items(plan: PlanText) -> ItemsRead:
    """The items, and what was not understood."""
    walk = Walk(plan)
    lines = lines_of(plan)
    of_table: dict[int, list[Line]] = {}
    for line in lines:
        if line.block.table is not None:
            of_table.setdefault(line.block.table.table, []).append(line)
    done: set[int] = set()
    for line in lines:
        place = line.block.table
        if place is None:
            walk.line(line)
        elif place.table not in done:
            done.add(place.table)
            TableReader(walk, place.table, of_table[place.table]).read()
    return ItemsRead(_finished(walk.found, plan), walk.puzzles)


def _finished(makings: list[Making], plan: PlanText) -> tuple[Item, ...]:
    dates = statements(plan)
    makings = sorted(
        (making for making in makings if not _is_about_outcomes(making, dates)), key=lambda making: making.spans[0]
    )
    people = people_of(plan)
    count: Counter[str] = Counter()
    items = []
    for making in makings:
        count[making.section] += 1
        dot = "." if making.section[-1].isdigit() else ""
        items.append(item_of(making, f"{making.section}{dot}{count[making.section]}", plan, people, dates))
    links = linked(items, [making.place for making in makings], plan.text)
    return tuple(replace(item, links=own) for item, own in zip(items, links, strict=True))


def _is_about_outcomes(making: Making, dates: tuple[Statement, ...]) -> bool:
    """ "All four to be met by July 2027" is no outcome of its own."""
    start, end = making.spans[0]
    return making.section == "E" and any(
        not said.leads and said.start <= start + 1 < said.end <= end + 1 for said in dates
    )
