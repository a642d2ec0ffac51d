"""What the pages and verbs of a return read. Everything is of one authority: the manager sees to it."""

from django.db.models import Count, Q, QuerySet

from goldenthread import world
from goldenthread.people.models import Authority, Post
from goldenthread.permissions import Permission, may
from goldenthread.plans.models import Child, QualityCheck, Sen2Import, Sen2Person
from goldenthread.plans.sen2_import.stages import WORKING

PAGE = 50
Outcome = Sen2Person.Outcome


def visible_to(post: Post) -> QuerySet[Sen2Import]:
    """The returns that somebody may see: those of the authority, for whoever may bring one in."""
    imports = Sen2Import.objects.select_related("uploaded_by__person", "applied_by__person", "quality_check")
    return imports.filter(authority=post.authority) if may(post, Permission.IMPORT_REGISTER) else imports.none()


def checks_visible_to(post: Post) -> QuerySet[QualityCheck]:
    """Runs of the rules of data quality, newest first, for the same people."""
    checks = QualityCheck.objects.select_related("sen2_import")
    return checks.filter(authority=post.authority) if may(post, Permission.IMPORT_REGISTER) else checks.none()


def locked(pk: int) -> Sen2Import:
    """A return with its row locked. Inside a transaction only."""
    return Sen2Import.objects.select_for_update(of=("self",)).select_related("authority", "applied_by").get(pk=pk)


def earlier_of_the_same(sen2_import: Sen2Import) -> Sen2Import | None:
    """The last import of exactly this file that was applied."""
    same = Sen2Import.objects.filter(
        authority=sen2_import.authority_id, sha256=sen2_import.sha256, state=Sen2Import.State.APPLIED
    )
    return same.exclude(pk=sen2_import.pk).first()


def outcome_counts(sen2_import: Sen2Import) -> dict[str, int]:
    """How many persons have each outcome, nought included."""
    rows = sen2_import.persons.order_by().values_list("outcome").annotate(Count("pk"))
    return {**{outcome.value: 0 for outcome in Outcome}, **dict(rows)}


def persons_to_apply(sen2_import: Sen2Import) -> QuerySet[Sen2Person]:
    """Those that do something, and of those to be confirmed the ones that were."""
    doing = Q(outcome__in=[Outcome.NEW, Outcome.CHANGED]) | Q(outcome=Outcome.ASKED) & ~Q(answer="")
    return sen2_import.persons.filter(doing, is_applied=False).order_by("number")


def gone(sen2_import: Sen2Import) -> QuerySet[Child]:
    """Children of the register of whom the return does not speak."""
    named = Sen2Person.objects.filter(sen2_import=sen2_import, child__isnull=False).values("child")
    children = Child.objects.filter(authority=sen2_import.authority_id).exclude(pk__in=named)
    return children.order_by("last_name", "first_name", "pk").defer("raw")


def stalled(authority: Authority, *, seconds: int) -> list[Sen2Import]:
    """Returns at work that have not moved for so long: whatever did the work has died."""
    working = list(Sen2Import.objects.filter(authority=authority, state__in=WORKING))
    if not working:
        return []
    now = world.now()
    return [each for each in working if (now - each.moved_at).total_seconds() > seconds]


def open_asked(sen2_import: Sen2Import) -> int:
    """How many persons were found by name and date of birth alone, and nobody has said yet whether they are."""
    return sen2_import.persons.filter(outcome=Outcome.ASKED, answer="").count()
