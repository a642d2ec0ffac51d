"""Mail about a person's own account, sent apart from the request so that its time tells nothing about who is known."""

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.urls import reverse

from goldenthread.jobs import task
from goldenthread.people import mail
from goldenthread.people.models import Person


@task()
def send_reset_link(address: str) -> bool:
    """Mail a link for a new password, if a person is kept under exactly this address. Never says which."""
    person = Person.objects.filter(email=address, is_active=True).first()
    if person is None:
        return False
    key = f"{user_pk_to_url_str(person)}-{default_token_generator.make_token(person)}"
    return mail.send_reset(person, reset_link(key))


@task()
def tell_about_account(person_id: int, what: str) -> bool:
    """Tell a person that something about their sign-in has changed (`what` is a key of `mail.CHANGES`)."""
    return mail.send_change(Person.objects.get(pk=person_id), what)


def reset_link(key: str) -> str:
    """From the configured origin, never from the Host header of the request that asked."""
    path = reverse("account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"})
    return settings.ORIGIN + path.replace("UID-KEY", key)
