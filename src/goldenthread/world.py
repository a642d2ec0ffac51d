"""The two things that we take from outside: what time it is, and chance.

Everything that dates a record or draws a number asks here, so that the demonstration authority can live through
three months in a minute and always the same way. Outside the demonstration the world cannot be pretended.
"""

import contextlib
import datetime as dt
import functools
import json
import secrets
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from pathlib import Path

from django.conf import settings
from django.utils import timezone

_clock: ContextVar[Callable[[], dt.datetime] | None] = ContextVar("clock", default=None)
_entropy: ContextVar[Callable[[int], bytes] | None] = ContextVar("entropy", default=None)


class NotADemonstration(RuntimeError):
    """Somebody tried to pretend another time or another chance in a real authority."""


def now() -> dt.datetime:
    """This moment, aware, in UTC."""
    pretended = _clock.get()
    return pretended() if pretended else timezone.now() + _demonstrations_shift()


def today() -> dt.date:
    """The day it is in England."""
    return timezone.localdate(now())


def random_bytes(count: int) -> bytes:
    """`count` bytes from the operating system."""
    pretended = _entropy.get()
    return pretended(count) if pretended else secrets.token_bytes(count)


def _clock_file() -> Path:
    return Path(settings.VAR) / "demonstration-clock.json"


def start_demonstration_at(moment: dt.datetime) -> None:
    """From now on it is `moment` in the demonstration, and time runs on from there (docs/adr/0010)."""
    if not settings.DEMONSTRATION:
        raise NotADemonstration("Time and chance can be pretended in the demonstration authority only.")
    shift = moment - timezone.now()
    _clock_file().write_text(json.dumps({"shift_seconds": shift.total_seconds()}))
    _demonstrations_shift.cache_clear()


@functools.lru_cache(maxsize=1)
def _demonstrations_shift() -> dt.timedelta:
    """How far the demonstration's time is from the real one; nothing anywhere else."""
    if not settings.DEMONSTRATION or not _clock_file().exists():
        return dt.timedelta()
    return dt.timedelta(seconds=json.loads(_clock_file().read_text())["shift_seconds"])


@contextlib.contextmanager
def pretend(*, clock: Callable[[], dt.datetime], entropy: Callable[[int], bytes]) -> Iterator[None]:
    """Live in another time and with given chance, for the demonstration alone.

    Raises NotADemonstration unless the settings say that this is one.
    """
    if not settings.DEMONSTRATION:
        raise NotADemonstration("Time and chance can be pretended in the demonstration authority only.")
    clock_token, entropy_token = _clock.set(clock), _entropy.set(entropy)
    try:
        yield
    finally:
        _clock.reset(clock_token)
        _entropy.reset(entropy_token)
