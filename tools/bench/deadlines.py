"""The deadlines with 20,635 plans, as the largest authority of England has: working all clocks out, and the pages."""

import datetime as dt
import time

from django.db import connection
from django_scopes import scope
from tests.people import make_cast

from goldenthread import world
from goldenthread.clocks.models import Clock
from goldenthread.clocks.workflow import reckon_all
from goldenthread.demo import in_place
from goldenthread.people.models import Choice
from goldenthread.plans.models import Child
from tools.bench.crowd import officers_of
from tools.bench.pages import HEAD, row_of

PLANS = 20_635


def measure(say) -> str:
    say(f"deadlines: an authority of {PLANS:,} plans")
    cast = make_cast(code="903", name="Longshore")
    on = world.today()
    with scope(authority=cast.authority):
        Choice.objects.create(authority=cast.authority, key="safety.second-factor", value=False)
        officers_of(cast)
        in_place.put_in_place(cast.authority, on=on, how_many=PLANS)
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
        again = _seconds(lambda: reckon_all(authority=cast.authority, on=on))
        morrow = _seconds(lambda: reckon_all(authority=cast.authority, on=on + dt.timedelta(days=1)))
        clocks = Clock.objects.count()
        child = Child.objects.filter(plans__reviews__isnull=False).order_by("pk").first()
        assert child is not None
        reference = child.reference
    say(f"  {clocks:,} clocks; worked out again in {again:.1f} s, the next day in {morrow:.1f} s")
    rows = [
        row_of(label, post, address, say)
        for label, post, address in (
            ("My work, an assistant", cast.sam, "/"),
            ("My work, the lead", cast.lena, "/"),
            ("Overdue", cast.lena, "/deadlines/"),
            ("At risk", cast.lena, "/deadlines/?list=risk"),
            ("Everything open, page 100", cast.lena, "/deadlines/?list=all&page=100"),
            ("Overdue of one assistant", cast.sam, f"/deadlines/?assistant={cast.sam.pk}"),
            ("Overdue, an officer", cast.amina, "/deadlines/"),
            ("Deadlines of a child", cast.sam, f"/deadlines/children/{reference}/"),
            ("Countdown", cast.lena, "/deadlines/countdown/"),
            ("Ended without a plan", cast.lena, "/deadlines/without-a-plan/"),
            ("Level 1 figures", cast.lena, "/figures/level-1/"),
            ("The register", cast.lena, "/plans/"),
        )
    ]
    return (
        f"## Deadlines\n\n{PLANS:,} plans, {clocks:,} clocks, PostgreSQL. Working every clock out again takes {again:.1f} s where "
        f"nothing changed and {morrow:.1f} s on the next day; the timetable does it once a day. Pages as below. Goal: 100 ms at "
        f"the 95th percentile, 20 queries.\n\n{HEAD}" + "\n".join(rows) + "\n"
    )


def _seconds(run) -> float:
    began = time.perf_counter()
    run()
    return time.perf_counter() - began


def main() -> None:
    """Measure the deadlines alone, and write their part of docs/benchmarks.md."""
    import os
    import sys

    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    from tools.bench.__main__ import DOCUMENT, with_part

    part = measure(lambda line: print(line, file=sys.stderr, flush=True))
    DOCUMENT.write_text(with_part(DOCUMENT.read_text("utf-8"), part), "utf-8")
    print(part)
