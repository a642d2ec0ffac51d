"""An extract's rows become values of our fields, each row with what is wrong with it; and rows compared with what we hold.

Pure: no database, no clock. A day is passed in as `on`.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from collections.abc import Mapping as MappingOf
from dataclasses import dataclass, field
from typing import Any

from goldenthread.plans import mapping_values as read
from goldenthread.plans.extract import Extract, Row
from goldenthread.plans.mapping_fields import BY_KEY, CHILD, FIELDS, REQUIRED, Field, Kind
from goldenthread.plans.mapping_guess import Officer, distinct, guess_columns, guess_values
from goldenthread.plans.mapping_values import Reading, Value

__all__ = ["Change", "MappedRow", "Mapping", "Officer", "Problem", "apply_mapping", "compare_row", "guess_mapping"]

LEAVE_EMPTY = ""
MOST_VALUES_TO_MATCH = 300


@dataclass(frozen=True)
class Mapping:
    """Which heading is which field (field key -> heading), and which raw value is which of ours, field by field."""

    columns: dict[str, str] = field(default_factory=dict)
    values: dict[str, dict[str, str]] = field(default_factory=dict)

    def missing(self, headers: Sequence[str]) -> list[str]:
        """The headings that it names and the extract does not have."""
        return sorted(set(self.columns.values()) - set(headers))

    def trimmed(self, headers: Sequence[str]) -> "Mapping":
        """Without the columns that the extract does not have."""
        kept = {key: header for key, header in self.columns.items() if header in headers and key in BY_KEY}
        return Mapping(kept, {key: dict(values) for key, values in self.values.items() if key in kept})


@dataclass(frozen=True)
class Problem:
    """Something wrong in one row. `stops`: the row is refused; otherwise the cell is left out, or only asked about."""

    row: int
    column: str
    sentence: str
    stops: bool


@dataclass(frozen=True)
class MappedRow:
    """A row understood: values by field key (nothing for an empty cell), and the row as it came, by heading."""

    number: int
    values: dict[str, Value]
    raw: dict[str, str]
    problems: tuple[Problem, ...] = ()

    @property
    def is_refused(self) -> bool:
        return any(problem.stops for problem in self.problems)

    def sentences(self) -> str:
        """Why it was refused, or what was left out: the worst first."""
        return " ".join(problem.sentence for problem in sorted(self.problems, key=lambda each: not each.stops))


@dataclass(frozen=True)
class Change:
    """A field that would change, with what it was (None for nothing) and what it would become."""

    key: str
    old: Value
    new: Value


def guess_mapping(extract: Extract, officers: Sequence[Officer] = (), saved: Mapping | None = None) -> Mapping:
    """The saved mapping where it fits, and for the rest the likeliest columns and values."""
    kept = saved.trimmed(extract.headers) if saved else Mapping()
    taken = set(kept.columns.values())
    guessed = {key: header for key, header in guess_columns(extract.headers).items() if header not in taken}
    # Who has saved a mapping has looked at every column: what they left out stays out.
    columns = dict(kept.columns) if saved else guessed
    values = {
        key: {**guess_values(key, values_seen(extract, header), officers), **kept.values.get(key, {})}
        for key, header in columns.items()
        if BY_KEY[key].has_values_to_match
    }
    return Mapping(columns, values)


def values_seen(extract: Extract, header: str) -> list[str]:
    """The different values under a heading, commonest first; none when there are too many to match one by one."""
    return [value for value, _ in distinct(extract.column(header), MOST_VALUES_TO_MATCH) or []]


# --- Rows -----------------------------------------------------------------------------------------------------------------


def apply_mapping(extract: Extract, mapping: Mapping, *, on: dt.date) -> list[MappedRow]:
    """Every row of the extract, understood by the mapping, with its problems. `on` is today. One pass, no row dropped."""
    columns = [
        (BY_KEY[key], header, extract.headers.index(header), _meanings(extract, key, header, mapping))
        for key, header in mapping.columns.items()
        if key in BY_KEY and header in extract.headers
    ]
    rows = [_map_row(extract.headers, row, columns, on) for row in extract.rows]
    return _with_clashes(rows)


def _meanings(extract: Extract, key: str, header: str, mapping: Mapping) -> dict[str, str]:
    """What each value of a column means: as people have matched it, or as it can be told where nobody has looked."""
    if not BY_KEY[key].has_values_to_match:
        return {}
    matched = mapping.values.get(key)
    return guess_values(key, set(extract.column(header))) if matched is None else matched


def _map_row(headers: Sequence[str], row: Row, columns: list, on: dt.date) -> MappedRow:
    raw = dict(zip(headers, row.raw, strict=True))
    if row.misfit:
        return MappedRow(row.number, {}, raw, (_misfit(row),))
    values: dict[str, Value] = {}
    problems: list[Problem] = []
    for the_field, header, index, meanings in columns:
        reading = _read(the_field, row.cells[index], meanings, on)
        if reading.problem:
            sentence = f"Row {row.number}, {header}: {reading.problem}"
            problems.append(Problem(row.number, header, sentence, reading.stops))
        if the_field.kind == Kind.FULL_NAME and not reading.problem:
            first, last = read.full_name(row.cells[index])
            values.update({key: part for key, part in (("first_name", first), ("last_name", last)) if part})
        elif reading.value is not None:
            values[the_field.key] = reading.value
    headings = {the_field.key: header for the_field, header, _, _ in columns}
    problems += _row_problems(row.number, values, headings, on)
    return MappedRow(row.number, _settled(values), raw, tuple(problems))


def _misfit(row: Row) -> Problem:
    more = row.misfit == "long"
    return Problem(
        row.number,
        "",
        f"Row {row.number} has {'more' if more else 'fewer'} cells than there are headings: "
        f"{'a comma' if more else 'a line break'} inside a cell has moved the rest. "
        "Put that cell in quotation marks, or export the report as an Excel workbook.",
        True,
    )


def _read(the_field: Field, text: str, meanings: MappingOf[str, str], on: dt.date) -> Reading:
    match the_field.kind:
        case Kind.ID:
            return read.identifier(text, the_field.longest)
        case Kind.WORDS:
            return read.words(text, the_field.longest)
        case Kind.DAY:
            return _day(the_field, text, on)
        case Kind.UPN:
            return read.upn(text)
        case Kind.NHS_NUMBER:
            return read.nhs_number(text)
        case Kind.YEAR_GROUP:
            return read.year_group(text)
        case Kind.FULL_NAME:
            return Reading() if len(text) <= 200 else Reading(problem="this is too long for a name.", stops=True)
        case _:
            return _matched(the_field, text, meanings)


def _day(the_field: Field, text: str, on: dt.date) -> Reading:
    born = the_field.key == "date_of_birth"
    reading = read.day(text, on=on, two_digit_years_to=on.year if born else None)
    if isinstance(reading.value, str) and reading.value > on.isoformat() and not the_field.may_be_in_the_future:
        return Reading(
            problem="this is after today. Correct it in the case system, or choose another column.", stops=True
        )
    return reading


def _matched(the_field: Field, text: str, meanings: MappingOf[str, str]) -> Reading:
    """One of our values, or nothing where people have said to leave it empty."""
    if text not in meanings:
        if read.is_blank(text):
            return Reading()
        whom = "nobody here goes by" if the_field.kind == Kind.OFFICER else "it is not known what is meant by"
        return Reading(problem=f"{whom} “{text[:60]}”. Match it on the page of values, or leave it empty.", stops=True)
    meaning = meanings[text]
    if meaning == LEAVE_EMPTY and the_field.key != "exception":
        return Reading()
    return Reading(meaning == "yes") if the_field.kind == Kind.YES_NO else Reading(meaning)


def _settled(values: dict[str, Value]) -> dict[str, Value]:
    """The decision whether to assess and the outcome become one: the outcome, where there is one yet."""
    settled = dict(values)
    decision = settled.pop("decision", None)
    outcome = settled.get("outcome")
    if outcome in (None, "open") and decision in ("not-assessed", "withdrawn"):
        settled["outcome"] = decision
        if "outcome_on" not in settled and "decided_on" in settled:
            settled["outcome_on"] = settled["decided_on"]
    elif outcome is None and "outcome_on" in settled and decision in (None, "assess"):
        settled["outcome"] = "plan"  # the column for it says: a plan, issued on
    elif outcome is None and decision is not None:
        settled["outcome"] = "open"
    if decision == "assess":
        settled["is_being_assessed"] = True
    return settled


# --- What a row, and the rows together, must hold ---------------------------------------------------------------------------


def _row_problems(number: int, values: dict[str, Value], headings: dict[str, str], on: dt.date) -> list[Problem]:
    problems = []

    def add(key: str, sentence: str, stops: bool) -> None:
        column = headings.get(key, "")
        where = f"Row {number}, {column}" if column else f"Row {number}"
        problems.append(Problem(number, column, f"{where}: {sentence}", stops))

    for key in REQUIRED:
        if key not in values:
            add(key, "there is no id of the child. Every row needs one, or it cannot find its child again.", True)
    born = values.get("date_of_birth")
    if isinstance(born, str):
        age = _age(dt.date.fromisoformat(born), on)
        if age >= 26:
            add("date_of_birth", f"this makes {age} years of age; plans end at 25. Please check it.", False)
        for key in ("requested_on", "decided_on", "outcome_on"):
            if isinstance(values.get(key), str) and str(values[key]) < born:
                add(key, "this is before the date of birth. Correct whichever is wrong in the case system.", True)
    for earlier, later, said in (
        ("requested_on", "decided_on", "the decision is dated before the request. Please check both."),
        ("requested_on", "outcome_on", "the outcome is dated before the request. Please check both."),
        ("decided_on", "outcome_on", "the outcome is dated before the decision to assess. Please check both."),
        ("outcome_on", "ceased_on", "the plan ceased before it was issued. Please check both."),
    ):
        before, after = values.get(earlier), values.get(later)
        if isinstance(before, str) and isinstance(after, str) and after < before:
            add(later, said, False)
    return problems


def _age(born: dt.date, on: dt.date) -> int:
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def row_key(values: MappingOf[str, Value]) -> tuple:
    """What makes two rows speak of the same: the child, and the plan or the request where they are told apart."""
    return (
        values.get("child_id"),
        values.get("plan_id"),
        values.get("assessment_id") or values.get("requested_on"),
    )


def _with_clashes(rows: list[MappedRow]) -> list[MappedRow]:
    """Refuse rows that say the same twice, that contradict each other, or that give two children one number."""
    found: dict[int, list[Problem]] = {}
    _find_repeats(rows, found)
    _find_contradictions(rows, found)
    _find_shared_numbers(rows, found)
    if not found:
        return rows
    return [
        MappedRow(row.number, row.values, row.raw, (*row.problems, *found[row.number])) if row.number in found else row
        for row in rows
    ]


def _groups(rows: Iterable[MappedRow], key: Any) -> Iterable[list[MappedRow]]:
    groups: dict[Any, list[MappedRow]] = {}
    for row in rows:
        if not row.is_refused:
            groups.setdefault(key(row), []).append(row)
    return (group for group in groups.values() if len(group) > 1)


def _find_repeats(rows: list[MappedRow], found: dict[int, list[Problem]]) -> None:
    for group in _groups(rows, lambda row: row_key(row.values)):
        first = group[0]
        same = [row for row in group[1:] if row.values == first.values]
        for row in same:
            sentence = f"Row {row.number} says the same as row {first.number}, so it is passed over."
            found.setdefault(row.number, []).append(Problem(row.number, "", sentence, True))
        differing = [row for row in group if row not in same]
        if len(differing) > 1:
            numbers = ", ".join(str(row.number) for row in differing)
            for row in differing:
                sentence = (
                    f"Rows {numbers} are about the same child and plan but differ. Keep the right one in the extract, "
                    "or choose a column for the plan's id."
                )
                found.setdefault(row.number, []).append(Problem(row.number, "", sentence, True))


def _find_contradictions(rows: list[MappedRow], found: dict[int, list[Problem]]) -> None:
    """Rows of one child that disagree about the child itself: whichever were taken would be a toss of a coin."""
    keys = [each.key for each in FIELDS if each.thing == CHILD]
    for group in _groups(rows, lambda row: row.values["child_id"]):
        clashing = [key for key in keys if len({row.values[key] for row in group if key in row.values}) > 1]
        if clashing:
            numbers = ", ".join(str(row.number) for row in group)
            labels = ", ".join(BY_KEY[key].label.lower() for key in clashing)
            for row in group:
                sentence = f"Rows {numbers} are about the same child but disagree ({labels}). Correct the case system."
                found.setdefault(row.number, []).append(Problem(row.number, "", sentence, True))


def _find_shared_numbers(rows: list[MappedRow], found: dict[int, list[Problem]]) -> None:
    for key, whose in (("upn", "UPN"), ("nhs_number", "NHS number"), ("plan_id", "plan's id")):
        holders = [row for row in rows if key in row.values]
        for group in _groups(holders, lambda row, key=key: row.values[key]):
            if len({row.values["child_id"] for row in group}) > 1:
                numbers = ", ".join(str(row.number) for row in group)
                for row in group:
                    sentence = f"Rows {numbers} give the same {whose} to different children. Correct the case system."
                    found.setdefault(row.number, []).append(Problem(row.number, "", sentence, True))


# --- Comparing --------------------------------------------------------------------------------------------------------------


def compare_row(existing: MappingOf[str, Value] | None, incoming: MappingOf[str, Value]) -> tuple[str, list[Change]]:
    """("new" | "changed" | "unchanged", the changes). `existing` is None when the register has no such child.

    An empty cell says nothing: it never takes away what the register holds. So the same row twice changes nothing.
    """
    held = existing or {}
    changes = [
        Change(key, held.get(key), value)
        for key, value in incoming.items()
        if key in BY_KEY and value is not None and (held.get(key) if held.get(key) is not None else "") != value
    ]
    if existing is None:
        return "new", changes
    return ("changed" if changes else "unchanged"), changes
