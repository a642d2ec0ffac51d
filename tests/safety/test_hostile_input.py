"""Hostile values everywhere: nothing breaks, nothing is set that a page does not ask for, nothing of others is taken."""

import os
import random
import re
from typing import Any

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import html

from goldenthread.permissions import Role
from goldenthread.routes import routes
from tests.matrix.addresses import address, body, query
from tests.matrix.asking import Asker
from tests.matrix.policy import EVERYONE, LIBRARY, LINK, POLICY
from tests.matrix.world import ACTORS, World
from tests.safety.crawl import WRITES

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

SEED = 20261124
# Of the hostile values below each page gets so many, always the same; FUZZ=all gives each page all of them.
MANY = 1_000 if os.environ.get("FUZZ") == "all" else 14
VALUES = [
    "",
    " ",
    "0",
    "-1",
    "1.5",
    "1e309",
    "NaN",
    "99999999999999999999999",
    "2147483648",
    "9223372036854775808",
    "\u0663\u0664",  # digits of another script
    "\u00b2",  # a digit that is no number
    "\x00",
    "a\x00b",
    "\x1b[31m\r\nX-Header: 1",
    "\u202egnp.exe",
    "\ufeff\u200b",
    "\U0001f9f5" * 40,
    "None",
    "true",
    "[]",
    '{"$ne": null}',
    "' OR 1=1 --",
    '"><script>alert(1)</script>',
    "{{ 7*7 }}{% load x %}",
    "=HYPERLINK(1)",
    "../../../etc/passwd",
    "%00%2e%2e%2f",
    "http://elsewhere.example/",
    "//elsewhere.example",
    "2026-13-45",
    "0000-00-00",
    "31/02/2026",
    "ZZZZ-ZZZ",
    "a" * 70_000,
]
PARAMETERS = (
    "page number month period from to tab stage moderator origin section standard whole undo old new mapping show person "
    "reference first_day_day first_day_month first_day_year last_day_day last_day_month last_day_year kind edition next "
    "words officer key sort order view text version q"
).split()
# Addresses whose parts are replaced: one part at a time.
PARTS = [
    "0",
    "-1",
    "99999999999999999999",
    "%00",
    "..",
    "a" * 300,
    "%F0%9F%A7%B5",
    "%E2%80%AE",
    "ZZZZ-ZZZ",
    "%2e%2e%2f",
    "'",
]


def _through(name: str, method: str) -> Role | None:
    """A role that gets through, or None where the page is not ours to try."""
    who = POLICY.get(name, {}).get(method)
    if who is None or who.audience in (LIBRARY, LINK):
        return None
    return Role.LEAD if who.audience or Role.LEAD in who.own else Role(sorted(who.own)[0])


def _pages(method: str) -> list[tuple[str, Role]]:
    return [(route["name"], role) for route in routes() if (role := _through(route["name"], method))]


class Trying:
    """Asks, and keeps what broke."""

    def __init__(self, world: World, asker: Asker):
        self.world, self.asker, self.broken, self.asked = world, asker, [], 0

    def ask(self, method: str, url: str, role: Role, data: dict[str, Any], what: str) -> None:
        self.asked += 1
        try:
            answer = self.asker.ask(method, url, getattr(self.world.here.cast, ACTORS[role]), data)
        except Exception as error:
            self.broken.append(f"{method} {url[:80]} {what[:60]!r}: {type(error).__name__}: {str(error)[:80]}")
            return
        if answer.status >= 500:
            self.broken.append(f"{method} {url[:80]} {what[:60]!r}: {answer.status}")
        if answer.status in (301, 302) and "elsewhere.example" in answer.headers["Location"].split("?")[0]:
            self.broken.append(f"{method} {url[:80]} leads elsewhere")


@pytest.fixture
def trying(world, asker) -> Trying:
    return Trying(world, asker)


def test_no_value_in_an_address_breaks_a_page(world: World, trying: Trying):
    dice = random.Random(SEED)
    for name, role in _pages("GET"):
        url = address(name, world.here, world.here.hers, role)
        known = query(name, world.here, world.here.hers)
        for value in dice.sample(VALUES, min(MANY, len(VALUES))):
            some = dice.sample(PARAMETERS, 6)
            short = value[:2_000]
            trying.ask("GET", url + known, role, dict.fromkeys(some, short), f"{some} {short}")
        trying.ask("GET", url, role, {one: ["1", "2", "\x00"] for one in PARAMETERS}, "every parameter three times")
    assert not trying.broken, "\n".join(trying.broken)
    assert trying.asked > 1_000


def test_no_part_of_an_address_breaks_a_page(world: World, trying: Trying):
    for name, role in [*_pages("GET"), *_pages("POST")]:
        url = address(name, world.here, world.here.hers, role)
        parts = url.strip("/").split("/")
        for place in range(1, len(parts)):
            for value in PARTS[place % 3 :: 3]:
                changed = "/" + "/".join([*parts[:place], value, *parts[place + 1 :]]) + "/"
                trying.ask("GET", changed, role, {}, value)
    assert not trying.broken, "\n".join(trying.broken)
    assert trying.asked > 500


def test_no_value_in_a_form_breaks_a_page(world: World, asker: Asker, trying: Trying):
    dice = random.Random(SEED)
    for name, role in _pages("POST"):
        by = getattr(world.here.cast, ACTORS[role])
        url = address(name, world.here, world.here.hers, role) + query(name, world.here, world.here.hers)
        sent = body(name, world.here, world.here.hers, by)
        fields = sorted({*sent, *_controls(asker, name, url, by)})
        if not fields:
            trying.ask("POST", url, role, dict.fromkeys(PARAMETERS, "\x00"), "nothing is asked")
            continue
        for value in dice.sample(VALUES, min(MANY, len(VALUES))):
            trying.ask("POST", url, role, dict.fromkeys(fields, value), f"all: {value}")
        for _ in range(min(MANY, 40) // 3):
            field, value = dice.choice(fields), dice.choice(VALUES)
            trying.ask("POST", url, role, {**sent, field: value}, f"{field}: {value}")
            trying.ask("POST", url, role, {**sent, field: [value, "1", value]}, f"{field} three times: {value}")
        file = SimpleUploadedFile("\u202e../x\x00.docx", b"PK\x03\x04")
        trying.ask("POST", url, role, {**sent, fields[0]: file}, "a file in the place of words")
    assert not trying.broken, "\n".join(trying.broken)
    assert trying.asked > 1_000


def _controls(asker: Asker, name: str, url: str, by: Any) -> set[str]:
    """The names of the controls on the page that sends this form."""
    if "GET" not in POLICY[name]:
        return set()
    answer = asker.ask("GET", url, by)
    if answer.status != 200:
        return set()
    names = html.fromstring(answer.body).xpath(
        "//form[@method='post']//*[self::input or self::select or self::textarea]/@name"
    )
    return set(names) - {"csrfmiddlewaretoken"}


# --- More fields than a page has --------------------------------------------------------------

CANARY_NUMBER, CANARY_DAY, CANARY_WORD = "424242", "2031-01-02", "massassigned"
COLUMNS = sorted(
    {
        (one.name, one.get_internal_type())
        for app in apps.get_app_configs()
        if app.name.startswith("goldenthread.")
        for model in app.get_models()
        for one in model._meta.concrete_fields
    }
)


def _canary(kind: str) -> str:
    if "Date" in kind:
        return CANARY_DAY
    return (
        CANARY_NUMBER
        if kind.endswith(("Field", "Key")) and ("Integer" in kind or "Key" in kind or "Auto" in kind)
        else CANARY_WORD
    )


def test_fields_that_a_page_does_not_ask_for_are_never_set(world: World, asker: Asker):
    set_anyway = []
    for name, role in _pages("POST"):
        by = getattr(world.here.cast, ACTORS[role])
        url = address(name, world.here, world.here.hers, role) + query(name, world.here, world.here.hers)
        sent = body(name, world.here, world.here.hers, by)
        asked = {*sent, *_controls(asker, name, url, by), *OTHERWISE_SENT.get(name, ())}
        extra = {column: _canary(kind) for column, kind in COLUMNS if column not in asked}
        extra |= {f"{column}_id": value for column, value in extra.items() if value == CANARY_NUMBER}
        with CaptureQueriesContext(connection) as queries:
            answer = asker.ask("POST", url, by, {**extra, **sent})
        assert answer.status < 500
        set_anyway += [
            f"{name}: {statement['sql'][:200]}"
            for statement in queries.captured_queries
            if (match := WRITES.match(statement["sql"])) and match[2] != "django_session"
            if re.search(rf"'{CANARY_WORD}|{CANARY_DAY}|\b{CANARY_NUMBER}\b", statement["sql"])
        ]
    assert set_anyway == []


# What a page asks for elsewhere: on the page that sends it, or in another case.
# Every button on the page of findings sends the whole page, so that nothing typed on it is lost.
FINDINGS = {"gap_reason", "summary", "needs_correction", "few_strengths_reason", "minutes"}
# A quote is added from within the form of the open standard: without script, all of that form comes with it.
STANDARD = {"answer", "comment", "origin", "origin_service", "origin_document", "who_should_act"}
OTHERWISE_SENT: dict[str, set[str]] = {
    "moderation:findings": FINDINGS,  # some are asked only where there is a gap, or a strength too few
    "moderation:remove_strength": FINDINGS,
    "moderation:recommend_from": FINDINGS,
    "moderation:add_recommendation": FINDINGS,
    "moderation:remove_recommendation": FINDINGS,
    "moderation:clear": {"note", "version"},
    "moderation:not_yet": {"text"},
    "moderation:mark_point": {"done", "note"},
    "moderation:save": {"field", "value", "version"},
    "moderation:evidence": {"standard", "block", "start", "end", "quote", *STANDARD},
    "moderation:add_strength": {"strength-text", "strength-quote", "strength-evidence", *FINDINGS},
    "moderation:give_challenge": {"senior"},
}


# --- What is another authority's --------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "field", "theirs"),
    [
        ("plans:add", "officer", "amina"),
        ("plans:hand_over", "to", "osei"),
        ("plans:who", "officer", "osei"),
        ("plans:who", "assistant", "sam"),
        ("people:details", "senior", "ben"),
        ("moderation:assign", "to", "ruth"),
        ("moderation:give_challenge", "senior", "ruth"),
    ],
)
def test_a_form_takes_nobody_of_another_authority(name, field, theirs, world: World, asker: Asker):
    here, by = world.here, world.here.cast.lena
    url = address(name, here, here.hers, Role.LEAD) + query(name, here, here.hers)
    post = getattr(world.there.cast, theirs)
    with CaptureQueriesContext(connection) as queries:
        answer = asker.ask("POST", url, by, {**body(name, here, here.hers, by), field: post.pk})
    written = [one["sql"] for one in queries.captured_queries if WRITES.match(one["sql"])]
    changed = [one for one in written if re.search(r'"(django_session|history_event|django_messages)"', one) is None]
    assert (answer.status in (200, 302, 422), changed) == (True, [])


def test_an_open_page_takes_hostile_values_from_anybody(world: World, asker: Asker):
    for name, row in POLICY.items():
        for method, who in row.items():
            if who.audience == EVERYONE:
                for value in VALUES:
                    answer = asker.ask(
                        method, address(name, world.here, world.here.hers, Role.OFFICER), None, {"next": value[:500]}
                    )
                    understood = "\x00" not in value
                    assert (name, value, answer.status) == (name, value, 200 if understood else 400)
