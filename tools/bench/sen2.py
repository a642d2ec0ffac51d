"""A SEN2 return of 25,000 made-up persons: compared and applied, into an empty register and into a full one.

python -m tools.bench.sen2    measures this alone and writes its part of the page
"""

import datetime as dt
import itertools
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

PERSONS = 25_000
START = dt.date(2004, 9, 1)


def persons(changed: bool) -> Iterator[dict]:
    """A child of every age; four in five with a plan. `changed`: every tenth had another review since."""
    from tests.ehcp.sen2.returns import person

    nothing = dict.fromkeys(("Assessment", "NamedPlan", "PlanDetail", "ActivePlans", "PlacementDetail", "SENneed"))
    for n in range(1, PERSONS + 1):
        who = {"PersonBirthDate": (START + dt.timedelta(days=n * 7 % 6500)).isoformat(), "Forename": f"Child{n % 900}"}
        if n % 5 == 0:
            yield person(n, Person=who, Requests={"RequestOutcome": "N"}, **nothing)
        elif changed and n % 10 == 1:
            yield person(n, Person=who, ActivePlans={"ReviewMeeting": "2026-01-06", "LastReview": "2026-01-14"})
        else:
            yield person(n, Person=who)


def measure(say) -> str:
    say(f"sen2: {PERSONS:,} persons")
    from django_scopes import scope
    from tests.ehcp.sen2.returns import as_blade, as_xml
    from tests.people import make_cast

    cast = make_cast(code="904", name="Saltmarsh")
    header = {"LEA": "904"}
    with tempfile.TemporaryDirectory() as folder:
        rows = []
        for label, kind, changed in (
            ("XML, empty register", "xml", False),
            ("XML, full register, a tenth changed", "xml", True),
            ("Blade CSV files, full register, unchanged", "csv", True),
        ):
            made = list(persons(changed))
            if kind == "xml":
                files = [Path(folder) / "sen2.xml"]
                files[0].write_bytes(as_xml(made, header))
            else:
                files = []
                for name, file in as_blade(made).items():
                    files.append(Path(folder) / name)
                    files[-1].write_bytes(file.getvalue().replace(b",343\r\n", b",904\r\n"))
            with scope(authority=cast.authority):
                told = _apart(folder, files)
            size = sum(file.stat().st_size for file in files) / 1024 / 1024
            say(f"  {label}: {told}")
            rows.append(
                f"| {label} | {size:.0f} | {told['looked']:.1f} | {told['compared']:.1f} | {told['applied']:.1f} | "
                f"{told['deadlines']:.1f} | {told['worker']:.0f} + {told['reader']:.0f} |"
            )
    return (
        f"## A SEN2 return\n\n{PERSONS:,} made-up persons, four in five with a plan, PostgreSQL, one process that compares "
        "and applies and one beside it that reads. Goal: compared and applied in 60 s, under 300 MB. Working the deadlines "
        "of everybody out who changed belongs to the same transactions and is told apart: it is the longest part where "
        "everybody is new.\n\n"
        "| return | MB | looked at, s | compared, s | applied, s | then deadlines, s | MB at most, worker + reader |\n"
        "|---|--:|--:|--:|--:|--:|--:|\n" + "\n".join(rows) + "\n"
    )


def _apart(folder: str, files: list[Path]) -> dict[str, float]:
    """Both pieces of work in a process of their own, as the worker's is: its figures."""
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "goldenthread.settings", "GOLDEN_THREAD_VAR": folder}
    command = [sys.executable, "-m", "tools.bench.sen2", "worker", *map(str, files)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    return json.loads(done.stdout.splitlines()[-1])


def work(paths: list[str]) -> dict[str, float]:
    """Hand in, compare, apply. Seconds of each, and megabytes at most."""
    import django

    django.setup()
    from django.core.files.base import File
    from django_scopes import scope

    from goldenthread.people.models import Authority, Post
    from goldenthread.permissions import Role
    from goldenthread.plans.sen2_import import workflow
    from goldenthread.plans.sen2_import.tasks import apply_return, compare_return
    from goldenthread.plans.workflow.heard import after_import

    spent = [0.0]

    def timed(function):
        def run(**given) -> None:
            began = time.perf_counter()
            function(**given)
            spent[0] += time.perf_counter() - began

        return run

    after_import[:] = [timed(function) for function in after_import]
    authority = Authority.objects.get(code="904")
    marks = [time.perf_counter()]
    with scope(authority=authority):
        by = Post.objects.get(authority=authority, role=Role.LEAD)
        files = [File(Path(path).open("rb"), name=Path(path).name) for path in paths]  # noqa: SIM115
        made = workflow.start_return(authority=authority, by=by, files=files, in_background=False)
        marks.append(time.perf_counter())
        compare_return.call(made.pk)
        marks.append(time.perf_counter())
        workflow.apply_return(sen2_import=made, by=by, in_background=False)
        apply_return.call(made.pk)
        marks.append(time.perf_counter())
        made.refresh_from_db()
        assert made.state == made.State.APPLIED, made.sentence
    looked, compared, applied = (later - earlier for earlier, later in itertools.pairwise(marks))
    return {
        "looked": looked,
        "compared": compared,
        "applied": applied - spent[0],
        "deadlines": spent[0],
        "worker": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "reader": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024,
        **made.counts,
    }


def main() -> None:
    """This part alone, written into the page; or with "worker" the work that is measured."""
    if sys.argv[1:2] == ["worker"]:
        print(json.dumps(work(sys.argv[2:])))
        return
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from tools.bench.__main__ import DOCUMENT, with_part

    part = measure(lambda line: print(line, file=sys.stderr, flush=True))
    DOCUMENT.write_text(with_part(DOCUMENT.read_text("utf-8"), part), "utf-8")
    print(part)


if __name__ == "__main__":
    main()
