"""How far plans meet each standard and each aim: Met as a share of Met, Partly met and Not met."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from ehcp.statistics.intervals import Alike, Figure, weighted_share_of_alike
from goldenthread.reporting.measures.scale import kind_of_answer, questions
from goldenthread.reporting.rows import AimAnswers, Answered, chance_of
from goldenthread.toolkit.standards import Aim, Edition, Standard


@dataclass(frozen=True)
class Rate:
    """`met` and `partly` as weighted shares of the same answers; `left_out` counts answers that carry no marks."""

    met: Figure
    partly: Figure
    left_out: int = 0

    @property
    def answers(self) -> int:
        return self.met.of

    @property
    def drafts(self) -> int:
        return self.met.plans


def rate_of_standards(rows: list[Answered], editions: list[Edition]) -> list[tuple[Edition, Standard, Rate]]:
    """The rate of every question that was answered, in the toolkit's order, edition by edition, the newest first."""
    given: dict[tuple[str, str], Counter[tuple[str, str]]] = defaultdict(Counter)
    kinds = {
        (edition.id, key.key): kind_of_answer(edition, key.key) for edition in editions for key in edition.scale.answers
    }
    for row in rows:
        given[row.edition, row.code][kinds.get((row.edition, row.answer), ""), row.chance] += row.drafts
    return [
        (edition, question, _rate_of_one(given[edition.id, question.code]))
        for edition in editions
        for question in questions(edition)
        if (edition.id, question.code) in given
    ]


def _rate_of_one(counted: Counter[tuple[str, str]]) -> Rate:
    def figure(kind: str) -> Figure:
        return weighted_share_of_alike(
            Alike(drafts, met=int(given == kind), of=1, chance=chance_of(chance))
            for (given, chance), drafts in counted.items()
            if given
        )

    left_out = sum(drafts for (given, _), drafts in counted.items() if not given)
    return Rate(figure("met"), figure("partly"), left_out)


def rate_of_aims(rows: dict[int, dict[AimAnswers, int]], editions: list[Edition]) -> list[tuple[Aim, Rate]]:
    """The rate of every aim: all answers to the questions that serve it, those on one draft taken together."""
    aims: dict[int, Aim] = {}
    for edition in editions:
        for aim in edition.aims:
            aims.setdefault(aim.number, aim)
    return [(aims[number], _rate_of_many(rows.get(number, {}))) for number in sorted(aims)]


def _rate_of_many(alike: dict[AimAnswers, int]) -> Rate:
    def figure(kind: str) -> Figure:
        return weighted_share_of_alike(
            Alike(drafts, met=getattr(row, kind), of=row.met + row.partly + row.not_met, chance=chance_of(row.chance))
            for row, drafts in alike.items()
        )

    return Rate(figure("met"), figure("partly"))
