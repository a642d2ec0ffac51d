"""The page of one moderation: the plan beside its standards while it is moderated, what was handed in afterwards."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from goldenthread import world
from goldenthread.history.record import record_read
from goldenthread.moderation import workflow
from goldenthread.moderation.models import HeldAnswers, Moderation, Review
from goldenthread.moderation.queries.moderations import clock_of, visible_to
from goldenthread.moderation.queries.screen import SHARES, Screen, correction_in_words, saved_at, screen_of, share_of
from goldenthread.moderation.stages import Stage
from goldenthread.moderation.views import reading
from goldenthread.moderation.views.answers import clash_page, my_review, save_form
from goldenthread.moderation.views.points import take_points
from goldenthread.moderation.workflow.refusals import Refused
from goldenthread.people.acting import Request
from goldenthread.permissions import Permission, needs
from goldenthread.plans.queries import child_question


@require_http_methods(["GET", "POST"])
@needs(Permission.READ_MODERATION)
def moderation(request: Request, reference: str) -> HttpResponse:
    """The moderation screen for who moderates it, and what may be read of it for everybody else who may."""
    found = get_object_or_404(visible_to(request.post), reference=reference)
    review = open_review(found, request.post)
    if review is None:
        if request.method == "POST":
            raise Http404
        return reading.read(request, found)
    if request.method == "POST":
        return _take(request, found, review)
    return screen_page(request, found, review)


def open_review(moderation: Moderation, post) -> Review | None:
    """The review that this post is writing, begun now if need be; None for everybody else."""
    if moderation.moderator_id != post.pk or moderation.stage == Stage.WITHDRAWN:
        return None
    if moderation.stage == Stage.MODERATING:
        return workflow.start_review(moderation=moderation, by=post)
    return moderation.reviews.filter(moderator=post, submitted_at=None).first()


def screen_page(
    request: Request, moderation: Moderation, review: Review, *, status: int = 200, **told: str
) -> HttpResponse:
    """The moderation screen. `told` stands in for what an address asks: a standard, a quote to give back, ..."""
    asked_for = {**request.GET.dict(), **told}
    if asked_for.get("section") == "judge":
        return redirect("moderation:findings" if review.locked_at else "moderation:judge", moderation.reference)
    screen = screen_of(
        moderation,
        review,
        section=asked_for.get("section", ""),
        standard=asked_for.get("standard", ""),
        whole="whole" in asked_for,
        undo=asked_for.get("undo", ""),
        unfolds=asked_for.get("open") == "all",
        points="points" in asked_for,
    )
    if screen is None:
        raise Http404
    record_read(on=moderation.version, by=request.post, what="opened to moderate")
    context = {
        "screen": screen,
        "quote": told.get("quote", ""),
        "quote_problem": told.get("quote_problem", ""),
        "moderation": moderation,
        "review": review,
        "clock": clock_of(moderation.version, on=world.today()),
        "saved_at": saved_at(review),
        "share": share_of(request.post.person),
        "single_key": request.post.person.display.get("single-key", True),
        "correction": correction_in_words(review),
        "child_question": child_question(moderation.version),
        "held": HeldAnswers.objects.filter(post=request.post, path=request.path).first(),
    }
    return render(request, "moderation/moderate.html", context, status=status)


def _take(request: Request, moderation: Moderation, review: Review) -> HttpResponse:
    """A whole form without script, or with it when its own button was pressed: save, then go where the button leads."""
    if "points" in request.POST:
        return take_points(request, moderation, review)
    code = request.POST.get("standard", "")
    whole = "whole" in request.POST
    screen = screen_of(moderation, review, standard=code, whole=whole)
    if not code or screen is None:
        raise Http404
    clashes, refusals = save_form(review=review, by=request.post, data=request.POST)
    if clashes:
        return clash_page(request, moderation, clashes, target=request.path)
    for sentence in refusals:
        messages.error(request, sentence)
    if refusals:
        return redirect(screen.open.url)
    if request.POST.get("quote", "").strip():
        # Words were pasted and another button pressed: they are used, or given back with the reason.
        try:
            quote = request.POST["quote"]
            workflow.add_evidence_from_quote(review=review, by=request.post, code=code, quote=quote)
        except Refused as refused:
            told = {"whole": "1"} if whole else {}
            _, review = my_review(request, moderation.reference)
            return screen_page(
                request,
                moderation,
                review,
                status=422,
                standard=code,
                quote=request.POST["quote"],
                quote_problem=str(refused),
                **told,
            )
    if request.POST.get("then") == "skip":
        workflow.skip(review=review, by=request.post, code=code)
    if request.POST.get("then") == "stay":
        return redirect(screen.open.url)
    after = _after(moderation, review, code, whole).next
    if after.is_points:
        workflow.show_points(review=review, by=request.post, section=screen.section.code)
    return redirect(after.url)


def _after(moderation: Moderation, review: Review, code: str, whole: bool) -> Screen:
    screen = screen_of(moderation, review, standard=code, whole=whole)
    assert screen is not None
    return screen


@require_POST
@needs(Permission.MODERATE)
def divider(request: Request) -> HttpResponse:
    """How wide this person wants the plan, and whether one key alone opens the sheet of keys: kept for the person."""
    person = request.post.person
    if "single_key" in request.POST:
        person.display = {**person.display, "single-key": request.POST["single_key"] == "1"}
        person.save(update_fields=["display"])
        return HttpResponse(status=204)
    share = request.POST.get("share", "")
    if not share.isdecimal() or int(share) not in SHARES:
        return HttpResponse(status=422)
    person.display = {**person.display, "plan-share": int(share)}
    person.save(update_fields=["display"])
    return HttpResponse(status=204)
