"""Choosing the post that a session acts in, and what a person can do about their own sign-in."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods

from goldenthread.people.acting import SignedIn, act_in
from goldenthread.people.rules import role_in_a_sentence
from goldenthread.permissions import open_to


@open_to("signed in")
@require_http_methods(["GET", "POST"])
def choose_post(request: SignedIn) -> HttpResponse:
    """The posts of this person, one of which the session acts in; and the ways to password and second factor."""
    after = _safe(request.POST.get("next") or request.GET.get("next") or "/")
    if request.method == "POST":
        post = next((post for post in request.posts if str(post.pk) == request.POST.get("post")), None)
        if post is None:
            raise Http404
        act_in(request, post)
        messages.success(request, f"You now act as {role_in_a_sentence(post.role)} in {post.authority}.")
        return HttpResponseRedirect(after)
    return render(request, "people/choose_post.html", {"posts": request.posts, "next": after})


def _safe(url: str) -> str:
    """Only a path of this service: never somewhere else."""
    inside = url.startswith("/") and url_has_allowed_host_and_scheme(url, None, require_https=settings.SECURE)
    return url if inside else "/"
