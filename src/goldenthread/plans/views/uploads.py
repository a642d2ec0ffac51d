"""Files: hand in one or many, see what became of each, deal with those that were set aside."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from goldenthread.history.record import record, record_read
from goldenthread.people.acting import Request
from goldenthread.permissions import Permission, needs
from goldenthread.plans import workflow
from goldenthread.plans.forms import MatchForm, UploadForm, UploadManyForm
from goldenthread.plans.models import Upload
from goldenthread.plans.queries import uploads as queries
from goldenthread.plans.queries.plan import plan_for
from goldenthread.plans.queries.register import visible_to
from goldenthread.plans.views.files import taken_away

ask_and_save = require_http_methods(["GET", "HEAD", "POST"])


@needs(Permission.UPLOAD_VERSION)
@ask_and_save
def upload(request: Request, reference: str) -> HttpResponse:
    """Bring in a version of one plan."""
    plan = plan_for(reference, request.post, Permission.UPLOAD_VERSION)
    form = UploadForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        return _receive(request, form, plan=plan)
    record_read(on=plan, by=request.post, what="looked at the page to bring in a version")
    return render(request, "plans/upload.html", {"form": form, "plan": plan})


@needs(Permission.UPLOAD_BATCH)
@ask_and_save
def upload_many(request: Request) -> HttpResponse:
    """Bring in plans of many children at once."""
    form = UploadManyForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        return _receive(request, form)
    return render(request, "plans/upload_many.html", {"form": form})


def _receive(request: Request, form: Any, **about: Any) -> HttpResponse:
    received = workflow.receive_uploads(
        authority=request.post.authority,
        files=form.cleaned_data["documents"],
        status=form.cleaned_data["status"],
        by=request.post,
        **about,
    )
    return redirect("plans:uploads", received[0].batch)


@needs(Permission.UPLOAD_VERSION)
@require_GET
def batch(request: Request, batch: str) -> HttpResponse:
    """What became of each file of a batch; while some wait, the page looks again by itself."""
    lines = queries.lines_of_batch(request.post, batch)
    if not lines:
        raise Http404
    if not request.htmx:
        record_read(on=request.post.authority, by=request.post, what="looked at uploads", lines=len(lines))
    count = queries.counted([line.upload for line in lines])
    template = "plans/_uploads.html" if request.htmx else "plans/uploads.html"
    guessed = [line for line in lines if line.guess]
    return render(request, template, {"lines": lines, "guessed": guessed, "count": count, "batch": batch})


@needs(Permission.UPLOAD_VERSION)
@require_GET
def set_aside(request: Request) -> HttpResponse:
    """Files that somebody still has to deal with."""
    lines = queries.lines_of(queries.still_to_deal_with(request.post), request.post)
    record_read(on=request.post.authority, by=request.post, what="looked at uploads", lines=len(lines))
    return render(request, "plans/set_aside.html", {"lines": lines})


def _own(request: Any, batch: str, pk: int) -> Upload:
    return get_object_or_404(queries.uploads_visible_to(request.post), batch=batch, pk=pk)


@needs(Permission.UPLOAD_VERSION)
@require_POST
def match(request: Request, batch: str, pk: int) -> HttpResponse:
    """Say which plan an unmatched file is a version of."""
    upload = _own(request, batch, pk)
    form = MatchForm(request.POST)
    plan = None
    if form.is_valid():
        plan = visible_to(request.post).filter(reference__iexact=form.cleaned_data["reference"].strip()).first()
    if plan is None:
        messages.error(request, "No plan here has that reference.")
        return redirect("plans:uploads", batch)
    try:
        workflow.say_whose(upload=upload, plan=plan, by=request.post)
    except workflow.Refused as refused:
        messages.error(request, str(refused))
    return redirect("plans:uploads", batch)


@needs(Permission.UPLOAD_VERSION)
@require_POST
def match_many(request: Request, batch: str) -> HttpResponse:
    """File at once what was ticked of the plans that file names may mean. One that cannot be filed holds up no other."""
    found = queries.lines_of_batch(request.post, batch)
    if not found:
        raise Http404
    lines = {line.said: line for line in found if line.guess}
    ticked = [lines[said] for said in dict.fromkeys(request.POST.getlist("files")) if said in lines]
    filed = 0
    for line in ticked:
        try:
            workflow.say_whose(upload=line.upload, plan=line.guess, by=request.post)  # type: ignore[arg-type]
        except workflow.Refused as refused:
            messages.error(request, f"{line.upload.original_name}: {refused}")
        else:
            filed += 1
    if not ticked:
        messages.error(request, "Tick the files that belong to the plan beside them.")
    if filed:
        messages.success(request, f"{filed} file{'s' * (filed != 1)} matched. They are being read.")
    return redirect("plans:uploads", batch)


@needs(Permission.UPLOAD_VERSION)
@require_POST
def again(request: Request, batch: str, pk: int) -> HttpResponse:
    """Start the reading again of a file that has waited too long."""
    workflow.read_again(upload=_own(request, batch, pk), by=request.post)
    return redirect("plans:uploads", batch)


@needs(Permission.UPLOAD_VERSION)
@require_GET
def original(request: Request, batch: str, pk: int) -> FileResponse:
    """Give a file that was set aside back to whoever handed it in."""
    upload = _own(request, batch, pk)
    if upload.uploaded_by_id != request.post.pk or not upload.file:
        raise Http404
    record("file given back", on=upload, by=request.post)
    return taken_away(upload.file, name=upload.original_name)


@needs(Permission.UPLOAD_VERSION)
@require_POST
def remove(request: Request, batch: str, pk: int) -> HttpResponse:
    """Take a file away that was set aside."""
    try:
        workflow.remove_file(upload=_own(request, batch, pk), by=request.post)
    except workflow.Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "The file was taken away.")
    return redirect("plans:set_aside")
