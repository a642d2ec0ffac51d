"""A screening as one page that needs nothing else: what was read, the thread, the plan's words with what was noticed beside.

One sheet of style in the page, no script, every word of the plan escaped. Reads on a phone and prints in grey.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from itertools import pairwise

from ehcp.screening.check import Finding, Severity
from ehcp.screening.checks import all_checks
from ehcp.screening.document import Paragraph, Section, Table
from ehcp.screening.report import thread_folds, thread_svg, thread_table
from ehcp.screening.report.page_style import STYLE
from ehcp.screening.report.plain import coverage_sentence
from ehcp.screening.screen import Screening
from ehcp.screening.thread import thread_of
from ehcp.vocabulary import section_title

MARKS = {Severity.MUST: "Must check", Severity.SHOULD: "Should check", Severity.INFORMATION: "For information"}
LEGEND = (
    '<ul class="gt-legend"><li class="gt-key-tie">tied together in the plan</li>'
    '<li class="gt-key-possible">possible: shares its words</li>'
    '<li class="gt-key-hole">nothing found here</li></ul>'
)


def page_of(screening: Screening, title: str) -> str:
    """The whole page of one plan as HTML."""
    body = "\n".join(_Page(screening).parts(title))
    sheet = STYLE + thread_svg.STYLE + thread_folds.STYLE + thread_table.STYLE
    return (
        '<!doctype html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}: what was noticed</title>\n<style>{sheet}</style>\n</head>\n<body>\n"
        f"{body}\n</body>\n</html>\n"
    )


class _Page:
    """One page in the making: findings get their numbers as they are met in the plan's words."""

    def __init__(self, screening: Screening) -> None:
        self.screening, self.plan = screening, screening.plan
        self.checks = {check.id: check for check in all_checks()}
        self.numbers: dict[int, int] = {}
        self.of_block: dict[int, list[Finding]] = {}
        self.of_section: dict[str, list[Finding]] = {}
        for finding in screening.findings:
            if finding.block is None:
                self.of_section.setdefault(finding.section, []).append(finding)
            else:
                self.of_block.setdefault(finding.block, []).append(finding)
        self.items: dict[int, list[tuple[int, str]]] = {}
        for item in self.plan.items:
            block, at, _ = self.plan.place(item.start, item.end)
            self.items.setdefault(block, []).append((at, item.id))
        self.anchored: set[str] = set()

    def parts(self, title: str) -> Iterator[str]:
        text = list(self._text())
        findings, thread = self.screening.findings, thread_of(self.screening)
        count = len(findings)
        yield f"<header><p>What was noticed in</p><h1>{escape(title)}</h1></header>\n<main>"
        yield '<section aria-labelledby="read"><h2 id="read">What was read</h2>'
        yield f"<p>{escape(coverage_sentence(self.screening.coverage))}</p>"
        for warning in self.plan.document.warnings:
            yield f'<p class="gt-warning">{escape(warning.sentence)}</p>'
        yield (
            f"<p><strong>{count} {'point' if count == 1 else 'points'} to look at.</strong> They are for a person to "
            "weigh and no verdict. What is not pointed at may still need attention.</p>"
        )
        yield "</section>"
        yield from self._whole(text)
        yield '<section aria-labelledby="thread"><h2 id="thread">The golden thread</h2>'
        yield f"<p>{escape(thread.sentence())}</p>{LEGEND}"
        yield f'<div class="gt-drawn">{thread_folds.drawings(thread)}</div>'
        yield f"{thread_table.thread_table(thread)}</section>"
        yield '<section aria-labelledby="plan"><h2 id="plan">The plan</h2>'
        yield from text
        yield "</section>\n</main>"
        yield f"<footer><p>Ruleset {escape(self.screening.ruleset)}</p></footer>"

    def _whole(self, text: list[str]) -> Iterator[str]:
        """Points that belong to no words shown: a section that is not there, a comment in the margin."""
        left = [finding for finding in self.screening.findings if id(finding) not in self.numbers]
        if left:
            yield '<section aria-labelledby="whole"><h2 id="whole">The plan as a whole</h2>'
            yield self._notes(left)
            yield "</section>"

    # --- The plan's words ------------------------------------------------------------------------

    def _text(self) -> Iterator[str]:
        for section in self.plan.document.sections:
            yield from self._section(section)

    def _section(self, section: Section) -> Iterator[str]:
        title = section.heading or section_title(section.code)
        about = list(self.of_section.pop(section.code, ()))
        if section.code[0] == "H":
            about += self.of_section.pop("H", ())
        blocks: list[int] = []
        if section.heading_block is not None and section.heading_block in self.of_block:
            about += self.of_block.pop(section.heading_block)
        yield f'<section class="gt-section" id="section-{escape(section.code)}">'
        yield self._part(f"<h3>{escape(title)}</h3>", about)
        for piece in self.plan.document.layout(section.code):
            blocks.clear()
            html = self._piece(piece, blocks)
            found = [finding for block in blocks for finding in self.of_block.pop(block, ())]
            yield self._part(html, found)
        yield "</section>"

    def _part(self, html: str, found: Sequence[Finding]) -> str:
        notes = f'<div class="gt-beside">{self._notes(found)}</div>' if found else ""
        return f'<div class="gt-part"><div class="gt-said">{html}</div>{notes}</div>'

    def _piece(self, piece: Paragraph | Table, blocks: list[int]) -> str:
        if isinstance(piece, Paragraph):
            words = self._words(piece, blocks)
            if piece.kind == "heading":
                return f"<h4>{words}</h4>"
            number = f'<span class="gt-number">{escape(piece.block.number)}</span> ' if piece.block.number else ""
            return f"<p>{number}{words}</p>"
        rows = []
        for row in piece.rows:
            cells = []
            for cell in row:
                name = "th" if cell.is_header else "td"
                spans = f' rowspan="{cell.rowspan}"' if cell.rowspan > 1 else ""
                spans += f' colspan="{cell.colspan}"' if cell.colspan > 1 else ""
                inner = "".join(self._piece(each, blocks) for each in cell.content)
                cells.append(f"<{name}{spans}>{inner}</{name}>")
            rows.append(f"<tr>{''.join(cells)}</tr>")
        return f'<div class="gt-scroll" tabindex="0" role="group" aria-label="Table of the plan"><table>{"".join(rows)}</table></div>'

    def _words(self, piece: Paragraph, blocks: list[int]) -> str:
        """A paragraph with its findings marked: pieces between all beginnings and ends, so that marks may overlap."""
        block, text = piece.block.index, piece.block.text
        blocks.append(block)
        marks = [
            (max(finding.block_start or 0, piece.start), min(finding.block_end or 0, piece.end), self._number(finding))
            for finding in self.of_block.get(block, ())
        ]
        anchors = [(at, id_) for at, id_ in self.items.get(block, ()) if piece.start <= at < piece.end]
        edges = {piece.start, piece.end}
        edges.update(edge for start, end, _ in marks for edge in (start, end) if piece.start <= edge <= piece.end)
        edges.update(at for at, _ in anchors)
        ordered = sorted(edges)
        html = []
        for start, end in pairwise(ordered):
            for at, id_ in anchors:
                if at == start and id_ not in self.anchored:
                    self.anchored.add(id_)
                    html.append(f'<span class="gt-place" id="item-{escape(id_, quote=True)}"></span>')
            words = escape(text[start:end])
            html.append(f"<mark>{words}</mark>" if any(a <= start and end <= b for a, b, _ in marks) else words)
            html += [
                f'<a class="gt-ref" id="mark-{number}" href="#finding-{number}" aria-label="point {number}">{number}</a>'
                for _, b, number in marks
                if b == end
            ]
        return "".join(html)

    # --- What was noticed ------------------------------------------------------------------------

    def _number(self, finding: Finding) -> int:
        return self.numbers.setdefault(id(finding), len(self.numbers) + 1)

    def _notes(self, found: Sequence[Finding]) -> str:
        return '<ol class="gt-notes">' + "".join(self._note(finding) for finding in found) + "</ol>"

    def _note(self, finding: Finding) -> str:
        number, check = self._number(finding), self.checks.get(finding.rule)
        back = f'<a class="gt-ref" href="#mark-{number}" aria-label="point {number} in the plan">{number}</a>'
        if finding.block is None:
            back = f'<span class="gt-ref">{number}</span>'
        where = f"Section {finding.section}, " if finding.block is None and len(finding.section) <= 2 else ""
        why = f"<p><b>Why:</b> {escape(check.explanation)}</p>" if check else ""
        return (
            f'<li id="finding-{number}" class="gt-note">{back}'
            f'<p class="gt-message">{escape(finding.message)}</p>'
            f'<p class="gt-small">{escape(where)}{MARKS[finding.severity]}, standard {escape(finding.standard)}. '
            f"{_measured(finding.confidence)}</p>"
            f"<p><b>What good looks like:</b> {escape(finding.suggestion)}</p>{why}"
            f'<p class="gt-small">{escape(finding.source)}</p></li>'
        )


def _measured(confidence: float) -> str:
    """How often such points were right when they were measured."""
    if confidence >= 0.95:
        return "Such points are nearly always right."
    return f"Such points are right about {round(confidence * 10)} times in 10."
