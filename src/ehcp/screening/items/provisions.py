"""Provision of F, G and H: what a line gives, and the sentences and clauses that give something more."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from ehcp.screening.item import Kind
from ehcp.screening.items import prose, wording
from ehcp.screening.items.form_cues import starts_with_a_thing
from ehcp.screening.items.lines import Line
from ehcp.screening.items.measures import FREQUENCY
from ehcp.screening.items.roles import roles
from ehcp.screening.items.slots import duration, first

if TYPE_CHECKING:
    from ehcp.screening.items.making import Walk

_INTRO = re.compile(r":\s*\Z")
NO_VERB = re.compile(
    r"\b(?:is|are|will|has|have|to|can|must|should|be|gives?|uses?|works?|sees?|access|regular|support|daily|weekly|opportunit\w+|help|input|\d)\b"
)
_WORD = re.compile(r"[a-z0-9]+")
_OF_MEASURES = frozenset(
    """for at in on a an the each every and about up to least once twice daily weekly fortnightly monthly termly per day days
    week weeks month months term terms half hour hours minute minutes min mins time times one two three four five six ten
    twenty thirty forty individually individual alone session sessions morning mornings afternoon afternoons school
    monday tuesday wednesday thursday friday""".split()
)
# A paragraph of one sentence about what the one above it gives: "This is reviewed each term".
_OF_IT = re.compile(r"\A\W*+(?:this|it) (?:is|will|takes|happens|should|must)\b")
_TRAINS = re.compile(
    r"\b(?:(?:trains?|will train|to train|is to train|(?:is|are|be) trained) (?!to\b)|"
    r"(?:shows?|teaches|teach|show) (?:(?:the|all|her|his|their|other) )?(?:[a-z]+ )?(?:staff|team|adults|teachers|assistants|parents|carers|escorts?|drivers?)\b)"
)
_TRAINING = re.compile(r"\btrain(?:s|ed|ing)?\b")
# "Extra help where possible": no verb, and nothing but an offer left open.
_OFFER = re.compile(
    r"\A\W*+(?!(?:this|that|these|it|as|when|where)\b)(?:[a-z'-]+ ){1,9}?(?:as (?:and when )?(?:required|needed|appropriate|necessary)|(?:where|when|if|wherever) (?:possible|appropriate|needed|necessary|available)|from time to time)\W*\Z"
)
# A sentence without a verb that begins with what is given.
_OF_SUPPORT = re.compile(
    r"\A\W*+(?:support|help|access|input|training|advice|therapy|counselling|mentoring|transport|respite|supervision|extra|additional|opportunit(?:y|ies)) "
)
_ESCORT = re.compile(
    r"\A\W*+(?:an?|the) (?:[a-z'-]+ ){1,6}?(?:takes|brings|drives|fetches|collects|accompanies) (?:him|her|them|[a-z'-]+) (?:there|home|to |back|from )"
)
_READ_BY = re.compile(
    r"\A\W*+(?:an?|the|his|her|their) (?:[a-z'-]+ ){1,5}?(?:is|are) (?!reviewed|measured)[a-z]+ by (?:an?|the|mr|mrs|ms|miss|dr) "
)
_GOES_WITH = re.compile(
    r"\b(?:reviewed|repeated|recorded|updated|adjusted|increased|reduced|changed|longer|more often|less often)\b"
)
_WITH_TITLE = re.compile(r"(?:mr|mrs|ms|miss|dr|professor) [a-z'-]+")
# "..., and the school nurse trains eight adults each September": another person does another thing.
_CLAUSE = re.compile(
    r"(?:, and|;) (?=(?:the|a|an|his|her|their|mr|mrs|ms|miss|dr) [a-z]|(?:he|she|they) (?:also )?trains? )"
)
_ACTS = re.compile(
    r"[^.;]{0,40}?\b(?:will|sees|trains?|teaches|visits|works|runs|leads|gives|takes|treats|meets|rings|goes|comes)\b"
)


_HISTORY = re.compile(r"\b(?:was|were|has been|have been|had)\b")


def read_provision(walk: Walk, line: Line, start: int, label: str) -> None:
    """What one line gives. A bullet is one item unless it gives two things that differ in act and in who or when."""
    low = walk.low[start : line.end]
    if _INTRO.search(low) and len(low) < 160 and not label:
        walk.current = None
        return
    current = walk.current
    if current is not None and not label and current.section == line.section and is_measure_alone(low):
        current.spans.append((line.start, line.end))
        return
    if label or line.block.number:
        for begins, finish in parts_of(walk, start, line.end):
            walk.add(line, begins, finish, Kind.PROVISION, label)
        return
    if low.rstrip()[-1:] not in ".;!?" and low.count(" ") < 6 and not NO_VERB.search(low):
        walk.take_heading(line, low)
        return
    if current is not None and (
        (current.label and wording.ADDS.match(low))
        or (current.section == line.section and _OF_IT.match(low) and ". " not in low)
    ):
        current.spans.append((line.start, line.end))
        return
    start = walk.after_area(start, line.end)
    for group in walk.grouped(start, line.end, partial(_is_new, walk)):
        if wording.is_nil(walk.low[group[0] : group[1]]):
            walk.current = None
            continue
        for begins, finish in _clauses(walk, *group):
            walk.add(line, begins, finish, Kind.PROVISION)


def is_measure_alone(low: str) -> bool:
    """Whether a line says nothing but how often, how long or with how many: "twice a week", "one to one"."""
    words = _WORD.findall(low)
    return 0 < len(words) <= 10 and all(word in _OF_MEASURES or word.isdigit() for word in words)


def parts_of(walk: Walk, start: int, end: int) -> list[tuple[int, int]]:
    """The items of a bullet or a cell: mostly one, with every sentence that says more of it."""
    return walk.grouped(start, end, partial(_is_another, walk))


def _is_new(walk: Walk, low: str, start: int, end: int, before: int) -> bool:
    """Whether a sentence of a paragraph gives something of its own: somebody does, or the child gets, something."""
    is_measured = _is_measured(walk, start, end)
    if wording.is_nil(low):
        return True
    if gives_more(walk, low, before, start) or prose.THERE_IS.match(low):
        return True
    if wording.ADDS.match(low) or prose.OF_THE_SAME.match(low):
        # "The programme is written by a therapist, who comes for an hour each term" gives the therapist's time as well.
        return (
            is_measured and _is_measured(walk, before, start) and _names_another(walk, start, end, before)
        ) or prose.ADVISED.match(low) is not None
    if prose.CHILD_GETS.match(low) or prose.ADULTS_DO.match(low) or prose.AT_A_SIGN.match(low):
        return True
    if is_measured and _is_measured(walk, before, start):
        return True
    if prose.THIRD.match(low):
        return prose.CHILD_HAS.match(low) is not None or prose.CHILD_DOES.match(low) is not None
    if is_measured and _names_another(walk, start, end, before):
        return True
    if is_measured and prose.TAKES_PLACE.match(low):
        return True
    if prose.ALSO.match(low) or starts_with_a_thing(low) or prose.STAYS.match(low):
        return True
    if prose.CONDITION.match(low):
        return False
    titled = _WITH_TITLE.match(low)
    if titled and first(FREQUENCY, walk.low, start, end):
        told = walk.low[before:start]
        return not told.startswith(titled[0]) and f". {titled[0]}" not in told
    actor = next(roles(walk.low, walk.plan.folded, start, min(end, start + 90)), None)
    if actor is not None and actor[0] - start < 45:
        # Somebody of whom the sentences before told goes on with the same, unless it takes a time of its own.
        return is_measured or walk.low[actor[0] : actor[1]] not in walk.low[before:start]
    return prose.WILL.search(low) is not None or prose.IS_GIVEN.match(low) is not None


def _names_another(walk: Walk, start: int, end: int, before: int) -> bool:
    """Whether a sentence names somebody of whom the sentences before it said nothing."""
    told = walk.low[before:start]
    return any(walk.low[a:b] not in told for a, b in roles(walk.low, walk.plan.folded, start, end))


def gives_more(walk: Walk, low: str, before: int, start: int) -> bool:
    """Whether a sentence trains adults where the one before did not, or is an offer left open and nothing else."""
    if _OFFER.match(low) or (_OF_SUPPORT.match(low) and not prose.FINITE.search(low)):
        return True
    return _TRAINS.search(low) is not None and _TRAINING.search(walk.low, before, start) is None


def _is_another(walk: Walk, low: str, start: int, end: int, before: int) -> bool:
    """Whether a sentence of a bullet gives a second thing, another in its act and in who or when."""
    if gives_more(walk, low, before, start):
        return True
    if wording.ADDS.match(low) or prose.MEASURES.search(low) or _GOES_WITH.search(low):
        return False
    name = walk.child
    if name and low.startswith(name + " "):
        return prose.CHILD_OWNS.match(low) is not None
    if prose.IS_GOT.match(low) or _ESCORT.match(low):
        return True
    return _READ_BY.match(low) is not None and first(FREQUENCY, walk.low, start, end) is not None


def _clauses(walk: Walk, start: int, end: int) -> list[tuple[int, int]]:
    """A sentence in which a second person does a second thing, at a time of its own or to other people."""
    for comma in _CLAUSE.finditer(walk.low, start, end):
        begins = comma.end()
        rest = walk.low[begins:end]
        actor = (
            _WITH_TITLE.match(rest)
            or _TRAINS.search(rest[:20])
            or next(roles(walk.low, walk.plan.folded, begins, min(end, begins + 60)), None)
        )
        if actor is None or not _ACTS.match(rest) or _HISTORY.search(walk.low, start, comma.start()):
            continue
        if first(FREQUENCY, walk.low, begins, end) is not None or _TRAINS.search(rest):
            return [(start, comma.start()), (begins, end)]
    return [(start, end)]


def _is_measured(walk: Walk, start: int, end: int) -> bool:
    """Whether a stretch says both how often and how long."""
    return first(FREQUENCY, walk.low, start, end) is not None and duration(walk.low, start, end) is not None
