"""The kind of a plan: changed by hand, and confirmed by the quality lead."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from goldenthread.history.record import record_read
from goldenthread.people.acting import Request
from goldenthread.permissions import Permission, needs
from goldenthread.plans import workflow
from goldenthread.plans.forms import KindForm, KindsForm
from goldenthread.plans.queries import kinds as queries
from goldenthread.plans.queries.plan import plan_for

ask_and_save = require_http_methods(["GET", "HEAD", "POST"])


@needs(Permission.IMPORT_REGISTER)
@ask_and_save
def kind(request: Request, reference: str) -> HttpResponse:
    """Say that a plan is of another kind."""
    plan = plan_for(reference, request.post, Permission.IMPORT_REGISTER)
    form = KindForm(request.POST or None, initial={"kind": plan.kind})
    if form.is_valid():
        workflow.change_kind(plan=plan, kind=form.cleaned_data["kind"], by=request.post)
        messages.success(request, "Saved.")
        return redirect(plan)
    record_read(on=plan, by=request.post, what="looked at the kind of a plan")
    return render(request, "plans/kind.html", {"plan": plan, "form": form, "counted": queries.counted(plan.pk)})


@needs(Permission.CONFIRM_KIND)
@ask_and_save
def kinds(request: Request) -> HttpResponse:
    """The kinds that wait for the lead: confirm them, or set them back."""
    page, lines = queries.page_to_confirm(request.post, request.GET.get("page"))
    form = KindsForm(request.POST or None, lines=lines)
    if form.is_valid():
        decide = workflow.confirm_kinds if form.cleaned_data["decision"] == "confirm" else workflow.set_back_kinds
        number = decide(plans=form.chosen, by=request.post)
        messages.success(request, f"Saved for {number} plan{'s' * (number != 1)}.")
        return redirect("plans:kinds")
    record_read(on=request.post.authority, by=request.post, what="looked at kinds to confirm", lines=len(lines))
    return render(request, "plans/kinds.html", {"page": page, "lines": lines, "form": form})
