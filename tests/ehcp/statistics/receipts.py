"""Random draws for the tests: made by the library from a seeded generator, so that a failure can be repeated."""

import random
import string
from fractions import Fraction
from typing import Any

from ehcp.statistics import sampling

AGENCIES = ["health", "social_care", "education", "sen_team", "parent_carer_forum", "sendiass"]
WORDS = [
    "four, two, six",
    "Tŷ Gwyn",
    "café",
    "naïve",
    "3 1 4",
    "the tide is in",
    "ελιά",
    "雨",
    "“quoted”",
    "back\\slash",
    "😀",
]
KEY = string.ascii_letters + string.digits + "-_"
COMMITTED, DRAWN = "2026-11-02T08:00:00Z", "2026-11-02T09:30:00Z"


def nonce(dice: random.Random) -> str:
    return f"{dice.getrandbits(256):064x}"


def new_id(dice: random.Random) -> str:
    return "".join(dice.choice(KEY) for _ in range(dice.randint(22, 28)))


def quota_receipt(dice: random.Random, number: int = 1, **changes: Any) -> dict[str, Any]:
    """A drawn quota receipt of Level 4, with two to four entries; some strata are smaller than their quota."""
    strata = [f"KS{n}" for n in range(1, dice.randint(2, 6))] + ["post-16 ü"]
    frame = {new_id(dice): dice.choice(strata) for _ in range(dice.randint(0, 40))}
    quota = {stratum: dice.randint(0, 4) for stratum in strata}
    secret = nonce(dice)
    frozen = sampling.freeze(
        **{
            "kind": sampling.QUOTA,
            "purpose": "level-4-round",
            "period": "2026-11",
            "reference": f"D-2026-{number:04d}",
            "frame": sampling.quota_frame(frame, quota),
            "excluded": [
                {"id": new_id(dice), "reason": dice.choice(sampling.EXCLUSION_REASONS)}
                for _ in range(dice.randint(0, 3))
            ],
            "quota": quota,
            "quota_reason": "months since each phase was last drawn: “KS1” 7",
            "commitment": sampling.commitment_to(secret),
            "committed_at": COMMITTED,
            **changes,
        }
    )
    entries = [sampling.entry(agency, dice.choice(WORDS)) for agency in dice.sample(AGENCIES, dice.randint(2, 4))]
    return sampling.draw(frozen, nonce=secret, drawn_at=DRAWN, entries=entries)


def chance_receipt(
    dice: random.Random, number: int = 1, *, secret: str, chance: Fraction | None = None, period: str = "2026-11"
) -> dict[str, Any]:
    """The n-th chance draw of a month, its nonce open."""
    frozen = sampling.freeze(
        kind=sampling.CHANCE,
        purpose="level-3",
        period=period,
        reference=f"D-2026-{number:04d}",
        frame=sampling.chance_frame(
            period=period,
            arrival=number,
            officer=f"{dice.getrandbits(32):08x}",
            chance=chance if chance is not None else Fraction(1, dice.randint(1, 12)),
        ),
        commitment=sampling.commitment_to(secret),
        committed_at=COMMITTED,
    )
    return sampling.draw(frozen, nonce=secret, drawn_at=DRAWN)
