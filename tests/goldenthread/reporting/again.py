"""The figures once more, by another way: every row into memory, plain loops, formulas written out. No SQL, no sharing."""

import datetime as dt
import math
import statistics
from collections import Counter, defaultdict
from fractions import Fraction
from functools import cached_property
from zoneinfo import ZoneInfo

from ehcp.clock.calendar import is_working_day
from goldenthread.moderation.models import Challenge, Judgement, Letter, LetterMessage, Moderation, Review
from goldenthread.people.models import Post
from goldenthread.plans.models import Clearance, PlanVersion
from goldenthread.samples.models import FramePlan
from goldenthread.toolkit.standards import load_edition

LONDON = ZoneInfo("Europe/London")
T_975 = {  # two-sided 5% points of Student's t, as printed, where a test needs them to four figures
    4: 2.7764, 5: 2.5706, 6: 2.4469, 7: 2.3646, 8: 2.3060, 9: 2.2622, 10: 2.2281, 12: 2.1788, 15: 2.1314, 20: 2.0860,
}  # fmt: skip


def month_of(moment: dt.datetime | None) -> str:
    return f"{moment.astimezone(LONDON):%Y-%m}" if moment else ""


class Again:
    """All the rows of the authority in scope, and the figures of the months `first` to `last`."""

    def __init__(self, first: str, last: str, on: dt.date):
        self.first, self.last, self.on = first, last, on
        self.versions = {one.pk: one for one in PlanVersion.objects.all()}
        self.frames = list(FramePlan.objects.select_related("draw"))
        self.clearances = list(Clearance.objects.all())
        self.moderations = {one.pk: one for one in Moderation.objects.all() if one.level == 3}
        self.reviews = [one for one in Review.objects.all() if one.moderation_id in self.moderations]
        self.judgements = defaultdict(list)
        for one in Judgement.objects.all():
            self.judgements[one.review_id].append(one)
        self.letters = [one for one in Letter.objects.all() if one.moderation_id in self.moderations]

    def within(self, moment: dt.datetime | None) -> bool:
        return moment is not None and self.first <= month_of(moment) <= self.last

    # Activity

    def ready(self) -> int:
        replacing = {one.newer_version_id for one in self.moderations.values()}
        framed = {one.version_id for one in self.frames}
        return sum(
            1
            for one in self.versions.values()
            if one.status == "draft"
            and self.within(one.ready_at)
            and not (one.pk in replacing and one.pk not in framed)
        )

    def met_the_draw(self, result: str) -> list[FramePlan]:
        return [
            one
            for one in self.frames
            if one.draw.purpose == "level-3" and one.result == result and self.first <= one.draw.period <= self.last
        ]

    def outside(self) -> int:
        return sum(one.source == "not-in-the-frame" and self.within(one.at) for one in self.clearances)

    def released(self) -> int:
        return sum(one.kind == "release" and self.within(one.at) for one in self.clearances)

    def opened(self) -> list[Moderation]:
        return [one for one in self.moderations.values() if self.within(one.created_at)]

    def drawn_later(self) -> int:
        return sum(one.origin in ("catch-up", "quota", "purposive") for one in self.opened())

    def is_moderated(self, moderation: Moderation) -> bool:
        handed_in = any(one.moderation_id == moderation.pk and one.submitted_at for one in self.reviews)
        return handed_in and moderation.stage != "withdrawn"

    def writer(self, moderation: Moderation) -> int:
        return self.versions[moderation.version_id].writer_id

    def officers_with_drafts(self) -> set[int]:
        met = [*self.met_the_draw("picked"), *self.met_the_draw("let-through")]
        return {one.officer_id for one in met} | {self.writer(one) for one in self.opened()}

    def officers_drawn(self) -> set[int]:
        return {self.writer(one) for one in self.opened() if one.stage != "withdrawn"}

    def officers_moderated(self) -> set[int]:
        return {self.writer(one) for one in self.opened() if self.is_moderated(one)}

    def all_officers(self) -> set[int]:
        first = dt.date.fromisoformat(f"{self.first}-01")
        last = dt.date.fromisoformat(f"{self.last}-28")
        posts = Post.objects.filter(role="officer", starts_on__lte=last)
        here = {one.pk for one in posts if (one.ends_on or last) >= first}
        return here | self.officers_with_drafts()

    # What was handed in

    @cached_property
    def _handed(self) -> list[tuple[Moderation, Review, Review]]:
        found = []
        for moderation in self.moderations.values():
            mine = [one for one in self.reviews if one.moderation_id == moderation.pk and one.submitted_at]
            first = next((one for one in mine if one.number == 1), None)
            if first is not None and self.within(first.submitted_at) and moderation.stage != "withdrawn":
                found.append((moderation, first, max(mine, key=lambda one: one.number)))
        return found

    def handed(self) -> list[tuple[Moderation, Review, Review]]:
        """(moderation, the review first handed in, the review that stands)"""
        return self._handed

    def group(self, moderation: Moderation) -> str:
        if moderation.origin == "every-draft" or (moderation.origin == "chance" and moderation.writer_was_new):
            return "new"
        return moderation.origin

    def by_chance(self) -> list[tuple[Moderation, Review, Review]]:
        return [one for one in self.handed() if self.group(one[0]) == "chance"]

    def judged(self, group: str) -> Counter[str]:
        return Counter(
            standing.judgement for moderation, _, standing in self.handed() if self.group(moderation) == group
        )

    def days_taken(self) -> list[int]:
        found = []
        for moderation, first, _ in self.handed():
            if moderation.origin != "purposive":
                day, last = (
                    moderation.created_at.astimezone(LONDON).date(),
                    first.submitted_at.astimezone(LONDON).date(),
                )
                taken = 0
                while day < last:
                    day += dt.timedelta(days=1)
                    taken += is_working_day(day)
                found.append(taken)
        return found

    def median(self) -> float | None:
        return statistics.median(self.days_taken()) if self.days_taken() else None

    def good_or_better(self) -> tuple[float, float, float] | None:
        plans = [
            (1 / Fraction(moderation.chance), [float(standing.judgement in ("outstanding", "good"))])
            for moderation, _, standing in self.by_chance()
        ]
        return ratio(plans)

    def given(self, review: Review, codes: set[str] | None = None) -> list[str]:
        return [
            one.first_answer or one.answer for one in self.judgements[review.pk] if codes is None or one.code in codes
        ]

    def met(self, codes: set[str], kind: str = "met") -> tuple[int, int, int, tuple[float, float, float] | None]:
        """(answers of this kind, answers that count, drafts, ratio with its interval) of these questions."""
        plans, n, of = [], 0, 0
        for moderation, _, standing in self.by_chance():
            marked = [one for one in self.given(standing, codes) if one in ("met", "partly", "not_met")]
            if marked:
                plans.append((1 / Fraction(moderation.chance), [float(one == kind) for one in marked]))
                n += marked.count(kind)
                of += len(marked)
        return n, of, len(plans), ratio(plans)

    def codes_of_aim(self, number: int) -> set[str]:
        edition = load_edition("2025-02")
        asked = [*edition.standards_of_aim(number), *(one for one in edition.holistic if number in one.aims)]
        return {one.code for one in asked if one.code != "X4"}

    def origins(self) -> Counter[str]:
        return Counter(one.origin for one in self._weak())

    def services(self) -> Counter[str]:
        return Counter(one.origin_service for one in self._weak() if one.origin == "advice")

    def _weak(self) -> list[Judgement]:
        return [
            one
            for moderation, _, standing in self.handed()
            if moderation.origin != "purposive"
            for one in self.judgements[standing.pk]
            if one.origin and (one.first_answer or one.answer) in ("partly", "not_met")
        ]

    # Letters

    def came(self) -> Counter[str]:
        questions = {
            one.letter_id
            for one in LetterMessage.objects.all()
            for letter in self.letters
            if one.letter_id == letter.pk and one.by_id == self.writer(self.moderations[letter.moderation_id])
        }
        challenged = {one.letter_id for one in Challenge.objects.all()}
        found: Counter[str] = Counter()
        for letter in self.letters:
            if not self.within(letter.sent_at):
                continue
            if letter.pk in challenged:
                found["Challenged"] += 1
            elif letter.pk in questions:
                found["Asked about"] += 1
            else:
                found["Acknowledged" if letter.answer else "Not answered yet"] += 1
        return found

    def decisions(self) -> Counter[str]:
        sent = {letter.pk for letter in self.letters if self.within(letter.sent_at)}
        return Counter(one.decision for one in Challenge.objects.all() if one.letter_id in sent)


def ratio(plans: list[tuple[Fraction, list[float]]]) -> tuple[float, float, float] | None:
    """(value, low, high): Hájek's ratio with the linearised variance between plans on the log-odds scale.

    Low and high are nan where that interval is not the one to use, or where the table above has no t.
    """
    total = sum(weight * len(answers) for weight, answers in plans)
    if not total:
        return None
    value = sum(weight * Fraction(sum(answers)) for weight, answers in plans) / total
    pieces = [float((weight * sum(Fraction(one) - value for one in answers) / total) ** 2) for weight, answers in plans]
    n = len(plans)
    variance = n / (n - 1) * sum(pieces) if n > 1 else 0.0
    share = float(value)
    if n < 5 or not 0 < share < 1 or variance <= 1e-12 or n - 1 not in T_975:
        return share, math.nan, math.nan
    odds, reach = math.log(share / (1 - share)), T_975[n - 1] * math.sqrt(variance) / (share * (1 - share))
    return share, *(1 / (1 + math.exp(-(odds + sign * reach))) for sign in (-1, 1))
