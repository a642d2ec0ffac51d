"""The figures: each one a function on plain rows, with its definition in its first sentence."""
