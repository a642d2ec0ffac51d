"""Where an import may go from where it stands."""

from goldenthread.lifecycle import Lifecycle
from goldenthread.plans.models import RegisterImport

State = RegisterImport.State
LIFECYCLE = Lifecycle(
    {
        State.UPLOADED: {State.PREVIEWING, State.ABANDONED},
        State.PREVIEWING: {State.PREVIEWED, State.FAILED, State.ABANDONED},
        State.PREVIEWED: {State.PREVIEWING, State.APPLYING, State.ABANDONED},
        # What has begun to be applied is carried through: half an extract is what nobody wants.
        State.APPLYING: {State.APPLIED},
        State.APPLIED: set(),
        State.FAILED: {State.PREVIEWING, State.ABANDONED},
        State.ABANDONED: set(),
    },
    field="state",
)
WORKING = (State.PREVIEWING, State.APPLYING)
OPEN_TO_MATCHING = (State.UPLOADED, State.PREVIEWED, State.FAILED)
