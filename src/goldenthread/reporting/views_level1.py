"""The Level 1 figures: every plan is counted. For those who keep the deadlines, who see the rows behind them anyway."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from goldenthread import world
from goldenthread.history.record import record_read
from goldenthread.people import choices
from goldenthread.people.acting import Request
from goldenthread.permissions import Permission, needs
from goldenthread.reporting import compliance, level1
from goldenthread.reporting.queries import compliance as checked
from goldenthread.reporting.queries.level1 import gather


@require_GET
@needs(Permission.SEE_DEADLINES)
def level1_page(request: Request) -> HttpResponse:
    """Timeliness in a period, with and without exceptions, and what is overdue today."""
    on = world.today()
    period = level1.asked(request.GET.get("period", ""), on)
    least = choices.value(request.post.authority, "figures.percent-least")
    page = level1.page(gather(request.post, period, on=on), period, percent_least=least)
    record_read(on=request.post.authority, by=request.post, what="looked at Level 1 figures")
    context = {
        "page": page,
        "on": on,
        "offered": level1.offered(on),
        "checked": compliance.parts(checked.gather(request.post, period), on),
        "columns": compliance.COLUMNS,
    }
    return render(request, "reporting/level1.html", context)
