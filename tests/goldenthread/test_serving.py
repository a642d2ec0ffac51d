"""Starting and stopping the service as a person does at a terminal: real processes, a real port."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from goldenthread.serving import why_taken

TIMES = 5


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


@pytest.fixture(scope="module")
def place(tmp_path_factory) -> dict[str, str]:
    """The environment of a service with a database and documents of its own."""
    var = tmp_path_factory.mktemp("service")
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(var),
        "PYTHONPATH": "src",
        "GOLDEN_THREAD_VAR": str(var),
        "DATABASE_URL": f"sqlite:///{var}/one.sqlite3",
    }


def command(place: dict[str, str], *words: str) -> list[str]:
    return [sys.executable, "-m", "goldenthread.command", *words]


def processes_of(place: dict[str, str]) -> dict[int, str]:
    """Every process that was started in this place, by number."""
    mark = f"GOLDEN_THREAD_VAR={place['GOLDEN_THREAD_VAR']}".encode()
    found = {}
    for entry in Path("/proc").iterdir():
        with contextlib.suppress(OSError):
            if entry.name.isdigit() and mark in (entry / "environ").read_bytes().split(b"\0"):
                found[int(entry.name)] = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode()
    return found


def started(place: dict[str, str], port: int) -> subprocess.Popen:
    """A service that answers, the leader of a group like that of a terminal."""
    service = subprocess.Popen(
        command(place, "run", "--port", str(port)),
        env=place,
        start_new_session=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    for _ in range(600):
        if service.poll() is not None:
            raise AssertionError(service.stdout.read().decode())
        with contextlib.suppress(OSError):
            urllib.request.urlopen(f"http://127.0.0.1:{port}/service/alive/", timeout=5)
            return service
        time.sleep(0.1)
    raise AssertionError("It never answered.")


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="reads the processes from /proc")
def test_ctrl_c_leaves_nothing_behind_and_takes_no_ten_seconds_five_times(place):
    port = free_port()

    for _ in range(TIMES):
        service = started(place, port)
        assert len(processes_of(place)) >= 4
        asked = time.monotonic()
        os.killpg(service.pid, signal.SIGINT)
        said = service.communicate(timeout=30)[0].decode()

        assert time.monotonic() - asked < 8, said
        assert (service.returncode, processes_of(place)) == (0, {})
        assert why_taken("127.0.0.1", port) == ""
        assert "CPU cores" not in said
        assert "Mail is not sent: no mail server is set" in said


def test_a_taken_port_is_refused_with_a_sentence_before_anything_starts(place):
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        refused = subprocess.run(
            command(place, "run", "--port", str(port)), env=place, capture_output=True, text=True, timeout=60
        )

    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr == f"Port {port} is in use by another program. Stop it, or choose another port with --port.\n"


def test_an_authority_can_be_made_before_anything_else_was_done(tmp_path, place):
    fresh = {**place, "GOLDEN_THREAD_VAR": str(tmp_path), "DATABASE_URL": f"sqlite:///{tmp_path}/one.sqlite3"}
    words = ["new-authority", "901", "Sandbourne", "--lead-name", "Lena Sand", "--lead-email", "lena@example.org"]

    made = subprocess.run(command(fresh, *words), env=fresh, capture_output=True, text=True, timeout=300)

    assert (made.returncode, made.stderr) == (0, "")
    assert "Sandbourne is made. Send this link to Lena Sand" in made.stdout


def test_mail_to_a_file_is_written_into_the_folder_that_was_said(tmp_path, place):
    folder = tmp_path / "mail"
    says = (
        "import django; django.setup(); from django.core.mail import send_mail; "
        "send_mail('Hello', 'Words', None, ['lena@example.org'])"
    )
    given = {**place, "EMAIL_URL": f"filemail://{folder}", "DJANGO_SETTINGS_MODULE": "goldenthread.settings"}

    subprocess.run([sys.executable, "-c", says], env=given, check=True, timeout=60)

    assert ["Subject: Hello" in one.read_text() for one in folder.iterdir()] == [True]
