"""The process that applies an import is killed, again and again, and the register ends as if it had not been."""

import os
import signal
import subprocess
import sys
import time

import pytest
from django.conf import settings
from django.db import connection
from django_scopes import scope

from goldenthread.history.models import Event
from goldenthread.plans.models import Assessment, Child, ImportRow, Plan, RegisterImport
from goldenthread.plans.register_import import workflow
from goldenthread.plans.register_import.stages import State
from tests.goldenthread.plans.register_import.files import TOBIN
from tests.goldenthread.plans.register_import.test_workflow import hand_in, preview
from tests.people import make_cast

WORKER = """
import sys, django
django.setup()
from goldenthread.plans.register_import import applying, tasks
applying.CHUNK = 10
tasks.apply_extract.call(int(sys.argv[1]))
"""
ROWS = [(f"{n}", f"First{n}", "Last", *TOBIN[3:8], f"P-{n}", *TOBIN[9:]) for n in range(600)]


def worker(pk: int) -> subprocess.Popen:
    """A process of its own on the test's database, as the real worker is."""
    about = connection.settings_dict
    url = f"postgres://{about['USER']}@{about['HOST']}:{about['PORT']}/{about['NAME']}"
    environment = {**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "goldenthread.settings"}
    environment |= {"PYTHONPATH": str(settings.BASE.parent), "GOLDEN_THREAD_VAR": str(settings.VAR)}
    return subprocess.Popen([sys.executable, "-c", WORKER, str(pk)], env=environment)


def done(made: RegisterImport) -> int:
    return RegisterImport.objects.values_list("done", flat=True).get(pk=made.pk)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="the workers share a server")
def test_an_apply_that_is_killed_five_times_does_each_row_once(transactional_db):
    cast = make_cast()
    with scope(authority=cast.authority):
        made = preview(hand_in(cast, *ROWS), cast.sam)
        workflow.apply_import(register_import=made, by=cast.sam, in_background=False)

        seen = [0]
        for _ in range(5):
            running = worker(made.pk)
            while done(made) < seen[-1] + 40 and running.poll() is None:
                time.sleep(0.005)
            running.send_signal(signal.SIGKILL)
            assert running.wait() == -signal.SIGKILL
            # A commit that was on its way when the process died may still arrive.
            time.sleep(0.3)
            seen.append(done(made))
            # What is counted as done is there whole, and nothing else is.
            assert Child.objects.count() == Plan.objects.count() == seen[-1]
        assert worker(made.pk).wait() == 0

        made.refresh_from_db()
        assert (made.state, made.done) == (State.APPLIED, 600)
        assert sorted(seen) == seen
        assert (Child.objects.count(), Assessment.objects.count(), Plan.objects.count()) == (600, 600, 600)
        assert ImportRow.objects.filter(is_applied=True).count() == 600
        assert Event.objects.filter(kind="child", verb="brought in").values("child_id").distinct().count() == 600
        assert Event.objects.filter(kind="child", verb="brought in").count() == 600
