"""What shows that a browser belongs to the owner of an account, before any password: it signed in here, or it followed
the link of a mail to the owner. It opens nothing; it keeps strangers' wrong tries from counting against the owner."""

import re
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare, salted_hmac

from goldenthread import world

COOKIE = "__Host-device" if settings.SECURE else "device"
SECONDS = 180 * 24 * 3600
# People who share a computer; the one who was here longest ago is asked to wait like a stranger.
MOST = 6
MARK = re.compile(r"[0-9a-f]{48}\Z")
MAIL_FOLLOWED = "mail-followed"


def owner_mark(request: HttpRequest, account: str) -> str:
    """A name for this browser as one of the account's owner; empty for a stranger. `account` is an e-mail address."""
    for mark in _marks(request):
        if any(constant_time_compare(mark[16:], _seal(mark[:16], account, key)) for key in _keys()):
            return mark
    followed = request.session.get(MAIL_FOLLOWED, {})
    return str(followed.get("mark", "")) if followed.get("account") == account else ""


def remember(request: HttpRequest, response: HttpResponse, account: str) -> None:
    """Somebody signed in: this browser is known as theirs from now on. The mark does not say whose it is."""
    known = owner_mark(request, account)
    others = [mark for mark in _marks(request) if mark != known]
    device = world.random_bytes(8).hex()
    marks = [device + _seal(device, account, None), *others][:MOST]
    response.set_cookie(COOKIE, ".".join(marks), max_age=SECONDS, secure=settings.SECURE, httponly=True, samesite="Lax")


def followed_a_mail(sender: Any, request: HttpRequest, user: Any, **kwargs: Any) -> None:
    """A new password was set with a mailed link: this session has shown that it reads the owner's mail."""
    request.session[MAIL_FOLLOWED] = {"account": user.email.lower(), "mark": world.random_bytes(8).hex()}


def _marks(request: HttpRequest) -> list[str]:
    return [mark for mark in request.COOKIES.get(COOKIE, "")[:400].split(".") if MARK.match(mark)]


def _seal(device: str, account: str, key: str | None) -> str:
    said = f"{device}:{account}"
    return salted_hmac("goldenthread.people.owners", said, secret=key, algorithm="sha256").hexdigest()[:32]


def _keys() -> list[str | None]:
    return [None, *settings.SECRET_KEY_FALLBACKS]
