"""The two things that we take from outside: what time it is, and chance.

Everything that dates a record or draws a number asks here, so that the demonstration authority can live through
three months in a minute and always the same way. Outside the demonstration the world cannot be pretended.
"""

import contextlib
import datetime as dt
import secrets
from collections.abc import Callable, Iterator
from contextvars import ContextVar

from django.conf import settings
from django.utils import timezone

_clock: ContextVar[Callable[[], dt.datetime] | None] = ContextVar("clock", default=None)
_entropy: ContextVar[Callable[[int], bytes] | None] = ContextVar("entropy", default=None)


class NotADemonstration(RuntimeError):
    """Somebody tried to pretend another time or another chance in a real authority."""


def now() -> dt.datetime:
    """This moment, aware, in UTC."""
    pretended = _clock.get()
    return pretended() if pretended else timezone.now()


def today() -> dt.date:
    """The day it is in England."""
    return timezone.localdate(now())


def random_bytes(count: int) -> bytes:
    """`count` bytes from the operating system."""
    pretended = _entropy.get()
    return pretended(count) if pretended else secrets.token_bytes(count)


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
