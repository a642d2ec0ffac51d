"""What the verbs of this room say when they cannot do what was asked. Every message is fit to show."""

from goldenthread.toolkit.profile import Missing


class Refused(Exception):
    """The page shows the sentence and keeps what was typed."""


class Incomplete(Refused):
    """Something is still to be answered. `missing` says what, each with the code of its standard ("" for the whole)."""

    def __init__(self, missing: list[Missing]):
        self.missing = missing
        super().__init__(" ".join(str(each) for each in missing))
