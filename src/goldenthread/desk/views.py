"""Pages that look across rooms: my work, the whole story of a plan, the Level 3 console."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from goldenthread import world
from goldenthread.desk import console as console_page
from goldenthread.desk import deadlines, setting_up
from goldenthread.desk.plan_page import plan_page
from goldenthread.desk.waiting import work_for
from goldenthread.people import choices
from goldenthread.people.acting import Request
from goldenthread.permissions import Permission, may, needs
from goldenthread.plans.forms import RightChildForm

TABS = ("to-do", "waiting", "done")


@needs(Permission.WORK)
@require_GET
def my_work(request: Request) -> HttpResponse:
    today = world.today()
    settings = choices.values(request.post.authority)
    work = work_for(request.post, on=today, settings=settings)
    tab = request.GET.get("tab") if request.GET.get("tab") in TABS else "to-do"
    counts = (
        ("To do", "to-do", len(work.to_do)),
        ("Waiting", "waiting", len(work.waiting)),
        ("Done this month", "done", len(work.done)),
    )
    tabs = [(label, f"?tab={key}", key == tab, count) for label, key, count in counts]
    shown: dict[str, Any] = {"work": work, "tab": tab, "tabs": tabs, "today": today}
    shown["setting_up"] = setting_up.steps_for(request.post, settings)
    if may(request.post, Permission.SEE_DEADLINES):
        shown["deadlines"] = deadlines.of(request.post, on=today)
    if may(request.post, Permission.SEE_DRAWS):
        shown["month"] = console_page.month_so_far(on=today, settings=settings)
    return render(request, "desk/my_work.html", shown)


@needs(Permission.SEE_REGISTER)
@require_GET
def plan(request: Request, reference: str) -> HttpResponse:
    return plan_page(request, reference, RightChildForm())


@needs(Permission.SEE_DRAWS)
@require_GET
def console(request: Request) -> HttpResponse:
    settings = choices.values(request.post.authority)
    page = console_page.console(
        period=request.GET.get("month"), on=world.today(), officer=request.GET.get("officer"), settings=settings
    )
    return render(request, "desk/console.html", {"page": page, "catch_up_runs_itself": settings["level3.catch-up"]})
