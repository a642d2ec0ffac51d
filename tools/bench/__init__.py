"""How fast it is: `make bench`. Figures, not tests: nothing fails for being slow on a busy machine."""
