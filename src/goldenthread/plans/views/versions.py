"""A version to read, two of them side by side, and the file itself."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from goldenthread.history.record import record_read
from goldenthread.people.acting import Request
from goldenthread.permissions import Permission, needs
from goldenthread.plans import workflow
from goldenthread.plans.forms import RightChildForm
from goldenthread.plans.models import PlanVersion
from goldenthread.plans.queries import changes, child_question, reading
from goldenthread.plans.queries.names import ChildQuestion
from goldenthread.plans.queries.plan import version_for
from goldenthread.plans.views.files import taken_away


@needs(Permission.READ_PLAN)
@require_GET
def version(request: Request, reference: str, number: int) -> HttpResponse:
    """The text of a version, section by section. ?words= marks a place that another page led to."""
    version = version_for(reference, number, request.post)
    record_read(on=version, by=request.post, what="read", number=number)
    return render(request, "plans/version.html", reading.version_page(version, request.post, at=request.GET))


@needs(Permission.CONFIRM_CHILD)
@require_http_methods(["GET", "HEAD", "POST"])
def right_child(request: Request, reference: str, number: int) -> HttpResponse:
    """Look a second time whose plan a version is, and answer."""
    version = version_for(reference, number, request.post, Permission.CONFIRM_CHILD)
    question = child_question(version)
    form = RightChildForm(request.POST or None)
    if question is None or not question.waits_for_second_look:
        return redirect(version.plan)
    if request.POST.get("then") == "send-back":
        return _send_back(request, version, question)
    if form.is_valid():
        try:
            workflow.confirm_right_child(version=version, by=request.post, **form.cleaned_data)
        except (workflow.Refused, PermissionDenied) as refused:
            form.add_error(None, str(refused) or "You wrote it, so somebody else has to look.")
        else:
            messages.success(request, "Saved. It stands beside the plan, with your name.")
            return redirect(version.plan)
    record_read(on=version, by=request.post, what="looked whose plan it is", number=number)
    context = {"plan": version.plan, "plan_version": version, "child_question": question, "form": form}
    return render(request, "plans/right_child.html", context)


def _send_back(request: Request, version: PlanVersion, question: ChildQuestion) -> HttpResponse:
    try:
        workflow.send_back_whose(version=version, by=request.post, words=request.POST.get("words", ""))
    except workflow.Refused as refused:
        form = RightChildForm(request.POST)
        # What it is because of is asked only of who says that it is the right child's.
        form.errors.clear()
        form.add_error("words", str(refused))
        context = {"plan": version.plan, "plan_version": version, "child_question": question, "form": form}
        return render(request, "plans/right_child.html", context, status=422)
    messages.success(request, "Sent back. Its writer is asked to look again, and it cannot go to the family before.")
    return redirect(version.plan)


@needs(Permission.READ_PLAN)
@require_GET
def compare(request: Request, reference: str) -> HttpResponse:
    """Two versions: what changed. ?old= and ?new= say which; without them the newest and the one before it."""
    pair = changes.pair_of(reference, request.post, old=request.GET.get("old"), new=request.GET.get("new"))
    for one in (pair.older, pair.newer):
        record_read(on=one, by=request.post, what="compared", number=one.number)
    comparison = changes.compared(pair.older.document, pair.newer.document)
    return render(request, "plans/compare.html", {"pair": pair, "comparison": comparison})


@needs(Permission.READ_PLAN)
@require_GET
def original(request: Request, reference: str, number: int) -> FileResponse:
    """The file as it came in."""
    version = version_for(reference, number, request.post)
    record_read(on=version, by=request.post, what="took the file away", number=number)
    name = f"{version.reference}-version-{number}.{version.file_format}"
    return taken_away(version.file, name=name, file_format=version.file_format)
