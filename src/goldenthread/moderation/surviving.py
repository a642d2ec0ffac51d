"""Nothing that a person typed is lost because a session ended: what arrives too late is held, and given back.

A page that takes words carries a signed token (`page_token`, which the context processor below gives to every template)
in a field called `page`. Nobody is signed in when such a page arrives late, or the person has signed in again since and
its form token is an old one; the token says whose the words are. It keeps words and does nothing else: what is held is
shown to the same person in a session of their own, who sends it with that session's form token, or throws it away.

The token is bound to the browser by a cookie that no script reads and no other site can have sent. Signing out deletes it.
"""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.crypto import get_random_string
from django.utils.functional import SimpleLazyObject
from django.views.csrf import csrf_failure as page_of_an_old_form
from django_scopes import scope

from goldenthread.moderation.models import HeldAnswers
from goldenthread.moderation.queries.words import label_of
from goldenthread.moderation.workflow.held import SECONDS, hold_answers, let_go, page_token
from goldenthread.ui.plain_addresses import NUL

# What a form sends beside its words.
BESIDE = ("page", "csrfmiddlewaretoken", "held")
# Where the request keeps it; no header can have this name.
BROWSER = "goldenthread.page"


def about(request: HttpRequest) -> str:
    """The thing that an address is about, by its reference; nothing for a page about no single thing."""
    match = request.resolver_match
    return str(match.kwargs.get("reference", "")) if match else ""


def browser_of(request: HttpRequest) -> str:
    """What tells this browser from others, for pages that take words; made where there is none yet."""
    if BROWSER not in request.META:
        request.META[BROWSER] = request.COOKIES.get(settings.PAGE_COOKIE_NAME) or get_random_string(43)
    return request.META[BROWSER]


class WordsSurviveMiddleware:
    """Stands before Django's own check of the form token, so that words are held when nobody is signed in any more."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == 302 and request.method == "POST" and request.POST.get("held"):
            _let_go(request, request.POST["held"])
        if _has_signed_out(request):
            response.delete_cookie(settings.PAGE_COOKIE_NAME, samesite="Strict")
        elif BROWSER in request.META:
            response.set_cookie(
                settings.PAGE_COOKIE_NAME,
                request.META[BROWSER],
                max_age=SECONDS,
                secure=settings.SESSION_COOKIE_SECURE,
                httponly=True,
                samesite="Strict",
            )
        return response

    def process_view(self, request: HttpRequest, view: Callable, args: Any, kwargs: Any) -> HttpResponse | None:
        token = request.POST.get("page", "") if request.method == "POST" else ""
        if not token or request.user.is_authenticated:
            return None
        held = _hold(request)
        if held is None:
            return _words_back(request)
        return redirect_to_login(reverse("moderation:held", args=[held.key]))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form with an old token, by somebody who is signed in: its words are held and shown, and nothing is done yet."""
    post, token = getattr(request, "post", None), request.POST.get("page", "")
    if post is not None and token and "X-Requested-With" not in request.headers:
        held = _hold(request)
        if held is not None and held.post_id == post.pk:
            return redirect("moderation:held", held.key)
    return page_of_an_old_form(request, reason)


def _typed(request: HttpRequest) -> dict[str, list[str]]:
    # PostgreSQL keeps no NUL; nobody types one, and words must not be lost for it.
    return {
        key.replace(NUL, ""): [value.replace(NUL, "") for value in values]
        for key, values in request.POST.lists()
        if key not in BESIDE
    }


def _hold(request: HttpRequest) -> HeldAnswers | None:
    return hold_answers(
        token=request.POST["page"],
        reference=about(request),
        browser=request.COOKIES.get(settings.PAGE_COOKIE_NAME, ""),
        path=request.path,
        data=_typed(request),
    )


def _words_back(request: HttpRequest) -> HttpResponse:
    """They cannot be kept here, so whoever sent them gets them back to copy. Nothing of it is stored."""
    words = [(label_of(name), value) for name, values in _typed(request).items() for value in values if value.strip()]
    return render(request, "moderation/not_held.html", {"words": words}, status=403)


def _has_signed_out(request: HttpRequest) -> bool:
    match = request.resolver_match
    return bool(match and match.view_name == "account_logout" and request.method == "POST")


def _let_go(request: HttpRequest, key: str) -> None:
    """They reached the page that they were meant for."""
    post = getattr(request, "post", None)
    if post is None or NUL in key:
        return
    with scope(authority=post.authority):
        held = HeldAnswers.objects.filter(post=post, key=key).first()
        if held is not None:
            let_go(held=held, by=post)


def context(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `page_token` for the form of this page."""
    post = getattr(request, "post", None)
    if post is None:
        return {"page_token": ""}
    return {"page_token": SimpleLazyObject(lambda: page_token(post, about(request), browser=browser_of(request)))}
