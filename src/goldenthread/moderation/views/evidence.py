"""Quotes: taken from a selection, from a list or from pasted words; taken away; brought back."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from ehcp.screening.document import Anchor
from goldenthread.moderation import workflow
from goldenthread.moderation.models import Evidence, Moderation, Review
from goldenthread.moderation.queries.screen import screen_of
from goldenthread.moderation.views.answers import my_review
from goldenthread.moderation.workflow.refusals import Refused
from goldenthread.people.acting import Request
from goldenthread.permissions import Permission, needs


@require_POST
@needs(Permission.MODERATE)
def add(request: Request, reference: str) -> HttpResponse:
    """Words of the plan become evidence: by place (block, start, end), as a whole block, or as pasted words."""
    moderation, review = my_review(request, reference)
    code = request.POST.get("standard", "")
    if screen_of(moderation, review, standard=code) is None or not code:
        raise Http404
    try:
        _add(request, moderation, review, code)
    except Refused as refused:
        return _refused(request, moderation, code, refused)
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
    return _list(request, moderation, review, evidence.code, undo=evidence)


@require_POST
@needs(Permission.MODERATE)
def restore(request: Request, reference: str, number: int) -> HttpResponse:
    moderation, review = my_review(request, reference)
    evidence = get_object_or_404(review.evidence, pk=number)
    workflow.restore_evidence(evidence=evidence, by=request.post)
    return _list(request, moderation, review, evidence.code)


def _list(
    request: Request, moderation: Moderation, review: Review, code: str, undo: Evidence | None = None
) -> HttpResponse:
    """The chips of a standard for the script, or back to the page for everybody else."""
    screen = screen_of(moderation, review, standard=code, undo=str(undo.pk) if undo else "")
    if screen is None:
        raise Http404
    if not by_script(request):
        return redirect(f"{screen.open.url.partition('#')[0]}{f'&undo={undo.pk}' if undo else ''}#{code}")
    return render(request, "moderation/_chips.html", {"screen": screen, "moderation": moderation})


def _refused(request: Request, moderation: Moderation, code: str, refused: Refused) -> HttpResponse:
    if by_script(request):
        return HttpResponse(str(refused), status=422, content_type="text/plain; charset=utf-8")
    messages.error(request, str(refused))
    return redirect(f"{moderation.get_absolute_url()}?standard={code}#{code}")


def by_script(request: Request) -> bool:
    return request.headers.get("X-Requested-With") == "fetch"
