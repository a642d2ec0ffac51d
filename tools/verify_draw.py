#!/usr/bin/env python3
"""Check draws without trusting the software that made them: python3 verify_draw.py RECEIPT.json | FOLDER | -

Needs Python 3.8 or newer and nothing else. Written from docs/the-draw.md; shares no code with the software. A minus
sign reads one receipt from standard input. Ends with 0 when every receipt holds, and with 1 when one does not.
"""

import hashlib
import hmac
import json
import pathlib
import re
import sys
import unicodedata
from datetime import datetime

FORMAT, SEAL = "goldenthread-draw/1", "receipt_sha256"
FIELDS = """format kind purpose period reference frame frame_sha256 excluded excluded_sha256 quota quota_reason
commitment committed_at entries nonce drawn_at seed picks reserves"""
REASONS = {"conflict", "served-already", "legal-hold", "moderated-within-12-months", "withdrawn"}


def canonical(value):
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8")


def sha256(data):
    return hashlib.sha256(data).hexdigest()


def share(text):
    return [int(part) for part in re.fullmatch("([0-9]+)/([1-9][0-9]*)", text).groups()]


def drawn_from(seed, frame, kind, quota):
    """The picks and the reserves that a seed gives: lowest ticket first within each stratum."""
    tickets = {x["id"]: int.from_bytes(hmac.new(seed, x["id"].encode(), "sha256").digest(), "big") for x in frame}
    picks, reserves = [], []
    for stratum in sorted({x["stratum"] for x in frame}):
        members = [x for x in frame if x["stratum"] == stratum]
        for place, x in enumerate(sorted(members, key=lambda x: tickets[x["id"]]), 1):
            p, q = share(x["chance"])
            picked = place <= quota.get(stratum, 0) if kind == "quota" else tickets[x["id"]] * q < p * 2**256
            if picked or kind == "quota":
                (picks if picked else reserves).append({"id": x["id"], "stratum": stratum, "place": place})
    return picks, reserves


def checks(r):
    """Pairs of (it holds, what is wrong if it does not)."""
    frame, quota, drawn = r["frame"], r["quota"], r["drawn_at"] is not None
    ids, out, strata = [x["id"] for x in frame], [x["id"] for x in r["excluded"]], [x["stratum"] for x in frame]
    texts, agencies = [x["text"] for x in r["entries"]], {x["agency"] for x in r["entries"]}
    by_chance = r["kind"] == "chance"
    seal = sha256(canonical({key: r[key] for key in r if key != SEAL}))
    yield r["format"] == FORMAT and r["kind"] in ("chance", "quota"), "the format or the kind is unknown"
    yield r.get(SEAL, seal) == seal, "the receipt was changed after it was sealed"
    yield sha256(canonical(frame)) == r["frame_sha256"], "the frame is not the one whose hash was fixed"
    yield sha256(canonical(r["excluded"])) == r["excluded_sha256"], "the excluded are not those whose hash was fixed"
    yield ids == sorted(set(ids)) and len({*ids, *out}) == len(ids + out), "a plan is listed twice"
    yield all(x["reason"] in REASONS for x in r["excluded"]), "an exclusion has no agreed reason"
    times = [datetime.fromisoformat(t.replace("Z", "+00:00")) for t in (r["committed_at"], r["drawn_at"]) if t]
    yield times == sorted(times), "drawn before it was committed"
    for t in texts:
        fine = 0 < len(t) <= 200 and len(t.splitlines()) == 1 and t == unicodedata.normalize("NFC", t).strip()
        yield fine, "an entry is not 1 to 200 characters on one line, composed and trimmed"
    for x in frame:
        (p, q), n = share(x["chance"]), strata.count(x["stratum"])
        yield p <= q and (by_chance or p * n == q * min(n, quota.get(x["stratum"], 0))), "a chance is not as frozen"
    if by_chance:
        arrival = re.fullmatch(re.escape(r["period"]) + "-[0-9]{6}", ids[0])
        yield arrival and len(ids) == 1 and not quota and not texts, "a chance draw is of one numbered draft"
    elif r["purpose"].startswith("level-4") and drawn:
        yield len(agencies) > 1, "two people of different agencies did not enter"
    if r["nonce"] is None:
        whole = [{"id": x["id"], "stratum": x["stratum"], "place": 1} for x in frame]
        yield r["seed"] is None and (by_chance or not drawn), "the nonce is withheld"
        yield r["picks"] in ([], whole if drawn else []) and not r["reserves"], "the picks are not of the frame"
        return
    yield drawn and sha256(bytes.fromhex(r["nonce"])) == r["commitment"], "the nonce is not the one committed"
    parts = [FORMAT, r["purpose"], r["period"], r["reference"], r["frame_sha256"], r["nonce"], *texts]
    seed = hashlib.sha256("\n".join(parts).encode("utf-8")).digest()
    yield seed.hex() == r["seed"], "the seed does not follow from the frame, the nonce and the entries"
    given = [sorted(r[key], key=lambda x: (x["stratum"], x["place"])) for key in ("picks", "reserves")]
    yield tuple(given) == drawn_from(seed, frame, r["kind"], quota), "the picks do not follow from the seed"


def verdict(file):
    """(it holds, a sentence) for a receipt's file."""
    try:
        data = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
        r = json.loads(data.decode("utf-8"))
        if {*r} - {SEAL} != {*FIELDS.split()} or data not in (canonical(r), canonical(r) + b"\n"):
            return False, "this is not a receipt in its canonical form"
        wrong = {words: 1 for holds, words in checks(r) if not holds}
    except (OSError, ValueError, TypeError, AttributeError, LookupError, RecursionError) as error:
        return False, f"this cannot be read as a receipt ({type(error).__name__})"
    ending = "these picks follow from this receipt" if r["nonce"] else "it awaits the reveal of its month's nonce"
    words = "; ".join(wrong) or (ending if r["drawn_at"] else "it is frozen, and not drawn yet")
    return not wrong, f"{r['reference']}: {len(r['frame'])} in the frame, {len(r['picks'])} picked; {words}"


def main(arguments):
    sys.stdout.reconfigure(errors="backslashreplace")
    files, held = [], 0
    for path in map(pathlib.Path, arguments):
        files += sorted(path.glob("*.json")) if path.is_dir() else [path]
    for file in files:
        holds, words = verdict(file)
        print("ok   " if holds else "WRONG", file, words)
        held += holds
    print(f"{held} of {len(files)} receipts hold." if files else __doc__)
    return 0 if files and held == len(files) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
