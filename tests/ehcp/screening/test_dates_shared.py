"""A date that section E gives once counts for the outcomes it is said of, and is no outcome itself."""

from __future__ import annotations

import pytest

from tests.ehcp.screening.test_items import items_in

E = "Section E: Outcomes\n"


def dates(words: str) -> list[str | None]:
    return [item.slots["by"].text if item.slots["by"] else None for item in items_in(E + words)]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("By when, for outcomes 1 and 2: July 2028.\n1. Mia swims.\n2. Mia reads.\n3. Mia counts.", ["july 2028", "july 2028", None]),
        ("By when (all outcomes): end of Key Stage 2\n- Mia swims.\n- Mia reads.", ["end of key stage 2"] * 2),
        ("- Mia will swim.\n- Mia will read.\nBoth to be reached by July 2028.", ["by july 2028"] * 2),
        ("By July 2028 Mia will:\n- swim ten metres\n- read 40 words", ["by july 2028"] * 2),
        ("Outcomes to be reached by the end of Year 4\n- Mia will swim.", ["by the end of year 4"]),
        ("All of these are to be met by July 2028.\n- Mia will swim.\nWithout a date as yet:\n- Mia will read.", ["by july 2028", None]),
        ("Every outcome is to be met by July 2028.\n- Mia will swim.\nWithout a date as yet:\n- Mia will read.", ["by july 2028", None]),
        ("E1 to E2 are to be reached by May 2027.\nE1 Mia will swim.\nE2 Mia will read.\nE3 Mia will count.", ["by may 2027", "by may 2027", None]),
        ("- By May 2027 Mia will swim. By the same date she will read.", ["by may 2027"]),
    ],
)  # fmt: skip
def test_a_date_said_once_counts_for_what_it_is_said_of(words, told):
    assert [each and each.lower() for each in dates(words)] == told


def test_an_outcome_with_a_date_of_its_own_keeps_it():
    assert dates("By when, for all outcomes: July 2028.\n- Mia will swim.\n- By May 2027 Mia will read.") == [
        "July 2028",
        "By May 2027",
    ]


def test_the_date_of_a_step_is_not_the_date_of_the_outcome():
    assert dates("- Mia will swim. Steps: a float by May 2027; no float by July 2027.") == [None]


def test_weeks_that_are_counted_are_no_date():
    assert dates("- Mia will take every tablet in four weeks out of five.") == [None]
