"""`python -m ehcp.screening.reading FILE`: the Document as JSON, or why it was refused. "-" reads standard input."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from ehcp.screening.reading import Refused, read


def main(arguments: list[str]) -> int:
    """Prints one line of JSON. Answers 0 when the file was read, 3 when it was refused, 2 when wrongly called."""
    if len(arguments) != 1:
        print("usage: python -m ehcp.screening.reading FILE", file=sys.stderr)
        return 2
    data = sys.stdin.buffer.read() if arguments[0] == "-" else Path(arguments[0]).read_bytes()
    refusal: Refused | None = None
    try:
        answer = read(data).to_json()
    except Refused as refused:
        refusal = refused
    except (MemoryError, RecursionError):
        refusal = Refused("took-too-long")
    if refusal is not None:
        answer = json.dumps({"refused": refusal.code, "sentence": refusal.sentence})
    sys.stdout.buffer.write(answer.encode())
    sys.stdout.buffer.write(b"\n")
    return 0 if refusal is None else 3


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
