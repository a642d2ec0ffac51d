"""Notices: sent once, after the commit, to those who may know, and without a name."""

import datetime as dt

import pytest
from django.core import mail
from django.db import transaction

from goldenthread.notices.messages import MESSAGES
from goldenthread.notices.models import Notice
from goldenthread.notices.outbox import tell
from goldenthread.notices.tasks import send_waiting


def tell_ben(cast, once="given:K7QM-4T"):
    return tell(
        to=cast.ben,
        kind="moderation-given",
        reference="K7QM-4T",
        path="/moderations/K7QM-4T/",
        due_on=dt.date(2026, 11, 13),
        once=once,
    )


@pytest.mark.sqlite
def test_a_notice_goes_out_after_the_commit_and_not_before(cast, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        tell_ben(cast)
        assert mail.outbox == []

    assert [sent.to for sent in mail.outbox] == [["ben@sandbourne.example"]]
    assert mail.outbox[0].subject == "A draft to moderate: K7QM-4T"
    assert "Friday 13 November 2026" in mail.outbox[0].body
    assert "http://127.0.0.1:8000/moderations/K7QM-4T/" in mail.outbox[0].body


@pytest.mark.sqlite
def test_the_same_thing_is_told_once(cast, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        tell_ben(cast)
        tell_ben(cast)
    send_waiting.enqueue(cast.authority.pk)

    assert len(mail.outbox) == 1


def test_a_change_that_is_rolled_back_is_told_to_nobody(cast, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True), pytest.raises(RuntimeError), transaction.atomic():
        tell_ben(cast)
        raise RuntimeError("the change failed")

    assert (mail.outbox, Notice.objects.count()) == ([], 0)


def test_somebody_whose_role_has_ended_is_not_told(cast, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        notice = tell_ben(cast)
        cast.ben.closed_at = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
        cast.ben.save()

    notice.refresh_from_db()
    assert (mail.outbox, notice.dropped_because) == ([], "The reader may no longer know.")


def test_a_mail_server_that_is_down_loses_nothing(cast, settings, django_capture_on_commit_callbacks):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    with django_capture_on_commit_callbacks(execute=True):
        notice = tell_ben(cast)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

    send_waiting.enqueue(cast.authority.pk)

    notice.refresh_from_db()
    assert (len(mail.outbox), notice.tries) == (1, 2)


@pytest.mark.parametrize("kind", MESSAGES)
def test_a_message_can_say_nothing_but_reference_date_link_and_authority(kind):
    message = MESSAGES[kind]
    words = {"reference": "R", "due": "D", "link": "L", "authority": "A"}

    assert (message.subject + message.body).format(**words)
