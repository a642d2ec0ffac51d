"""What pages and other rooms read of screenings.

`findings_for(version)` are the findings that stand, `latest_run(version)` the run behind them and its coverage,
`measured()` how far moderators agree with each check, `set_aside_before(version)` what was dismissed in an earlier one.
"""

from goldenthread.screenings.queries.confidence import Measured, measured, missed_counts
from goldenthread.screenings.queries.findings import (
    Status,
    findings_for,
    latest_run,
    set_aside_before,
    status_of,
    verdicts_of,
    waiting_for_screening,
)
from goldenthread.screenings.queries.points import Point, points_of

__all__ = [
    "Measured",
    "Point",
    "Status",
    "findings_for",
    "latest_run",
    "measured",
    "missed_counts",
    "points_of",
    "set_aside_before",
    "status_of",
    "verdicts_of",
    "waiting_for_screening",
]
