"""Write the pages of docs/ that are made from the code, or, with --check, say which of them are stale.

    python tools/write_docs.py            writes
    python tools/write_docs.py --check    writes nothing; ends with 1 and the names of the stale pages

To add a page: write a function that returns its text, and put (path, function) into PAGES.
"""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Callable
from difflib import unified_diff
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))


def rulebook() -> str:
    """Every registered rule: those of ehcp, and of each room's pure modules."""
    from ehcp import rulebook as book

    _import_everything_with_rules()
    return book.render_rulebook(book.RULES, book.marked_tests(ROOT / "tests"))


def draw_simulation() -> str:
    """What the chance rule of Level 3 does over many months."""
    from ehcp.statistics import simulation

    return simulation.page()


def stages() -> str:
    """A diagram of each table of moves, with whose turn it is in each stage."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goldenthread.settings")
    django.setup()
    from goldenthread.moderation import stages as moderation
    from goldenthread.plans import stages as plans
    from goldenthread.screenings import stages as screenings

    lines = ["# Stages", "", "Made from the code: `python tools/write_docs.py`.", ""]
    for title, room in (
        ("A plan’s version", plans),
        ("A moderation", moderation),
        ("A screening", screenings),
    ):
        lines += [
            f"## {title}",
            "",
            "```mermaid",
            *room.LIFECYCLE.diagram(),
            "```",
            "",
            "| stage | whose turn |",
            "|---|---|",
        ]
        lines += [f"| {stage.label} (`{stage.value}`) | {room.WHOSE_TURN[stage]} |" for stage in room.Stage]
        lines.append("")
    return "\n".join(lines)


def clock() -> str:
    """The table of time limits, with the exceptions that the law lists."""
    from ehcp.clock import page

    return page.page()


PAGES: list[tuple[str, Callable[[], str]]] = [
    ("docs/rulebook.md", rulebook),
    ("docs/draw-simulation.md", draw_simulation),
    ("docs/stages.md", stages),
    ("docs/clock.md", clock),
]


def _import_everything_with_rules() -> None:
    """Import each module whose text holds `@rule(`, so that its rules register."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goldenthread.settings")
    django.setup()
    source = ROOT / "src"
    for path in sorted(source.rglob("*.py")):
        if "\n@rule(" in path.read_text(encoding="utf-8"):
            importlib.import_module(".".join(path.relative_to(source).with_suffix("").parts))


def stale(path: Path, text: str) -> str:
    """What differs between the page as it stands and as it should be; empty where nothing does."""
    kept = path.read_text(encoding="utf-8") if path.exists() else ""
    changed = unified_diff(
        kept.splitlines(), text.splitlines(), f"{path.name} (kept)", f"{path.name} (should be)", "", "", 0
    )
    return "\n".join(changed)


def main(arguments: list[str]) -> int:
    """Write every page, or check every page; 0 when all is well, 1 when a page is stale, 2 for a wrong argument."""
    if arguments not in ([], ["--check"]):
        print(__doc__)
        return 2
    found_stale = False
    for name, page in PAGES:
        path, text = ROOT / name, page()
        difference = stale(path, text)
        if not difference:
            print(f"{name}: up to date")
        elif arguments:
            found_stale = True
            print(f"{name}: stale. Run: python tools/write_docs.py\n{difference}")
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            print(f"{name}: written")
    return 1 if found_stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
