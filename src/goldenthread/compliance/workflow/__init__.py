"""The verbs of the compliance check."""

from goldenthread.compliance.workflow.answering import Said, answer
from goldenthread.compliance.workflow.filling import (
    begin_for_arrival,
    begin_for_final,
    fill_from_screening,
    refuse_incomplete,
)
from goldenthread.plans.workflow.refusals import Refused

__all__ = [
    "Refused",
    "Said",
    "answer",
    "begin_for_arrival",
    "begin_for_final",
    "fill_from_screening",
    "refuse_incomplete",
]
