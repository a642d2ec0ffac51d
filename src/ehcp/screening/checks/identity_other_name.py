"""Another child's name where this child's belongs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from ehcp.screening.check import Check, Example, Hit, Severity
from ehcp.screening.facts import Facts
from ehcp.screening.names import Mention, People, people_of, says_who
from ehcp.screening.plan_text import PlanText

CHILD = Facts(name="Rowena Tallis", pronoun="she", born_on=date(2016, 5, 4), kind="draft", on=date(2026, 3, 2), year=4)


def find(plan: PlanText) -> Iterator[Hit]:
    people = people_of(plan)
    own = plan.facts.name.split()[0] if plan.facts.name else ""
    for start, end in sorted({*((each.start, each.end) for each in people.strangers()), *_whole_names(plan, people)}):
        block, at, _ = plan.place(start, end)
        section = plan.section_at(start) or plan.document.section_of(block, at)
        if section in (None, "FRONT", "KEY"):
            continue
        yield Hit(
            start,
            end,
            section,
            suggestion=f"If {own} is meant, write {own}, and read the whole paragraph again: where a name came over, "
            "other words may have too.",
        )


def _whole_names(plan: PlanText, people: People) -> Iterator[tuple[int, int]]:
    """First name and surname of somebody whose outcome it seems to be: "By July 2027 Kieran Walsh will ..."."""
    text = plan.folded
    counts = Counter(mention.word for mention in people.mentions)
    for mention in people.mentions:
        # Whoever is named more than once is somebody whom the plan knows.
        if mention.full is None or counts[mention.word] > 1 or plan.section_at(mention.start) != "E":
            continue
        if not text.startswith(" will ", mention.full) or people.reading.is_quoted(mention.start):
            continue
        # An outcome speaks of one child: where this one stands in the sentence, the other is somebody else.
        if not people.stands_with_own(mention) and not _tells_who(text, mention):
            yield mention.start, mention.full


def _tells_who(text: str, mention: Mention) -> bool:
    before = text[max(0, mention.start - 24) : mention.start].split()
    return any(says_who(word.strip(",.()")) for word in before[-2:])


def _small(words: str, section: str = "F: Special educational provision") -> Example:
    return Example(f"Section {section}\n{words}", CHILD)


CHECK = Check(
    id="identity-other-name",
    version="1.3.0",
    title="Another child's name",
    standard="X1",
    scope=("A", "B", "C", "D", "E", "F", "G", "H", "H1", "H2", "I", "J", "K"),
    guards=(
        "the child's name is not known",
        "a name with a title, or with a surname outside an outcome",
        "somebody the plan introduces anywhere: family, staff, friends, pets, people on the front page",
        "whoever the child is with, or who does the work: she looks for Dexter, led by Tim",
        "a short form of the child's own name",
        "a name that is also a word, a month or a place, unless the sentence speaks of a person",
        "words in quote marks",
    ),
    severity=Severity.MUST,
    confidence=0.96,
    message="This name may belong to another child.",
    explanation="A name that slips in from another plan tells one family about another's child, and makes a parent wonder "
    "what else was not written about theirs.",
    source="UK GDPR Article 5(1)(d) and (f); SEND Code of Practice 9.61",
    suggestion="If this child is meant, write this child's name, and read the whole paragraph again: where a name came over, "
    "other words may have too.",
    find=find,
    should_find=(
        _small("What Rowena will do: Isla will have help with spelling."),
        _small("The nurse will weigh Harvey every month.", "G: Health provision"),
        _small("Hazel picks the step with the tutor each Friday."),
        _small("Movement breaks for Tobias of five minutes between lessons."),
        _small("Use visual prompts. Kofi finds it easier to begin when the first step is done with him."),
        _small("Rowena reads well.\nEncourage Alfie to ask for the toilet.", "B: Special educational needs"),
        _small("By July 2027 Megan will answer the register aloud on four days out of five.", "E: Outcomes"),
        _small("The plan is shared with everybody who teaches Joseph (supports E1)."),
        _small("Ryan's mentor will ring home on Fridays."),
        _small("By July 2027 Kieran Walsh will answer the register aloud.", "E: Outcomes"),
        _small("Grace will use a writing slope in every lesson."),
        _small("Quillon wears glasses for reading.", "B: Special educational needs"),
        _small("By July 2027 Zarnak will learn to swim a width.", "E: Outcomes"),
        _small("In Reception Tobias found it hard to settle.", "B: Special educational needs"),
        _small("Since Reception Alfie has had help with speech.", "B: Special educational needs"),
        _small("The person Kofi trusts most is in the office.", "B: Special educational needs"),
        _small("As a person Tobias is kind and funny.", "B: Special educational needs"),
    ),
    should_not_find=(
        _small(
            "She looks for Dexter at the water tray. Dexter is fetched first.", "A: Views, interests and aspirations"
        ),
        _small("Doris, the oldest hen, is hers. Doris has a page in the album.", "A: Views, interests and aspirations"),
        _small("Noise wears her out. Careers talks happen each term.", "B: Special educational needs"),
        _small("The club is led by Tim. Tim will adapt the ramp."),
        _small("Ellie, the eldest, has the same diagnosis. Ellie was seen at six.", "D: Social care needs"),
        _small("Kelsey drives the taxi. Kelsey has a key."),
        _small(
            "Rowena lives with her brothers, Idris and Caleb. Caleb will ride in the taxi with her.",
            "D: Social care needs",
        ),
        _small("Her sister Megan (12) helps. Megan is proud of her.", "A: Views, interests and aspirations"),
        _small("A learning mentor, Kieran, will meet Rowena each day. Kieran keeps the diary."),
        _small("She made a card for her nieces Jasvinderjit and Kieran.", "A: Views, interests and aspirations"),
        _small("Attendance has improved. Numicon helps. Handwriting can be read.", "B: Special educational needs"),
        _small("A key person Kieran will greet Rowena. Kieran keeps the diary."),
        _small(
            "In Reception Miss Alder taught Rowena. The Reception teacher Kieran met her.",
            "B: Special educational needs",
        ),
        _small('Rowena said "Alfie is my best mate and I sit with Alfie".', "A: Views, interests and aspirations"),
        _small("Mrs Howard and Dr James will train the staff in May and June. Grace Dennis Road is the office."),
        _small("By July 2027 her tutor, Kieran Walsh, will hear Rowena read a page.", "E: Outcomes"),
        _small("Ro will have a quiet place. Rowena and Isla will work as a pair."),
        _small("Rowena will be taught hope and patience through art in the Summer term."),
        Example("Section F: Special educational provision\nTobias will have a laptop.", Facts()),
    ),
)
