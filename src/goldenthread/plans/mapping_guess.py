"""A first guess at which column is which field and which value means what, for people to look over. Pure."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from goldenthread.plans.mapping_fields import BY_KEY, FIELDS, Kind
from goldenthread.plans.mapping_values import forms_of, is_blank


@dataclass(frozen=True)
class Officer:
    """Somebody whom an extract may name. `key` is what the mapping keeps."""

    key: str
    name: str
    email: str = ""
    code: str = ""
    # The fields of a plan in which they may be named.
    may_be: frozenset[str] = frozenset(("officer", "assistant"))


def guess_columns(headers: Sequence[str]) -> dict[str, str]:
    """field key -> heading. A heading serves one field; the field whose list has it earlier wins it."""
    squashed = {header: squash(header) for header in headers}
    claims = []
    for field in FIELDS:
        names = [squash(name) for name in field.headings]
        for header, text in squashed.items():
            if text in names:
                claims.append((names.index(text), FIELDS.index(field), field.key, header))
    chosen: dict[str, str] = {}
    # An exact id such as "Person ID" beats a bare "ID": the lists run from the surest heading to the vaguest.
    for _, _, key, header in sorted(claims):
        if key not in chosen and header not in chosen.values():
            chosen[key] = header
    if "first_name" in chosen and "last_name" in chosen:
        chosen.pop("full_name", None)
    return chosen


def guess_values(key: str, seen: Iterable[str], officers: Sequence[Officer] = ()) -> dict[str, str]:
    """raw value -> our value, for the values of a column that could be told. What could not be told is not in it."""
    if BY_KEY[key].kind == Kind.OFFICER:
        those = [officer for officer in officers if key in officer.may_be]
        return {text: found for text in seen if (found := _officer(text, those))}
    known = {word: value for value, label, words in BY_KEY[key].choices for word in (*words, *forms_of(label))}
    guessed = {}
    for text in seen:
        meanings = [known[form] for form in forms_of(text) if form in known]
        if meanings and not is_blank(text):
            guessed[text] = meanings[0]
    return guessed


def is_exact(key: str, text: str, meaning: str, officers: Sequence[Officer] = ()) -> bool:
    """Whether a value names its meaning itself, by an officer's e-mail address or code or by our own word for it.

    Such a value is no guess. A name is one: two people may bear it.
    """
    wanted = text.strip().casefold()
    if BY_KEY[key].kind == Kind.OFFICER:
        named = [each.key for each in officers if key in each.may_be and wanted in _emails(each) | _codes(each)]
        return named == [meaning]
    return any(
        value == meaning and wanted in (value.casefold(), label.casefold()) for value, label, _ in BY_KEY[key].choices
    )


def _officer(text: str, officers: Sequence[Officer]) -> str:
    """The one officer whose e-mail address, code or name this is; nobody when two would do."""
    wanted = text.strip().casefold()
    if not wanted:
        return ""
    for answers in (_emails, _codes, _names):
        found = [officer.key for officer in officers if wanted in answers(officer)]
        if len(found) == 1:
            return found[0]
        if found:
            return ""
    # "JB - Jo Barnes", "Jo Barnes (JB)": each part may name the person, if all that name anybody name the same.
    parts = {
        officer.key
        for officer in officers
        for form in forms_of(text)[1:]
        if form in {*map(_bare, _names(officer)), *map(_bare, _codes(officer))}
    }
    return parts.pop() if len(parts) == 1 else ""


def _emails(officer: Officer) -> set[str]:
    return {officer.email.casefold()} - {""}


def _codes(officer: Officer) -> set[str]:
    return {officer.code.casefold()} - {""}


def _names(officer: Officer) -> set[str]:
    name = " ".join(officer.name.casefold().split())
    first, _, last = name.rpartition(" ")
    ways = {name, f"{last}, {first}", f"{last} {first}", f"{last},{first}"}
    if first:
        ways |= {f"{first[0]} {last}", f"{first[0]}. {last}", f"{last}, {first[0]}", f"{first}.{last}"}
    return ways


def _bare(text: str) -> str:
    return " ".join(re.sub(r"[^\w&]+", " ", text).split())


def squash(heading: str) -> str:
    """A heading without case, spaces and marks: "Date of Birth (ccyy-mm-dd)", "DateOfBirth" and "date_of_birth" agree."""
    text = re.sub(r"\((?:ccyy|yyyy|dd|mm|y/n|yes/no)[^)]*\)", "", heading, flags=re.IGNORECASE)
    return re.sub(r"[^a-z0-9]", "", text.casefold())


def distinct(cells: Iterable[str], most: int) -> list[tuple[str, int]] | None:
    """(value, how often), commonest first, blanks apart. None when there are more than `most`: no list of values."""
    counts = Counter(cell for cell in cells if not is_blank(cell))
    if len(counts) > most:
        return None
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))
