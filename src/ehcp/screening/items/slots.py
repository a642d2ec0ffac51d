"""Which words fill a slot: what a column or a "Who:" line gives, or what stands in the item's own words."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ehcp.screening.item import Slot
from ehcp.screening.items.measures import BY, DATE_ALONE, DURATION, FREQUENCY, NUMBER, RATIO
from ehcp.screening.items.roles import body, roles

# A length that says when, not how long: "after every 20 minutes", "within two hours", "every two hours".
_NOT_DURATION = re.compile(
    r"\b(?:every|each|within|after|after each|after about|than|beyond|last|first|past|under|next|over|lasts?|the last|"
    r"before|by|passes|gone on for|goes on for|steps of|pieces of)\s\Z"
)
_SIMPLY_MORE = re.compile(
    r"\b(?:no|not) (?:less|more|fewer) than\s\Z|\bfor (?:over|under|just under|just over|only)\s\Z"
)
# Alone is a goal as often as a ratio: "until he can work on his own".
_GOAL = re.compile(
    r"\b(?:until|so that|can|able to|learns? to|use|room|to|for|work|works|working|independently or|do it|manage|this)\s\Z|"
    r"\b(?:can|able to|learns? to|until (?:he|she|they)) [a-z]+ (?:[a-z]+ )?\Z"
)
_STAFF = frozenset(
    """all any the a an other school class key trained familiar named suitably suitable appropriate appropriately qualified
    skilled member members of teaching support known trusted experienced staff adult adults people person everyone someone
    one two three four both several some setting home parent parents family college centre day and or with who know knows him her them working education
    professional professionals subject curriculum department agreed college's be residential care unit ward bank agency centre""".split()
)
_NO_ANSWER = re.compile(
    r"\A\W*(?:regular|as (?:and when|needed|required|appropriate|above|necessary|often|advised|timetabled)|when(?:ever)? (?:needed|"
    r"necessary|required|appropriate|possible)|ongoing|on-going|continu|to be |tbc|tba|not (?:yet|known)|n/?a\b|none\b|where|"
    r"frequent|often|sometimes|various|varies|flexib|until\b|for as long|depend|if\b|\[|x+\b|see |at (?:the )?(?:school'?s?|staff)|"
    r"in line|according|subject to|\?|\.\.|all (?:who|staff|adults|those|teach)|every(?:one|body)\b|whoever|any(?:one|body)\b|some(?:one|body)\b|"
    r"an? (?:outside|external|suitable|appropriate|available|trained|qualified) (?!teacher)[a-z]+\W*\Z|.{0,40}\b(?:to be|not yet) (?:named|appointed|confirmed|found|recruited|agreed)|usual|normal|from time|small groups?\W*\Z|groups?\W*\Z|some\b|throughout|-\W*\Z)"
)


@dataclass(slots=True)
class Field:
    """A stretch that a column heading or a "Who:" line says is for one slot (or several, for "amount")."""

    slot: str
    start: int
    end: int


# "A few short bursts each week": how many is left open.
_UNCOUNTED = re.compile(
    r"\b(?:few|several|some|various|number of|handful of|couple of|many) (?:(?!hours?\b|minutes?\b)[a-z-]+ ){1,2}\Z"
)


def first(pattern: re.Pattern[str], low: str, start: int, end: int) -> tuple[int, int] | None:
    found = pattern.search(low, start, end)
    while (
        found is not None
        and pattern is FREQUENCY
        and _UNCOUNTED.search(low, max(start, found.start() - 40), found.start())
    ):
        found = pattern.search(low, found.end(), end)
    if found is None:
        return None
    begins = _begun(low, found.start())
    if pattern is FREQUENCY:
        begins = widened(low, begins, start)
    return begins, _trimmed(low, begins, found.end())


def _trimmed(low: str, start: int, end: int) -> int:
    while end > start and low[end - 1] in " ,;:\n":
        end -= 1
    return end


_LEFT = re.compile(
    r"(?:\b(?:in|with|for|and|a|an|small|mixed|up to|no more than|not more than|a maximum of|at most|between|groups of|at the (?:start|end|beginning) of|on|after|"
    r"before|during|in all|for all|once|twice|the) ){1,4}\Z"
)


def widened(low: str, begins: int, start: int) -> int:
    """Where the words begin that belong to a measure: "in a small | group of four", "at the start of | each lesson"."""
    found = _LEFT.search(low, max(start, begins - 40), begins)
    return found.start() if found else begins


def _begun(low: str, start: int) -> int:
    while low[start] in " ,":
        start += 1
    return start


def ratio(low: str, start: int, end: int) -> tuple[int, int] | None:
    for found in RATIO.finditer(low, start, end):
        begins = found.start()
        is_alone = found[0].endswith((" own", "self", "selves", "alone")) and not found[0].startswith("with")
        if is_alone and _GOAL.search(low, max(start, found.start() - 28), found.start()):
            continue
        return widened(low, begins, start), _trimmed(low, begins, found.end())
    return None


def duration(low: str, start: int, end: int) -> tuple[int, int] | None:
    for found in DURATION.finditer(low, start, end):
        ahead = low[max(start, found.start() - 24) : found.start()]
        if _NOT_DURATION.search(ahead) and not _SIMPLY_MORE.search(ahead):
            continue
        return _begun(low, found.start()), _trimmed(low, found.start(), found.end())
    return None


_PROVIDED = re.compile(
    r"\b(?:provided|delivered|given|led|run|taught|carried out|supplied|offered) by (?=[a-z])(?!means|[a-z]+ing\b)([^,.;:()\n]{3,70})"
)


# Who advised it does not give it.
_ADVISES = re.compile(
    r"\b(?:advised|recommended|directed|suggested|requested|identified|specified|trained|signed off|drawn up|written|overseen) by \Z"
)


def who(low: str, capitals: str, start: int, end: int) -> tuple[int, int] | None:
    """A role; failing that, whoever the words "provided by" name, unless it is staff at large."""
    for begins, finish in roles(low, capitals, start, end):
        if not _ADVISES.search(low, max(start, begins - 24), begins):
            return begins, finish
    gives = body(low, start, end)
    if gives is not None:
        return gives
    for found in _PROVIDED.finditer(low, start, end):
        words = _WORD.findall(found[1])
        if not _STAFF.issuperset(words) and "staff" not in words and "adult" not in words and _is_answer(found[1]):
            return found.start(1), _trimmed(low, found.start(1), found.end(1))
    return None


_GIVEN_BY = re.compile(r"\b(?:by|from|with|via|through|run|led|deliver[a-z]*|provide[a-z]*)\b[^.;]{0,30}\Z")
_DOES = re.compile(r"[^.;]{0,40}?\b(?:will|trains?|teaches|gives?|leads?|delivers?|runs?|shows?|provides?|to)\b")


# "Teaching assistants will be trained": they receive it.
_IS_TRAINED = re.compile(
    r",? (?:(?:who [a-z ]{2,30}|in [a-z0-9 ]{2,20}) )?(?:will |to |should |must |is |are |need to |needs to |have |has )*(?:(?:all|also|each) )?"
    r"(?:be |being |been )?(?:trained|taught|shown|attend|attends|receives?|have training|completes?|undertakes?|does|do|go on|had training)\b"
)


def trainer(low: str, capitals: str, start: int, end: int) -> tuple[int, int] | None:
    """Who gives training: not those who receive it ("training for the class teacher")."""
    for begins, finish in roles(low, capitals, start, end):
        ahead = low[max(start, begins - 40) : begins]
        if _IS_TRAINED.match(low, finish, end):
            continue
        if begins - start <= 4 and low[finish : finish + 9] != " training":
            return begins, finish
        if _GIVEN_BY.search(ahead):
            return begins, finish
        if not re.search(
            r"\b(?:for|all|to|of|train|teach|training|show|both|and)\b[^.;]{0,25}\Z", ahead
        ) and _DOES.match(low, finish, end):
            return begins, finish
    return None


def from_field(field: Field, slot: str, low: str, capitals: str) -> tuple[int, int] | None:
    """The words in a field that fill its slot. Who and ratio may be in words of the plan's own ("Kit and one other")."""
    start, end = field.start, _trimmed(low, field.start, field.end)
    words = low[start:end].strip(" .")
    if slot == "who":
        named = who(low, capitals, start, end)
        return named or ((start, end) if _is_answer(words) and not _STAFF.issuperset(_WORD.findall(words)) else None)
    if slot == "frequency":
        return first(FREQUENCY, low, start, end)
    if slot == "duration":
        return duration(low, start, end)
    if slot == "ratio":
        found = first(RATIO, low, start, end) or _group_size(low, start, end)
        # "Corey and Lisa" names those present: no number, no ratio.
        is_size = field.slot == slot and _is_answer(words) and " " in words and _TELLS_SIZE.search(words)
        return found or ((start, end) if is_size else None)
    return first(BY, low, start, end) or first(DATE_ALONE, low, start, end)


_TELLS_SIZE = re.compile(
    rf"\b(?:{NUMBER}|whole|all|class|form|full|alone|own|individual\w*|pairs?|ones?|size|max\w*|none|no)\b"
)
_WORD = re.compile(r"[a-z'-]+")
_SIZE = re.compile(
    rf"\A\W*(?:up to |max(?:imum)?(?: of)? |no more than )?{NUMBER}\b(?: ?(?:-|to|or) ?{NUMBER}\b)?|\A\W*(?:individual|pairs?)\b"
)


def _is_answer(words: str) -> bool:
    return 2 < len(words) <= 120 and not _NO_ANSWER.match(words)


def _group_size(low: str, start: int, end: int) -> tuple[int, int] | None:
    found = _SIZE.match(low[start:end])
    return (start + found.start(), start + found.end()) if found else None


def slot_of(plan_text: str, place: tuple[int, int] | None) -> Slot | None:
    return None if place is None else Slot(plan_text[place[0] : place[1]], place[0], place[1])
