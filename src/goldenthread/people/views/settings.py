"""The settings of an authority: what is in force, since when, and deciding one."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from goldenthread.people import choices, rules, server, workflow
from goldenthread.people.acting import Request
from goldenthread.people.forms import SettingForm
from goldenthread.people.queries import settings as queries
from goldenthread.permissions import Permission, may, needs


@needs(Permission.SEE_SETTINGS)
@require_GET
def settings_list(request: Request) -> HttpResponse:
    """Every setting, by group: what is in force, since when and by whom, and the default."""
    groups = list(queries.standings(request.post.authority).items())
    return render(request, "people/settings.html", {"groups": groups, "lacking": server.lacking()})


@needs(Permission.SEE_SETTINGS)
@require_http_methods(["GET", "POST"])
def setting(request: Request, key: str) -> HttpResponse:
    """One setting with every value that it had; who may, decides it from a day on."""
    if key not in choices.BY_KEY:
        raise Http404
    found, authority = choices.BY_KEY[key], request.post.authority
    current = choices.value(authority, key)
    form = None
    if may(request.post, Permission.CHANGE_SETTINGS, authority):
        form = SettingForm(request.POST or None, setting=found, current=current)
    elif request.method == "POST":
        raise Http404
    if form is not None and form.is_valid():
        workflow.decide(key=key, by=request.post, **form.cleaned_data)
        messages.success(request, f"“{found.label}” is decided.")
        return redirect("people:settings")
    context = {
        "setting": found,
        "form": form,
        "current": rules.in_words(found, current),
        "default": rules.in_words(found, queries.default_of(authority, found)),
        "decisions": queries.decisions(authority, found),
    }
    return render(request, "people/setting.html", context)
