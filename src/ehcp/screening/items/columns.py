"""What a column or a line such as "Who: ..." says it holds."""

from __future__ import annotations

import re

LONGEST_HEADING = 70

# In the order in which they are tried: "by whom" before "by when", "who needs to do it" before "needs".
_ROLES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (role, re.compile(words))
    for role, words in (
        ("outcome", r"\bsection e\b"),
        ("provision", r"\bsections? [fgh]\d?\b"),
        ("need", r"\bsections? [bcd]\b"),
        (
            "amount",
            r"how often (?:and|&|/) (?:for )?how long|how much(?: and how often)?|frequency (?:and|&|/) (?:duration|length)|how long (?:and|&) how often|amount|dosage|when and (?:for )?how long",
        ),
        (
            "ratio",
            r"ratio|\bgroup\b|group size|one to one|1:1|individual or|how many (?:children|pupils)|with how many|with whom|alone or|size of|grouping",
        ),
        (
            "who",
            r"\bwho\b(?! (?:it is for|is it for))|by whom|\blead\b|led by|provider|delivered by|delivery by|provided by|given by|responsib|\bstaff(?:ing)?\b|from whom|\bagency|\bservice\b|\bperson\b|carried out by|taught by|\brole\b|\badults?\b",
        ),
        ("frequency", r"how often|frequency|how regularly|times (?:a|per) week|which days|\bdays?\b|\boften\b"),
        (
            "by",
            r"by when|target date|\Adate\Z|date due|achieve by|to be achieved|time ?scale|\bdeadline|achieved? by|when by|date for|to be met by|end date|timeframe|by the end of",
        ),
        ("duration", r"how long|duration|length|\bhours\b|\bminutes\b|\btime each|each time|session time"),
        (
            "review",
            r"review|monitor|how will (?:we|it|this)|measured|checked|success|evidence|how we will know|evaluat|progress",
        ),
        ("steps", r"\bsteps?\b|short[- ]term|milestone|targets?\b"),
        (
            "serves",
            r"\blinks? to|linked to|\bfor which|which (?:outcome|need)|outcomes? (?:no|number|met|supported|it)|needs? (?:no|number|met)|\boutcomes? (?:ref|link)|\Asupports?:?\Z|\Afor:?\Z|\Ameets?\b|\Aoutcomes?/needs?|reference|helps? with outcome",
        ),
        ("strengths", r"strength|can do|do(?:es)? well|good at|going well|already"),
        ("area", r"\barea\b|categor"),
        ("need", r"\bneeds?\b(?! help)|difficult|barrier|finds? hard|\bhard\b"),
        ("outcome", r"outcome|achieve|will be able|\bgoal"),
        (
            "provision",
            r"provision|support|what (?:will|is|we|happens|must|he|she|i)|intervention|\bhelp\b|strateg|programme|resources|equipment|activity|\bwhat\b|\bneeded\b|approach",
        ),
        ("frequency", r"\bwhen\b"),
        ("duration", r"\btime\b"),
        ("place", r"\bwhere\b|setting|location|\bcost\b|fund"),
        ("why", r"\bwhy\b|reason|purpose|\baim\b|source|advice"),
        ("number", r"\A(?:no\.?|ref\.?|number|#|)\Z"),
    )
)
SLOT_ROLES = frozenset(("who", "frequency", "duration", "ratio", "by", "amount"))
KINDS = {"need": "need", "outcome": "outcome", "provision": "provision"}


def column_role(low: str) -> str | None:
    """The role of a column or key by its heading in small letters, or None for words that say nothing of it."""
    words = low.strip(" .:?*")
    if len(words) > LONGEST_HEADING:
        return None
    for role, pattern in _ROLES:
        if pattern.search(words):
            return role
    return None


_LINE_KEYS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (role, re.compile(words))
    for role, words in (
        (
            "who",
            r"who\b.{0,30}|by whom|(?:the )?lead(?: person| professional)?|led by|delivered by|delivery|provided by|provider|staff(?:ing)?|given by|from whom|by|person.{0,24}|responsib.{0,24}|(?:lead )?agency|taught by|carried out by",
        ),
        (
            "amount",
            r"how much.{0,24}|how often and (?:for )?how long|frequency and (?:duration|length)|amount|when and (?:for )?how long|hours|time and frequency",
        ),
        ("frequency", r"how often|frequency|when|times?|days?|how regularly|which days"),
        (
            "duration",
            r"(?:for )?how long.{0,16}|duration|length.{0,16}|session (?:length|time|duration)|minutes|time each.{0,8}|length of (?:each )?(?:session|time)",
        ),
        (
            "ratio",
            r"ratio.{0,16}|1:1 or group.{0,8}|group|group(?:ing| size)|size(?: of group)?|one to one or group.{0,8}|individual or group.{0,8}|numbers?|with whom|alone or.{0,16}|how many.{0,16}|adult ratio|staff(?:ing)? ratio",
        ),
        ("by", r"by when|target date|time ?scale|deadline|date(?: to be met)?|to be (?:met|achieved) by"),
        (
            "serves",
            r"for|supports?|links?(?: to| with)?|linked to|outcomes?|needs?|meets?|answers|serves|helps? with|to (?:meet|reach|support)|outcomes? (?:met|supported|it supports)|which (?:need|outcome)s?.{0,20}|(?:for|from) (?:need|outcome)s?",
        ),
        (
            "review",
            r"review(?:ed)?.{0,24}|monitor(?:ed|ing).{0,16}|how (?:we|it|this) will .{0,30}|measured by|evidence|success criteria|looked at(?: again)?",
        ),
        ("why", r"why|reason|purpose|because|aim"),
        ("place", r"where|place|setting|cost|funded by|funding"),
    )
)


def line_key(low: str) -> str | None:
    """The role of a key in front of a line ("Who: ..."): stricter than for a column, since prose has colons too."""
    words = low.strip(" .:?*()")
    for role, pattern in _LINE_KEYS:
        if pattern.fullmatch(words):
            return role
    return None
