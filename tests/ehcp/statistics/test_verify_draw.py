"""The stand-alone verifier and ours agree: on a thousand draws elsewhere, and on every changed byte."""

import ast
import importlib.util
import json
import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from ehcp.statistics import sampling
from tests.ehcp.statistics.receipts import chance_receipt, new_id, nonce, quota_receipt

TOOL = Path(__file__).resolve().parents[3] / "tools" / "verify_draw.py"
ELSEWHERE = {
    "TZ": "Pacific/Kiritimati",
    "LC_ALL": "C",
    "PYTHONCOERCECLOCALE": "0",
    "PYTHONUTF8": "0",
    "PYTHONHASHSEED": "7",
}


def another_python() -> str:
    """A Python of another version, if this computer has one that runs; else our own."""
    found = [shutil.which(f"python3.{minor}") for minor in range(8, 20) if minor != sys.version_info.minor]
    kept = sorted(Path.home().glob(".pyenv/versions/3.*/bin/python3"), reverse=True)
    ask = "import sys; print(sys.version_info[:2] >= (3, 8) and sys.version_info[1])"
    for python in [*filter(None, found), *map(str, kept)]:
        answer = subprocess.run([python, "-c", ask], capture_output=True, text=True)
        if answer.returncode == 0 and answer.stdout.strip() not in ("False", str(sys.version_info.minor)):
            return python
    return sys.executable


def run(*arguments: str, input: bytes | None = None, python: str = sys.executable) -> subprocess.CompletedProcess:
    environment = {"PATH": os.environ["PATH"], **ELSEWHERE}
    return subprocess.run([python, str(TOOL), *arguments], input=input, capture_output=True, env=environment)


@pytest.fixture(scope="module")
def alone():
    """The stand-alone verifier as a module, for the tests that ask it ten thousand times."""
    spec = importlib.util.spec_from_file_location("verify_draw_alone", TOOL)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class OneFile:
    """Bytes that pretend to be a file."""

    def __init__(self, data: bytes):
        self.data = data

    def read_bytes(self) -> bytes:
        return self.data


def test_the_verifier_is_short_and_imports_the_standard_library_alone():
    text = TOOL.read_text("utf-8")
    imported = {
        name.split(".")[0]
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in ([node.module] if isinstance(node, ast.ImportFrom) else [alias.name for alias in node.names])
    }

    assert len(text.splitlines()) < 120
    assert imported - set(sys.stdlib_module_names) == set()


def test_a_thousand_draws_are_reproduced_by_another_python_in_another_time_zone_and_locale(
    tmp_path,
):
    dice = random.Random("a thousand draws")
    secret = nonce(dice)
    for number in range(1, 501):
        (tmp_path / f"q{number:04d}.json").write_bytes(sampling.canonical(quota_receipt(dice, number)))
        (tmp_path / f"c{number:04d}.json").write_bytes(sampling.canonical(chance_receipt(dice, number, secret=secret)))

    result = run(str(tmp_path), python=another_python())

    assert result.stdout.decode().splitlines()[-1] == "1000 of 1000 receipts hold."
    assert result.returncode == 0
    assert [sampling.verify_bytes(file.read_bytes()) for file in tmp_path.iterdir()] == [[]] * 1000


def test_a_receipt_may_come_from_standard_input():
    receipt = sampling.canonical(quota_receipt(random.Random(1)))

    assert run("-", input=receipt).returncode == 0
    assert run("-", input=receipt + b"\n").returncode == 0
    assert run("-", input=receipt + b"\n\n").returncode == 1


def test_it_says_in_words_what_is_wrong_and_ends_with_one(tmp_path):
    receipt = quota_receipt(random.Random(2), frame=[], excluded=[], quota={})
    receipt["entries"][0]["text"] = "other words"
    (tmp_path / "changed.json").write_bytes(sampling.canonical(sampling.sealed(receipt)))
    (tmp_path / "photo.json").write_bytes(b"\xff\xd8\xff")

    result = run(str(tmp_path), str(tmp_path / "missing.json"))

    lines = result.stdout.decode().splitlines()
    assert result.returncode == 1
    assert lines[0].endswith("the seed does not follow from the frame, the nonce and the entries")
    assert lines[1].endswith("this cannot be read as a receipt (UnicodeDecodeError)")
    assert lines[2].endswith("this cannot be read as a receipt (FileNotFoundError)")
    assert lines[3] == "0 of 3 receipts hold."


def test_without_a_receipt_it_says_how_to_use_it():
    result = run()

    assert result.returncode == 1
    assert b"RECEIPT.json | FOLDER | -" in result.stdout


def test_both_verifiers_wait_for_the_reveal(tmp_path):
    secret = nonce(random.Random(3))
    shown = sampling.concealed(chance_receipt(random.Random(3), 7, secret=secret))
    (tmp_path / "one.json").write_bytes(sampling.canonical(shown))

    result = run(str(tmp_path))

    assert result.returncode == 0
    assert b"awaits the reveal" in result.stdout
    assert sampling.verify(shown) == []
    assert sampling.awaits_reveal(shown)


def small_quota_receipt():
    """About 1,500 bytes that hold everything a receipt can: letters beyond ASCII, reserves, an exclusion."""
    dice = random.Random(11)
    ids = [new_id(dice) for _ in range(5)]
    quota = {"post-16 ü": 1, "KS1": 2}
    strata = {ids[0]: "KS1", ids[1]: "post-16 ü", ids[2]: "post-16 ü", ids[3]: "post-16 ü"}
    excluded = [{"id": ids[4], "reason": "conflict"}]
    return quota_receipt(dice, frame=sampling.quota_frame(strata, quota), quota=quota, excluded=excluded)


RECEIPTS = {
    "quota": lambda: small_quota_receipt(),
    "chance": lambda: chance_receipt(random.Random(12), 27, secret=nonce(random.Random(12))),
    "unrevealed": lambda: sampling.concealed(chance_receipt(random.Random(13), 3, secret=nonce(random.Random(13)))),
}


@pytest.mark.parametrize("kind", RECEIPTS)
def test_one_changed_byte_anywhere_is_noticed_by_both_verifiers(kind, alone):
    data = sampling.canonical(RECEIPTS[kind]())
    dice = random.Random(kind)
    assert sampling.verify_bytes(data) == []
    assert alone.verdict(OneFile(data))[0]

    unnoticed = []
    for position, byte in enumerate(data):
        # One bit, one letter's case, one blank, and one byte at random, in every place.
        for other in {byte ^ 1 << dice.randrange(8), byte ^ 0x20, 0x20, dice.randrange(256)} - {byte}:
            changed = data[:position] + bytes([other]) + data[position + 1 :]
            if not sampling.verify_bytes(changed) or alone.verdict(OneFile(changed))[0]:
                unnoticed.append((position, changed[position - 20 : position + 20]))

    assert unnoticed == []


@pytest.mark.parametrize("field", sorted(quota_receipt(random.Random(5)).keys() - {"receipt_sha256"}))
def test_both_verifiers_miss_a_field_that_is_left_out(field, alone):
    receipt = quota_receipt(random.Random(5))
    del receipt[field]
    receipt = sampling.sealed(receipt)

    assert sampling.verify(receipt) == [f"The field {field} is missing."]
    assert alone.verdict(OneFile(sampling.canonical(receipt))) == (False, "this is not a receipt in its canonical form")


FORGERIES = {
    "another pick": lambda r: r.update(picks=r["reserves"][:1], reserves=r["picks"] + r["reserves"][1:]),
    "another quota": lambda r: r["quota"].update({r["frame"][0]["stratum"]: 40}),
    "another nonce": lambda r: r.update(nonce="0" * 64),
    "another seed": lambda r: r.update(seed="0" * 64),
    "a plan slipped out of the frame": lambda r: r["frame"].pop(),
    "a plan slipped out of the excluded": lambda r: r.update(excluded=[{"id": "x", "reason": "conflict"}]),
    "an entry left out": lambda r: r["entries"].pop(),
    "drawn before the commitment": lambda r: r.update(drawn_at="2026-11-01T09:30:00Z"),
    "a nonce withheld": lambda r: r.update(nonce=None, seed=None),
    "the draw of another month": lambda r: r.update(period="2026-12"),
    "the draw of another reference": lambda r: r.update(reference="D-2026-0099"),
}


@pytest.mark.parametrize("forgery", FORGERIES)
def test_a_forger_who_seals_anew_is_still_found_by_both(forgery, alone):
    receipt = quota_receipt(random.Random(21))
    assert receipt["picks"] and receipt["reserves"]
    FORGERIES[forgery](receipt)
    receipt = sampling.sealed(receipt)

    assert sampling.verify(receipt) != []
    assert not alone.verdict(OneFile(sampling.canonical(receipt)))[0]


def test_a_receipt_written_by_hand_from_the_contract_needs_no_seal(alone):
    receipt = quota_receipt(random.Random(31))
    del receipt["receipt_sha256"]

    assert sampling.verify(receipt) == []
    assert alone.verdict(OneFile(sampling.canonical(receipt)))[0]


def test_a_copy_that_is_not_canonical_is_told_apart(alone):
    pretty = json.dumps(quota_receipt(random.Random(41)), indent=2).encode()

    assert sampling.verify_bytes(pretty) == [
        "The file is not in canonical form. Download the receipt again instead of copying its text."
    ]
    assert not alone.verdict(OneFile(pretty))[0]
