"""Pages of this room: how far moderators agree with each check."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from goldenthread.people.acting import Request
from goldenthread.permissions import Permission, needs
from goldenthread.screenings.queries.table import check_page, checks_page


@needs(Permission.SEE_CHECKS)
@require_GET
def checks(request: Request) -> HttpResponse:
    return render(request, "screenings/checks.html", {"page": checks_page()})


@needs(Permission.SEE_CHECKS)
@require_GET
def check(request: Request, code: str) -> HttpResponse:
    page = check_page(code)
    if page is None:
        raise Http404
    return render(request, "screenings/check.html", {"page": page})
