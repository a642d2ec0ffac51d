"""`python -m ehcp.screening`: every file gets its line, whatever is in it."""

from __future__ import annotations

import hashlib
import json
import mmap
import os
import random
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ehcp.screening import apart
from ehcp.screening.__main__ import main
from ehcp.screening.apart import Job, answer_to, answers
from ehcp.screening.facts import NOTHING_KNOWN
from ehcp.screening.reading import Refused, read_any
from ehcp.screening.reading.office import as_docx, office_kind
from ehcp.screening.reading.text import decoded, read_text
from tests.ehcp.reading.word_files import docx, p, r

PLAN = (
    "Section B: Special educational needs\n"
    "B1 Mia cannot dress herself.\n"
    "Section F: Special educational provision\n"
    "F1 Regular support from staff (B1).\n"
)
KEYS = ["file", "sha256", "ruleset", "status", "reason", "sections", "items", "findings", "coverage"]


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.txt"
    path.write_text(PLAN, encoding="utf-8")
    return path


def lines_of(capfdbinary, *arguments: str) -> tuple[int, list[dict]]:
    result = main(["--json", *arguments])
    return result, [json.loads(line) for line in capfdbinary.readouterr().out.splitlines()]


def test_a_plan_is_one_line_of_json_with_the_keys_that_are_promised(plan, capfdbinary):
    result, (told,) = lines_of(capfdbinary, str(plan))

    assert result == 0
    assert list(told) == KEYS
    assert (told["file"], told["status"], told["reason"]) == (str(plan), "screened", None)
    assert told["sha256"] == hashlib.sha256(plan.read_bytes()).hexdigest()
    assert [list(section) for section in told["sections"]] == [["code", "heading", "start", "end"]] * 2
    need, provision = told["items"]
    assert {"id", "section", "kind", "form", "text", "slots", "links", "start", "end"} <= need.keys()
    assert (provision["kind"], provision["form"], provision["links"]) == ("provision", "session", ["B1"])
    assert provision["slots"] == dict.fromkeys(("who", "frequency", "duration", "ratio", "by"))
    assert told["coverage"] == {"sections": ["B", "F"], "items": 2, "blocks_not_understood": 0}


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_places_in_a_text_file_count_its_own_letters(tmp_path, capfdbinary, end, mark):
    words = PLAN.replace("cannot dress", "can\u00a0not  \u201cdress\u201d").replace("\n", end)
    path = tmp_path / "plan.txt"
    path.write_bytes(mark + words.encode())

    _, (told,) = lines_of(capfdbinary, str(path))

    assert decoded(path.read_bytes()) == words
    assert words[told["items"][0]["start"] : told["items"][0]["end"]] == "Mia can\u00a0not  \u201cdress\u201d herself."
    assert told["findings"]
    for each in (*told["items"][1:], *told["findings"]):
        shown = each.get("quote", each.get("text"))
        if each["start"] is not None:
            assert words[each["start"] : each["end"]] == shown


def test_files_that_cannot_be_screened_are_told_so_and_the_others_still_are(plan, tmp_path, capfdbinary):
    (tmp_path / "noise.bin").write_bytes(random.Random(3).randbytes(5_000))
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "cut.docx").write_bytes(b"PK\x03\x04 cut short")
    names = ["missing.txt", ".", "noise.bin", "empty.txt", "cut.docx", "a\0b"]

    result, told = lines_of(capfdbinary, *(str(tmp_path / name) for name in names), str(plan))

    assert result == 1
    assert [line["status"] for line in told] == ["not-screened"] * 6 + ["screened"]
    assert all(line["reason"] and not line["items"] and line["coverage"] is None for line in told[:6])
    assert all(list(line) == KEYS for line in told)


def test_a_name_may_begin_with_a_dash_after_two_of_them(plan, capfdbinary, monkeypatch):
    plan.rename(plan.with_name("-plan.txt"))
    monkeypatch.chdir(plan.parent)

    result, (told,) = lines_of(capfdbinary, "--", "-plan.txt")

    assert (result, told["file"], told["status"]) == (0, "-plan.txt", "screened")


def test_the_command_runs_as_a_module_and_its_output_is_utf8(plan):
    done = subprocess.run(
        [sys.executable, "-m", "ehcp.screening", "--json", str(plan)],
        capture_output=True,
        env={**os.environ, "LC_ALL": "C", "PYTHONPATH": "src"},
        check=False,
    )

    assert done.returncode == 0
    assert json.loads(done.stdout.decode())["status"] == "screened"


def test_a_report_says_what_was_read_and_that_it_is_no_verdict(plan, capfdbinary):
    result = main([str(plan)])
    report = capfdbinary.readouterr().out.decode()

    assert result == 0
    assert "Read: sections B, F; 2 items; every line of A to H was understood." in report
    assert "not a verdict" in report
    assert '"Regular ' in report


def test_a_report_of_a_file_that_is_not_screened_never_looks_like_a_clean_one(tmp_path, capfdbinary):
    result = main([str(tmp_path / "missing.txt")])

    assert result == 1
    assert "NOT SCREENED. There is no file of this name." in capfdbinary.readouterr().out.decode()


def test_facts_that_are_stated_are_used(plan, capfdbinary):
    path = plan
    path.write_text(PLAN.replace("B1 Mia", "B1 Tom") + "Section I: Placement\nOak School.\n", encoding="utf-8")

    _, (as_draft,) = lines_of(capfdbinary, "--kind", "draft", "--on", "2026-03-12", "--name", "Mia Bell", str(path))
    _, (as_final,) = lines_of(capfdbinary, "--kind", "final", "--pronoun", "she", str(path))

    assert "draft-names-placement" in {finding["rule"] for finding in as_draft["findings"]}
    assert "draft-names-placement" not in {finding["rule"] for finding in as_final["findings"]}


def test_a_day_that_is_none_is_refused_in_words(plan, capsys):
    with pytest.raises(SystemExit) as stopped:
        main(["--on", "12/03/2026", str(plan)])

    assert stopped.value.code == 2
    assert "write it as 2026-03-12" in capsys.readouterr().err


# --- What a file may not do -------------------------------------------------------------------


def test_a_file_that_brings_its_reader_down_gets_its_line_and_the_next_one_is_read(plan, monkeypatch):
    def fall(job: Job):
        if job.file == "bad":
            os._exit(11)
        return answer_to(job)

    monkeypatch.setattr(apart, "answer_to", fall)
    bad, good = answers([Job("bad", NOTHING_KNOWN, as_json=True), Job(str(plan), NOTHING_KNOWN, as_json=True)])

    assert (bad.is_screened, json.loads(bad.printed)["reason"]) == (False, apart.UNREADABLE)
    assert good.is_screened


def test_a_file_that_takes_too_long_is_stopped(plan, monkeypatch):
    monkeypatch.setattr(apart, "answer_to", lambda job: time.sleep(30))
    (answer,) = answers([Job(str(plan), NOTHING_KNOWN, as_json=True)], seconds=0.2)

    assert json.loads(answer.printed)["reason"] == apart.TOO_LONG


@pytest.mark.skipif(sys.platform != "linux", reason="what a process holds is told by Linux alone")
def test_a_caller_that_holds_much_memory_leaves_as_much_to_the_reader(plan):
    # Address space alone: an untouched page takes no memory.
    with mmap.mmap(-1, 2 * apart.MEMORY, prot=mmap.PROT_READ):
        (answer,) = answers([Job(str(plan), NOTHING_KNOWN)])

    assert answer.is_screened


def test_an_error_while_screening_quotes_nothing_of_the_plan(plan, monkeypatch):
    def fail(*_):
        raise ValueError("Mia cannot dress herself")

    monkeypatch.setattr(apart, "read_any", fail)
    answer = answer_to(Job(str(plan), NOTHING_KNOWN, as_json=True))

    assert not answer.is_screened
    assert "Mia" not in answer.printed


# --- Kinds of file ----------------------------------------------------------------------------


def test_word_files_are_told_by_content_and_read_as_such():
    document = read_any(docx(p(r("Section F: Special educational provision")), p(r("A tutor will see Mia."))))

    assert (document.source_format, document.codes) == ("docx", ("F",))


@pytest.mark.parametrize(
    "data", [b"\x89PNG\r\n\x1a\n" + b"x" * 99, b"<html><p>Section F</p></html>", b"\x00\x01\x02" * 50]
)
def test_what_is_no_document_is_not_read_as_text(data):
    with pytest.raises(Refused):
        read_any(data)


def test_text_in_other_encodings_is_read():
    for data in (PLAN.encode("utf-16"), PLAN.replace("staff", "staff \u2013").encode("cp1252")):
        assert read_text(data).codes == ("B", "F")


def test_lines_cut_by_a_text_editor_are_one_paragraph_again():
    wrapped = PLAN + "F2 A tutor will see Mia in the library for half an hour each\nmonday with the door open.\n"

    *_, last = read_text(wrapped.encode()).blocks

    assert last.text == "F2 A tutor will see Mia in the library for half an hour each monday with the door open."


def test_tables_in_text_are_drawn_with_bars_or_tabs():
    for mark in (" | ", "\t"):
        rows = mark.join(("What", "Who", "When")) + "\n" + mark.join(("Spelling", "a tutor", "daily")) + "\n"
        document = read_text((PLAN + rows).encode())
        assert [block.text for block in document.blocks if block.table] == [
            "What", "Who", "When", "Spelling", "a tutor", "daily",
        ]  # fmt: skip


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"{\\rtf1 hello}", "rtf"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "doc"),
        (b"plain", None),
        (b"PK\x03\x04broken", None),
    ],
)
def test_kinds_for_libreoffice_are_told_by_content(data, kind):
    assert office_kind(data) == kind


def soffice(folder: Path, does: str) -> None:
    program = folder / "soffice"
    program.write_text("#!/bin/sh\n" + does, encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)


def test_without_libreoffice_a_sentence_says_what_to_do(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(Refused, match=r"save it as a Word document \(\.docx\)"):
        as_docx(b"{\\rtf1 hello}", "rtf")


def test_libreoffice_works_with_a_profile_of_its_own_and_leaves_nothing(monkeypatch, tmp_path):
    kept = tmp_path / "kept"
    kept.write_bytes(docx(p(r("Section F: Special educational provision")), p(r("A tutor will see Mia."))))
    soffice(tmp_path, f'echo "$1" > {tmp_path}/told\n/bin/cp {kept} "$8/plan.docx"\n')
    monkeypatch.setenv("PATH", str(tmp_path))

    document = read_any(b"{\\rtf1 hello}")

    assert (document.source_format, document.codes) == ("rtf", ("F",))
    profile = (tmp_path / "told").read_text().strip()
    assert profile.startswith("-env:UserInstallation=file:///")
    assert not Path(profile.partition("file://")[2]).exists()


def test_libreoffice_is_stopped_when_it_takes_too_long(monkeypatch, tmp_path):
    soffice(tmp_path, "/bin/sleep 30\n")
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(Refused) as refused:
        as_docx(b"{\\rtf1 hello}", "rtf", seconds=0.2)

    assert refused.value.code == "took-too-long"
