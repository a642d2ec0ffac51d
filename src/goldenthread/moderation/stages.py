"""The stages of a moderation: one for each different wait."""

from django.db.models import TextChoices

from goldenthread.lifecycle import Lifecycle


class Stage(TextChoices):
    MODERATING = "moderating", "With the moderator"
    HANDED_IN = "handed-in", "Handed in, letter to be sent"
    WITH_WRITER = "with-writer", "With the writer"
    CHECKING = "checking", "Changes to be checked"
    CLOSED = "closed", "Closed"
    WITHDRAWN = "withdrawn", "Withdrawn"


LIFECYCLE = Lifecycle(
    {
        Stage.MODERATING: {Stage.HANDED_IN, Stage.WITHDRAWN},
        Stage.HANDED_IN: {Stage.WITH_WRITER, Stage.WITHDRAWN},
        Stage.WITH_WRITER: {Stage.CHECKING, Stage.CLOSED, Stage.WITHDRAWN},
        Stage.CHECKING: {Stage.WITH_WRITER, Stage.CLOSED, Stage.WITHDRAWN},
        Stage.CLOSED: set(),
        Stage.WITHDRAWN: set(),
    }
)

WHOSE_TURN = {
    Stage.MODERATING: "The moderator",
    Stage.HANDED_IN: "The moderator: send the letter",
    Stage.WITH_WRITER: "The writer",
    Stage.CHECKING: "The moderator: check the changes",
    Stage.CLOSED: "Nobody",
    Stage.WITHDRAWN: "Nobody",
}
