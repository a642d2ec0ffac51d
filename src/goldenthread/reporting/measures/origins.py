"""Where weaknesses began: so many weak answers from the advice, the drafting, the template, the process, the data."""

from collections import Counter

from goldenthread.reporting.rows import Weakness


def by_origin(rows: list[Weakness]) -> Counter[str]:
    """Weak answers (Partly met or Not met) by where the weakness came from."""
    counted: Counter[str] = Counter()
    for row in rows:
        counted[row.origin] += row.answers
    return counted


def by_service(rows: list[Weakness], origins: set[str]) -> Counter[str]:
    """Weak answers that came from advice, by the service that gave it; "" where none was named."""
    counted: Counter[str] = Counter()
    for row in rows:
        if row.origin in origins:
            counted[row.service] += row.answers
    return counted
