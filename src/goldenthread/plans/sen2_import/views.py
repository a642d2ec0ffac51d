"""The pages of a return, in the order in which one meets them."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ehcp.sen2.record import Unreadable
from goldenthread.history.record import record_read
from goldenthread.lifecycle import WrongStage
from goldenthread.permissions import Permission, needs
from goldenthread.plans.models import Sen2Import
from goldenthread.plans.sen2_import import queries, showing, workflow
from goldenthread.plans.sen2_import.forms import ReturnForm, answers_of
from goldenthread.plans.sen2_import.stages import WORKING, State

FOLDER = "plans/sen2_import"
ask_and_save = require_http_methods(["GET", "HEAD", "POST"])


def _wanted(request: Any, reference: str) -> Sen2Import:
    return get_object_or_404(queries.visible_to(request.post), reference=reference)


@needs(Permission.IMPORT_REGISTER)
@require_GET
def returns(request: Any) -> HttpResponse:
    """Every return that was handed in, newest first."""
    page = showing.imports_page(request.post, request.GET.get("page"))
    return render(request, f"{FOLDER}/returns.html", {"page": page, "table": showing.imports_table(page)})


@needs(Permission.IMPORT_REGISTER)
@ask_and_save
def start(request: Any) -> HttpResponse:
    """Choose the files."""
    is_sent = request.method == "POST"
    form = ReturnForm(request.POST, request.FILES) if is_sent else ReturnForm()
    if is_sent and form.is_valid():
        try:
            made = workflow.start_return(
                authority=request.post.authority, by=request.post, files=form.cleaned_data["documents"]
            )
        except Unreadable as refused:
            form.add_error("documents", refused.sentence)
        else:
            return redirect("plans:sen2", made.reference)
    return render(request, f"{FOLDER}/start.html", {"form": form})


@needs(Permission.IMPORT_REGISTER)
@require_GET
def one(request: Any, reference: str) -> HttpResponse:
    """Where a return stands: being worked on, to be looked at, applied, or stopped."""
    sen2_import = _wanted(request, reference)
    context: dict[str, Any] = {"sen2_import": sen2_import, **showing.about(sen2_import)}
    if sen2_import.state in WORKING:
        return render(request, f"{FOLDER}/progress.html", context)
    if sen2_import.state not in (State.PREVIEWED, State.APPLIED):
        return render(request, f"{FOLDER}/stopped.html", context)
    shown = showing.persons_of(sen2_import, shown=request.GET.get("show", ""), number=request.GET.get("page"))
    record_read(
        on=sen2_import,
        by=request.post,
        what="looked at the persons",
        rows=shown.shown,
        page=shown.page.number,
        children=showing.children_on(shown),
    )
    context |= {
        "shown": shown,
        "same": queries.earlier_of_the_same(sen2_import),
        "faults": sum(sen2_import.quality_check.counts.values()),
    }
    return render(request, f"{FOLDER}/preview.html", context)


@needs(Permission.IMPORT_REGISTER)
@require_GET
def progress(request: Any, reference: str) -> HttpResponse:
    """The count of a working return, for the page to fetch; once it is done the page is told to come again whole."""
    sen2_import = _wanted(request, reference)
    response = render(request, f"{FOLDER}/_progress.html", {"sen2_import": sen2_import})
    if sen2_import.state not in WORKING:
        response["HX-Refresh"] = "true"
    return response


@needs(Permission.IMPORT_REGISTER)
@require_POST
def say_who(request: Any, reference: str) -> HttpResponse:
    """Say of persons who were found by name and date of birth alone whether they are."""
    answers = answers_of(request.POST.dict())
    try:
        workflow.say_who(sen2_import=_wanted(request, reference), by=request.post, answers=answers)
    except WrongStage as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "Saved.")
    return redirect(reverse("plans:sen2", args=[reference]) + "?show=asked")


def _act(request: Any, reference: str, verb: Any) -> HttpResponse:
    try:
        verb(sen2_import=_wanted(request, reference), by=request.post)
    except WrongStage as refused:
        messages.error(request, str(refused))
    return redirect("plans:sen2", reference)


@needs(Permission.IMPORT_REGISTER)
@require_POST
def apply(request: Any, reference: str) -> HttpResponse:
    """Apply what the preview shows."""
    return _act(request, reference, workflow.apply_return)


@needs(Permission.IMPORT_REGISTER)
@require_POST
def carry_on(request: Any, reference: str) -> HttpResponse:
    """Take the work up again after a stop."""
    return _act(request, reference, workflow.carry_on)


@needs(Permission.IMPORT_REGISTER)
@require_POST
def abandon(request: Any, reference: str) -> HttpResponse:
    """Let the return be."""
    return _act(request, reference, workflow.abandon_return)
