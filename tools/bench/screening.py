"""How many plans a core reads and checks in a second, beside the floor below it and what others would build it from.

Each measurement is a process of its own (`alone.py`, `peers.py`), so that memory is told apart and nothing is warm from
something else.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import pypdfium2

from ehcp.screening.checks import ruleset
from goldenthread.demo.library import STORIES, STYLES, build, example_child
from tools.bench.timing import p50

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
PEERS = ROOT / ".venv-bench" / "bin" / "python"
ON = dt.date(2026, 11, 12)
FEWEST_PAGES, MOST_PAGES = 12, 25
ROUNDS = {"docx": 8, "pdf": 2}
LETTERS = (500_000, 1_000_000)
# Peers are slow: this many plans of each kind tell enough.
PLANS_FOR_PEERS = 3
GATES = {"docx": (30, 150.0, 100.0), "pdf": (5, None, None)}
# One thread each: figures are for one core.
ONE_CORE = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")


def measure(say) -> str:
    """The part of docs/benchmarks.md about screening."""
    with tempfile.TemporaryDirectory() as folder:
        say("screening: plans of 12 pages and more")
        pages, words = _write_plans(Path(folder))
        ours = {}
        for kind in ("docx", "pdf"):
            ours[kind] = _run([sys.executable, "-m", "tools.bench.alone", kind, str(ROUNDS[kind]), folder])
            say(f"  {kind}: {_per_second(ours[kind]['cpu']):.0f} plans a second and core")
        ours["text"] = _run([sys.executable, "-m", "tools.bench.alone", "text", *map(str, LETTERS), folder])
        peers = _peers(folder, say)
    return _told(pages, words, ours, peers)


def _write_plans(folder: Path) -> tuple[list[int], int]:
    """Writes every plan of the library that is long enough, as Word and as PDF, and all of its words as plain text."""
    pages: list[int] = []
    for key in sorted(STORIES):
        child = example_child(STORIES[key])
        for style in sorted(STYLES):
            pdf = build(key, style, "pdf", child, ON)
            count = len(pypdfium2.PdfDocument(pdf))
            if FEWEST_PAGES <= count <= MOST_PAGES:
                pages.append(count)
                (folder / f"{key}.{style}.pdf").write_bytes(pdf)
                (folder / f"{key}.{style}.docx").write_bytes(build(key, style, "docx", child, ON))
    return pages, _write_text(folder)


def _write_text(folder: Path) -> int:
    """Plans one after another, each once, as a file of plain text; answers how many words a long plan has."""
    from ehcp.screening.reading import read

    counts, pieces, length = [], [], 0
    for file in sorted(folder.glob("*.docx")):
        counts.append(read(file).meta["words"])
    for style in sorted(STYLES):
        for key in sorted(STORIES):
            if length > LETTERS[-1]:
                break
            document = read(build(key, style, "docx", example_child(STORIES[key]), ON))
            pieces.append("\n".join(block.text for block in document.blocks if block.is_plan_text and block.text))
            length += len(pieces[-1]) + 2
    (folder / "plans.txt").write_text("\n\n".join(pieces), "utf-8")
    return int(p50(counts))


def _run(command: list[str]) -> dict[str, Any]:
    environment = {**os.environ, **ONE_CORE, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, env=environment, timeout=1800)
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told


def _peers(folder: str, say) -> dict[str, dict[str, Any]] | str:
    """What the usual parts take for the same files; a sentence when they are not installed."""
    if not PEERS.exists():
        return "Not measured here: the packages of `requirements/bench.txt` could not be installed."
    found: dict[str, dict[str, Any]] = {}
    for name in ("presidio-docx", "markitdown-docx", "markitdown-pdf"):
        try:
            found[name] = _run([str(PEERS), str(HERE / "peers.py"), name, str(PLANS_FOR_PEERS), folder])
            say(f"  {name}: {_per_second(found[name]['cpu']):.2f} plans a second and core")
        except (RuntimeError, subprocess.TimeoutExpired) as error:
            say(f"  {name}: {str(error).strip().splitlines()[-1][:200]}")
    return found or "Not measured here: the packages of `requirements/bench.txt` would not run."


# --- The page ----------------------------------------------------------------------------------


def _per_second(milliseconds: list[float]) -> float:
    return 1000 * len(milliseconds) / sum(milliseconds)


def _at(values: list[float], share: float) -> float:
    """The value below which this share of them lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, round(share * len(ordered)))]


def _told(pages: list[int], words: int, ours: dict[str, Any], peers: dict[str, Any] | str) -> str:
    lines = [
        "## Screening plans\n",
        f"{len(pages)} made-up plans of {min(pages)} to {max(pages)} pages (as PDF), about {words:,} words each, those of the "
        f"library that are long enough, as they are. Reading and every default check (ruleset `{ruleset()}`), one "
        "process, warm. Milliseconds are of processor time; the clock on the wall says how busy the machine was.\n",
        "| what | plans a second and core | ms, middle | 95th | 99th | on the wall, middle | MB at most |",
        "|---|--:|--:|--:|--:|--:|--:|",
    ]
    for kind, label in (("docx", "read and screened, .docx"), ("pdf", "read and screened, PDF")):
        lines.append(_row(label, ours[kind]))
        for part, words_of in (("reading", "reading alone"), ("checks", "items and checks alone")):
            lines.append(f"| – {words_of} | | {p50(ours[kind][part]):.1f} | | | | |")
    floor = ours["docx"]["floor"]
    lines.append(f"| the floor, .docx: unzip and parse the XML | {_per_second(floor):.0f} | {p50(floor):.1f} | | | | |")
    if isinstance(peers, dict):
        labels = {
            "presidio-docx": "python-docx + spaCy (small) + Presidio, .docx",
            "markitdown-docx": "markitdown, .docx: text alone, nothing checked",
            "markitdown-pdf": "markitdown, PDF: text alone, nothing checked",
        }
        lines += [_row(labels[name], told, few=True) for name, told in peers.items()]
    lines += ["", _against_goals(ours), _about_length(ours["text"]), _beside(ours, peers)]
    return "\n".join(lines) + "\n"


def _row(label: str, told: dict[str, Any], *, few: bool = False) -> str:
    cpu, wall = told["cpu"], told["wall"]
    rate = _per_second(cpu)
    ends = "| | " if few else f"| {_at(cpu, 0.95):.1f} | {_at(cpu, 0.99):.1f} "
    return f"| {label} | {rate:.0f} | {p50(cpu):.1f} {ends}| {p50(wall):.1f} | {told['mb']:.0f} |".replace(
        f"| {rate:.0f} |", f"| {rate:.1f} |" if rate < 10 else f"| {rate:.0f} |", 1
    )


def _against_goals(ours: dict[str, Any]) -> str:
    said = []
    for kind, (rate, slowest, most) in GATES.items():
        got = _per_second(ours[kind]["cpu"])
        said.append(f"{kind}: {got:.0f} plans a second of at least {rate}")
        if slowest is not None:
            said.append(f"99th percentile {_at(ours[kind]['cpu'], 0.99):.0f} ms of at most {slowest:.0f}")
        if most is not None:
            said.append(f"{ours[kind]['mb']:.0f} MB of at most {most:.0f}")
    return f"Against the goals: {'; '.join(said)}. Aim: 100 and 15 plans a second.\n"


def _about_length(told: dict[str, Any]) -> str:
    first, last = told["seconds"]
    return (
        f"Length: {LETTERS[0]:,} letters of plans, one after another, are screened in {first:.2f} s of processor, "
        f"{LETTERS[1]:,} in {last:.2f} s; twice the text takes {last / first:.2f} times as long (goals: under 1 s, under "
        f"2.5). Reading the text file took {told['reading'][0]:.2f} s and {told['reading'][1]:.2f} s more.\n"
    )


def _beside(ours: dict[str, Any], peers: dict[str, Any] | str) -> str:
    if isinstance(peers, str):
        return peers
    parts = []
    mine = p50(ours["docx"]["cpu"])
    for name, told in peers.items():
        of = p50(ours["pdf"]["cpu"]) if name.endswith("pdf") else mine
        parts.append(
            f"{name.replace('-', ', ')}: {p50(told['cpu']) / of:.0f} times as long a plan, loaded in {told['load']:.0f} s"
        )
    return (
        f"Beside the others, measured in the same run on {PLANS_FOR_PEERS} of these plans: {'; '.join(parts)}. They do other "
        "and fewer things: one finds names and dates, the other turns a file into text. None reads sections, items or "
        "slots."
    )


def main() -> None:
    """This part alone, written into the page."""
    from tools.bench.__main__ import DOCUMENT, document, with_part

    part = measure(lambda line: print(line, file=sys.stderr, flush=True))
    DOCUMENT.write_text(
        with_part(DOCUMENT.read_text("utf-8"), part) if DOCUMENT.exists() else document([part]), "utf-8"
    )
    print(part)


if __name__ == "__main__":
    main()
