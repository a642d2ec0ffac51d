"""The tables of counts that may hold small numbers, as plain tallies: the same for a month, a quarter and a year."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from goldenthread.reporting.measures import judgements, letters, origins
from goldenthread.reporting.measures.scale import words_of_judging
from goldenthread.reporting.rows import Gathered, Group

JUDGEMENTS, ORIGINS, SERVICES, LETTERS, CHALLENGES = "judgements", "origins", "services", "letters", "challenges"

DECISIONS = {
    "upheld": "The writer was right",
    "partly": "Partly right",
    "not-upheld": "The point stood",
    "": "Not decided yet",
}


def apart(group: Group) -> str:
    """The name of the table of what is counted apart."""
    return f"apart: {group}"


@dataclass(frozen=True)
class Tally:
    """Key -> kind -> how many; `upper` are keys whose sum is shown too, `writers` the officers whose drafts they are."""

    rows: dict[str, Counter[str]]
    writers: frozenset[int] | None = None
    upper: frozenset[str] = frozenset()

    @property
    def counts(self) -> dict[str, int]:
        return {key: kinds.total() for key, kinds in self.rows.items()}


def tallies(found: Gathered) -> dict[str, Tally]:
    """Every such table, under the name by which it asks what it may show."""
    made = {
        JUDGEMENTS: _judged(found, Group.BY_CHANCE),
        **{apart(group): _judged(found, group) for group in Group if group != Group.BY_CHANCE},
    }
    named = origins_that_name_a_service(found)
    plain: dict[str, Mapping[Any, int]] = {
        ORIGINS: _with_noughts(origins_of(found), origins.by_origin(found.weaknesses)),
        SERVICES: _with_noughts(services_of(found), origins.by_service(found.weaknesses, named)),
        LETTERS: letters.answers(found.sent),
        CHALLENGES: _with_noughts(DECISIONS, found.challenges),
    }
    return made | {
        name: Tally({str(key): Counter({"": number}) for key, number in counts.items()})
        for name, counts in plain.items()
    }


def _judged(found: Gathered, group: Group) -> Tally:
    rows = judgements.of_group(found.handed, group)
    is_by_chance = group == Group.BY_CHANCE
    kinds: dict[str, Counter[str]] = {word.key: Counter() for word in words_of_judging(found.editions)}
    for row in rows:
        # Only drafts drawn by chance are weighted, so only there it matters which chance they had.
        kinds[row.judgement][row.chance if is_by_chance else ""] += 1
    writers = frozenset(row.writer for row in rows if row.writer is not None)
    upper = frozenset(judgements.good_keys(found.editions)) if is_by_chance else frozenset()
    return Tally(kinds, writers, upper)


def _with_noughts(words: dict[str, str], counted: dict[str, int]) -> dict[str, int]:
    return {key: counted.get(key, 0) for key in {**words, **counted}}


def origins_of(found: Gathered) -> dict[str, str]:
    """The words of the origins, the newest edition's first."""
    return {origin.key: origin.label for edition in reversed(found.editions) for origin in edition.origins}


def services_of(found: Gathered) -> dict[str, str]:
    """The words of the services that give advice, and of none named."""
    words = {service.key: service.label for edition in reversed(found.editions) for service in edition.advice_services}
    return {**words, "": "No service named"}


def origins_that_name_a_service(found: Gathered) -> set[str]:
    return {origin.key for edition in found.editions for origin in edition.origins if origin.names_service}
