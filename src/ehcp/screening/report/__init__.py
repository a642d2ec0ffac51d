"""What was found, for people: as text, as a page, as comments in the plan's own Word file."""
