"""What must hold before a draft goes out, and whose plan a file is: sentences of the framework and the law.

Pure functions on plain values: no database, no clock. A rule answers; the verb decides what to refuse.
"""

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ehcp.clock.timescales import REGULATIONS, representations
from ehcp.rulebook import rule
from goldenthread.permissions import Decision
from goldenthread.plans.stages import Stage

FRAMEWORK = "QA Framework 2025, Level 3, first activity"

# --- The gate ---------------------------------------------------------------------------------

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


# --- Days -------------------------------------------------------------------------------------


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


@rule("P.1", source="Golden Thread, what a date may say")
def serve_day(
    on: dt.date, *, today: dt.date, let_out_on: dt.date | None, how: str = "", requested_on: dt.date | None
) -> Decision:
    """The day of service is a day that has come, not before the draft was let out, nor before the plan was asked for.

    Reading taken: let out is let through by the draw, found to be outside it, cleared or released, on the day on which
    that was done. After a hold that was lifted it is the day of the lifting.
    """
    if on > today:
        return Decision(False, "The day of service cannot be in the future.")
    if requested_on is not None and on < requested_on:
        return Decision(False, f"The plan was asked for on {_day(requested_on)}, so no draft was served before it.")
    if let_out_on is not None and on < let_out_on:
        done = LET_OUT.get(how, "let out")
        return Decision(False, f"The day of service cannot be before {_day(let_out_on)}, when the draft was {done}.")
    return Decision(True)


@rule("P.5", source="Golden Thread, what a date may say")
def service_may_be_corrected(*, was: dt.date, to: dt.date) -> Decision:
    """A wrong day of service is put right, with a reason, only by another day than the recorded one."""
    if was == to:
        return Decision(False, f"{_day(was)} is the day that is recorded already.")
    return Decision(True)


@rule("reg 13(1): final", source=f"{REGULATIONS} 13(1)(a); 22(2)(c) for amended plans")
def final_day(on: dt.date, *, today: dt.date, served_on: dt.date | None) -> Decision:
    """A plan is made final only after the family's fifteen days are over, counted from the day the draft was served.

    Reading taken: calendar days, the day of service is the first, so the earliest day is the day of service + 15.
    """
    if served_on is None:
        return Decision(False, "No draft of this plan has been served, so it cannot be made final.")
    if on > today:
        return Decision(False, "The day cannot be in the future.")
    first = representations(served_on).may_be_final_from
    if on < first:
        return Decision(
            False,
            f"The family has fifteen days from {_day(served_on)}, so the plan may be made final from {_day(first)}.",
        )
    return Decision(True)


@rule("reg 13(1): final, after a correction", source=f"{REGULATIONS} 13(1)(a); 22(2)(c) for amended plans")
def final_day_stands(final_on: dt.date, *, served_on: dt.date) -> Decision:
    """A day of service is not corrected to one from which the plan would have been made final too early."""
    first = representations(served_on).may_be_final_from
    if final_on < first:
        return Decision(
            False,
            f"The plan was made final on {_day(final_on)}. Served on {_day(served_on)} it could be made final only from "
            f"{_day(first)}.",
        )
    return Decision(True)


def _day(day: dt.date) -> str:
    return f"{day.day} {day:%B %Y}"


# --- Whose plan a file is ---------------------------------------------------------------------

_REFERENCE = re.compile(r"(?<![A-Z0-9])([BCDFGHJKLMNPQRSTVWXZ2-9]{4})[-_ ]?([BCDFGHJKLMNPQRSTVWXZ2-9]{3})(?![A-Z0-9])")
_WORDS = re.compile(r"[A-Z0-9]+")
# A shorter number could be a day, a page, a version. A longer one may still be a date.
SHORTEST_NUMBER, SHORTEST_WORD, MOST_WORDS = 5, 4, 4
_DATE = re.compile(r"(?:(?:19|20)\d{6}|\d{4}(?:19|20)\d{2})\Z")


@dataclass(frozen=True)
class Known:
    """A plan as a file name may name it. `case_ids` are the case system's ids of plan and child."""

    plan: int
    reference: str
    case_ids: tuple[str, ...] = ()


@rule("P.2", source="Golden Thread, files are matched by reference")
def plan_of_file_name(name: str, plans: Iterable[Known]) -> tuple[int | None, str]:
    """A file goes to a plan by itself only where its name says one reference, or one case-system id, and no other.

    Gives (plan, "") or (None, a sentence that says why not). Our own reference decides before a case-system id. Ids
    of fewer than five digits, and numbers that may be a date, prove nothing and are not taken.
    """
    upper = unicodedata.normalize("NFKC", name).rsplit(".", 1)[0].upper()
    plans = list(plans)
    said = {f"{a}-{b}" for a, b in _REFERENCE.findall(upper)}
    found = {known.plan for known in plans if known.reference in said}
    if not found:
        words = possible_ids(upper)
        found = {known.plan for known in plans if any(_bare(case_id) in words for case_id in known.case_ids if case_id)}
    if len(found) == 1:
        return found.pop(), ""
    if found:
        return None, "Its name fits several plans. Say which one it is."
    if guess := guess_of_file_name(name, plans):
        return None, guess.why_unsure
    return None, "Its name holds no reference or case number of a plan here. Say which plan it is."


@dataclass(frozen=True)
class Guess:
    """A plan that a file name may mean, and the number in it that is too short to be sure."""

    plan: int
    number: str

    @property
    def why_unsure(self) -> str:
        if len(self.number) < SHORTEST_NUMBER:
            return f"{self.number} is too short to be sure."
        return f"{self.number} could be a date, so it is not sure."


@rule("P.6", source="Golden Thread, files are matched by reference")
def guess_of_file_name(name: str, plans: Iterable[Known]) -> Guess | None:
    """A number of fewer than five digits, or one that may be a date, is asked about where it is one plan's case number.

    Reading taken: a file is never filed by it alone, because it could be a day, a page or a version.
    """
    upper = unicodedata.normalize("NFKC", name).rsplit(".", 1)[0].upper()
    unsure = {word for word in _WORDS.findall(upper) if word.isdigit()}
    found = {
        Guess(known.plan, _bare(case_id)) for known in plans for case_id in known.case_ids if _bare(case_id) in unsure
    }
    return found.pop() if len({guess.plan for guess in found}) == 1 else None


def possible_ids(name: str) -> set[str]:
    """What a file name (in capitals) might say as an id: its words, and neighbours joined ("SB", "4100" -> SB4100)."""
    words = _WORDS.findall(name)
    found: set[str] = set()
    for start in range(len(words)):
        for end in range(start + 1, min(start + MOST_WORDS, len(words)) + 1):
            joined = "".join(words[start:end])
            if joined.isdigit():
                if end - start == 1 and len(joined) >= SHORTEST_NUMBER and not _DATE.match(joined):
                    found.add(joined)
            elif len(joined) >= SHORTEST_WORD and any(character.isdigit() for character in joined):
                found.add(joined)
    return found


def _bare(case_id: str) -> str:
    return "".join(_WORDS.findall(case_id.upper()))


def shown_name(name: str) -> str:
    """A file's name as a page may show it: no path, no control or direction characters, at most 255 characters."""
    name = re.split(r"[\\/]", name)[-1]
    kept = "".join(c for c in name if unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))
    kept = " ".join(kept.split())
    if len(kept) > 255:
        stem, dot, ending = kept.rpartition(".")
        kept = f"{stem[: 250 - len(ending)]}…{dot}{ending}" if dot and len(ending) <= 8 else kept[:255]
    return kept or "a file without a name"


# --- The right child --------------------------------------------------------------------------


@dataclass(frozen=True)
class Named:
    """A name as the register has it."""

    first: str
    last: str

    @property
    def whole(self) -> str:
        return f"{self.first} {self.last}".strip()


@rule("P.3", source="Golden Thread, the right child: names are looked at before a plan leaves the building")
def names_this_child(text: str, child: Named) -> bool:
    """A plan says the name of its own child: the first name as the register has it, at least once."""
    return _says(text, child.first) if child.first else _says(text, child.last)


@rule("P.4", source="Golden Thread, the right child: names are looked at before a plan leaves the building")
def other_children_named(text: str, others: Sequence[Named]) -> list[Named]:
    """A plan does not say another child's whole name.

    Reading taken: first and last name together, so that a sister, a friend or a teacher who shares one of them does
    not count. A brother or sister may rightly be named, so this asks somebody to look and refuses nothing.
    """
    return [other for other in others if other.first and other.last and _says(text, other.whole)]


def _says(text: str, name: str) -> bool:
    pattern = r"\s+".join(re.escape(word) for word in name.split())
    return re.search(rf"(?<!\w){pattern}(?!\w)", text, re.IGNORECASE) is not None
