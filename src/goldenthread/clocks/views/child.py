"""The deadlines of one child, and the forms that record what they count from."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from goldenthread import world
from goldenthread.clocks import workflow
from goldenthread.clocks.forms import (
    EndForm,
    ExcuseForm,
    MetForm,
    ObjectionForm,
    ReviewForm,
    StartForm,
    TakeBackForm,
    TransferForm,
)
from goldenthread.clocks.models import Clock
from goldenthread.clocks.queries.child import child_for, deadlines_of
from goldenthread.clocks.words import label
from goldenthread.history.record import record_read
from goldenthread.people.acting import Request
from goldenthread.permissions import Permission, needs
from goldenthread.plans.models import Child, PhaseTransfer, Plan, Review

ask_and_save = require_http_methods(["GET", "HEAD", "POST"])


@needs(Permission.SEE_DEADLINES)
@require_GET
def child(request: Request, reference: str) -> HttpResponse:
    """Every limit of one child, drawn and listed."""
    found = child_for(reference, request.post)
    shown = deadlines_of(found, post=request.post, on=world.today())
    record_read(on=found, by=request.post, what="opened deadlines")
    return render(request, "clocks/child.html", {"shown": shown, "child": found})


def _saved(request: Request, child: Child) -> HttpResponse:
    messages.success(request, "Saved.")
    return redirect("clocks:child", child.reference)


def _carried_out(form: Any, verb: Callable[[], Any]) -> bool:
    """Whether the form made sense and its verb was done. What was refused stands in the form, with what was typed."""
    if not form.is_valid():
        return False
    try:
        verb()
    except workflow.Refused as refused:
        form.add_error(None, str(refused))
        return False
    return True


def _asked(request: Request, child: Child, template: str, form: Any, **context: Any) -> HttpResponse:
    record_read(on=child, by=request.post, what="opened deadlines")
    return render(request, f"clocks/{template}.html", {"child": child, "form": form, **context})


def _plan_of(child: Child) -> Plan:
    """The plan whose days are recorded: the one that lives, or the newest."""
    plans = child.plans.defer("raw").order_by("-pk")
    return plans.filter(ceased_on=None).first() or get_object_or_404(plans[:1])


@needs(Permission.RECORD_DAYS)
@ask_and_save
def review(request: Request, reference: str, pk: int | None = None) -> HttpResponse:
    """Record a review, or what became of one."""
    found = child_for(reference, request.post, Permission.RECORD_DAYS)
    kept = get_object_or_404(Review.objects.filter(plan__child=found), pk=pk) if pk is not None else None
    initial: dict[str, Any] = {name: getattr(kept, name) for name in ReviewForm.base_fields} if kept else {}
    form = ReviewForm(request.POST or None, initial=initial)
    plan = kept.plan if kept else _plan_of(found)

    def verb() -> None:
        outcome = form.cleaned_data["outcome"]
        workflow.record_review(plan=plan, by=request.post, days=form.days, outcome=outcome, review=kept)

    return _saved(request, found) if _carried_out(form, verb) else _asked(request, found, "review", form, kept=kept)


@needs(Permission.RECORD_DAYS)
@ask_and_save
def transfer(request: Request, reference: str, pk: int | None = None) -> HttpResponse:
    """Record a move to the next phase of education."""
    found = child_for(reference, request.post, Permission.RECORD_DAYS)
    kept = get_object_or_404(PhaseTransfer.objects.filter(plan__child=found), pk=pk) if pk is not None else None
    initial: dict[str, Any] = {name: getattr(kept, name) for name in TransferForm.base_fields} if kept else {}
    form = TransferForm(request.POST or None, initial=initial)
    plan = kept.plan if kept else _plan_of(found)

    def verb() -> None:
        workflow.record_transfer(plan=plan, by=request.post, transfer=kept, **form.cleaned_data)

    return _saved(request, found) if _carried_out(form, verb) else _asked(request, found, "transfer", form, kept=kept)


@needs(Permission.RECORD_DAYS)
@ask_and_save
def start(request: Request, reference: str) -> HttpResponse:
    """Start a clock that nothing in the register tells."""
    found = child_for(reference, request.post, Permission.RECORD_DAYS)
    form = StartForm(request.POST or None)

    def verb() -> None:
        plan = found.plans.filter(ceased_on=None).first()
        workflow.start_clock(child=found, by=request.post, plan=plan, **form.cleaned_data)

    return _saved(request, found) if _carried_out(form, verb) else _asked(request, found, "start", form)


@needs(Permission.RECORD_DAYS)
@ask_and_save
def started(request: Request, reference: str, pk: int) -> HttpResponse:
    """A clock that was started by hand: say when it was done, or that it was a mistake."""
    found = child_for(reference, request.post, Permission.RECORD_DAYS)
    kept = get_object_or_404(found.started_clocks.all(), pk=pk, stopped_because="")
    form = MetForm(request.POST or None, initial={"met_on": kept.met_on})

    def verb() -> None:
        if because := form.cleaned_data["stopped_because"].strip():
            workflow.stop_clock(started=kept, by=request.post, because=because)
        else:
            workflow.record_met(started=kept, by=request.post, on=form.cleaned_data["met_on"])

    if _carried_out(form, verb):
        return _saved(request, found)
    return _asked(request, found, "started", form, kept=kept, what=label(kept.code))


@needs(Permission.EXCUSE)
@ask_and_save
def exception(request: Request, reference: str, pk: int) -> HttpResponse:
    """Decide on an exception to one limit, or take it back."""
    found = child_for(reference, request.post, Permission.EXCUSE)
    clock: Clock = get_object_or_404(Clock.objects.select_related("child"), child=found, pk=pk)
    form = TakeBackForm(request.POST or None) if clock.limb else ExcuseForm(request.POST or None, clock=clock)
    decide = workflow.take_back if clock.limb else workflow.excuse
    if _carried_out(form, lambda: decide(clock=clock, by=request.post, **form.cleaned_data)):
        return _saved(request, found)
    return _asked(request, found, "exception", form, clock=clock, what=label(clock.code))


@needs(Permission.RECORD_OBJECTION)
@ask_and_save
def objection(request: Request, reference: str) -> HttpResponse:
    """Record that the family objects, or that records must be held."""
    found = child_for(reference, request.post, Permission.RECORD_OBJECTION)
    form = ObjectionForm(request.POST or None)
    if _carried_out(form, lambda: workflow.record_objection(child=found, by=request.post, **form.cleaned_data)):
        return _saved(request, found)
    return _asked(request, found, "objection", form)


@needs(Permission.RECORD_OBJECTION)
@ask_and_save
def end_objection(request: Request, reference: str, pk: int) -> HttpResponse:
    """It no longer stands: say why."""
    found = child_for(reference, request.post, Permission.RECORD_OBJECTION)
    kept = get_object_or_404(found.objections.all(), pk=pk, ended_on=None)
    form = EndForm(request.POST or None)
    if _carried_out(form, lambda: workflow.end_objection(objection=kept, by=request.post, **form.cleaned_data)):
        return _saved(request, found)
    return _asked(request, found, "end_objection", form, kept=kept)
