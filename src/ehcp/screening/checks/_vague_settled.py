"""What would have made vague words clear, said beside them in the same sentence, item or row."""

from __future__ import annotations

import re

from ehcp.screening.checks import _vague_words as vague
from ehcp.screening.item import Form, Item
from ehcp.screening.language import Range, Reading

ASKED = (Form.SESSION, Form.TRAINING)
# A piece of provision no longer than this is one thought: whatever it says is said of all of it.
_SHORT = 260


_NOW_AND_THEN = frozenset(
    ("now and then", "now and again", "from time to time", "occasionally", "periodically", "sometimes", "at times")
)

_COUNTS = re.compile(r"(?:an? )?(?:\w+ )?(?:number|handful|several|some|few|various|many|numerous|couple|proportion)\b")


def says(reading: Reading, item: Item | None, slot: str, sentence: Range, in_a_row: bool) -> bool:
    """Whether the item says it: anywhere in a row; in a paragraph within a sentence of the words, since beyond that it is
    said of something else.
    """
    said = item.slots.get(slot) if item is not None else None
    if said is None:
        return False
    if in_a_row or (item is not None and item.end - item.start < _SHORT):
        return True
    before = reading.sentence_at(max(sentence[0] - 2, 0))[0]
    after = reading.sentence_at(min(sentence[1] + 2, len(reading.text) - 1))[1]
    return before <= said.start < after


def may_stand_alone(said: str, leaves_open: str, item: Item | None) -> bool:
    """Whoever works with the child in a strategy need not be named; "suitably trained" promises training all the same."""
    return (
        leaves_open == vague.WHO
        and not said.startswith((*vague.ANYBODY, "appropriately", "suitably"))
        and item is not None
        and item.form is Form.STRATEGY
    )


def _without(lowered: str, start: int, end: int, others: list[Range]) -> str:
    """A stretch of text with the vague words in it taken out."""
    kept, at = [], start
    for begins, stops in sorted(others):
        if begins >= at and stops <= end:
            kept += [lowered[at:begins], "|"]
            at = stops
    return "".join((*kept, lowered[at:end]))


def is_settled(
    reading: Reading,
    words: Range,
    leaves_open: str,
    sentence: Range,
    item: Item | None,
    in_a_row: bool,
    others: list[Range],
) -> bool:
    """Whether the sentence, or another part of the same item or row, says what the words leave open.

    Other vague words of the sentence (`others`) settle nothing: "now and again" is not made good by "a few times a week".
    """
    lowered = reading.lowered
    said = lowered[words[0] : words[1]]
    around = f"{_without(lowered, sentence[0], words[0], others)} | {_without(lowered, words[1], sentence[1], others)}"
    often = vague.OFTEN.search(around) is not None
    long = vague.LONG.search(around) is not None
    if "as long as" in said and (
        vague.ENDS.search(around) or vague.CHILD_DECIDES.search(said) or vague.STAGE.match(lowered, words[0])
    ):
        return True
    if leaves_open == vague.WHAT:
        return False
    if leaves_open == vague.WHETHER:
        if said.startswith(("might", "could", "may")) and vague.TOLD.search(lowered, sentence[0], words[0]):
            return True
        # Somebody named decides, or there is a least amount.
        return vague.DECIDER.search(around) is not None or (
            vague.AT_LEAST.search(around) is not None and (often or long)
        )
    if said.startswith("up to"):
        return vague.AT_LEAST.search(around) is not None
    if in_a_row and words[0] == sentence[0] and leaves_open == vague.HOW_OFTEN and _COUNTS.match(said):
        # A cell that counts without a number is not made good by a day named in another.
        return often
    has_often = often or says(reading, item, "frequency", sentence, in_a_row)
    has_long = long or says(reading, item, "duration", sentence, in_a_row)
    if leaves_open == vague.HOW_OFTEN:
        # What adults do all the time may well be done throughout the day.
        is_strategy = item is not None and item.form not in ASKED
        if said in _NOW_AND_THEN and not in_a_row:
            # "The worker calls in now and then": how often the sentence before has something else says nothing of it.
            return often
        return has_often or (is_strategy and said.startswith(("throughout", "across")))
    if leaves_open == vague.HOW_LONG:
        return has_long
    if leaves_open == vague.HOW_MANY:
        return vague.MANY.search(around) is not None or says(reading, item, "ratio", sentence, in_a_row)
    if leaves_open == vague.HOW_MUCH:
        if "opportunit" in said:
            return often and long
        if item is not None and item.form in (Form.EQUIPMENT, Form.STRATEGY):
            return has_often
        return has_often and has_long
    if says(reading, item, "who", sentence, in_a_row):
        return True
    if vague.PLAIN.fullmatch(said.strip()) and item is not None and item.form in ASKED and not item.has("who"):
        return True
    if not said.startswith(vague.ANYBODY):
        return False
    # Adults who are trained need no name; whoever should work with the child does.
    return item is None or not (item.form is Form.SESSION or (item.form is Form.TRAINING and words[0] == sentence[0]))
