"""Where a return may go from where it stands."""

from goldenthread.lifecycle import Lifecycle
from goldenthread.plans.models import Sen2Import

State = Sen2Import.State
LIFECYCLE = Lifecycle(
    {
        State.PREVIEWING: {State.PREVIEWED, State.FAILED, State.ABANDONED},
        State.PREVIEWED: {State.PREVIEWING, State.APPLYING, State.ABANDONED},
        # What has begun to be applied is carried through: half a return is what nobody wants.
        State.APPLYING: {State.APPLIED},
        State.APPLIED: set(),
        State.FAILED: {State.ABANDONED},
        State.ABANDONED: set(),
    },
    field="state",
)
WORKING = (State.PREVIEWING, State.APPLYING)
