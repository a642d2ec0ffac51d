"""Reads an upload in a process we can afford to lose: limited in time, memory and files, and gone afterwards.

The server itself looks at an upload only through `preflight`, and believes the child only what it can check.
Nothing is written to a disk: the file goes in through memory, the answer comes out through a pipe.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import selectors
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import ehcp
from ehcp.screening.document import Document
from ehcp.screening.reading.preflight import LARGEST_UPLOAD, preflight
from ehcp.screening.reading.refusal import SENTENCES, Refused

__all__ = ["Refused", "limits_missing", "read_safely"]

MEGABYTE = 1024 * 1024
LARGEST_ANSWER = 24 * MEGABYTE
# How a child ends whose time is over, and how a parser written in C ends when it gets no more memory.
OUT_OF_TIME = (signal.SIGXCPU, signal.SIGALRM, signal.SIGKILL)
OUT_OF_MEMORY = (signal.SIGABRT, signal.SIGTRAP, signal.SIGILL)
RAN_OVER = frozenset([None, *(-each for each in (*OUT_OF_TIME, *OUT_OF_MEMORY))])
REFUSAL = b'{"refused"'
# What the child may inherit: where the interpreter finds its own libraries, and nothing else.
KEPT_FROM_ENVIRONMENT = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "SYSTEMROOT")

# The child limits itself before it imports a parser, so that no code runs between fork and exec in a
# server with threads. An alarm ends it even when the server that would have ended it is gone.
CHILD = """
import resource, signal, sys
source, seconds, memory = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
def limit(name, value):
    which = getattr(resource, name, None)
    if which is not None:
        try:
            resource.setrlimit(which, (value, value))
        except (ValueError, OSError):
            pass
limit("RLIMIT_CORE", 0)
limit("RLIMIT_FSIZE", 0)
limit("RLIMIT_NOFILE", 64)
limit("RLIMIT_NPROC", 0)
limit("RLIMIT_CPU", seconds)
limit("RLIMIT_AS", memory)
signal.alarm(seconds + 1)
sys.path.insert(0, source)
from ehcp.screening.reading.__main__ import main
sys.exit(main(["-"]))
"""


def read_safely(
    data: bytes, *, seconds: int = 10, memory: int = 512 * MEGABYTE, largest: int = LARGEST_UPLOAD
) -> Document:
    """The plan in an upload, as its reader in a child process understood it.

    Raises Refused, with a sentence for whoever uploaded the file, within `seconds` of wall clock and a
    little more. `memory` is in bytes, `largest` the size of an upload in bytes.
    """
    kind = preflight(data, largest=largest)
    answer, ended = _ask_child(data, seconds, memory)
    if not answer and ended == "done":
        # It died without a word: on a machine short of breath that need not be the file's fault. Once more.
        answer, ended = _ask_child(data, seconds, memory)
    if ended == "slow":
        raise Refused("took-too-long")
    return _believed(answer, data, kind)


def limits_missing() -> tuple[str, ...]:
    """Which of the limits this system does not keep. All are kept on Linux, where an authority runs its server.

    macOS takes a limit on memory and does not hold to it; time, files and the answer's size are limited anywhere.
    """
    return () if sys.platform.startswith("linux") else ("memory",)


def _ask_child(data: bytes, seconds: int, memory: int) -> tuple[bytes, str]:
    """What the child printed, and how it ended: "done", or "slow" when time, memory or the answer ran over."""
    command = [sys.executable, "-I", "-c", CHILD, str(Path(ehcp.__file__).parents[1]), str(seconds), str(memory)]
    environment = {name: os.environ[name] for name in KEPT_FROM_ENVIRONMENT if name in os.environ}
    with _in_memory(data) as upload:
        child = subprocess.Popen(  # noqa: S603 - our own interpreter, our own words
            command,
            stdin=upload,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
            cwd="/",
            close_fds=True,
            start_new_session=True,
        )
    try:
        assert child.stdout is not None
        answer = _answer(child.stdout, time.monotonic() + seconds)
        if answer is None:
            return b"", "slow"
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.wait(timeout=1)
        return answer, "slow" if child.returncode in RAN_OVER else "done"
    finally:
        _end(child)


@contextlib.contextmanager
def _in_memory(data: bytes) -> Iterator[IO[bytes]]:
    """The upload as a file that has no name, in memory where the system can, and is gone when closed."""
    if hasattr(os, "memfd_create"):
        file: IO[bytes] = os.fdopen(os.memfd_create("upload", os.MFD_CLOEXEC), "w+b")
    else:
        file = tempfile.TemporaryFile()  # noqa: SIM115 - closed below
    with file:
        file.write(data)
        file.flush()
        file.seek(0)
        yield file


def _answer(pipe: IO[bytes], deadline: float) -> bytes | None:
    """All that the child prints until it closes its end; None when it takes too long or says too much."""
    pieces: list[bytes] = []
    size = 0
    with selectors.DefaultSelector() as selector:
        selector.register(pipe, selectors.EVENT_READ)
        while True:
            left = deadline - time.monotonic()
            if left <= 0 or not selector.select(timeout=left):
                return None
            piece = os.read(pipe.fileno(), MEGABYTE)
            if not piece:
                return b"".join(pieces)
            size += len(piece)
            if size > LARGEST_ANSWER:
                return None
            pieces.append(piece)


def _end(child: subprocess.Popen[bytes]) -> None:
    """Ends the child, if it has not ended, and collects it. Once collected its number may be another's: no kill then."""
    if child.returncode is None:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(child.pid, signal.SIGKILL)
    if child.stdout is not None:
        child.stdout.close()
    child.wait()


def _believed(answer: bytes, data: bytes, kind: str) -> Document:
    """The Document of the child's answer, when it is one and is of this file. Raises Refused otherwise."""
    if answer.startswith(REFUSAL):
        # The child gives a code; the sentence is ours.
        try:
            code = json.loads(answer)["refused"]
        except (ValueError, RecursionError):
            code = "broken"
        raise Refused(code if isinstance(code, str) and code in SENTENCES else "broken")
    try:
        document = Document.from_json(answer)
    except ValueError:
        raise Refused("broken") from None
    if document.sha256 != hashlib.sha256(data).hexdigest() or document.source_format != kind:
        raise Refused("broken")
    return document
