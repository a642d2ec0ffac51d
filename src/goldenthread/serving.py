"""Starting the service on one machine: the web server, the worker and the timetable, together and stopped together."""

import contextlib
import errno
import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request

from django.conf import settings
from django.core.management import call_command

from goldenthread.people.server import lacking

TICK_SECONDS = 60
STOP_SECONDS = 10


def prepare() -> None:
    """Migrate, make the cache table, collect static files. Safe to run at every start."""
    bring_database_up_to_date()
    call_command("collectstatic", verbosity=0, interactive=False)


def bring_database_up_to_date() -> None:
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)


def usual_threads() -> int:
    """Requests answered at the same time: as many as the processors bear, eight at most."""
    return min(8, (os.cpu_count() or 1) * 2 + 1)


def serve(*, host: str, port: int, threads: int, demo: bool) -> int:
    """Run until stopped by Ctrl+C or a signal. Gives 0 when stopped, 1 when it cannot start or a part ended by itself."""
    if why_not := why_taken(host, port):
        print(why_not, file=sys.stderr)
        return 1
    stopping = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) != signal.SIG_IGN:  # nohup
            signal.signal(number, lambda *_: stopping.set())
    prepare()
    for sentence in lacking():
        print(sentence, file=sys.stderr, flush=True)
    if demo:
        from goldenthread.demo.load import load

        load(say=print)
    if stopping.is_set():
        return 0
    environment = {**os.environ, "ORIGIN": os.environ.get("ORIGIN", f"http://{host}:{port}")}
    server = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port)]
    server += ["--workers", "1", "--blocking-threads", str(threads), "--no-ws", "--log-level", "warning"]
    server += ["--workers-kill-timeout", str(STOP_SECONDS // 2), "goldenthread.wsgi:application"]
    worker = [sys.executable, "-m", "django", "db_worker"]
    worker += ["--no-startup-delay", "--interval", "0.5", "--queue-name", "*"]
    # No shell, and only words of ours, an address and numbers that the command line has checked. Each part has a
    # session of its own: a Ctrl+C comes to us alone. Sent to the web server and its worker at once, it makes the
    # worker hang and hold the port.
    parts = [
        subprocess.Popen(command, env=environment, start_new_session=True)  # noqa: S603
        for command in (server, worker)
    ]
    try:
        threading.Thread(target=_say_when_ready, args=(host, port, parts[0], stopping, demo), daemon=True).start()
        threading.Thread(target=_keep_the_timetable, args=(stopping,), daemon=True).start()
        while not stopping.is_set() and all(part.poll() is None for part in parts):
            stopping.wait(0.5)
        ended_by_itself = not stopping.is_set()
        stopping.set()
    finally:
        _end(parts)
    return 1 if ended_by_itself else 0


def why_taken(host: str, port: int) -> str:
    """A sentence where the address cannot be listened at; empty where it can.

    The web server shares a port with another of its kind; asked without that, a taken port says so.
    """
    try:
        family, kind, proto, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, proto) as asking:
            asking.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # what was closed a moment ago is free
            asking.bind(address)
            asking.listen(1)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            return f"Port {port} is in use by another program. Stop it, or choose another port with --port."
        return f"Golden Thread cannot listen at {host}, port {port}: {error.strerror}."
    return ""


def _end(parts: list[subprocess.Popen]) -> None:
    """Ask each part to stop, give it a while, and leave nothing of its group behind."""
    for part in parts:
        if part.poll() is None:
            part.terminate()
    until = time.monotonic() + STOP_SECONDS
    for part in parts:
        with contextlib.suppress(subprocess.TimeoutExpired):
            part.wait(max(0.1, until - time.monotonic()))
    for part in parts:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(part.pid, signal.SIGKILL)
        part.wait()


def _say_when_ready(host: str, port: int, server: subprocess.Popen, stopping: threading.Event, demo: bool) -> None:
    address = f"http://{host}:{port}"
    while True:
        if stopping.is_set() or server.poll() is not None:
            return
        try:
            urllib.request.urlopen(f"{address}/service/alive/", timeout=2)  # noqa: S310 - our own address
            break
        except urllib.error.HTTPError:
            break  # it answers, whatever it says
        except (OSError, http.client.HTTPException):
            stopping.wait(0.25)
    if stopping.is_set() or server.poll() is not None:
        return
    print(f"\nGolden Thread is running: {address}/", flush=True)
    if demo and settings.DEMONSTRATION:
        from goldenthread.demo.people import sign_in_help

        print(sign_in_help(), flush=True)
    print("Stop it with Ctrl+C.", flush=True)


def _keep_the_timetable(stopping: threading.Event) -> None:
    """Once a minute, in a process of its own: whatever it does to memory or connections ends with it."""
    while not stopping.wait(TICK_SECONDS):
        subprocess.run([sys.executable, "-m", "goldenthread.command", "tick"], stdout=subprocess.DEVNULL, check=False)
