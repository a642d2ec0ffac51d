"""The stages of a plan's version, and where each may go."""

from django.db.models import TextChoices

from goldenthread.lifecycle import Lifecycle


class Stage(TextChoices):
    DRAFTING = "drafting", "Being drafted"
    READY = "ready", "Ready"
    DRAWN = "drawn", "Drawn for moderation"
    LET_THROUGH = "let-through", "Let through"
    OUTSIDE = "outside", "Outside the draw"
    CLEARED = "cleared", "Cleared to serve"
    SERVED = "served", "Served"
    FINAL = "final", "Final"
    REPLACED = "replaced", "Replaced by a newer version"


# A drawn draft may still be drawn when a newer upload replaces it: the moderation stays pinned to the version it read.
# From drafting straight to cleared goes only the newer version that waited behind a moderated one; straight to final
# goes only a final text that came in after its draft was served; straight to drawn goes only the newest version of a
# plan that was ready in the month and is picked in a later draw. The verbs hold all three to that.
LIFECYCLE = Lifecycle(
    {
        Stage.DRAFTING: {Stage.READY, Stage.DRAWN, Stage.CLEARED, Stage.FINAL, Stage.REPLACED},
        Stage.READY: {Stage.DRAWN, Stage.LET_THROUGH, Stage.OUTSIDE, Stage.REPLACED},
        Stage.DRAWN: {Stage.CLEARED, Stage.REPLACED},
        Stage.LET_THROUGH: {Stage.DRAWN, Stage.CLEARED, Stage.SERVED, Stage.REPLACED},
        Stage.OUTSIDE: {Stage.DRAWN, Stage.CLEARED, Stage.SERVED, Stage.REPLACED},
        Stage.CLEARED: {Stage.SERVED, Stage.REPLACED},
        Stage.SERVED: {Stage.FINAL, Stage.REPLACED},
        Stage.FINAL: set(),
        Stage.REPLACED: set(),
    }
)

# Whose turn it is in each stage, in words.
WHOSE_TURN = {
    Stage.DRAFTING: "The writer: finish the draft and mark it ready",
    Stage.READY: "Golden Thread: the draw is being made",
    Stage.DRAWN: "A senior casework officer: moderate it",
    Stage.LET_THROUGH: "The writer: serve it",
    Stage.OUTSIDE: "The writer: serve it",
    Stage.CLEARED: "The writer: serve it",
    Stage.SERVED: "The family: fifteen days to answer",
    Stage.FINAL: "Nobody: it is the plan",
    Stage.REPLACED: "Nobody: a newer version stands in its place",
}
