"""The page of one moderation: the plan beside its standards while it is moderated, what was handed in afterwards."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from goldenthread.moderation.queries.moderations import visible_to
from goldenthread.permissions import Permission, needs


@needs(Permission.READ_MODERATION)
def moderation(request: HttpRequest, reference: str) -> HttpResponse:
    found = get_object_or_404(visible_to(request.post), reference=reference)
    return render(request, "moderation/status.html", {"moderation": found})
