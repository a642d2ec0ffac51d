"""Whose plan a file is, by its name, and whether it says anything new."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import unquote

from ehcp.rulebook import rule

_REFERENCE = re.compile(r"(?<![A-Z0-9])([BCDFGHJKLMNPQRSTVWXZ2-9]{4})[-_ ]?([BCDFGHJKLMNPQRSTVWXZ2-9]{3})(?![A-Z0-9])")
_WORDS = re.compile(r"[A-Z0-9]+")
# A shorter number could be a day, a page, a version. A longer one may still be a date.
SHORTEST_NUMBER, SHORTEST_WORD, MOST_WORDS = 5, 4, 4
_DATE = re.compile(r"(?:(?:19|20)\d{6}|\d{4}(?:19|20)\d{2})\Z")


@dataclass(frozen=True)
class Known:
    """A plan as a file name may name it. `case_ids` are the case system's ids of plan and child."""

    plan: int
    reference: str
    case_ids: tuple[str, ...] = ()


def _capitals(name: str) -> str:
    """A file name without its ending, and as people read it: what a browser wrote as "%20" is a space again."""
    return unicodedata.normalize("NFKC", unquote(name)).rsplit(".", 1)[0].upper()


@rule("P.2", source="Golden Thread, files are matched by reference")
def plan_of_file_name(name: str, plans: Iterable[Known]) -> tuple[int | None, str]:
    """A file goes to a plan by itself only where its name says one reference, or one case-system id, and no other.

    Gives (plan, "") or (None, a sentence that says why not). Our own reference decides before a case-system id. Ids
    of fewer than five digits, and numbers that may be a date, prove nothing and are not taken.
    """
    upper = _capitals(name)
    plans = list(plans)
    said = {f"{a}-{b}" for a, b in _REFERENCE.findall(upper)}
    found = {known.plan for known in plans if known.reference in said}
    if not found:
        words = possible_ids(upper)
        found = {known.plan for known in plans if any(_bare(case_id) in words for case_id in known.case_ids if case_id)}
    if len(found) == 1:
        return found.pop(), ""
    if found:
        return None, "Its name fits several plans. Say which one it is."
    if guess := guess_of_file_name(name, plans):
        return None, guess.why_unsure
    return None, "Its name holds no reference or case number of a plan here. Say which plan it is."


@dataclass(frozen=True)
class Guess:
    """A plan that a file name may mean, and the number in it that is too short to be sure."""

    plan: int
    number: str

    @property
    def why_unsure(self) -> str:
        if len(self.number) < SHORTEST_NUMBER:
            return f"{self.number} is too short to be sure."
        return f"{self.number} could be a date, so it is not sure."


@rule("P.6", source="Golden Thread, files are matched by reference")
def guess_of_file_name(name: str, plans: Iterable[Known]) -> Guess | None:
    """A number of fewer than five digits, or one that may be a date, is asked about where it is one plan's case number.

    Reading taken: a file is never filed by it alone, because it could be a day, a page or a version.
    """
    upper = _capitals(name)
    unsure = {word for word in _WORDS.findall(upper) if word.isdigit()}
    found = {
        Guess(known.plan, _bare(case_id)) for known in plans for case_id in known.case_ids if _bare(case_id) in unsure
    }
    return found.pop() if len({guess.plan for guess in found}) == 1 else None


def possible_ids(name: str) -> set[str]:
    """What a file name (in capitals) might say as an id: its words, and neighbours joined ("SB", "4100" -> SB4100)."""
    words = _WORDS.findall(name)
    found: set[str] = set()
    for start in range(len(words)):
        for end in range(start + 1, min(start + MOST_WORDS, len(words)) + 1):
            joined = "".join(words[start:end])
            if joined.isdigit():
                if end - start == 1 and len(joined) >= SHORTEST_NUMBER and not _DATE.match(joined):
                    found.add(joined)
            elif len(joined) >= SHORTEST_WORD and any(character.isdigit() for character in joined):
                found.add(joined)
    return found


def _bare(case_id: str) -> str:
    return "".join(_WORDS.findall(case_id.upper()))


def shown_name(name: str) -> str:
    """A file's name as a page may show it: no path, no control or direction characters, at most 255 characters."""
    name = re.split(r"[\\/]", unquote(name))[-1]  # unescaped first, so that no escaped path is left in it
    kept = "".join(c for c in name if unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))
    kept = " ".join(kept.split())
    if len(kept) > 255:
        stem, dot, ending = kept.rpartition(".")
        kept = f"{stem[: 250 - len(ending)]}…{dot}{ending}" if dot and len(ending) <= 8 else kept[:255]
    return kept or "a file without a name"


@rule("P.7", source="Golden Thread, the draw: one ticket for a plan and month")
def reads_the_same(older: Iterable[str], newer: Iterable[str]) -> bool:
    """A file whose text is, word for word, that of the newest version is no new version, whatever its bytes.

    Reading taken: every paragraph counts, in order, with its number; white space and how a letter is coded do not.
    """
    return list(_bare_lines(older)) == list(_bare_lines(newer))


def _bare_lines(paragraphs: Iterable[str]) -> Iterable[str]:
    for paragraph in paragraphs:
        if line := " ".join(unicodedata.normalize("NFKC", paragraph).split()):
            yield line
