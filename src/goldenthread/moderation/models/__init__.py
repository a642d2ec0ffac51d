"""What people judged, on what evidence, and what they told the writer."""

from goldenthread.moderation.models.letter import Challenge, Letter, LetterMessage, LetterPoint, LetterStrength
from goldenthread.moderation.models.moderation import Concern, Moderation, StandDown
from goldenthread.moderation.models.review import (
    Evidence,
    HeldAnswers,
    Judgement,
    PointsShown,
    Recommendation,
    Review,
    Strength,
)

__all__ = [
    "Challenge",
    "Concern",
    "Evidence",
    "HeldAnswers",
    "Judgement",
    "Letter",
    "LetterMessage",
    "LetterPoint",
    "LetterStrength",
    "Moderation",
    "PointsShown",
    "Recommendation",
    "Review",
    "StandDown",
    "Strength",
]
