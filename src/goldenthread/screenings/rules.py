"""What holds about screenings, findings and verdicts: pure functions on plain values."""

import datetime as dt
import hashlib
import re
from collections.abc import Collection, Mapping

from ehcp.rulebook import rule
from ehcp.statistics.beta import Agreement, agreement

# Why a version was not screened -> the sentence that pages show. Never "no findings".
NOT_SCREENED = {
    "no-text": "Not screened: the file holds no text that can be read, so nothing was checked.",
    "no-sections": "Not screened: no section A to K was recognised in this text, so nothing was checked.",
    "unreadable": "Not screened: the stored text of this version could not be opened.",
    "broke": "Not screened: the checks stopped on this text. This has been noted; nothing was checked.",
    "stopped": "Not screened: looking at this text stopped the service each time. This has been noted; nothing was checked.",
}
# What another try may mend: the rest is in the file, and the same file would say the same again.
WORTH_ANOTHER_TRY = ("broke", "stopped")
NOT_YET = "Not screened yet. It is done in the background, usually within a minute."

TRIED_AGAIN = "Not screened yet: the checks stopped on this text. They are tried again by themselves."

# After a try that stopped, so long is waited before the next one; the last one is given its time to end.
WAITS = (dt.timedelta(minutes=2), dt.timedelta(minutes=10), dt.timedelta(hours=1), dt.timedelta(minutes=10))
MOST_TRIES = len(WAITS)

VERDICTS_FOR_A_FIGURE = 10
VERDICTS_FOR_A_HINT = 20
HINT_BELOW = 0.60

OURS = "Golden Thread, screening"


@rule("S.1", source=OURS)
def is_new(verdicts: int) -> bool:
    """A check with fewer than ten verdicts is a new check, and no share of agreement is shown for it."""
    return verdicts < VERDICTS_FOR_A_FIGURE


@rule("S.2", source=OURS)
def is_hint(agreed: int, of: int) -> bool:
    """From twenty verdicts on, a check with which moderators probably agree less than six times of ten is a hint.

    Reading taken: probably means that the upper end of the 90% interval lies under .6. A hint says "possible"
    wherever it is shown. It stops being one with a new version of the check, whose count begins again.
    """
    return of >= VERDICTS_FOR_A_HINT and agreement(agreed, of).high < HINT_BELOW


@rule("S.3", source=OURS)
def checks_to_run(
    now: Mapping[str, str], before: Mapping[str, str], *, reads_alike: bool, broken: Collection[str] = ()
) -> frozenset[str]:
    """When the rules change, a version is looked at again by the checks that changed, and by no others.

    Reading taken: a check whose version is another, a new one, and one that could not look the last time. Where items
    are now told apart differently every check looks again.
    """
    if not reads_alike:
        return frozenset(now)
    return frozenset(one for one, version in now.items() if before.get(one) != version or one in broken)


@rule("S.4", source=OURS)
def is_template_wording(other_children: int, *, template_from: int) -> bool:
    """Wording that stands in the plans of many children is the authority's template, and nobody is asked about it."""
    return other_children >= template_from


WORDS_THAT_STAND_ALONE = 4


@rule("S.5", source=OURS)
def kept_fingerprint(fingerprint: str, *, quote: str, sentence: str, message: str) -> str:
    """A finding that was set aside stays so in the next version of the plan while its words are the same.

    Reading taken: a quote of fewer than four words could stand anywhere, so it is the same only within the same
    sentence; what is not there has no words, so its message must be the same.
    """
    if len(quote.split()) >= WORDS_THAT_STAND_ALONE:
        return fingerprint
    around = " ".join((sentence if quote else message).casefold().split())
    return hashlib.sha256(f"{fingerprint}\n{around}".encode()).hexdigest()[:32]


_SENTENCE_END = re.compile(r"[.!?;\n]")


def sentence_round(text: str, start: int, end: int) -> str:
    """The sentence of a block in which some of its words stand."""
    begins = max((found.end() for found in _SENTENCE_END.finditer(text, 0, start)), default=0)
    ends = _SENTENCE_END.search(text, end)
    return text[begins : ends.start() if ends else len(text)].strip()


# --- In words ---------------------------------------------------------------------------------


def agreement_in_words(agreed: int, of: int) -> str:
    """ "moderators agreed 41 of 50 (72 to 89%)", or "new check" while few have answered."""
    if is_new(of):
        return "new check"
    found: Agreement = agreement(agreed, of)
    return f"moderators agreed {agreed} of {of} ({found.low * 100:.0f} to {found.high * 100:.0f}%)"


def pronoun_of(pronouns: str) -> str | None:
    """he, she or they, from what the register says; None where it says nothing of the three. The sex says nothing."""
    first = re.match(r"\W*(he|she|they)\b", pronouns, re.IGNORECASE)
    return first[1].lower() if first else None
