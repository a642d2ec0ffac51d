"""Who is spoken of in a plan: the child, people who are introduced, and first names that nobody introduces.

A person counts as introduced when the plan says anywhere who they are: beside a word of family or work, with a title or a
surname, on the front page, in a list with somebody who is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from weakref import WeakKeyDictionary, proxy

from ehcp.screening import name_cues as cues
from ehcp.screening.language import Reading, reading_of
from ehcp.screening.plan_text import PlanText
from ehcp.screening.words import entries

TITLES = frozenset(
    (
        "mr mrs ms miss mx dr doctor prof professor sir dame lady lord rev revd reverend imam rabbi fr pc dc sgt cllr "
        "councillor judge st saint queen king nurse aunt auntie aunty uncle nan nana nanna gran granny grandma grandpa "
        "grandad granddad taid nain coach mum dad mam mummy daddy baby"
    ).split()
)
# No sentence that anybody could read is longer; text without a full stop is looked at this far each way.
NEAR = 400


@dataclass(frozen=True, slots=True)
class Mention:
    """A first name in the text that is not the child's own, without a following 's. `full` ends after a surname."""

    word: str
    start: int
    end: int
    full: int | None = None


@cache
def first_names() -> dict[str, str]:
    """First names with the pronoun that most people of the name use: "they" where it says nothing."""
    lists = (("names_girls", "she"), ("names_boys", "he"), ("names_either", "they"))
    return {name: pronoun for words, pronoun in lists for name in entries(words)}


@cache
def also_words() -> frozenset[str]:
    """First names that are as often a word, a month or a place."""
    return frozenset(entries("names_also_words"))


@cache
def kin() -> dict[str, str]:
    """Words of family (and pets), each with its pronoun."""
    return dict(entry.split(" ", 1) for entry in entries("names_kin"))


@cache
def diagnoses() -> frozenset[str]:
    """Words of diagnoses and of ways to communicate, in small letters."""
    return frozenset(entries("diagnoses"))


@cache
def roles() -> frozenset[str]:
    return frozenset(entries("names_roles"))


@cache
def pupils() -> frozenset[str]:
    return frozenset(entries("names_pupils"))


def says_who(word: str) -> bool:
    """Whether a word tells who somebody is: family, work, another pupil."""
    for form in (word, word.lower()):
        single = form.removesuffix("s")
        if form in kin() or single in kin() or form in roles() or single in roles() or form in pupils():
            return True
    return False


class People:
    """The people of one plan, as far as names tell."""

    def __init__(self, plan: PlanText) -> None:
        # What is kept for a plan must not keep it alive.
        self.plan: PlanText = proxy(plan)
        self.text = plan.folded
        self.reading: Reading = reading_of(plan)
        self.own = own_names(plan)
        self.family_names = frozenset((plan.facts.name or "").split()[1:])
        self.mentions = list(self._mentions()) if self.own else []
        self.introduced = self._introduced()

    def _mentions(self):
        names = first_names()
        others = self._unlisted()
        for match in cues.CAPITAL.finditer(self.text):
            word = match.group()
            if word not in names and word not in others and ("-" not in word or word.split("-")[0] not in names):
                continue
            if word.lower() in self.own:
                continue
            start, end = match.span()
            if start and (self.text[start - 1].isalnum() or self.text[start - 1] == "-"):
                continue
            previous = cues.PREVIOUS.search(self.text, max(0, start - 30), start)
            if previous and previous[3] == " " and self._is_part_of_a_name(previous):
                continue
            surname = cues.SURNAME.match(self.text, end)
            full = None
            if surname and surname.group().split()[-1].lower() not in cues.NOT_A_SURNAME:
                full = surname.end()
            yield Mention(word, start, end, full)

    def _unlisted(self) -> frozenset[str]:
        """Words that stand where a child's name does, in no list of names, and never in small letters."""
        found = set()
        for match in cues.PERSON_DOES.finditer(self.text):
            word = match[1]
            lower = word.lower()
            if word in first_names() or lower in self.own or lower in cues.NO_ONES or says_who(word) or lower in TITLES:
                continue
            if self.plan.section_at(match.start(1)) in ("B", "C", "E", "F", "G") and not re.search(
                rf"\b{re.escape(lower)}\b", self.text
            ):
                found.add(word)
        return frozenset(found)

    def _is_part_of_a_name(self, previous: re.Match[str]) -> bool:
        """Whether the word before belongs to the same name ("Mrs Iqbal", "K. Anand", "Gareth James")."""
        word = previous[1]
        if word.lower() in TITLES or (len(word) == 1 and word.isupper() and word != "I"):
            return True
        if not word[0].isupper() or previous[2] or word.lower() in cues.CLASSES or word.lower() in cues.NOT_A_SURNAME:
            return False
        # A capital that only opens the sentence ("Encourage Alfie to ...") is no name.
        opens = self.reading.sentence_at(previous.start())[0] == previous.start()
        before = self.text[previous.start() - 1 : previous.start()]
        return not (opens or before in "\n\"'(:;") or word in first_names()

    def _introduced(self) -> frozenset[str]:
        known = {mention.word for mention in self.mentions if self._is_introduced(mention)}
        # "Zainab, Bilal and Hamza": who stands in a list with somebody known is known.
        for _ in range(2):
            for one, other in zip(self.mentions, self.mentions[1:], strict=False):
                between = self.text[one.full or one.end : other.start]
                if (
                    len(between) <= 24
                    and cues.JOINED.fullmatch(between)
                    and (one.word in known) != (other.word in known)
                ):
                    known |= {one.word, other.word}
        return frozenset(known)

    def _is_introduced(self, mention: Mention) -> bool:
        text, section = self.text, self.plan.section_at(mention.start)
        if section == "FRONT" or mention.full is not None:
            return True
        before = text[max(0, mention.start - 40) : mention.start]
        previous = cues.PREVIOUS.search(before)
        if previous and not previous[2] and (says_who(previous[1]) or previous[1].lower() in ("called", "named")):
            # "tell the teacher: Alfie ..." begins a new thought; "the teacher Alfie" and "her brothers: Ali" do not.
            is_beside = previous[3].strip() in ("", ",", "(") or says_who_is_many(previous[1])
            if is_beside and not _is_anybody(before, previous):
                return True
        # "Her nieces Jasleen and Kiran": the first need not be in any list of names.
        listed = cues.IN_A_LIST.search(text[max(0, mention.start - 90) : mention.start])
        if listed is not None and says_who(listed[1]):
            return True
        # "Her brothers are Idris and Caleb."
        linked = cues.LINKED.search(before)
        if linked is not None and says_who(linked[1]):
            return True
        if cues.WHO_LABEL.search(before) or cues.TOLD_AFTER.match(text, mention.end):
            return True
        if cues.DONE_BY.search(before) or cues.WORKS.match(text, mention.end):
            return True
        if self._is_told_after(mention) or self._is_joined_to_own(mention) or self._is_beside_own(mention):
            return True
        # "She asked for him by name (Sanjay)."
        if before.endswith("(") and text[mention.end : mention.end + 1] == ")":
            return True
        return self._is_alone_in_a_cell(mention)

    def _is_told_after(self, mention: Mention) -> bool:
        """ "Finn, her older brother", "Jo (learning mentor)", "Anil is his cousin"."""
        after = self.text[mention.end : mention.end + 60].split("\n", 1)[0]
        match = re.match(r"(?:,| \(| -|:| is| was) ?", after)
        if match is None:
            return False
        said = re.split(r"[,.;)]", after[match.end() :], maxsplit=1)[0].split()[:5]
        if match.group().strip() in ("is", "was") and (
            not said or said[0] not in ("his", "her", "their", "the", "a", "my")
        ):
            return False
        if match.group().strip() == "," and said and said[0] in ("and", "or"):
            return False
        return any(says_who(re.sub(r"'s$|[^\w-]", "", word)) for word in said)

    def _is_joined_to_own(self, mention: Mention) -> bool:
        """ "Elowen and Perran": two different children."""
        after = re.match(r" (?:and|or|&) ([A-Z][\w-]*)", self.text[mention.end : mention.end + 30])
        before = re.search(r"([A-Z][\w-]*) (?:and|or|&) \Z", self.text[max(0, mention.start - 30) : mention.start])
        return any(match is not None and match[1].lower() in self.own for match in (after, before))

    def _is_beside_own(self, mention: Mention) -> bool:
        """ "Rowena looks for Dexter": the child, named or as he or she, and somebody the child is with."""
        found = cues.BESIDE_CHILD.search(self.text, max(0, mention.start - 90), mention.start)
        if found is None:
            return False
        start = max(self.reading.sentence_at(mention.start)[0], mention.start - NEAR)
        subject = self.plan.facts.pronoun
        words = (match.group().lower() for match in cues.ANY_WORD.finditer(self.text, start, found.start()))
        return any(word in self.own or word == subject for word in words)

    def _is_alone_in_a_cell(self, mention: Mention) -> bool:
        block = self.plan.document.blocks[self.plan.place(mention.start, mention.end)[0]]
        if block.table is None or len(block.text) > 80:
            return False
        words = [word for word in re.split(r"[ ,/&.]+", block.text) if word and word != "and"]
        return all(word in first_names() for word in words)

    def strangers(self) -> list[Mention]:
        """First names that nobody introduces, where this child's should stand; none without the child's name."""
        found = [
            mention
            for mention in self.mentions
            if mention.word not in self.introduced
            and not self.is_short_for_own(mention.word)
            and self._stands_for_a_person(mention)
            and not self.reading.is_quoted(mention.start)
        ]
        # "Haleema is the fourth, after Zainab": whoever only ever stands beside the child is somebody else.
        alone: set[str] = set()
        for mention in found:
            if mention.word not in alone and not self.stands_with_own(mention):
                alone.add(mention.word)
        return [mention for mention in found if mention.word in alone]

    def stands_with_own(self, mention: Mention) -> bool:
        """Whether the child is named in the same sentence (near by, in a very long one)."""
        start, end = self.reading.sentence_at(mention.start)
        start, end = max(start, mention.start - NEAR), min(end, mention.end + NEAR)
        # "What Rowena will do: ..." is the label of a field, and says nothing of who stands in it.
        label = self.text.find(": ", start, min(mention.start, start + 40))
        if label > 0 and start == self.reading.line_at(start)[0]:
            start = label
        return any(match[1].lower() in self.own for match in cues.WORD.finditer(self.text, start, end))

    def is_short_for_own(self, name: str) -> bool:
        """Tom for Thomas, Ellie for Ellie-Mae: the same child by another form of the name."""
        name = name.lower()
        return any(
            own.startswith(name[:3]) and (own.startswith(name.rstrip("yie")) or name.startswith(own.rstrip("yie")))
            for own in self.own
        )

    def _stands_for_a_person(self, mention: Mention) -> bool:
        text = self.text
        if cues.THING.match(text, mention.end):
            return False
        before = text[max(0, mention.start - 14) : mention.start]
        if re.search(
            r"(?:\b[Tt]he|\blikes|(?<!would )(?<!ould also )\blike|\bloves?|\bwatch(?:es|ing)?|\bfavourite) \Z", before
        ):
            return False
        if mention.word not in also_words():
            return True
        if cues.DONE_TO.search(before):
            return True
        return cues.ACTS.match(text, mention.end) is not None and not re.search(
            r"\b(?:in|at|near|from|of|by|since) \Z", before
        )


def _is_anybody(before: str, previous: re.Match[str]) -> bool:
    """ "As a person Alfie is kind": the word tells nothing of who Alfie is, unless it is said what the person is there for."""
    if previous[1].lower() != "person" or previous[3] != " ":
        return False
    words = before[: previous.start()].split()
    return not (words and words[-1].lower() in cues.PERSONS_WITH_A_PART)


def says_who_is_many(word: str) -> bool:
    """Words before a list of names: "brothers: Ali, Bilal"."""
    return word.lower() in (
        "brothers",
        "sisters",
        "siblings",
        "children",
        "friends",
        "cousins",
        "parents",
        "carers",
        "family",
    )


def own_names(plan: PlanText) -> frozenset[str]:
    """The child's names in small letters, what they are called included; empty when the name is unknown."""
    if not plan.facts.name:
        return frozenset()
    names = plan.facts.name.split()
    spans = plan.sections.get("FRONT")
    if spans:
        front = plan.folded[spans[0][0] : spans[-1][1]]
        lowered = front.lower()
        # "Aleksandra Nowicka (Ola)"
        beside = re.search(rf"{re.escape(plan.facts.name)} \((?:known as )?\"?([A-Z][^\W\d_]+)\"?\)", front)
        names += [beside[1]] if beside else []
        if any(words in lowered for words in cues.ALIAS_WORDS):
            names += [match[1] for match in cues.ALIAS.finditer(front)]
    # A running header may call the child what everybody does: "Seun Adebayo: my plan".
    for block in plan.document.blocks:
        if block.part == "header" and len(names) > 1:
            names += re.findall(rf"\b([A-Z][^\W\d_]+) {re.escape(plan.facts.name.split()[-1])}\b", block.text)
    parts = [part for name in names for part in (name, *name.split("-"))]
    return frozenset(part.lower() for part in parts if len(part) > 1)


_people: WeakKeyDictionary[PlanText, People] = WeakKeyDictionary()


def people_of(plan: PlanText) -> People:
    """The people of a plan, worked out once and kept for as long as the plan is."""
    found = _people.get(plan)
    if found is None:
        found = _people[plan] = People(plan)
    return found
