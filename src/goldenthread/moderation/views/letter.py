"""The letter: written, sent, read, answered, taken away as Word."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from goldenthread import permissions, world
from goldenthread.history.record import record_read
from goldenthread.lifecycle import WrongStage
from goldenthread.moderation import workflow
from goldenthread.moderation.forms_letter import ChallengeForm, MessageForm, WholeLetter
from goldenthread.moderation.models import LetterPoint
from goldenthread.moderation.queries import letters as queries
from goldenthread.moderation.queries.moderations import visible_to as moderations_visible_to
from goldenthread.moderation.word_letter import word_file
from goldenthread.people.acting import Request
from goldenthread.permissions import Permission, needs

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def _letter(request: Request, reference: str):
    return get_object_or_404(queries.letters_visible_to(request.post), moderation__reference=reference)


@needs(Permission.SEND_LETTER)
@require_http_methods(["GET", "POST"])
def write_letter(request: Request, reference: str) -> HttpResponse:
    moderation = get_object_or_404(moderations_visible_to(request.post), reference=reference)
    try:
        letter = workflow.write_letter(moderation=moderation, by=request.post)
    except workflow.Refused as refused:
        messages.error(request, str(refused))
        return redirect(moderation)
    if letter.sent_at is not None:
        return redirect("moderation:letter", reference)
    record_read(on=moderation, by=request.post, what="opened letter")
    page = WholeLetter(letter, request.POST or None)
    if page.is_valid():
        try:
            workflow.save_letter(letter=letter, by=request.post, **page.values())
        except workflow.Refused as refused:
            messages.error(request, str(refused))
        return redirect("moderation:letter", reference)
    return render(request, "moderation/letter_write.html", {"letter": letter, "page": page, "form": page})


@needs(Permission.READ_LETTER)
@require_GET
def letter(request: Request, reference: str) -> HttpResponse:
    letter = _letter(request, reference)
    record_read(on=letter.moderation, by=request.post, what="opened letter")
    shown = queries.letter_page(letter, post=request.post, on=world.today())
    return render(request, "moderation/letter.html", {**shown, "lacking": workflow.lacking(letter)})


@needs(Permission.SEND_LETTER)
@require_POST
def send_letter(request: Request, reference: str) -> HttpResponse:
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
    form = MessageForm(request.POST or None, letter=letter)
    if form.is_valid():
        said = {"text": form.cleaned_data["text"], "point": form.chosen_point()}
        writes = workflow.ask if asks else workflow.reply
        return _then_letter(request, reference, lambda letter: writes(letter=letter, by=request.post, **said))
    return render(request, "moderation/letter_message.html", {"letter": letter, "form": form, "asks": asks})


@needs(Permission.ANSWER_LETTER)
@require_http_methods(["GET", "POST"])
def challenge(request: Request, reference: str) -> HttpResponse:
    letter = _letter(request, reference)
    permissions.require(request.post, Permission.ANSWER_LETTER, letter.moderation)
    form = ChallengeForm(request.POST or None, letter=letter)
    if form.is_valid():
        said = {"text": form.cleaned_data["text"], "point": form.chosen_point()}
        return _then_letter(
            request, reference, lambda letter: workflow.challenge(letter=letter, by=request.post, **said)
        )
    return render(request, "moderation/challenge_write.html", {"letter": letter, "form": form})


@needs(Permission.ANSWER_LETTER)
@require_POST
def mark_point(request: Request, reference: str, number: int) -> HttpResponse:
    letter = _letter(request, reference)
    point = get_object_or_404(LetterPoint, letter=letter, number=number)
    return _then_letter(
        request,
        reference,
        lambda _: workflow.mark_point(
            point=point, by=request.post, done=request.POST.get("done", ""), note=request.POST.get("note", "")
        ),
    )


@needs(Permission.READ_LETTER)
@require_GET
def letter_word(request: Request, reference: str) -> HttpResponse:
    letter = _letter(request, reference)
    if letter.sent_at is None:
        raise Http404
    record_read(on=letter.moderation, by=request.post, what="downloaded letter")
    response = HttpResponse(word_file(letter), content_type=WORD)
    response["Content-Disposition"] = f'attachment; filename="letter-{reference}.docx"'
    return response
