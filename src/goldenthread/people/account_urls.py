"""The pages of the sign-in library that we offer. What is not named here does not exist: no sign-up, no e-mail pages."""

from allauth.account.urls import urlpatterns as library
from django.urls import include, path

OFFERED = {
    "account_login",
    "account_logout",
    "account_inactive",
    "account_reauthenticate",
    "account_change_password",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
}
urlpatterns = [
    *(pattern for pattern in library if pattern.name in OFFERED),
    path("second-factor/", include("allauth.mfa.urls")),
]
