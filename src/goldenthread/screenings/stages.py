"""The stages of a screening: it waits, then it was made, or could not be."""

from django.db.models import TextChoices

from goldenthread.lifecycle import Lifecycle


class Stage(TextChoices):
    WAITING = "waiting", "Waiting to be screened"
    SCREENED = "screened", "Screened"
    NOT_SCREENED = "not-screened", "Not screened"


LIFECYCLE = Lifecycle(
    {
        Stage.WAITING: {Stage.SCREENED, Stage.NOT_SCREENED},
        Stage.SCREENED: set(),
        Stage.NOT_SCREENED: set(),
    }
)

WHOSE_TURN = {
    Stage.WAITING: "The service, within a minute",
    Stage.SCREENED: "Nobody",
    Stage.NOT_SCREENED: "Nobody: the page says why, and a better file or new checks are looked at anew",
}
