"""Level 3's chance rule, lived through for many months: `python -m ehcp.statistics.simulation` prints the page."""

from ehcp.statistics.simulation.measures import Figures, area_under_curve, by_week, figures, percentile
from ehcp.statistics.simulation.months import DAYS, Draft, LivedMonth, live, poisson, rates_of_a_team, rest_of_month
from ehcp.statistics.simulation.report import page

__all__ = [
    "DAYS",
    "Draft",
    "Figures",
    "LivedMonth",
    "area_under_curve",
    "by_week",
    "figures",
    "live",
    "page",
    "percentile",
    "poisson",
    "rates_of_a_team",
    "rest_of_month",
]
