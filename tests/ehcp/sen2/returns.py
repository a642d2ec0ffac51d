"""Made-up SEN2 returns, as XML and as the set of CSV files, from one list of persons."""

from __future__ import annotations

import csv
import io
import random
from xml.sax.saxutils import escape

HEADER = {"Collection": "SEN2", "Year": "2026", "ReferenceDate": "2026-01-15", "SourceLevel": "L", "LEA": "343"}
BELOW = {
    "Person": ("Requests",),
    "Requests": ("Assessment", "ActivePlans"),
    "Assessment": ("NamedPlan",),
    "NamedPlan": ("PlanDetail",),
    "ActivePlans": ("PlacementDetail", "SENneed"),
}
TABLES = {"Person": "person", "Requests": "requests", "Assessment": "assessment", "NamedPlan": "namedplan",
          "PlanDetail": "plandetail", "ActivePlans": "activeplans", "PlacementDetail": "placementdetail",
          "SENneed": "senneed"}  # fmt: skip


def person(number: int = 1, **changed: dict) -> dict:
    """A person whose record has no fault. Names of modules change their items; None takes a module away."""
    made = {
        "Person": {"Surname": f"Okafor{number}", "Forename": "Mia", "PersonBirthDate": "2016-05-04", "Sex": "F",
                   "Ethnicity": "BAFR", "UPN": f"A{number:011d}1"[:13].ljust(13, "0")},
        "Requests": {"ReceivedDate": "2025-02-03", "RequestSource": "1", "RequestOutcomeDate": "2025-03-10",
                     "RequestOutcome": "Y", "RequestMediation": "0", "RequestTribunal": "0", "Exported": "0"},
        "Assessment": {"AssessmentOutcome": "Y", "AssessmentOutcomeDate": "2025-06-20", "Week20": "0"},
        "NamedPlan": {"StartDate": "2025-06-20", "PB": "0"},
        "PlanDetail": {"URN": "104871", "PlacementRank": "1", "SENunitIndicator": "0", "ResourcedProvisionIndicator": "0"},
        "ActivePlans": {"ReviewMeeting": "2025-11-20", "ReviewOutcome": "maintain", "LastReview": "2025-12-10"},
        "PlacementDetail": {"URN": "104871", "EntryDate": "2020-09-01", "SENunitIndicator": "0",
                            "ResourcedProvisionIndicator": "0", "PlacementRank": "1"},
        "SENneed": {"SENtype": "SLCN", "SENtypeRank": "1"},
    }  # fmt: skip
    for module, values in changed.items():
        if values is None:
            del made[module]
        else:
            made[module] = {item: value for item, value in {**made[module], **values}.items() if value is not None}
    return made


def as_xml(persons: list[dict], header: dict | None = None) -> bytes:
    def module(name: str, of: dict) -> str:
        items = "".join(f"<{item}>{escape(value)}</{item}>" for item, value in of[name].items())
        return f"<{name}>{items}{''.join(module(below, of) for below in BELOW.get(name, ()) if below in of)}</{name}>"

    head = {**HEADER, **(header or {})}
    source = "".join(f"<{item}>{head[item]}</{item}>" for item in ("SourceLevel", "LEA"))
    collection = "".join(f"<{item}>{head[item]}</{item}>" for item in ("Collection", "Year", "ReferenceDate"))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<Message><Header>'
        f"<CollectionDetails>{collection}</CollectionDetails><Source>{source}</Source></Header><Persons>"
        + "\n".join(module("Person", each) for each in persons)
        + "</Persons></Message>"
    ).encode()


def as_blade(persons: list[dict], day: str = "15-01-2026") -> dict[str, io.BytesIO]:
    """The files of the export by their names; days as it writes them ("2025-Feb-03 00:00:00")."""
    rows: dict[str, list[dict[str, str]]] = {name: [] for name in TABLES}
    for number, each in enumerate(persons, 1):
        for name in TABLES:
            if name in each:
                above = next((parent for parent, below in BELOW.items() if name in below), None)
                keys = {f"{TABLES[name]}tableid": f"{number}.0", f"{TABLES[name]}orderseqcolumn": str(number)}
                if above:
                    keys[f"{TABLES[above]}tableid"] = str(number)
                rows[name].append({**keys, **{item.lower(): _blade_day(value) for item, value in each[name].items()}})
    files = {}
    for name, table in rows.items():
        text = io.StringIO()
        heads = sorted({head for row in table for head in row}) or [f"{TABLES[name]}tableid", "urn"]
        out = csv.DictWriter(text, heads, restval="NULL")
        out.writeheader()
        out.writerows(table)
        files[f"Blade-Export_{day}_{TABLES[name]}.csv"] = io.BytesIO(b"\xef\xbb\xbf" + text.getvalue().encode())
    head = "collection,year,referencedate,lea\r\nSEN2,2026,2026-Jan-15 00:00:00,343\r\n"
    files[f"Blade-Export_{day}_sen2.csv"] = io.BytesIO(head.encode())
    return files


def _blade_day(value: str) -> str:
    months = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
    parts = value.split("-")
    if len(parts) == 3 and all(part.isdecimal() for part in parts):
        return f"{parts[0]}-{months[int(parts[1]) - 1]}-{parts[2]} 00:00:00"
    return value


def many(count: int, seed: int = 1) -> list[dict]:
    """Persons of all sorts: with a plan, refused, open, and ended."""
    dice = random.Random(seed)
    made = []
    for number in range(1, count + 1):
        kind = dice.random()
        if kind < 0.8:
            made.append(person(number))
        elif kind < 0.9:
            made.append(person(number, Requests={"RequestOutcome": "N"}, Assessment=None, NamedPlan=None, PlanDetail=None,
                               ActivePlans=None, PlacementDetail=None, SENneed=None))  # fmt: skip
        else:
            made.append(person(number, Requests={"RequestOutcome": "A", "RequestOutcomeDate": None}, Assessment=None,
                               NamedPlan=None, PlanDetail=None, ActivePlans=None, PlacementDetail=None, SENneed=None))  # fmt: skip
    return made
