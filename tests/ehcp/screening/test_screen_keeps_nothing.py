"""A child's plan is gone from memory once nobody looks at it any more."""

from __future__ import annotations

import gc
import weakref

from ehcp.screening.facts import Facts
from ehcp.screening.reading import read_any
from ehcp.screening.screen import screen

PLAN = """Section A: views, interests and aspirations
Wren hopes to be a vet. Her brother Alfie and Zainab like dogs.
Section B: special educational needs
1. Wren finds it hard to read and says so by 3 May 2026.
Section E: outcomes
1. By July 2027 Wren will read ten words.
Section F: special educational provision
1. A teaching assistant reads with Wren regularly, in a small group. Tom will join in.
"""


def test_nothing_keeps_a_plan_alive_after_it_was_screened():
    screening = screen(read_any(PLAN.encode()), Facts(name="Wren Ashdown", pronoun="she"))
    assert screening.findings
    plan, document = weakref.ref(screening.plan), weakref.ref(screening.plan.document)

    del screening
    gc.collect()

    assert plan() is None and document() is None
