"""The page for the quality lead: each check, how far moderators agree with it, and what it missed."""

from dataclasses import dataclass

from django.urls import reverse

from ehcp.screening.check import Check
from goldenthread.screenings.checks import known_checks, standard_of, title_of
from goldenthread.screenings.queries.confidence import Measured, measured, measured_of, missed_counts
from goldenthread.screenings.rules import VERDICTS_FOR_A_HINT
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
    found = [measured_of(known, check.id, check.version) for check in known_checks().values()]
    # What wants a look first: hints, then what was judged most, then by name.
    found.sort(key=lambda one: (not one.is_hint, -one.of, title_of(one.rule)))
    rows = [
        [
            Cell(
                title_of(one.rule),
                href=reverse("screenings:check", args=[one.rule]),
                note=f"{standard_of(one.rule)}, {one.rule}, version {one.version}",
            ),
            *_counts(one),
            missed.get((one.rule, one.version), 0),
            state_of(one),
        ]
        for one in found
    ]
    judged, hints = sum(not one.is_new for one in found), sum(one.is_hint for one in found)
    sentence = f"{judged} of {len(found)} checks have been judged often enough to say how far moderators agree."
    if hints:
        sentence += f" {hints} of them so seldom that what {'it points' if hints == 1 else 'they point'} at is shown as possible."
    columns = columns_of("Check | Agreed # | Unsure # | Missed # | What it is")
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
    columns = columns_of("Version | Agreed # | Unsure # | Missed # | What it is")
    return CheckPage(check, measured_of(known, rule, check.version), Table("Version by version", columns, rows))


def _counts(one: Measured) -> list[object]:
    if not one.of:
        return ["none yet", one.unsure]
    if one.is_new:
        return [Cell(f"{one.agreed} of {one.of}", note="too few for a share"), one.unsure]
    found = one.agreement
    return [Cell(f"{one.agreed} of {one.of}", note=f"{found.low * 100:.0f} to {found.high * 100:.0f}%"), one.unsure]


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
