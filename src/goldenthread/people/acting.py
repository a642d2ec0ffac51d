"""Which post a session acts in, and the wall around its authority."""

import time
from collections.abc import Callable
from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth import logout
from django.db.models import Exists, OuterRef, Subquery
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django_htmx.middleware import HtmxDetails
from django_scopes import scope, scopes_disabled

from goldenthread import world
from goldenthread.history.record import record
from goldenthread.people.models import Choice, Person, Post

SESSION_KEY = "post"
SIGNED_IN_AT = "signed-in-at"
SEEN_AT = "seen-at"
# Open without a post and without a second factor: signing in and out, choosing a post, accepting an invitation, help.
FREE = ("account_", "mfa_", "ui:", "people:choose_post", "people:accept")


class SignedIn(HttpRequest):
    """The request of somebody who signed in, and who may have chosen a post to act in."""

    user: Person
    post: Post | None
    posts: list[Post]
    htmx: HtmxDetails


class Request(SignedIn):
    """The request as a view behind `@needs` sees it: somebody acts in a post."""

    post: Post


def open_posts(person: Person) -> list[Post]:
    """The posts that this person may act in today, in one query.

    Each says in `demands_second_factor` whether its authority does, and in `wants_second_factor` whether this person
    has none yet.
    """
    with scopes_disabled():
        demanded = Choice.objects.filter(
            authority=OuterRef("authority"), key="safety.second-factor", from_on__lte=world.today()
        ).order_by("-from_on", "-pk")
        has_one = Authenticator.objects.filter(user=OuterRef("person"), type=Authenticator.Type.TOTP)
        posts = list(
            Post.objects.filter(person=person, closed_at=None)
            .select_related("authority", "person")
            .annotate(demanded=Subquery(demanded.values("value")[:1]), has_second_factor=Exists(has_one))
            .order_by("authority__name", "role", "pk")
        )
    for post in posts:
        post.demands_second_factor = not post.authority.is_demonstration if post.demanded is None else post.demanded
        post.wants_second_factor = post.demands_second_factor and not post.has_second_factor
    return [post for post in posts if post.is_open]


def act_in(request: HttpRequest, post: Post) -> None:
    """Let the session act in this post from now on; it gets a new key, and the history says so."""
    request.session.cycle_key()
    request.session[SESSION_KEY] = post.pk
    record("began to act", on=post, by=post)


class ActingMiddleware:
    """Puts `request.post` (or None) and `request.posts` on each request and scopes every query to the authority.

    Posts are read afresh each time, so a role that has ended is out by the next request. Who has several posts
    chooses; who must have a second factor and has none sets it up before anything else.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.post, request.posts, request.post_has_ended = None, [], False
        if request.user.is_authenticated:
            _end_if_too_long(request)
        if not request.user.is_authenticated:
            return self.get_response(request)
        _keep_signed_in(request)
        request.posts = open_posts(request.user)
        _choose(request)
        if request.post is None:
            return _not_kept(request, self.get_response(request))
        with scope(authority=request.post.authority):
            return _not_kept(request, self.get_response(request))

    def process_view(self, request: HttpRequest, view: Callable, args: Any, kwargs: Any) -> HttpResponse | None:
        """Sends on whoever cannot act yet. Nothing was fetched before this."""
        match = request.resolver_match
        if not request.user.is_authenticated or match is None or match.view_name.startswith(FREE):
            return None
        if not request.posts:
            return render(request, "people/no_post.html", status=403)
        if any(post.wants_second_factor for post in request.posts):
            return _send_to(request, reverse("mfa_activate_totp"))
        if request.post is None:
            return _send_to(request, f"{reverse('people:choose_post')}?{urlencode({'next': _way_back(request)})}")
        return None


def _choose(request: HttpRequest) -> None:
    """The post of the session; with one post and none chosen yet, that one. An ended post is never swapped in silence."""
    chosen = request.session.get(SESSION_KEY)
    request.post = next((post for post in request.posts if post.pk == chosen), None)
    request.post_has_ended = chosen is not None and request.post is None
    if chosen is None and len(request.posts) == 1:
        request.post = request.posts[0]
        request.session[SESSION_KEY] = request.post.pk
        record("began to act", on=request.post, by=request.post)


def _end_if_too_long(request: HttpRequest) -> None:
    """However busy: after so many hours a session ends and its person signs in again."""
    began = request.session.setdefault(SIGNED_IN_AT, int(time.time()))
    if time.time() - began > settings.SESSION_LONGEST_SECONDS:
        logout(request)


def _keep_signed_in(request: HttpRequest) -> None:
    """Somebody is at work: the session, and its cookie, last from now. Written once a minute, and not at every request."""
    now = int(time.time())
    if now - request.session.get(SEEN_AT, 0) >= settings.SESSION_TOUCH_SECONDS:
        request.session[SEEN_AT] = now


def _not_kept(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """No browser or proxy keeps a copy of a page that was made for somebody; signing out empties the rest."""
    if not request.user.is_authenticated:
        response.headers["Clear-Site-Data"] = '"cache", "storage"'
    if "Cache-Control" not in response.headers:
        response.headers["Cache-Control"] = "no-store, private"
    return response


def _send_to(request: HttpRequest, url: str) -> HttpResponse:
    if request.htmx:
        return HttpResponse(status=204, headers={"HX-Redirect": url})
    if request.method not in ("GET", "HEAD"):
        # A background save must not take the page it is sent to for an answer.
        return render(request, "people/choose_first.html", {"url": url}, status=403)
    return HttpResponseRedirect(url)


def _way_back(request: HttpRequest) -> str:
    return request.get_full_path() if request.method == "GET" and not request.htmx else "/"
