"""How well the screening sees what two readers saw in the corpus: measured by check, honest about small numbers."""
