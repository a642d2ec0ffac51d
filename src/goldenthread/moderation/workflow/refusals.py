"""What the verbs of this room say when they cannot do what was asked. Every message is fit to show."""

from collections.abc import Sequence

from goldenthread.moderation.rules_doubts import Doubt
from goldenthread.toolkit.profile import Missing


class Refused(Exception):
    """The page shows the sentence and keeps what was typed."""


class Incomplete(Refused):
    """Something is still to be answered. `missing` says what, each with the code of its standard ("" for the whole)."""

    def __init__(self, missing: list[Missing]):
        self.missing = missing
        super().__init__(" ".join(str(each) for each in missing))


class Doubtful(Refused):
    """Two answers do not sit well together, and it was not asked about yet. Asked once, whatever is said then."""

    def __init__(self, doubts: Sequence[Doubt]):
        self.doubts = doubts
        super().__init__(" ".join(each.sentence for each in doubts))
