"""Lines and rows become items in the making: what they are, what belongs to them, and where they stand."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from ehcp.screening.document import FOOTNOTE
from ehcp.screening.item import KIND_OF_SECTION, Kind
from ehcp.screening.items import wording
from ehcp.screening.items.aspirations import read_aspirations
from ehcp.screening.items.columns import SLOT_ROLES, line_key
from ehcp.screening.items.lines import Line, label_of
from ehcp.screening.items.links import Place
from ehcp.screening.items.needs import read_needs
from ehcp.screening.items.outcomes import read_outcomes
from ehcp.screening.items.provisions import NO_VERB, read_provision
from ehcp.screening.items.sentences import sentences
from ehcp.screening.items.slots import Field
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
    is_second: bool = False  # a second thing that a cell gives beside its first: the times of the row are not its own
    fields: list[Field] = field(default_factory=list)
    quiet: set[tuple[int, int]] = field(default_factory=set)  # when it is reviewed, what it costs: no slots there
    place: Place = field(default_factory=Place)


_RUN_IN = re.compile(r"[^.:\n]{4,60}?(?:\. |: )\s*")
# Words of which the names of the areas of need are made.
_OF_AREAS = frozenset(
    """and & or / of for with communication interaction cognition learning social emotional mental health sensory physical
    preparing preparation adulthood self-care self care independence speech language needs development medical
    behaviour behavioural friendships adult life wellbeing well-being""".split()
)


_LEAD_WORD = re.compile(r"(?P<words>[a-z][a-z' -]{2,36}):\s")
_SAYS_WHICH = re.compile(r"\boutcomes?\b|\bneeds?\b|\b[b-e]\d")
_OWN_WORD = {"B": "need", "C": "need", "D": "need", "E": "outcome"}


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
        self.child = (plan.facts.name or "").split(" ")[0].lower()

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
        if self.goes_on_with_need(line, low):
            return
        start = line.start + taken
        rest = self.low[start : line.end]
        if self.says_nothing(line, start, label):
            self.current = None
            return
        if not rest.strip(" .-_*"):
            return
        _READERS[KIND_OF_SECTION[line.section]](self, line, start, label)

    def says_nothing(self, line: Line, start: int, label: str) -> bool:
        """Whether a line says that nothing is needed, or is only there to guide the writer."""
        rest = self.low[start : line.end]
        # In section B "no concerns" about one thing says nothing of the next.
        if (
            (wording.is_nil(rest) and not (line.section == "B" and ". " in rest))
            or wording.is_template(rest)
            or (not label and rest[:1] != '"' and wording.GUIDANCE.match(rest))
        ):
            return True
        if line.block.table is None and not label and line.section[0] in "EFGH" and wording.ROWS_BELOW.search(rest):
            return True
        if line.section not in ("C", "D", "G", "H", "H1", "H2") or len(rest) > 400:
            return False
        told = [self.low[begins:finish] for begins, finish in sentences(self.plan.folded, start, line.end)]
        # "No other needs are known" leaves room for those told before it.
        return any(wording.is_nil(each) and not (at and wording.OTHER.search(each)) for at, each in enumerate(told))

    def is_heading(self, line: Line, low: str, label: str, taken: int) -> bool:
        """Whether a line heads others. A heading that is a whole sentence with a label is what it says."""
        words = low[taken:]
        if line.block.is_heading:
            says = len(words) > 45 and re.search(r"\b(?:will|cannot|does not|has|is)\b", words)
            is_outcome = line.section == "E" and len(words) > 20 and wording.OUTCOME_AS_HEADING.match(words)
            return not ((label and says) or is_outcome) or line.section[0] in "FGH"
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
            or (bare.count(" ") < 7 and wording.area_of(bare) and not NO_VERB.search(bare))
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

    def after_area(self, start: int, end: int) -> int:
        """Where a paragraph begins after "Communication and interaction.", a heading run in with it."""
        lead = _RUN_IN.match(self.low, start, end)
        if lead is None or lead.end() >= end:
            return start
        words = lead[0].strip(" .:").replace(",", "").split()
        if len(words) < 2 or not _OF_AREAS.issuperset(words):
            return start
        self.area = wording.area_of(" ".join(words)) or self.area
        return lead.end()

    def goes_on_with_need(self, line: Line, low: str) -> bool:
        """Whether a line "Effect: ..." or "Source: ..." adds to the need above it, which a label of its own set apart."""
        current = self.current
        if current is None or current.kind is not Kind.NEED or current.section != line.section or ":" not in low[:40]:
            return False
        lead = _LEAD_WORD.match(low)
        if lead is None or lead["words"].startswith(("need", "difficult")) or wording.area_of(lead["words"]):
            return False
        above = self.low.rfind("\n", 0, current.spans[0][0]) + 1
        if not self.low.startswith("need", above) or wording.STRENGTHS.match(lead["words"]):
            return False
        current.spans.append((line.start, line.end))
        return True

    def take_key(self, line: Line, low: str) -> bool:
        """A line "Who: ..." fills a slot of the item above it; others of the kind belong to it."""
        if len(low) > 400 or not any(mark in low for mark in wording.KEY_MARKS):
            return False
        key = wording.KEY.match(low)
        role = line_key(key["key"]) if key else None
        if key is None or role is None:
            return False
        if role == "serves" and key["key"].startswith(_OWN_WORD.get(line.section[0], "\n")):
            # "Outcome: ..." in section E is an outcome; in F it says which one is served.
            return False
        if role == "serves" and key["key"] == "support" and not _SAYS_WHICH.search(low):
            # "Support: a mentor" gives; "Support: outcome 2" says what for.
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

    def grouped(self, start: int, end: int, is_new: Callable[[str, int, int, int], bool]) -> list[tuple[int, int]]:
        """Sentences, each with those that only add to it."""
        groups: list[tuple[int, int]] = []
        for begins, finish in sentences(self.plan.folded, start, end):
            if groups and not is_new(self.low[begins:finish], begins, finish, groups[-1][0]):
                groups[-1] = (groups[-1][0], finish)
            else:
                groups.append((begins, finish))
        return groups


_READERS: dict[Kind, Callable[[Walk, Line, int, str], None]] = {
    Kind.ASPIRATION: read_aspirations,
    Kind.NEED: read_needs,
    Kind.OUTCOME: read_outcomes,
    Kind.PROVISION: read_provision,
}
