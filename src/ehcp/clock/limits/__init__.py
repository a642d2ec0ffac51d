"""Every time limit of the law and the Code, each as one function with its regulation and its way of counting."""

from ehcp.clock.limits import assessment, disputes, moves, reviews
from ehcp.clock.limits.limit import LIMITS, Answer, BeforeTheLaw, Due, Limit, UnknownLimit, due, edition_for

__all__ = [
    "LIMITS",
    "Answer",
    "BeforeTheLaw",
    "Due",
    "Limit",
    "UnknownLimit",
    "assessment",
    "disputes",
    "due",
    "edition_for",
    "moves",
    "reviews",
]
