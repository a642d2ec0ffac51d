"""The gate: what must hold before a draft goes out, and what becomes of it when a newer one comes.

Pure functions on plain values: no database, no clock. A rule answers; the verb decides what to refuse.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ehcp.rulebook import rule
from goldenthread.permissions import Decision
from goldenthread.plans.stages import Stage

FRAMEWORK = "QA Framework 2025, Level 3, first activity"

LEVEL_3, RELEASE = "level-3", "release"
LETS_PASS = {"let-through", "ready-to-serve", "cleared"}
LET_OUT = {
    "let-through": "let through by the draw",
    "outside": "found to be outside the draw",
    "ready-to-serve": "cleared",
    "cleared": "cleared",
    "released": "released",
}
BLOCKS = {"hold": "held", "amend-first": "to be amended first"}
WHO_GAVE = {
    "level-3": "Level 3",
    "compliance": "the compliance check",
    "health-check": "the DCO’s check",
    "care-check": "the DSCO’s check",
}


@dataclass(frozen=True)
class Given:
    """A clearance as the gate sees it: kind and outcome are keys of the model's choices.

    `is_outside`: the draw never saw the draft, because its kind of plan does not enter it.
    """

    kind: str
    outcome: str
    at: dt.datetime
    is_outside: bool = False

    @property
    def how(self) -> str:
        """How it let the draft out: a key of LET_OUT."""
        return "outside" if self.is_outside else self.outcome


@rule("L3.4", source=FRAMEWORK + ": drafts are moderated before they are finalised")
def may_be_served(stage: str, clearances: Iterable[Given]) -> Decision:
    """A draft is served only after it was let through by the draw, cleared after moderation, or released by the lead.

    Reading taken: one of a kind that the authority keeps outside the draw is let out with that reason. Of several
    clearances of one kind the latest counts, and a hold or an "amend first" of any kind stops the draft until a later
    clearance of that kind, or a later release, lifts it.
    """
    if stage == Stage.SERVED:
        return Decision(False, "This draft was served already.")
    if stage == Stage.FINAL:
        return Decision(False, "This is the final plan.")
    if stage == Stage.REPLACED:
        return Decision(False, "A newer version stands in its place. Serve that one.")
    latest = latest_of_each_kind(clearances)
    released = latest.get(RELEASE)
    for kind, given in latest.items():
        lifted = released is not None and released.at >= given.at
        if given.outcome in BLOCKS and not lifted:
            return Decision(False, f"It is {BLOCKS[given.outcome]}: {WHO_GAVE.get(kind, kind)} said so.")
    if stage == Stage.DRAFTING:
        return Decision(False, "It is still being drafted. Say first that it is ready.")
    if stage == Stage.READY:
        return Decision(False, "The draw has not been made for it yet.")
    if stage == Stage.DRAWN:
        return Decision(False, "It was drawn for moderation and is not cleared yet.")
    if released is not None:
        return Decision(True, "It was released by the quality lead.")
    level_3 = latest.get(LEVEL_3)
    if level_3 is None or level_3.outcome not in LETS_PASS:
        return Decision(False, "Nothing has let it through yet.")
    if level_3.is_outside:
        return Decision(True, "It is outside the draw: its kind of plan does not enter it here.")
    if level_3.outcome == "let-through":
        return Decision(True, "It was let through by the draw.")
    return Decision(True, "It was cleared after moderation.")


def latest_of_each_kind(clearances: Iterable[Given]) -> dict[str, Given]:
    """Kind -> its latest clearance. Of two at one moment the one that was written later counts."""
    latest: dict[str, Given] = {}
    for given in clearances:
        if given.kind not in latest or given.at >= latest[given.kind].at:
            latest[given.kind] = given
    return latest


@rule("L3.5", source="Golden Thread, decision 3: a moderation is pinned to its version")
def replaced_by_a_newer(stage: str) -> bool:
    """A newer version takes the place of every earlier one that was not served, but for one that is being moderated.

    Reading taken: a drawn version keeps its stage until its moderation ends; the newer one waits and is not drawn
    again. A served draft stays served until another version is served or made final.
    """
    return stage in (Stage.DRAFTING, Stage.READY, Stage.LET_THROUGH, Stage.OUTSIDE, Stage.CLEARED)


@rule("L3.6", source=FRAMEWORK + ": a draft enters the sample once")
def may_be_marked_ready(
    *, stage: str, status: str, is_newest: bool, has_writer: bool, earlier_is_drawn: bool
) -> Decision:
    """A draft is said to be ready once, in its newest version, while no earlier version is with a moderator."""
    if status != "draft":
        return Decision(False, "Only a draft enters the draw.")
    if stage != Stage.DRAFTING:
        return Decision(False, "That was said of this version already.")
    if not is_newest:
        return Decision(False, "There is a newer version. Say it of that one.")
    if earlier_is_drawn:
        return Decision(
            False, "An earlier version is with its moderator. This one waits: its changes are looked at then."
        )
    if not has_writer:
        return Decision(False, "Nobody is named as this plan’s casework officer. Name the officer first.")
    return Decision(True)


@rule("L3.7", source="Golden Thread, decision 2: not back in time")
def may_be_released(*, stage: str, earlier_is_drawn: bool) -> Decision:
    """A draft that is not moderated in time may be released by the quality lead, with a reason that is kept and counted.

    Reading taken: only a draft that waits for its moderation, or the newer version that waits behind it.
    """
    if stage == Stage.DRAWN or (stage == Stage.DRAFTING and earlier_is_drawn):
        return Decision(True)
    return Decision(False, "It does not wait for a moderation, so there is nothing to release.")


def let_out_by(clearances: Sequence[Given]) -> Given | None:
    """What opened the gate, which has stood open ever since; None while it is shut.

    They come in the order in which they were written. What was held and lifted again is open since it was lifted.
    """
    opened: Given | None = None
    for number, given in enumerate(clearances, 1):
        if not may_be_served(Stage.CLEARED, clearances[:number]):
            opened = None
        elif opened is None:
            opened = given
    return opened
