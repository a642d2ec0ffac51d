"""The page for the quality lead: each check, how far moderators agree with it, and what it missed."""

from dataclasses import dataclass

from django.urls import reverse

from ehcp.screening.check import Check
from goldenthread.screenings.checks import known_checks, standard_of, title_of
from goldenthread.screenings.queries.confidence import Measured, measured, measured_of, missed_counts
from goldenthread.screenings.rules import VERDICTS_FOR_A_FIGURE, VERDICTS_FOR_A_HINT
from goldenthread.ui.components.tables import Cell, Table, columns_of


@dataclass(frozen=True)
class CheckPage:
    """One check, with its verdicts version by version, the newest first."""

    check: Check
    now: Measured
    table: Table


@dataclass(frozen=True)
class ChecksPage:
    sentence: str
    table: Table
    missed_by_none: int  # things that moderators missed and that no check looks for


def checks_page() -> ChecksPage:
    """Every check at its version of today. Two queries, however many there are."""
    known, missed = measured(), missed_counts()
    rows = []
    hints = judged = 0
    for check in known_checks().values():
        one = measured_of(known, check.id, check.version)
        hints, judged = hints + one.is_hint, judged + (not one.is_new)
        rows.append(
            [
                Cell(check.title, href=reverse("screenings:check", args=[check.id]), note=check.id),
                check.standard,
                check.version,
                *_counts(one),
                missed.get((check.id, check.version), 0),
                state_of(one),
            ]
        )
    of = len(rows)
    sentence = f"{judged} of {of} checks have been judged often enough to say how far moderators agree with them."
    if hints:
        sentence += f" {hints} {'is' if hints == 1 else 'are'} so seldom agreed with that {'it' if hints == 1 else 'they'} only hint{'s' if hints == 1 else ''}."
    columns = columns_of("Check | Standard | Version | Agreed # | Interval # | Unsure # | Missed # | What it is")
    table = Table("Every check, as moderators found it", columns, rows, "There are no checks yet.")
    return ChecksPage(sentence, table, missed.get(("", ""), 0))


def check_page(rule: str) -> CheckPage | None:
    """One check and every version of it that was judged here. None for one that there is not."""
    check = known_checks().get(rule)
    if check is None:
        return None
    known, missed = measured(), missed_counts()
    versions = {version for one, version in (*known, *missed) if one == rule} | {check.version}
    rows = [
        [
            Cell(version, note="today's" if version == check.version else ""),
            *_counts(measured_of(known, rule, version)),
            missed.get((rule, version), 0),
            state_of(measured_of(known, rule, version)),
        ]
        for version in sorted(versions, key=_as_numbers, reverse=True)
    ]
    columns = columns_of("Version | Agreed # | Interval # | Unsure # | Missed # | What it is")
    return CheckPage(check, measured_of(known, rule, check.version), Table("Version by version", columns, rows))


def _counts(one: Measured) -> list[object]:
    if one.is_new:
        too_few = Cell("too few", note=f"under {VERDICTS_FOR_A_FIGURE}", hatched=True)
        return [f"{one.agreed} of {one.of}" if one.of else "0", too_few, one.unsure]
    found = one.agreement
    return [f"{one.agreed} of {one.of}", f"{found.low * 100:.0f} to {found.high * 100:.0f}%", one.unsure]


def state_of(one: Measured) -> str:
    """What a check is, in a word or two: new, a hint, or a check that is measured."""
    if one.is_hint:
        return "Hint: says “possible”"
    if one.is_new:
        return "New check"
    return "Check" if one.of >= VERDICTS_FOR_A_HINT else "Check, few verdicts"


def _as_numbers(version: str) -> tuple[tuple[int, str], ...]:
    return tuple((int(part), "") if part.isdigit() else (0, part) for part in version.split("."))


def choices_of_checks() -> list[tuple[str, str]]:
    """(id, words) of every check, for "which check missed it"."""
    return [(rule, f"{title_of(rule)} ({standard_of(rule)})") for rule in known_checks()]
