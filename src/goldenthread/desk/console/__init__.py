"""The Level 3 console: officers by month, what was drawn and moderated, and what the month is likely to reach."""

from goldenthread.desk.console.page import Console, MonthSoFar, console, month_so_far, months_with_draws

__all__ = ["Console", "MonthSoFar", "console", "month_so_far", "months_with_draws"]
