"""A pronoun for the child that is not the child's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cached_property
from itertools import islice

from ehcp.screening.check import Check, Example, Hit, Severity
from ehcp.screening.facts import Facts
from ehcp.screening.front_page import is_first_person
from ehcp.screening.names import NEAR, People, diagnoses, first_names, kin, people_of, pupils, roles
from ehcp.screening.plan_text import PlanText

HE = Facts(name="Corin Ashdown", pronoun="he", born_on=date(2015, 1, 9), kind="draft", on=date(2026, 3, 2), year=6)
SHE = Facts(name="Rowena Tallis", pronoun="she", born_on=date(2016, 5, 4), kind="draft", on=date(2026, 3, 2), year=4)

_WRONG = {
    "he": re.compile(r"\b(?:[Ss]he|[Hh]er|[Hh]ers|[Hh]erself)\b(?![/)])"),
    "she": re.compile(r"\b(?:[Hh]e|[Hh]im|[Hh]is|[Hh]imself)\b(?![/)])"),
    "they": re.compile(r"\b(?:[Ss]he|[Hh]er|[Hh]ers|[Hh]erself|[Hh]e|[Hh]im|[Hh]is|[Hh]imself)\b(?![/)])"),
}
_RIGHT = {
    "he": re.compile(r"\b(?:he|him|his|himself)\b", re.I),
    "she": re.compile(r"\b(?:she|her|hers|herself)\b", re.I),
    "they": re.compile(r"\b(?:they|them|their|theirs|themsel(?:f|ves))\b", re.I),
}
_HERS = frozenset("she her hers herself".split())
# A child who is "they" is called so more often than anything else, or the pronoun was told amiss.
_OFTEN = 2
_WORD = re.compile(r"[^\W\d_][\w-]*")
_NUMBERED = re.compile(r"(?:[A-K]\d|\d|Outcome \d|Step\b|Target \d)")
# A clause in front whose pronoun may look ahead: "When she arrives, the assistant will ...".
_AHEAD = re.compile(r"(?:When|Whenever|While|As|If|Before|After|Until|Once|Because|Although|Though|Since)\b")
_TITLES = {"mr": "he", "sir": "he", "mrs": "she", "ms": "she", "miss": "she", "lady": "she", "dame": "she"}
_NEUTRAL_TITLES = frozenset("dr doctor prof professor mx rev cllr".split())
_OTHERS = {"she": "she", "her": "she", "hers": "she", "he": "he", "him": "he", "his": "he"}
# Words that name no one person, or as often this child ("a quiet child"), unless another one is meant.
_NOT_ONE = frozenset("head lead leader visitor panel staff person people adults parents carers guardians siblings twins cousins "
                     "grandparents family everyone everybody nobody child children pupil pupils student students learner learners peers "
                     "friends classmates neighbours".split())  # fmt: skip
# Many people at once: no "he" or "she" means them, whatever stands in front.
_MANY = frozenset("staff people adults parents carers guardians siblings twins cousins grandparents family everyone everybody nobody "
                  "children pupils students learners peers friends classmates neighbours others girls boys".split())  # fmt: skip
_NOBODY = frozenset("someone somebody anyone anybody no-one".split())
_ANOTHER = frozenset("another other one younger older each every".split())
_PLACED = frozenset("in at to from near of on into since until by".split())
_NO_NAMES = frozenset("english maths mathematics science french welsh british monday tuesday wednesday thursday friday saturday sunday "
                      "christmas easter section outcome year reception key stage january february march april may june july august "
                      "september october november december".split())  # fmt: skip
_ACTS = re.compile(
    r"(?:, who\b| \(\d|'s )| (?!is\b|was\b|has\b|as\b|this\b|his\b|its\b|needs\b)(?:[a-z]{2,}s|will|had|did|can|said|told|made|took|went|came)\b"
)
# What a name of a diagnosis ends with; up to four more capitals stand between.
_DIAGNOSIS = re.compile(
    r"(?:'s?)?(?: (?:[A-Z][\w'-]{1,24}|and|of|&)){0,4} (?:[Ss]yndrome|[Dd]isorders?|[Cc]onditions?|[Dd]iseases?|[Pp]alsy|[Dd]elay"
    r"|[Ii]mpairments?|[Dd]ifficult(?:y|ies)|[Dd]isabilit(?:y|ies)|[Dd]ystrophy|[Dd]eficiency|[Ss]yndromes|[Aa]taxia|[Ss]clerosis)\b"
)
_OPENERS = frozenset(
    "strengths needs steps step outcome outcomes need strength provision who when how target targets".split()
)
_POINTS_UP = re.compile(r"\b(?:the same|this|these|those|between|after each|follow-up)\b")
_OBJECT = re.compile(
    r"[Hh]im\b|[Hh]er\b(?=[.,;]| (?:to|in|at|with|for|when|each|every|twice|once|on|by|from|about|how|what|where|and|through)\b)"
)
# "Both parents want him to ...", "she hopes that he will ...": whoever the hope is for is the child.
_HOPED_FOR = re.compile(
    r"\b(?:wants?|wanted|would (?:like|love|want)|'d (?:like|love)|hopes?(?: that)?|wish(?:es)?(?: that| for)?|dreams? that|expects?) \Z"
)
_TO_COME = re.compile(r"[a-z]+ (?:to|will|would|can|could|may|might|is able|has|gets|goes)\b", re.I)
_HIMSELF = re.compile(r"(?:him|her)self\b", re.I)
_SUBJECT = re.compile(
    r"(?:he|she) (?:(?:also|still|often|now|then|usually|always|sometimes|never|only) )?(?:needs?|benefits?|struggles?|finds?|enjoys?|requires?|responds?|"
    r"likes?|loves?|dislikes?|can|cannot|can't|does not|doesn't|is (?:not )?(?:able|unable)|has (?:difficult|trouble|a diagnosis|delayed)|tires|copes|learns|"
    r"becomes?|will be (?:able|supported|encouraged|taught|helped|given|offered|provided|prompted|reminded|allowed|expected|seen)|will (?:receive|have access|benefit|need|"
    r"learn)|should (?:have|be)|is (?:supported|encouraged|taught|helped|given|offered|reminded|seen|prompted))\b",
    re.I,
)
_OUTCOME = re.compile(r"(?:he|she) (?:will|can|is able|has|is)\b", re.I)
# What a plan says of a child and hardly ever of whoever works with the child.
_CHILDS_OWN = re.compile(
    r"(?:his|her) (?:own )?(?:(?:social|key|support) worker|words|eyes?|ears?|heads?|hands?|legs?|feet|body|speech|hearing|sight|vision|reading|writing|spelling|"
    r"handwriting|language|learning|attention|anxiety|behaviour|emotions?|feelings|timetable|classmates|peers|friends|parents|carers|mother|mum|father|dad|progress|"
    r"(?:splints|hearing aids?|aids|glasses|walker|frame|wheelchair|cane|hoist|chair)|medication|medicine|tablets|targets|needs|outcomes|difficulties|strengths|age|stage|"
    r"confidence|self-esteem|attendance|homework|education|independence|communication|sensory|pencil|diet|seizures|sleep|pain|future|plan)\b",
    re.I,
)
# "He, Keith, is at sea": the words say at once who is meant.
_IS_TOLD = re.compile(r"[A-Za-z]+, [A-Z][a-z]+(?: [A-Z][a-z]+)?, ")
_CLAUSE = re.compile(
    r"[,;:()]|\b(?:and|or|but|who|whom|whose|when|while|that|which|as|if|because|where|what|how|so|after|before|until|since|than|like|with)\b"
)
_VERB = re.compile(r"\b(?:will|to|can|must|should|shall)\b [a-z]+")
_LABEL = 30
_SECTIONS_OF_PROVISION = frozenset(("F", "G", "H", "H1", "H2"))
_SECTIONS_OF_STORIES = frozenset(("A", "D", "J"))


def find(plan: PlanText) -> Iterator[Hit]:
    wrong = _WRONG.get(plan.facts.pronoun or "")
    people = people_of(plan)
    if wrong is None or not people.own or not wrong.search(plan.folded):
        return
    body = [plan.folded[start:end] for code in ("B", "E", "F") for start, end in plan.sections.get(code, ())]
    if is_first_person("\n".join(body)):
        return
    finder = _Finder(plan, people)
    told: set[int] = set()
    if plan.facts.pronoun == "they" and not _is_called_they(plan):
        return
    for match in wrong.finditer(plan.folded):
        section = plan.section_at(match.start())
        if section in (None, "FRONT", "KEY") or people.reading.is_quoted(match.start()):
            continue
        # One finding a sentence: what follows in it repeats the same slip.
        sentence = people.reading.sentence_at(match.start())[0]
        if sentence in told:
            finder.flagged.add(match.start())
        elif not finder.may_be_another(match.start()):
            finder.flagged.add(match.start())
            told.add(sentence)
            yield Hit(match.start(), match.end(), section)


def _is_called_they(plan: PlanText) -> bool:
    """Whether the plan itself says "they" of the child, well beside what it says of he or she."""
    told = [plan.folded[start:end] for code in "BE" for start, end in plan.sections.get(code, ())]
    other, own = _WRONG["they"], _RIGHT["they"]
    return sum(len(own.findall(words)) for words in told) >= _OFTEN * sum(len(other.findall(words)) for words in told)


class _Finder:
    """Whether a pronoun may speak of somebody else than the child, by who stands before it."""

    def __init__(self, plan: PlanText, people: People) -> None:
        self.plan, self.people, self.text = plan, people, plan.folded
        self.pronoun = "she" if plan.facts.pronoun == "he" else "he"
        self.right = _RIGHT[plan.facts.pronoun or ""]
        self.flagged: set[int] = set()

    def may_be_another(self, at: int) -> bool:
        reading = self.people.reading
        if self.plan.facts.pronoun == "they":
            said = _WORD.match(self.text, at)
            self.pronoun = "she" if said is not None and said.group().lower() in _HERS else "he"
        begins, ends = reading.sentence_at(at)
        start, end = max(begins, at - NEAR), min(ends, at + NEAR)
        if _IS_TOLD.match(self.text, at):
            return True
        if self.means_the_child(begins, start, at):
            return False
        if self.names_another(start, at) and not self.is_done_to(start, at):
            return True
        after = self.text.find(" ", at, end)
        if (
            after > 0
            and _AHEAD.match(self.text, start)
            and self.names_another(after, self.first_word_of_child(after, end))
        ):
            return True
        line = reading.line_at(at)[0]
        if begins > line:
            before, stops = reading.sentence_at(begins - 2)
            return self.names_another(max(before, stops - NEAR), stops)
        if self.stands_in_a_row(line, start, at):
            return True
        if self.speaks_of_child(start, at) or self.begins_an_item(line, at):
            return False
        # The first sentence of a paragraph in a story may go on from the paragraph above.
        above = reading.line_at(line - 2) if line >= 2 else None
        return (
            above is not None
            and self.plan.section_at(above[0]) == self.plan.section_at(line)
            and self.names_another(max(above[0], above[1] - 300), above[1])
        )

    def means_the_child(self, begins: int, start: int, at: int) -> bool:
        """Whether the grammar leaves nobody but the child, whoever else is spoken of."""
        text, section = self.text, self.plan.section_at(at)
        if _TO_COME.match(text, at) and _HOPED_FOR.search(text, max(start, at - 30), at):
            return True
        if _HIMSELF.match(text, at):
            # "... an arrangement with a friend, having made it himself": whom the sentence is about.
            firsts = list(self.others(start, at))
            return self.first_word_of_child(start, at) < min(firsts, default=at)
        if section == "E" and _OUTCOME.match(text, at) and start == begins and not self.names_another(start, at):
            return not self.first_word_of_child(start, at) < at
        if section in _SECTIONS_OF_STORIES or not (_SUBJECT.match(text, at) or _CHILDS_OWN.match(text, at)):
            return False
        # Only people at work stand near, none of them by name: what is said here is said of children.
        before = self.people.reading.sentence_at(begins - 2)[0] if begins >= 2 else begins
        return not any(self.is_somebody(place) for place in self.others(max(before, at - NEAR), at))

    def is_somebody(self, place: int) -> bool:
        """Whether the person here is more than a part that somebody plays: family, a name, he or she."""
        word = _WORD.match(self.text, place)
        said = word.group() if word is not None else ""
        # "A carer" takes the child out; the child's own carers are family.
        if kin().get(said.lower()) == "they" and re.search(r"\b[Aa] \Z", self.text[max(0, place - 3) : place]):
            return False
        return not (said.lower() in roles() or said in roles() or said.lower() in pupils()) or said.lower() in _TITLES

    def stands_in_a_row(self, line: int, start: int, at: int) -> bool:
        """In a table: whether a short cell in front names somebody ("| Hugh | He wants her to ...|"), or a word points to
        the row above and somebody stands there ("Practice of the same, from the sheet that she leaves")."""
        blocks = self.plan.document.blocks
        index = self.plan.place(line, line + 1)[0]
        place = blocks[index].table
        if place is None:
            return False
        points_up = _POINTS_UP.search(self.text, start, at) is not None
        for before in range(index - 1, max(index - 12, -1), -1):
            other = blocks[before].table
            begins = self.plan.start_of_block.get(before)
            if other is None or other.table != place.table:
                break
            if begins is None:
                continue
            # A short cell in front, or an earlier paragraph of the same cell.
            is_label = other.row == place.row and (len(blocks[before].text) <= _LABEL or other.column == place.column)
            is_above = points_up and other.row == place.row - 1
            if (is_label or is_above) and self.names_another(begins, begins + min(len(blocks[before].text), NEAR)):
                return True
        return False

    def first_word_of_child(self, start: int, end: int) -> int:
        """Where the child is first spoken of, by name or as he or she; the end where they are not."""
        subject = self.plan.facts.pronoun
        for word in _WORD.finditer(self.text, start, end):
            if word.group().lower() in self.people.own or word.group().lower() == subject:
                return word.start()
        return end

    def speaks_of_child(self, start: int, end: int) -> bool:
        return self.right.search(self.text, start, end) is not None or self.first_word_of_child(start, end) < end

    def begins_an_item(self, line: int, at: int) -> bool:
        """Whether a line says something of its own: every line but a paragraph of a story, as families are told of.

        In provision a paragraph that opens with the pronoun goes on about whoever gives the provision above.
        """
        block = self.plan.document.blocks[self.plan.place(line, line + 1)[0]]
        if block.number == "•" or block.table is not None:
            return True
        section = self.plan.section_at(line)
        return section not in _SECTIONS_OF_STORIES and not (section in _SECTIONS_OF_PROVISION and at == line)

    def names_another(self, start: int, end: int) -> bool:
        """Whether somebody is spoken of whom the pronoun could mean."""
        return next(self.others(start, end), None) is not None

    def is_done_to(self, start: int, at: int) -> bool:
        """ "The therapist will see him": whoever does it in the same clause is not who it is done to."""
        if _OBJECT.match(self.text, at) is None:
            return False
        others = list(islice(self.others(start, at), 2))
        if len(others) != 1:
            return False
        between = self.text[others[0] : at]
        return _CLAUSE.search(between) is None and _VERB.search(between) is not None

    def others(self, start: int, end: int) -> Iterator[int]:
        """Where people stand whom the pronoun could mean, the nearest to the end first."""
        words = [(match.start(), match.group()) for match in _WORD.finditer(self.text, start, end)]
        # From the nearest backwards: who stands closest is found first.
        for number in range(len(words) - 1, -1, -1):
            place, word = words[number]
            lower = word.lower()
            if place in self.flagged or place in self.strangers or lower in self.people.own:
                continue
            # A pronoun that was found to mean somebody else keeps that somebody in mind.
            meant = _OTHERS.get(lower) or self.gender_of(word, words, number)
            if meant in (self.pronoun, "they") and not self.people.reading.is_quoted(place):
                yield place

    def gender_of(self, word: str, words: list[tuple[int, str]], number: int) -> str | None:
        """The pronoun a word's person may have: "they" where it does not say, None for what is no one person."""
        lower, before = word.lower(), words[number - 1][1] if number else ""
        if lower in _TITLES:
            return _TITLES[lower]
        if lower in _NEUTRAL_TITLES:
            return "they"
        if before.lower() in _TITLES:
            return None
        if lower in _MANY or (lower in _NOT_ONE and before.lower() not in _ANOTHER):
            return None
        # "What somebody else was doing" is nobody in particular.
        if lower in _NOBODY:
            return None
        if lower in kin():
            owns = self.text.startswith("'s", words[number][0] + len(word))
            return None if owns and kin()[lower] == "they" else kin()[lower]
        if lower in roles() or word in roles() or lower in pupils():
            return self.appositive(words, number) or "they"
        return self.gender_of_a_name(word, before, words, number) if word[0].isupper() else None

    def gender_of_a_name(self, word: str, before: str, words: list[tuple[int, str]], number: int) -> str | None:
        names = first_names()
        if self.is_of_a_diagnosis(word, words[number][0]):
            return None
        if word in names:
            return names[word]
        # The surname of somebody whose first name has just been judged says nothing more.
        if before in names:
            return None
        if word in self.people.introduced:
            return "they"
        # Any other word that the plan only ever writes with a capital may be somebody, unless it is a place.
        if word.lower() in _NO_NAMES or len(word) < 2 or word.isupper() or word.lower() in self.common_words:
            return None
        if number:
            return None if before.lower() in _PLACED else "they"
        # The first word of a sentence has a capital anyway: "Babcia comes each summer", but "Asthma review".
        return "they" if not word.endswith("ing") and _ACTS.match(self.text, words[number][0] + len(word)) else None

    def is_of_a_diagnosis(self, word: str, at: int) -> bool:
        """ "Developmental Language Disorder", "Williams Syndrome", "Autism": capitals that name nobody."""
        end = at + len(word)
        if _DIAGNOSIS.match(self.text, end):
            return True
        lower = word.lower()
        return lower in diagnoses() or (lower.removesuffix("s") in diagnoses() and word not in first_names())

    @cached_property
    def strangers(self) -> frozenset[int]:
        """Where a name stands in the child's place: another child's, and nobody whom a pronoun could mean."""
        return frozenset(
            mention.start
            for mention in self.people.strangers()
            if self.plan.section_at(mention.start) not in _SECTIONS_OF_STORIES
        )

    @cached_property
    def common_words(self) -> frozenset[str]:
        """Words that the plan also writes in small letters: at the head of a sentence they are no names."""
        return frozenset(re.findall(r"\b[a-z]{2,}\b", self.text)) | _OPENERS

    def appositive(self, words: list[tuple[int, str]], number: int) -> str | None:
        """ "Emotional literacy assistant, Mrs Oddy": the name that follows tells."""
        if number + 1 >= len(words):
            return None
        place, word = words[number]
        after, following = words[number + 1]
        if after - place - len(word) > 2 or not following[0].isupper():
            return None
        return _TITLES.get(following.lower()) or first_names().get(following)


def _boy(words: str, section: str = "B: Special educational needs") -> Example:
    return Example(f"Section {section}\n{words}", HE)


def _girl(words: str, section: str = "B: Special educational needs") -> Example:
    return Example(f"Section {section}\n{words}", SHE)


def _they(words: str, section: str = "B: Special educational needs") -> Example:
    return Example(f"Section {section}\n{words}", Facts(name="Robin Vale", pronoun="they"))


CHECK = Check(
    id="identity-pronoun",
    version="1.1.0",
    title="A pronoun that is not the child's",
    standard="X1",
    scope=("A", "B", "C", "D", "E", "F", "G", "H", "H1", "H2", "I", "J", "K"),
    guards=(
        "the child's pronoun is not known; they, where the plan itself seldom says so",
        "somebody else whom the pronoun could mean is named in the sentence or the one before",
        "words in quote marks",
        "a plan that the child tells",
    ),
    severity=Severity.MUST,
    confidence=0.77,
    message="This pronoun may not be this child's.",
    explanation="The plan uses another pronoun for the child everywhere else. A slip like this often comes over from another "
    "child's plan, and families notice it first.",
    source="UK GDPR Article 5(1)(d); SEND Code of Practice 9.61",
    suggestion="Write the child's own pronoun, or the name of the person who is meant, and look over the words around it for "
    "anything else that belongs to another child.",
    find=find,
    should_find=(
        _boy("Corin loses his place in a text. She needs a ruler under the line."),
        _boy("By July 2027 she will stay on task for 15 minutes.", "E: Outcomes"),
        _girl("B1.3 Rowena understands two key words. He follows longer instructions by watching."),
        _girl("Emotional literacy assistant, Mrs Oddy, to see him for 30 minutes.", "F: Special educational provision"),
        _girl("Asthma review, with a new plan for his inhalers.", "G: Health provision"),
        _boy("Corin has a hearing loss. His aids are worn all day and she changes the batteries."),
        _girl(
            "The occupational therapist will see him each Monday for half an hour.", "F: Special educational provision"
        ),
        _boy("A mentor will teach her to breathe slowly.", "F: Special educational provision"),
        _they("Robin writes slowly and they tire. She cannot copy their date from the board before they stop."),
        _girl("Mum works nights. Rowena sleeps well. He wakes at six.", "A: Views, interests and aspirations"),
        _boy("Corin has Autism. She needs a ruler under the line."),
        _boy("Corin has a diagnosis of Developmental Language Disorder and she finds long words hard."),
        _boy("Corin has Down Syndrome, so she tires easily."),
        _boy("Due to Dyspraxia and Epilepsy, she finds buttons hard."),
        _girl("Rowena was diagnosed with Attention Deficit Hyperactivity Disorder; he is easily distracted."),
    ),
    should_not_find=(
        _boy("His mother meets him at the gate. She drives to work afterwards.", "A: Views, interests and aspirations"),
        _boy(
            "Mrs Quill teaches Corin to read. She marks each word that he misses.", "F: Special educational provision"
        ),
        _boy(
            "The therapist will see Corin each week. She will write down what he said.",
            "F: Special educational provision",
        ),
        _boy('Corin said "she never listens and her room is too loud".', "A: Views, interests and aspirations"),
        _boy("Dr Pike diagnosed Autism in 2024. She will see Corin again.", "G: Health provision"),
        _boy("Corin lives with Babcia, who has Epilepsy. She cooks for him.", "D: Social care needs"),
        _girl("Her brother is nine. He walks to school with her.", "D: Social care needs"),
        _girl("When he is not at work, her father swims with Rowena.", "D: Social care needs"),
        _girl("Jack told us what he hopes. He wants Rowena to ride a bicycle.", "A: Views, interests and aspirations"),
        Example(
            "Section B: Special educational needs\nRobin reads well. She likes maps.",
            Facts(name="Robin Vale", pronoun="they"),
        ),
        _girl("Her uncle lives near by. The social worker will visit him in June.", "D: Social care needs"),
        _girl(
            "The therapist and the teacher who took over will tell Rowena when to ring him.",
            "F: Special educational provision",
        ),
        _they("Robin's mother reads with them. She says that they know their letters.", "A: Views"),
    ),
)
