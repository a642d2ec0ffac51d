"""The pages of figures, and the files that hold the same."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from goldenthread import world
from goldenthread.history.record import record, record_read
from goldenthread.people import choices
from goldenthread.people.acting import Request
from goldenthread.permissions import ROLES, Permission, Role, needs, require
from goldenthread.reporting import exports, kept, periods, staff
from goldenthread.reporting.forms import PeriodForm
from goldenthread.reporting.level3 import Level3
from goldenthread.reporting.periods import Period
from goldenthread.reporting.queries import staff as staff_queries
from goldenthread.reporting.rows import Limits

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _asked_for(request: Request) -> tuple[PeriodForm, Period]:
    """The months in the address, or the usual ones where none or nonsense is asked for; the form says what is wrong."""
    since = periods.began(request.post.authority.created_at)
    usual = periods.usual(world.today(), since=since)
    if "from" not in request.GET and "to" not in request.GET:
        return PeriodForm(initial={"from": usual.first, "to": usual.last}, on=world.today(), since=since), usual
    form = PeriodForm(request.GET, on=world.today(), since=since)
    return form, form.period() if form.is_valid() else usual


def _limits(request: Request) -> Limits:
    return Limits.of(choices.values(request.post.authority))


@require_GET
@needs(Permission.SEE_FIGURES)
def level3_page(request: Request) -> HttpResponse:
    form, period = _asked_for(request)
    asked = kept.asked(request.post.authority, period)
    shown = {"form": form, "period": period, "on": asked.on, "offered": periods.offered(asked.on)}
    return render(request, "reporting/level3.html", {**shown, "figures": kept.words(asked)})


@require_GET
@needs(Permission.EXPORT_FIGURES)
def level3_csv(request: Request) -> HttpResponse:
    page = kept.made(kept.asked(request.post.authority, _asked_for(request)[1]))
    return _file(request, page, exports.as_csv(page), ending="csv", kind="text/csv; charset=utf-8")


@require_GET
@needs(Permission.EXPORT_FIGURES)
def level3_excel(request: Request) -> HttpResponse:
    page = kept.made(kept.asked(request.post.authority, _asked_for(request)[1]))
    made_for = ROLES[Role(request.post.role)][0]
    content = exports.as_excel(page, authority=request.post.authority.name, made_for=made_for)
    return _file(request, page, content, ending="xlsx", kind=EXCEL)


def _file(request: Request, page: Level3, content: bytes, *, ending: str, kind: str) -> HttpResponse:
    """The file as a download. The history keeps who took which months away."""
    first, last = page.period.first, page.period.last
    record("figures taken away", on=request.post.authority, by=request.post, file=ending, first=first, last=last)
    name = exports.file_name(page, ending)
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


@require_GET
@needs(Permission.SEE_STAFF_FIGURES)
def officers(request: Request) -> HttpResponse:
    form, period = _asked_for(request)
    table = staff.table_of_officers(
        staff_queries.officers_visible_to(request.post),
        staff_queries.moderated_of_each(request.post, period),
        _limits(request),
        lambda officer: f"{reverse('reporting:officer', args=[officer.pk])}?{period.query}",
    )
    return render(
        request,
        "reporting/officers.html",
        {"table": table, "form": form, "period": period, "for_coaching": staff.FOR_COACHING},
    )


@require_GET
@needs(Permission.SEE_STAFF_FIGURES)
def officer(request: Request, pk: int) -> HttpResponse:
    officer = get_object_or_404(staff_queries.officers_visible_to(request.post), pk=pk)
    require(request.post, Permission.SEE_STAFF_FIGURES, officer)
    form, period = _asked_for(request)
    record_read(on=officer, by=request.post, what="figures opened", first=period.first, last=period.last)
    limits = _limits(request)
    page = staff.page(officer, staff_queries.gather(officer, period), limits)
    return render(
        request,
        "reporting/officer.html",
        {"page": page, "form": form, "period": period, "limits": limits, "for_coaching": staff.FOR_COACHING},
    )
