"""The faults that the rules of data quality found, rule by rule, and how their number went."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils.formats import date_format

from ehcp.sen2 import check as check  # importing it registers the rules
from ehcp.sen2.rule import RULES, Rule
from goldenthread.people.models import Post
from goldenthread.permissions import Permission, may
from goldenthread.plans.models import QualityCheck, QualityFault, Sen2Person
from goldenthread.plans.sen2_import import queries
from goldenthread.plans.sen2_import.quality import NOT_IN_THE_REGISTER
from goldenthread.ui.components.tables import Cell, Column, Table
from goldenthread.ui.components.words import Tab

PAGE = 50
RUNS_SHOWN = 4
RETURN, REGISTER = "return", "register"


@dataclass(frozen=True)
class Overview:
    """The newest runs of one kind: `newest` is None where there is none. `cannot`: (rule, why) that do not run."""

    of: str
    tabs: list[Tab]
    newest: QualityCheck | None
    total: int
    table: Table
    cannot: list[tuple[str, str]]
    under_way: bool


def overview(post: Post, of: str) -> Overview:
    """Every rule with how many places it points at, in the newest run and in the three before it. Three queries."""
    of = of if of in (RETURN, REGISTER) else RETURN
    checks = queries.checks_visible_to(post).filter(sen2_import__isnull=of == REGISTER)
    runs = list(checks.exclude(finished_at=None)[:RUNS_SHOWN])
    newest = runs[0] if runs else None
    tabs = [
        Tab("SEN2 return", f"?of={RETURN}", of == RETURN),
        Tab("The register itself", f"?of={REGISTER}", of == REGISTER),
    ]
    rules = [rule for rule in RULES.values() if of == RETURN or rule.id not in NOT_IN_THE_REGISTER]
    if newest is not None:
        rules.sort(key=lambda rule: -newest.counts.get(rule.id, 0))
    columns = [Column("What is wrong"), *(Column(_day(run), True) for run in runs)]
    rows = [[_link(rule, newest), *(f"{run.counts.get(rule.id, 0):,}" for run in runs)] for rule in rules]
    total = sum(newest.counts.values()) if newest else 0
    foot = [Cell("All"), *(Cell(f"{sum(run.counts.values()):,}") for run in runs)]
    cannot = [(RULES[rule].what, why) for rule, why in NOT_IN_THE_REGISTER.items()] if of == REGISTER else []
    table = Table("Faults by rule", columns, rows if runs else [], foot=foot if runs else [])
    return Overview(of, tabs, newest, total, table, cannot, checks.filter(finished_at=None).exists())


def _link(rule: Rule, newest: QualityCheck | None) -> Cell:
    count = newest.counts.get(rule.id, 0) if newest else 0
    return Cell(rule.what, reverse("plans:quality_rule", args=[newest.pk, rule.id]) if newest and count else "")


def _day(run: QualityCheck) -> str:
    day = run.sen2_import.true_on if run.sen2_import else run.made_at.date()
    return date_format(day, "j M Y") + (f" ({run.sen2_import.reference})" if run.sen2_import else "")


@dataclass(frozen=True)
class ShownFault:
    number: int
    name: str
    reference: str
    url: str
    where: str
    value: str
    child_id: int | None


@dataclass(frozen=True)
class OfRule:
    """What one rule found in one run: a page of its faults. `is_kept`: whether the rows are still there."""

    rule: Rule
    run: QualityCheck
    count: int
    page: Page
    faults: list[ShownFault]
    children: list[int]
    is_kept: bool


def faults_of(run: QualityCheck, rule: Rule, *, post: Post, number: str | None) -> OfRule:
    """A page of the faults. Children who are in the register lead to their page, for whoever may open it."""
    faults = QualityFault.objects.filter(check_made=run, rule=rule.id).select_related("child").order_by("number", "pk")
    page = Paginator(faults.defer("child__raw"), PAGE).get_page(number)
    shown = list(shown_faults(run, page.object_list, post=post))
    children = children_of(shown)
    count = run.counts.get(rule.id, 0)
    return OfRule(rule, run, count, page, shown, children, bool(page.paginator.count) or not count)


def shown_faults(run: QualityCheck, faults: Iterable[QualityFault], *, post: Post) -> Iterator[ShownFault]:
    faults = list(faults)
    numbers = {fault.number for fault in faults}
    # Whoever was new when the return was looked at may be in the register by now.
    persons = {
        row.number: row
        for row in Sen2Person.objects.filter(sen2_import=run.sen2_import_id, number__in=numbers)
        .select_related("child")
        .defer("child__raw")
    } if run.sen2_import_id else {}  # fmt: skip
    may_open = may(post, Permission.SEE_DEADLINES)
    for fault in faults:
        person = persons.get(fault.number)
        child = (person.child if person else None) or fault.child
        name = child.name if child else person.name if person else ""
        where = " ".join(part for part in (fault.module, fault.item) if part)
        reference = child.reference if child else ""
        url = reverse("clocks:child", args=[reference]) if child and may_open else ""
        yield ShownFault(fault.number, name, reference, url, where, fault.value, child.pk if child else None)


def children_of(faults: Iterable[ShownFault]) -> list[int]:
    """Ids of the children whom these are about, for the history."""
    return sorted({fault.child_id for fault in faults if fault.child_id})


def all_faults(run: QualityCheck, rule: Rule, *, post: Post) -> list[ShownFault]:
    """Every place that a rule points at in one run."""
    faults = QualityFault.objects.filter(check_made=run, rule=rule.id).select_related("child").order_by("number", "pk")
    return list(shown_faults(run, faults.defer("child__raw"), post=post))


def as_rows(faults: Iterable[ShownFault]) -> Iterator[list[str]]:
    """Faults as lines of a file: our references, and no name."""
    yield ["Place in the return", "Reference", "Where", "What stands there"]
    for fault in faults:
        yield [str(fault.number or ""), fault.reference, fault.where, fault.value]
