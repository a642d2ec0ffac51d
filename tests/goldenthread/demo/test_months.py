"""The demonstration: three months lived by the product's own verbs, kept as a fixture, put in place once."""

import hashlib

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from django_scopes import scope, scopes_disabled

from ehcp.statistics import sampling
from goldenthread import world
from goldenthread.demo import fixture
from goldenthread.demo.living import months
from goldenthread.demo.load import load
from goldenthread.demo.people import CAST, PASSWORD, SHOWN, sign_ins
from goldenthread.desk.waiting import work_for
from goldenthread.history.models import Event
from goldenthread.people.models import Authority, Post
from goldenthread.permissions import Role
from goldenthread.plans.models import Plan, PlanVersion
from goldenthread.samples.queries import all_receipts
from goldenthread.samples.workflow import commit_month


@pytest.fixture(scope="module")
def kept():
    return fixture.read()


@pytest.fixture
def demonstration(settings, tmp_path, monkeypatch):
    settings.DEMONSTRATION = True
    settings.VAR = tmp_path
    kept_in = {**settings.STORAGES["default"]["OPTIONS"], "location": tmp_path / "documents"}
    settings.STORAGES = {**settings.STORAGES, "default": {**settings.STORAGES["default"], "OPTIONS": kept_in}}
    world._demonstrations_shift.cache_clear()
    yield
    world._demonstrations_shift.cache_clear()


def without_ruleset(row):
    """A row of the months; which checks there were on the day when somebody lived them is no part of the story."""
    if row["model"] != "history.event" or row["fields"]["verb"] not in ("screened", "not screened"):
        return row
    detail = {key: value for key, value in row["fields"]["detail"].items() if key not in ("ruleset", "checks")}
    return {**row, "fields": {**row["fields"], "detail": detail}}


@pytest.mark.slow
@pytest.mark.django_db(transaction=True, reset_sequences=True)
def test_the_fixture_is_what_the_workflows_live(demonstration, kept, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"

    lived = fixture.dump(months.live())

    assert lived["now"] == kept["now"]
    assert lived["cases"] == kept["cases"]
    assert lived["files"] == kept["files"]
    assert len(lived["rows"]) == len(kept["rows"])
    pairs = zip(lived["rows"], kept["rows"], strict=True)
    different = [(mine, theirs) for mine, theirs in pairs if without_ruleset(mine) != without_ruleset(theirs)]
    assert different[:2] == []


def test_the_demonstration_is_loaded_once_with_its_documents(demonstration, db, kept):
    said = []

    assert load(said.append) is True
    assert load(said.append) is False

    with scopes_disabled():
        versions = list(PlanVersion.objects.defer("text"))
        assert len(versions) > 250
        wrong = [
            version.pk
            for version in versions
            if hashlib.sha256(default_storage.open(version.file.name).read()).hexdigest() != version.sha256
        ]
    assert wrong == []


def test_everybody_of_the_cast_can_sign_in(demonstration, db, kept, settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    load()

    listed = {row["name"]: row for row in sign_ins()}
    assert {person.name for person in CAST} == set(listed)
    assert sum(row["role"] == Role.OFFICER for row in listed.values()) == 18
    assert sum(row["role"] == Role.ASSISTANT for row in listed.values()) == 10
    assert sum(row["role"] == Role.SENIOR for row in listed.values()) == 3
    answer = Client().post("/account/login/", {"login": listed["Mair Ellwood"]["email"], "password": PASSWORD})
    assert (answer.status_code, answer["Location"]) == (302, "/")


def test_every_receipt_of_the_months_can_be_checked(demonstration, db, kept):
    fixture.put_in_database(kept)
    with scope(authority=Authority.objects.get(code="901")):
        receipts = all_receipts()

    assert len(receipts) > 200
    assert {receipt["reference"]: sampling.verify(receipt) for receipt in receipts if sampling.verify(receipt)} == {}


def test_after_loading_life_goes_on_with_keys_that_are_free(demonstration, db, kept):
    fixture.put_in_database(kept)
    authority = Authority.objects.get(code="901")
    with scope(authority=authority):
        last = Event.objects.order_by("-pk").first().pk
        assert commit_month(authority=authority, period="2027-03") is not None

        assert Event.objects.order_by("-pk").first().pk > last


def test_it_is_mid_november_in_the_demonstration(demonstration, db, kept):
    load()

    assert f"{world.today():%Y-%m-%d}" == "2026-11-12"


def test_a_month_is_in_progress_for_whoever_opens_it(demonstration, db, kept):
    fixture.put_in_database(kept)
    with scopes_disabled():
        stages = set(PlanVersion.objects.values_list("stage", flat=True))
        waiting = Post.objects.filter(role=Role.SENIOR, moderations__stage="moderating").count()

    assert {"drafting", "drawn", "served", "final"} <= stages
    assert waiting >= 3


def test_whoever_is_shown_to_a_newcomer_has_something_to_do(demonstration, db, kept):
    fixture.put_in_database(kept)
    workers = {Role.LEAD, Role.SENIOR, Role.OFFICER, Role.ASSISTANT}
    with scope(authority=Authority.objects.get(code="901")):
        shown = list(Post.objects.filter(person__name__in=SHOWN, role__in=workers))

        assert len(shown) == 4
        assert [post.name for post in shown if not work_for(post, on=world.today()).to_do] == []


def test_the_months_have_at_least_twenty_different_documents(kept):
    cases = {record["number"]: record for record in kept["cases"]}
    made = {
        (cases[r["case"]]["story"], cases[r["case"]]["style"], cases[r["case"]]["file_format"])
        for r in kept["files"].values()
    }

    assert len({story for story, _, _ in made}) >= 20
    assert {style for _, style, _ in made} == {"headed", "keyed", "tabular", "cells", "numbered"}
    assert {file_format for _, _, file_format in made} == {"docx", "pdf"}


def test_outside_the_demonstration_nothing_is_loaded_and_no_time_pretended(db, settings):
    settings.DEMONSTRATION = False

    with pytest.raises(world.NotADemonstration):
        load()
    with pytest.raises(world.NotADemonstration), world.pretend(clock=world.now, entropy=bytes):
        pass
    assert Plan._base_manager.count() == 0
