"""New officers: signed off by a named senior or the lead, and back to every draft when their plans stop being good."""

from django.db import transaction

from goldenthread.moderation import rules
from goldenthread.moderation.models import Moderation
from goldenthread.moderation.queries.officers import judged
from goldenthread.moderation.workflow import assignment
from goldenthread.people import choices
from goldenthread.people import workflow as people
from goldenthread.people.models import Post


def sign_off_officer(*, officer: Post, by: Post) -> Post:
    """Let an officer's drafts enter the draw like everybody's. The rule suggests; a named person decides."""
    people.sign_off(officer=officer, by=by)
    officer.refresh_from_db()
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
    drafts = f"{in_a_row} drafts in a row were" if in_a_row > 1 else "A draft was"
    reason = f"{drafts} judged below good, the last in moderation {moderation.reference}."
    people.take_back_sign_off(officer=writer, by=None, reason=reason)
    assignment.tell_leads(moderation, kind="every-draft-again", once=f"relapse:{moderation.reference}")
    return True
