"""Whose plan it is: what must be answered before a text goes out. Pure."""

from collections.abc import Sequence

from ehcp.rulebook import rule
from goldenthread.permissions import Decision


@rule("P.8", source="UK GDPR, article 5(1)(d) and (f): accurate, and seen by nobody else")
def may_go_out(looks_are_second: Sequence[bool]) -> Decision:
    """A text whose names raise the question whose plan it is goes out once somebody besides its writer has looked.

    Reading taken: whoever wrote or pasted it sees what they expect to see, so their own word is the first look and never
    the last. The quality lead looks, or the senior who moderates it.
    """
    if not looks_are_second:
        return Decision(False, "Its names raise the question whose plan it is. Look, and answer it first.")
    if not any(looks_are_second):
        return Decision(
            False,
            "Its names raise the question whose plan it is, and so far only its own side has looked. The quality lead is "
            "asked to look too; it may be served then.",
        )
    return Decision(True)
