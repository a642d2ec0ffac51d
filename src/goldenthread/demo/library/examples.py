"""Example children of the right age, for looking at a story on its own."""

from __future__ import annotations

from datetime import date

from .child import LibraryChild
from .story import PlanStory

EXAMPLE_DAY = date(2026, 1, 15)


def example_child(story: PlanStory, number: int = 0) -> LibraryChild:
    """A child of the right age, for looking at a story on its own."""
    firsts = ("Wilfred", "Ottilie", "Rowan", "Samira", "Jacob", "Eirlys", "Dayo", "Nell", "Casper", "Imani")
    lasts = ("Dunmore", "Aspinwick", "Tolland", "Farouk-Lyle", "Brackenridge", "Oyewale", "Penney", "Silverthorn")
    pronouns = ("he", "she", "they", "she", "he", "she", "he", "she", "he", "she")
    years = story.years[0] + number % (story.years[1] - story.years[0] + 1)
    born = date(EXAMPLE_DAY.year - years - 5 - (EXAMPLE_DAY.month < 9), 9 + number % 4, 3 + number % 25)
    last = lasts[number % len(lasts)]
    return LibraryChild(
        firsts[number % len(firsts)], last, pronouns[number % len(pronouns)], born, years,
        school_for(years), parents=(f"Ms Hester {last}", f"Mr Alun {last}")[: 1 + number % 2],
        reference=f"SB-{4100 + 37 * number}", officer="Amina Castellow",
    )  # fmt: skip


def school_for(year_group: int) -> str:
    if year_group <= 0:
        return "Pebble Lane Nursery and Infant School"
    if year_group <= 6:
        return "Marram Bank Primary School"
    return "Cawdale Road High School" if year_group <= 11 else "Sandbourne Bay College"
