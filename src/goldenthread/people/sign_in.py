"""How the sign-in library is set for us: nobody signs themselves up, and links come from the configured origin."""

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request) -> bool:
        """Invitations only."""
        return False

    def get_reset_password_from_key_url(self, key: str) -> str:
        """From the configured origin, never from the Host header of the request that asked."""
        from django.urls import reverse

        path = reverse("account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"})
        uid, _, rest = key.partition("-")
        return settings.ORIGIN + path.replace("UID-KEY", f"{uid}-{rest}")

    def populate_username(self, request, user) -> None:
        """There is no user name."""
