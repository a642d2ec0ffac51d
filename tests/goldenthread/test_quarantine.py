"""Uploads are read where reading may fail: every hostile file gets its sentence, in time, and leaves nothing behind."""

from __future__ import annotations

import os
import resource
import sys
import tempfile
import time
from pathlib import Path

import pytest

from ehcp.screening.reading import SENTENCES, Refused, read
from goldenthread import quarantine
from goldenthread.quarantine import MEGABYTE, read_safely
from tests import hostile_files
from tests.ehcp.reading.word_files import docx, h, p

PLAN = docx(
    h("Section A: Views, interests and aspirations"),
    p("Wren likes trains and would like to drive one."),
    h("Section B: Special educational needs"),
    p("Wren finds it hard to sit with others."),
)


def what_is_left() -> tuple[set[str], int]:
    """Names in our temporary directory, and how many children this process has."""
    here = Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children")
    return set(os.listdir(tempfile.gettempdir())), len(here.read_text().split()) if here.exists() else 0


@pytest.fixture(autouse=True)
def our_own_temporary_directory(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setenv("TMPDIR", str(tmp_path))


def test_a_plan_is_read_as_the_reader_reads_it():
    assert read_safely(PLAN) == read(PLAN)


def test_a_pdf_is_read_as_the_reader_reads_it():
    plan = hostile_files.pdf(3)

    assert read_safely(plan) == read(plan)


@pytest.mark.parametrize("name", hostile_files.HOSTILE)
def test_every_hostile_upload_gets_its_sentence_in_time_and_leaves_nothing(name):
    build, right = hostile_files.HOSTILE[name]
    upload = build()
    before = what_is_left()

    began = time.monotonic()
    with pytest.raises(Refused) as refused:
        read_safely(upload, seconds=6)
    took = time.monotonic() - began

    assert refused.value.code in right
    assert refused.value.sentence.endswith(".")
    assert took < 10
    assert what_is_left() == before


def test_a_sentence_says_what_to_do_and_quotes_nothing():
    for code, sentence in SENTENCES.items():
        assert sentence.count(".") >= 2, code
        assert any(word in sentence for word in ("upload", "Upload", "Ask for")), code
    with pytest.raises(Refused) as refused:
        read_safely(b"Wren Example, born 1 May 2016")
    assert "Wren" not in str(refused.value)


def test_the_server_survives_bombs_in_little_memory():
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    upload = hostile_files.zip_bomb()
    grown_by_building = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    with pytest.raises(Refused):
        read_safely(upload)

    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert (after - max(before, grown_by_building)) / 1024 <= 20  # megabytes


@pytest.mark.parametrize(
    "child",
    [
        "import time; time.sleep(60)",
        "import sys\nwhile True: sys.stdout.buffer.write(b'x' * 1000000)",
        "while True: pass",
        "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(60)",
    ],
)
def test_a_child_that_hangs_or_never_stops_talking_is_ended(child, monkeypatch):
    monkeypatch.setattr(quarantine, "CHILD", child)
    before = what_is_left()

    began = time.monotonic()
    with pytest.raises(Refused) as refused:
        read_safely(PLAN, seconds=2)

    assert refused.value.code == "took-too-long"
    assert time.monotonic() - began < 5
    assert what_is_left() == before


@pytest.mark.parametrize(
    "child",
    [
        "import os; os.kill(os.getpid(), 11)",
        "print('not JSON')",
        'print(\'{"refused": "no-such-code", "sentence": "<script>"}\')',
        "print('{\"v\": 1}')",
        "print('[' * 100000)",
        "print(READ_OF_ANOTHER_FILE)",
    ],
)
def test_an_answer_that_cannot_be_believed_is_a_broken_file(child, monkeypatch):
    other = read(docx(h("Section A: Views"), p("Of somebody else."))).to_json()
    monkeypatch.setattr(quarantine, "CHILD", child.replace("READ_OF_ANOTHER_FILE", repr(other)))

    with pytest.raises(Refused) as refused:
        read_safely(PLAN)

    assert (refused.value.code, refused.value.sentence) == ("broken", SENTENCES["broken"])


def test_the_child_has_no_secrets_and_cannot_write_or_start_anything(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "canary")
    probe = quarantine.CHILD[: quarantine.CHILD.index("sys.path.insert")] + (
        "import json, os, tempfile\n"
        "facts = {'environment': 'canary' in str(dict(os.environ)), 'core': resource.getrlimit(resource.RLIMIT_CORE)[1]}\n"
        "try:\n"
        "    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "    with tempfile.TemporaryFile() as f: f.write(b'x' * 9); f.flush()\n"
        "    facts['wrote'] = True\n"
        "except OSError: facts['wrote'] = False\n"
        "try: b'x' * (900 * 1024 * 1024); facts['memory'] = True\n"
        "except MemoryError: facts['memory'] = False\n"
        "print(json.dumps(facts))\n"
    )
    monkeypatch.setattr(quarantine, "CHILD", probe)

    answer, _ = quarantine._ask_child(PLAN, 5, 512 * MEGABYTE)

    expected = b'{"environment": false, "core": 0, "wrote": false, "memory": false}\n'
    assert answer == (expected if not quarantine.limits_missing() else answer)
    assert sys.platform.startswith("linux") == (quarantine.limits_missing() == ())
