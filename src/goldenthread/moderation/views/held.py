"""Words that came after a session had ended, given back to the person who wrote them."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from goldenthread.moderation.models import HeldAnswers
from goldenthread.moderation.queries.held import given_back
from goldenthread.moderation.surviving import browser_of
from goldenthread.moderation.workflow.held import let_go
from goldenthread.people.acting import Request
from goldenthread.permissions import Permission, needs


@require_http_methods(["GET", "POST"])
@needs(Permission.WORK)
def held(request: Request, key: str) -> HttpResponse:
    """What was held, with a button that sends it where it was going, and one that throws it away."""
    found: HeldAnswers = get_object_or_404(HeldAnswers.objects.filter(post=request.post), key=key)
    if request.method == "POST":
        let_go(held=found, by=request.post)
        return redirect("desk:my_work")
    return render(
        request,
        "moderation/held.html",
        {"held": found, "back": given_back(found, request.post, browser=browser_of(request))},
    )
