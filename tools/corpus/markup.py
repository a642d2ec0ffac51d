"""The plain text of a corpus plan becomes a sheet, and so a Word or PDF file. `corpus/README.md` says what the marks mean."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from goldenthread.demo.library import paper, word
from goldenthread.demo.library.sheet import Block, Box, Cell, PageBreak, Para, Sheet, Table, runs
from goldenthread.demo.library.tracking import DELETED, INSERTED, PLAIN
from tools.corpus.looks import LOOKS

CORPUS = Path(__file__).parents[2] / "corpus"
PARTS = ("development", "sealed")
_CHANGE = re.compile(r"\{-(.*?)-\}|\{\+(.*?)\+\}")
_MARKED = re.compile(r"\[(head|foot|box|note|comment)\] (.*)")


@dataclass(frozen=True)
class CorpusPlan:
    """One plan of the corpus: `lines` are numbered as in its file, and hold what is printed."""

    name: str
    template: str
    part: str
    kind: str
    on: date
    child: str
    born_on: date
    pronoun: str
    year: str
    quality: str
    lines: dict[int, str] = field(default_factory=dict)

    def text(self, line: int) -> str:
        """The words of a line as a reader takes them: insertions kept, deletions gone, marks off."""
        return plain(self.lines.get(line, ""))


def plain(text: str) -> str:
    text = _CHANGE.sub(lambda found: found[2] or "", text)
    if found := _MARKED.match(text):
        text = found[2]
    return re.sub(r"^(#{1,3} |- |\*\*)|\*\*$", "", text)


def plan_of(path: Path) -> CorpusPlan:
    """The plan in a `.plan` file. Raises ValueError with the line that cannot be taken."""
    told: dict[str, str] = {}
    lines: dict[int, str] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("@") and not lines:
            key, _, value = line[1:].partition(" ")
            told[key] = value.strip()
        elif line.strip():
            lines[number] = line.strip()
    missing = {"template", "kind", "on", "child", "quality"} - told.keys()
    if missing:
        raise ValueError(f"{path.name}: no line @{', @'.join(sorted(missing))}")
    name, born, pronoun, year = (part.strip() for part in told["child"].split(";"))
    if told["template"] != path.stem.rsplit("-", 1)[0] or told["template"] not in LOOKS:
        raise ValueError(f"{path.name}: no such template: {told['template']}")
    return CorpusPlan(
        path.stem,
        told["template"],
        path.parent.name,
        told["kind"],
        date.fromisoformat(told["on"]),
        name,
        date.fromisoformat(born),
        pronoun,
        year,
        told["quality"],
        lines,
    )


def plans(*parts: str) -> list[CorpusPlan]:
    """Every plan of these parts of the corpus (both when none is named), by name."""
    return [plan_of(path) for part in parts or PARTS for path in sorted((CORPUS / part).glob("*.plan"))]


def build(plan: CorpusPlan, file_format: str) -> bytes:
    """The plan as a .docx or .pdf file, the same bytes each time."""
    sheet = sheet_of(plan)
    return word.write(sheet, plan.on) if file_format == "docx" else paper.write(sheet)


def sheet_of(plan: CorpusPlan) -> Sheet:
    look = LOOKS[plan.template]
    sheet = Sheet("Education, Health and Care Plan", look.theme, [])
    rows: list[tuple[bool, list[str]]] = []
    for line in plan.lines.values():
        if line.startswith("|"):
            is_head = line.startswith("|!")
            rows.append((is_head, [each.strip() for each in line.lstrip("|!").rstrip("|").split("|")]))
            continue
        if rows:
            sheet.blocks.append(_table(rows, look.shade))
            rows = []
        block = _block(line, sheet)
        if block is not None:
            sheet.blocks.append(block)
    if rows:
        sheet.blocks.append(_table(rows, look.shade))
    return sheet


def _block(line: str, sheet: Sheet) -> Block | None:
    if marked := _MARKED.match(line):
        kind, words = marked.groups()
        if kind == "head":
            sheet.header = words
        elif kind == "foot":
            sheet.footer = words
        elif kind == "box":
            return Box([Para(runs(words))])
        elif (above := _last_paragraph(sheet)) is not None and kind == "comment":
            above.comment = words
        elif above is not None:
            above.runs[-1].note = words
        return None
    if line == "---":
        return PageBreak()
    for mark, dress in (("### ", "h2"), ("## ", "h1"), ("# ", "title")):
        if line.startswith(mark):
            return Para(runs(_tracked(line[len(mark) :])), dress)
    if line.startswith("- "):
        return Para(runs(_tracked(line[2:])), "bullet", "bullet", "•")
    if line.startswith("**") and line.endswith("**"):
        return Para(runs(_tracked(line[2:-2]), bold=True))
    return Para(runs(_tracked(line)))


def _last_paragraph(sheet: Sheet) -> Para | None:
    """The paragraph above: the first of the last row where a table stands there."""
    block = sheet.blocks[-1] if sheet.blocks else None
    if isinstance(block, Table):
        return block.rows[-1][0].paras[0]
    return block if isinstance(block, Para) else None


def _tracked(text: str) -> str:
    """The marks of the markup as those of the sheet."""
    return _CHANGE.sub(
        lambda found: (f"{DELETED}{found[1]}" if found[1] else f"{INSERTED}{found[2]}") + PLAIN,
        text,
    )


def _table(rows: list[tuple[bool, list[str]]], shade: str) -> Table:
    width = max(len(cells) for _, cells in rows)
    above: list[Cell | None] = [None] * width
    laid: list[list[Cell]] = []
    head_rows = 0
    for is_head, texts in rows:
        head_rows += is_head and head_rows == len(laid)
        row: list[Cell] = []
        for column, text in enumerate([*texts, *[""] * (width - len(texts))]):
            if text == "^" and (over := above[column]) is not None:
                over.down += 1
            elif text == "<" and row:
                row[-1].across += 1
                above[column] = None
            else:
                paras = [Para(runs(_tracked(each.strip()), bold=is_head), "cell") for each in text.split("//")]
                above[column] = Cell(paras, shade=shade if is_head else "")
                row.append(above[column])
        laid.append(row)
    longest = [max((len(cells[c]) for _, cells in rows if c < len(cells)), default=1) for c in range(width)]
    return Table(laid, [max(3.0, min(12.0, length / 12)) for length in longest], head_rows)
