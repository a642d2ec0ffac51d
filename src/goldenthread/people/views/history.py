"""Who opened and changed what, and who has looked at one child's record."""

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from goldenthread.history.record import record
from goldenthread.people.acting import Request
from goldenthread.people.forms import HistoryForm
from goldenthread.people.queries import history as queries
from goldenthread.permissions import Permission, needs


@needs(Permission.READ_HISTORY)
@require_GET
def history(request: Request) -> HttpResponse:
    """The history of the authority, narrowed by person, plan reference, days, reads or changes."""
    form = HistoryForm(request.GET or None, people=queries.people_named(request.post))
    events = queries.visible_to(request.post)
    if form.is_bound:
        events = queries.narrowed(events, **form.cleaned_data) if form.is_valid() else events.none()
    page = Paginator(events, queries.A_PAGE).get_page(request.GET.get("page"))
    return render(request, "people/history.html", {"form": form, "page": page, "lines": queries.lines(page)})


@needs(Permission.READ_HISTORY)
@require_GET
def access_report(request: Request, reference: str) -> HttpResponse:
    """Every time that a child's record was opened, found by a plan's reference. That this was looked up is noted too."""
    events = queries.reads_of_child(request.post, reference)
    if events is None:
        raise Http404
    record("access report read", on=request.post, by=request.post, plan=reference)
    page = Paginator(events, queries.A_PAGE).get_page(request.GET.get("page"))
    context = {"reference": reference, "page": page, "lines": queries.lines(page)}
    return render(request, "people/access_report.html", context)
