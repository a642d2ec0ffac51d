"""New officers: signed off by a named senior or the lead, and back to every draft when their plans stop being good."""

from django.db import transaction

from goldenthread import permissions, world
from goldenthread.history.record import record
from goldenthread.moderation import rules
from goldenthread.moderation.models import Moderation
from goldenthread.moderation.queries.officers import judged
from goldenthread.moderation.workflow import assignment
from goldenthread.people import choices
from goldenthread.people.models import Post
from goldenthread.permissions import Permission


@transaction.atomic
def sign_off_officer(*, officer: Post, by: Post) -> Post:
    """Let an officer's drafts enter the draw like everybody's. The rule suggests; a named person decides."""
    permissions.require(by, Permission.SIGN_OFF_OFFICER, officer)
    officer = Post.objects.select_for_update().get(pk=officer.pk)
    if not officer.is_signed_off:
        officer.signed_off_at, officer.signed_off_by = world.now(), by
        officer.save(update_fields=["signed_off_at", "signed_off_by"])
        record("officer signed off", on=officer, by=by, fields=["signed_off_at", "signed_off_by"])
    return officer


@transaction.atomic
def look_for_relapse(*, moderation: Moderation) -> bool:
    """After a review was handed in: is its writer back to every draft? Says whether that happened now."""
    writer = moderation.version.writer
    if writer is None:
        return False
    writer = Post.objects.select_for_update().get(pk=writer.pk)
    in_a_row = choices.value(moderation.authority_id, "new-officer.relapse")
    if not writer.is_signed_off or not rules.relapses(judged(writer, since=writer.signed_off_at), in_a_row=in_a_row):
        return False
    writer.signed_off_at = writer.signed_off_by = None
    writer.save(update_fields=["signed_off_at", "signed_off_by"])
    record("every draft again", on=writer, fields=["signed_off_at", "signed_off_by"], after=moderation.reference)
    assignment.tell_leads(moderation, kind="every-draft-again", once=f"relapse:{moderation.reference}")
    return True
