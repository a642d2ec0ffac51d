"""What must hold before a draft goes out, and whose plan a file is: sentences of the framework and the law, by noun."""

from goldenthread.plans.rules.days import final_day, final_day_stands, serve_day, service_may_be_corrected
from goldenthread.plans.rules.files import (
    Guess,
    Known,
    guess_of_file_name,
    plan_of_file_name,
    possible_ids,
    reads_the_same,
    shown_name,
)
from goldenthread.plans.rules.gate import (
    BLOCKS,
    LET_OUT,
    LETS_PASS,
    LEVEL_3,
    RELEASE,
    WHO_GAVE,
    Given,
    latest_of_each_kind,
    let_out_by,
    may_be_marked_ready,
    may_be_released,
    may_be_served,
    replaced_by_a_newer,
)
from goldenthread.plans.rules.names import Named, names_this_child, other_children_named

__all__ = [
    "BLOCKS",
    "LETS_PASS",
    "LET_OUT",
    "LEVEL_3",
    "RELEASE",
    "WHO_GAVE",
    "Given",
    "Guess",
    "Known",
    "Named",
    "final_day",
    "final_day_stands",
    "guess_of_file_name",
    "latest_of_each_kind",
    "let_out_by",
    "may_be_marked_ready",
    "may_be_released",
    "may_be_served",
    "names_this_child",
    "other_children_named",
    "plan_of_file_name",
    "possible_ids",
    "reads_the_same",
    "replaced_by_a_newer",
    "serve_day",
    "service_may_be_corrected",
    "shown_name",
]
