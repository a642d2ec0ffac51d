"""The rooms of the compliance check: what it reads."""
