"""The list of moderations: a senior's own, the lead's all."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from goldenthread import world
from goldenthread.moderation.forms import FilterForm
from goldenthread.moderation.queries import moderations as rows_of
from goldenthread.people.acting import Request
from goldenthread.permissions import Permission, may, needs

PAGE = 50


@require_GET
@needs(Permission.READ_MODERATION)
def moderations(request: Request) -> HttpResponse:
    form = FilterForm(request.GET or None, moderators=rows_of.moderators_in(request.post))
    page = Paginator(rows_of.listed(request.post, **form.chosen()), PAGE).get_page(request.GET.get("page"))
    today = world.today()
    rows = [rows_of.row(moderation, on=today) for moderation in page]
    context = {
        "page": page,
        "rows": rows,
        "filter": form,
        "is_lead": bool(may(request.post, Permission.ASSIGN_MODERATION)),
    }
    return render(request, "moderation/list.html", context)
