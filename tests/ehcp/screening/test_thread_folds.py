"""The drawing of a long plan: a folded part for each need, nothing drawn twice, nothing left out."""

import re

from ehcp.screening.report.page import page_of
from ehcp.screening.report.thread_folds import MOST_ROWS, drawings, folds_of, is_long
from ehcp.screening.report.thread_svg import thread_svg
from ehcp.screening.report.thread_table import thread_table
from ehcp.screening.screen import screen
from ehcp.screening.thread import Column, Thread, thread_of

from .examples import read
from .long_plan import long_plan
from .test_thread import TIED


def long_thread() -> Thread:
    return thread_of(screen(read(long_plan())))


def boxes(drawn: str) -> list[str]:
    return re.findall(r'id="thread-([A-Z]\d+)"', drawn)


def test_a_short_thread_is_one_drawing():
    found = thread_of(screen(read(TIED)))

    assert not is_long(found)
    assert drawings(found) == thread_svg(found)


def test_a_thread_of_forty_items_is_folded_by_need_and_every_box_is_drawn_once():
    found = long_thread()
    drawn = drawings(found)

    assert len(screen(read(long_plan())).plan.items) == 41, "forty and the hope"
    assert len(found.rows) > MOST_ROWS and is_long(found)
    assert [fold.label for fold in folds_of(found)] == [*(f"B{at}" for at in range(1, 11)), ""]
    assert drawn.count("<details") == drawn.count("<svg") == 11
    nodes = [node.item for node in found.nodes if node.column is not Column.WHO_WHEN]
    assert sorted(boxes(drawn)) == sorted(nodes)
    assert drawn.count('class="gt-hole"') == len(found.holes)
    assert len(set(re.findall(r'<title id="([^"]+)"', drawn))) == 11


def test_what_each_part_holds_stands_on_its_fold_and_the_first_hole_is_open():
    found = long_thread()
    told = {fold.label: (fold.told, fold.empty) for fold in folds_of(found)}
    drawn = drawings(found)

    assert told["B1"][0] == "1 outcome, 3 provision"
    assert told["B10"][0] == "" and "empty" in told["B10"][1]
    assert drawn.count('<details class="gt-thread-fold" open>') == 1
    opened = drawn[drawn.index('<details class="gt-thread-fold" open>') :].split("</details>")[0]
    assert 'class="gt-fold-empty"' in opened and 'class="gt-hole"' in opened


def test_a_tie_between_two_parts_is_told_under_both():
    parts = {fold.label: fold.elsewhere for fold in folds_of(long_thread())}

    assert parts["B4"] == ("B4 also leads to E3, drawn with B3.",)
    assert "E3 also follows from B4." in parts["B3"]


def test_the_table_twin_of_a_long_thread_stays_whole():
    found = long_thread()
    table = thread_table(found)

    assert table.count("<table") == 1 and "<details" not in table
    assert all(f'href="#item-{node.item}"' in table for node in found.nodes if node.column is not Column.WHO_WHEN)


def test_the_page_of_the_command_folds_too_and_shows_all_on_paper():
    made = page_of(screen(read(long_plan())), "plan.docx")

    assert made.count('<details class="gt-thread-fold"') == 11
    assert ".gt-thread-fold::details-content { content-visibility: visible" in made
