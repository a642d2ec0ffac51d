"""The golden thread as values: what leads to what, and where something is missing."""

import time

import pytest

from ehcp.screening.answers import answers_of
from ehcp.screening.matters import about, answered, stem_of
from ehcp.screening.report.thread_svg import thread_svg
from ehcp.screening.report.thread_table import thread_table
from ehcp.screening.screen import plan_text, screen
from ehcp.screening.thread import Column, Hole, Node, Thread, shortened, thread_of

from .examples import read

TIED = """Section A: Views
- Ivo hopes to play with friends and to be a vet.
Section B: Special educational needs
B1 Ivo has no friends in his class.
B2 Ivo cannot add two numbers.
B3 Ivo is not dry by day and has accidents at school.
Section E: Outcomes
E1 By July 2027 Ivo will join a game with two friends (B1).
E2 By July 2027 Ivo will add two numbers up to 20 (B2).
Section F: Special educational provision
F1 A learning mentor will run a friendship group for Ivo and three others for 30 minutes each week (E1).
F2 A teacher will work with Ivo on adding numbers, one to one (E2).
F3 Horse riding with an instructor for one hour each week."""


def thread(plan: str = TIED) -> Thread:
    return thread_of(screen(read(plan)))


def holes(found: Thread) -> set[tuple[str, str]]:
    return {(hole.column.value, hole.item) for hole in found.holes}


def test_the_plans_own_numbers_are_certain_ties():
    ties = {(tie.left, tie.right): tie.is_certain for tie in thread().ties}
    assert ties["B1", "E1"] and ties["B2", "E2"] and ties["E1", "F1"]


def test_shared_words_are_only_possible():
    found = thread(
        "Section B: Needs\n- Ivo cannot keep friends and plays alone.\n"
        "Section E: Outcomes\n- By July 2027 Ivo will play with two friends at playtime."
    )
    assert [(tie.left, tie.right, tie.is_certain) for tie in found.ties] == [("B1", "E1", False)]


def test_a_hole_stands_to_the_right_of_a_need_and_to_the_left_of_provision():
    found = holes(thread())
    assert ("outcome", "B3") in found and ("provision", "B3") in found
    assert ("need", "F3") in found


def test_what_a_session_does_not_say_is_a_hole_in_the_last_column():
    asked = {hole.item: hole.words for hole in thread().holes if hole.column is Column.WHO_WHEN}
    assert asked["F2"].startswith("How often?")


def test_every_item_stands_in_the_thread_once():
    found = thread()
    items = [node.item for node in found.nodes if node.column is not Column.WHO_WHEN]
    assert len(items) == len(set(items)) >= 8


def test_rows_follow_the_needs():
    needs = [row.cells[Column.NEED].item for row in thread().rows if isinstance(row.cells.get(Column.NEED), Node)]
    assert needs == ["B1", "B2", "B3"]


def test_only_the_holes_leaves_out_threads_that_run_unbroken():
    found = thread().only_holes()
    assert "B1" not in {node.item for node in found.nodes} or any(
        isinstance(cell, Hole) for cell in found.threads[0][0].cells.values()
    )
    assert holes(found) == holes(thread())


def test_the_drawing_and_the_table_say_the_same():
    found = thread()
    drawing, table = thread_svg(found), thread_table(found)
    for node in found.nodes:
        if node.column is not Column.WHO_WHEN:
            assert f'href="#item-{node.item}"' in drawing and f'href="#item-{node.item}"' in table
    assert drawing.count('class="gt-hole"') == table.count('class="gt-missing"') == len(found.holes)
    assert "<title" in drawing and "<desc" in drawing and "style=" not in drawing


def test_an_empty_plan_has_an_empty_thread():
    found = thread("Nothing here.")
    assert found.rows == () and "no thread" in found.sentence()
    assert thread_svg(found).startswith("<svg")


def test_words_are_shortened_where_a_word_ends():
    assert shortened("one two three", 20) == "one two three"
    assert shortened("one two three four five", 14) == "one two three…"


# --- What items are about ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("need", "help_"),
    [
        ("he wakes four times a night", "melatonin is given half an hour before bedtime"),
        ("she is deaf in both ears", "a radio aid is worn by whoever speaks"),
        ("he has been low since his grandmother died", "a counsellor sees him for bereavement work"),
        ("noise in the hall makes her cover her ears", "ear defenders are kept by the door"),
        ("he cannot manage stairs", "a physiotherapist practises with him weekly"),
    ],
)
def test_a_need_and_its_help_share_a_matter_and_no_word(need, help_):
    assert answered(about(need), about(help_)) >= 0.3


@pytest.mark.parametrize(
    ("need", "help_"),
    [
        ("he is not dry by day", "a teacher reads with him"),
        ("her tooth hurts", "ear defenders are kept by the door"),
        ("he wakes four times a night", "scissors and a pencil grip"),
    ],
)
def test_help_for_something_else_is_no_answer(need, help_):
    assert answered(about(need), about(help_)) == 0


def test_endings_do_not_part_words():
    assert stem_of("walking") == stem_of("walked") == stem_of("walks") == "walk"


def test_the_childs_own_name_ties_nothing():
    assert "ivo" not in about("ivo swims", {"ivo"}).stems


def test_a_plan_of_which_most_would_be_pointed_at_is_left_alone():
    plan = (
        "Section B: Needs\n- Ivo cannot add.\n- Ivo is not dry by day.\n- Ivo falls on stairs.\n"
        "Section E: Outcomes\n- By July 2027 Ivo will ride a bike."
    )
    assert answers_of(plan_text(read(plan))).needs_without_outcome == []


def test_following_the_thread_takes_time_in_step_with_the_plan():
    def seconds(times: int) -> float:
        needs = "\n".join(f"- Ivo cannot add {number} numbers or read words." for number in range(times))
        help_ = "\n".join(f"- A teacher practises phonics and sums {number}." for number in range(20))
        plan = plan_text(read(f"Section B: Needs\n{needs}\nSection F: Provision\n{help_}"))
        began = time.perf_counter()
        assert answers_of(plan).needs_without_provision is not None
        return time.perf_counter() - began

    seconds(20)
    assert seconds(400) < 1
