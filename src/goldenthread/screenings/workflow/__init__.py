"""What is done with screenings: a version is screened, findings are judged, something missed is said."""

from goldenthread.screenings.workflow.archive import queue_archive, screen_what_waits
from goldenthread.screenings.workflow.judging import (
    Clash,
    Refused,
    Saved,
    close_verdicts,
    copy_verdicts,
    judge_finding,
    say_missed,
    take_back_missed,
)
from goldenthread.screenings.workflow.screening import have_screened, screen_again, screen_now

__all__ = [
    "Clash",
    "Refused",
    "Saved",
    "close_verdicts",
    "copy_verdicts",
    "have_screened",
    "judge_finding",
    "queue_archive",
    "say_missed",
    "screen_again",
    "screen_now",
    "screen_what_waits",
    "take_back_missed",
]
