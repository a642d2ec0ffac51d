"""Who stands near a pronoun, and which pronoun goes with each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from ehcp.screening.checks import _pronoun_words as cues
from ehcp.screening.names import People, also_words, diagnoses, first_names, kin, pupils, roles
from ehcp.screening.plan_text import PlanText


class PeopleNear:
    """The people of one plan whom a pronoun that is not the child's could mean."""

    def __init__(self, plan: PlanText, people: People) -> None:
        self.plan, self.people, self.text = plan, people, plan.folded
        self.pronoun = "she" if plan.facts.pronoun == "he" else "he"
        self.right = cues.RIGHT[plan.facts.pronoun or ""]
        self.flagged: set[int] = set()

    def first_word_of_child(self, start: int, end: int) -> int:
        """Where the child is first spoken of, by name or as he or she; the end where they are not."""
        subject = self.plan.facts.pronoun
        for word in cues.WORD.finditer(self.text, start, end):
            if word.group().lower() in self.people.own or word.group().lower() == subject:
                return word.start()
        return end

    def speaks_of_child(self, start: int, end: int) -> bool:
        return self.right.search(self.text, start, end) is not None or self.first_word_of_child(start, end) < end

    def names_another(self, start: int, end: int) -> bool:
        """Whether somebody is spoken of whom the pronoun could mean."""
        return next(self.others(start, end), None) is not None

    def is_somebody(self, place: int, by_name: bool = True) -> bool:
        """Whether the person here is more than a part that somebody plays: family, a name, he or she.

        Where `by_name` is not wanted, whoever has a title ("Dr Mensah") has a part as well.
        """
        word = cues.WORD.match(self.text, place)
        said = word.group() if word is not None else ""
        lower = said.lower()
        # "A carer" takes the child out; the child's own carers are family.
        if kin().get(lower) == "they" and re.search(r"\b[Aa] \Z", self.text[max(0, place - 3) : place]):
            return False
        if lower in kin():
            return True
        before = re.search(r"([A-Za-z]+) \Z", self.text[max(0, place - 12) : place])
        titles = (lower, before[1].lower() if before else "")
        if any(title in cues.TITLES or title in cues.NEUTRAL_TITLES for title in titles):
            return by_name or self.is_of_the_family(place)
        if lower in cues.OTHERS and not by_name:
            return self.plan.section_at(place) in cues.SECTIONS_OF_STORIES
        return not (lower in roles() or said in roles() or lower in pupils())

    def is_of_the_family(self, place: int) -> bool:
        """Whether whoever has a title here has the child's surname: "Mrs Tallis"."""
        return any(name in self.people.family_names for name in self.text[place : place + 40].split()[:2])

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
        if before.lower() in cues.TITLES or before in ("St", "Saint"):
            return None
        if lower in cues.MANY:
            return None
        if lower in cues.NOT_ONE and before.lower() not in cues.ANOTHER:
            # "A child who is first may choose his book" is any child.
            is_any = before.lower() in ("a", "any") and self.text.startswith(" who ", words[number][0] + len(word))
            return "they" if is_any else None
        # "What somebody else was doing" is nobody in particular.
        if lower in cues.NOBODY or before.lower() == "no":
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
        # "In May", "from Hope": a month or a place.
        if word in also_words() and before.lower() in cues.PLACED and word not in self.people.introduced:
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
        if number and before.lower() in cues.PLACED:
            return None
        # "Lego", "Wednesdays": a capital alone is nobody. "Babcia comes each summer" is, there and wherever else.
        if word in self.those_who_act:
            return "they"
        # "Lives with Dziadunia": whom the child is with; where families are told of, any capital within a sentence.
        if not number or word.lower().removesuffix("s") in cues.NO_NAMES:
            return None
        is_story = self.plan.section_at(words[number][0]) in cues.SECTIONS_OF_STORIES
        return "they" if is_story or before.lower() in cues.WITH else None

    @cached_property
    def those_who_act(self) -> frozenset[str]:
        """Words with a capital, in no list of names, that do something somewhere, as people do."""
        return frozenset(each[1] for each in cues.ACTING.finditer(self.text) if not each[1].endswith("ing"))

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
