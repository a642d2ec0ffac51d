"""One post: what it is, and what may happen to it."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from goldenthread.people import rules, workflow
from goldenthread.people.acting import Request
from goldenthread.people.forms import DetailsForm, EndPostForm, LeaveForm, MeetingForm, ReasonForm
from goldenthread.people.models import Post
from goldenthread.people.queries import posts as queries
from goldenthread.permissions import Permission, Role, may, needs
from goldenthread.ui.nav import address


@needs(Permission.SEE_PEOPLE)
@require_GET
def person(request: Request, pk: int) -> HttpResponse:
    """One post with its leave, its induction and what the reader may do about it."""
    post = _post(request, pk)
    is_officer = post.role == Role.OFFICER
    manages = may(request.post, Permission.MANAGE_PEOPLE, post) and post.is_open
    context = {
        "person": post,
        "facts": queries.facts_of(post),
        "leaves": [(leave, queries.leave_in_words(leave)) for leave in post.leaves.order_by("-starts_on")[:20]],
        "induction": queries.induction_of(post) if is_officer else None,
        "manages": manages,
        "signs_off": is_officer and post.is_open and may(request.post, Permission.SIGN_OFF_OFFICER, post),
        "caseload": workflow.caseload(post) if manages else 0,
        "hand_over_url": _hand_over_url(post),
    }
    return render(request, "people/person.html", context)


@needs(Permission.MANAGE_PEOPLE)
@require_http_methods(["GET", "POST"])
def details(request: Request, pk: int) -> HttpResponse:
    """Correct a name, a service, a code, the working time, the senior."""
    post = _post(request, pk)
    form = DetailsForm(request.POST or None, post=post, seniors=queries.seniors_visible_to(request.post))

    def keep(given: dict) -> None:
        workflow.correct_details(post=post, by=request.post, **given)

    return _asked(request, post, form, keep, done="The details are changed.", template="people/details.html")


@needs(Permission.MANAGE_PEOPLE)
@require_http_methods(["GET", "POST"])
def leave(request: Request, pk: int) -> HttpResponse:
    """Record days of leave."""
    post, form = _post(request, pk), LeaveForm(request.POST or None)

    def keep(given: dict) -> None:
        workflow.record_leave(post=post, by=request.post, **given)

    return _asked(request, post, form, keep, done="The leave is recorded.", template="people/leave.html")


@needs(Permission.MANAGE_PEOPLE)
@require_POST
def withdraw_leave(request: Request, pk: int) -> HttpResponse:
    """Take recorded leave back. It can be recorded again, so nothing is asked."""
    leave = get_object_or_404(queries.leaves_visible_to(request.post), pk=pk)
    workflow.withdraw_leave(leave=leave, by=request.post)
    messages.success(request, "The leave is withdrawn.")
    return redirect("people:person", leave.post_id)


@needs(Permission.SIGN_OFF_OFFICER)
@require_http_methods(["GET", "POST"])
def sign_off(request: Request, pk: int) -> HttpResponse:
    """Sign a new officer off as independent."""
    post, form = _post(request, pk), forms.Form(request.POST if request.method == "POST" else None)

    def keep(given: dict) -> None:
        workflow.sign_off(officer=post, by=request.post)

    done = f"{post.name} is signed off. Their drafts enter the draw like everybody's."
    return _asked(request, post, form, keep, done=done, template="people/sign_off.html")


@needs(Permission.SIGN_OFF_OFFICER)
@require_http_methods(["GET", "POST"])
def take_back_sign_off(request: Request, pk: int) -> HttpResponse:
    """Let every draft of an officer be moderated again."""
    post, form = _post(request, pk), ReasonForm(request.POST or None)

    def keep(given: dict) -> None:
        workflow.take_back_sign_off(officer=post, by=request.post, **given)

    done = f"The sign-off is taken back. Every draft of {post.name} is moderated from now on."
    return _asked(request, post, form, keep, done=done, template="people/take_back_sign_off.html")


@needs(Permission.SIGN_OFF_OFFICER)
@require_http_methods(["GET", "POST"])
def meeting(request: Request, pk: int) -> HttpResponse:
    """Note that a new officer has met the DCO or the DSCO."""
    post, form = _post(request, pk), MeetingForm(request.POST or None)

    def keep(given: dict) -> None:
        workflow.record_meeting(officer=post, by=request.post, **given)

    return _asked(request, post, form, keep, done="The meeting is noted.", template="people/meeting.html")


@needs(Permission.MANAGE_PEOPLE)
@require_http_methods(["GET", "POST"])
def end(request: Request, pk: int) -> HttpResponse:
    """End a post: the page says what follows, and what has to be done first."""
    post, form = _post(request, pk), EndPostForm(request.POST or None)

    def keep(given: dict) -> None:
        workflow.end_post(post=post, by=request.post, **given)

    role = rules.role_in_a_sentence(post.role)
    context = {"caseload": workflow.caseload(post), "hand_over_url": _hand_over_url(post), "role": role}
    done = f"The post of {post.name} ends. If they moderate drafts, please see who takes each of them."
    return _asked(request, post, form, keep, done=done, template="people/end.html", context=context)


@needs(Permission.MANAGE_PEOPLE)
@require_http_methods(["GET", "POST"])
def reset_second_factor(request: Request, pk: int) -> HttpResponse:
    """For somebody who has lost their telephone and their codes."""
    post, form = _post(request, pk), forms.Form(request.POST if request.method == "POST" else None)

    def keep(given: dict) -> None:
        workflow.reset_second_factor(post=post, by=request.post)

    done = f"{post.name} sets up a new second factor when they next sign in."
    return _asked(request, post, form, keep, done=done, template="people/reset_second_factor.html")


def _post(request: Request, pk: int) -> Post:
    return get_object_or_404(queries.visible_to(request.post), pk=pk)


def _asked(
    request: Request,
    post: Post,
    form: forms.Form,
    keep: Callable[[dict], None],
    *,
    done: str,
    template: str,
    context: dict | None = None,
) -> HttpResponse:
    """The five steps that the pages about one post share: form, verb, refusal in words, and back to the person."""
    if form.is_valid():
        try:
            keep(form.cleaned_data)
        except workflow.Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, done)
            return redirect("people:person", post.pk)
    return render(request, template, {"person": post, "form": form, **(context or {})})


def _hand_over_url(post: Post) -> str:
    """The page of the room above; empty while there is none."""
    url = address("plans:hand_over")
    return f"{url}?from={post.pk}" if url else reverse("people:person", args=[post.pk])
