"""The page on which the toolkit is read, and printed."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from goldenthread import world
from goldenthread.permissions import Permission, needs
from goldenthread.toolkit.standards import Edition, NoSuchEdition, current_edition, editions, load_edition

MARKS = {
    "critical": ("Critical", "Not met, the whole plan is judged inadequate at best."),
    "gate": ("Gate", "Not met, the judgement goes no higher than requires improvement."),
}


@needs(Permission.READ_TOOLKIT)
@require_GET
def read(request: HttpRequest) -> HttpResponse:
    """An edition of the toolkit, the current one unless ?edition= says otherwise. Each standard has its code as anchor."""
    edition = _edition(request.GET.get("edition"))
    sections = [
        (section, [each for each in edition.standards if each.section == section.code]) for section in edition.sections
    ]
    context = {
        "edition": edition,
        "editions": editions(),
        "sections": sections,
        "marks": MARKS,
        "parts": [table for table in edition.as_tables() if not table.code.startswith("section-")],
    }
    return render(request, "toolkit/read.html", context)


def _edition(id: str | None) -> Edition:
    try:
        return load_edition(id) if id else current_edition(world.today())
    except NoSuchEdition as unknown:
        raise Http404 from unknown
