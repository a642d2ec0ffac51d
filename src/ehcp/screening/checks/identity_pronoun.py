"""A pronoun for the child that is not the child's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cached_property
from itertools import islice

from ehcp.screening.check import Check, Example, Hit, Severity
from ehcp.screening.checks import _pronoun_words as cues
from ehcp.screening.facts import Facts
from ehcp.screening.front_page import is_first_person
from ehcp.screening.names import NEAR, People, diagnoses, first_names, kin, people_of, pupils, roles
from ehcp.screening.plan_text import PlanText

HE = Facts(name="Corin Ashdown", pronoun="he", born_on=date(2015, 1, 9), kind="draft", on=date(2026, 3, 2), year=6)
SHE = Facts(name="Rowena Tallis", pronoun="she", born_on=date(2016, 5, 4), kind="draft", on=date(2026, 3, 2), year=4)


def find(plan: PlanText) -> Iterator[Hit]:
    wrong = cues.WRONG.get(plan.facts.pronoun or "")
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
    other, own = cues.WRONG["they"], cues.RIGHT["they"]
    return sum(len(own.findall(words)) for words in told) >= cues.OFTEN * sum(
        len(other.findall(words)) for words in told
    )


class _Finder:
    """Whether a pronoun may speak of somebody else than the child, by who stands before it."""

    def __init__(self, plan: PlanText, people: People) -> None:
        self.plan, self.people, self.text = plan, people, plan.folded
        self.pronoun = "she" if plan.facts.pronoun == "he" else "he"
        self.right = cues.RIGHT[plan.facts.pronoun or ""]
        self.flagged: set[int] = set()

    def may_be_another(self, at: int) -> bool:
        reading = self.people.reading
        if self.plan.facts.pronoun == "they":
            said = cues.WORD.match(self.text, at)
            self.pronoun = "she" if said is not None and said.group().lower() in cues.HERS else "he"
        begins, ends = reading.sentence_at(at)
        start, end = max(begins, at - NEAR), min(ends, at + NEAR)
        if cues.IS_TOLD.match(self.text, at):
            return True
        if self.means_the_child(begins, start, at):
            return False
        if self.names_another(start, at) and not self.is_done_to(start, at):
            return True
        after = self.text.find(" ", at, end)
        if (
            after > 0
            and cues.AHEAD.match(self.text, start)
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
        if cues.TO_COME.match(text, at) and cues.HOPED_FOR.search(text, max(start, at - 30), at):
            return True
        if cues.HIMSELF.match(text, at):
            # "... an arrangement with a friend, having made it himself": whom the sentence is about.
            firsts = list(self.others(start, at))
            return self.first_word_of_child(start, at) < min(firsts, default=at)
        if section == "E" and cues.OUTCOME.match(text, at) and start == begins and not self.names_another(start, at):
            return not self.first_word_of_child(start, at) < at
        if section in cues.SECTIONS_OF_STORIES or not (cues.SUBJECT.match(text, at) or cues.CHILDS_OWN.match(text, at)):
            return False
        # Only people at work stand near, none of them by name: what is said here is said of children.
        line = self.people.reading.line_at(at)[0]
        before = self.people.reading.sentence_at(begins - 2)[0] if begins > line + 2 else begins
        return not any(self.is_somebody(place) for place in self.others(max(before, at - NEAR), at))

    def is_somebody(self, place: int) -> bool:
        """Whether the person here is more than a part that somebody plays: family, a name, he or she."""
        word = cues.WORD.match(self.text, place)
        said = word.group() if word is not None else ""
        # "A carer" takes the child out; the child's own carers are family.
        if kin().get(said.lower()) == "they" and re.search(r"\b[Aa] \Z", self.text[max(0, place - 3) : place]):
            return False
        return (
            not (said.lower() in roles() or said in roles() or said.lower() in pupils()) or said.lower() in cues.TITLES
        )

    def stands_in_a_row(self, line: int, start: int, at: int) -> bool:
        """In a table: whether a short cell in front names somebody ("| Hugh | He wants her to ...|"), or a word points to
        the row above and somebody stands there ("Practice of the same, from the sheet that she leaves")."""
        blocks = self.plan.document.blocks
        index = self.plan.place(line, line + 1)[0]
        place = blocks[index].table
        if place is None:
            return False
        points_up = cues.POINTS_UP.search(self.text, start, at) is not None
        for before in range(index - 1, max(index - 12, -1), -1):
            other = blocks[before].table
            begins = self.plan.start_of_block.get(before)
            if other is None or other.table != place.table:
                break
            if begins is None:
                continue
            # A short cell in front, or an earlier paragraph of the same cell.
            is_label = other.row == place.row and (
                len(blocks[before].text) <= cues.LABEL or other.column == place.column
            )
            is_above = points_up and other.row == place.row - 1
            if (is_label or is_above) and self.names_another(begins, begins + min(len(blocks[before].text), NEAR)):
                return True
        return False

    def first_word_of_child(self, start: int, end: int) -> int:
        """Where the child is first spoken of, by name or as he or she; the end where they are not."""
        subject = self.plan.facts.pronoun
        for word in cues.WORD.finditer(self.text, start, end):
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
        return section not in cues.SECTIONS_OF_STORIES and not (section in cues.SECTIONS_OF_PROVISION and at == line)

    def names_another(self, start: int, end: int) -> bool:
        """Whether somebody is spoken of whom the pronoun could mean."""
        return next(self.others(start, end), None) is not None

    def is_done_to(self, start: int, at: int) -> bool:
        """ "The therapist will see him": whoever does it in the same clause is not who it is done to."""
        if cues.OBJECT.match(self.text, at) is None:
            return False
        others = list(islice(self.others(start, at), 2))
        if len(others) != 1:
            return False
        between = self.text[others[0] : at]
        return cues.CLAUSE.search(between) is None and cues.VERB.search(between) is not None

    def others(self, start: int, end: int) -> Iterator[int]:
        """Where people stand whom the pronoun could mean, the nearest to the end first."""
        words = [(match.start(), match.group()) for match in cues.WORD.finditer(self.text, start, end)]
        # From the nearest backwards: who stands closest is found first.
        for number in range(len(words) - 1, -1, -1):
            place, word = words[number]
            lower = word.lower()
            if place in self.flagged or place in self.strangers or lower in self.people.own:
                continue
            # A pronoun that was found to mean somebody else keeps that somebody in mind.
            meant = cues.OTHERS.get(lower) or self.gender_of(word, words, number)
            if meant in (self.pronoun, "they") and not self.people.reading.is_quoted(place):
                yield place

    def gender_of(self, word: str, words: list[tuple[int, str]], number: int) -> str | None:
        """The pronoun a word's person may have: "they" where it does not say, None for what is no one person."""
        lower, before = word.lower(), words[number - 1][1] if number else ""
        if lower in cues.TITLES:
            return cues.TITLES[lower]
        if lower in cues.NEUTRAL_TITLES:
            return "they"
        if before.lower() in cues.TITLES:
            return None
        if lower in cues.MANY or (lower in cues.NOT_ONE and before.lower() not in cues.ANOTHER):
            return None
        # "What somebody else was doing" is nobody in particular.
        if lower in cues.NOBODY:
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
        if word.lower() in cues.NO_NAMES or len(word) < 2 or word.isupper() or word.lower() in self.common_words:
            return None
        if number:
            return None if before.lower() in cues.PLACED else "they"
        # The first word of a sentence has a capital anyway: "Babcia comes each summer", but "Asthma review".
        return "they" if not word.endswith("ing") and cues.ACTS.match(self.text, words[number][0] + len(word)) else None

    def is_of_a_diagnosis(self, word: str, at: int) -> bool:
        """ "Developmental Language Disorder", "Williams Syndrome", "Autism": capitals that name nobody."""
        end = at + len(word)
        if cues.DIAGNOSIS.match(self.text, end):
            return True
        lower = word.lower()
        return lower in diagnoses() or (lower.removesuffix("s") in diagnoses() and word not in first_names())

    @cached_property
    def strangers(self) -> frozenset[int]:
        """Where a name stands in the child's place: another child's, and nobody whom a pronoun could mean."""
        return frozenset(
            mention.start
            for mention in self.people.strangers()
            if self.plan.section_at(mention.start) not in cues.SECTIONS_OF_STORIES
        )

    @cached_property
    def common_words(self) -> frozenset[str]:
        """Words that the plan also writes in small letters: at the head of a sentence they are no names."""
        return frozenset(re.findall(r"\b[a-z]{2,}\b", self.text)) | cues.OPENERS

    def appositive(self, words: list[tuple[int, str]], number: int) -> str | None:
        """ "Emotional literacy assistant, Mrs Oddy": the name that follows tells."""
        if number + 1 >= len(words):
            return None
        place, word = words[number]
        after, following = words[number + 1]
        if after - place - len(word) > 2 or not following[0].isupper():
            return None
        return cues.TITLES.get(following.lower()) or first_names().get(following)


def _boy(words: str, section: str = "B: Special educational needs") -> Example:
    return Example(f"Section {section}\n{words}", HE)


def _girl(words: str, section: str = "B: Special educational needs") -> Example:
    return Example(f"Section {section}\n{words}", SHE)


def _they(words: str, section: str = "B: Special educational needs") -> Example:
    return Example(f"Section {section}\n{words}", Facts(name="Robin Vale", pronoun="they"))


CHECK = Check(
    id="identity-pronoun",
    version="1.2.0",
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
        _boy("Kieran can hold a ball. Millie can kick it with her left foot."),
        _boy(
            "The class teacher does this with Corin and up to 3 others. She benefits from a reading pen.",
            "F: Special educational provision",
        ),
        _boy("A carer takes Corin out at weekends, as she enjoys the park.", "H2: Other social care provision"),
        _boy(
            "Corin talks to a counsellor. Her social worker and carers meet every six weeks.",
            "F: Special educational provision",
        ),
        _girl("Both parents want him to stay at the village school.", "A: Views, interests and aspirations"),
        _girl("By May 2027 Rowena will ask a teacher for a word. By July 2027 he will write it.", "E: Outcomes"),
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
        _they(
            "Robin lives with two grown-ups. He, Keith, is at sea for ten days.", "A: Views, interests and aspirations"
        ),
        _boy("A teaching assistant joins in. She writes it down afterwards.", "F: Special educational provision"),
        _girl("Jack is her dad. He needs a knee operation and cannot drive.", "D: Social care needs"),
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
