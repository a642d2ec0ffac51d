"""Extras that are off unless somebody asks for them. No check needs them, and nothing they say is part of the ruleset."""
