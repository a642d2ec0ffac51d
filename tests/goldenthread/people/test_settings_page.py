"""The settings: dated, bounded, seen by those who may, decided by the lead."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goldenthread import world
from goldenthread.history.models import Event
from goldenthread.people import choices, workflow
from goldenthread.people.models import Choice
from goldenthread.permissions import Permission, may

KEY = "level3.target-working-days"
PATH = f"/people/settings/{KEY}/"


def typed(value: dt.date) -> dict[str, int]:
    return {"from_on_day": value.day, "from_on_month": value.month, "from_on_year": value.year}


def test_a_decision_holds_from_its_day_and_never_before(cast):
    later = world.today() + dt.timedelta(days=10)

    workflow.decide(key=KEY, value="3", by=cast.lena)
    workflow.decide(key=KEY, value="5", from_on=later, by=cast.lena)

    days = [world.today() - dt.timedelta(days=1), world.today(), later - dt.timedelta(days=1), later]
    assert [choices.value(cast.authority, KEY, on=day) for day in days] == [2, 3, 3, 5]


def test_the_past_is_not_decided_again(cast):
    with pytest.raises(workflow.Refused):
        workflow.decide(key=KEY, value="3", from_on=world.today() - dt.timedelta(days=1), by=cast.lena)

    assert Choice.objects.count() == 0


def test_only_the_lead_decides(cast):
    for by in (cast.ben, cast.ivo, cast.audrey, cast.amina):
        with pytest.raises(PermissionDenied):
            workflow.decide(key=KEY, value="3", by=by)


def test_a_setting_that_does_not_exist_is_not_decided(cast, as_):
    with pytest.raises(KeyError):
        workflow.decide(key="level9.secret", value="3", by=cast.lena)

    assert as_(cast.lena).get("/people/settings/level9.secret/").status_code == 404


def test_the_lead_decides_on_the_page_and_no_other_field_counts(cast, as_):
    answer = as_(cast.lena).post(
        PATH,
        {"value": "4", **typed(world.today()), "reason": "Short month.", "key": "level3.catch-up", "authority": "1"},
    )

    (kept,) = Choice.objects.all()
    assert answer.url == "/people/settings/"
    assert (kept.key, kept.value, kept.from_on, kept.reason, kept.set_by) == (
        KEY,
        4,
        world.today(),
        "Short month.",
        cast.lena,
    )
    assert "Short month" not in str(list(Event.objects.values()))


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"value": "0"}, "Enter a number from 1 to 20"),
        ({"value": ""}, "Enter the working days to moderate a drawn draft"),
        (
            {"value": "2", "from_on_day": "1", "from_on_month": "1", "from_on_year": "2020"},
            "Enter today or a later day",
        ),
    ],
)
def test_the_page_says_what_is_wrong(cast, as_, given, why):
    answer = as_(cast.lena).post(PATH, {**typed(world.today()), **given})

    assert why in answer.content.decode()
    assert Choice.objects.count() == 0


def test_every_setting_has_its_page_with_its_own_kind_of_field(cast, as_):
    client = as_(cast.lena)

    pages = {key: client.get(f"/people/settings/{key}/").content.decode() for key in choices.BY_KEY}

    assert [key for key, page in pages.items() if 'name="value"' not in page] == []
    assert 'type="radio"' in pages["level3.catch-up"]
    assert 'type="radio"' in pages["level3.profile"]
    assert 'inputmode="numeric"' in pages[KEY]


def test_every_setting_is_decided_by_its_own_default(cast, as_):
    client = as_(cast.lena)
    for setting in choices.SETTINGS:
        given = {True: "yes", False: "no"}.get(setting.default, setting.default) if setting.kind == "yes-no" else None
        value = setting.default if given is None else given
        client.post(f"/people/settings/{setting.key}/", {"value": value, **typed(world.today())})

    assert {one.key: one.value for one in Choice.objects.all()} == {one.key: one.default for one in choices.SETTINGS}


def test_what_was_decided_is_shown_with_who_and_why(cast, as_):
    workflow.decide(key=KEY, value="3", reason="Two seniors are away.", by=cast.lena)
    workflow.decide(key=KEY, value="6", from_on=world.today() + dt.timedelta(days=5), by=cast.lena)

    page = as_(cast.ben).get(PATH).content.decode()
    listed = as_(cast.ben).get("/people/settings/").content.decode()

    assert "Two seniors are away." in page
    assert "Lena Sandbourne" in page
    assert "To come: 6 from" in listed
    assert 'name="value"' not in page


def test_settings_are_seen_by_the_table_and_changed_by_the_lead(cast, as_):
    for name, post in cast.posts.items():
        client = as_(post)
        seen = 200 if may(post, Permission.SEE_SETTINGS) else 404
        assert [client.get(path).status_code for path in ("/people/settings/", PATH)] == [seen, seen], name
        if name != "Lena":
            assert client.post(PATH, {"value": "3", **typed(world.today())}).status_code == 404, name
    assert Choice.objects.count() == 0


def test_another_authoritys_decisions_are_not_here(cast, elsewhere, as_):
    Choice._base_manager.create(
        authority=elsewhere.authority, key=KEY, value=17, set_by=elsewhere.lena, reason="Northmoor's own"
    )

    client = as_(cast.lena)
    assert "Northmoor" not in client.get(PATH).content.decode()
    assert choices.value(cast.authority, KEY) == 2


def test_the_settings_page_has_as_many_queries_however_much_was_decided(cast, as_):
    client = as_(cast.lena)
    client.get("/people/settings/")
    with CaptureQueriesContext(connection) as few:
        client.get("/people/settings/")
    for setting in choices.SETTINGS:
        workflow.decide(key=setting.key, value=setting.default, by=cast.lena)
    with CaptureQueriesContext(connection) as many:
        client.get("/people/settings/")

    assert len(few) == len(many)
