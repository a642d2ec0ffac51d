"""What the server's own settings still lack, in sentences: for the log, for `manage.py check`, for the administrator."""

import functools
import logging
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Tags, Warning, register
from django.core.mail.backends.base import BaseEmailBackend
from django.http import HttpRequest

log = logging.getLogger(__name__)

NO_MAIL = (
    "Mail is not sent: no mail server is set, so notices wait in the outbox, and links (invitations, new passwords) are "
    "not made known to anybody. Set EMAIL_URL, such as smtp+tls://user:password@host:587, start the service again, and "
    "send open invitations again."
)
NOT_SAID_WHAT_IS_IN_FRONT = (
    "It is not said whether a proxy stands in front of the service. If one does, everybody seems to come from its address, "
    "and one person's wrong passwords slow strangers' sign-ins down for all. Set BEHIND_PROXY=1 (or TRUSTED_PROXIES to how "
    "many proxies of yours there are), or BEHIND_PROXY=0 if people reach the service directly."
)
FORWARDED = (
    "A request came with a forwarded address (X-Forwarded-For), which is not believed because TRUSTED_PROXIES is 0. If it "
    "comes from a proxy of yours, everybody seems to come from one address: set BEHIND_PROXY=1, or TRUSTED_PROXIES to how "
    "many proxies of yours there are. If people reach the service directly, set BEHIND_PROXY=0. This is said once."
)


class MailWaits(OSError):
    """No mail server is set, so nothing can be handed over."""


class EmailBackend(BaseEmailBackend):
    """Where no mail server is set: it takes no mail, and writes none of it anywhere."""

    def send_messages(self, email_messages: Any) -> int:
        raise MailWaits


def mail_is_sent() -> bool:
    """Whether the server's settings name somewhere to send mail to."""
    return f"{__name__}.EmailBackend" != settings.EMAIL_BACKEND


def front_is_known() -> bool:
    """Whether the addresses from which people come can be told apart, or somebody has said that nothing hides them."""
    return settings.DEMONSTRATION or settings.ALLAUTH_TRUSTED_PROXY_COUNT > 0 or settings.BEHIND_PROXY is False


def lacking() -> list[str]:
    """The sentences that hold now. An https origin shows by itself that a proxy stands in front."""
    said = [] if mail_is_sent() else [NO_MAIL]
    return said + ([NOT_SAID_WHAT_IS_IN_FRONT] if settings.SECURE and not front_is_known() else [])


def notice_forwarded(request: HttpRequest) -> None:
    """Say once, in the log, that forwarded addresses arrive and are not believed."""
    if not front_is_known() and ("HTTP_X_FORWARDED_FOR" in request.META or "HTTP_FORWARDED" in request.META):
        _say(FORWARDED)


@functools.cache
def _say(sentence: str) -> None:
    log.warning(sentence)


@register(Tags.security, deploy=True)
def front_is_said(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """For `manage.py check --deploy`."""
    return [] if front_is_known() else [Warning(NOT_SAID_WHAT_IS_IN_FRONT, id="goldenthread.W001")]


@register()
def mail_is_set_up(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """For every `manage.py check`."""
    return [] if mail_is_sent() else [Warning(NO_MAIL, id="goldenthread.W002")]
