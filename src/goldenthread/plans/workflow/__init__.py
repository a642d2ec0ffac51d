"""What people do with plans and their versions. Every verb is one transaction and leaves its trace in the history.

Rooms above import the verbs from here. They hear of what happens here by putting themselves on one of the lists of
`heard`: `workflow.after_arrival`, `workflow.after_filing`, `workflow.after_release`, `workflow.after_serving`, `workflow.after_handing_over`.
"""

from goldenthread.plans.workflow.clearing import clear, release
from goldenthread.plans.workflow.filing import file_version
from goldenthread.plans.workflow.heard import (
    after_arrival,
    after_days_changed,
    after_filing,
    after_handing_over,
    after_import,
    after_release,
    after_same_file,
    after_serving,
    before_final,
    before_ready,
)
from goldenthread.plans.workflow.kind import change_kind, confirm_kinds, set_back_kinds
from goldenthread.plans.workflow.people import allocate_assistant, give_to_read, hand_over, take_back
from goldenthread.plans.workflow.ready import confirm_right_child, look_before_clearing, mark_ready, send_back_whose
from goldenthread.plans.workflow.refusals import Refused
from goldenthread.plans.workflow.register import add_by_hand
from goldenthread.plans.workflow.serving import correct_service, make_final, serve
from goldenthread.plans.workflow.uploads import (
    forget_old_files,
    read_again,
    read_stuck,
    receive_uploads,
    remove_file,
    say_whose,
)

__all__ = [
    "Refused",
    "add_by_hand",
    "after_arrival",
    "after_days_changed",
    "after_filing",
    "after_handing_over",
    "after_import",
    "after_release",
    "after_same_file",
    "after_serving",
    "allocate_assistant",
    "before_final",
    "before_ready",
    "change_kind",
    "clear",
    "confirm_kinds",
    "confirm_right_child",
    "correct_service",
    "file_version",
    "forget_old_files",
    "give_to_read",
    "hand_over",
    "look_before_clearing",
    "make_final",
    "mark_ready",
    "read_again",
    "read_stuck",
    "receive_uploads",
    "release",
    "remove_file",
    "say_whose",
    "send_back_whose",
    "serve",
    "set_back_kinds",
    "take_back",
]
