"""Running prose: each sentence that says something of its own is one item, and the others belong to the one before."""

from __future__ import annotations

import pytest

from ehcp.screening.item import Lead
from ehcp.screening.items.forms import form_of
from tests.ehcp.screening.test_items import E, F, items_in


def test_a_second_activity_of_a_paragraph_with_its_own_measure_is_an_item_of_its_own():
    told = items_in(
        F + "A tutor teaches Mia spelling each Monday for 20 minutes. She sees her alone. "
        "On Fridays the two of them read together every week for half an hour. Worksheets are printed on cream paper.\n"
    )

    assert [item.text.split()[0] for item in told] == ["A", "On", "Worksheets"]


def test_in_prose_a_hope_of_the_school_is_an_outcome_and_how_it_is_measured_is_none():
    told = items_in(
        E
        + "By July 2027 Mia will read 50 words. This is measured with the class test. The school aims to keep her calm.\n"
    )

    assert [item.text.split()[0] for item in told] == ["By", "The"]


@pytest.mark.parametrize(
    ("lead", "form"),
    [
        ("hearing test by the audiology service", "monitoring"),
        ("mia has an exit card", "strategy"),
        ("every adult waits for ten seconds", "strategy"),
        ("step edges are painted white, and the caretaker goes over them", "equipment"),
        ("two hours on epilepsy, for the class team", "training"),
        ("batteries and hearing aids are checked", "equipment"),
        ("play scheme in the holidays", "session"),
    ],
)
def test_the_form_of_a_lead_that_has_no_length_of_time(lead, form):
    assert form_of(Lead(lead, timed=False, grouped=False, named=True, often=True))[0] == form
