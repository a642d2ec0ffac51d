"""Answers that arrive when the session has ended: held on the server, and given back to the same person."""

import datetime as dt
from typing import Any

from django.core import signing
from django.db import transaction
from django.utils.crypto import constant_time_compare
from django_scopes import scope

from goldenthread import world
from goldenthread.history.record import record
from goldenthread.moderation.models import HeldAnswers, Moderation
from goldenthread.people.models import Post

SALT = "goldenthread.moderation.page"
# A page that lay open for longer than this has to be opened again.
SECONDS = 24 * 60 * 60
MOST_HELD = 20
KEPT_FOR = dt.timedelta(days=7)
LONGEST_HELD = 200_000


def page_token(post: Post, about: Moderation | str) -> str:
    """Signed into each page that takes words: whose page it is, and about what (a reference). Nobody can guess it."""
    reference = about if isinstance(about, str) else about.reference
    return signing.dumps({"post": post.pk, "about": reference}, salt=SALT)


def token_is_of(token: str, *, post: Post, reference: str) -> bool:
    """Whether this page was made for this post and thing. As good a proof as the form token: see `surviving`."""
    page = _page(token)
    return page is not None and page["post"] == post.pk and constant_time_compare(page["about"], reference)


def _page(token: str) -> dict[str, Any] | None:
    try:
        page: dict[str, Any] = signing.loads(token, salt=SALT, max_age=SECONDS)
    except signing.BadSignature:
        return None
    return page if "about" in page else None


def hold_answers(*, token: str, reference: str, path: str, data: dict[str, list[str]]) -> HeldAnswers | None:
    """Hold what a page sent after its session had ended. None where the page is not one of ours, or too much is held.

    Nobody is signed in here: the signed token says whose the answers are, and only they get them back.
    """
    page = _page(token)
    if page is None or page["about"] != reference or sum(len(v) for vs in data.values() for v in vs) > LONGEST_HELD:
        return None
    post = Post._base_manager.select_related("authority").filter(pk=page["post"], closed_at=None).first()
    if post is None:
        return None
    with scope(authority=post.authority), transaction.atomic():
        mine = HeldAnswers.objects.filter(post=post)
        same = mine.filter(path=path, data=data).first()
        if same is not None:
            return same
        if mine.count() >= MOST_HELD:
            mine.order_by("at").first().delete()  # type: ignore[union-attr]  # there are so many, so there is a first
        held = HeldAnswers.objects.create(post=post, path=path, data=data)
        record("answers held", on=held, by=post, about=reference)
        return held


@transaction.atomic
def let_go(*, held: HeldAnswers, by: Post) -> None:
    """They were given back, or their owner does not want them."""
    record("held answers let go", on=held, by=by)
    held.delete()


def forget_old_held_answers() -> int:
    """Delete what was held for more than a week: its page says so. Within the authority's scope."""
    return HeldAnswers.objects.filter(at__lt=world.now() - KEPT_FOR).delete()[0]
