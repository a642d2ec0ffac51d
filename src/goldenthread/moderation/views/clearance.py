"""The changes: sent back by the writer, looked at by the senior, cleared or not yet."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from goldenthread.history.record import record_read
from goldenthread.lifecycle import WrongStage
from goldenthread.moderation import workflow
from goldenthread.moderation.forms_letter import ClearForm, NotYetForm
from goldenthread.moderation.models import Moderation
from goldenthread.moderation.queries import clearance, letters
from goldenthread.moderation.queries.moderations import visible_to as moderations_visible_to
from goldenthread.people.acting import Request
from goldenthread.permissions import Permission, needs
from goldenthread.plans import workflow as plans
from goldenthread.plans.forms import RightChildForm


@needs(Permission.ANSWER_LETTER)
@require_POST
def send_back(request: Request, reference: str) -> HttpResponse:
    letter = get_object_or_404(letters.letters_visible_to(request.post), moderation__reference=reference)
    try:
        workflow.send_back_to_senior(moderation=letter.moderation, by=request.post)
    except (workflow.Refused, WrongStage) as refused:
        messages.error(request, str(refused))
    return redirect("moderation:letter", reference)


@needs(Permission.CLEAR)
@require_GET
def changes(request: Request, reference: str) -> HttpResponse:
    return _changes(request, _moderation(request, reference))


def _moderation(request: Request, reference: str) -> Moderation:
    return get_object_or_404(moderations_visible_to(request.post), reference=reference)


def _changes(request: Request, moderation: Moderation, *, status: int = 200, **forms: Any) -> HttpResponse:
    page = clearance.changes_page(moderation, post=request.post)
    record_read(on=moderation, by=request.post, what="opened changes", number=page["newest"].number)
    context = {**page, "clear": ClearForm(), "form": NotYetForm(), "whose": RightChildForm(), **forms}
    return render(request, "moderation/changes.html", context, status=status)


@needs(Permission.CLEAR)
@require_POST
def clear(request: Request, reference: str) -> HttpResponse:
    moderation = _moderation(request, reference)
    form = ClearForm(request.POST)
    note = form.cleaned_data["note"] if form.is_valid() else request.POST.get("note", "")
    return _then(
        request,
        moderation,
        lambda: workflow.clear_after_changes(
            moderation=moderation,
            by=request.post,
            note=note,
            looked_at=_number(request.POST.get("version", "")),
            why=request.POST.get("why", ""),
            words=request.POST.get("words", ""),
        ),
        clear=form,
        whose=RightChildForm(initial={"why": request.POST.get("why"), "words": request.POST.get("words")}),
    )


@needs(Permission.CLEAR)
@require_POST
def not_yet(request: Request, reference: str) -> HttpResponse:
    moderation = _moderation(request, reference)
    text = request.POST.get("text", "")
    return _then(
        request,
        moderation,
        lambda: workflow.not_yet(moderation=moderation, by=request.post, text=text),
        form=NotYetForm(request.POST),
    )


def _number(said: str) -> int:
    """The number of the version that the page showed; 0, which is none, where a page did not say."""
    return int(said) if said.isascii() and said.isdigit() and len(said) < 6 else 0


def _then(request: Request, moderation: Moderation, verb: Callable[[], Any], **typed: Any) -> HttpResponse:
    """Do it and show the letter; where it is refused, the page again with its sentence and what was typed."""
    try:
        verb()
    except (workflow.Refused, plans.Refused, WrongStage) as refused:
        messages.error(request, str(refused))
        moderation.refresh_from_db()
        return _changes(request, moderation, status=422, **typed)
    return redirect("moderation:letter", moderation.reference)
