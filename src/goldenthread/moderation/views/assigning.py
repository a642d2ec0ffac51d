"""What the lead does with a moderation, and what anybody does who asks for one."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from goldenthread.history.record import record_read
from goldenthread.lifecycle import WrongStage
from goldenthread.moderation import workflow
from goldenthread.moderation.forms import AssignForm, ReasonForm, WithdrawForm
from goldenthread.moderation.queries.moderations import visible_to
from goldenthread.moderation.queries.seniors import candidates_for
from goldenthread.moderation.workflow.refusals import Refused
from goldenthread.people.acting import Request
from goldenthread.permissions import Permission, needs
from goldenthread.plans.models import PlanVersion
from goldenthread.plans.workflow import Refused as PlanRefused


@require_http_methods(["GET", "POST"])
@needs(Permission.ASSIGN_MODERATION)
def assign(request: Request, reference: str) -> HttpResponse:
    moderation = get_object_or_404(visible_to(request.post), reference=reference)
    candidates = candidates_for(moderation)
    form = AssignForm(request.POST or None, seniors=candidates.may_be_chosen)
    if form.is_valid():
        try:
            workflow.reassign(moderation=moderation, by=request.post, to=form.cleaned_data["to"])
            return redirect(moderation)
        except Refused as refused:
            form.add_error("to", str(refused))
    record_read(on=moderation, by=request.post, what="opened assignment")
    context = {"moderation": moderation, "form": form, "candidates": candidates, "withdrawing": WithdrawForm()}
    return render(request, "moderation/assign.html", context)


@require_POST
@needs(Permission.ASSIGN_MODERATION)
def withdraw(request: Request, reference: str) -> HttpResponse:
    moderation = get_object_or_404(visible_to(request.post), reference=reference)
    form = WithdrawForm(request.POST)
    if not form.is_valid():
        candidates = candidates_for(moderation)
        context = {
            "moderation": moderation,
            "form": AssignForm(seniors=candidates.may_be_chosen),
            "candidates": candidates,
            "withdrawing": form,
        }
        return render(request, "moderation/assign.html", context, status=422)
    try:
        workflow.withdraw(moderation=moderation, by=request.post, **form.cleaned_data)
    except (Refused, WrongStage) as refused:
        messages.error(request, str(refused))
    return redirect(moderation)


@require_http_methods(["GET", "POST"])
@needs(Permission.PICK_PURPOSIVELY)
def ask(request: Request, reference: str, number: int) -> HttpResponse:
    """Ask for the moderation of one version. It is marked so, and stays outside every headline rate."""
    versions = PlanVersion.objects.select_related("plan__child", "plan__officer", "writer").defer("text")
    version: PlanVersion = get_object_or_404(versions, plan__reference=reference, number=number)
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        try:
            workflow.moderate_on_request(version=version, by=request.post, reason=form.cleaned_data["reason"])
            messages.success(request, f"The moderation of {reference} is asked for.")
            return redirect(version.plan)
        except (Refused, PlanRefused) as refused:
            form.add_error("reason", str(refused))
    return render(request, "moderation/ask.html", {"version": version, "form": form})
