"""The register: search it, add to it, say whose a plan is."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from goldenthread.history.record import record_read, record_reads
from goldenthread.people.acting import Request
from goldenthread.permissions import Permission, needs
from goldenthread.plans import workflow
from goldenthread.plans.forms import AddForm, HandOverForm, SearchForm, WhoForm
from goldenthread.plans.queries import register as queries
from goldenthread.plans.queries.plan import plan_for

ask_and_save = require_http_methods(["GET", "HEAD", "POST"])


@needs(Permission.SEE_REGISTER)
@ask_and_save
def plan_list(request: Request) -> HttpResponse:
    """The plans of the register. Words to search for are posted; stage and officer may stand in the address."""
    posted = request.method == "POST"
    form = SearchForm(request.POST if posted else request.GET, post=request.post)
    wanted = form.wanted()
    if posted and not wanted["words"]:
        return redirect(_without_words(wanted))
    if not posted:
        wanted["words"] = ""  # somebody who writes words into the address finds nothing by them
    page, lines = queries.page_of(
        queries.register(request.post, **wanted), (request.POST if posted else request.GET).get("page")
    )
    record_read(on=request.post.authority, by=request.post, what="looked at the register", lines=len(lines))
    if wanted["words"]:
        # Whoever searches looks for somebody: each child that was found is told to whoever asks who looked (ADR 11).
        record_reads(on=page.object_list, by=request.post, what="found by a search")
    context = {"form": form, "page": page, "lines": lines, "searched": posted, "wanted": wanted}
    return render(request, "plans/list.html", context)


def _without_words(wanted: dict[str, Any]) -> str:
    query = QueryDict(mutable=True)
    query.update({name: str(value) for name, value in wanted.items() if value})
    return reverse("plans:list") + (f"?{query.urlencode()}" if query else "")


@needs(Permission.IMPORT_REGISTER)
@ask_and_save
def add(request: Request) -> HttpResponse:
    """Add a child and a plan by hand."""
    form = AddForm(request.POST or None, post=request.post)
    known = ""
    if form.is_valid():
        try:
            plan = workflow.add_by_hand(by=request.post, **form.cleaned_data)
        except workflow.Refused as refused:
            form.add_error("case_system_id", str(refused))
            known = refused.see
        else:
            messages.success(request, f"Plan {plan.reference} is in the register.")
            return redirect(plan)
    return render(request, "plans/add.html", {"form": form, "known": known})


@needs(Permission.SEE_REGISTER)
@ask_and_save
def who(request: Request, reference: str) -> HttpResponse:
    """Whose plan it is, and who helps."""
    plan = plan_for(reference, request.post, Permission.MARK_READY)
    workflow.people.must_be_theirs(plan, request.post)
    form = WhoForm(request.POST or None, plan=plan, post=request.post)
    if form.is_valid():
        officer = form.cleaned_data.get("officer")
        try:
            if officer is not None:
                workflow.hand_over(plans=[plan], to=officer, by=request.post)
            workflow.allocate_assistant(plan=plan, assistant=form.cleaned_data["assistant"], by=request.post)
        except workflow.Refused as refused:
            form.add_error("officer" if "officer" in form.fields else "assistant", str(refused))
        else:
            messages.success(request, "Saved.")
            return redirect(plan)
    record_read(on=plan, by=request.post, what="looked at whose plan it is")
    return render(request, "plans/who.html", {"plan": plan, "form": form})


@needs(Permission.MANAGE_PEOPLE)
@ask_and_save
def hand_over(request: Request) -> HttpResponse:
    """Give plans of one officer to another: ?from= is the post of the first."""
    giver = get_object_or_404(queries.everybody(request.post), pk=_whole(request.GET.get("from")))
    plans = list(queries.caseload(request.post, giver))
    initial = {"plans": [plan.reference for plan in plans]}
    form = HandOverForm(request.POST or None, post=request.post, giver=giver, plans=plans, initial=initial)
    if form.is_valid():
        chosen = set(form.cleaned_data["plans"])
        to = form.cleaned_data["to"]
        given = [plan for plan in plans if plan.reference in chosen]
        try:
            number = workflow.hand_over(plans=given, to=to, by=request.post)
        except workflow.Refused as refused:
            form.add_error("to", str(refused))
        else:
            messages.success(request, f"{number} plan{'s' * (number != 1)} handed over to {to.person.name}.")
            return redirect("people:person", giver.pk)
    record_read(on=request.post.authority, by=request.post, what="looked at a caseload", lines=len(plans))
    return render(request, "plans/hand_over.html", {"form": form, "giver": giver, "plans": plans})


def _whole(value: str | None) -> int:
    return int(value) if value and value.isascii() and value.isdigit() and len(value) < 10 else 0
