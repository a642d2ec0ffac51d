"""Who works here: everybody by role, who left, who is invited."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from goldenthread.people.acting import Request
from goldenthread.people.models import Invitation, Post
from goldenthread.people.queries import posts as queries
from goldenthread.permissions import Permission, needs
from goldenthread.ui.components.words import Tab


@needs(Permission.SEE_PEOPLE)
@require_GET
def people_list(request: Request) -> HttpResponse:
    """Everybody who works here, by role; with ?show=left those who have left."""
    left = request.GET.get("show") == "left"
    here = reverse("people:list")
    tabs = [Tab("Here now", here, current=not left), Tab("Left", f"{here}?show=left", current=left)]
    if left:
        tables = [queries.table_of_leavers(request.post, _page_of)]
        invited = None
    else:
        tables = queries.tables_of_people(request.post, _page_of)
        invited = queries.table_of_invitations(request.post, _page_of_invitation)
    return render(request, "people/list.html", {"tabs": tabs, "tables": tables, "invited": invited})


def _page_of(post: Post) -> str:
    return reverse("people:person", args=[post.pk])


def _page_of_invitation(invitation: Invitation) -> str:
    return reverse("people:invitation", args=[invitation.pk])
