"""Who sees whose review, and when. Every page that shows one asks here.

Nobody, the lead and the chair included, sees another's judgement, answers or progress before it is handed in.
"""

from django.db.models import Q, QuerySet

from goldenthread.moderation.models import Moderation, Review
from goldenthread.people.models import Post
from goldenthread.permissions import Permission, may


def reviews_visible_to(post: Post | None, moderation: Moderation) -> QuerySet[Review]:
    """One's own reviews always; those of others once handed in, to whoever may read this moderation."""
    reviews = moderation.reviews.all()
    if post is None:
        return reviews.none()
    own = Q(moderator=post)
    if may(post, Permission.READ_MODERATION, moderation):
        return reviews.filter(own | Q(submitted_at__isnull=False))
    return reviews.none()


def may_see_progress(post: Post | None, moderation: Moderation) -> bool:
    """How many answers there are is the moderator's own business until it is handed in."""
    return post is not None and moderation.moderator_id == post.pk
