"""Quotes: taken from a selection, from a list or from pasted words; taken away; brought back."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from ehcp.screening.document import Anchor
from goldenthread.moderation import workflow
from goldenthread.moderation.models import Evidence, Moderation, Review
from goldenthread.moderation.queries.screen import screen_of
from goldenthread.moderation.views.answers import clash_page, clock_time, my_review, save_form
from goldenthread.moderation.views.screen import screen_page
from goldenthread.moderation.workflow.evidence import STRENGTH
from goldenthread.moderation.workflow.refusals import Refused
from goldenthread.people.acting import Request
from goldenthread.permissions import Permission, needs


@require_POST
@needs(Permission.MODERATE)
def add(request: Request, reference: str) -> HttpResponse:
    """Words of the plan become evidence: by place (block, start, end), as a whole block, or as pasted words.

    Without script the button belongs to the form of the open standard, so what else stands in it is saved first.
    """
    moderation, review = my_review(request, reference)
    code = request.POST.get("standard", "")
    if code != STRENGTH and (screen_of(moderation, review, standard=code) is None or not code):
        raise Http404
    if not by_script(request):
        clashes, refusals = save_form(review=review, by=request.post, data=request.POST)
        if clashes:
            target = reverse("moderation:evidence", args=[reference])
            return clash_page(request, moderation, clashes, target=target)
        if refusals:
            return _given_back(request, moderation, review, code, refusals=refusals)
        if request.POST.get("then") == "enter" and not request.POST.get("quote", "").strip():
            return _list(request, moderation, review, code)
    try:
        _add(request, moderation, review, STRENGTH if request.POST.get("as") == STRENGTH else code)
    except Refused as refused:
        return _refused(request, moderation, review, code, refused)
    return _list(request, moderation, review, code)


def _add(request: Request, moderation: Moderation, review: Review, code: str) -> None:
    block = request.POST.get("block", "")
    if not block:
        workflow.add_evidence_from_quote(review=review, by=request.post, code=code, quote=request.POST.get("quote", ""))
        return
    blocks = moderation.version.document.blocks
    if not block.isdecimal() or int(block) >= len(blocks):
        raise Refused("Those words do not stand there in this version of the plan. Open the page again.")
    text = blocks[int(block)].text
    # Chosen from the list: the whole block. Selected by script: which words of it, and what the page saw there.
    anchor = Anchor(int(block), 0, len(text), text)
    if "start" in request.POST:
        start, end = request.POST["start"], request.POST.get("end", "")
        if not start.isdecimal() or not end.isdecimal():
            raise Refused("Those words do not stand there in this version of the plan. Open the page again.")
        anchor = Anchor(int(block), int(start), int(end), request.POST.get("quote", ""))
    workflow.add_evidence(review=review, by=request.post, code=code, anchor=anchor)


@require_POST
@needs(Permission.MODERATE)
def remove(request: Request, reference: str, number: int) -> HttpResponse:
    moderation, review = my_review(request, reference)
    evidence = get_object_or_404(review.evidence, pk=number)
    workflow.remove_evidence(evidence=evidence, by=request.post)
    return _saved_too(request, moderation, review, evidence.code) or _list(
        request, moderation, review, evidence.code, undo=evidence
    )


@require_POST
@needs(Permission.MODERATE)
def restore(request: Request, reference: str, number: int) -> HttpResponse:
    moderation, review = my_review(request, reference)
    evidence = get_object_or_404(review.evidence, pk=number)
    workflow.restore_evidence(evidence=evidence, by=request.post)
    return _saved_too(request, moderation, review, evidence.code) or _list(request, moderation, review, evidence.code)


def _saved_too(request: Request, moderation: Moderation, review: Review, code: str) -> HttpResponse | None:
    """What else stood in the form of this standard, saved with it; a page where that could not be."""
    if by_script(request) or request.POST.get("standard", "") != code:
        return None
    clashes, refusals = save_form(review=review, by=request.post, data=request.POST)
    if clashes:
        return clash_page(request, moderation, clashes, target=moderation.get_absolute_url())
    if refusals or request.POST.get("quote", "").strip():
        return _given_back(request, moderation, review, code, refusals=refusals)
    return None


def _list(
    request: Request, moderation: Moderation, review: Review, code: str, undo: Evidence | None = None
) -> HttpResponse:
    """The chips of a standard for the script, or back to the page for everybody else."""
    whole = "whole" in request.POST
    asked = "" if code == STRENGTH else code
    screen = screen_of(moderation, review, standard=asked, undo=str(undo.pk) if undo else "", whole=whole)
    if screen is None:
        raise Http404
    if by_script(request):
        template = "moderation/_strengths.html" if code == STRENGTH else "moderation/_chips.html"
        response = render(request, template, {"screen": screen, "moderation": moderation})
        response["X-Saved-At"] = clock_time()
        return response
    code = screen.open_code
    if request.POST.get("block") and request.POST.get("quote", "").strip():
        # An item was chosen while other words stood in the field: they are not thrown away.
        return _given_back(request, moderation, review, code)
    return redirect(f"{screen.open.url.partition('#')[0]}{f'&undo={undo.pk}' if undo else ''}#{code}")


def _refused(request: Request, moderation: Moderation, review: Review, code: str, refused: Refused) -> HttpResponse:
    if by_script(request):
        return HttpResponse(str(refused), status=422, content_type="text/plain; charset=utf-8")
    return _given_back(request, moderation, review, code, problem=str(refused))


def _given_back(
    request: Request,
    moderation: Moderation,
    review: Review,
    code: str,
    *,
    problem: str = "",
    refusals: list[str] | None = None,
) -> HttpResponse:
    """The page again, with the words that were pasted still in their field, and what is wrong beside them."""
    _, review = my_review(request, moderation.reference)
    told = {"whole": "1"} if "whole" in request.POST else {}
    return screen_page(
        request,
        moderation,
        review,
        status=422 if problem or refusals else 200,
        standard=code,
        quote=request.POST.get("quote", ""),
        quote_problem=problem or " ".join(refusals or []),
        **told,
    )


def by_script(request: Request) -> bool:
    return request.headers.get("X-Requested-With") == "fetch"
