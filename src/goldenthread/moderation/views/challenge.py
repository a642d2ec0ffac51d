"""A challenge: read beside the plan, decided by another senior, or given to one by the lead."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from goldenthread.history.record import record_read
from goldenthread.moderation import workflow
from goldenthread.moderation.forms_letter import ChooseSeniorForm, DecisionForm
from goldenthread.moderation.queries import challenges
from goldenthread.people.acting import Request
from goldenthread.permissions import Permission, may, needs


def _challenge(request: Request, reference: str, number: int):
    return get_object_or_404(
        challenges.challenges_for(request.post), letter__moderation__reference=reference, pk=number
    )


@needs(Permission.ANSWER_CHALLENGE)
@require_http_methods(["GET", "POST"])
def decide_challenge(request: Request, reference: str, number: int) -> HttpResponse:
    challenge = _challenge(request, reference, number)
    record_read(on=challenge.letter.moderation, by=request.post, what="opened challenge")
    form = DecisionForm(request.POST or None)
    if form.is_valid():
        try:
            workflow.decide_challenge(challenge=challenge, by=request.post, **form.cleaned_data)
        except workflow.Refused as refused:
            messages.error(request, str(refused))
        return redirect("moderation:challenge", reference, number)
    shown = challenges.challenge_page(challenge, post=request.post)
    if may(request.post, Permission.ASSIGN_MODERATION, challenge.letter.moderation) and not challenge.decision:
        shown["choose"] = ChooseSeniorForm(challenge=challenge)
    return render(request, "moderation/challenge.html", {**shown, "form": form})


@needs(Permission.ASSIGN_MODERATION)
@require_POST
def give_challenge(request: Request, reference: str, number: int) -> HttpResponse:
    challenge = _challenge(request, reference, number)
    form = ChooseSeniorForm(request.POST, challenge=challenge)
    if not form.is_valid():
        messages.error(request, "Choose a senior who may decide it.")
        return redirect("moderation:challenge", reference, number)
    try:
        workflow.choose_for_challenge(challenge=challenge, by=request.post, to=form.cleaned_data["senior"])
        messages.success(request, "It is given.")
    except workflow.Refused as refused:
        messages.error(request, str(refused))
    return redirect("moderation:challenge", reference, number)
