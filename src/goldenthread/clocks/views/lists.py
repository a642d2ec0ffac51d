"""What is late, due and at risk; and the countdown of reviews and phase transfers."""

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from goldenthread import world
from goldenthread.clocks.forms import WantedForm
from goldenthread.clocks.queries import countdown as counting
from goldenthread.clocks.queries import ended, worklist
from goldenthread.clocks.words import label
from goldenthread.history.record import record_read
from goldenthread.people.acting import Request
from goldenthread.permissions import Permission, needs


@needs(Permission.SEE_DEADLINES)
@require_GET
def deadlines(request: Request) -> HttpResponse:
    """One list of open limits: overdue, due this week or next, or at risk."""
    form = WantedForm(request.GET, post=request.post)
    wanted = form.wanted()
    today = world.today()
    counts = worklist.counts(request.post, wanted, on=today)
    page, lines = worklist.page_of(
        request.post, wanted, on=today, number=request.GET.get("page"), count=counts[wanted.list]
    )
    tabs = [(name, _address(request.GET, key), key == wanted.list, counts[key]) for key, name in worklist.LISTS.items()]
    record_read(on=request.post.authority, by=request.post, what="looked at deadlines", lines=len(lines))
    context = {
        "form": form,
        "wanted": wanted,
        "tabs": tabs,
        "page": page,
        "lines": lines,
        "only": label(wanted.code) if wanted.code else "",
        "title": worklist.LISTS[wanted.list],
        "kept": [(name, request.GET[name]) for name in ("list", "code", "from", "to") if request.GET.get(name)],
    }
    return render(request, "clocks/deadlines.html", context)


def _address(said: QueryDict, which: str) -> str:
    """The same filters on another list, from its first page."""
    query = said.copy()
    query.pop("page", None)
    query["list"] = which
    return f"{reverse('clocks:deadlines')}?{query.urlencode()}"


@needs(Permission.SEE_DEADLINES)
@require_GET
def countdown(request: Request) -> HttpResponse:
    """How far the reviews of the coming months and this year's phase transfers are."""
    board = counting.board_for(request.post, on=world.today())
    record_read(on=request.post.authority, by=request.post, what="looked at the countdown")
    return render(request, "clocks/countdown.html", {"board": board})


@needs(Permission.SEE_DEADLINES)
@require_GET
def without_plan(request: Request) -> HttpResponse:
    """Requests and assessments that ended without a plan."""
    page, lines = ended.page_of(request.post, number=request.GET.get("page"))
    record_read(on=request.post.authority, by=request.post, what="looked at requests without a plan", lines=len(lines))
    return render(request, "clocks/without_plan.html", {"page": page, "lines": lines})
