"""The authority that pages are measured with can be made, and no page of it asks more than twenty questions."""

import pytest
from django_scopes import scope
from tools.bench import crowd, pages

from goldenthread.people.models import Choice
from tests.people import make_cast

GOAL = 20


@pytest.fixture
def measured(db):
    """A small one of its kind: (label, post, address) of every page."""
    cast = make_cast()
    with scope(authority=cast.authority):
        Choice.objects.create(authority=cast.authority, key="safety.second-factor", value=False)
        things = crowd.make(cast, lambda line: None, plans_wanted=250, moderated=125)
    return pages.addresses(cast, things)


def test_every_page_that_is_measured_answers_with_at_most_twenty_queries(measured):
    found = {label: pages.asked_of(pages.signed_in(post), address) for label, post, address in measured}
    assert {label: status for label, (status, _) in found.items() if status != 200} == {}
    assert {label: queries for label, (_, queries) in found.items() if queries > GOAL} == {}
