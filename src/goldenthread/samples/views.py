"""Draws to look at and to check: the list, one receipt, its file."""

import json

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from goldenthread.people.acting import Request
from goldenthread.permissions import Permission, needs
from goldenthread.samples import queries
from goldenthread.samples.receipts import file_of, public_facts, receipt_of


@needs(Permission.SEE_PUBLIC_DRAWS)
@require_GET
def draws(request: Request) -> HttpResponse:
    page = queries.page_of_draws(request.post, number=request.GET.get("page"))
    shown = {"page": page, "months": queries.sealed_months(), "outside": queries.outside_the_draw()}
    return render(request, "samples/draws.html", shown)


@needs(Permission.SEE_PUBLIC_DRAWS)
@require_GET
def receipt(request: Request, reference: str) -> HttpResponse:
    draw = get_object_or_404(queries.draws_visible_to(request.post), reference=reference)
    shown = {"draw": draw, "facts": public_facts(draw)}
    if queries.may_see_picks(request.post, draw):
        shown |= {
            "receipt": receipt_of(draw),
            "picks": queries.picks_of(draw),
            "replacements": queries.replaced_in(draw),
        }
    return render(request, "samples/receipt.html", shown)


@needs(Permission.SEE_PUBLIC_DRAWS)
@require_GET
def receipt_file(request: Request, reference: str) -> HttpResponse:
    draw = get_object_or_404(queries.draws_visible_to(request.post), reference=reference)
    if not queries.may_see_picks(request.post, draw):
        raise Http404
    response = HttpResponse(file_of(draw), content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{draw.reference}.json"'
    return response


@needs(Permission.SEE_PUBLIC_DRAWS)
@require_GET
def commitments_file(request: Request) -> HttpResponse:
    """The months' commitments as a file, for whoever keeps them elsewhere as a witness."""
    rows = [
        {"period": month.period, "commitment": month.commitment, "committed_at": month.committed_at.isoformat()}
        for month in queries.commitments()
    ]
    response = HttpResponse(json.dumps(rows, indent=1), content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="commitments.json"'
    return response
