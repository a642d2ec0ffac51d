"""Inviting somebody, and accepting an invitation."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from goldenthread.permissions import open_to


@open_to("everyone")
def accept(request: HttpRequest, token: str) -> HttpResponse:
    """The page behind an invitation's link: looking at it uses nothing up."""
    return render(request, "people/accept.html", {})
