"""Starting the service on one machine: the web server, the worker and the timetable, together and stopped together."""

import os
import signal
import subprocess
import sys
import threading
import time
import urllib.request

from django.conf import settings
from django.core.management import call_command

TICK_SECONDS = 60


def prepare() -> None:
    """Migrate, make the cache table, collect static files. Safe to run at every start."""
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)


def serve(*, host: str, port: int, threads: int, demo: bool) -> int:
    """Run until stopped by Ctrl+C or a signal. Gives 0 when stopped, 1 when a part of it ended by itself."""
    prepare()
    if demo:
        from goldenthread.demo.load import load

        load(say=print)
    environment = {**os.environ, "ORIGIN": os.environ.get("ORIGIN", f"http://{host}:{port}")}
    server = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port)]
    server += ["--workers", "1", "--blocking-threads", str(threads), "--no-ws", "--log-level", "warning"]
    server += ["goldenthread.wsgi:application"]
    worker = [sys.executable, "-m", "django", "db_worker"]
    worker += ["--no-startup-delay", "--interval", "0.5", "--queue-name", "*"]
    # No shell, and only words of ours, an address and numbers that the command line has checked.
    parts = [subprocess.Popen(command, env=environment) for command in (server, worker)]  # noqa: S603
    stopping = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stopping.set())
    threading.Thread(target=_say_when_ready, args=(host, port, stopping, demo), daemon=True).start()
    threading.Thread(target=_keep_the_timetable, args=(stopping,), daemon=True).start()
    while not stopping.is_set() and all(part.poll() is None for part in parts):
        stopping.wait(0.5)
    ended_by_itself = not stopping.is_set()
    stopping.set()
    for part in parts:
        if part.poll() is None:
            part.terminate()
    for part in parts:
        try:
            part.wait(10)
        except subprocess.TimeoutExpired:
            part.kill()
    return 1 if ended_by_itself else 0


def _say_when_ready(host: str, port: int, stopping: threading.Event, demo: bool) -> None:
    address = f"http://{host}:{port}"
    for _ in range(240):
        if stopping.is_set():
            return
        try:
            urllib.request.urlopen(f"{address}/service/alive/", timeout=2)  # noqa: S310 - our own address
            break
        except OSError:
            time.sleep(0.25)
    print(f"\nGolden Thread is running: {address}/", flush=True)
    if demo and settings.DEMONSTRATION:
        from goldenthread.demo.people import sign_in_help

        print(sign_in_help(), flush=True)
    print("Stop it with Ctrl+C.", flush=True)


def _keep_the_timetable(stopping: threading.Event) -> None:
    """Once a minute, in a process of its own: whatever it does to memory or connections ends with it."""
    while not stopping.wait(TICK_SECONDS):
        subprocess.run([sys.executable, "-m", "goldenthread.command", "tick"], stdout=subprocess.DEVNULL, check=False)
