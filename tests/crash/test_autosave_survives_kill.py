"""kill -9 of the server in the middle of 200 autosaves at once, five times: no acknowledged answer is lost."""

import http.client
import json
import random
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import pytest
from django_scopes import scope, scopes_disabled

from goldenthread.moderation.models import Judgement, Moderation
from goldenthread.moderation.queries.asked import asked_in
from goldenthread.moderation.workflow import open_moderation, start_review
from goldenthread.people.models import Choice
from goldenthread.plans.stages import Stage
from tests.crash.server import Server, SignedIn, running
from tests.factories import make_plan, make_version
from tests.people import make_cast

ROUNDS, AT_ONCE, SAVES = 5, 200, 600


@dataclass(frozen=True)
class Acknowledged:
    moderation: str
    code: str
    value: str
    version: int


@pytest.fixture
def moderations(transactional_db):
    with scopes_disabled():
        cast = make_cast(names=("Lena", "Ben", "Amina"))
    with scope(authority=cast.authority):
        Choice.objects.create(authority=cast.authority, key="safety.second-factor", value=False)
        made = []
        for _ in range(9):
            version = make_version(make_plan(cast.amina), stage=Stage.READY)
            moderation = open_moderation(version=version, origin=Moderation.Origin.CHANCE)
            start_review(moderation=moderation, by=cast.ben)
            made.append((moderation.reference, list(asked_in(moderation).questions)))
        yield cast, made


@pytest.mark.slow
def test_no_acknowledged_answer_is_lost_when_the_server_is_killed(moderations):
    cast, made = moderations
    dice = random.Random(7)
    acknowledged: list[Acknowledged] = []
    broken_off = 0
    with running() as server:
        for _ in range(ROUNDS):
            ben = SignedIn(server, cast.ben)
            killer = threading.Timer(dice.uniform(0.4, 1.6), server.kill)
            killer.start()
            with ThreadPoolExecutor(AT_ONCE) as pool:
                fields = [(reference, code) for reference, codes in made for code in codes]
                dice.shuffle(fields)
                wanted = [fields[n % len(fields)] for n in range(SAVES)]
                # One request at a time for a field, as the page does it: each field's saves run one after the other.
                by_field: dict = {}
                for n, field in enumerate(wanted):
                    by_field.setdefault(field, []).append(f"words {n} {dice.random()}")
                outcomes = list(pool.map(lambda item: save_in_turn(server, ben, *item), by_field.items()))
            killer.join()
            server.kill()
            acknowledged += [one for done, _ in outcomes for one in done]
            broken_off += sum(broken for _, broken in outcomes)
            server.start()
            assert lost(acknowledged) == []

    assert broken_off > 0, "the server was never killed in the middle of a save"
    assert len(acknowledged) > 30
    print(f"\n{ROUNDS} kills, {len(acknowledged)} answers acknowledged, {broken_off} broken off, 0 lost")


def save_in_turn(server: Server, ben: SignedIn, field: tuple[str, str], values: list[str]):
    """Save values of one field one after the other, from the version that stands. Stops at the first broken line."""
    (reference, code), done = field, []
    version = stands(reference, code)
    for value in values:
        try:
            status, body = server.post(
                f"/moderations/{reference}/answers/{code}/",
                {"field": "comment", "value": value, "version": str(version)},
                ben.headers,
            )
            answer = json.loads(body) if status == 200 else {}
        except (OSError, ValueError, http.client.HTTPException):
            return done, 1
        if status != 200:
            return done, 0
        version = answer["version"]
        done.append(Acknowledged(reference, code, value, version))
    return done, 0


_known: dict[tuple[str, str], int] = {}
_lock = threading.Lock()


def stands(reference: str, code: str) -> int:
    with _lock:
        return _known.get((reference, code), 0)


def lost(acknowledged: list[Acknowledged]) -> list[Acknowledged]:
    """Acknowledged answers that are not there: each field must hold its last acknowledged words, or newer ones."""
    time.sleep(0.1)
    kept = {
        (one.review.moderation.reference, one.code): one
        for one in Judgement.objects.select_related("review__moderation")
    }
    with _lock:
        for place, one in kept.items():
            _known[place] = one.versions.get("comment", 0)
    gone = []
    for one in acknowledged:
        there = kept.get((one.moderation, one.code))
        if (
            there is None
            or there.versions.get("comment", 0) < one.version
            or there.versions["comment"] == one.version
            and there.comment != one.value
        ):
            gone.append(one)
    return gone
