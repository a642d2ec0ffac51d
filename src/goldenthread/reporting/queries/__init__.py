"""What the figures are counted from: sums made by the database, never a plan's text, whoever asks."""
