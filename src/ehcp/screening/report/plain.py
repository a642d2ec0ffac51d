"""A screening as text for a terminal: what was read, then what to look at, section by section."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from itertools import groupby

from ehcp.screening.check import Finding, Severity
from ehcp.screening.screen import Coverage, Screening
from ehcp.vocabulary import section_title

WIDTH = 100
LONGEST_QUOTE = 160
_MARKS = {Severity.MUST: "must check", Severity.SHOULD: "should check", Severity.INFORMATION: "for information"}


def report_of(screening: Screening, title: str) -> str:
    """The whole report of one plan, ending in a new line."""
    return "\n".join(_lines(screening, title)) + "\n"


def not_screened_report(title: str, reason: str) -> str:
    return f"{title}\nNOT SCREENED. {reason}\n"


def coverage_sentence(coverage: Coverage) -> str:
    """What was read, so that silence is not taken for praise."""
    sections = ", ".join(coverage.sections) or "none"
    rest = (
        "every line of A to H was understood"
        if coverage.blocks_not_understood == 0
        else f"{_many(coverage.blocks_not_understood, 'line')} of A to H not understood"
    )
    return f"Read: sections {sections}; {_many(coverage.items, 'item')}; {rest}."


def _lines(screening: Screening, title: str) -> Iterator[str]:
    yield title
    yield from _wrapped(coverage_sentence(screening.coverage))
    for warning in screening.plan.document.warnings:
        yield from _wrapped(f"Note: {warning.sentence}")
    yield from _wrapped(
        f"{_many(len(screening.findings), 'point')} to look at. These are pointers for a person, not a verdict; what is "
        "not pointed at may still need attention."
    )
    ordered = sorted(screening.findings, key=lambda finding: _place(screening, finding))
    for code, findings in groupby(ordered, key=lambda finding: finding.section):
        yield ""
        yield _heading(code)
        for finding in findings:
            yield from _finding(finding)
    yield ""
    yield f"Ruleset {screening.ruleset}"


def _place(screening: Screening, finding: Finding) -> tuple[int, bool, int]:
    codes = screening.coverage.sections
    order = codes.index(finding.section) if finding.section in codes else len(codes)
    return order, finding.start is not None, finding.start or 0


def _heading(code: str) -> str:
    try:
        return f"Section {code}: {section_title(code)}"
    except KeyError:
        return "The plan as a whole"


def _finding(finding: Finding) -> Iterator[str]:
    where = f" {finding.item}" if finding.item else ""
    yield from _wrapped(
        f"[{_MARKS[finding.severity]}]{where} {finding.message} ({finding.rule}, {finding.standard})", "  ", "    "
    )
    if finding.quote:
        quote = " ".join(finding.quote.split())
        yield from _wrapped(f'"{textwrap.shorten(quote, LONGEST_QUOTE, placeholder=" ...")}"', "    ", "    ")
    if finding.suggestion:
        yield from _wrapped(finding.suggestion, "    What good looks like: ", "    ")


def _wrapped(words: str, first: str = "", later: str = "") -> list[str]:
    return textwrap.wrap(words, WIDTH, initial_indent=first, subsequent_indent=later, break_on_hyphens=False)


def _many(count: int, thing: str) -> str:
    return f"{count} {thing}{'' if count == 1 else 's'}"
