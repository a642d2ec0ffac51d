"""What goes before all judging: a child who may not be safe, a breach of data, a moderator who knows the child."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.urls import reverse

from goldenthread import permissions, world
from goldenthread.history.record import record
from goldenthread.moderation.models import Concern, Moderation, StandDown
from goldenthread.moderation.stages import Stage
from goldenthread.moderation.workflow import assignment
from goldenthread.moderation.workflow.refusals import Refused
from goldenthread.notices.outbox import tell
from goldenthread.people import choices
from goldenthread.people.models import Post
from goldenthread.permissions import Permission
from goldenthread.plans.models import PlanVersion

CONTACT = {
    Concern.Kind.SAFEGUARDING: "safety.concern-contact",
    Concern.Kind.DATA_BREACH: "safety.breach-contact",
}


@transaction.atomic
def raise_concern(
    *, version: PlanVersion, by: Post, kind: str, text: str, moderation: Moderation | None = None
) -> Concern:
    """Tell the named contact and the lead at once, outside all judging. The notice holds a reference, never a name.

    Saying the same twice raises one concern: a page sent again is not a second child in danger.
    """
    permissions.require(by, Permission.RAISE_CONCERN, moderation or version)
    text = text.replace("\r\n", "\n").replace("\x00", "").strip()
    if not text:
        raise Refused("Say what you saw.")
    if kind not in CONTACT:
        raise Refused("Say what kind of concern it is.")
    PlanVersion.objects.select_for_update().get(pk=version.pk)
    known = Concern.objects.filter(version=version, raised_by=by, kind=kind, text=text, taken_at=None).first()
    if known is not None:
        return known
    concern = Concern.objects.create(
        authority_id=version.authority_id, version=version, moderation=moderation, kind=kind, text=text, raised_by=by
    )
    record("concern raised", on=concern, by=by, kind_of_concern=kind)
    path = reverse("moderation:concern", args=[concern.reference])
    told: dict[str, Any] = {
        "kind": "concern-raised",
        "reference": concern.reference,
        "path": path,
        "once": f"concern:{concern.reference}",
    }
    contact = choices.value(version.authority_id, CONTACT[Concern.Kind(kind)]).strip()
    if contact:
        tell(to=None, address=contact, authority=version.plan.authority, **told)
    for lead in assignment.leads(version.authority_id):
        tell(to=lead, **told)
    return concern


@transaction.atomic
def ask_about_same_file(*, version: PlanVersion, others: Sequence[PlanVersion]) -> Concern:
    """The very file of a version is in another child's record too: the leads are asked which of them it belongs to.

    Whoever brought it in is told nothing, because they may not see the other plan. Asked once for a version.
    """
    elsewhere = ", ".join(f"version {other.number} of plan {other.reference}" for other in others)
    concern, is_new = Concern.objects.get_or_create(
        version=version,
        kind=Concern.Kind.SAME_FILE,
        defaults={
            "authority_id": version.authority_id,
            "raised_by": None,
            "text": f"The file of version {version.number} of plan {version.reference} is also {elsewhere}. Look at both: "
            "one of the records may hold another child’s plan. Whoever brought it in was not told.",
        },
    )
    if is_new:
        record("concern raised", on=concern, kind_of_concern=concern.kind)
        for lead in assignment.leads(version.authority_id):
            tell(
                to=lead,
                kind="same-file",
                reference=concern.reference,
                path=reverse("moderation:concern", args=[concern.reference]),
                once=f"concern:{concern.reference}",
            )
    return concern


@transaction.atomic
def take_concern(*, concern: Concern, by: Post, what_was_done: str) -> None:
    """The lead writes down that it was taken up, and what was done."""
    permissions.require(by, Permission.SEE_CONCERNS, concern)
    concern = Concern.objects.select_for_update().get(pk=concern.pk)
    concern.what_was_done = what_was_done.replace("\x00", "").strip()
    if concern.taken_at is None:
        concern.taken_at, concern.taken_by = world.now(), by
    concern.save(update_fields=["what_was_done", "taken_at", "taken_by"])
    record("concern taken up", on=concern, by=by, fields=["what_was_done"])


@transaction.atomic
def stand_down(*, moderation: Moderation, by: Post, kind: str = StandDown.Kind.KNOWS_CHILD) -> Moderation:
    """ "I know this child": the plan closes for this person at once, no reason is asked, another senior gets it.

    Where nobody is left the lead is told, and chooses. What was answered so far stays unread.
    """
    permissions.require(by, Permission.MODERATE, moderation)
    moderation = assignment.locked(moderation)
    permissions.require(by, Permission.MODERATE, moderation)
    if moderation.stage != Stage.MODERATING:
        raise Refused("This was handed in already. Tell the quality lead.")
    StandDown.objects.get_or_create(moderation=moderation, post=by, defaults={"kind": kind})
    record("stood down", on=moderation, by=by)
    assignment.give_to_next(moderation=moderation, by=None)
    return moderation
