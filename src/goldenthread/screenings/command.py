"""`goldenthread screen`: an authority's archive is screened through the queue, by workers started for it."""

import os
import subprocess
import sys
import time
from collections.abc import Callable

from django_scopes import scope

from goldenthread.people.models import Authority
from goldenthread.screenings import workflow
from goldenthread.screenings.models import Screening
from goldenthread.screenings.stages import Stage

BAR = 30
LOOK_EVERY = 0.5
# A worker that finds the queue empty ends; one that was killed is started again, so many times.
TRIES = 3


def run(*, authority: str | None, workers: int, say: Callable[[str], None] = print) -> int:
    """Screen what today's rules have not seen. Gives 0 when everything was looked at, 1 when something still waits.

    Broken off at any moment, the same command carries on: what was made is made.
    """
    found = list(Authority.objects.filter(**({"code": authority} if authority else {})))
    if not found:
        say("There is no such authority.")
        return 1
    left = 0
    for one in found:
        with scope(authority=one):
            left += _screen(one, workers, say)
    return 1 if left else 0


def _screen(authority: Authority, workers: int, say: Callable[[str], None]) -> int:
    total = workflow.queue_archive(authority=authority)
    waits = Screening.objects.filter(version__plan__authority=authority, stage=Stage.WAITING)
    first = waits.order_by("pk").values_list("pk", flat=True).first() or 0
    if not total:
        say(f"{authority}: every version has been screened under today's rules.")
        return 0
    say(f"{authority}: {total} versions to screen, {workers} worker{'s' * (workers != 1)}.")
    begun = time.monotonic()
    waiting = total
    for _ in range(TRIES):
        waiting = _work(authority, workers, total, begun)
        if not waiting:
            break
        # A task that a killed worker held is lost: what waits is put in the queue again.
        workflow.queue_archive(authority=authority)
    seconds = time.monotonic() - begun
    of_this_run = Screening.objects.filter(version__plan__authority=authority, pk__gte=first)
    without = of_this_run.filter(stage=Stage.NOT_SCREENED).count()
    done = total - waiting
    say(f"{authority}: {done} in {seconds:.1f} s, {done / max(seconds, 0.001):.1f} a second. {without} not screened.")
    if waiting:
        say(f"{authority}: {waiting} still wait. Run the command again.")
    return waiting


def _work(authority: Authority, workers: int, total: int, begun: float) -> int:
    """Run workers until nothing waits or they have all ended. Gives how many versions still wait."""
    command = [sys.executable, "-m", "django", "db_worker", "--batch", "--no-startup-delay", "--no-reload"]
    command += ["--queue-name", "*", "--verbosity", "0"]
    # No shell, and only words of ours.
    running = [subprocess.Popen(command, env={**os.environ}) for _ in range(workers)]  # noqa: S603
    try:
        while True:
            waiting = _waiting(authority)
            _draw(total - waiting, total, begun)
            if not waiting or all(one.poll() is not None for one in running):
                return _waiting(authority)
            time.sleep(LOOK_EVERY)
    finally:
        for one in running:
            if one.poll() is None:
                one.terminate()
        for one in running:
            one.wait()
        if sys.stderr.isatty():
            print(file=sys.stderr)


def _waiting(authority: Authority) -> int:
    return Screening.objects.filter(version__plan__authority=authority, stage=Stage.WAITING).count()


def _draw(done: int, total: int, begun: float) -> None:
    """The bar, where somebody is looking."""
    if not sys.stderr.isatty():
        return
    seconds = max(time.monotonic() - begun, 0.001)
    full = BAR * done // total
    bar = "#" * full + "." * (BAR - full)
    print(f"\r[{bar}] {done} of {total}, {done / seconds:.1f} a second ", end="", file=sys.stderr, flush=True)
