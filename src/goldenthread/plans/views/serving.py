"""What leaves the building: a draft is served or released, a plan made final."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from goldenthread import world
from goldenthread.history.record import record_read
from goldenthread.people.acting import Request
from goldenthread.permissions import Permission, needs
from goldenthread.plans import workflow
from goldenthread.plans.forms import CorrectServiceForm, DayForm, ReleaseForm
from goldenthread.plans.queries import serving as queries
from goldenthread.plans.queries.plan import version_for

ask_and_save = require_http_methods(["GET", "HEAD", "POST"])


@needs(Permission.SERVE)
@ask_and_save
def serve(request: Request, reference: str, number: int) -> HttpResponse:
    """Record the day on which a draft was served, when something lets it out."""
    version = version_for(reference, number, request.post, Permission.SERVE)
    form = DayForm(request.POST or None, initial={"on": world.today()})
    if done := _done(form, lambda day: workflow.serve(version=version, by=request.post, **day)):
        messages.success(request, f"Version {number} was served on {done.served_on:%-d %B %Y}.")
        return redirect(version.plan)
    record_read(on=version, by=request.post, what="looked at serving it", number=number)
    return render(request, "plans/serve.html", {"form": form, **queries.serve_page(version)})


@needs(Permission.CORRECT_SERVICE)
@ask_and_save
def correct_service(request: Request, reference: str, number: int) -> HttpResponse:
    """The lead puts a wrongly recorded day of service right."""
    version = version_for(reference, number, request.post, Permission.CORRECT_SERVICE)
    form = CorrectServiceForm(request.POST or None, initial={"on": version.served_on})
    if done := _done(form, lambda words: workflow.correct_service(version=version, by=request.post, **words)):
        messages.success(request, f"Version {number} was served on {done.became:%-d %B %Y}, not {done.was:%-d %B %Y}.")
        return redirect(version.plan)
    record_read(on=version, by=request.post, what="looked at correcting its service", number=number)
    return render(request, "plans/correct_service.html", {"form": form, **queries.correct_service_page(version)})


@needs(Permission.RELEASE)
@ask_and_save
def release(request: Request, reference: str, number: int) -> HttpResponse:
    """The lead lets a draft out that was not moderated in time."""
    version = version_for(reference, number, request.post, Permission.RELEASE)
    form = ReleaseForm(request.POST or None)
    if _done(form, lambda why: workflow.release(version=version, by=request.post, **why)):
        messages.success(request, f"Version {number} is released. It may be served.")
        return redirect(version.plan)
    record_read(on=version, by=request.post, what="looked at releasing it", number=number)
    return render(request, "plans/release.html", {"form": form, **queries.release_page(version)})


@needs(Permission.SERVE)
@ask_and_save
def final(request: Request, reference: str, number: int) -> HttpResponse:
    """Record the day on which the plan was made final, after the family's fifteen days."""
    version = version_for(reference, number, request.post, Permission.SERVE)
    form = DayForm(request.POST or None, initial={"on": world.today()})
    if done := _done(form, lambda day: workflow.make_final(version=version, by=request.post, **day)):
        messages.success(request, f"The plan was made final on {done.finalised_on:%-d %B %Y}.")
        return redirect(version.plan)
    record_read(on=version, by=request.post, what="looked at making it final", number=number)
    return render(request, "plans/final.html", {"form": form, **queries.final_page(version)})


def _done(form: Any, verb: Callable[[dict[str, Any]], Any]) -> Any:
    """What the verb gave back; None when the form was not sent, or the verb refused: the form then says why."""
    if not form.is_valid():
        return None
    try:
        return verb(form.cleaned_data)
    except workflow.Refused as refused:
        form.add_error(next(iter(form.fields)), str(refused))
        return None
