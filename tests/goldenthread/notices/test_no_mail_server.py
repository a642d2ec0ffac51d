"""Where no mail server is set: mail waits, its links stand in no log, and the administrator is told what to set."""

import io
import logging
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core import mail
from django.core.management import call_command
from django.test import Client

from goldenthread.history.quiet_errors import QuietFormatter
from goldenthread.notices.models import Notice
from goldenthread.notices.outbox import waiting
from goldenthread.notices.tasks import TRIES, send_waiting
from goldenthread.people import server
from goldenthread.people.models import Invitation
from tests.goldenthread.notices.test_outbox import tell_ben

WAITS = "goldenthread.people.server.EmailBackend"
CONSOLE = "django.core.mail.backends.console.EmailBackend"
SMTP = "django.core.mail.backends.smtp.EmailBackend"
RESET = "/account/password/reset/"


@pytest.fixture
def no_mail_server(settings):
    settings.EMAIL_BACKEND = WAITS


@pytest.fixture
def log():
    """What the log holds, as it is written outside of tests."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(QuietFormatter())
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield written
    root.removeHandler(handler)
    root.setLevel(level)


# --- What the settings say ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "backend"),
    [
        ({}, WAITS),
        ({"EMAIL_URL": ""}, WAITS),
        ({"EMAIL_URL": "consolemail://"}, WAITS),
        ({"EMAIL_URL": "smtp://mail.example:25"}, SMTP),
        ({"DEMONSTRATION": "1"}, CONSOLE),
    ],
)
def test_only_the_demonstration_writes_mail_to_the_log(tmp_path, given, backend):
    usual = {name: value for name, value in os.environ.items() if name not in ("EMAIL_URL", "DEMONSTRATION")}
    says = "from goldenthread import settings; print(settings.EMAIL_BACKEND)"

    answer = subprocess.run(
        [sys.executable, "-c", says],
        env={**usual, "GOLDEN_THREAD_VAR": str(tmp_path), **given},
        cwd=Path(__file__).parents[3],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )

    assert answer.stdout.strip() == backend


# --- What becomes of mail -----------------------------------------------------------------------


@pytest.mark.sqlite
def test_a_notice_waits_however_often_it_is_tried_and_goes_out_once_there_is_a_server(
    cast, settings, no_mail_server, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        notice = tell_ben(cast)
    for _ in range(TRIES + 1):
        send_waiting.call(cast.authority.pk)
    notice.refresh_from_db()
    before = (notice.tries, notice.sent_at, waiting(cast.authority))
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

    went_out = send_waiting.call(cast.authority.pk)

    assert before == (0, None, 1)
    assert (went_out, len(mail.outbox), waiting(cast.authority)) == (1, 1, 0)


def test_no_link_reaches_the_log_or_the_output(
    cast, as_, no_mail_server, log, capfd, django_capture_on_commit_callbacks
):
    invited = {"name": "Ida Sand", "email": "ida@sandbourne.example", "role": "officer", "working_share": "1"}

    with django_capture_on_commit_callbacks(execute=True):
        page = as_(cast.lena).post("/people/invite/", invited, follow=True)
        reset = Client().post(RESET, {"email": cast.amina.person.email}, follow=True)

    out = "".join(capfd.readouterr())
    assert "/people/invited/" not in log.getvalue() + out
    assert "/account/password/reset/key/" not in log.getvalue() + out
    assert "nothing was sent: no mail server is set" in page.content.decode()
    assert "Not sent: no mail server is set." in page.content.decode()
    assert Invitation.objects.get(email="ida@sandbourne.example").mailed_at is None
    assert "No mail can be sent" in reset.content.decode()


@pytest.mark.parametrize("place", ["/people/invited/{}/", "/account/password/reset/key/{}/"])
def test_an_address_that_is_a_key_is_not_written_into_the_log_whole(db, log, place):
    secret = "3x-c9d2f0a17b4455aa0011223344556677"
    client = Client()

    client.get(place.format(secret))
    logging.getLogger("django.request").warning("Not Found: %s", place.format(secret))

    assert place.format("...") in log.getvalue()
    assert secret not in log.getvalue()


# --- Who is told --------------------------------------------------------------------------------


def test_the_start_and_the_check_say_what_to_set(no_mail_server, capfd):
    call_command("check")

    assert server.lacking() == [server.NO_MAIL]
    assert "goldenthread.W002" in capfd.readouterr().err
    assert "Set EMAIL_URL" in server.NO_MAIL


@pytest.mark.parametrize("name", ["ivo", "lena"])
def test_the_settings_page_says_what_the_server_lacks(cast, as_, no_mail_server, name):
    page = as_(getattr(cast, name)).get("/people/settings/").content.decode()

    assert "Mail is not sent: no mail server is set" in page


def test_the_administrators_work_says_what_to_set_and_how_much_waits_and_nobody_elses(cast, as_, no_mail_server):
    tell_ben(cast)
    tell_ben(cast, once="another")

    administrators = as_(cast.ivo).get("/").content.decode()
    leads = as_(cast.lena).get("/").content.decode()

    assert ("Set up mail" in administrators, "2 notices waiting" in administrators) == (True, True)
    assert "Set up mail" not in leads
    assert Notice.objects.filter(sent_at=None).count() == 2


def test_where_mail_is_sent_nobody_is_told_anything(cast, as_):
    assert server.lacking() == []
    assert "Set up mail" not in as_(cast.ivo).get("/").content.decode()
    assert "no mail server" not in as_(cast.lena).get("/people/settings/").content.decode()
