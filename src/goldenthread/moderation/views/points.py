"""What the checks noticed in a section: shown when it is asked for, answered field by field, and what they missed."""

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from goldenthread.moderation import workflow
from goldenthread.moderation.models import Moderation, Review
from goldenthread.moderation.queries.asked import asked_in
from goldenthread.moderation.queries.screen import Screen, screen_of
from goldenthread.moderation.queries.words import point_field
from goldenthread.moderation.views.answers import clash_page, clock_time, my_review
from goldenthread.moderation.workflow.answers import Clash
from goldenthread.moderation.workflow.refusals import Refused
from goldenthread.people.acting import Request
from goldenthread.permissions import Permission, needs
from goldenthread.screenings.models import Missed


@require_POST
@needs(Permission.MODERATE)
def show(request: Request, reference: str, code: str) -> HttpResponse:
    """Show the points of a section. It is a POST because it is written down: answers given before it stand apart."""
    moderation, review = my_review(request, reference)
    screen = _screen(moderation, review, code)
    try:
        workflow.show_points(review=review, by=request.post, section=code)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(screen.url(section=code))
    return redirect(screen.points_url)


def _screen(moderation: Moderation, review: Review, section: str) -> Screen:
    """The page of a section of the form. 404 for one that the form does not have."""
    if asked_in(moderation).section(section) is None:
        raise Http404
    screen = screen_of(moderation, review, section=section, points=True)
    if screen is None:
        raise Http404
    return screen


@require_POST
@needs(Permission.MODERATE)
def save(request: Request, reference: str, code: str) -> JsonResponse:
    """One field by script: 200 with its new version, 409 with both values, 422 with a sentence."""
    moderation, review = my_review(request, reference)
    if asked_in(moderation).section(code) is None:
        raise Http404
    version = request.POST.get("version", "0")
    try:
        answer = _save(
            review,
            request,
            field=request.POST.get("field", ""),
            value=request.POST.get("value", ""),
            version=int(version) if version.isdecimal() else -1,
        )
    except Refused as refused:
        return JsonResponse({"error": str(refused)}, status=422)
    if isinstance(answer, Clash):
        return JsonResponse({"version": answer.version, "value": answer.theirs, "by": "another tab"}, status=409)
    return JsonResponse({"version": answer.version, "saved_at": clock_time()})


def _save(review: Review, request: Request, *, field: str, value: str, version: int):
    point = point_field(field)
    if point is None:
        raise Refused("This form does not ask that.")
    return workflow.judge_point(
        review=review, by=request.post, finding=point[1], field=point[0], value=value, version=version
    )


def take_points(request: Request, moderation: Moderation, review: Review) -> HttpResponse:
    """The whole form of a section's points: save each field, then go on or stay."""
    section = request.POST["points"]
    screen = _screen(moderation, review, section)
    clashes: list[Clash] = []
    refusals: list[str] = []
    for name in request.POST:
        if point_field(name) is None or request.POST.get(f"choose_{name}") == "theirs":
            continue
        version = request.POST.get(f"version_{name}", "0")
        try:
            answer = _save(
                review,
                request,
                field=name,
                value=request.POST.get(name, ""),
                version=int(version) if version.isdecimal() else -1,
            )
        except Refused as refused:
            refusals.append(str(refused))
            continue
        if isinstance(answer, Clash):
            clashes.append(answer)
    if clashes:
        return clash_page(request, moderation, clashes, target=request.path)
    for sentence in dict.fromkeys(refusals):
        messages.error(request, sentence)
    if refusals or request.POST.get("then") != "next":
        return redirect(screen.points_url)
    return redirect(screen.next.url)


@require_POST
@needs(Permission.MODERATE)
def missed(request: Request, reference: str, code: str) -> HttpResponse:
    """The checks should have pointed at something: its words, which check, or what it is."""
    moderation, review = my_review(request, reference)
    screen = _screen(moderation, review, code)
    try:
        workflow.say_missed(
            review=review,
            by=request.post,
            section=code,
            quote=request.POST.get("quote", ""),
            rule=request.POST.get("rule", ""),
            words=request.POST.get("words", ""),
        )
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect(f"{screen.points_url}#missed")


@require_POST
@needs(Permission.MODERATE)
def remove_missed(request: Request, reference: str, code: str, number: int) -> HttpResponse:
    moderation, review = my_review(request, reference)
    screen = _screen(moderation, review, code)
    found: Missed = get_object_or_404(Missed.objects.filter(source=review.source, by=request.post), pk=number)
    try:
        workflow.take_back_missed(review=review, by=request.post, missed=found)
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect(f"{screen.points_url}#missed")
