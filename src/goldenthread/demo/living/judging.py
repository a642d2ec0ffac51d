"""How the story's seniors judge: by the faults that a plan carries on purpose, most of which they find."""

import random
import re
from dataclasses import dataclass, field

from ehcp.screening.document import Document

# rule of the library -> standards of the toolkit that it touches, the most telling first
TOUCHES = {
    "section-missing": ("X2", "X0"),
    "section-empty": ("X2", "X0"),
    "identity-other-name": ("X1", "X0"),
    "identity-pronoun": ("X1", "T0"),
    "date-impossible": ("X0", "E0"),
    "date-stale": ("K0", "E0"),
    "outcome-not-outcome": ("E1", "E0"),
    "outcome-not-measurable": ("E0",),
    "outcome-no-date": ("E0",),
    "provision-vague": ("F2", "F0"),
    "provision-no-who": ("F2", "F0"),
    "provision-no-frequency": ("F2", "F0"),
    "provision-no-duration": ("F2", "F0"),
    "provision-no-ratio": ("F2",),
    "education-in-health": ("F5", "G0"),
    "thread-need-without-outcome": ("T1", "E0"),
    "thread-need-without-provision": ("F1", "T1"),
    "thread-outcome-without-provision": ("T1",),
    "thread-provision-without-need": ("T1", "B0"),
    "draft-names-placement": ("I1", "I0"),
    "copied-block": ("T0",),
    "acronym-undefined": ("T0",),
    "third-party-name": ("T0",),
    "advice-missing": ("K0", "B1"),
    "template-residue": ("T0", "A0"),
    "tracked-changes": ("T0",),
    "hard-to-read": ("T0",),
}
# rule -> where it began, and what the senior writes
WORDS = {
    "section-missing": ("drafting", "A whole section is not there. If it does not apply, say so and why."),
    "section-empty": ("drafting", "The heading stands with nothing under it. Say what was asked and what was found."),
    "identity-other-name": ("drafting", "Another child’s name stands here. Please check the whole plan before it goes anywhere."),
    "identity-pronoun": ("drafting", "The pronouns change on the way, so a reader wonders whom this is about."),
    "date-impossible": ("data", "There is no such day. Check it against the record."),
    "date-stale": ("advice", "This was over before the plan was written. Ask for where things stand now."),
    "outcome-not-outcome": ("drafting", "This says what will be given, not what will be different for the child."),
    "outcome-not-measurable": ("drafting", "Two readers would not agree whether this was reached. What would they see?"),
    "outcome-no-date": ("drafting", "By when? The end of the key stage would do."),
    "provision-vague": ("advice", "Nobody could tell from this whether it was given. The advice should say more: please ask."),
    "provision-no-who": ("advice", "Say whose task this is: a role, and what they are trained in."),
    "provision-no-frequency": ("drafting", "Say how often. The report has it."),
    "provision-no-duration": ("drafting", "Say how long each time."),
    "provision-no-ratio": ("drafting", "Say whether this is one to one, or how many children are in the group."),
    "education-in-health": ("template", "This teaches, so it belongs in Section F, where it can be relied on."),
    "thread-need-without-outcome": ("drafting", "The need is well told in B, and nothing in E answers it."),
    "thread-need-without-provision": ("drafting", "The need is well told in B, and nothing in F answers it."),
    "thread-outcome-without-provision": ("drafting", "A good outcome, but nothing in the plan leads to it."),
    "thread-provision-without-need": ("drafting", "Help is promised here for a need that the plan does not tell of."),
    "draft-names-placement": ("process", "A draft leaves Section I blank: the family has not been asked yet."),
    "copied-block": ("template", "The same paragraph stands here more than once. Which child is it about?"),
    "acronym-undefined": ("advice", "Say it in full the first time: the family should not have to look it up."),
    "third-party-name": ("drafting", "Another pupil is named. Take the name out."),
    "advice-missing": ("process", "This advice was needed, and is not listed. Was it asked for?"),
    "template-residue": ("template", "The template’s own prompt is still here."),
    "tracked-changes": ("process", "There are changes that nobody accepted. Settle them before it goes out."),
    "hard-to-read": ("advice", "A sentence of this length loses its reader. Two or three would do."),
}  # fmt: skip
FINDS = 0.85
MET_WELL = ("Clear and complete.", "Well done here.", "")


@dataclass
class Answer:
    answer: str = "met"
    comment: str = ""
    origin: str = ""
    quotes: list[str] = field(default_factory=list)


def answers_for(codes: list[str], faults: list, dice: random.Random) -> dict[str, Answer]:
    """An answer to every question asked: not met or partly where a fault was found that touches it, else met."""
    given = {code: Answer() for code in codes}
    for fault in faults:
        if dice.random() > FINDS:
            continue
        origin, words = WORDS[fault.rule]
        touched = [code for code in TOUCHES[fault.rule] if code in given]
        for place, code in enumerate(touched):
            one = given[code]
            worse = place == 0 and (one.answer != "met" or fault.rule.startswith(("identity-other", "section-missing")))
            one.answer = "not_met" if worse or one.answer == "not_met" else "partly"
            one.comment = one.comment or words
            one.origin = one.origin or origin
            if fault.quote and len(one.quotes) < 2:
                one.quotes.append(fault.quote)
    for code in ("G2", "J0", "G0"):
        if code in given and given[code].answer == "met" and dice.random() < 0.4:
            given[code].answer = "not_applicable"
    return given


# Where a sentence ends: a full stop, a question or an exclamation mark, and white space after it.
ENDS = re.compile(r"(?<=[.!?])[”’\"]?\s+")
LONGEST_QUOTE = 400


def sentences(text: str) -> list[str]:
    return [one for one in ENDS.split(text.strip()) if one]


def whole_sentence(document: Document, quote: str) -> str:
    """The sentences of the plan in which a quote stands, whole. Empty where it stands in a heading, or nowhere."""
    for block in document.blocks:
        if block.is_heading or quote not in block.text:
            continue
        start = block.text.index(quote)
        end, at, kept = start + len(quote), 0, []
        for sentence in sentences(block.text):
            at = block.text.index(sentence, at)
            if at < end and at + len(sentence) > start:
                kept.append((at, at + len(sentence)))
            at += len(sentence)
        whole = block.text[kept[0][0] : kept[-1][1]] if kept else quote
        return whole if len(whole) <= LONGEST_QUOTE else quote
    return ""
