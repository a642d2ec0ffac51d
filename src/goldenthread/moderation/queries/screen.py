"""What the moderation page shows: the rail, the plan's words, one section's standards with one of them open."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from ehcp.screening.document import Document
from ehcp.vocabulary import YearGroup
from goldenthread.history.models import Event
from goldenthread.moderation.models import Evidence, Judgement, Moderation, Review
from goldenthread.moderation.queries.asked import Asked, asked_in, year_of
from goldenthread.moderation.queries.completeness import missing_in_answers
from goldenthread.moderation.queries.points import SectionPoints, points_in
from goldenthread.moderation.queries.standard import Chip, Item, Next, RailItem, Standard, chip_of, reference_of
from goldenthread.people.models import Person
from goldenthread.plans import section_text
from goldenthread.plans.section_text import SectionText
from goldenthread.toolkit.standards import Edition, Question, SectionForm
from goldenthread.ui.components.evidence import Span

# What one question takes a practised moderator, and what the judgement and findings take after the last one: an
# estimate for the bottom bar, which the real minutes of handed-in reviews may replace one day.
MINUTES_A_QUESTION = 1.2
MINUTES_AFTER_THE_LAST = 5
USUAL_SHARE = 56
SHARES = range(30, 75, 2)
LONGEST_ITEM = 70
MOST_ITEMS = 80
MOST_ITEMS_OF_A_PLAN = 400
SECTION_OF_ADVICE = "K"
LONGEST_ROW = 200
_NAMED = re.compile(r"\bSection ([A-K][12]?)\b")
# What the saved state counts as a save.
SAVES = (
    "answer saved",
    "point judged",
    "evidence added",
    "evidence removed",
    "evidence brought back",
    "question put off",
)


# --- The screen -------------------------------------------------------------------------------


@dataclass
class Screen:
    """Everything on the moderation page, from a handful of queries made before it."""

    moderation: Moderation
    review: Review
    asked: Asked
    section: SectionForm
    open_code: str
    whole: bool = False
    unfolds: bool = False
    undo: int | None = None
    judgements: dict[str, Judgement] = field(default_factory=dict)
    evidence: list[Evidence] = field(default_factory=list)
    points: SectionPoints | None = None
    wants_points: bool = False

    @cached_property
    def edition(self) -> Edition:
        return self.asked.edition

    @cached_property
    def document(self) -> Document:
        return self.moderation.version.document

    # How far it is

    @cached_property
    def lacking(self) -> dict[str, str]:
        """Code -> what an answered question still lacks, in a word."""
        words = {"comment": "Say why", "origin": "Say where it began", "origin_service": "Say which service"}
        found: dict[str, str] = {}
        for each in missing_in_answers(self.asked, list(self.judgements.values())):
            if each.what != "answer":
                found.setdefault(each.code, words.get(each.what, "Say which advice"))
        return found

    def answered(self, codes: Iterable[str]) -> int:
        return sum(1 for code in codes if code in self.judgements and self.judgements[code].answer)

    @property
    def done(self) -> int:
        return self.answered(self.asked.questions)

    @property
    def of(self) -> int:
        return len(self.asked.questions)

    @property
    def minutes_left(self) -> int:
        """To the next five minutes while it is long, so that it does not pretend to know."""
        minutes = (self.of - self.done) * MINUTES_A_QUESTION + MINUTES_AFTER_THE_LAST
        return round(minutes / 5) * 5 if minutes > 10 else max(1, round(minutes))

    @property
    def section_answered(self) -> str:
        return f"{self.answered(self.section.codes)} of {len(self.section.codes)}{self._to_explain(self.section.codes)}"

    @property
    def progress_word(self) -> str:
        """After "24 of 45": what was answered without its reason is told beside."""
        return f"answered{self._to_explain(self.asked.questions)}"

    @property
    def progress_words(self) -> str:
        return f"{self.done} of {self.of} {self.progress_word}"

    def _to_explain(self, codes: Iterable[str]) -> str:
        number = sum(code in self.lacking for code in codes)
        return f", {number} to explain" if number else ""

    @cached_property
    def rail(self) -> list[RailItem]:
        return [self._rail_item(section) for section in self.asked.sections]

    def _rail_item(self, section: SectionForm) -> RailItem:
        answered, of = self.answered(section.codes), len(section.codes)
        is_done = answered == of and not any(code in self.lacking for code in section.codes)
        return RailItem(
            code=section.code,
            name=section.label,
            url=self.url(section=section.code),
            state="done" if is_done else "in-hand" if answered else "to-do",
            words=f"{answered} of {of}",
            current=section.code == self.section.code,
        )

    # The plan

    @cached_property
    def plan(self) -> list[SectionText]:
        """The plan's own sections that this section of the form looks at; all of them where it looks at the whole."""
        marks = [Span(chip.block, chip.start, chip.end, chip.key) for chip in self.chips if not chip.is_removed]
        if self.shows_points and self.points is not None:
            marks += [point.span for point in self.points.points if point.span is not None]
        if self.shows_whole:
            return section_text.whole_plan(self.document, marks, level=3)
        return [section_text.one_section(self.document, code, marks, level=3) for code in self.reads]

    @property
    def plan_shows(self) -> str:
        """Which words and marks the plan's side shows: while this stays the same the script leaves them where they are."""
        return " ".join(("*",) if self.shows_whole else self.reads) + (" points" if self.shows_points else "")

    @cached_property
    def beside_codes(self) -> list[str]:
        """The sections that the open standard's question names beside those it stands with: F1 reads B too."""
        if self.shows_whole or self.shows_points:
            return []
        named = dict.fromkeys(_NAMED.findall(self.open.question.text))
        return [code for code in named if code not in self.reads and self.document.section(code)]

    @cached_property
    def beside(self) -> list[SectionText]:
        marks = [Span(chip.block, chip.start, chip.end, chip.key) for chip in self.chips if not chip.is_removed]
        return [section_text.one_section(self.document, code, marks, level=3) for code in self.beside_codes]

    @property
    def beside_shows(self) -> str:
        return " ".join(self.beside_codes)

    @property
    def only_section_url(self) -> str:
        return replace(self, whole=False).open.url

    @property
    def whole_plan_url(self) -> str:
        return replace(self, whole=True).open.url

    @property
    def unfold_url(self) -> str:
        return f"{self.open.url}&open=all"

    @property
    def shows_whole(self) -> bool:
        return self.whole or not self.section.reads

    @cached_property
    def unfolded(self) -> set[str]:
        """Of the whole plan each section is folded, but those of the open standard: its own, and where its quotes stand.

        The standards of the whole plan have no section of their own, so there the plan is a list of what it holds.
        """
        if self.unfolds:
            return {one.code for one in self.document.sections}
        quoted = {self.document.section_of(chip.block) for chip in self.open.chips if not chip.is_removed}
        return {*self.reads, *(code for code in quoted if code)}

    @cached_property
    def reads(self) -> tuple[str, ...]:
        """H1 and H2, or H where the plan does not split them."""
        codes = self.section.reads
        if set(codes) == {"H1", "H2"} and not self.document.section("H1") and not self.document.section("H2"):
            return ("H",)
        return codes

    @cached_property
    def items(self) -> list[Item]:
        """The blocks of what the plan's side shows, to choose from without selecting."""
        found = []
        codes = [one.code for one in self.document.sections] if self.shows_whole else [*self.reads, *self.beside_codes]
        for code in codes:
            for block in self.document.blocks_of(code):
                if block.is_heading or len(block.text) < 4:
                    continue
                ref = reference_of(self.document, block.index) or section_text.BESIDE_THE_SECTIONS.get(code, code)
                words = block.text[:LONGEST_ITEM] + ("…" if len(block.text) > LONGEST_ITEM else "")
                found.append(Item(block.index, f"{ref} {words}"))
        return found[: MOST_ITEMS_OF_A_PLAN if self.shows_whole else MOST_ITEMS]

    # What the checks noticed

    @property
    def shows_points(self) -> bool:
        """Whether the right side shows the section's points in place of its standards."""
        return self.wants_points and self.points is not None and self.points.is_shown

    @property
    def points_url(self) -> str:
        return self.url(section=self.section.code, points="1")

    @property
    def points_form_id(self) -> str:
        return f"points_{self.section.code}"

    # The standards

    @cached_property
    def chips(self) -> list[Chip]:
        return [chip_of(one) for one in self.evidence if one.removed_at is None or one.pk == self.undo]

    @cached_property
    def kept_strengths(self) -> list[Chip]:
        """Quotes kept while reading, to be proposed as strengths; not those of a strength that is written."""
        used = set(self.review.strengths.values_list("evidence_id", flat=True))
        keys = {one.pk for one in self.evidence if one.code == "strength"} - used
        return [chip for chip in self.chips if chip.pk in keys]

    @cached_property
    def standards(self) -> list[Standard]:
        return [self.standard(question) for question in self.section.questions]

    def standard(self, question: Question) -> Standard:
        code = question.code
        keys = {one.pk for one in self.evidence if one.code == code}
        return Standard(
            question=question,
            url=self.url(section=self.asked.section_of[code].code, standard=code) + f"#{code}",
            judgement=self.judgements.get(code),
            lacks=self.lacking.get(code, ""),
            is_open=code == self.open_code,
            is_skipped=code in self.review.skipped,
            chips=tuple(chip for chip in self.chips if chip.pk in keys),
        )

    @cached_property
    def open(self) -> Standard:
        return self.standard(self.asked.questions[self.open_code])

    @property
    def form_id(self) -> str:
        return f"form_{self.open_code}"

    @property
    def aims(self) -> str:
        """Which of the Framework's aims the open standard serves, by their labels."""
        labels = [f"“{self.edition.aim(number).label}”" for number in self.open.question.aims]
        if not labels:
            return ""
        several = f"{', '.join(labels[:-1])} and {labels[-1]}" if len(labels) > 1 else labels[0]
        return f"Serves the {'aims' if len(labels) > 1 else 'aim'} {several}"

    @property
    def shows_advice_for(self) -> str:
        """The origins for which it is asked whose advice it was, and which."""
        return " ".join(one.key for one in self.edition.origins if one.names_service or one.names_document)

    @cached_property
    def advice_rows(self) -> list[str]:
        """What the plan lists as advice, to choose from: the rows of section K."""
        document = self.document
        if not document.section(SECTION_OF_ADVICE):
            return []
        rows: dict[tuple[int, int], list[str]] = {}
        for block in document.blocks_of(SECTION_OF_ADVICE):
            if block.is_heading or not block.text.strip() or (block.table and block.table.is_header):
                continue
            key = (block.table.table, block.table.row) if block.table else (-1, block.index)
            rows.setdefault(key, []).append(block.text.strip())
        return list(dict.fromkeys(", ".join(words)[:LONGEST_ROW] for words in rows.values()))

    @property
    def shows_for(self) -> str:
        """The answers for which words, origin and who should act are asked."""
        return " ".join(
            answer.key for answer in self.edition.scale.answers if answer.needs_comment or answer.needs_origin
        )

    @property
    def shows_origin_for(self) -> str:
        return " ".join(answer.key for answer in self.edition.scale.answers if answer.needs_origin)

    @property
    def next(self) -> Next:
        """The question after this one that is still to be answered in the section, else the next section, else the end.

        Once a section is answered its points come before whatever is next, if they were not shown yet.
        """
        if self.shows_points:
            return self._after_the_section
        if self.points is not None and self.points.is_ready and not self.points.is_shown:
            return Next("Save and see the points", self.points_url, is_points=True)
        codes = self.section.codes
        after = codes[codes.index(self.open_code) + 1 :]
        waiting = [code for code in after if not (code in self.judgements and self.judgements[code].answer)]
        if waiting or after:
            code = (waiting or after)[0]
            return Next(f"Save and next: {code}", self.url(section=self.section.code, standard=code) + f"#{code}")
        return self._after_the_section

    @property
    def _after_the_section(self) -> Next:
        following = self.asked.after(self.section.code)
        if following is not None:
            return Next(f"Next section: {following.code}", self.url(section=following.code))
        return Next("Save and judge", reverse("moderation:judge", args=[self.moderation.reference]))

    def url(self, **query: str) -> str:
        """An address of this page. Whoever reads the whole plan goes on reading it."""
        if self.whole:
            query["whole"] = "1"
        return f"{self.moderation.get_absolute_url()}?{urlencode(query)}"

    # The head

    @property
    def facts(self) -> str:
        """New plan, draft version 2 · Year 5 · written by ..."""
        version, plan = self.moderation.version, self.moderation.plan
        number = year_of(plan, self.moderation.created_at.date())
        words = [f"{plan.get_kind_display()}, {version.get_status_display().lower()} version {version.number}"]
        if number is not None:
            words.append(str(YearGroup(number)))
        if version.writer is not None:
            words.append(f"written by {version.writer.name}")
        return " · ".join(words)


def screen_of(
    moderation: Moderation,
    review: Review,
    *,
    section: str = "",
    standard: str = "",
    whole: bool = False,
    undo: str = "",
    points: bool = False,
    unfolds: bool = False,
) -> Screen | None:
    """The page for a section and one of its standards; the first ones still to be answered unless told.

    `points`: the section's points in place of its standards, where they were shown to this moderator. `unfolds`: every
    section of the whole plan stands open.

    None for a section or standard that this form does not have.
    """
    asked = asked_in(moderation)
    judgements = {one.code: one for one in review.judgements.all()}
    code = standard or _first_waiting(asked, judgements, section)
    if code not in asked.questions or (section and asked.section_of[code].code != section):
        return None
    evidence = list(review.evidence.all())
    return Screen(
        moderation=moderation,
        review=review,
        asked=asked,
        section=asked.section_of[code],
        open_code=code,
        whole=whole,
        unfolds=unfolds,
        undo=int(undo) if undo.isdigit() else None,
        judgements=judgements,
        evidence=evidence,
        points=points_in(
            moderation,
            review,
            asked,
            asked.section_of[code],
            judgements=judgements.values(),
            evidence=evidence,
            whole=points,
        ),
        wants_points=points,
    )


def _first_waiting(asked: Asked, judgements: Mapping[str, Judgement], section: str) -> str:
    codes = [code for code in asked.questions if not section or asked.section_of[code].code == section]
    waiting = (code for code in codes if code not in judgements or not judgements[code].answer)
    return next(waiting, codes[0] if codes else "")


def saved_at(review: Review) -> dt.datetime | None:
    """When something of this review was last saved."""
    events = Event.objects.filter(
        kind="moderation", thing_id=review.moderation_id, post_id=review.moderator_id, verb__in=SAVES
    )
    return events.order_by("-pk").values_list("at", flat=True).first()


def field_saved_at(review: Review | None, code: str, name: str) -> dt.datetime | None:
    """When one field of a review was last saved."""
    if review is None:
        return None
    events = Event.objects.filter(
        kind="moderation", thing_id=review.moderation_id, verb="answer saved", detail__review=review.pk
    )
    return next((one.at for one in events.filter(detail__code=code).order_by("-pk") if name in one.fields), None)


def correction_in_words(review: Review) -> str:
    """The second review of a moderation is its first correction."""
    nth = review.number - 1
    return "the first correction" if nth == 1 else f"correction {nth}"


def share_of(person: Person) -> int:
    """How wide this person left the plan, in per cent."""
    share: Any = person.display.get("plan-share", USUAL_SHARE)
    return share if share in SHARES else USUAL_SHARE
