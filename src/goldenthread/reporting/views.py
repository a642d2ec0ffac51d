"""The pages of figures, and the files that hold the same."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from goldenthread import world
from goldenthread.history.record import record, record_read
from goldenthread.people.acting import Request
from goldenthread.permissions import ROLES, Permission, Role, may, needs, require
from goldenthread.reporting import exports, kept, staff
from goldenthread.reporting.asking import Months, months_asked
from goldenthread.reporting.level3 import Level3
from goldenthread.reporting.queries import staff as staff_queries

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_GET
@needs(Permission.SEE_FIGURES)
def level3_page(request: Request) -> HttpResponse:
    months = months_asked(request)
    asked = kept.asked(request.post.authority, months.period, months.limits, is_free=months.is_free)
    shown = {"form": months.form, "months": months, "period": months.period, "on": asked.on}
    return render(request, "reporting/level3.html", {**shown, "figures": kept.words(asked)})


@require_GET
@needs(Permission.EXPORT_FIGURES)
def level3_csv(request: Request) -> HttpResponse:
    page = _page_of_file(request)
    return _file(request, page, exports.as_csv(page), ending="csv", kind="text/csv; charset=utf-8")


@require_GET
@needs(Permission.EXPORT_FIGURES)
def level3_excel(request: Request) -> HttpResponse:
    page = _page_of_file(request)
    made_for = ROLES[Role(request.post.role)][0]
    content = exports.as_excel(page, authority=request.post.authority.name, made_for=made_for)
    return _file(request, page, content, ending="xlsx", kind=EXCEL)


def _page_of_file(request: Request) -> Level3:
    """Files leave the house, so they are of the calendar's periods alone, whoever takes them away."""
    months = months_asked(request, may_be_free=False)
    return kept.made(kept.asked(request.post.authority, months.period, months.limits))


def _file(request: Request, page: Level3, content: bytes, *, ending: str, kind: str) -> HttpResponse:
    """The file as a download. The history keeps who took which months away."""
    first, last = page.period.first, page.period.last
    record("figures taken away", on=request.post.authority, by=request.post, file=ending, first=first, last=last)
    name = exports.file_name(page, ending)
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def _months_of_staff(request: Request) -> Months:
    """Officers see their own drafts one by one anyway, so they may choose any months for the figures about themselves."""
    about_oneself = request.post.role == Role.OFFICER
    return months_asked(request, may_be_free=about_oneself or bool(may(request.post, Permission.CHOOSE_MONTHS)))


@require_GET
@needs(Permission.SEE_STAFF_FIGURES)
def officers(request: Request) -> HttpResponse:
    months = _months_of_staff(request)
    around = months.period if months.is_free else months.calendar.around(months.period)
    table = staff.table_of_officers(
        staff_queries.officers_visible_to(request.post),
        staff_queries.moderated_of_each(request.post, around),
        months,
        lambda officer: f"{reverse('reporting:officer', args=[officer.pk])}?{months.query}",
        on=world.today(),
    )
    shown = {"form": months.form, "months": months, "for_coaching": staff.FOR_COACHING}
    return render(request, "reporting/officers.html", {"table": table, **shown})


@require_GET
@needs(Permission.SEE_STAFF_FIGURES)
def officer(request: Request, pk: int) -> HttpResponse:
    officer = get_object_or_404(staff_queries.officers_visible_to(request.post), pk=pk)
    require(request.post, Permission.SEE_STAFF_FIGURES, officer)
    months = _months_of_staff(request)
    record_read(on=officer, by=request.post, what="figures opened", first=months.period.first, last=months.period.last)
    around = months.period if months.is_free else months.calendar.around(months.period)
    moderated = staff_queries.moderated_of_each(request.post, around)[officer.pk]
    is_told = staff.is_told(moderated, months, on=world.today())
    found = staff_queries.gather(officer, months.period) if is_told else None
    shown = {"form": months.form, "months": months, "limits": months.limits, "for_coaching": staff.FOR_COACHING}
    return render(request, "reporting/officer.html", {"page": staff.page(officer, found, months.limits), **shown})
