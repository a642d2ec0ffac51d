"""Sentences that only name what a child has: the need is in what the next sentence says of it."""

from __future__ import annotations

import re

LONGEST = 200  # letters of a sentence that is a name and no more

_NAMES = (
    r"(?:autis\w+|deaf\w*|blind\w*|adhd|dcd|fasd|dld|dysle\w+|dysprax\w+|dyscal\w+|epilepsy|mutism|palsy|bifida|dystrophy|"
    r"(?:[a-z'-]+ ){0,3}(?:disorder|syndrome|disability|disabilities|loss|impairment|delay)|asthma|diabetes|tourette'?s)"
)
_DIFFICULTIES = r"(?:[a-z'-]+ ){0,3}difficulties"
_MERE_NAME = re.compile(
    rf"\A\W*+(?:[a-z'-]+ ){{0,3}}?(?:is|has|was|have)(?: also)?(?: been)? (?:[a-z0-9'()-]+ ){{0,9}}?"
    rf"(?:{_NAMES}(?: \([^)]{{1,40}}\))?(?=\Z|,| in (?:both|one|his|her|their|20|january|february|march|april|may|june|july|august|september|october|november|december|year)| on both| at | since | from | and | that affects| of (?:genetic|unknown))|"
    rf"{_DIFFICULTIES}(?=\Z|,| \(| and ))"
)
# "Clothes are a trouble too."
_MERE_TROUBLE = re.compile(
    r"\A\W*+(?:[a-z'-]+ ){1,5}?(?:is|are|remains?) (?:also )?(?:a|an|another) (?:[a-z]+ ){0,2}?(?:trouble|problem|difficulty|worry|concern|challenge|area of need)(?: too| as well)?\Z"
)
_SAYS_MORE = re.compile(
    r"\b(?:not|cannot|\w+n't|never|so|which (?!is|was|are|were)|because|needs?|hard|struggl\w+|only|means?|makes?|tires?|(?:has|have) to|stops?|"
    r"(?<!diagnosed )when|if|unless|until|but|while|where)\b"
)


def is_mere_name(words: str) -> bool:
    """Whether a sentence in small letters names a diagnosis and says nothing of what it does."""
    words = words.strip().rstrip(".")
    return (
        len(words) <= LONGEST
        and ". " not in words
        and (_MERE_NAME.match(words) is not None or _MERE_TROUBLE.match(words) is not None)
        and _SAYS_MORE.search(words) is None
    )
