"""The world of the matrix: built once a module; every request is taken back after it was looked at."""

import pytest
from django.db import transaction

from tests.matrix.asking import Asker
from tests.matrix.world import World, build

ASKED: list[Asker] = []


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker) -> World:
    with django_db_blocker.unblock(), transaction.atomic():
        yield build()
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def asker(world) -> Asker:
    """Everybody of both posts in Sandbourne is signed in."""
    made = Asker()
    made.knows(*world.here.cast.posts.values(), *world.here.elsewhere.values())
    ASKED.append(made)
    return made


def pytest_terminal_summary(terminalreporter):
    for asker in ASKED:
        numbers = ", ".join(f"{count:,} {method}" for method, count in sorted(asker.asked.items()))
        terminalreporter.write_line(f"permission matrix and safety: {asker.asked.total():,} requests ({numbers})")
    ASKED.clear()
