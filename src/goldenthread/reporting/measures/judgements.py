"""The overall judgements: weighted where the draw was by chance, counted apart everywhere else."""

from collections import Counter

from ehcp.statistics.intervals import Alike, Figure, weighted_share_of_alike
from goldenthread.reporting.measures.scale import is_good_or_better
from goldenthread.reporting.rows import Group, Handed, chance_of
from goldenthread.toolkit.standards import Edition


def of_group(rows: list[Handed], group: Group) -> list[Handed]:
    """The moderations that came about in one way."""
    return [row for row in rows if row.group == group]


def counts(rows: list[Handed]) -> Counter[str]:
    """How many plans were judged with each word of the scale."""
    return Counter(row.judgement for row in rows)


def writers(rows: list[Handed]) -> int:
    """How many officers wrote them."""
    return len({row.writer for row in rows if row.writer is not None})


def share_judged(rows: list[Handed], keys: set[str]) -> Figure:
    """The share judged with one of these words, each draft weighted by 1 / its chance, with its 95% interval."""
    alike = Counter((row.judgement in keys, row.chance) for row in rows)
    return weighted_share_of_alike(
        Alike(drafts, met=int(is_met), of=1, chance=chance_of(chance)) for (is_met, chance), drafts in alike.items()
    )


def good_keys(editions: list[Edition]) -> set[str]:
    """The words of the upper half of the scale."""
    return {
        judgement.key
        for edition in editions
        for judgement in edition.scale.judgements
        if is_good_or_better(edition, judgement.key)
    }


def good_or_better(rows: list[Handed], editions: list[Edition]) -> Figure:
    """The weighted share in the upper half of the scale."""
    return share_judged(rows, good_keys(editions))
