"""Making draws, and what makes or stops a moderation from a plan's page."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from goldenthread import world
from goldenthread.desk.console import months_with_draws
from goldenthread.desk.draws import on_demand_frame
from goldenthread.desk.forms import AbandonForm, CatchUpForm, EntryForm, NewDrawForm
from goldenthread.desk.plan_page import plan_page
from goldenthread.lifecycle import WrongStage
from goldenthread.moderation import workflow as moderation
from goldenthread.moderation.models import Moderation
from goldenthread.people.acting import Request
from goldenthread.permissions import Permission, needs
from goldenthread.plans import workflow as plans
from goldenthread.plans.forms import RightChildForm
from goldenthread.plans.queries.names import child_question
from goldenthread.plans.queries.plan import version_for
from goldenthread.plans.stages import Stage
from goldenthread.samples import queries as samples_queries
from goldenthread.samples import workflow as samples
from goldenthread.samples.models import Draw
from goldenthread.samples.receipts import public_facts


@needs(Permission.MARK_READY)
@require_POST
def ready(request: Request, reference: str, number: int) -> HttpResponse:
    """ "This draft is ready": the draw is made while the writer looks."""
    version = version_for(reference, number, request.post, Permission.MARK_READY)
    try:
        question = child_question(version)
        if question is not None and not question.is_answered:
            answer = RightChildForm(request.POST)
            if not answer.is_valid() and version.stage == Stage.DRAFTING:
                return plan_page(request, reference, answer, status=422)
            plans.confirm_right_child(version=version, by=request.post, **_looked(answer))
        opened = moderation.draft_is_ready(version=version, by=request.post)
    except (plans.Refused, moderation.Refused, WrongStage) as refused:
        messages.error(request, str(refused))
        return redirect("desk:plan", reference)
    version.refresh_from_db(fields=["stage"])
    if version.stage == Stage.OUTSIDE:
        why = version.clearances.order_by("pk").last()
        messages.success(request, f"This draft is outside the draw. {why.note if why else ''} You may serve it.")
    elif opened is None and (kept := version.clearances.order_by("pk").last()) is not None and kept.note:
        messages.success(request, f"{kept.note} You may serve it.")
    elif opened is None:
        messages.success(request, "The draw is made: this draft was let through. You may serve it.")
    else:
        by = f"{opened.due_on:%A} {opened.due_on.day} {opened.due_on:%B}"
        begun = "The draw is made: this draft was drawn."
        if opened.origin == Moderation.Origin.AGAIN:
            begun = "This month’s draw picked this plan before, and its text has changed since."
        messages.success(request, f"{begun} It is to be moderated by {by}.")
    return redirect("desk:plan", reference)


def _looked(answer: RightChildForm) -> dict[str, str]:
    return {name: answer.cleaned_data.get(name, "") for name in ("why", "words")}


@needs(Permission.RUN_DRAW)
@require_POST
def catch_up(request: Request) -> HttpResponse:
    """Run this month's catch-up by hand: from its planned day on, or before it with a reason."""
    period, form = f"{world.today():%Y-%m}", CatchUpForm(request.POST, is_asked=False)
    if not form.is_valid():
        messages.error(request, "The reason is too long. Say it in 300 characters.")
        return redirect("desk:console")
    try:
        draw = moderation.run_catch_up(
            authority=request.post.authority, period=period, by=request.post, reason=form.cleaned_data["reason"]
        )
    except ValidationError as refused:
        messages.error(request, refused.message)
        return redirect("desk:console")
    if draw is None:
        messages.info(request, "There is nobody to catch up: every officer with a draft is drawn.")
    else:
        messages.success(request, f"The catch-up draw {draw.reference} is made.")
    return redirect("desk:console")


@needs(Permission.RUN_DRAW)
@require_http_methods(["GET", "POST"])
def new_draw(request: Request) -> HttpResponse:
    """First step: fix the frame. Nothing is drawn until its hash and the commitment have been seen."""
    months = months_with_draws(f"{world.today():%Y-%m}")
    form = NewDrawForm(request.POST or None, months=months)
    if form.is_valid():
        frame, excluded = on_demand_frame(form.cleaned_data["period"], with_served=form.cleaned_data["with_served"])
        try:
            draw = samples.freeze(
                authority=request.post.authority,
                purpose=Draw.Purpose.LEVEL_3_ON_DEMAND,
                period=form.cleaned_data["period"],
                strata=frame,
                excluded=excluded,
                quota=dict.fromkeys(sorted({stratum for _, stratum in frame}), form.cleaned_data["each"]),
                quota_reason=form.cleaned_data["reason"],
                by=request.post,
            )
            return redirect("desk:frozen_draw", draw.reference)
        except ValidationError as refused:
            form.add_error(None, refused)
    return render(request, "desk/new_draw.html", {"form": form})


@needs(Permission.RUN_DRAW)
@require_http_methods(["GET", "POST"])
def frozen_draw(request: Request, reference: str) -> HttpResponse:
    """Second step: the frozen frame, entries of people, and the draw itself."""
    draw = get_object_or_404(samples_queries.draws_visible_to(request.post), reference=reference)
    if draw.drawn_at or draw.abandoned_at:
        return redirect("samples:receipt", reference)
    form = EntryForm(request.POST or None)
    if form.is_valid():
        try:
            samples.add_entry(draw=draw, by=request.post, agency=request.post.agency, text=form.cleaned_data["text"])
            return redirect("desk:frozen_draw", reference)
        except (ValidationError, ValueError) as refused:
            form.add_error("text", str(getattr(refused, "message", refused)))
    return render(
        request,
        "desk/frozen_draw.html",
        {"draw": draw, "facts": public_facts(draw), "form": form, "abandon": AbandonForm()},
    )


@needs(Permission.RUN_DRAW)
@require_POST
def make_draw(request: Request, reference: str) -> HttpResponse:
    draw = get_object_or_404(samples_queries.draws_visible_to(request.post), reference=reference)
    try:
        drawn = samples.draw_frozen(draw=draw, by=request.post)
        moderation.open_for_picks(draw=drawn)
        messages.success(request, "The draw is made, and its moderations are given out.")
    except ValidationError as refused:
        messages.error(request, refused.message)
    return redirect("samples:receipt", reference)


@needs(Permission.RUN_DRAW)
@require_POST
def abandon(request: Request, reference: str) -> HttpResponse:
    draw = get_object_or_404(samples_queries.draws_visible_to(request.post), reference=reference)
    form = AbandonForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Say why the draw is given up.")
        return redirect("desk:frozen_draw", reference)
    try:
        samples.abandon(draw=draw, by=request.post, reason=form.cleaned_data["reason"])
    except ValidationError as refused:
        messages.error(request, refused.message)
    return redirect("samples:receipt", reference)
