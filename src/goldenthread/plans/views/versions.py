"""A version to read, two of them side by side, and the file itself."""

from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from goldenthread.history.record import record_read
from goldenthread.people.acting import Request
from goldenthread.permissions import Permission, needs
from goldenthread.plans.queries import changes, reading
from goldenthread.plans.queries.plan import version_for
from goldenthread.plans.views.files import taken_away


@needs(Permission.READ_PLAN)
@require_GET
def version(request: Request, reference: str, number: int) -> HttpResponse:
    """The text of a version, section by section. ?words= marks a place that another page led to."""
    version = version_for(reference, number, request.post)
    record_read(on=version, by=request.post, what="read", number=number)
    return render(request, "plans/version.html", reading.version_page(version, request.post, at=request.GET))


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
