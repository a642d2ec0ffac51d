"""The real server as a process that a test can kill: the same command line as `goldenthread run`, without its parents."""

import contextlib
import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from urllib.parse import urlencode

from django.conf import settings
from django.db import connection

from goldenthread.people.models import Post
from tests.conftest import sign_in


class Server:
    """Started on a free port, on the database of the test. `kill` is kill -9 of the whole group."""

    def __init__(self) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.process: subprocess.Popen | None = None
        self.log = tempfile.TemporaryFile()  # noqa: SIM115 - lives as long as the server

    def start(self) -> None:
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "goldenthread.settings",
            "DATABASE_URL": _url(),
            "SECRET_KEY": "for the tests alone",
            "ORIGIN": f"http://127.0.0.1:{self.port}",
            "STATIC_ROOT": "/nonexistent",
        }
        # As `goldenthread migrate` does it: the guesses at passwords are counted in a table of their own.
        subprocess.run([sys.executable, "-m", "django", "createcachetable"], env=environment, check=True)
        command = [
            sys.executable,
            "-m",
            "granian",
            "--interface",
            "wsgi",
            "--host",
            "127.0.0.1",
            "--port",
            str(self.port),
        ]
        command += ["--workers", "1", "--blocking-threads", "8", "--no-ws", "--log-level", "error"]
        self.process = subprocess.Popen(
            [*command, "goldenthread.wsgi:application"],
            env=environment,
            start_new_session=True,
            stdout=subprocess.DEVNULL,
            stderr=self.log,
        )
        for _ in range(600):
            with contextlib.suppress(OSError):
                answer = self.get("/account/login/", {})
                if answer.status == 200:
                    return
            time.sleep(0.1)
        raise RuntimeError("The server did not start.")

    def said(self) -> str:
        """The end of what the server wrote about errors."""
        self.log.seek(0)
        return self.log.read().decode(errors="replace")[-2000:]

    def kill(self) -> None:
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None

    def get(self, path: str, headers: dict[str, str]) -> http.client.HTTPResponse:
        return self._ask("GET", path, None, headers)

    def post(self, path: str, data: dict[str, str], headers: dict[str, str]) -> tuple[int, bytes]:
        answer = self._ask("POST", path, urlencode(data), headers)
        return answer.status, answer.read()

    def _ask(self, method: str, path: str, body: str | None, headers: dict[str, str]) -> http.client.HTTPResponse:
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        given = {"Content-Type": "application/x-www-form-urlencoded", **headers} if body is not None else headers
        line.request(method, path, body, given)
        return line.getresponse()


def _url() -> str:
    given = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{given['NAME']}"
    return f"postgres://{given['USER']}@{given['HOST']}:{given['PORT']}/{given['NAME']}"


class SignedIn:
    """A browser's cookies and token, by hand."""

    def __init__(self, server: Server, post: Post):
        # Signed in as the other tests do it: what is tried here is not the door.
        self.cookies = {settings.SESSION_COOKIE_NAME: sign_in(post).cookies[settings.SESSION_COOKIE_NAME].value}
        home = server.get("/", {"Cookie": _joined(self.cookies)})
        assert home.status == 200, f"not signed in: {home.status} {server.said()}"
        self.cookies |= _cookies(home)
        self.token = _token(home.read())

    @property
    def headers(self) -> dict[str, str]:
        return {"Cookie": _joined(self.cookies), "X-CSRFToken": self.token, "Accept": "application/json"}


def _cookies(answer: http.client.HTTPResponse) -> dict[str, str]:
    given = [value.split(";")[0] for name, value in answer.getheaders() if name.lower() == "set-cookie"]
    return dict(pair.split("=", 1) for pair in given)


def _joined(cookies: dict[str, str]) -> str:
    return "; ".join(f"{name}={value}" for name, value in cookies.items())


def _token(page: bytes) -> str:
    found = re.search(rb'name="csrf(?:middlewaretoken|-token)" (?:value|content)="([^"]+)"', page)
    assert found, "the page has no token"
    return found.group(1).decode()


@contextlib.contextmanager
def running() -> Iterator[Server]:
    server = Server()
    server.start()
    try:
        yield server
    finally:
        server.kill()
