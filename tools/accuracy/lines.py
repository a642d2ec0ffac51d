"""Which line of a corpus plan each place of the read document stands on."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from ehcp.screening.normalise import folded, normalise
from ehcp.screening.plan_text import PlanText
from tools.corpus.markup import CorpusPlan, plain

LONGEST_NUMBER = 8  # letters of a typed number that the reader takes off
AHEAD = 60  # blocks that may lie between two lines: empty cells, running heads, notes


@dataclass(frozen=True)
class Piece:
    """One printed paragraph: its line, where it begins in the line's plain words, and its words."""

    line: int
    at: int
    words: str


def pieces_of(plan: CorpusPlan) -> list[Piece]:
    """The paragraphs of a plan in reading order; a row of a table is one for each paragraph of each cell."""
    found = []
    for line, raw in plan.lines.items():
        if raw.startswith(("[head]", "[foot]", "[comment]")):
            continue
        text = plain(raw)
        parts = [part for cell in raw.lstrip("|!").rstrip("|").split("|") for part in cell.split("//")]
        at = 0
        for part in parts if raw.startswith("|") else [raw]:
            words = plain(part.strip())
            if words in ("", "^", "<", "---"):
                continue
            at = max(text.find(words, at), 0)
            found.append(Piece(line, at, words))
    return found


def _is_all_of(words: str, text: str) -> bool:
    """Whether a block says these words; the reader takes a typed number off the front ("F1.2 Joseph will ...")."""
    return bool(text) and words.endswith(text) and len(words) - len(text) <= LONGEST_NUMBER


class Lines:
    """Answers "which line is this offset of the plan's text on?" and the way back."""

    def __init__(self, corpus_plan: CorpusPlan, plan: PlanText) -> None:
        self.plan, self.corpus_plan = plan, corpus_plan
        self.line_of_row: dict[int, tuple[int, int]] = {}
        row = 0
        texts = [folded(plan.document.blocks[block].text) for block in plan.blocks]
        for piece in pieces_of(corpus_plan):
            words = folded(normalise(piece.words))
            for place in range(row, min(row + AHEAD, len(texts))):
                if place not in self.line_of_row and _is_all_of(words, texts[place]):
                    self.line_of_row[place] = (piece.line, piece.at + len(words) - len(texts[place]))
                    row = place + 1
                    break

    def line(self, offset: int | None) -> int | None:
        """The line on which an offset of the text stands; None for what stands on no line."""
        if offset is None:
            return None
        found = self.line_of_row.get(bisect_right(self.plan.starts, offset) - 1)
        return found[0] if found else None

    def offset(self, line: int, words: str) -> int | None:
        """Where these words of a line begin in the text."""
        sought = folded(words)
        for row, (at, _) in self.line_of_row.items():
            if at == line:
                block = folded(self.plan.document.blocks[self.plan.blocks[row]].text)
                place = block.find(sought)
                if place < 0 and sought.endswith(block[: max(1, len(sought) // 3)]):
                    place = 0
                if place < 0:
                    # A typed number that the reader took off may be part of the words.
                    short = sought.split(" ", 1)[-1]
                    place = block.find(short) if len(short) > 5 else -1
                if place >= 0:
                    return self.plan.starts[row] + place
        return None

    def missing(self) -> list[int]:
        """Lines of which no word was read: the reader lost them, or they are no text of the plan."""
        seen = {line for line, _ in self.line_of_row.values()}
        quiet = ("[head]", "[foot]", "[comment]", "[note]", "---")
        return [line for line, raw in self.corpus_plan.lines.items() if line not in seen and not raw.startswith(quiet)]
