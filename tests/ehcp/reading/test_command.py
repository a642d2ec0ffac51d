"""`python -m ehcp.screening.reading FILE` answers in one line of JSON: the plan, or why it was refused."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import ehcp
from ehcp.screening.document import Document
from ehcp.screening.reading import SENTENCES, read
from tests.ehcp.reading.word_files import docx, h, p


def answer(file: Path) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-m", "ehcp.screening.reading", str(file)],
        capture_output=True,
        text=True,
        env={"PYTHONPATH": str(Path(ehcp.__file__).parents[1])},
        cwd="/",
    )
    return done.returncode, done.stdout


def test_a_plan_is_printed_as_its_document(tmp_path):
    plan = docx(h("Section A: Views, interests and aspirations"), p("Boats – and “trains”."))
    (tmp_path / "plan.pdf").write_bytes(plan)

    code, printed = answer(tmp_path / "plan.pdf")

    assert code == 0
    assert Document.from_json(printed) == read(plan)


def test_a_refused_file_is_answered_with_its_sentence(tmp_path):
    (tmp_path / "plan.docx").write_bytes(b"plain words")

    code, printed = answer(tmp_path / "plan.docx")

    assert code == 3
    assert json.loads(printed) == {"refused": "wrong-type", "sentence": SENTENCES["wrong-type"]}
