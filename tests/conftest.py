"""Fixtures that every room uses: the cast of one authority, another authority, a signed-in client."""

import time

import pytest
from django.core.management.base import CommandError
from django.test import Client, TransactionTestCase
from django_scopes import scope
from hypothesis import settings as hypothesis_settings

from goldenthread.people.acting import SEEN_AT, SESSION_KEY, SIGNED_IN_AT
from goldenthread.people.models import Post
from tests.people import Cast, make_cast

# How long one example may take says something of the machine and of what else it does, and nothing of the product.
hypothesis_settings.register_profile("house", deadline=None)
hypothesis_settings.load_profile("house")


_empty_the_tables = TransactionTestCase._fixture_teardown


def _empty_the_tables_patiently(case: TransactionTestCase) -> None:
    """A page that a test has left may still be saving something; the database then lets one of the two go."""
    for tries_left in range(5, -1, -1):
        try:
            _empty_the_tables(case)
        except CommandError:
            if not tries_left:
                raise
            time.sleep(0.5)
        else:
            break


TransactionTestCase._fixture_teardown = _empty_the_tables_patiently


@pytest.fixture
def cast(db):
    """The cast of Sandbourne; the test runs within its authority."""
    made = make_cast()
    with scope(authority=made.authority):
        yield made


@pytest.fixture
def elsewhere(db) -> Cast:
    """Another authority, of which Sandbourne must never see anything."""
    return make_cast(code="902", name="Northmoor", names=("Lena", "Ben", "Amina", "Sam"))


def sign_in(post: Post) -> Client:
    """A client signed in as the person of this post and acting in it."""
    client = Client()
    client.force_login(post.person)
    session = client.session
    session[SESSION_KEY] = post.pk
    session[SIGNED_IN_AT] = session[SEEN_AT] = int(
        time.time()
    )  # they have looked at a page a moment ago: the session is not written again
    session.save()
    return client


@pytest.fixture
def as_():
    return sign_in


@pytest.fixture(scope="session")
def browser():
    """The one Chromium of a run: a second one in the same process would not start."""
    from tests.browser import chromium

    with chromium() as started:
        yield started
