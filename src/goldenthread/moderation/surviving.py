"""Nothing that a person typed is lost because a session ended: what arrives too late is held, and given back.

A page that takes words carries a signed token (`page_token`, which the context processor below gives to every template)
in a field called `page`. Nobody is signed in when such a page arrives late; the token says whose it is. The same token,
unguessable and of this post and thing alone, stands in for the form token of a session that has ended since the page
was made, or whose cookie is gone: signing in again renews that one, and the words of a page left open would otherwise
be refused.
"""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django_scopes import scope

from goldenthread.moderation.models import HeldAnswers
from goldenthread.moderation.workflow.held import hold_answers, let_go, page_token, token_is_of
from goldenthread.ui.plain_addresses import NUL

# What a form sends beside its words.
BESIDE = ("page", "csrfmiddlewaretoken", "held")


def about(request: HttpRequest) -> str:
    """The thing that an address is about, by its reference; nothing for a page about no single thing."""
    match = request.resolver_match
    return str(match.kwargs.get("reference", "")) if match else ""


class WordsSurviveMiddleware:
    """Stands before Django's own check of the form token, which it answers for the pages described above."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == 302 and request.method == "POST" and request.POST.get("held"):
            _let_go(request, request.POST["held"])
        return response

    def process_view(self, request: HttpRequest, view: Callable, args: Any, kwargs: Any) -> HttpResponse | None:
        token = request.POST.get("page", "") if request.method == "POST" else ""
        if not token:
            return None
        post = getattr(request, "post", None)
        if post is not None:
            if token_is_of(token, post=post, reference=about(request)):
                request.csrf_processing_done = True  # type: ignore[attr-defined]  # read by CsrfViewMiddleware
            return None
        if request.user.is_authenticated:
            return None
        # PostgreSQL keeps no NUL; nobody types one, and words must not be lost for it.
        data = {
            key.replace(NUL, ""): [value.replace(NUL, "") for value in values]
            for key, values in request.POST.lists()
            if key not in BESIDE
        }
        held = hold_answers(token=token, reference=about(request), path=request.path, data=data)
        if held is None:
            return None
        return redirect_to_login(reverse("moderation:held", args=[held.key]))


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
    return {"page_token": SimpleLazyObject(lambda: page_token(post, about(request)))} if post else {"page_token": ""}
