"""What was handed in, for who may read it; where it stands, for who may not yet; and the way to a correction."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from goldenthread import world
from goldenthread.history.record import record_read
from goldenthread.moderation import workflow
from goldenthread.moderation.forms import ReasonForm
from goldenthread.moderation.models import Moderation
from goldenthread.moderation.queries.moderations import clock_of, visible_to
from goldenthread.moderation.queries.reading import reading_of
from goldenthread.moderation.workflow.refusals import Refused
from goldenthread.people.acting import Request
from goldenthread.permissions import Permission, may, needs


def read(request: Request, moderation: Moderation) -> HttpResponse:
    """Called by `screen.moderation` for everybody who is not writing a review of it now."""
    record_read(on=moderation, by=request.post, what="opened moderation")
    number = request.GET.get("number", "")
    context = {
        "moderation": moderation,
        "clock": clock_of(moderation.version, on=world.today()),
        "reading": reading_of(moderation, request.post, number=int(number) if number.isdecimal() else None),
        "is_mine": moderation.moderator_id == request.post.pk,
        "may_assign": may(request.post, Permission.ASSIGN_MODERATION, moderation),
    }
    return render(request, "moderation/read.html", context)


@require_http_methods(["GET", "POST"])
@needs(Permission.MODERATE)
def correct(request: Request, reference: str) -> HttpResponse:
    """Begin a correction: what was handed in stays, a new review holds what is right."""
    mine = visible_to(request.post).filter(moderator=request.post, reviews__submitted_at__isnull=False).distinct()
    moderation = get_object_or_404(mine, reference=reference)
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        try:
            workflow.correct_review(moderation=moderation, by=request.post, reason=form.cleaned_data["reason"])
        except Refused as refused:
            messages.error(request, str(refused))
        return redirect(moderation)
    return render(request, "moderation/correct.html", {"moderation": moderation, "form": form})
