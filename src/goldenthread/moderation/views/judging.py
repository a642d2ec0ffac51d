"""Judge, then reveal: the overall judgement is locked, then the profile shows, then the findings are handed in."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from goldenthread import world
from goldenthread.history.record import record_read
from goldenthread.moderation import workflow
from goldenthread.moderation.forms import MinutesForm, RecommendationForm, StrengthForm
from goldenthread.moderation.models import Moderation, Review
from goldenthread.moderation.queries.judging import Problem, findings_of, judging_of
from goldenthread.moderation.queries.moderations import clock_of, visible_to
from goldenthread.moderation.queries.screen import saved_at
from goldenthread.moderation.views.answers import clash_page, my_review, save_form
from goldenthread.moderation.workflow.answers import BEGUN
from goldenthread.moderation.workflow.refusals import Doubtful, Incomplete, Refused
from goldenthread.people.acting import Request
from goldenthread.permissions import Permission, needs
from goldenthread.toolkit.profile import Missing


def _around(request: Request, moderation: Moderation, review: Review) -> dict[str, Any]:
    record_read(on=moderation, by=request.post, what="opened judgement")
    return {
        "moderation": moderation,
        "review": review,
        "clock": clock_of(moderation.version, on=world.today()),
        "saved_at": saved_at(review),
    }


# --- The judgement ----------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
@needs(Permission.MODERATE)
def judge(request: Request, reference: str) -> HttpResponse:
    """The overall judgement and its reason. Nothing of the computed profile is on this page, in words or out of sight."""
    moderation, review = my_review(request, reference)
    if review.locked_at is not None:
        return redirect("moderation:findings", reference)
    if request.method == "GET":
        return _judge(request, moderation, review)
    clashes, refusals = save_form(review=review, by=request.post, data=request.POST)
    if clashes:
        return clash_page(request, moderation, clashes, target=request.path)
    if refusals or request.POST.get("then") != "lock":
        for sentence in refusals:
            messages.error(request, sentence)
        return redirect("moderation:judge", reference)
    try:
        workflow.lock_judgement(review=review, by=request.post)
    except Incomplete as incomplete:
        return _judge(request, *my_review(request, reference), missing=incomplete.missing, status=422)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("moderation:judge", reference)
    return redirect("moderation:findings", reference)


def _judge(
    request: Request,
    moderation: Moderation,
    review: Review,
    *,
    missing: list[Missing] | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {**_around(request, moderation, review), "judging": judging_of(moderation, review, missing)}
    return render(request, "moderation/judge.html", context, status=status)


# --- The findings -----------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
@needs(Permission.MODERATE)
def findings(request: Request, reference: str) -> HttpResponse:
    """After the lock: the profile, the reason for a gap, summary, strengths, recommendations, and handing in."""
    moderation, review = my_review(request, reference)
    if review.locked_at is None:
        return redirect("moderation:judge", reference)
    if request.method == "GET":
        return _findings(request, moderation, review)
    clashes, refusals = save_form(review=review, by=request.post, data=request.POST)
    if clashes:
        return clash_page(request, moderation, clashes, target=request.path)
    if refusals or request.POST.get("then") != "hand-in":
        for sentence in refusals:
            messages.error(request, sentence)
        return redirect("moderation:findings", reference)
    form = MinutesForm(request.POST)
    if not form.is_valid():
        return _findings(request, *my_review(request, reference), minutes=form, status=422)
    try:
        workflow.submit_review(
            review=review,
            by=request.post,
            minutes=form.cleaned_data["minutes"],
            were_asked=request.POST.getlist("was_asked"),
        )
    except Incomplete as incomplete:
        return _findings(request, *my_review(request, reference), missing=incomplete.missing, status=422)
    except Doubtful as doubtful:
        return _findings(request, *my_review(request, reference), doubts=doubtful.doubts, minutes=form, status=422)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("moderation:findings", reference)
    return redirect("moderation:submitted", reference)


def _findings(
    request: Request,
    moderation: Moderation,
    review: Review,
    *,
    missing: list[Missing] | None = None,
    status: int = 200,
    **forms: Any,
) -> HttpResponse:
    page = findings_of(moderation, review, missing)
    shown = {
        "minutes": forms.get("minutes") or MinutesForm(),
        "strength": forms.get("strength") or StrengthForm(quotes=page.quotes, prefix="strength"),
        "recommendation": forms.get("recommendation")
        or RecommendationForm(choices=page.for_whom, prefix="recommendation"),
    }
    for form in shown.values():
        form.keep(review.begun, review.versions)
    context = {
        **_around(request, moderation, review),
        "findings": page,
        **shown,
        "kept": [(name, int(review.versions.get(name, 0))) for name in BEGUN],
        "minutes_version": int(review.versions.get("minutes", 0)),
        "doubts": [
            (each, review.begun.get(each.field, ""), int(review.versions.get(each.field, 0)))
            for each in forms.get("doubts", ())
        ],
        "doubt_lines": [
            Problem("Two of your answers do not sit well together. Say how, or change one.", f"#{each.field}")
            for each in forms.get("doubts", ())
        ],
        "form": (None if forms.get("doubts") else forms.get("minutes"))
        or forms.get("strength")
        or forms.get("recommendation"),
    }
    return render(request, "moderation/findings.html", context, status=status)


@require_POST
@needs(Permission.MODERATE)
def add_strength(request: Request, reference: str) -> HttpResponse:
    moderation, review = my_review(request, reference)
    clashes, _ = save_form(review=review, by=request.post, data=request.POST, but="strength-")
    if clashes:
        return clash_page(request, moderation, clashes, target=reverse("moderation:findings", args=[reference]))
    moderation, review = my_review(request, reference)
    page = findings_of(moderation, review)
    form = StrengthForm(request.POST, quotes=page.quotes, prefix="strength")
    if form.is_valid():
        try:
            workflow.add_strength(review=review, by=request.post, **form.cleaned_data)
            return redirect(_part(reference, "strengths"))
        except Refused as refused:
            form.add_error("quote", str(refused))
    return _findings(request, moderation, review, strength=form, status=422)


@require_POST
@needs(Permission.MODERATE)
def add_recommendation(request: Request, reference: str) -> HttpResponse:
    moderation, review = my_review(request, reference)
    clashes, _ = save_form(review=review, by=request.post, data=request.POST, but="recommendation-")
    if clashes:
        return clash_page(request, moderation, clashes, target=reverse("moderation:findings", args=[reference]))
    moderation, review = my_review(request, reference)
    page = findings_of(moderation, review)
    form = RecommendationForm(request.POST, choices=page.for_whom, prefix="recommendation")
    if form.is_valid():
        try:
            workflow.add_recommendation(review=review, by=request.post, **form.cleaned_data)
            return redirect(_part(reference, "recommendations"))
        except Refused as refused:
            form.add_error("text", str(refused))
    return _findings(request, moderation, review, recommendation=form, status=422)


@require_POST
@needs(Permission.MODERATE)
def recommend_from(request: Request, reference: str, code: str) -> HttpResponse:
    """What was said about a weakness becomes a recommendation by one press."""
    moderation, review = my_review(request, reference)
    clashes, _ = save_form(review=review, by=request.post, data=request.POST)
    if clashes:
        return clash_page(request, moderation, clashes, target=reverse("moderation:findings", args=[reference]))
    try:
        if workflow.recommend_from(review=review, by=request.post, code=code) is None:
            messages.info(request, "Say for whom it is, then add it.")
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect(_part(reference, "recommendations"))


@require_POST
@needs(Permission.MODERATE)
def remove_strength(request: Request, reference: str, number: int) -> HttpResponse:
    _, review = my_review(request, reference)
    save_form(review=review, by=request.post, data=request.POST)
    workflow.remove_strength(strength=get_object_or_404(review.strengths, pk=number), by=request.post)
    return redirect(_part(reference, "strengths"))


@require_POST
@needs(Permission.MODERATE)
def remove_recommendation(request: Request, reference: str, number: int) -> HttpResponse:
    _, review = my_review(request, reference)
    save_form(review=review, by=request.post, data=request.POST)
    recommendation = get_object_or_404(review.recommendations, pk=number)
    workflow.remove_recommendation(recommendation=recommendation, by=request.post)
    return redirect(_part(reference, "recommendations"))


def _part(reference: str, part: str) -> str:
    return reverse("moderation:findings", args=[reference]) + f"#{part}"


@require_GET
@needs(Permission.MODERATE)
def submitted(request: Request, reference: str) -> HttpResponse:
    """The receipt of a handing-in, and what comes next."""
    mine = visible_to(request.post).filter(moderator=request.post)
    moderation = get_object_or_404(mine, reference=reference)
    handed_in = moderation.reviews.filter(moderator=request.post, submitted_at__isnull=False).order_by("number")
    review = get_object_or_404(handed_in.reverse()[:1])
    record_read(on=moderation, by=request.post, what="opened receipt")
    return render(request, "moderation/submitted.html", {"moderation": moderation, "review": review})
