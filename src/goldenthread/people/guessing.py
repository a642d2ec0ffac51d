"""How often a password may be tried. A stranger's wrong tries slow other strangers down, and never shut its owner out.

Wrong tries are counted for the account from one place, for the account from everywhere, and for the place. Whoever
comes with proof of being the owner (a computer on which they signed in before, a browser that followed the link of a
mail to them) is counted apart, so that no stranger can use their tries up.
"""

import hashlib
import math
from collections.abc import Sequence
from dataclasses import dataclass, field

from allauth.core.internal.ratelimit import cache_lock
from django.core.cache import cache

from goldenthread import world

MINUTE = 60


@dataclass(frozen=True)
class Budget:
    """So many wrong tries are free; after that each waits twice as long as the one before, up to the longest wait.

    A wrong try is forgotten after a while (all numbers are seconds).
    """

    name: str
    free: int
    forgotten_after: int
    first_wait: int
    longest_wait: int


PLACE = Budget("place", 20, MINUTE, MINUTE, MINUTE)
ACCOUNT_FROM_A_PLACE = Budget("account from a place", 5, 15 * MINUTE, 30, 5 * MINUTE)
ACCOUNT = Budget("account", 10, 60 * MINUTE, 30, 5 * MINUTE)
OWNER = Budget("owner", 10, 15 * MINUTE, MINUTE, 5 * MINUTE)


class MustWait(Exception):
    """This try comes too soon."""

    def __init__(self, seconds: int):
        super().__init__(f"{seconds} seconds")
        self.seconds = seconds


def seconds_to_wait(wrong: Sequence[float], *, now: float, budget: Budget) -> int:
    """How long until the next try, after wrong ones at these moments. 0: now."""
    remembered = [at for at in wrong if abs(now - at) < budget.forgotten_after]
    over = len(remembered) - budget.free
    if over < 0:
        return 0
    wait = min(budget.first_wait * 2 ** min(over, 20), budget.longest_wait)
    # A clock that was set back makes nobody wait longer than the rule.
    return max(0, min(wait, math.ceil(max(remembered) + wait - now)))


@dataclass
class Try:
    """One try at a password, counted as wrong from the start so that a hundred at once are worth no more than one."""

    at: float
    counted: list[tuple[Budget, str]] = field(default_factory=list)

    def was_right(self) -> None:
        """Take it out of every count. What was counted before stays: a right password does not make guesses free."""
        for budget, whose in self.counted:
            key = _key(budget, whose)
            with cache_lock(key) as locked:
                if locked:
                    left = [at for at in cache.get(key, []) if at != self.at]
                    cache.set(key, left, budget.forgotten_after)


def begin(budgets: Sequence[tuple[Budget, str]]) -> Try:
    """Count a try in each of these budgets, (budget, whose). Raises MustWait, having counted nothing, if one is used up."""
    this = Try(at=world.now().timestamp())
    for budget, whose in budgets:
        seconds = _count(budget, whose, this.at)
        if seconds:
            this.was_right()
            raise MustWait(seconds)
        this.counted.append((budget, whose))
    return this


def _count(budget: Budget, whose: str, now: float) -> int:
    key = _key(budget, whose)
    with cache_lock(key) as locked:
        if not locked:
            return budget.first_wait  # a crowd at one account is no owner
        wrong = [at for at in cache.get(key, []) if abs(now - at) < budget.forgotten_after]
        seconds = seconds_to_wait(wrong, now=now, budget=budget)
        if not seconds:
            cache.set(key, [*wrong, now], budget.forgotten_after)
        return seconds


def _key(budget: Budget, whose: str) -> str:
    return "guessing:" + hashlib.sha256(f"{budget.name}:{whose}".encode()).hexdigest()
