"""What the checks noticed in a version, for its writer: the self-check, the Word file with comments, the golden thread."""

import re
from io import BytesIO
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ehcp.screening.reading.refusal import Refused as NotRead
from goldenthread import world
from goldenthread.history.record import record_read
from goldenthread.moderation.queries.holding_back import answers_first
from goldenthread.people.acting import Request
from goldenthread.permissions import Permission, needs
from goldenthread.plans.models import PlanVersion
from goldenthread.plans.queries.plan import version_for
from goldenthread.plans.views.files import taken_away
from goldenthread.screenings.queries import latest_run, status_of
from goldenthread.screenings.queries.margin import word_with_comments
from goldenthread.screenings.queries.self_check import may_answer, self_check, still_open
from goldenthread.screenings.queries.threads import thread_page
from goldenthread.screenings.stages import Stage
from goldenthread.screenings.workflow.judging import Clash, Refused
from goldenthread.screenings.workflow.screening import screen_again
from goldenthread.screenings.workflow.self_check import answer_point

_FIELD = re.compile(r"(answer|reason)-(\d{1,15})")
NO_COMMENTS = "This Word file could not be opened for comments. The page shows the same points."


@needs(Permission.READ_PLAN)
@require_http_methods(["GET", "POST"])
def check(request: Request, reference: str, number: int) -> HttpResponse:
    """The plan by section with what the checks noticed beside it. A post saves every answer of the page."""
    version = version_for(reference, number, request.post)
    held = answers_first(request.post, version)
    if request.method == "POST":
        if held or not may_answer(version, request.post):
            raise Http404
        _save_all(request, version)
        return redirect("desk:self_check", reference, number)
    if held:
        return _held_back(request, version, held)
    if request.GET.get("waiting"):
        return _still_waiting(version)
    record_read(on=version, by=request.post, what="read the self-check", number=number)
    return render(request, "desk/self_check.html", _about(version) | {"check": self_check(version, request.post)})


def _about(version: PlanVersion) -> dict[str, Any]:
    return {"plan_version": version, "plan": version.plan}


def _held_back(request: Request, version: PlanVersion, moderation: Any) -> HttpResponse:
    return render(request, "desk/answers_first.html", _about(version) | {"moderation": moderation})


def _still_waiting(version: PlanVersion) -> HttpResponse:
    """Asked every few seconds while a page waits: nothing of the plan is in the answer, so it is no read."""
    run = latest_run(version)
    is_waiting = run is None or run.stage == Stage.WAITING
    return HttpResponse(status=204, headers={} if is_waiting else {"HX-Refresh": "true"})


def _save_all(request: Request, version: PlanVersion) -> None:
    said: list[str] = []
    for name in request.POST:
        value = request.POST.get(name, "")
        try:
            answer = _save(request, version, name, value, request.POST.get(f"version_{name}", "0"))
        except Refused as refused:
            said.append(str(refused))
            continue
        if isinstance(answer, Clash):
            said.append(
                f"This was answered in another tab meanwhile: “{answer.theirs or 'nothing'}” stands there, and "
                f"“{answer.mine or 'nothing'}” was not saved. Write it again where it should stand."
            )
    for sentence in dict.fromkeys(said):
        messages.error(request, sentence)
    if not said:
        messages.success(request, "Your answers are saved.")


def _save(request: Request, version: PlanVersion, name: str, value: str, saved: str) -> Any:
    """One field of the page; None for what is no field of a point."""
    field = _FIELD.fullmatch(name)
    if field is None:
        return None
    return answer_point(
        version=version,
        by=request.post,
        finding=int(field[2]),
        field=field[1],
        value=value,
        saved=int(saved) if saved.isdecimal() else -1,
    )


@needs(Permission.READ_PLAN)
@require_POST
def save(request: Request, reference: str, number: int) -> JsonResponse:
    """One answer by script: 200 with its new version, 409 with both values, 422 with a sentence."""
    version = version_for(reference, number, request.post)
    if answers_first(request.post, version) or not may_answer(version, request.post):
        raise Http404
    try:
        answer = _save(
            request,
            version,
            request.POST.get("field", ""),
            request.POST.get("value", ""),
            request.POST.get("version", "0"),
        )
    except Refused as refused:
        return JsonResponse({"error": str(refused)}, status=422)
    if answer is None:
        return JsonResponse({"error": "This page does not ask that."}, status=422)
    if isinstance(answer, Clash):
        return JsonResponse({"version": answer.version, "value": answer.theirs, "by": "another tab"}, status=409)
    return JsonResponse({"version": answer.version, "saved_at": f"{timezone.localtime(world.now()):%H:%M:%S}"})


@needs(Permission.READ_PLAN)
@require_POST
def again(request: Request, reference: str, number: int) -> HttpResponse:
    """Have a version whose screening stopped looked at anew."""
    version = version_for(reference, number, request.post)
    if answers_first(request.post, version) or not may_answer(version, request.post):
        raise Http404
    try:
        screen_again(version=version, by=request.post)
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("desk:self_check", reference, number)


@needs(Permission.READ_PLAN)
@require_GET
def word(request: Request, reference: str, number: int) -> HttpResponse | FileResponse:
    """The version's own Word file with the points as comments. 404 for a version that did not come as one."""
    version = version_for(reference, number, request.post)
    held = answers_first(request.post, version)
    if held:
        return _held_back(request, version, held)
    if version.file_format != "docx" or not status_of(latest_run(version)).is_screened:
        raise Http404
    try:
        data = word_with_comments(version, still_open(version, request.post))
    except FileNotFoundError:
        raise Http404 from None
    except NotRead:
        messages.error(request, NO_COMMENTS)
        return redirect("desk:self_check", reference, number)
    record_read(on=version, by=request.post, what="took the file with comments away", number=number)
    name = f"{version.reference}-version-{number}-points.docx"
    return taken_away(_Made(data), name=name, file_format="docx")


class _Made:
    """Bytes that were just made, opened as a stored file is."""

    def __init__(self, data: bytes):
        self.data = data

    def open(self, mode: str) -> BytesIO:
        return BytesIO(self.data)


@needs(Permission.READ_PLAN)
@require_GET
def thread(request: Request, reference: str, number: int) -> HttpResponse:
    """The golden thread, drawn and as a table. ?show=holes leaves the unbroken threads out."""
    version = version_for(reference, number, request.post)
    held = answers_first(request.post, version)
    if held:
        return _held_back(request, version, held)
    record_read(on=version, by=request.post, what="read the golden thread", number=number)
    page = thread_page(version, only_holes=request.GET.get("show") == "holes")
    return render(request, "desk/thread.html", _about(version) | {"page": page})
