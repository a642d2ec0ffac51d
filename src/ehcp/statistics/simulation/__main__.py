"""Print the page."""

from ehcp.statistics.simulation.report import page

print(page(), end="")
