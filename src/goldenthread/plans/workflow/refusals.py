"""What the verbs of this room say when they cannot do what was asked. Every message is fit to show."""

from goldenthread.lifecycle import WrongStage
from goldenthread.permissions import Decision


class Refused(WrongStage):
    """The page shows the sentence and keeps what was typed. `see` may name the plan that it is about."""

    def __init__(self, sentence: str, *, see: str = ""):
        self.see = see
        super().__init__(sentence)


def insist(decision: Decision) -> None:
    """Raise Refused, with the rule's own sentence, unless a rule said yes."""
    if not decision:
        raise Refused(decision.why)
