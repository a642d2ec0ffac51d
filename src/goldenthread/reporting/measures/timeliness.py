"""How many limits were kept, with and without the exceptions that the law knows. Pure."""

from dataclasses import dataclass

from ehcp.statistics.intervals import Figure, share


@dataclass(frozen=True)
class Kept:
    """Of `of` limits that were met in a period `n` were met in time; `excused` had an exception, some of them in time."""

    n: int = 0
    of: int = 0
    excused: int = 0
    excused_in_time: int = 0

    @property
    def all(self) -> Figure:
        """In time, exceptions counted as late where they are: what families met with."""
        return share(self.n, self.of)

    @property
    def without_exceptions(self) -> Figure:
        """In time of those that had no exception, as the official statistics tell it."""
        return share(self.n - self.excused_in_time, self.of - self.excused)


# The limits that the page tells of, in its order, each with what the figure is called.
TOLD = (
    ("request-decision", "Decided whether to assess within 6 weeks"),
    ("refusal-to-issue", "Told that there will be no plan within 16 weeks"),
    ("final-plan", "Plan made within 20 weeks"),
    ("review-decision", "Decision within 4 weeks of the review meeting"),
    ("annual-review", "Reviewed within 12 months"),
    ("amended-final", "Amended plan within 8 weeks of the notice"),
    ("amended-final-from-meeting", "Amended plan within 12 weeks of the meeting, after a late notice"),
    ("phase-transfer", "Phase transfer before 15 February"),
    ("phase-transfer-to-post16", "Phase transfer to post-16 before 31 March"),
)
