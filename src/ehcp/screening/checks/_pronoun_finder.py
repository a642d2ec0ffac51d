"""Whether a pronoun that is not the child's may speak of somebody else, by who stands before it and by what is said."""

from __future__ import annotations

import re
from itertools import islice

from ehcp.screening.checks import _pronoun_child as child
from ehcp.screening.checks import _pronoun_words as cues
from ehcp.screening.checks._pronoun_people import PeopleNear
from ehcp.screening.names import NEAR


class Finder(PeopleNear):
    """Whether a pronoun may speak of somebody else than the child."""

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
        if self.is_another(begins, start, end, at):
            return True
        if self.names_another(start, at) and not self.is_done_to(start, at):
            return True
        after = self.text.find(" ", at, end)
        if (
            after > 0
            and self.text.find(",", start, at) < 0
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
        hoped = cues.TO_COME.match(text, at) and cues.HOPED_FOR.search(text, max(start, at - 30), at)
        if hoped:
            # "She would like him to come to tea": what the child hopes of somebody.
            return not self.hopes(start, hoped.start())
        if cues.HIMSELF.match(text, at):
            # "... an arrangement with a friend, having made it himself": whom the sentence is about.
            firsts = list(self.others(start, at))
            last = firsts[0] if firsts else start
            # "... keeping her opinions to herself": the two go together.
            nearest = cues.WORD.match(text, last)
            if firsts and nearest is not None and nearest.group().lower() in cues.OTHERS:
                return False
            return (
                self.first_word_of_child(start, at) < min(firsts, default=at)
                or self.right.search(text, last, at) is not None
            )
        if section == "E" and cues.OUTCOME.match(text, at) and start == begins and not self.names_another(start, at):
            return not self.first_word_of_child(start, at) < at
        # Of several people nobody is he or she: whom they worry about is the child.
        if self.plan.facts.pronoun != "they" and child.SEVERAL_SAY.search(text, max(start, at - 60), at):
            return True
        line = self.people.reading.line_at(at)[0]
        before = self.people.reading.sentence_at(begins - 2)[0] if begins > line + 2 else begins
        near = list(self.others(max(before, at - NEAR), at))
        if not self.is_said_of_a_child(section, start, at):
            return False
        # Only people at work stand near: what is said here is said of children.
        by_name = not (child.ONLY_A_CHILD.match(text, at) or child.ILLNESS.match(text, at)) and not (
            child.CHILDS_OWN.match(text, at) and self.goes_on_from_child(start, at)
        )
        return not any(self.is_somebody(place, by_name) for place in near)

    def hopes(self, start: int, at: int) -> bool:
        """Whether whoever hopes, just in front of the verb, is the child."""
        words = self.text[max(start, at - 40) : at].split()
        last = words[-1].lower() if words else ""
        return last == self.plan.facts.pronoun or last in self.people.own

    def is_said_of_a_child(self, section: str | None, start: int, at: int) -> bool:
        """Whether the words at a pronoun are such as are said of children and not of those who work with them."""
        text = self.text
        if child.ONLY_A_CHILD.match(text, at):
            return True
        if section in cues.SECTIONS_OF_STORIES:
            return False
        is_purpose = child.PURPOSE.search(text, max(start, at - 10), at) is not None
        if is_purpose and child.PLANS.match(text, at):
            return False
        if child.CHILDS_OWN.match(text, at):
            return child.BODY.match(text, at) is None or child.SHOWS.search(text, max(start, at - 14), at) is None
        if child.SUBJECT.match(text, at) or child.ADVICE_SAYS.search(text, max(start, at - 24), at):
            return True
        if is_purpose:
            # "... to Rowena, so that he knows": where the child has a pronoun of its own here, the other is somebody's.
            ends = min(self.people.reading.sentence_at(at)[1], at + NEAR)
            return self.right.search(text, start, ends) is None and child.AT_WORK.match(text, at) is None
        return child.OWNS.match(text, at) is not None and self.goes_on_from_child(start, at)

    def goes_on_from_child(self, start: int, at: int) -> bool:
        """ "Corin finds it hard to start her work": the child, and no new clause between."""
        if child.ANYBODYS.match(self.text, at):
            return False
        named = [word for word in cues.WORD.finditer(self.text, start, at) if word.group().lower() in self.people.own]
        if not named:
            return False
        after = named[-1].end()
        if not self.text.startswith(" ", after) or self.names_another(after, at):
            return False
        return all(child.GOES_ON.fullmatch(each.group()) for each in cues.CLAUSE.finditer(self.text, after, at))

    def is_another(self, begins: int, start: int, end: int, at: int) -> bool:
        """Whether the words themselves say that somebody else is meant, named here or not."""
        text = self.text
        if child.ADULTS.match(text, at) or (child.ANYBODYS.match(text, at) and self.right.search(text, start, end)):
            return True
        does = child.AT_WORK.match(text, at)
        if does is None:
            return False
        # "She trains the people there", "she will show him": whoever does it is not whom it is done to.
        stop = cues.CLAUSE.search(text, does.end(), end)
        ends = stop.start() if stop else end
        return self.speaks_of_child(does.end() - 1, ends) or child.ADULTS_TOO.match(text, does.end()) is not None

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
            # A short cell in front, any cell where this one goes on with "She ...", or an earlier paragraph of the same cell.
            is_label = other.row == place.row and (
                at == line or len(blocks[before].text) <= cues.LABEL or other.column == place.column
            )
            is_above = points_up and other.row == place.row - 1
            if (is_label or is_above) and self.names_another(begins, begins + min(len(blocks[before].text), NEAR)):
                return True
        return False

    def begins_an_item(self, line: int, at: int) -> bool:
        """Whether a line says something of its own: every line but a paragraph of a story, as families are told of.

        In provision a paragraph that opens with the pronoun goes on about whoever gives the provision above.
        """
        block = self.plan.document.blocks[self.plan.place(line, line + 1)[0]]
        if block.number == "•" or block.table is not None:
            return True
        section = self.plan.section_at(line)
        return section not in cues.SECTIONS_OF_STORIES and not (section in cues.SECTIONS_OF_PROVISION and at == line)

    def is_done_to(self, start: int, at: int) -> bool:
        """ "The therapist will see him": whoever does it in the same clause is not who it is done to."""
        if cues.OBJECT.match(self.text, at) is None:
            return False
        others = list(islice(self.others(start, at), 2))
        if len(others) != 1:
            return False
        between = self.text[others[0] : at]
        if cues.VERB.search(between) is None:
            return False
        joined = [each.group() for each in cues.CLAUSE.finditer(between)]
        if not joined:
            return True
        # "A key adult will greet Rowena and take him in": the same one does both; but "Dad would like Ann to go with him".
        return all(each in (",", "and", "or") for each in joined) and not (
            self.right.search(between) or self.child_acts(others[0], at)
        )

    def child_acts(self, start: int, end: int) -> bool:
        """Whether the child is said to do something, by name, in these words."""
        named = (word for word in cues.WORD.finditer(self.text, start, end) if word.group().lower() in self.people.own)
        return any(
            re.match(r" (?:to|will|can|has|is|goes)\b", self.text[word.end() : word.end() + 6]) for word in named
        )
