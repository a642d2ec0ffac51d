"""The toolkit laid out as tables, for the page that reads it and for print."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from goldenthread.toolkit.edition import Edition
    from goldenthread.toolkit.nouns import Choice, Section, Standard


@dataclass(frozen=True)
class Table:
    """A part of the toolkit to be read or printed: a heading, column names, rows of plain strings."""

    code: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""


def tables_of(edition: Edition) -> list[Table]:
    """Every part of an edition, the standards first, section by section. `code` is safe as a page's id."""
    return [
        *(_standards(edition, section) for section in edition.sections),
        _short_form(edition),
        _aims(edition),
        _answers(edition),
        _judgements(edition),
        _suggesting(edition),
        _origins(edition),
        _choices("who-should-act", "Who should act", edition.who_should_act),
        _choices("needs-correction", "Does the plan need correcting?", edition.needs_correction),
        _choices("advice-services", "Services that give advice", edition.advice_services),
        Table(
            "cited",
            "What the standards cite",
            ("Short", "In full", "Kind"),
            tuple((cited.short, cited.name, cited.kind) for cited in edition.cites),
        ),
    ]


STANDARD_COLUMNS = ("Code", "Question", "What good looks like", "Why we ask", "Source", "Aims", "Best placed", "Mark")


def _standards(edition: Edition, section: Section) -> Table:
    note = f"Counts {section.weight} times." if section.weight > 1 else ""
    return Table(
        f"section-{section.code}",
        f"{section.code}: {section.title}",
        STANDARD_COLUMNS,
        tuple(_row(each) for each in edition.standards if each.section == section.code),
        note,
    )


def _short_form(edition: Edition) -> Table:
    return Table(
        "short-form",
        "One question for the rest of each section (short form)",
        STANDARD_COLUMNS,
        tuple(_row(each) for each in edition.holistic),
    )


def _row(each: Standard) -> tuple[str, ...]:
    marks = [each.limiting] if each.limiting else []
    if str(each.applies_when):
        marks.append(f"only {each.applies_when}")
    if each.reported_apart:
        marks.append("reported apart from the judgement")
    questions = [each.question, *(f"On a {stage}: {words.question}" for stage, words in each.at_stage)]
    good = [each.good, *(f"On a {stage}: {words.good}" for stage, words in each.at_stage)]
    return (
        each.code,
        " ".join(questions),
        " ".join(good),
        each.why,
        each.cited,
        ", ".join(str(number) for number in each.aims),
        ", ".join(agency.label for agency in each.best_placed),
        "; ".join(marks),
    )


def _aims(edition: Edition) -> Table:
    return Table(
        "aims",
        "The eight aims",
        ("Aim", "Text", "Standards"),
        tuple(
            (
                f"{aim.number}. {aim.label}",
                aim.text,
                ", ".join(standard.code for standard in edition.standards_of_aim(aim.number)),
            )
            for aim in edition.aims
        ),
    )


def _answers(edition: Edition) -> Table:
    return Table(
        "answers",
        "Answers to a standard",
        ("Answer", "Meaning", "Marks", "Comment"),
        tuple(
            (
                answer.label,
                answer.meaning,
                "leaves the sum" if answer.marks is None else str(answer.marks),
                "needed" if answer.needs_comment else "",
            )
            for answer in edition.scale.answers
        ),
    )


def _judgements(edition: Edition) -> Table:
    return Table(
        "judgements",
        "The overall judgement",
        ("Judgement", "What it means"),
        tuple((judgement.label, judgement.descriptor) for judgement in edition.scale.judgements),
    )


def _suggesting(edition: Edition) -> Table:
    thresholds = tuple(
        (
            edition.judgement(threshold.judgement).label,
            f"{threshold.share_at_least}% of the marks or more"
            + (", and nothing not met" if threshold.none_not_met else ""),
        )
        for threshold in edition.suggesting.thresholds
    )
    limits = tuple(
        (f"At most {edition.judgement(limit.judgement_at_most).label}", limit.sentence)
        for limit in edition.suggesting.limits
    )
    return Table("suggesting", "How a judgement is suggested", ("Suggested", "When"), thresholds + limits)


def _origins(edition: Edition) -> Table:
    return Table(
        "origins",
        "Where a weakness came from",
        ("Origin", "Meaning", "The form also asks"),
        tuple(
            (
                origin.label,
                origin.meaning,
                " and ".join(
                    words
                    for words, asked in (
                        ("which service", origin.names_service),
                        ("which document", origin.names_document),
                    )
                    if asked
                ),
            )
            for origin in edition.origins
        ),
    )


def _choices(code: str, title: str, choices: tuple[Choice, ...]) -> Table:
    return Table(code, title, ("Choice", "Meaning"), tuple((choice.label, choice.meaning) for choice in choices))
