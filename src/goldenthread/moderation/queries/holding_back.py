"""Whether somebody who is to moderate a plan must answer first, before any page shows what the checks noticed."""

from goldenthread.moderation.models import Moderation
from goldenthread.moderation.queries.asked import asked_in
from goldenthread.moderation.queries.points import may_show
from goldenthread.moderation.stages import Stage
from goldenthread.people.models import Post
from goldenthread.plans.models import PlanVersion


def answers_first(post: Post, version: PlanVersion) -> Moderation | None:
    """The moderation in which this person still has to answer, for any version of the plan; None where nothing is held back.

    The self-check, the Word file with comments and the golden thread show the points of every section at once. So they
    open to a moderator when the last section is answered, by the same setting as the points of one section.
    """
    theirs = Moderation.objects.filter(version__plan=version.plan_id, moderator=post, stage=Stage.MODERATING)
    for moderation in theirs.select_related("version__plan__child", "version__plan__assessment"):
        review = moderation.reviews.filter(moderator=post).order_by("-number").first()
        judgements = list(review.judgements.all()) if review else []
        if not all(may_show(moderation, section, judgements) for section in asked_in(moderation).sections):
            return moderation
    return None
