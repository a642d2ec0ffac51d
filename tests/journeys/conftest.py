"""The demonstration in the database, a live server, a browser."""

import pytest
from django_scopes import scopes_disabled

from goldenthread.demo import fixture
from goldenthread.people.models import Post


@pytest.fixture(scope="session")
def lived():
    return fixture.read()


@pytest.fixture
def sandbourne(transactional_db, lived, settings, tmp_path):
    """The lived months, with the documents that the test opens made when asked for. Gives posts by name."""
    settings.DEMONSTRATION = True
    fixture.put_in_database(lived)
    with scopes_disabled():
        return {post.name: post for post in Post.objects.select_related("person", "authority")}
