"""What became of the feedback letters."""

from collections import Counter
from enum import StrEnum

from goldenthread.reporting.rows import Sent


class Came(StrEnum):
    """What came back, the strongest first: a letter challenged after a question is counted as challenged."""

    CHALLENGED = "Challenged"
    ASKED = "Asked about"
    ACKNOWLEDGED = "Acknowledged"
    NOTHING = "Not answered yet"


def what_came(row: Sent) -> Came:
    if row.has_challenge:
        return Came.CHALLENGED
    if row.has_question:
        return Came.ASKED
    return Came.ACKNOWLEDGED if row.is_answered else Came.NOTHING


def answers(rows: list[Sent]) -> dict[Came, int]:
    """Letters sent, each counted once by what came back."""
    counted: Counter[Came] = Counter()
    for row in rows:
        counted[what_came(row)] += row.letters
    return {came: counted[came] for came in Came}
