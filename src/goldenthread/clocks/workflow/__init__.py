"""What people do with the clocks: record a review or a move, start a clock, excuse a late day, note an objection."""

from goldenthread.clocks.workflow.casework import record_review, record_transfer
from goldenthread.clocks.workflow.excusing import excuse, take_back
from goldenthread.clocks.workflow.objections import end_objection, record_objection
from goldenthread.clocks.workflow.reckoning import (
    reckon,
    reckon_all,
    reckon_imported,
    reckon_of_the_day,
    reckon_version,
)
from goldenthread.clocks.workflow.starting import record_met, start_clock, stop_clock
from goldenthread.plans.workflow.refusals import Refused

__all__ = [
    "Refused",
    "end_objection",
    "excuse",
    "reckon",
    "reckon_all",
    "reckon_imported",
    "reckon_of_the_day",
    "reckon_version",
    "record_met",
    "record_objection",
    "record_review",
    "record_transfer",
    "start_clock",
    "stop_clock",
    "take_back",
]
