"""Answers on their way in: one field by script, a whole form without it."""

from typing import Any

from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_POST

from goldenthread import world
from goldenthread.moderation import workflow
from goldenthread.moderation.models import Moderation, Review
from goldenthread.moderation.queries.moderations import visible_to
from goldenthread.moderation.queries.screen import field_saved_at, screen_of
from goldenthread.moderation.queries.words import in_words, label_of
from goldenthread.moderation.workflow.answers import JUDGEMENT_FIELDS, REVIEW_FIELDS, Clash, Saved
from goldenthread.moderation.workflow.refusals import Refused
from goldenthread.people.acting import Request
from goldenthread.permissions import Permission, needs

OVERALL = "overall"  # stands in an address for "no question: the review itself"


# --- By script --------------------------------------------------------------------------------


@require_POST
@needs(Permission.MODERATE)
def save(request: Request, reference: str, code: str) -> JsonResponse:
    """One field: 200 with its new version, 409 with both values, 422 with a sentence."""
    moderation, review = my_review(request, reference)
    version = request.POST.get("version", "0")
    try:
        answer = workflow.save_field(
            review=review,
            by=request.post,
            code="" if code == OVERALL else code,
            field=request.POST.get("field", ""),
            value=request.POST.get("value", ""),
            version=int(version) if version.isdecimal() else -1,
        )
    except Refused as refused:
        return JsonResponse({"error": str(refused)}, status=422)
    if isinstance(answer, Clash):
        return JsonResponse(_both(review, answer), status=409)
    progress = _progress(request, moderation, review, code)
    return JsonResponse({"version": answer.version, "saved_at": clock_time(), **progress})


def _both(review: Review, clash: Clash) -> dict[str, Any]:
    """What a tab that came too late is told: the value that stands, and when it was saved."""
    at = field_saved_at(review, clash.code, clash.field)
    saved_at = f"{timezone.localtime(at):%H:%M:%S}" if at else ""
    return {"version": clash.version, "value": clash.theirs, "by": "another tab", "saved_at": saved_at}


def _progress(request: Request, moderation: Moderation, review: Review, code: str) -> dict[str, Any]:
    screen = screen_of(moderation, review, standard="" if code == OVERALL else code)
    if screen is None or code == OVERALL:
        return {}
    return {
        "texts": {
            "answered": screen.progress_words,
            "section_answered": screen.section_answered,
            "minutes_left": f"About {screen.minutes_left} minutes left",
            "next": screen.next.label,
        },
        "progress": {"answered": [screen.done, screen.of]},
        "marks": {
            f"section_{section.code}": render_to_string("moderation/_rail_state.html", {"section": section})
            for section in screen.rail
            if section.current
        }
        | {"points": render_to_string("moderation/_points_note.html", {"screen": screen}, request)},
    }


def my_review(request: Request, reference: str) -> tuple[Moderation, Review]:
    """The moderation of this address and the review of it that this post is writing. 404 where there is none."""
    moderation = get_object_or_404(visible_to(request.post), reference=reference)
    open_ones = Review.objects.filter(moderator=request.post, submitted_at=None, moderation__moderator=request.post)
    review: Review = get_object_or_404(open_ones, moderation=moderation)
    review.moderation = moderation
    return moderation, review


def clock_time() -> str:
    return f"{timezone.localtime(world.now()):%H:%M:%S}"


# --- Without script ---------------------------------------------------------------------------


def save_form(*, review: Review, by: Any, data: Any, but: str = "none") -> tuple[list[Clash], list[str]]:
    """Save every field that a form sent, each with its own version. Gives back the clashes and the refusals.

    A field that the moderator chose to leave as it was saved elsewhere (`choose_comment=theirs`) is left alone, and so
    are those whose names begin with `but`: what is added now need not be kept as begun.
    """
    code = data.get("standard", "")
    clashes: list[Clash] = []
    refusals: list[str] = []
    for field in JUDGEMENT_FIELDS if code else REVIEW_FIELDS:
        if field not in data or data.get(f"choose_{field}") == "theirs" or field.startswith(but):
            continue
        version = data.get(f"version_{field}", "0")
        try:
            answer = workflow.save_field(
                review=review,
                by=by,
                code=code,
                field=field,
                value=data.get(field, ""),
                version=int(version) if version.isdecimal() else -1,
            )
        except Refused as refused:
            refusals.append(str(refused))
            continue
        if not isinstance(answer, Saved):
            clashes.append(answer)
    return clashes, refusals


def clash_page(request: Request, moderation: Moderation, clashes: list[Clash], *, target: str) -> HttpResponse:
    """Both values of each field that was saved elsewhere meanwhile, to choose from."""
    review = moderation.reviews.filter(moderator=request.post).order_by("-number").first()
    shown = [
        {
            "clash": clash,
            "label": label_of(clash.field),
            "mine": in_words(moderation, clash.field, clash.mine),
            "theirs": in_words(moderation, clash.field, clash.theirs),
            "at": field_saved_at(review, clash.code, clash.field),
        }
        for clash in clashes
    ]
    context = {
        "moderation": moderation,
        "clashes": shown,
        "target": target,
        "standard": clashes[0].code,
        "points": request.POST.get("points", ""),
        # Words pasted for evidence, and how the page was shown: they go on with the choice.
        "along": [(name, request.POST[name]) for name in ("quote", "block", "whole") if request.POST.get(name)],
    }
    return render(request, "moderation/clash.html", context, status=409)
