"""The letter while it is written: saved field by field, by script or whole; quotes and points chosen from the review."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from goldenthread.history.record import record_read
from goldenthread.moderation import workflow
from goldenthread.moderation.forms_letter import WholeLetter, said_of_quote
from goldenthread.moderation.models import Evidence, Letter, Moderation
from goldenthread.moderation.queries import letter_proposed, letters
from goldenthread.moderation.queries.moderations import visible_to
from goldenthread.moderation.views.answers import clash_page, clock_time
from goldenthread.moderation.workflow import Clash, Refused
from goldenthread.people.acting import Request
from goldenthread.permissions import Permission, needs


@needs(Permission.SEND_LETTER)
@require_http_methods(["GET", "POST"])
def write_letter(request: Request, reference: str) -> HttpResponse:
    moderation = get_object_or_404(visible_to(request.post), reference=reference)
    try:
        letter = workflow.write_letter(moderation=moderation, by=request.post)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(_where_it_is_handed_in(moderation, request))
    if letter.sent_at is not None:
        return redirect("moderation:letter", reference)
    record_read(on=moderation, by=request.post, what="opened letter")
    if request.method == "POST":
        return _take(request, letter)
    return _show(request, letter, WholeLetter(letter))


def _where_it_is_handed_in(moderation: Moderation, request: Request) -> str:
    """The findings, once the judgement of this post's open review is locked; the questions before."""
    locked = moderation.reviews.filter(moderator=request.post, submitted_at=None).exclude(locked_at=None)
    if locked.exists():
        return reverse("moderation:findings", args=[moderation.reference])
    return moderation.get_absolute_url()


def _show(request: Request, letter: Letter, page: WholeLetter, *, status: int = 200) -> HttpResponse:
    context = {
        "letter": letter,
        "page": page,
        "form": page,
        "left_out": letter_proposed.left_out(letter),
        "saved_at": letters.letter_saved_at(letter),
    }
    return render(request, "moderation/letter_write.html", context, status=status)


def _take(request: Request, letter: Letter) -> HttpResponse:
    """The whole page: every field by itself, then what its button asks for. What was refused stays on the page."""
    clashes, refusals = save_letter_form(letter=letter, by=request.post, data=request.POST)
    if clashes:
        return clash_page(request, letter.moderation, clashes, target=request.path)
    letter.refresh_from_db()
    if refusals:
        for sentence in dict.fromkeys(refusals):
            messages.error(request, sentence)
        return _show(request, letter, WholeLetter(letter, request.POST), status=422)
    try:
        return _then(request, letter, request.POST.get("then", ""))
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("moderation:write_letter", letter.reference)


def _then(request: Request, letter: Letter, then: str) -> HttpResponse:
    """ "instead:F4" puts a weakness in the place of a point, "quote:2:31" a quote into a point, "stay" stays."""
    what, _, which = then.partition(":")
    write = reverse("moderation:write_letter", args=[letter.reference])
    if what == "instead":
        number = _whole(request.POST.get("in_place_of", ""))
        workflow.use_instead(letter=letter, by=request.post, code=which, number=number)
        return redirect(f"{write}#point-{number}")
    if what == "quote":
        place, _, key = which.partition(":")
        evidence: Evidence = get_object_or_404(letter.review.evidence, pk=_whole(key))
        workflow.use_quote(letter=letter, by=request.post, number=_whole(place), evidence=evidence)
        return redirect(f"{write}#point-{_whole(place)}")
    return redirect(write) if what == "stay" else redirect("moderation:letter", letter.reference)


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 16 else 0


def save_letter_form(*, letter: Letter, by: Any, data: Any) -> tuple[list[Clash], list[str]]:
    """Save every field that the page sent, each with its own version. Gives back the clashes and the refusals.

    A box that is not ticked is not sent: its version alone says that it was on the page.
    """
    clashes: list[Clash] = []
    refusals: list[str] = []
    for field in workflow.LETTER_FIELDS:
        if (field not in data and f"version_{field}" not in data) or data.get(f"choose_{field}") == "theirs":
            continue
        version = data.get(f"version_{field}", "0")
        try:
            answer = workflow.save_letter_field(
                letter=letter,
                by=by,
                field=field,
                value=data.get(field, ""),
                version=int(version) if version.isdecimal() else -1,
            )
        except Refused as refused:
            refusals.append(str(refused))
            continue
        if isinstance(answer, Clash):
            clashes.append(answer)
    return clashes, refusals


@needs(Permission.SEND_LETTER)
@require_POST
def save_letter_field(request: Request, reference: str) -> JsonResponse:
    """One field by script: 200 with its new version, 409 with both values, 422 with a sentence."""
    moderation = get_object_or_404(visible_to(request.post).filter(moderator=request.post), reference=reference)
    letter: Letter = get_object_or_404(
        Letter.objects.select_related("moderation__version__plan"), moderation=moderation
    )
    field, version = request.POST.get("field", ""), request.POST.get("version", "0")
    try:
        answer = workflow.save_letter_field(
            letter=letter,
            by=request.post,
            field=field,
            value=request.POST.get("value", ""),
            version=int(version) if version.isdecimal() else -1,
        )
    except Refused as refused:
        return JsonResponse({"error": str(refused)}, status=422)
    if isinstance(answer, Clash):
        return JsonResponse({"version": answer.version, "value": answer.theirs, "by": "another tab"}, status=409)
    texts = {}
    if field.endswith("-quote"):
        texts = {f"{field}-said": said_of_quote(letter.moderation.version.document, answer.value)}
    return JsonResponse({"version": answer.version, "saved_at": clock_time(), "texts": texts})
