"""The Level 1 check of every plan: the lists, and one check with its questions."""

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from goldenthread.clocks.queries.worklist import people
from goldenthread.compliance import workflow
from goldenthread.compliance.forms import AnswersForm, WantedForm
from goldenthread.compliance.queries import lists
from goldenthread.compliance.queries.check import check_for, page_for
from goldenthread.history.record import record_read
from goldenthread.people.acting import Request
from goldenthread.permissions import Permission, needs


@needs(Permission.SEE_DEADLINES)
@require_GET
def checks(request: Request) -> HttpResponse:
    """The checks that wait, that lack something, and that are complete."""
    form = WantedForm(request.GET, people=people(request.post))
    found = lists.asked_for(request.post, **form.wanted())
    counts = lists.counts(found)
    which = request.GET.get("list", lists.OPEN)
    which = which if which in lists.LISTS else lists.OPEN
    page, lines = lists.page_of(request.post, found, which, number=request.GET.get("page"), count=counts[which])
    tabs = [(name, _address(request.GET, key), key == which, counts[key]) for key, name in lists.LISTS.items()]
    record_read(on=request.post.authority, by=request.post, what="looked at compliance checks", lines=len(lines))
    context = {"form": form, "tabs": tabs, "page": page, "lines": lines, "which": which, "title": lists.LISTS[which]}
    return render(request, "compliance/checks.html", context)


def _address(said: QueryDict, which: str) -> str:
    query = said.copy()
    query.pop("page", None)
    query["list"] = which
    return f"{reverse('compliance:checks')}?{query.urlencode()}"


@needs(Permission.CHECK_COMPLIANCE)
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: Request, reference: str, number: int) -> HttpResponse:
    """One check: what the screening settled, and what somebody has to answer."""
    found = check_for(reference, number, request.post)
    page = page_for(found, request.post)
    form = AnswersForm(request.POST or None, page=page)
    if form.is_valid():
        try:
            changed = workflow.answer(check=found, by=request.post, said=form.said())
        except workflow.Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(
                request,
                f"Saved: {len(changed)} answer{'s' * (len(changed) != 1)}." if changed else "Nothing was changed.",
            )
            return redirect("compliance:check", reference, number)
    record_read(on=found.version, by=request.post, what="opened compliance check")
    status = 422 if form.is_bound else 200
    return render(request, "compliance/check.html", {"page": page, "form": form, "check": found}, status=status)
