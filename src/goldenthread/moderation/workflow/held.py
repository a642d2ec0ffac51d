"""Answers that arrive when the session has ended: held on the server, and given back to the same person."""

import datetime as dt
from typing import Any

from django.core import signing
from django.db import transaction
from django.utils.crypto import constant_time_compare, salted_hmac
from django_scopes import scope

from goldenthread import world
from goldenthread.history.record import record
from goldenthread.moderation.models import HeldAnswers, Moderation
from goldenthread.people.models import Post

SALT = "goldenthread.moderation.page"
# A page that lay open for longer than this has to be opened again.
SECONDS = 24 * 60 * 60
# How much is held, of one person about one thing and altogether. What is held is never pushed out by what comes later.
MOST_ABOUT_ONE = 20
MOST_HELD = 200
KEPT_FOR = dt.timedelta(days=7)
LONGEST_HELD = 200_000


def page_token(post: Post, about: Moderation | str, *, browser: str) -> str:
    """Signed into each page that takes words: whose page it is, about what (a reference), and in which browser.

    It keeps words and does nothing else: no form is taken for it. `browser` is the value of a cookie that no script
    reads and that signing out deletes, so the page alone, in whoever's hands, is good for nothing.
    """
    reference = about if isinstance(about, str) else about.reference
    page = {"post": post.pk, "about": reference, "browser": _mark(browser), "person": _mark_of_person(post)}
    return signing.dumps(page, salt=SALT)


def _mark(value: str) -> str:
    return salted_hmac(SALT, value, algorithm="sha256").hexdigest()[:32]


def _mark_of_person(post: Post) -> str:
    """Another password, or sessions that were ended on purpose, and pages of before hold nothing."""
    return _mark(post.person.get_session_auth_hash())


def _page(token: str, *, reference: str, browser: str) -> dict[str, Any] | None:
    """What a token says, where it fits this thing and this browser."""
    try:
        page: dict[str, Any] = signing.loads(token, salt=SALT, max_age=SECONDS)
    except signing.BadSignature:
        return None
    fits = browser and constant_time_compare(page.get("browser", ""), _mark(browser)) and page["about"] == reference
    return page if fits else None


def hold_answers(
    *, token: str, reference: str, browser: str, path: str, data: dict[str, list[str]]
) -> HeldAnswers | None:
    """Hold what a page sent after its session had ended. None where the page is not one of ours, or too much is held.

    Nobody is signed in here: the signed token and the browser's cookie say whose the answers are, and only they get
    them back, look at them and send them in a session of their own.
    """
    page = _page(token, reference=reference, browser=browser)
    if page is None or sum(len(v) for vs in data.values() for v in vs) > LONGEST_HELD:
        return None
    post = Post._base_manager.select_related("authority", "person").filter(pk=page["post"], closed_at=None).first()
    if post is None or not post.is_open or not post.person.is_active:
        return None
    if not constant_time_compare(page["person"], _mark_of_person(post)):
        return None
    with scope(authority=post.authority), transaction.atomic():
        # One after the other, so that a flood is counted.
        Post.objects.select_for_update(no_key=True).get(pk=post.pk)
        mine = HeldAnswers.objects.filter(post=post)
        same = mine.filter(path=path, data=data).first()
        if same is not None:
            return same
        about_it = mine.filter(about=reference).count()
        if about_it >= MOST_ABOUT_ONE or mine.count() >= MOST_HELD:
            return None
        held = HeldAnswers.objects.create(post=post, path=path, data=data, about=reference)
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
