"""How the sign-in library is set for us: nobody signs themselves up, links and limits never trust the Host header."""

import base64
import hashlib
import math
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import ResetPasswordForm as LibraryResetPasswordForm
from allauth.account.internal.flows.login import record_authentication
from allauth.core.internal.ratelimit import get_ip
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.contrib.auth import update_session_auth_hash
from django.core.exceptions import ValidationError
from django.db.models import F
from django.http import HttpRequest, HttpResponse

from goldenthread.people import guessing, mail, owners, server, tasks
from goldenthread.people.acting import open_posts
from goldenthread.people.models import Person

# The page that comes next says as much.
NOT_SAID = ("account/messages/logged_in.txt", "account/messages/logged_out.txt")

WRONG_CODE = "This code is not right. Codes change every 30 seconds: enter the newest one that your app shows."
# The library's sentences in our words, each with what to do.
OF_ACCOUNTS = {
    "account_inactive": "This account is closed. Ask your quality lead.",
    "email_password_mismatch": "The e-mail address or the password is not right. Try again, or set a new password.",
    "enter_current_password": "Enter the password that you have now",
    "incorrect_password": "This is not your password. Try again, or set a new one.",
    "incorrect_code": WRONG_CODE,
    "invalid_or_expired_key": "This link has been used or is too old. Ask for a new one.",
    "invalid_login": "Signing in did not work. Start again.",
    "invalid_password_reset": "This link has been used or is too old. Ask for a new one.",
    "too_many_login_attempts": "Too many tries have failed. Wait a quarter of an hour, then try again, or set a new password.",
}
MUST_WAIT = (
    "Too many tries have failed. Wait {wait}, then try again. If they were not yours, press “I have forgotten my "
    "password”: the link in the e-mail that you get lets you in without waiting."
)
OF_SECOND_FACTORS = {
    "cannot_delete_authenticator": "A second factor is compulsory here, so it cannot be switched off.",
    "cannot_generate_recovery_codes": "Set up your second factor first. Then recovery codes can be made.",
    "incorrect_code": WRONG_CODE,
}


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {**DefaultAccountAdapter.error_messages, **OF_ACCOUNTS}

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Invitations only."""
        return False

    def get_reset_password_from_key_url(self, key: str) -> str:
        return tasks.reset_link(key)

    def populate_username(self, request: HttpRequest, user: Any) -> None:
        """There is no user name."""

    def add_message(
        self, request: HttpRequest, level: int, message_template: str | None = None, *args: Any, **kwargs: Any
    ) -> None:
        if message_template not in NOT_SAID:
            super().add_message(request, level, message_template, *args, **kwargs)

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse:
        """Having just signed in counts as having just proved who one is, so that set-up does not ask again."""
        record_authentication(request, user, method="password", reauthenticated=True)
        response = super().post_login(request, user, **kwargs)
        owners.remember(request, response, user.email.lower())
        return response

    def send_notification_mail(self, template_prefix: str, user: Any, *args: Any, **kwargs: Any) -> None:
        """In our words, from the queue; the library's would name the host and the browser."""
        what = template_prefix.rsplit("/", 1)[-1]
        if what in mail.CHANGES:
            tasks.tell_about_account.enqueue(user.pk, what)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Each try at a password is counted before it is looked at (see `guessing`)."""
        # By the address alone: with the host in it, every allowed host would be worth another ten tries.
        account = str(credentials.get("email", "")).strip().lower()
        if mark := owners.owner_mark(request, account):
            budgets = [(guessing.OWNER, f"{account} {mark}")]
        else:
            place = get_ip(request)
            budgets = [
                (guessing.PLACE, place),
                (guessing.ACCOUNT_FROM_A_PLACE, f"{account} {place}"),
                (guessing.ACCOUNT, account),
            ]
        try:
            self._try = guessing.begin(budgets)
        except guessing.MustWait as too_soon:
            said = MUST_WAIT.format(wait=in_minutes(too_soon.seconds))
            raise ValidationError(said, code="too_many_login_attempts") from too_soon

    def _rollback_login_failed_rl_usage(self) -> None:
        self._try.was_right()

    def get_client_ip(self, request: HttpRequest) -> str:
        server.notice_forwarded(request)
        return super().get_client_ip(request)


def in_minutes(seconds: int) -> str:
    """ "a minute", "5 minutes": rounded up."""
    minutes = math.ceil(seconds / 60)
    return "a minute" if minutes == 1 else f"{minutes} minutes"


class MFAAdapter(DefaultMFAAdapter):
    """Keeps the secrets of second factors encrypted, and keeps a demanded second factor from being taken away."""

    error_messages = {**DefaultMFAAdapter.error_messages, **OF_SECOND_FACTORS}

    def encrypt(self, text: str) -> str:
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _box().decrypt(encrypted_text.encode()).decode()

    def can_delete_authenticator(self, authenticator: Any) -> bool:
        return not any(post.demands_second_factor for post in open_posts(authenticator.user))


class ResetPasswordForm(LibraryResetPasswordForm):
    """Asks for a link. Nobody is looked up in the request, so known and unknown addresses take the same time."""

    def clean_email(self) -> str:
        return self.cleaned_data["email"].strip().lower()

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        tasks.send_reset_link.enqueue(self.cleaned_data["email"])
        return self.cleaned_data["email"]


def end_other_sessions(sender: Any, request: HttpRequest | None, user: Person, **kwargs: Any) -> None:
    """When a second factor is added, taken away or renewed, every session but this one is over."""
    Person.objects.filter(pk=user.pk).update(session_round=F("session_round") + 1)
    user.refresh_from_db(fields=["session_round"])
    if request is not None and request.user.pk == user.pk:
        request.user.session_round = user.session_round
        update_session_auth_hash(request, user)


def _box() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet(
        [Fernet(base64.urlsafe_b64encode(hashlib.sha256(f"second factor:{k}".encode()).digest())) for k in keys]
    )
