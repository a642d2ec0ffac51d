"""One word of a plan is swapped, and exactly the right finding appears: on every development plan of the corpus."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest
from tools.accuracy.lines import Lines
from tools.accuracy.matching import facts_of, labels_of
from tools.corpus.markup import CorpusPlan, build, plans

from ehcp.screening.item import Form
from ehcp.screening.reading import read
from ehcp.screening.screen import Screening, screen

# Which words are swapped -> the check that must see it, and the least share of plans' lines on which it does. The checks
# of names and pronouns stay silent where somebody else could be meant, so they may miss some; nothing may come of it that
# is not right, whatever is swapped.
SWAPS = {
    "name": ("identity-other-name", 0.90),
    "pronoun": ("identity-pronoun", 0.60),
    "year of a target": ("date-stale", 0.95),
    "day of a date": ("date-impossible", 0.95),
    "how long": ("provision-no-duration", 0.90),
    "heading": ("section-missing", 1.0),
}
MOST_OF_A_KIND = 2  # in each plan
STRANGERS = {"he": "Barnaby", "she": "Philippa", "they": "Barnaby"}
SUBJECT = {"he": "He", "she": "She", "they": "They"}
WRONG = {"he": "She", "she": "He", "they": "He"}
# A line with a finding of these checks already is left alone: what is said of it would change with the words.
EACH_OTHER = {"name": "identity", "pronoun": "identity", "year of a target": "date", "day of a date": "date"}
MONTHS = "January|March|April|May|June|July|August|September|October|November|December"
TARGET = re.compile(rf"\b[Bb]y (?:the end of )?(?:{MONTHS}|Easter) (20\d\d)")
DAY = re.compile(rf"\b\d\d? (?:{MONTHS}|February) (20\d\d)")
HEADING = re.compile(r"#+ (?:Section )?J\b")
OF_PROVISION = ("F", "G", "H", "H1", "H2")


@dataclass(frozen=True)
class Seen:
    """A plan with what was seen in it, by check, section and line of the corpus file."""

    plan: CorpusPlan
    screening: Screening
    lines: Lines

    @property
    def findings(self) -> Counter[tuple[str, str, int | None]]:
        return Counter((one.rule, one.section[:1], self.lines.line(one.start)) for one in self.screening.findings)


@dataclass(frozen=True)
class Swap:
    """One line said otherwise, and what came and went with it. `line` is 0 for a heading: what is not there has none."""

    kind: str
    plan: str
    line: int
    words: str
    came: Counter[tuple[str, str, int | None]]
    went: Counter[tuple[str, str, int | None]]

    @property
    def rule(self) -> str:
        return SWAPS[self.kind][0]

    @property
    def is_found(self) -> bool:
        return any(rule == self.rule and line == (self.line or None) for rule, _, line in self.came)

    @property
    def is_all(self) -> bool:
        """Nothing but what was looked for came, once, and nothing went."""
        return not self.went and sum(self.came.values()) == self.is_found


def see(plan: CorpusPlan) -> Seen:
    screening = screen(read(build(plan, "docx")), facts_of(plan))
    return Seen(plan, screening, Lines(plan, screening.plan))


def candidates(seen: Seen) -> Iterator[tuple[str, int, str | None]]:
    """Kind of swap, line, and what the line says instead (None: it goes)."""
    plan = seen.plan
    whole = "\n".join(plan.lines.values())
    first, *_, last = plan.child.split()
    own = re.compile(rf"(?<=[.] ){first}(?= (?!{last}\b)[a-z])|^(?:[-|] )?{first}(?= (?!{last}\b)[a-z])")
    subject = re.compile(rf"(?<=[.] ){SUBJECT[plan.pronoun]}(?= [a-z]+)")
    sections: dict[int, str | None] = {}
    for row, (line, _) in seen.lines.line_of_row.items():
        sections.setdefault(line, seen.screening.plan.section_at(seen.screening.plan.starts[row]))
    told = {(rule, line) for rule, _, line in seen.findings}
    # A line that carries another child's name already holds two of them after the swap.
    labels = labels_of(plan)
    told |= {
        (fault.rule, fault.line) for fault in (labels.faults if labels else ()) if fault.rule == "identity-other-name"
    }
    is_mixed = any(rule == "identity-pronoun" for rule, _ in told)

    for line, raw in plan.lines.items():
        # A section that is found empty already is not asked twice: its heading takes that finding with it.
        if HEADING.match(raw) and not {at for _, at in told if at is not None and line <= at <= line + 2}:
            yield "heading", line, None
        section = sections.get(line)
        if section in (None, "FRONT", "KEY") or re.search(r"^[#\[]|[\"“]|\{[-+]", raw):
            continue
        for kind, found, instead in (
            ("name", own.search(raw) if section in "BEF" else None, STRANGERS[plan.pronoun]),
            ("pronoun", subject.search(raw) if section in "BEF" else None, WRONG[plan.pronoun]),
            ("year of a target", TARGET.search(raw) if section == "E" else None, str(plan.on.year - 2)),
            ("day of a date", DAY.search(raw), "31 June"),
        ):
            # A name that the plan knows is nobody new; where pronouns are mixed already the check may find none to be the child's.
            is_known = (kind == "name" and instead in whole) or (kind == "pronoun" and is_mixed)
            if found is None or is_known or any(at == line and rule.startswith(EACH_OTHER[kind]) for rule, at in told):
                continue
            begins, ends = found.span(1) if kind == "year of a target" else found.span()
            ends -= 5 * (kind == "day of a date")  # its year stays
            begins = ends - len(first) if kind == "name" else begins  # the bullet, or the cell's edge, stays
            yield kind, line, raw[:begins] + instead + raw[ends:]
    yield from _without_length(seen, told)


def _without_length(seen: Seen, told: set[tuple[str, int | None]]) -> Iterator[tuple[str, int, str | None]]:
    """ "... for 40 minutes every fortnight" loses its minutes, where nothing else of the item says how long."""
    for item in seen.screening.plan.items_in(*OF_PROVISION):
        length, line = item.slots.get("duration"), seen.lines.line(item.start)
        if item.form is not Form.SESSION or length is None or line is None or "|" in seen.plan.lines[line]:
            continue
        raw = seen.plan.lines[line]
        minutes = re.compile(rf" for {re.escape(length.text)}\b(?! (?:a|each|every|per)\b)")
        is_copied = any(rule == "copied-block" for rule, _ in told)
        if len(re.findall(r"\bminutes?\b|\bhours?\b", raw)) == 1 and minutes.search(raw) and not is_copied:
            yield "how long", line, minutes.sub("", raw)


@pytest.fixture(scope="module")
def swaps() -> list[Swap]:
    """Every swap in every development plan, each screened from a Word file of its own."""
    made = []
    for plan in plans("development"):
        before, count = see(plan), Counter()
        for kind, line, instead in candidates(before):
            count[kind] += 1
            if count[kind] > MOST_OF_A_KIND:
                continue
            lines = {at: words for at, words in plan.lines.items() if at != line or instead is not None}
            if instead is not None:
                lines[line] = instead
            after = see(replace(plan, lines=lines)).findings
            made.append(
                Swap(
                    kind,
                    plan.name,
                    line if instead is not None else 0,
                    instead or plan.lines[line],
                    after - before.findings,
                    before.findings - after,
                )
            )
    return made


@pytest.mark.parametrize("kind", SWAPS)
def test_a_swap_is_found_where_it_was_made(swaps, kind):
    of_a_kind = [one for one in swaps if one.kind == kind]
    missed = [f"{one.plan}:{one.line} {one.words[:120]}" for one in of_a_kind if not one.is_found]

    assert len(of_a_kind) >= 7
    assert len({one.plan for one in of_a_kind}) >= 6
    assert 1 - len(missed) / len(of_a_kind) >= SWAPS[kind][1], missed


@pytest.mark.parametrize("kind", SWAPS)
def test_nothing_else_comes_or_goes_with_it(swaps, kind):
    assert [
        f"{one.plan}:{one.line} {one.words[:120]} came {dict(one.came)} went {dict(one.went)}"
        for one in swaps
        if one.kind == kind and not one.is_all
    ] == []
