"""Words in provision that leave the amount, the person or the act open."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ehcp.screening.check import Check, Example, Hit, Severity
from ehcp.screening.checks import _vague_words as vague
from ehcp.screening.checks._vague_settled import ASKED, is_settled, may_stand_alone, says
from ehcp.screening.language import Range, Reading, reading_of

if TYPE_CHECKING:
    from ehcp.screening.plan_text import PlanText

SCOPE = ("F", "G", "H", "H1", "H2")
_NIL = ("no ", "none", "not ", "nothing", "n/a")
_TO_COME = frozenset(("tbc", "tba", "tbd", "to be confirmed", "to be agreed", "to be arranged", "to be advised"))
# What may stand beside the whole of a line: its number, a full stop.
_NUMBER = re.compile(r"\W*(?:[a-k]?\d(?:[\d.]{0,6}))?\W*")
_OUTCOME = re.compile(r"E\d{1,2}[.:)]?(?: |\Z)")
_SAYS = {
    vague.HOW_OFTEN: (
        "These words may leave open how often this happens.",
        'Say the number of times: "twice a week in term time" and not "regularly".',
    ),
    vague.HOW_LONG: (
        "These words may leave open how long it lasts.",
        'Say the length of each time: "for 25 minutes" and not "short sessions".',
    ),
    vague.HOW_MANY: (
        "These words may leave open how many children share the adult.",
        'Give the size: "in a group of no more than four" and not "in a small group".',
    ),
    vague.HOW_MUCH: (
        "These words may leave open how much the child will get.",
        'Say what is given, how often and for how long: "a teaching assistant reads with Odette for 15 minutes each '
        'school day" and not "access to extra support".',
    ),
    vague.WHO: (
        "These words may leave open who gives this, and what they need to know.",
        'Name the role and its training: "a teaching assistant who has done the two-day signing course".',
    ),
    vague.WHETHER: (
        "These words may leave open whether this happens at all.",
        'Say what sets it off and who decides: "each time Odette shows the red card"; or give a least amount.',
    ),
    vague.WHAT: (
        "These words may leave open what will be done.",
        "Say what the adult does, so that a newcomer could do the same on Monday morning.",
    ),
}


def find(plan: PlanText) -> Iterator[Hit]:
    """One finding a sentence: the first words in it that leave something open and that nothing beside them settles."""
    reading = reading_of(plan)
    seen: set[object] = set()
    # What is no finding by itself, but the first such words of a sentence that leaves something else open too.
    kept: dict[object, tuple[int, int, str]] = {}
    for section in SCOPE:
        for start, end in plan.sections.get(section, ()):
            places = vague.vague_words(reading.lowered, start, end)
            places += _nobody(reading, start, end) + _just_support(reading, start, end)
            # Of words that begin at the same place the whole phrase is quoted: "as and when needed".
            places.sort(key=lambda place: (place[0], -place[1]))
            for begins, ends, leaves_open in places:
                sentence = reading.sentence_at(begins)
                # A row of a table is one sentence, whose columns are its parts.
                block = plan.document.blocks[plan.place(begins, ends)[0]]
                if _OUTCOME.match(block.number) or _OUTCOME.match(block.text):
                    # An outcome by its number, said again above what is given for it.
                    continue
                place = block.table
                key = sentence if place is None else (place.table, place.row)
                item = reading.item_at(begins)
                is_whole = _NUMBER.fullmatch(reading.lowered[start:begins] + reading.lowered[ends:end]) is not None
                if is_whole and (item is None or (place is None and reading.lowered[begins:ends] in _TO_COME)):
                    # The whole of a line that is no provision, or that is yet to be written: other checks speak of these.
                    continue
                if key in seen or _is_no_provision(reading, begins, sentence):
                    continue
                near = places[
                    bisect_left(places, sentence[0], key=_start) : bisect_left(places, sentence[1], key=_start)
                ]
                others = [one[:2] for one in near if one[0] >= ends or one[1] <= begins]
                if may_stand_alone(reading.lowered[begins:ends], leaves_open, item):
                    if not says(reading, item, "who", sentence, place is not None):
                        kept.setdefault(key, (begins, ends, leaves_open))
                    continue
                if is_settled(reading, (begins, ends), leaves_open, sentence, item, place is not None, others):
                    continue
                seen.add(key)
                begins, ends, leaves_open = kept.pop(key, (begins, ends, leaves_open))
                message, suggestion = _SAYS[leaves_open]
                yield Hit(begins, ends, section, item.id if item else None, message, suggestion)


def _start(place: tuple[int, int, str]) -> int:
    return place[0]


def _nobody(reading: Reading, start: int, end: int) -> list[tuple[int, int, str]]:
    """A whole cell, or a line "Who: ...", that names nobody, in provision that wants somebody."""
    if end - start > 60:
        return []
    text = reading.lowered[start:end]
    label, colon, rest = text.partition(": ")
    words = (rest if colon and len(label) < 22 else text).strip(" .;,")
    if words not in vague.names_nobody():
        return []
    item = reading.item_at(start)
    if item is None or item.form not in ASKED or item.has("who"):
        return []
    begins = start + text.rindex(words)
    return [(begins, begins + len(words), vague.WHO)]


def _just_support(reading: Reading, start: int, end: int) -> list[tuple[int, int, str]]:
    """A piece of provision that is "support" and nothing else: "Teaching assistant support, ten hours a week."."""
    if end - start > 90:
        return []
    found = vague.JUST_SUPPORT.match(reading.lowered, start, end)
    if found is None or reading.sentence_at(start)[0] != start:
        found = vague.OPENS_WITH_SUPPORT.match(reading.lowered, start, end)
        return [(*found.span(), vague.HOW_MUCH)] if found is not None else []
    # "Hearthside Support" is a firm.
    if reading.text[found.end() - 7].isupper() and found.end() - 7 > start:
        return []
    return [(*found.span(), vague.WHAT)]


def _is_no_provision(reading: Reading, offset: int, sentence: Range) -> bool:
    """Headings, somebody's own words, what the template left, and sentences that say there is none."""
    if reading.is_quoted(offset) or reading.line_at(offset)[0] in reading.headings:
        return True
    before = reading.lowered[sentence[0] : offset]
    return before.startswith(_NIL) or before.rfind("[") > before.rfind("]") or before.startswith(("e.g", "(e.g"))


_F = "Section F: Special educational provision\n"

CHECK = Check(
    id="provision-vague",
    version="4",
    title="Words in provision that leave something open",
    standard="F3",
    scope=SCOPE,
    guards=(
        "The amount, the person or the group's size is said in the same item or row",
        "A range with a least amount; a trigger with a named person who decides",
        "Somebody's own words, in quote marks",
        "A programme, a support worker, a short break: names of things",
        "Headings, guidance of the template, and sentences that say nothing is needed",
    ),
    severity=Severity.MUST,
    confidence=0.81,
    message="These words may leave open what the child will get.",
    explanation=(
        "A family, a school and a new member of staff should read the same promise in a sentence. Where it can be read "
        "as a lot or as next to nothing it may not be specific enough to be kept, or to be asked for."
    ),
    source="Children and Families Act 2014, section 37(2)(b); SEND Code of Practice 2015, paragraph 9.69",
    suggestion="Say what is done, by whom, how often, for how long and with how many children.",
    find=find,
    should_find=(
        Example(f"{_F}The teacher will use appropriate language."),
        Example(f"{_F}Small steps, with lots of repetition."),
        Example(f"{_F}Additional time to process instructions."),
        Example(f"{_F}A low pupil to adult ratio in lessons."),
        Example(f"{_F}The curriculum will be differentiated to meet her needs."),
        Example(f"{_F}The school will do its best to keep the same mentor."),
        Example(f"{_F}There should be good communication between home and school."),
        Example(f"{_F}Assistance with dressing for PE."),
        Example(
            "Section H2: Other social care provision\nA sitter stays for three hours each Friday. The worker calls in now"
            " and then."
        ),
        Example(f"{_F}Odette will have regular speech and language therapy."),
        Example(f"{_F}A quiet room will be used as and when required."),
        Example(
            f"{_F}A teaching assistant leads reading three times a week for 20 minutes in a small group."
        ),
        Example(f"{_F}Access to a laptop."),
        Example(f"{_F}Staff to be aware of his triggers."),
        Example(f"{_F}Speech work is delivered by appropriately trained staff."),
        Example("Section G: Health provision\nThe continence nurse will visit where possible."),
        Example("Section H2: Other social care provision\nA carer takes Odette out for a number of hours at weekends."),
        Example(
            f"{_F}A teaching assistant gives up to five hours of support a week."
        ),
        Example(
            f"{_F}The counsellor sees Odette one to one. How long and how often is to be agreed by the school."
        ),
        Example(f"{_F}A tutor comes in for an hour on Fridays, one to one, if the rota permits."),
        Example(f"{_F}The hall is used when there is a room free."),
        Example(f"{_F}Odette will be given a modest amount of catch-up."),
        Example(
            f"{_F}An art therapist, or a person with similar experience, sees Ivo for 40 minutes each"
            " Monday, one to one."
        ),
        Example(f"{_F}How many lessons she gets will be agreed in the autumn."),
        Example(f"{_F}It would be desirable for a mentor to see Ivo for ten minutes each day."),
        Example(f"{_F}The nursery will try to keep the noise down."),
        Example(f"{_F}Some swimming would be beneficial."),
        Example(f"{_F}Some extra time for practical work will be found."),
        Example(f"{_F}Teaching assistants will be trained in signing to an appropriate level by the SENCo in May."),
        Example(f"{_F}Ivo will have support in English."),
        Example(f"{_F}A yellow lanyard is worn by the tutor. Other materials may be used."),
        Example(f"{_F}Odette has therapy now and again, a few times a week."),
        Example(f"{_F}Time with a key worker in a quiet room, as often as possible."),
        Example(f"{_F}Ivo works in a class with a favourable number of adults, with suitable resources."),
    ),
    should_not_find=(
        Example(f"{_F}Her tutor shows Odette each morning, on a card, how the timetable might change."),
        Example(f"{_F}The rescue medicine is given according to the protocol, after five minutes."),
        Example(f"{_F}Access to the lift by key, which Odette holds."),
        Example(f"{_F}The head of learning support audits these clauses each half term."),
        Example(f"{_F}A club on Fridays for 30 minutes with the coach, one to one (delete as appropriate)."),
        Example(f"{_F}25% extra time in tests."),
        Example(f"{_F}When Odette holds up her red card, the class teacher lets her leave."),
        Example(f"{_F}The radio microphone is worn by whoever is teaching."),
        Example(
            f"{_F}A teaching assistant gives Ivo ten minutes to settle as soon as he comes in each morning,"
            " one to one."
        ),
        Example(f"{_F}Ivo may sit in the den for as long as he needs; he leaves when he shows the green card, and the break ends when he does."),
        Example(f"{_F}A laptop, for as long as he is in education."),
        Example(f"{_F}A trained adult reads with Ivo for ten minutes daily, one to one."),
        Example(f"{_F}Staff read with Ivo for ten minutes daily, one to one."),
        Example(f"{_F}New food may be left on the plate."),
        Example(
            f"{_F}The speech and language therapist sees Odette one to one for 30 minutes each week until"
            " she scores 20 on the test."
        ),
        Example(
            f"{_F}Regular movement breaks: five minutes with a teaching assistant after every lesson, one to one."
        ),
        Example(
            f"{_F}A support worker goes with Ivo to the pool, one to one, for two hours every Saturday."
        ),
        Example(
            f"{_F}"
            'A card that says "help me as and when" goes in the front of his planner.'
        ),
        Example(
            f"{_F}The class teacher leads the game daily for 15 minutes in a small group of four."
        ),
        Example(
            "Section G: Health provision\n"
            "Ivo has access to the school nurse for feeds at 10.00 and 14.00, for 20 minutes each, one to one."
        ),
        Example(
            f"{_F}A teaching assistant reads with Ivo three times a week at least, and daily where the class teacher "
            "decides "
            "that it is needed, for 15 minutes, one to one."
        ),
        Example("Section H2: Other social care provision\nNo provision is required, as the family has support."),
        Example("Section B: Special educational needs\nOdette needs regular help and access to a quiet room."),
        Example(f"{_F}A ramp gives access to the stage and to the garden."),
        Example(
            f"{_F}A mentor goes with Ivo and up to 3 children to the club, for 50 minutes every Tuesday."
        ),
    ),
)  # fmt: skip
