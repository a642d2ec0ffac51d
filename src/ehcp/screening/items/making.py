"""Lines and rows become items in the making: what they are, what belongs to them, and where they stand."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ehcp.screening.document import FOOTNOTE
from ehcp.screening.item import KIND_OF_SECTION, Kind
from ehcp.screening.items import prose, wording
from ehcp.screening.items.columns import SLOT_ROLES, line_key
from ehcp.screening.items.form_cues import starts_with_a_thing
from ehcp.screening.items.lines import Line, label_of
from ehcp.screening.items.links import Place
from ehcp.screening.items.measures import BY, FREQUENCY
from ehcp.screening.items.roles import roles
from ehcp.screening.items.sentences import sentences
from ehcp.screening.items.slots import Field, duration, first
from ehcp.screening.plan_text import PlanText


@dataclass
class Making:
    """An item before its slots are filled. `spans[0]` is what it says; the others are what was added to it."""

    section: str
    kind: Kind
    spans: list[tuple[int, int]]
    label: str = ""
    area: str = ""
    is_bullet: bool = False
    fields: list[Field] = field(default_factory=list)
    quiet: set[tuple[int, int]] = field(default_factory=set)  # when it is reviewed, what it costs: no slots there
    place: Place = field(default_factory=Place)


_INTRO = re.compile(r":\s*\Z")
_NO_VERB = re.compile(
    r"\b(?:is|are|will|has|have|to|can|must|should|be|gives?|uses?|works?|sees?|access|regular|support|daily|weekly|opportunit\w+|help|input|\d)\b"
)


class Walk:
    """Goes through the lines of a plan once. `found` are its items, `puzzles` counts lines nobody could place."""

    def __init__(self, plan: PlanText) -> None:
        self.plan, self.low = plan, plan.lowered
        self.found: list[Making] = []
        self.puzzles = 0
        self.section = ""
        self.area = ""
        self.mode = ""  # strengths, needs, steps, hopes
        self.heading: tuple[int, int] | None = None
        self.current: Making | None = None
        self.leaning: dict[str, bool] = {}

    def enter(self, section: str) -> None:
        if section != self.section:
            self.section, self.area, self.mode, self.heading, self.current = section, "", "", None, None

    # Lines

    def line(self, line: Line) -> None:
        """One paragraph outside a table, or inside a cell that is a page of its own."""
        self.enter(line.section)
        low = self.low[line.start : line.end]
        if line.block.part == FOOTNOTE:
            return
        label, taken = label_of(line, low)
        # Before headings: "Ratio: 1:1" with its key in bold looks like one.
        if self.take_key(line, low):
            return
        if self.is_heading(line, low, label, taken):
            self.take_heading(line, low)
            return
        start = line.start + taken
        rest = self.low[start : line.end]
        if self.says_nothing(line, start, label):
            self.current = None
            return
        if not rest.strip(" .-_*"):
            return
        kind = KIND_OF_SECTION[line.section]
        if kind is Kind.NEED:
            self.need(line, start, label)
        elif kind is Kind.OUTCOME:
            self.outcome(line, start, label)
        elif kind is Kind.PROVISION:
            self.provision(line, start, label)
        else:
            self.aspiration(line, start, label)

    def says_nothing(self, line: Line, start: int, label: str) -> bool:
        """Whether a line says that nothing is needed, or is only there to guide the writer."""
        rest = self.low[start : line.end]
        if wording.is_nil(rest) or wording.is_template(rest) or (not label and wording.GUIDANCE.match(rest)):
            return True
        if line.section not in ("C", "D", "G", "H", "H1", "H2") or len(rest) > 400:
            return False
        told = sentences(self.plan.folded, start, line.end)
        return any(wording.is_nil(self.low[begins:finish]) for begins, finish in told)

    def is_heading(self, line: Line, low: str, label: str, taken: int) -> bool:
        """Whether a line heads others. A heading that is a whole sentence with a label is what it says."""
        words = low[taken:]
        if line.block.is_heading:
            return (
                not (label and len(words) > 45 and re.search(r"\b(?:will|cannot|does not|has|is)\b", words))
                or line.section[0] in "FGH"
            )
        if len(low) > 70 or low.rstrip()[-1:] in ".;,!" or line.block.number.startswith("•"):
            return False
        bare = words.strip(" :*")
        if label and line.section[0] in "EFGH":
            return False
        is_named = (
            wording.STRENGTHS.match(bare)
            or (wording.NEEDS.match(bare) and line.section[0] in "BCD")
            or wording.STEPS.fullmatch(bare)
            or (wording.HOPES.search(bare) and line.section == "A" and not label and bare.count(" ") < 6)
            or (bare.count(" ") < 7 and wording.area_of(bare) and not _NO_VERB.search(bare))
            or (
                line.section[0] in "FG"
                and re.match(
                    r"(?:to (?:reach|meet|achieve|support) |provision (?:for|to meet) |for )?(?:outcome|need)s? ?[a-h]?\d",
                    bare,
                )
                and bare.count(" ") < 6
            )
        )
        return bool(is_named) and ":" not in low.rstrip(": ")

    def take_heading(self, line: Line, low: str) -> None:
        self.current = None
        words = low.strip()
        if wording.STEPS.match(words):
            self.mode = "steps"
            return
        if wording.STRENGTHS.match(words):
            self.mode = "strengths"
        elif wording.NEEDS.match(words) and line.section[0] in "BCD":
            self.mode = "needs"
        else:
            self.mode = "hopes" if line.section == "A" and wording.HOPES.search(words) else ""
            self.area = wording.area_of(words)
            self.heading = (line.start, line.end)
            return
        self.area = wording.area_of(words.partition(":")[2] or "") or self.area

    def take_key(self, line: Line, low: str) -> bool:
        """A line "Who: ..." fills a slot of the item above it; others of the kind belong to it."""
        if len(low) > 400 or not any(mark in low for mark in wording.KEY_MARKS):
            return False
        key = wording.KEY.match(low)
        role = line_key(key["key"]) if key else None
        if key is None or role is None:
            return False
        current = self.current
        if current is None or current.section != line.section:
            if (
                self.found
                and self.found[-1].section == line.section
                and role in SLOT_ROLES
                and self.mode != "strengths"
            ):
                current = self.current = self.found[-1]
            else:
                return False
        value = line.start + key.end()
        if line.block.is_heading and value >= line.end:
            return False
        if role in SLOT_ROLES and value < line.end:
            current.fields.append(Field(role, value, line.end))
        if role == "serves":
            current.place.refers.append((value, line.end))
        current.spans.append((line.start, line.end))
        if role not in SLOT_ROLES:
            current.quiet.add((line.start, line.end))
        return True

    # Items

    def add(self, line: Line, start: int, end: int, kind: Kind, label: str = "") -> Making:
        making = Making(line.section, kind, [(start, end)], label, self.area, line.block.number.startswith("•"))
        making.place.refers.append((line.start, end) if label else (start, end))
        if self.heading is not None:
            making.place.headings.append(self.heading)
        self.found.append(making)
        self.current = making
        return making

    def grouped(self, start: int, end: int, is_new) -> list[tuple[int, int]]:
        """Sentences, each with those that only add to it."""
        groups: list[tuple[int, int]] = []
        for begins, finish in sentences(self.plan.folded, start, end):
            if groups and not is_new(self.low[begins:finish], begins, finish, groups[-1][0]):
                groups[-1] = (groups[-1][0], finish)
            else:
                groups.append((begins, finish))
        return groups

    def need(self, line: Line, start: int, label: str) -> None:
        """Needs of B, C and D. What a child can do is none."""
        start, is_strength = self.after_lead(line, start)
        if is_strength or wording.is_nil(self.low[start : line.end]):
            self.current = None
            return
        whole = bool(label) or bool(line.block.number)
        groups = [(start, line.end)] if whole else self.grouped(start, line.end, self._is_new_need)
        for begins, finish in groups:
            words = self.low[begins:finish]
            if self.mode == "needs":
                is_need = True
            else:
                signs, strengths = len(wording.NEED_SIGN.findall(words)), len(wording.STRENGTH_SIGN.findall(words))
                is_need = signs > 0 and (signs >= strengths or line.section != "B")
                if self.leans_to_needs(line.section) or label or line.section != "B":
                    is_need = is_need or strengths == 0
                elif len(groups) >= prose.ENOUGH and not signs and not strengths and begins > start:
                    # Among sentences of running prose one that praises nothing tells what is hard without a word for it.
                    is_need = prose.BACKGROUND.search(words) is None
            lead, _, rest = words.partition(". ")
            if (
                wording.is_nil(words)
                or (wording.area_of(lead) and wording.is_nil(rest))
                or wording.GUIDANCE.match(words)
            ):
                is_need = False
            if is_need:
                self.add(line, begins, finish, Kind.NEED, label)
            else:
                self.current = None

    def after_lead(self, line: Line, start: int) -> tuple[int, bool]:
        """Where a line begins after "Needs:" or "Strengths:", and whether it tells of strengths alone."""
        low = self.low[start : line.end]
        lead = re.match(r"[^.:\n]{2,48}?(?::|\. |\.\Z)\s*", low)
        if lead is None or lead.end() >= len(low):
            return start, self.mode == "strengths"
        words, has_colon = lead[0].rstrip(" .:"), lead[0].rstrip().endswith(":")
        if wording.STRENGTHS.fullmatch(words) or (wording.STRENGTHS.match(words) and has_colon):
            # What a line says of itself holds for that line: needs may follow with no heading of their own.
            later = wording.NEEDS_LATER.search(low)
            if later is None:
                self.mode = "" if self.mode != "strengths" else self.mode
                return start, True
            self.mode = "needs"
            return start + later.end(), False
        if wording.NEEDS.fullmatch(words) or (wording.NEEDS.match(words) and has_colon):
            self.mode = "needs"
            return start + lead.end(), False
        area = wording.area_of(words) if words.count(" ") < 6 else ""
        if area:
            self.area, self.mode = area, ""
        return start, self.mode == "strengths"

    def leans_to_needs(self, section: str) -> bool:
        """Whether the section's own heading asks for difficulties alone: "What I find hard"."""
        if section not in self.leaning:
            found = self.plan.document.section(section)
            self.leaning[section] = found is not None and wording.HARD.search(found.heading.lower()) is not None
        return self.leaning[section]

    def _is_new_need(self, low: str, start: int, end: int, first_of_all: int) -> bool:
        """A sentence is a need of its own unless it adds to the one before, or that one was a mere name."""
        before = self.low[max(0, start - 120) : start].rstrip()
        name = re.split(r"[.!?:\n]\s?", before[:-1])[-1].strip() if before else ""
        if name.count(" ") < 5 and (wording.area_of(name) or not prose.VERB.search(name)):
            return False
        if wording.DIAGNOSIS.fullmatch(name):
            return False
        # What was said aloud shows the need before it.
        if wording.ADDS.match(low) or low.startswith('"') or prose.EVIDENCE.match(low):
            return False
        if self.section not in ("C", "D"):
            return True
        # Health and care are told as a story: who saw whom and what was done belong to the need they tell of.
        signs = wording.NEED_SIGN
        return (
            signs.search(low) is not None
            and signs.search(self.low, first_of_all, start) is not None
            and prose.BACKGROUND.search(low) is None
        )

    def outcome(self, line: Line, start: int, label: str) -> None:
        low = self.low[start : line.end]
        above = self.found[-1] if self.found and self.found[-1].section == "E" else None
        is_bullet = line.block.number.startswith("•")
        if (
            above is not None
            and not label
            and (
                self.mode == "steps"
                or wording.STEPS.match(low)
                or (is_bullet and above.label and not above.is_bullet)
                or (line.block.list_level > 0 and is_bullet and not above.is_bullet)
            )
        ):
            above.spans.append((line.start, line.end))
            return
        if label or line.block.number:
            self.add(line, start, line.end, Kind.OUTCOME, label)
            return
        if _INTRO.search(low) or not wording.OUTCOME_SIGN.search(low):
            self.puzzles += not _INTRO.search(low)
            self.current = None
            return
        if above is not None and self.current is above and wording.ADDS.match(low):
            above.spans.append((line.start, line.end))
            return
        for begins, finish in self.grouped(start, line.end, self._is_new_outcome):
            self.add(line, begins, finish, Kind.OUTCOME)

    def _is_new_outcome(self, low: str, start: int, end: int, _before: int) -> bool:
        """In section E a sentence that looks ahead says an outcome, unless it says how the one before is measured."""
        if wording.STEPS.match(low) or (wording.ADDS.match(low) and not prose.AHEAD.match(low)):
            return False
        ahead = BY.search(self.low, start, min(end, start + 40))
        if (ahead and ahead.start() < start + 12) or prose.AHEAD.match(low):
            return True
        return prose.LOOKS_AHEAD.search(low) is not None and not prose.MEASURES.search(low)

    def provision(self, line: Line, start: int, label: str) -> None:
        low = self.low[start : line.end]
        if _INTRO.search(low) and len(low) < 160 and not label:
            self.current = None
            return
        if label or line.block.number:
            self.add(line, start, line.end, Kind.PROVISION, label)
            return
        current = self.current
        if low.rstrip()[-1:] not in ".;!?" and low.count(" ") < 6 and not _NO_VERB.search(low):
            self.take_heading(line, low)
            return
        if current is not None and current.label and wording.ADDS.match(low):
            current.spans.append((line.start, line.end))
            return
        for begins, finish in self.grouped(start, line.end, self._is_new_provision):
            self.add(line, begins, finish, Kind.PROVISION)

    def _is_new_provision(self, low: str, start: int, end: int, before: int) -> bool:
        """Whether a sentence of a paragraph gives something of its own: somebody does, or the child gets, something."""
        if wording.ADDS.match(low):
            return False
        if prose.CHILD_GETS.match(low) or prose.ADULTS_DO.match(low):
            return True
        is_measured = self._is_measured(start, end)
        if is_measured and self._is_measured(before, start):
            return True
        if prose.THIRD.match(low):
            return prose.CHILD_HAS.match(low) is not None
        if prose.ALSO.match(low) or starts_with_a_thing(low):
            return True
        if prose.CONDITION.match(low):
            return False
        actor = next(roles(self.low, self.plan.folded, start, min(end, start + 90)), None)
        if actor is not None and actor[0] - start < 45:
            # Somebody of whom the sentences before told goes on with the same, unless it takes a time of its own.
            return is_measured or self.low[actor[0] : actor[1]] not in self.low[before:start]
        return prose.WILL.search(low) is not None or prose.IS_GIVEN.match(low) is not None

    def _is_measured(self, start: int, end: int) -> bool:
        """Whether a stretch says both how often and how long."""
        return first(FREQUENCY, self.low, start, end) is not None and duration(self.low, start, end) is not None

    def aspiration(self, line: Line, start: int, label: str) -> None:
        """Hopes and wishes of section A; a child's quoted words count only under a heading that asks for hopes."""
        low = self.low[start : line.end]
        is_hopes = self.mode == "hopes"
        whole = (bool(line.block.number) and not label) or is_hopes
        if whole and not (low.count(". ") and (is_hopes or wording.TO_DO.match(low))):
            groups = [(start, line.end)] if low.count(". ") < 2 else list(sentences(self.plan.folded, start, line.end))
        else:
            groups = list(sentences(self.plan.folded, start, line.end))
        aloud = low if is_hopes else wording.QUOTED.sub(lambda quote: " " * len(quote[0]), low)
        for begins, finish in groups:
            words = aloud[begins - start : finish - start]
            hope = wording.HOPE.search(words) and not wording.NOT_HOPE.search(words)
            if (
                hope
                or (is_hopes and whole and (len(groups) == 1 or wording.TO_DO.match(words)))
                or (line.block.number and wording.TO_DO.match(words))
            ):
                self.add(line, begins, finish, Kind.ASPIRATION, label)
