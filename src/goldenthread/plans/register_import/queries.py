"""What the pages and verbs of an import read. Everything is of one authority: the manager sees to it."""

from collections.abc import Iterable

from django.db.models import Count, QuerySet
from django.db.models.fields.json import KT

from goldenthread import world
from goldenthread.people import choices
from goldenthread.people.models import Agency, Authority, Post
from goldenthread.permissions import Permission, Role, may
from goldenthread.plans.mapping import Mapping, Officer
from goldenthread.plans.models import Child, ImportRow, PlanKind, RegisterImport, SavedMapping
from goldenthread.plans.queries.kinds import without_a_final_plan

PAGE = 50
# Which field of a plan may name whom: the same as when a plan is handed over by hand.
MAY_BE = {
    Role.OFFICER: frozenset(("officer",)),
    Role.SENIOR: frozenset(("officer",)),
    Role.ASSISTANT: frozenset(("assistant",)),
}


def visible_to(post: Post) -> QuerySet[RegisterImport]:
    """The imports that somebody may see: those of the authority, for whoever may bring one in."""
    imports = RegisterImport.objects.select_related("uploaded_by__person", "applied_by__person")
    return imports.filter(authority=post.authority) if may(post, Permission.IMPORT_REGISTER) else imports.none()


def locked(pk: int) -> RegisterImport:
    """An import with its row locked. Inside a transaction only."""
    return RegisterImport.objects.select_for_update(of=("self",)).select_related("authority", "applied_by").get(pk=pk)


def officers(authority: Authority) -> list[Officer]:
    """Everybody of the SEN team here whom an extract may name as officer or as assistant, each with which."""
    posts = (
        Post.objects.filter(authority=authority, closed_at=None, agency=Agency.SEN_TEAM, role__in=MAY_BE)
        .select_related("person")
        .order_by("person__name", "pk")
    )
    return [
        Officer(str(post.pk), post.person.name, post.person.email, post.code, MAY_BE[Role(post.role)])
        for post in posts
        if post.ends_on is None or post.ends_on >= world.today()
    ]


def saved_mappings(authority: Authority) -> QuerySet[SavedMapping]:
    return SavedMapping.objects.filter(authority=authority).order_by("name")


def chosen_values(register_import: RegisterImport, mapping: Mapping) -> dict[str, dict[str, str]]:
    """What people have said that values mean: all of them once the extract was compared, before it a saved mapping's."""
    if register_import.state != RegisterImport.State.UPLOADED:
        return mapping.values
    name = register_import.mapping.get("name", "")
    saved = saved_mappings(register_import.authority).filter(name=name).first() if name else None
    return saved.values if saved else {}


def latest_mapping(authority: Authority, headers: Iterable[str]) -> SavedMapping | None:
    """The newest saved mapping all of whose columns the extract has."""
    headers = set(headers)
    for saved in saved_mappings(authority).order_by("-updated_at"):
        if set(saved.columns.values()) <= headers:
            return saved
    return None


def earlier_of_the_same(register_import: RegisterImport) -> RegisterImport | None:
    """The last import of exactly this file that was applied."""
    return (
        RegisterImport.objects.filter(
            authority=register_import.authority,
            sha256=register_import.sha256,
            state=RegisterImport.State.APPLIED,
        )
        .exclude(pk=register_import.pk)
        .first()
    )


def outcome_counts(register_import: RegisterImport) -> dict[str, int]:
    """How many rows have each outcome, nought included."""
    rows = register_import.rows.order_by().values_list("outcome").annotate(Count("pk"))
    return {**{outcome.value: 0 for outcome in ImportRow.Outcome}, **dict(rows)}


def rows_to_apply(register_import: RegisterImport) -> QuerySet[ImportRow]:
    return register_import.rows.filter(
        outcome__in=[ImportRow.Outcome.NEW, ImportRow.Outcome.CHANGED], is_applied=False
    ).order_by("number")


def rows_with(register_import: RegisterImport, shown: str) -> QuerySet[ImportRow]:
    """The rows of one outcome, or those to be looked at though they are taken ("asked")."""
    rows = register_import.rows.order_by("number")
    if shown == "asked":
        return rows.exclude(outcome=ImportRow.Outcome.REFUSED).exclude(reason="")
    return rows.filter(outcome=shown)


def children_gone(register_import: RegisterImport) -> QuerySet[Child]:
    """Children of the register about whom no row of the extract speaks."""
    named = (
        ImportRow.objects.filter(register_import=register_import, values__has_key="child_id")
        .annotate(case_id=KT("values__child_id"))
        .values("case_id")
    )
    children = Child.objects.filter(authority=register_import.authority)
    return children.exclude(case_system_id__in=named).order_by("last_name", "first_name", "pk")


def kinds_to_confirm(register_import: RegisterImport) -> int:
    """How many rows bring another kind than a new plan, though no final plan of the child is known here.

    Nought where the authority draws every kind: the kind then keeps nothing out.
    """
    if choices.value(register_import.authority_id, "level3.kinds") == "all":
        return 0
    found = rows_to_apply(register_import).filter(changes__has_key="kind").order_by()
    brought = [
        str(case_id)
        for case_id, changed in found.values_list("values__child_id", "changes__kind")
        if changed[1] != PlanKind.NEW
    ]
    unknown = without_a_final_plan(brought)
    return sum(case_id in unknown for case_id in brought)


def child_ids(authority: Authority, rows: Iterable[ImportRow]) -> list[int]:
    """Ids of the children of our register whom these rows are about, for the history."""
    case_ids = {str(row.values["child_id"]) for row in rows if "child_id" in row.values}
    found = Child.objects.filter(authority=authority, case_system_id__in=case_ids)
    return sorted(found.values_list("pk", flat=True))


def stalled(authority: Authority, *, seconds: int) -> list[RegisterImport]:
    """Imports at work that have not moved for so long: whatever did the work has died."""
    from goldenthread.plans.register_import.kept import moved_at
    from goldenthread.plans.register_import.stages import WORKING

    working = RegisterImport.objects.filter(authority=authority, state__in=WORKING)
    now = world.now()
    return [each for each in working if (now - moved_at(each)).total_seconds() > seconds]
