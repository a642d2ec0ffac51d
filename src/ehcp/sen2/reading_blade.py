"""The return as a set of CSV files, one a module, as COLLECT's "Blade" export writes them."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import BinaryIO

from ehcp.sen2.record import Header, Module, Person, Row, Unreadable

# For each module: the word in the file's name, its own key, and the key of the row that it hangs below.
_TABLES = {
    Module.PERSON: ("person", "persontableid", ""),
    Module.REQUEST: ("requests", "requeststableid", "persontableid"),
    Module.ASSESSMENT: ("assessment", "assessmenttableid", "requeststableid"),
    Module.NAMED_PLAN: ("namedplan", "namedplantableid", "assessmenttableid"),
    Module.PLAN_DETAIL: ("plandetail", "", "namedplantableid"),
    Module.ACTIVE_PLAN: ("activeplans", "activeplanstableid", "requeststableid"),
    Module.PLACEMENT: ("placementdetail", "", "activeplanstableid"),
    Module.NEED: ("senneed", "", "activeplanstableid"),
}
_KEY_COLUMN = re.compile(r"tableid\Z|nativeid\Z|orderseqcolumn\Z|sourceid\Z")
_NAME = re.compile(
    r"(?:\A|[_\W])(sen2|person|requests|assessment|namedplan|plandetail|activeplans|placementdetail|senneed)\.csv\Z",
    re.I,
)

NOT_ALL = "The set is not whole: {missing} is not there. Upload all files of the export together, as they were written."
TWICE = "There are two files of {name} in the set. Upload the files of one export only."
NO_TABLE = "The file {name} is not a table of the return, or its first line does not name its columns."
ORPHANS = "{n} rows of {name} belong to no row above them. The files are not of one export."

# Columns in small letters, by the name that the return gives them.
_ITEMS = {
    each.lower(): each
    for each in (
        "Surname Forename PersonBirthDate Sex GenderCurrent Ethnicity PostCode UPN UniqueLearnerNumber UPNunknown "
        "ReceivedDate RequestSource RYA RequestOutcomeDate RequestOutcome RequestMediation RequestTribunal Exported "
        "AssessmentOutcome AssessmentOutcomeDate AssessmentMediation AssessmentTribunal OtherMediation OtherTribunal Week20 "
        "StartDate PlanRes PlanWBP PB OA DP CeaseDate CeaseReason URN UKPRN SENsetting SENsettingOther PlacementRank "
        "SENunitIndicator ResourcedProvisionIndicator TransferLA ReviewMeeting ReviewOutcome LastReview ReviewDraft "
        "PhaseTransferDueDate PhaseTransferFinalDate EntryDate LeavingDate RES WBP SENtype SENtypeRank "
        "Collection Year ReferenceDate SourceLevel LEA SoftwareCode Release SerialNo DateTime DMO DCO DSCO"
    ).split()
} | {"wpb": "WBP", "planwpb": "PlanWBP", "gendercurrent": "Sex"}


@dataclass
class BladeSet:
    """The files of one export, by table."""

    files: Mapping[str, BinaryIO]

    def header(self) -> Header:
        """What the table `sen2` says of the return; empty where it is not in the set."""
        for _, values in self._table("sen2"):
            return Header(values)
        return Header({})

    def persons(self) -> Iterator[Person]:
        """Each person in the order of the file of persons.

        Raises Unreadable where the set is not whole, or rows hang below rows that are not there.
        """
        for needed in ("person", "requests"):
            if needed not in self.files:
                raise Unreadable(NOT_ALL.format(missing=f"the file of {needed}"))
        below: dict[tuple[Module, str], list[Row]] = {}
        for module in reversed(list(Module)):
            if module is not Module.PERSON:
                self._hang(module, below)
        for number, (keys, values) in enumerate(self._table("person"), 1):
            row = Row(Module.PERSON, values, below.pop((Module.REQUEST, keys.get("persontableid", "")), []))
            yield Person(number, row)
        left = sum(len(rows) for rows in below.values())
        if left:
            name = next(iter(below))[0].value
            raise Unreadable(ORPHANS.format(n=left, name=name))

    def _hang(self, module: Module, below: dict[tuple[Module, str], list[Row]]) -> None:
        name, own, parent = _TABLES[module]
        children = [other for other, (_, _, above) in _TABLES.items() if own and above == own]
        for keys, values in self._table(name):
            row = Row(module, values)
            for child in children:
                row.below += below.pop((child, keys.get(own, "")), [])
            below.setdefault((module, keys.get(parent, "")), []).append(row)

    def _table(self, name: str) -> Iterator[tuple[dict[str, str], dict[str, str]]]:
        """Each row of a table: its keys, and its items by the names of the return. Nothing where the table is not there."""
        file = self.files.get(name)
        if file is None:
            return
        file.seek(0)
        text = io.TextIOWrapper(file, encoding="utf-8-sig", errors="replace", newline="")
        try:
            lines = csv.reader(text)
            heads = [head.strip().lower() for head in next(lines, [])]
            if not any(head in _ITEMS for head in heads):
                raise Unreadable(NO_TABLE.format(name=name))
            keys = [at for at, head in enumerate(heads) if _KEY_COLUMN.search(head)]
            items = [(at, _ITEMS.get(head, head)) for at, head in enumerate(heads) if at not in set(keys)]
            for line in lines:
                if not any(line):
                    continue
                yield (
                    {heads[at]: line[at].strip().removesuffix(".0") for at in keys if at < len(line)},
                    {
                        item: line[at].strip()
                        for at, item in items
                        if at < len(line) and line[at].strip() not in ("", "NULL")
                    },
                )
        except csv.Error:
            raise Unreadable(NO_TABLE.format(name=name)) from None
        finally:
            text.detach()


def blade_set(files: Mapping[str, BinaryIO]) -> BladeSet:
    """The set of files by what their names say. Raises Unreadable for a file that is no table, and for two of one table."""
    found: dict[str, BinaryIO] = {}
    for name, file in files.items():
        told = _NAME.search(name)
        if told is None:
            raise Unreadable(NO_TABLE.format(name=name))
        table = told[1].lower()
        if table in found:
            raise Unreadable(TWICE.format(name=table))
        found[table] = file
    return BladeSet(found)
