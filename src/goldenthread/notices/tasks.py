"""Sending what waits in the outbox. Safe to run again at any moment: a notice that was sent is not sent twice."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils.formats import date_format
from django_scopes import scope

from goldenthread import permissions, world
from goldenthread.jobs import task
from goldenthread.notices.messages import MESSAGES
from goldenthread.notices.models import Notice
from goldenthread.people.models import Authority
from goldenthread.people.server import mail_is_sent

TRIES = 8


@task()
def send_waiting(authority_id: int) -> int:
    """Send every notice of an authority that waits. Gives back how many went out.

    Where no mail server is set all go on waiting, and no try is counted: they go out once one is.
    """
    if not mail_is_sent():
        return 0
    authority = Authority.objects.get(pk=authority_id)
    with scope(authority=authority):
        waiting = Notice.objects.filter(sent_at=None, dropped_because="", tries__lt=TRIES)
        return sum(_send(pk) for pk in waiting.values_list("pk", flat=True))


def _send(pk: int) -> bool:
    """Claim one notice under its row lock, ask again whether its reader may know, send, note that it went.

    The mail carries a fixed Message-ID, so that a copy sent twice by a crash between sending and noting is one mail.
    """
    with transaction.atomic():
        notice = Notice.objects.select_for_update(skip_locked=_can_skip()).filter(pk=pk, sent_at=None).first()
        if notice is None:
            return False
        message = MESSAGES[notice.kind]
        if notice.to and not permissions.may(notice.to, message.needs):
            notice.dropped_because = "The reader may no longer know."
            notice.save(update_fields=["dropped_because"])
            return False
        notice.tries += 1
        try:
            _mail(notice).send()
        except OSError:
            notice.save(update_fields=["tries"])
            return False
        notice.sent_at = world.now()
        notice.save(update_fields=["tries", "sent_at"])
        return True


def _can_skip() -> bool:
    from django.db import connection

    return connection.features.has_select_for_update_skip_locked


def _mail(notice: Notice) -> EmailMessage:
    message = MESSAGES[notice.kind]
    words = {
        "reference": notice.reference,
        "due": date_format(notice.due_on, "l j F Y") if notice.due_on else "",
        "link": settings.ORIGIN + notice.path,
        "authority": notice.authority.name,
    }
    address = notice.to.person.email if notice.to else notice.address
    host = settings.ORIGIN.split("//")[-1].split(":")[0]
    return EmailMessage(
        subject=message.subject.format(**words),
        body=message.body.format(**words) + f"\n\nGolden Thread, {notice.authority.name}",
        to=[address],
        headers={"Message-ID": f"<notice-{notice.pk}@{host}>"},
    )
