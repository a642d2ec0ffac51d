"""Who works here."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from goldenthread.permissions import Permission, needs


@needs(Permission.SEE_PEOPLE)
def people_list(request: HttpRequest) -> HttpResponse:
    """Everybody by role, with leave, share, sign-off and open invitations."""
    return render(request, "people/list.html", {})
