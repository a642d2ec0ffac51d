"""The few pages that belong to no room: help, accessibility, privacy, keys, and what the page asks about its session."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from goldenthread.ui.nav import person_key


@login_not_required
@never_cache
@require_GET
def session(request: HttpRequest) -> JsonResponse:
    """Who is signed in, by a name that says nothing, and a fresh form token. Asking prolongs the session."""
    if not request.user.is_authenticated:
        return JsonResponse({"signed_in": False})
    return JsonResponse(
        {
            "signed_in": True,
            "person": person_key(request.user),
            "token": get_token(request),
            "seconds": settings.SESSION_COOKIE_AGE,
        }
    )


@require_GET
def session_back(request: HttpRequest) -> HttpResponse:
    """Where signing in again in a second tab ends: it sends the reader back to the first."""
    return render(request, "ui/session_back.html")


@login_not_required
@require_GET
def help(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/help.html")


@login_not_required
@require_GET
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/accessibility.html")


@login_not_required
@require_GET
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/privacy.html")


@login_not_required
@require_GET
def keys(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/keys.html")
