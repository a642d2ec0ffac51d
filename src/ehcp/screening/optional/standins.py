"""A stretch of a plan with people by stand-ins, and the way back from its words to the plan's own."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ehcp.screening.names import also_words, own_names, people_of
from ehcp.screening.normalise import folded
from ehcp.screening.plan_text import PlanText

CHILD, OTHER = "[the child]", "[a person]"
FEWEST, LONGEST = 3, 400
_POSTCODE_OR_NUMBER = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b|\b0\d[\d -]{7,11}\d\b|\S{1,64}@\S{1,64}")
_TITLED = re.compile(r"\b(?:Mrs|Mr|Ms|Miss|Mx|Dr|Prof)\.? (?:[A-Z]\.? ?)?[A-Z][\w'-]+(?: [A-Z][\w'-]+)?")


@dataclass(frozen=True)
class Disguised:
    """`words` is what may be sent. `pieces` are (where a piece begins in it, where in the plan, is it the plan's own)."""

    words: str
    pieces: tuple[tuple[int, int, bool], ...]
    end: int

    def find(self, quote: str) -> tuple[int, int] | None:
        """Where the plan has these words, or None. Quote marks, dashes and spaces may be of another kind."""
        wanted = folded(" ".join(quote.split()))
        if not FEWEST <= len(wanted) <= LONGEST:
            return None
        at = folded(self.words).find(wanted)
        if at < 0:
            return None
        return self._start(at), self._finish(at + len(wanted))

    def _start(self, at: int) -> int:
        begins, there, own = max(piece for piece in self.pieces if piece[0] <= at)
        return there + at - begins if own else there

    def _finish(self, at: int) -> int:
        row = max(row for row, piece in enumerate(self.pieces) if piece[0] < at)
        begins, there, own = self.pieces[row]
        if own:
            return there + at - begins
        return self.pieces[row + 1][1] if row + 1 < len(self.pieces) else self.end


def disguised(plan: PlanText, start: int, end: int) -> Disguised:
    """The stretch with the child's names, other people's, postcodes, numbers of telephones and addresses of mail taken out."""
    text = plan.folded
    spans = [(*found.span(), CHILD) for found in _own_pattern(plan).finditer(text, start, end)]
    for mention in people_of(plan).mentions:
        if start <= mention.start < end:
            spans.append((mention.start, min(mention.full or mention.end, end), OTHER))
    for pattern in (_TITLED, _POSTCODE_OR_NUMBER):
        spans += [(*found.span(), OTHER) for found in pattern.finditer(text, start, end)]
    words: list[str] = []
    pieces: list[tuple[int, int, bool]] = []
    at, length = start, 0
    for begins, finish, standin in sorted(spans):
        begins = max(begins, at)
        if finish <= begins:
            continue
        for piece, place, own in ((plan.text[at:begins], at, True), (standin, begins, False)):
            if piece:
                pieces.append((length, place, own))
                words.append(piece)
                length += len(piece)
        at = finish
    if at < end or not pieces:
        pieces.append((length, at, True))
        words.append(plan.text[at:end])
    return Disguised("".join(words), tuple(pieces), end)


def _own_pattern(plan: PlanText) -> re.Pattern[str]:
    """The child's names as written, in capitals, and in small letters where that is no other word ("will", "may")."""
    forms: set[str] = set()
    for name in own_names(plan):
        title = name.title()
        forms |= {title, name.upper(), name.capitalize()}
        if title not in also_words():
            forms.add(name)
    names = "|".join(re.escape(form) for form in sorted(forms, key=lambda form: (-len(form), form)))
    return re.compile(rf"\b(?:{names})(?!\w)")
