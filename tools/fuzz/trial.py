"""Reading in a process of its own: what came of each file, also when the process dies or never answers."""

from __future__ import annotations

import multiprocessing
import multiprocessing.connection
import resource
import signal
import time
import traceback
from collections import Counter
from dataclasses import dataclass, field

LONGEST = 10.0  # seconds of processor for one file
PATIENCE = 120.0  # seconds on the clock: on a busy machine a file waits for its turn
MEMORY = 2 * 1024**3
OUTCOMES = ("read", "refused", "crashes", "hangs")


@dataclass
class Told:
    """Counts for each format, the slowest file, and the files that must not have happened."""

    counts: dict[str, Counter[str]] = field(default_factory=dict)
    slowest: dict[str, float] = field(default_factory=dict)
    wrong: list[tuple[str, str, bytes]] = field(default_factory=list)  # what happened, where, the file

    def add(self, file_format: str, outcome: str, where: str, data: bytes, spent: float) -> None:
        counts = self.counts.setdefault(file_format, Counter())
        counts["files"] += 1
        counts[outcome] += 1
        self.slowest[file_format] = max(spent, self.slowest.get(file_format, 0.0))
        if outcome in ("crashes", "hangs"):
            self.wrong.append((outcome, where, data))


class Trial:
    """A child process that reads one file after the other, and is replaced when it dies or hangs."""

    def __init__(self) -> None:
        self._context = multiprocessing.get_context("spawn")
        self._start()

    def _start(self) -> None:
        self._ours, theirs = self._context.Pipe()
        self._child = self._context.Process(target=_child, args=(theirs,), daemon=True)
        self._child.start()
        theirs.close()
        # The first answer says that the reader is loaded, so that loading does not count.
        if self._ours.poll(120):
            self._ours.recv()

    def of(self, data: bytes) -> tuple[str, str, float]:
        """The outcome of one file, where it went wrong, and the seconds of processor it took."""
        try:
            self._ours.send_bytes(data)
            if self._ours.poll(PATIENCE):
                outcome, where, spent = self._ours.recv()
                return outcome, where, spent
            outcome, where = "hangs", "no answer"
        except (EOFError, ConnectionError):
            self._child.join(PATIENCE)
            ended = self._child.exitcode
            outcome, where = ("hangs", "too long") if ended == -signal.SIGPROF else ("crashes", f"died: {ended}")
        self.close()
        self._start()
        return outcome, where, LONGEST if outcome == "hangs" else 0.0

    def close(self) -> None:
        self._child.kill()
        self._child.join()
        self._ours.close()


def _child(answers: multiprocessing.connection.Connection) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    # Loading does not count.
    import ehcp.screening.reading.docx
    import ehcp.screening.reading.pdf  # noqa: F401

    answers.send("ready")
    while True:
        data = answers.recv_bytes()
        # Whoever reads for too long is ended from outside Python, wherever it is.
        signal.setitimer(signal.ITIMER_PROF, LONGEST)
        began = time.process_time()
        outcome, where = _read(data)
        signal.setitimer(signal.ITIMER_PROF, 0)
        answers.send((outcome, where, time.process_time() - began))


def _read(data: bytes) -> tuple[str, str]:
    from ehcp.screening.document import Document
    from ehcp.screening.reading import Refused, read

    try:
        document = read(data)
        # What was read must also survive being kept.
        if Document.from_json(document.to_json()) != document:
            return "crashes", "the document is not the same after being kept"
    except (Refused, MemoryError, RecursionError):
        return "refused", ""
    except Exception:
        return "crashes", traceback.format_exc(limit=-4)
    return "read", ""
