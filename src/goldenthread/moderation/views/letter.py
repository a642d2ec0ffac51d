"""The letter: sent, read, answered, taken away as Word. It is written in `letter_writing`."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from goldenthread import permissions, world
from goldenthread.history.record import record_read
from goldenthread.lifecycle import WrongStage
from goldenthread.moderation import workflow
from goldenthread.moderation.forms_letter import ChallengeForm, MessageForm
from goldenthread.moderation.models import Letter, LetterPoint
from goldenthread.moderation.queries import letter_page, letters
from goldenthread.moderation.word_letter import word_file
from goldenthread.people.acting import Request
from goldenthread.permissions import Permission, needs

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def _letter(request: Request, reference: str) -> Letter:
    return get_object_or_404(letters.letters_visible_to(request.post), moderation__reference=reference)


@needs(Permission.READ_LETTER)
@require_GET
def letter(request: Request, reference: str) -> HttpResponse:
    return _show(request, _letter(request, reference))


def _show(request: Request, letter: Letter, *, status: int = 200, **typed: Any) -> HttpResponse:
    record_read(on=letter.moderation, by=request.post, what="opened letter")
    shown = letter_page.letter_page(letter, post=request.post, on=world.today())
    marked = request.GET.get("marked", "")
    context = {**shown, "lacking": workflow.lacking(letter), "marked": marked, **typed}
    return render(request, "moderation/letter.html", context, status=status)


@needs(Permission.SEND_LETTER)
@require_POST
def send_letter(request: Request, reference: str) -> HttpResponse:
    """Send it; where something is still missing, to the page where it is written, with what it is."""
    letter = _letter(request, reference)
    if letter.moderation.is_assigned_to(request.post) and workflow.lacking(letter):
        _done(request, lambda: workflow.send_letter(letter=letter, by=request.post))
        return redirect("moderation:write_letter", reference)
    return _then_letter(request, reference, lambda letter: workflow.send_letter(letter=letter, by=request.post))


@needs(Permission.ANSWER_LETTER)
@require_POST
def acknowledge(request: Request, reference: str) -> HttpResponse:
    return _then_letter(request, reference, lambda letter: workflow.acknowledge(letter=letter, by=request.post))


def _then_letter(request: Request, reference: str, verb) -> HttpResponse:
    """Do a verb on the letter and show it again, with the sentence of a refusal."""
    letter = _letter(request, reference)
    try:
        verb(letter)
    except (workflow.Refused, WrongStage) as refused:
        messages.error(request, str(refused))
    return redirect("moderation:letter", reference)


@needs(Permission.READ_LETTER)
@require_http_methods(["GET", "POST"])
def message(request: Request, reference: str) -> HttpResponse:
    letter = _letter(request, reference)
    asks = letter.is_written_by(request.post)
    permissions.require(request.post, Permission.ANSWER_LETTER if asks else Permission.SEND_LETTER, letter.moderation)
    form = MessageForm(request.POST or None, letter=letter, initial=_about_point(request))
    if form.is_valid():
        said = {"text": form.cleaned_data["text"], "point": form.chosen_point()}
        writes = workflow.ask if asks else workflow.reply
        if _done(request, lambda: writes(letter=letter, by=request.post, **said)):
            return redirect("moderation:letter", reference)
    record_read(on=letter.moderation, by=request.post, what="opened letter")
    points = letters.points_of(letter)
    context = {"letter": letter, "form": form, "asks": asks, "points": points, "thread": letters.thread_of(letter)}
    return render(request, "moderation/letter_message.html", context)


@needs(Permission.ANSWER_LETTER)
@require_http_methods(["GET", "POST"])
def challenge(request: Request, reference: str) -> HttpResponse:
    letter = _letter(request, reference)
    permissions.require(request.post, Permission.ANSWER_LETTER, letter.moderation)
    form = ChallengeForm(request.POST or None, letter=letter, initial=_about_point(request))
    if form.is_valid():
        said = {"text": form.cleaned_data["text"], "point": form.chosen_point()}
        if _done(request, lambda: workflow.challenge(letter=letter, by=request.post, **said)):
            return redirect("moderation:letter", reference)
    record_read(on=letter.moderation, by=request.post, what="opened letter")
    points = letters.points_of(letter)
    return render(request, "moderation/challenge_write.html", {"letter": letter, "form": form, "points": points})


def _about_point(request: Request) -> dict[str, str]:
    """The point that a link from the letter is about."""
    return {"point": request.GET.get("point", "")}


def _done(request: Request, verb: Callable[[], Any]) -> bool:
    """Whether it was done; where it was refused its sentence stands at the top, and the words stay in the form."""
    try:
        verb()
    except (workflow.Refused, WrongStage) as refused:
        messages.error(request, str(refused))
        return False
    return True


@needs(Permission.ANSWER_LETTER)
@require_POST
def mark_point(request: Request, reference: str, number: int) -> HttpResponse:
    letter = _letter(request, reference)
    point = get_object_or_404(LetterPoint, letter=letter, number=number)
    note = request.POST.get(f"note-{number}", request.POST.get("note", ""))
    others = {
        one: request.POST[f"note-{one}"]
        for one in letter.points.values_list("number", flat=True)
        if f"note-{one}" in request.POST
    }
    try:
        # One form for all points: what was typed about the others is kept, whatever becomes of this one.
        workflow.keep_notes(letter=letter, by=request.post, notes={**others, number: note})
        workflow.mark_point(point=point, by=request.post, done=request.POST.get("done", ""), note=note)
    except workflow.Refused as refused:
        messages.error(request, str(refused))
        return _show(request, letter, status=422, typed_for=number, typed_note=note)
    return redirect(f"{reverse('moderation:letter', args=[reference])}?marked={number}#amend-{number}")


@needs(Permission.READ_LETTER)
@require_GET
def letter_word(request: Request, reference: str) -> HttpResponse:
    letter = _letter(request, reference)
    if letter.sent_at is None:
        raise Http404
    record_read(on=letter.moderation, by=request.post, what="downloaded letter")
    response = HttpResponse(word_file(letter), content_type=WORD)
    response["Content-Disposition"] = f'attachment; filename="letter-{letter.moderation.plan.reference}.docx"'
    return response
