"""Choosing the post that a session acts in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from goldenthread.permissions import open_to


@open_to("signed in")
def choose_post(request: HttpRequest) -> HttpResponse:
    """The posts of this person, one of which the session acts in."""
    return render(request, "people/choose_post.html", {"posts": request.posts})
