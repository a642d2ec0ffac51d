"""Finds vague words in provision, and says what would have made each of them clear."""

from __future__ import annotations

import re
from functools import cache

from ehcp.screening.checks._vague_families import in_families
from ehcp.screening.checks._vague_kinds import HOW_LONG, HOW_MANY, HOW_MUCH, HOW_OFTEN, WHAT, WHETHER, WHO
from ehcp.screening.words import entries, pattern_of

# What the words leave open: the list they come from.
_LISTS = {
    "vague_how_often": HOW_OFTEN,
    "vague_how_long": HOW_LONG,
    "vague_how_many": HOW_MANY,
    "vague_how_much": HOW_MUCH,
    "vague_who": WHO,
    "vague_whether": WHETHER,
    "vague_what": WHAT,
    "not_vague": "",
}
# Words for anybody: vague only where somebody is asked for and nobody is named.
ANYBODY = (
    "staff ",
    "adults ",
    "an adult",
    "the adult",
    "another adult",
    "school staff",
    "nursery staff",
    "college staff",
    "class staff",
)

# "Staff", "a trained adult": somebody is missing, which has a finding of its own; nothing else is left open.
PLAIN = re.compile(
    r"(?:an?|the|all|another|any|one)? ?(?:(?:school|nursery|college|class|base|setting|trained|key|familiar|known|support) )?(?:staff|adults?|key ?worker|member of staff)"
    r"(?: (?:are|is|will|from|in|to|should|can|who))?"
)
# "For as long as she needs; it ends when ...": then it is said what ends it. What the child alone decides needs no end.
ENDS = re.compile(
    r"\b(?:end(?:s|ed|ing)?|stop(?:s|ped)?|over|finish(?:es|ed)?|back|until|until then) (?:when|once|as soon as|if|[a-z]+ (?:is|has|can|looks|says|gives|shows))\b|\buntil\b"
)
# A stage of school has an end.
STAGE = re.compile(
    r"(?:for )?as long as (?:he|she|they|[a-z]+) (?:is|are|remains?|attends?|goes) (?:in|at|on|to|[a-z]+ school)\b"
)
CHILD_DECIDES = re.compile(r"as long as (?:he|she|they) (?:wants?|likes?|wish(?:es)?|chooses?|choose)\b")
_COUNT = (
    r"(?:\d{1,3}(?:\.\d{1,2})?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|forty"
    r"|half|an?)"
)
_SPAN = (
    r"(?:lesson|session|day|morning|afternoon|week|fortnight|month|term|half term|year|visit|break|playtime|meal|hour)"
)
OFTEN = re.compile(
    r"\b(?:once|twice|\d{1,2} ?x|x ?\d{1,2}|(?:\d{1,2}|two|three|four|five|six|seven|eight|ten) times"
    rf"|(?:each|every|per|all|both|an?) (?:[a-z0-9]{{1,9}} ){{0,2}}{_SPAN}s?"
    r"|daily|hourly|(?:weekly|fortnightly|monthly|termly|half[- ]termly|yearly|annually)|at all times|always"
    r"|on (?:mon|tues|wednes|thurs|fri|satur|sun)days?|at \d{1,2}(?:[.:]\d\d| ?[ap]m|,| and \d)|p\.?w)(?!\w)"
)
LONG = re.compile(rf"\b{_COUNT}[- ](?:and a half |full )?(?:minutes?|mins?|hours?|hrs?|days?)\b|\bquarter of an hour\b")
MANY = re.compile(
    r"\b(?:\d:\d{1,2}|one[- ]to[- ]one|individual(?:ly)?|alone"
    r"|(?:of|with|than|to) (?:up to |at most )?(?:\d{1,2}|two|three|four|five|six|seven|eight|nine|ten|twelve)"
    r"|(?:two|three|four|five|six|seven|eight|\d{1,2}) (?:other )?(?:children|pupils|peers|students|adults))\b"
)
AT_LEAST = re.compile(r"\b(?:at least|no fewer than|no less than|not less than|a minimum of|or more)\b")
# "Up to five hours" may be none; "up to 3 children" is the size of a group.
UP_TO = re.compile(rf"up to(?<!\wup to) {_COUNT}[- ](?:hours?|minutes?|mins?|sessions?|times|days|visits|weeks)\b")
# "Will support Odette in lessons": with nothing more, what is done is anybody's guess.
WILL_SUPPORT = re.compile(
    r"support (?:(?<= will support )|(?<= to support ))[a-z'-]{2,20}(?= (?:in|with|at|during|throughout|across"
    r"|around)\b)"
)
JUST_SUPPORT = re.compile(r"(?:[\w:'/-]+ ){0,8}support(?=[,.]|$)")
# "Support during break and lunch": a line that opens with help of no kind in particular.
OPENS_WITH_SUPPORT = re.compile(
    r"(?:[a-h]?[\d.]{1,5}[.)]? )?(?:adult |staff )?(?:support|assistance|help|guidance) (?:with|during|in|at|throughout|across|around)\b"
)
# "On what might change": how the world may turn out is told to the child; nothing is promised.
TOLD = re.compile(r"\b(?:what|how|who|which|where|why|things|anything|that|words|because|if) (?:[a-z'-]+ ){0,3}\Z")
# A trigger, and somebody named who judges it: then it is settled who says whether.
DECIDER = re.compile(r"\b(?:decides|decide when|judges|who decides|will decide (?:when|whether)|decision is made by)\b")


@cache
def _known() -> tuple[re.Pattern[str], dict[str, str]]:
    kinds: dict[str, str] = {}
    for name, leaves_open in _LISTS.items():
        kinds.update((entry.replace("-", " "), leaves_open) for entry in entries(name))
    return pattern_of(kinds), kinds


def vague_words(lowered: str, start: int, end: int) -> list[tuple[int, int, str]]:
    """Where vague words stand in a stretch of lower case text, and what each leaves open."""
    pattern, kinds = _known()
    found, clear = [], []
    for words in pattern.finditer(lowered, start, end):
        leaves_open = kinds[words.group().replace("-", " ")]
        if leaves_open:
            found.append((words.start(), words.end(), leaves_open))
        else:
            clear.append(words.span())
    for begins, ends, leaves_open in in_families(lowered, start, end):
        # "At times when", "someone who": what the list calls clear no family calls vague.
        if not any(begins < stop and first < ends for first, stop in clear):
            found.append((begins, ends, leaves_open))
    found.extend((words.start(), words.end(), HOW_MUCH) for words in UP_TO.finditer(lowered, start, end))
    found.extend((words.start(), words.end(), HOW_MUCH) for words in WILL_SUPPORT.finditer(lowered, start, end))
    return sorted(found)


@cache
def names_nobody() -> frozenset[str]:
    """Whole cells and lines that stand where a role should, and name none."""
    return frozenset(entries("vague_who_alone"))
