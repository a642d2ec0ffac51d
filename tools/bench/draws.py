"""How long drawing and checking take."""

import datetime as dt
import hashlib

from ehcp.statistics import sampling
from tools.bench.timing import milliseconds, p50


def measure(say) -> str:
    say("draws")
    nonce = hashlib.sha256(b"bench").hexdigest()
    strata = {hashlib.sha256(f"{n}".encode()).hexdigest(): f"officer-{n % 18}" for n in range(1000)}
    quota = {f"officer-{n}": 1 for n in range(18)}
    at = dt.datetime(2026, 11, 30, 15, tzinfo=dt.UTC)

    def make():
        frozen = sampling.freeze(
            kind=sampling.QUOTA, purpose="level-3-catch-up", period="2026-11", reference="D-2026-0001",
            frame=sampling.quota_frame(strata, quota), quota=quota, commitment=sampling.commitment_to(nonce), committed_at=at,
        )  # fmt: skip
        return sampling.draw(frozen, nonce=nonce, drawn_at=at)

    receipt = make()
    drawn, checked = milliseconds(make, 20), milliseconds(lambda: sampling.verify(receipt), 20)
    return (
        "## Drawing\n\n| what | ms |\n|---|--:|\n"
        f"| draw 18 of 1,000 plans and make the receipt | {p50(drawn):.1f} |\n"
        f"| check that receipt | {p50(checked):.1f} |\n"
    )
