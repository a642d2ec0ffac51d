"""Raise a concern, I know this child: a click away from every page of a moderation."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from goldenthread.history.record import record_read
from goldenthread.moderation import workflow
from goldenthread.moderation.forms import ConcernDoneForm, ConcernForm
from goldenthread.moderation.queries.contacts import contact_for, contacts_of
from goldenthread.moderation.queries.moderations import concerns_visible_to, visible_to
from goldenthread.moderation.workflow.refusals import Refused
from goldenthread.people.acting import Request
from goldenthread.permissions import Permission, may, needs, require
from goldenthread.plans.models import PlanVersion


@require_http_methods(["GET", "POST"])
@needs(Permission.RAISE_CONCERN)
def raise_concern(request: Request, reference: str) -> HttpResponse:
    """From a moderation: for its moderator and the lead."""
    moderation = get_object_or_404(visible_to(request.post), reference=reference)
    require(request.post, Permission.RAISE_CONCERN, moderation)
    form = ConcernForm(request.POST or None)
    if form.is_valid():
        concern = workflow.raise_concern(
            version=moderation.version, moderation=moderation, by=request.post, **form.cleaned_data
        )
        return redirect("moderation:concern", concern.reference)
    context = {
        "form": form,
        "reference": moderation.plan.reference,
        "back": moderation.get_absolute_url(),
        "contacts": contacts_of(moderation.authority_id),
    }
    return render(request, "moderation/raise_concern.html", context)


@require_http_methods(["GET", "POST"])
@needs(Permission.RAISE_CONCERN)
def raise_concern_about_version(request: Request, reference: str, number: int) -> HttpResponse:
    """From a plan's own page: for its writer, its assistant, whoever was given it to read."""
    versions = PlanVersion.objects.select_related("plan__authority", "plan__child").defer("text")
    version: PlanVersion = get_object_or_404(versions, plan__reference=reference, number=number)
    require(request.post, Permission.RAISE_CONCERN, version)
    form = ConcernForm(request.POST or None)
    if form.is_valid():
        concern = workflow.raise_concern(version=version, by=request.post, **form.cleaned_data)
        return redirect("moderation:concern", concern.reference)
    context = {
        "form": form,
        "reference": version.plan.reference,
        "back": version.plan.get_absolute_url(),
        "contacts": contacts_of(version.authority_id),
    }
    return render(request, "moderation/raise_concern.html", context)


@require_http_methods(["GET", "POST"])
@needs(Permission.RAISE_CONCERN)
def concern(request: Request, reference: str) -> HttpResponse:
    """The receipt for whoever raised it; for the lead what was seen, and what was done about it."""
    found = get_object_or_404(concerns_visible_to(request.post), reference=reference)
    may_take = bool(may(request.post, Permission.SEE_CONCERNS, found))
    form = ConcernDoneForm(request.POST or None, initial={"what_was_done": found.what_was_done}) if may_take else None
    if form is not None and form.is_valid():
        workflow.take_concern(concern=found, by=request.post, **form.cleaned_data)
        return redirect("moderation:concern", reference)
    record_read(on=found, by=request.post, what="opened concern")
    contact = contact_for(found)
    context = {"concern": found, "form": form, "may_take": may_take, "contact": contact}
    return render(request, "moderation/concern.html", context)


@require_GET
@needs(Permission.SEE_CONCERNS)
def concerns(request: Request) -> HttpResponse:
    return render(request, "moderation/concerns.html", {"concerns": concerns_visible_to(request.post)[:200]})


@require_http_methods(["GET", "POST"])
@needs(Permission.MODERATE)
def stand_down(request: Request, reference: str) -> HttpResponse:
    """ "I know this child". By script or not: a link leads here, one button closes the plan, no reason is asked."""
    mine = visible_to(request.post).filter(moderator=request.post)
    moderation = get_object_or_404(mine, reference=reference)
    if request.method == "GET":
        return render(request, "moderation/stand_down.html", {"moderation": moderation})
    try:
        after = workflow.stand_down(moderation=moderation, by=request.post)
    except Refused as refused:
        return render(
            request, "moderation/stand_down.html", {"moderation": moderation, "refused": str(refused)}, status=409
        )
    context = {"reference": moderation.plan.reference, "was_given": after.moderator_id is not None}
    return render(request, "moderation/stood_down.html", context)
