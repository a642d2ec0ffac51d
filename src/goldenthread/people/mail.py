"""The mails that carry a secret link. They never stand in the outbox, because what the link holds may not be kept."""

import logging

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils.formats import date_format

from goldenthread import world
from goldenthread.people import server
from goldenthread.people.models import Invitation, Person

log = logging.getLogger(__name__)


def invitation_link(token: str) -> str:
    """From the configured origin, never from the Host header of a request."""
    return settings.ORIGIN + reverse("people:accept", args=[token])


def send_invitation(invitation: Invitation, link: str) -> bool:
    """Hand the invitation to the mail server, and note that it went. False when the server would not take it."""
    until = date_format(invitation.expires_at, "l j F Y")
    sent = _send(
        "You are invited to Golden Thread",
        f"{invitation.authority.name} invites you to Golden Thread, where the quality of education, health and care "
        f"plans is looked after.\n\nThis link works once, for you alone, until {until}:\n\n{link}\n\n"
        "If you did not expect this, you need do nothing.",
        invitation.email,
    )
    if sent:
        Invitation._base_manager.filter(pk=invitation.pk).update(mailed_at=world.now())
    return sent


def send_reset(person: Person, link: str) -> bool:
    """The link with which a person chooses a new password."""
    minutes = settings.PASSWORD_RESET_TIMEOUT // 60
    return _send(
        "A new password for Golden Thread",
        f"Somebody, we hope you, asked for a new password. This link works once, for {minutes} minutes:\n\n{link}\n\n"
        "If it was not you, you need do nothing: your password stays as it is.",
        person.email,
    )


# What may change about how somebody signs in: the name that the sign-in library gives it, and the sentence.
CHANGES = {
    "password_changed": "Your password was changed.",
    "password_reset": "Your password was changed with a link from an e-mail.",
    "totp_activated": "A second factor was set up for you.",
    "totp_deactivated": "Your second factor was taken away.",
    "recovery_codes_generated": "New recovery codes were made for you; the old ones no longer work.",
}


def send_change(person: Person, what: str) -> bool:
    """A note that the way in has changed, so that somebody who did not do it can act."""
    reset = settings.ORIGIN + reverse("account_reset_password")
    return _send(
        "Your sign-in to Golden Thread has changed",
        f"{CHANGES[what]}\n\nIf it was not you, choose a new password now and tell your quality lead:\n\n{reset}",
        person.email,
    )


def _send(subject: str, body: str, to: str) -> bool:
    try:
        EmailMessage(subject=subject, body=f"{body}\n\nGolden Thread", to=[to]).send()
    except server.MailWaits:
        return False  # said at the start, and to the administrator
    except OSError as error:
        log.error("A mail could not be handed over: %s", type(error).__name__)
        return False
    return True
