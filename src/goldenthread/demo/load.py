"""The demonstration authority, put in place once."""

import datetime as dt
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django_scopes import scope

from goldenthread import world
from goldenthread.demo import fixture, in_place
from goldenthread.demo.people import AUTHORITY_CODE, PASSWORD
from goldenthread.people.models import Authority, Person
from goldenthread.screenings import workflow as screenings

NEWEST = 40


def load(say: Callable[[str], None] = lambda line: None) -> bool:
    """Load the fixture unless it is there. True when it was loaded. Refused outside the demonstration.

    The documents come first: a start that is broken off leaves no authority, and the next one begins again.
    """
    if not settings.DEMONSTRATION:
        raise world.NotADemonstration("The demonstration is loaded where DEMONSTRATION=1, and nowhere else.")
    if Authority.objects.filter(code=AUTHORITY_CODE).exists():
        return False
    say("Putting the demonstration authority in place (about half a minute, once)...")
    values = fixture.read()
    fixture.put_in_storage(values, say)
    # One hash for all: hashing well is slow on purpose, and everybody here has the same password.
    password = make_password(PASSWORD)
    for row in values["rows"]:
        if row["model"] == "people.person":
            row["fields"]["password"] = password
    world.start_demonstration_at(dt.datetime.fromisoformat(values["now"]))
    fixture.put_in_database(values)
    Person.objects.filter(posts__authority__code=AUTHORITY_CODE).update(password=password)
    _put_the_plans_of_before_in_place()
    _have_the_newest_screened()
    return True


def _put_the_plans_of_before_in_place() -> None:
    authority = Authority.objects.get(code=AUTHORITY_CODE)
    with scope(authority=authority):
        in_place.put_in_place(authority, on=world.today())


def _have_the_newest_screened() -> None:
    """The open drafts first, by the ordinary task; the timetable sees to the months before them."""
    authority = Authority.objects.get(code=AUTHORITY_CODE)
    with scope(authority=authority):
        screenings.queue_archive(authority=authority, most=NEWEST)
