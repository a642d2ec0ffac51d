"""Inviting somebody, looking after an invitation, accepting one."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_POST
from django.views.decorators.vary import vary_on_cookie

from goldenthread.people import rules, server, workflow
from goldenthread.people.acting import Request
from goldenthread.people.forms import InviteForm, PasswordForm
from goldenthread.people.models import Person
from goldenthread.people.queries import posts as queries
from goldenthread.permissions import ROLES, Permission, Role, needs, open_to

NOT_SENT = (
    "The invitation is kept, and nothing was sent: no mail server is set. Tell the system administrator, and send it "
    "again once there is one."
)


@needs(Permission.MANAGE_PEOPLE)
@require_http_methods(["GET", "POST"])
def invite(request: Request) -> HttpResponse:
    """Invite somebody to a role."""
    form = InviteForm(request.POST or None)
    if form.is_valid():
        try:
            workflow.invite(authority=request.post.authority, by=request.post, **form.cleaned_data)
        except workflow.Refused as refused:
            form.add_error(None, str(refused))
        else:
            _say_what_became(request, f"The invitation to {form.cleaned_data['email']} is on its way.")
            return redirect("people:list")
    return render(request, "people/invite.html", {"form": form, "roles": list(ROLES.values())})


def _say_what_became(request: Request, on_its_way: str) -> None:
    if server.mail_is_sent():
        messages.success(request, on_its_way)
    else:
        messages.warning(request, NOT_SENT)


@needs(Permission.MANAGE_PEOPLE)
@require_http_methods(["GET"])
def invitation(request: Request, pk: int) -> HttpResponse:
    """One open invitation: send it again, or take it back."""
    found = get_object_or_404(queries.open_invitations_visible_to(request.post), pk=pk)
    facts = [
        ("Role", ROLES[Role(found.role)][0]),
        ("Agency", found.get_agency_display()),
        ("E-mail address", found.email),
        ("Where it stands", queries.standing(found)),
    ]
    return render(request, "people/invitation.html", {"invitation": found, "facts": facts})


@needs(Permission.MANAGE_PEOPLE)
@require_POST
def renew(request: Request, pk: int) -> HttpResponse:
    """Send an invitation again with a new link."""
    found = get_object_or_404(queries.open_invitations_visible_to(request.post), pk=pk)
    try:
        workflow.renew_invitation(invitation=found, by=request.post)
    except workflow.Refused as refused:
        messages.error(request, str(refused))
    else:
        _say_what_became(request, "A new invitation is on its way. The old link no longer works.")
    return redirect("people:list")


@needs(Permission.MANAGE_PEOPLE)
@require_POST
def withdraw(request: Request, pk: int) -> HttpResponse:
    """Take an invitation back. Another can be sent at any time, so nothing is asked."""
    found = get_object_or_404(queries.open_invitations_visible_to(request.post), pk=pk)
    try:
        workflow.withdraw_invitation(invitation=found, by=request.post)
    except workflow.Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "The invitation is withdrawn. Its link no longer works.")
    return redirect("people:list")


@open_to("everyone")
@vary_on_cookie
@require_http_methods(["GET", "POST"])
def accept(request: HttpRequest, token: str) -> HttpResponse:
    """The page behind an invitation's link. Looking at it uses nothing up; the button does."""
    session = request.user if request.user.is_authenticated else None
    try:
        found = workflow.find_invitation(token)
    except workflow.Refused as refused:
        return render(request, "people/no_invitation.html", {"why": str(refused)}, status=404)
    known = Person.objects.filter(email__iexact=found.email).first()
    if session and session != known:
        return render(request, "people/invitation_for_another.html", {}, status=403)
    context = {
        "invitation": found,
        "role": rules.role_in_a_sentence(found.role),
        "purpose": ROLES[Role(found.role)][1],
        "must_sign_in": known is not None and session is None,
        "sign_in_url": f"{reverse('account_login')}?{urlencode({'next': request.path})}",
    }
    form = None if known else PasswordForm(request.POST or None, person=Person(email=found.email, name=found.name))
    if request.method == "POST" and (form is None or form.is_valid()):
        try:
            post = workflow.accept_invitation(
                token=token, by_session=session, password=form.cleaned_data["password"] if form else ""
            )
        except workflow.Refused as refused:
            return render(request, "people/no_invitation.html", {"why": str(refused)}, status=404)
        if session:
            messages.success(request, f"You may now act as {rules.role_in_a_sentence(post.role)} in {post.authority}.")
            return redirect("people:choose_post")
        messages.success(request, "Your account is ready. Sign in with the password that you have just chosen.")
        return redirect("account_login")
    return render(request, "people/accept.html", {**context, "form": form})
