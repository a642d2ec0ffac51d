"""The pages of data quality: every rule with its number, one rule with its rows, the rows as a file."""

import csv
import io
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from ehcp.sen2.rule import RULES, Rule
from goldenthread.history.record import record_read
from goldenthread.permissions import Permission, needs
from goldenthread.plans.models import QualityCheck
from goldenthread.plans.register_import.download import inert
from goldenthread.plans.sen2_import import queries, showing_quality, workflow

FOLDER = "plans/sen2_import"


@needs(Permission.IMPORT_REGISTER)
@require_GET
def quality(request: Any) -> HttpResponse:
    """Every rule with how often it holds, in the newest run and in those before it."""
    shown = showing_quality.overview(request.post, request.GET.get("of", ""))
    return render(request, f"{FOLDER}/quality.html", {"shown": shown})


def _wanted(request: Any, pk: int, rule: str) -> tuple[QualityCheck, Rule]:
    run = get_object_or_404(queries.checks_visible_to(request.post).exclude(finished_at=None), pk=pk)
    if rule not in RULES:
        raise Http404
    return run, RULES[rule]


@needs(Permission.IMPORT_REGISTER)
@require_GET
def one_rule(request: Any, pk: int, rule: str) -> HttpResponse:
    """What one rule found: what, why it matters, how it is put right, and the rows."""
    run, its_rule = _wanted(request, pk, rule)
    shown = showing_quality.faults_of(run, its_rule, post=request.post, number=request.GET.get("page"))
    record_read(
        on=run, by=request.post, what="looked at faults", rule=rule, page=shown.page.number, children=shown.children
    )
    return render(request, f"{FOLDER}/quality_rule.html", {"shown": shown})


@needs(Permission.IMPORT_REGISTER)
@require_GET
def rule_file(request: Any, pk: int, rule: str) -> HttpResponse:
    """The rows of one rule as a file, by our references."""
    run, its_rule = _wanted(request, pk, rule)
    faults = showing_quality.all_faults(run, its_rule, post=request.post)
    record_read(
        on=run,
        by=request.post,
        what="took away faults",
        rule=rule,
        rows=len(faults),
        children=showing_quality.children_of(faults),
    )
    target = io.StringIO()
    csv.writer(target).writerows([inert(cell) for cell in row] for row in showing_quality.as_rows(faults))
    headers = {"Content-Disposition": f'attachment; filename="{rule}.csv"'}
    return HttpResponse(target.getvalue().encode("utf-8-sig"), content_type="text/csv; charset=utf-8", headers=headers)


@needs(Permission.IMPORT_REGISTER)
@require_POST
def check_register(request: Any) -> HttpResponse:
    """Have the rules run over the register."""
    workflow.check_register(authority=request.post.authority, by=request.post)
    return redirect(reverse("plans:quality") + "?of=register")
