"""Nobody judges their own: asked again at every step that counts, since a plan may change hands meanwhile."""

from goldenthread.moderation import rules
from goldenthread.moderation.models import Moderation
from goldenthread.moderation.queries.seniors import hands_in
from goldenthread.moderation.workflow.refusals import Refused
from goldenthread.people.models import Post
from goldenthread.plans.models import PlanVersion

NOT_YOURS = (
    "This is not yours to judge: you wrote this plan, are its officer now, had a hand in it or know the child. "
    "Tell the quality lead, so that somebody else takes it."
)


def refuse_own(moderation: Moderation, by: Post) -> None:
    """Raise Refused where this person has a hand in the version that is moderated, in whatever post they act."""
    versions = PlanVersion.objects.select_related("plan__officer__senior", "writer__senior", "signed_by", "uploaded_by")
    if rules.hand_of(by.person_id, hands_in(versions.defer("text").get(pk=moderation.version_id))):
        raise Refused(NOT_YOURS)
