"""The few pages that belong to no room: help, accessibility, privacy, keys, and what the page asks about its session."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET
from django.views.defaults import page_not_found

from goldenthread.permissions import open_to
from goldenthread.ui.nav import person_key, seconds_left


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The same page wherever nothing is: it does not say to which part of the service the address belongs."""
    request.resolver_match = None
    return page_not_found(request, exception)


@open_to("everyone")
@never_cache
@require_GET
def alive(request: HttpRequest) -> HttpResponse:
    """For whoever watches the service: it answers, and it says nothing else."""
    return HttpResponse("alive", content_type="text/plain")


@open_to("everyone")
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
            "seconds": seconds_left(),
        }
    )


@open_to("signed in")
@require_GET
def session_back(request: HttpRequest) -> HttpResponse:
    """Where signing in again in a second tab ends: it sends the reader back to the first."""
    return render(request, "ui/session_back.html")


@open_to("everyone")
@require_GET
def help(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/help.html")


@open_to("everyone")
@require_GET
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/accessibility.html")


@open_to("everyone")
@require_GET
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/privacy.html")


@open_to("everyone")
@require_GET
def keys(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/keys.html")
