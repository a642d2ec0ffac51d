"""A draft whose faults are known, and its points on a page: for the journeys of a screened draft."""

from __future__ import annotations

import datetime as dt
import io
from typing import TYPE_CHECKING

import docx
from playwright.sync_api import Locator

from goldenthread.demo import library
from goldenthread.plans.models import Plan, PlanVersion
from goldenthread.screenings.queries import findings_for
from tests.factories import make_child, make_plan

if TYPE_CHECKING:
    from tests.journeys.somebody import Somebody
    from tests.people import Cast

TODAY = dt.date.today()
STORY, STYLE, SEED = "year5-attention", "tabular", 4
CHILD = library.LibraryChild(
    "Wilfred", "Aspinwick", "he", dt.date(TODAY.year - 9 - (TODAY.month < 9), 11, 3), 5, "Marram Bank Primary School",
    parents=("Ms Hester Aspinwick",), reference="T-4101", officer="Nadia Quill",
)  # fmt: skip
# What the writer puts right, as the library knows it, and one careless sentence that comes in with it.
MENDED = frozenset({"identity-other-name", "provision-no-who-1", "date-stale", "section-missing"})
WORKSHOP = "A workshop lesson in which"
CARELESS = "He will also be given other help where appropriate."
# A point that is right as it is: three steps back to full time are no group and want no number.
THREE_STEPS = "A return to full time in three steps"
REASON = "He comes back by himself, there is no group."


def draft(mended: frozenset[str] = frozenset(), *, adding: str = "") -> bytes:
    """The plan as a Word file; `adding` is a sentence that its officer writes below the workshop lesson in Word."""
    data = library.build(STORY, STYLE, "docx", CHILD, TODAY, seed=SEED, mended=mended)
    if not adding:
        return data
    word, written = docx.Document(io.BytesIO(data)), io.BytesIO()
    [cell] = {cell._tc: cell for table in word.tables for cell in table._cells if WORKSHOP in cell.text}.values()
    cell.add_paragraph(adding)
    word.save(written)
    return written.getvalue()


def plan_of_nadia(cast: Cast) -> Plan:
    """Nadia is not signed off: every draft of hers is drawn."""
    child = make_child(
        cast.authority, first_name=CHILD.first_name, last_name=CHILD.last_name, pronouns="he/him",
        date_of_birth=CHILD.born_on, year_group=CHILD.year_group,
    )  # fmt: skip
    return make_plan(cast.nadia, child=child)


def point(somebody: Somebody, rule: str, version: PlanVersion, quote: str = "") -> Locator:
    """The list item of a finding on the page, by its check and the beginning of its words."""
    found = findings_for(version).filter(rule=rule, quote__startswith=quote).order_by("number").first()
    assert found is not None, f"{rule} does not point at “{quote}”"
    return somebody.page.locator(f"#point-{found.pk}")
