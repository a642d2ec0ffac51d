"""What people and the timetable do with draws."""

from goldenthread.samples.workflow.chance import draw_arrival
from goldenthread.samples.workflow.month import commit_month, reveal_month
from goldenthread.samples.workflow.purposive import pick_purposively
from goldenthread.samples.workflow.quota import abandon, add_entry, draw_frozen, freeze, replace, run_catch_up

__all__ = [
    "abandon",
    "add_entry",
    "commit_month",
    "draw_arrival",
    "draw_frozen",
    "freeze",
    "pick_purposively",
    "replace",
    "reveal_month",
    "run_catch_up",
]
