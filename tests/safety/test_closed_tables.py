"""Tables that the database itself keeps closed: which, that it refuses, and the one door out. On both databases."""

import pytest
from django.db import IntegrityError, connection, transaction
from django_scopes import scope

from goldenthread.history.erasure import erasing
from goldenthread.history.models import ErasureDoor, Event
from goldenthread.moderation import workflow as moderation
from goldenthread.moderation.models import LetterMessage
from goldenthread.samples import workflow as samples
from goldenthread.samples.models import Replacement
from tests.matrix.world import Half, _half
from tests.people import make_cast

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]

# Each trigger by name. One that vanishes (on SQLite a changed table loses its own) is missed here.
TRIGGERS = {
    "history_event": {"history_event_no_update", "history_event_no_delete"},
    "plans_clearance": {"plans_clearance_no_update", "plans_clearance_no_delete"},
    "plans_servicecorrection": {"plans_servicecorrection_no_update", "plans_servicecorrection_no_delete"},
    "plans_childlook": {"plans_childlook_no_update", "plans_childlook_no_delete"},
    "plans_objection": {"plans_objection_fixed", "plans_objection_kept"},
    "clocks_excusal": {"clocks_excusal_no_update", "clocks_excusal_no_delete"},
    "plans_planversion": {
        "plans_version_text",
        "plans_version_kept",
        "plans_version_comes_in",
        "plans_version_gate",
        "plans_version_final",
        "plans_version_cleared",
        "plans_version_served_on",
        "plans_version_finalised_on",
        "plans_version_writer",
    },
    "samples_draw": {"samples_draw_fixed", "samples_draw_kept"},
    "samples_frameplan": {"samples_frame_fixed", "samples_frame_kept"},
    "samples_monthlycommitment": {
        "samples_commitment_fixed",
        "samples_commitment_kept",
        "samples_commitment_sealed_insert",
        "samples_commitment_sealed_update",
    },
    "samples_replacement": {"samples_replacement_no_update", "samples_replacement_no_delete"},
    "samples_purposive": {"samples_purposive_no_update", "samples_purposive_no_delete"},
    "moderation_review": {"moderation_review_fixed", "moderation_review_locked", "moderation_review_kept"},
    **{
        f"moderation_{table}": {
            f"moderation_{table}_stays",
            *(f"moderation_{table}_no_{on}" for on in ("insert", "update", "delete")),
        }
        for table in ("judgement", "evidence", "strength", "recommendation", "pointsshown")
    },
    "screenings_finding": {"screenings_finding_fixed"},
    "screenings_verdict": {"screenings_verdict_no_update", "screenings_verdict_no_delete"},
    "screenings_missed": {"screenings_missed_no_update", "screenings_missed_no_delete"},
    "moderation_letter": {"moderation_letter_fixed", "moderation_letter_day_fixed", "moderation_letter_kept"},
    "moderation_letterstrength": {
        "moderation_letterstrength_stays",
        *(f"moderation_letterstrength_sent_{on}" for on in ("insert", "update", "delete")),
    },
    "moderation_letterpoint": {
        "moderation_letterpoint_stays",
        "moderation_letterpoint_place_fixed",
        *(f"moderation_letterpoint_sent_{on}" for on in ("insert", "update", "delete")),
    },
    "moderation_lettermessage": {"moderation_lettermessage_no_update", "moderation_lettermessage_no_delete"},
}
# table -> (a column, an SQL value for it, which rows are closed)
OF_SUBMITTED = "review_id IN (SELECT id FROM moderation_review WHERE submitted_at IS NOT NULL)"
OF_SENT = "letter_id IN (SELECT id FROM moderation_letter WHERE sent_at IS NOT NULL)"
CLOSED = {
    "history_event": ("verb", "'other'", "1=1"),
    "plans_clearance": ("note", "'other'", "1=1"),
    "plans_servicecorrection": ("reason", "'other'", "1=1"),
    "plans_planversion": ("text", "'other'", "1=1"),
    "samples_draw": ("commitment", "'other'", "1=1"),
    "samples_frameplan": ("chance", "'0/1'", "1=1"),
    "samples_monthlycommitment": ("nonce", "'other'", "1=1"),
    "samples_replacement": ("reason", "'other'", "1=1"),
    "samples_purposive": ("reason", "'other'", "1=1"),
    "moderation_review": ("summary", "'other'", "submitted_at IS NOT NULL"),
    "moderation_judgement": ("comment", "'other'", OF_SUBMITTED),
    "moderation_evidence": ("quote", "'other'", OF_SUBMITTED),
    "moderation_strength": ("text", "'other'", OF_SUBMITTED),
    "moderation_recommendation": ("text", "'other'", OF_SUBMITTED),
    "moderation_pointsshown": ("section", "'A'", OF_SUBMITTED),
    "screenings_verdict": ("reason", "'other'", "closed_at IS NOT NULL"),
    "screenings_missed": ("words", "'other'", "closed_at IS NOT NULL"),
    "moderation_letter": ("opening", "'other'", "sent_at IS NOT NULL"),
    "moderation_letterstrength": ("text", "'other'", OF_SENT),
    "moderation_letterpoint": ("body", "'other'", OF_SENT),
    "moderation_lettermessage": ("text", "'other'", "1=1"),
}


@pytest.fixture(scope="module")
def half(django_db_setup, django_db_blocker) -> Half:
    """One authority with something in every closed table."""
    with django_db_blocker.unblock(), transaction.atomic():
        made = _half(make_cast())
        story = made.hers
        with scope(authority=made.authority):
            moderation.ask(letter=story.sent.letter, by=story.writer, text="May I ask")
            samples.pick_purposively(version=story.let_through.versions.get(), by=made.cast.lena, reason="Asked")
            frame_plan = story.chance_draw.frame_plans.get()
            Replacement.objects.create(draw=story.chance_draw, fell_out=frame_plan, taken=None, reason="conflict")
        yield made
        transaction.set_rollback(True)


def triggers() -> dict[str, set[str]]:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT tbl_name, name FROM sqlite_master WHERE type = 'trigger'")
        else:
            cursor.execute(
                "SELECT c.relname, t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
                "WHERE NOT t.tgisinternal AND t.tgenabled = 'O'"
            )
        found: dict[str, set[str]] = {}
        for table, name in cursor.fetchall():
            found.setdefault(table, set()).add(name)
        return found


def run(statement: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.rowcount


def count(table: str, where: str = "1=1") -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table} WHERE {where}")
        return cursor.fetchone()[0]


def test_every_closed_table_has_its_triggers():
    assert triggers() == TRIGGERS
    assert sum(len(names) for names in TRIGGERS.values()) == 75


@pytest.mark.parametrize("table", CLOSED)
def test_closed_rows_can_be_neither_changed_nor_deleted(half, table):
    column, value, which = CLOSED[table]
    assert count(table, which) > 0
    with pytest.raises(IntegrityError), transaction.atomic():
        run(f"UPDATE {table} SET {column} = {value} WHERE {which}")
    with pytest.raises(IntegrityError), transaction.atomic():
        run(f"DELETE FROM {table} WHERE {which}")


@pytest.mark.parametrize("table", ["judgement", "evidence", "strength", "recommendation"])
def test_nothing_is_moved_into_a_review_that_was_handed_in(half, table):
    with pytest.raises(IntegrityError, match="no other"), transaction.atomic():
        run(f"UPDATE moderation_{table} SET review_id = review_id + 1")


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL knows no REPLACE")
@pytest.mark.parametrize("table", CLOSED)
def test_closed_rows_cannot_be_replaced_by_rows_of_the_same_number(half, table):
    closed = CLOSED[table][-1]
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table} WHERE {closed}")


@pytest.mark.parametrize("table", ["judgement", "evidence", "strength", "recommendation"])
def test_nothing_is_added_to_a_review_that_was_handed_in(half, table):
    columns = [one.column for one in _model(table)._meta.concrete_fields if one.column != "id"]
    copied = ", ".join("code || 'x'" if one == "code" else f'"{one}"' for one in columns)
    names = ", ".join(f'"{one}"' for one in columns)
    with pytest.raises(IntegrityError, match="handed in"), transaction.atomic():
        run(
            f"INSERT INTO moderation_{table} ({names}) SELECT {copied} FROM moderation_{table} "
            f"WHERE {OF_SUBMITTED} LIMIT 1"
        )


def _model(name: str):
    from django.apps import apps

    return apps.get_model("moderation", name)


def test_a_locked_judgement_stays_while_the_findings_are_written(half):
    with scope(authority=half.authority):
        review = half.hers.locked.reviews.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        run(f"UPDATE moderation_review SET judgement = 'outstanding' WHERE id = {review.pk}")
    assert run(f"UPDATE moderation_review SET summary = 'Going on' WHERE id = {review.pk}") == 1


def test_erasure_passes_through_its_door_writes_itself_down_and_shuts_it_again(half):
    with scope(authority=half.authority):
        message = LetterMessage.objects.first()
        before = Event.objects.filter(verb="erased").count()
        with erasing(on=half.hers.sent, by=half.cast.lena, rule="retention.moderation-years"):
            message.delete()
        event = Event.objects.filter(verb="erased").latest("pk")
        assert (Event.objects.filter(verb="erased").count(), event.detail) == (
            before + 1,
            {"rule": "retention.moderation-years"},
        )
        assert not LetterMessage.objects.filter(pk=message.pk).exists()
    assert ErasureDoor.objects.count() == 0
    with pytest.raises(IntegrityError), transaction.atomic():
        run("DELETE FROM history_event")


def test_a_door_that_breaks_down_leaves_everything_as_it_was(half):
    events = Event.objects.count()
    door = erasing(on=half.hers.sent, by=half.cast.lena, rule="retention.moderation-years")
    with scope(authority=half.authority), pytest.raises(ZeroDivisionError), door:
        LetterMessage.objects.all().delete()
        raise ZeroDivisionError
    with scope(authority=half.authority):
        assert LetterMessage.objects.exists()
    assert (ErasureDoor.objects.count(), Event.objects.count()) == (0, events)
