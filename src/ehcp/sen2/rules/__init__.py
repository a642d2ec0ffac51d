"""The data-quality rules of a return. Each says what is wrong, why it matters and how it is put right at its source."""

from ehcp.sen2.rules import codes, days, decisions, identity, plans, reviews

__all__ = ["codes", "days", "decisions", "identity", "plans", "reviews"]
