"""The words of a plan in one string, and what stands where."""

from __future__ import annotations

from ehcp.screening.document import Block, Document
from ehcp.screening.facts import NOTHING_KNOWN
from ehcp.screening.plan_text import PlanText
from tests.ehcp.screening.test_items import F, plan_in


def test_folded_and_lowered_text_have_the_length_of_the_text():
    blocks = (Block(0, "“İpek’s” plan – ÇOCUK\nand more"), Block(1, "İİİ"))
    plan = PlanText(Document("0" * 64, "docx", "test", blocks), NOTHING_KNOWN)

    assert len(plan.folded) == len(plan.lowered) == len(plan.text)
    assert plan.folded.startswith('"İpek\'s" plan - ')
    assert plan.lowered.endswith("İİİ")


def test_a_place_leads_back_to_its_block():
    plan = plan_in(F + "- Tom has a laptop.\n- Tom has a chair.\n")
    start = plan.text.index("chair")

    assert plan.place(start, start + 5) == (2, 10, 15)


def test_an_offset_knows_its_section_and_its_item():
    plan = plan_in(F + "- Tom has a laptop.\n")

    assert plan.section_at(plan.text.index("laptop")) == "F"
    assert plan.item_at(plan.text.index("laptop")) is plan.items[0]
    assert plan.item_at(0) is None
    assert plan.items_in("F", "G") == plan.items
