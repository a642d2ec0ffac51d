"""A file damaged in whatever way is read or refused: `python -m tools.fuzz --minutes N` does the same for longer."""

from __future__ import annotations

import random

from tools.fuzz.__main__ import fuzz
from tools.fuzz.damage import damaged, seeds


def test_damaged_files_neither_crash_nor_hang_the_reader():
    told = fuzz(seed=20260301, stories=2, files=60)

    assert [(outcome, where) for outcome, where, _ in told.wrong] == []
    assert {file_format: counts["files"] for file_format, counts in told.counts.items()} == {"docx": 30, "pdf": 30}
    # Damage that is always refused would try nothing but the front door.
    assert all(counts["read"] >= 6 for counts in told.counts.values())
    assert sum(counts["refused"] for counts in told.counts.values()) >= 6


def test_the_same_seed_damages_in_the_same_way():
    (sound,) = seeds("docx", 1)

    assert damaged(sound, random.Random(4))[:2000] == damaged(sound, random.Random(4))[:2000]
    assert damaged(sound, random.Random(4)) != damaged(sound, random.Random(5))
