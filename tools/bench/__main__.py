"""Measure screening, reading, draws and pages, and write docs/benchmarks.md.

make bench
python -m tools.bench.screening    measures screening alone and writes its part of the page
"""

import os
import platform
import re
import sys
from pathlib import Path

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
DOCUMENT = Path(__file__).parents[2] / "docs" / "benchmarks.md"


def main() -> None:
    import django

    django.setup()
    from django.core.management import call_command
    from django.test.utils import setup_test_environment

    setup_test_environment()
    call_command("migrate", verbosity=0)
    from tools.bench import deadlines, draws, pages, reading, screening, sen2

    parts = [
        measure(lambda line: print(line, file=sys.stderr, flush=True))
        for measure in (
            screening.measure,
            reading.measure,
            draws.measure,
            pages.measure,
            deadlines.measure,
            sen2.measure,
        )
    ]
    DOCUMENT.write_text(document(parts), "utf-8")
    print(DOCUMENT.read_text("utf-8"))


def document(parts: list[str]) -> str:
    """The whole page."""
    machine = f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}"
    head = (
        "# Benchmarks\n\n`make bench` measures these again and writes this page. They are figures, not promises: read them beside "
        f"the machine ({machine}) and whatever else it was doing.\n"
    )
    return "\n".join([head, *parts])


def with_part(page: str, part: str) -> str:
    """A page with this part in the place of the older one of the same title, or first where there is none."""
    head, *parts = re.split(r"(?m)^(?=## )", page)
    title = part.split("\n", 1)[0]
    others = [other.rstrip("\n") + "\n" for other in parts if other.split("\n", 1)[0] != title]
    return "\n".join([head.rstrip("\n") + "\n", part, *others])


if __name__ == "__main__":
    main()
