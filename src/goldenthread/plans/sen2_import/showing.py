"""Persons of a return in words, for the page."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from goldenthread.people.models import Post
from goldenthread.plans.models import Assessment, Child, Plan, Review, Sen2Import, Sen2Person
from goldenthread.plans.sen2_import import queries
from goldenthread.ui.components.tables import Cell, Column, Table
from goldenthread.ui.components.words import Tab

NOTHING = "nothing"
LABELS = {
    "new": "New",
    "changed": "Changed",
    "asked": "To be confirmed",
    "refused": "Refused",
    "unchanged": "Unchanged",
    "gone": "Not in the return",
}
WHAT = {
    "new": "Children who are not in the register yet.",
    "changed": "Children whom the register has, with what would change.",
    "asked": "Children who were found by name and date of birth alone. Say of each whether it is the same child; whoever is "
    "not confirmed is left as they are.",
    "refused": "Persons who are not taken, each with the reason. Nothing is done about them.",
    "unchanged": "Persons of whom the return says what the register says already.",
    "gone": "Children of the register of whom the return does not speak. Nothing is done about them: an import never "
    "deletes. A return holds those with a plan or a request in its year alone.",
}
THINGS = {"child": "Children", "request": "Requests and assessments", "plan": "Plans", "review": "Reviews"}
MODELS: dict[str, Any] = {"child": Child, "request": Assessment, "plan": Plan, "review": Review}
FIELDS = {
    "first_name": "First name",
    "last_name": "Surname",
    "date_of_birth": "Date of birth",
    "upn": "UPN",
    "sex": "Sex",
    "primary_need": "Primary need",
    "setting_name": "School or other setting",
    "requested_on": "Request received on",
    "source": "Who asked",
    "decided_on": "Decided on",
    "outcome": "Outcome",
    "outcome_on": "Outcome on",
    "exception": "Exception to the 20 weeks",
    "had_mediation": "Mediation",
    "went_to_tribunal": "Tribunal",
    "made_on": "Plan made on",
    "ceased_on": "Plan ceased on",
    "cease_reason": "Why it ceased",
    "meeting_on": "Meeting on",
    "notice_on": "Notice of amendments on",
}


@dataclass(frozen=True)
class ShownChange:
    label: str
    old: str
    new: str


@dataclass(frozen=True)
class ShownPerson:
    number: int
    name: str
    upn: str
    reference: str
    changes: list[ShownChange]
    reason: str
    answer: str


@dataclass(frozen=True)
class Shown:
    """One page of persons of one kind. `children` instead of persons for those of whom the return does not speak."""

    shown: str
    what: str
    tabs: list[Tab]
    page: Page
    persons: list[ShownPerson]
    children: list[Child]


def persons_of(sen2_import: Sen2Import, *, shown: str, number: str | None) -> Shown:
    """A page of what is shown; the first kind that has any where nothing, or nonsense, is asked for."""
    counts = sen2_import.counts
    if shown not in LABELS:
        shown = next((kind for kind in LABELS if counts.get(kind)), "new")
    tabs = [Tab(label, f"?show={kind}", kind == shown, counts.get(kind, 0)) for kind, label in LABELS.items()]
    if shown == "gone":
        absent = Paginator(queries.gone(sen2_import), queries.PAGE).get_page(number)
        return Shown(shown, WHAT[shown], tabs, absent, [], list(absent.object_list))
    rows = sen2_import.persons.filter(outcome=shown).select_related("child").order_by("number")
    page = Paginator(rows, queries.PAGE).get_page(number)
    return Shown(shown, WHAT[shown], tabs, page, [_person(row) for row in page.object_list], [])


def children_on(shown: Shown) -> list[int]:
    """Ids of the children whose details a page shows, for the history."""
    found = {child.pk for child in shown.children}
    if not shown.children:
        found = {row.child_id for row in shown.page.object_list if row.child_id}
    return sorted(found)


def _person(row: Sen2Person) -> ShownPerson:
    changes = [
        ShownChange(label_of(of, name), in_words(of, name, old), in_words(of, name, new))
        for of, name, old, new in row.changes
        # Of a new child the name stands beside it already.
        if not (row.outcome == "new" and name in ("first_name", "last_name", "upn"))
    ]
    reference = row.child.reference if row.child else ""
    return ShownPerson(row.number, row.name, row.upn, reference, changes, row.reason, row.answer)


def label_of(of: str, name: str) -> str:
    label = FIELDS.get(name, name)
    return f"Review: {label[:1].lower()}{label[1:]}" if of == "review" else label


def in_words(of: str, name: str, value: str | None) -> str:
    """A value as people say it; they are kept as text."""
    if value in (None, ""):
        return NOTHING
    assert value is not None
    if name.endswith("_on") or name == "date_of_birth":
        return date_format(dt.date.fromisoformat(value), "j F Y")
    if value in ("True", "False"):
        return "Yes" if value == "True" else "No"
    choices = dict(MODELS[of]._meta.get_field(name).flatchoices)
    return str(choices.get(value, value))


def imports_page(post: Post, number: str | None) -> Page:
    return Paginator(queries.visible_to(post), queries.PAGE).get_page(number)


def imports_table(page: Page) -> Table:
    """Which return, when, by whom, where it stands."""
    columns = [
        Column("Return"), Column("Of"), Column("Handed in"), Column("State"), Column("New", True),
        Column("Changed", True), Column("Faults", True),
    ]  # fmt: skip
    rows = [
        [
            Cell(each.reference, reverse("plans:sen2", args=[each.reference]), note=each.original_name),
            Cell(date_format(each.true_on, "j F Y")),
            Cell(moment(each.uploaded_at), note=each.uploaded_by.person.name),
            Cell(each.get_state_display()),
            Cell(f"{each.counts['new']:,}" if "new" in each.counts else "-"),
            Cell(f"{each.counts['changed']:,}" if "changed" in each.counts else "-"),
            Cell(f"{sum(each.quality_check.counts.values()):,}" if each.quality_check.finished_at else "-"),
        ]
        for each in page
    ]
    return Table("Returns handed in", columns, rows, empty="No SEN2 return has been handed in yet.")


def about(sen2_import: Sen2Import) -> dict[str, Any]:
    """What the page says of the return as a whole: facts, records by kind, values without a meaning here."""
    counts = sen2_import.counts
    facts = [
        ("File", sen2_import.original_name),
        ("Of the day", date_format(sen2_import.true_on, "j F Y")),
        ("Handed in", f"{moment(sen2_import.uploaded_at)} by {sen2_import.uploaded_by.person.name}"),
    ]
    if sen2_import.applied_at and sen2_import.applied_by:
        facts.append(("Applied", f"{moment(sen2_import.applied_at)} by {sen2_import.applied_by.person.name}"))
    unmapped = [
        [item, Cell(value), Cell(f"{count:,}")]
        for item, values in sorted(sen2_import.unmapped.items())
        for value, count in sorted(values.items(), key=lambda pair: -pair[1])
    ]
    things = [
        [label, f"{sen2_import.things[kind]['new']:,}", f"{sen2_import.things[kind]['changed']:,}"]
        for kind, label in THINGS.items()
        if kind in sen2_import.things
    ]
    return {
        "facts": facts,
        "things": Table("Records", [Column("Records"), Column("New", True), Column("Changed", True)], things),
        "unmapped": Table(
            "Values without a meaning here", [Column("Item"), Column("Value"), Column("How often", True)], unmapped
        ),
        "has_unmapped": bool(unmapped),
        "to_apply": queries.persons_to_apply(sen2_import).count() if counts else 0,
        "open_asked": queries.open_asked(sen2_import) if counts.get("asked") else 0,
    }


def moment(when: dt.datetime) -> str:
    local = timezone.localtime(when)
    return f"{date_format(local, 'j F Y')}, {local:%H:%M}"
