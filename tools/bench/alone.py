"""Screening in a process of its own, which imports the library and nothing else: prints its figures as one line of JSON.

alone docx|pdf ROUNDS FOLDER: milliseconds of each plan. alone text LETTERS... FOLDER: seconds for so much text.
"""

from __future__ import annotations

import gc
import io
import json
import resource
import sys
import time
import zipfile
from pathlib import Path

from ehcp.screening.document import Document
from ehcp.screening.reading import read, read_any
from ehcp.screening.screen import screen


def plans(kind: str, rounds: int, folder: Path) -> dict[str, object]:
    """Every plan of a folder, so many times over, the first time not counted."""
    told: dict[str, list[float]] = {name: [] for name in ("cpu", "wall", "reading", "checks", "floor")}
    files = [file.read_bytes() for file in sorted(folder.glob(f"*.{kind}"))]
    for data in files:
        screen(read(data))
    # As the command does once it has answered for the first file.
    gc.collect()
    gc.freeze()
    for _ in range(rounds):
        for data in files:
            wall, began = time.perf_counter(), time.process_time()
            document = read(data)
            middle = time.process_time()
            screen(document)
            ended = time.process_time()
            told["wall"].append((time.perf_counter() - wall) * 1000)
            told["reading"].append((middle - began) * 1000)
            told["checks"].append((ended - middle) * 1000)
            told["cpu"].append((ended - began) * 1000)
    memory = _megabytes()
    if kind == "docx":
        told["floor"] = [_floor(data) for _ in range(rounds) for data in files]
    return {**told, "mb": memory}


def _floor(data: bytes) -> float:
    """Milliseconds to unzip the parts with words and to parse them: less than this no reader of Word files takes."""
    from lxml import etree

    began = time.process_time()
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in package.namelist():
            if name.startswith("word/") and name.endswith(".xml"):
                etree.fromstring(package.read(name))
    return (time.process_time() - began) * 1000


def text(lengths: list[int], folder: Path) -> dict[str, object]:
    """The same plans as one long text, cut where a line ends."""
    whole = (folder / "plans.txt").read_text("utf-8")
    pieces = [whole[: whole.rfind("\n", 0, length)] for length in lengths]
    screen(read_any(pieces[0][:50_000].encode()))
    seconds, reading = [], []
    for piece in pieces:
        data = piece.encode()
        best = best_reading = float("inf")
        for _ in range(3):
            began = time.process_time()
            document: Document = read_any(data)
            middle = time.process_time()
            screen(document)
            best, best_reading = min(best, time.process_time() - middle), min(best_reading, middle - began)
        seconds.append(best)
        reading.append(best_reading)
    return {"seconds": seconds, "reading": reading, "mb": _megabytes()}


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    what, *numbers, where = sys.argv[1:]
    if what == "text":
        print(json.dumps(text([int(number) for number in numbers], Path(where))))
    else:
        print(json.dumps(plans(what, int(numbers[0]), Path(where))))
