"""The pages of an import, in the order in which one meets them."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from goldenthread.history.record import record_read
from goldenthread.lifecycle import WrongStage
from goldenthread.permissions import Permission, needs
from goldenthread.plans.extract import ExtractRefused
from goldenthread.plans.models import RegisterImport
from goldenthread.plans.register_import import download, kept, queries, showing, workflow
from goldenthread.plans.register_import.forms import ColumnsForm, ReadAgainForm, UploadForm, ValuesForm
from goldenthread.plans.register_import.stages import OPEN_TO_MATCHING, WORKING, State

FOLDER = "plans/register_import"
ask_and_save = require_http_methods(["GET", "HEAD", "POST"])


def _wanted(request: Any, reference: str) -> RegisterImport:
    return get_object_or_404(queries.visible_to(request.post), reference=reference)


def _sent(request: Any) -> Any:
    return request.POST if request.method == "POST" else None


@needs(Permission.IMPORT_REGISTER)
@require_GET
def imports(request: Any) -> HttpResponse:
    """Every extract that was handed in, newest first."""
    page = showing.imports_page(request.post, request.GET.get("page"))
    return render(request, f"{FOLDER}/imports.html", {"page": page, "table": showing.imports_table(page)})


@needs(Permission.IMPORT_REGISTER)
@ask_and_save
def start(request: Any) -> HttpResponse:
    """Choose the file."""
    form = UploadForm(_sent(request), request.FILES or None)
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            made = workflow.start_import(authority=request.post.authority, by=request.post, file=file, name=file.name)
        except ExtractRefused as refused:
            form.add_error("file", refused.sentence)
        else:
            return redirect("plans:import_columns", made.reference)
    return render(request, f"{FOLDER}/start.html", {"form": form})


@needs(Permission.IMPORT_REGISTER)
@ask_and_save
def columns(request: Any, reference: str) -> HttpResponse:
    """Say which column is which field."""
    register_import = _wanted(request, reference)
    if register_import.state not in OPEN_TO_MATCHING:
        return redirect("plans:import", reference)
    saved = queries.saved_mappings(register_import.authority)
    chosen = saved.filter(name=request.GET.get("mapping", "")).first()
    known = chosen.columns if chosen else kept.mapping_of(register_import).columns
    form = ColumnsForm(_sent(request), headers=register_import.headers, columns=known)
    if form.is_valid():
        name = request.POST.get("saved", "")
        workflow.choose_columns(
            register_import=register_import,
            by=request.post,
            columns=form.columns(),
            saved=name if saved.filter(name=name).exists() else "",
        )
        return redirect("plans:import_values", reference)
    record_read(on=register_import, by=request.post, what="looked at the columns")
    context = showing.columns_context(register_import, saved=saved, chosen=chosen)
    return render(request, f"{FOLDER}/columns.html", {"form": form, **context, "again": _again_form(register_import)})


@needs(Permission.IMPORT_REGISTER)
@require_POST
def read_again(request: Any, reference: str) -> HttpResponse:
    """Read another sheet, or take the headings from another row."""
    register_import = _wanted(request, reference)
    form = _again_form(register_import, request.POST)
    try:
        if form.is_valid():
            workflow.read_again(
                register_import=register_import,
                by=request.post,
                sheet=form.cleaned_data.get("sheet", ""),
                header_row=form.cleaned_data["header_row"],
            )
        else:
            messages.error(request, "The row of the headings is a number from 1 to 1,000.")
    except (ExtractRefused, WrongStage) as refused:
        messages.error(request, getattr(refused, "sentence", str(refused)))
    return redirect("plans:import_columns", reference)


def _again_form(register_import: RegisterImport, data: Any = None) -> ReadAgainForm:
    about = register_import.mapping
    initial = {"sheet": register_import.sheet, "header_row": about.get("header_row")}
    return ReadAgainForm(data, sheets=about.get("sheets", []), initial=initial, prefix="again")


@needs(Permission.IMPORT_REGISTER)
@ask_and_save
def values(request: Any, reference: str) -> HttpResponse:
    """Say what the values of the matched columns mean, and ask for the preview."""
    register_import = _wanted(request, reference)
    mapping = kept.mapping_of(register_import)
    if register_import.state not in OPEN_TO_MATCHING or "child_id" not in mapping.columns:
        return redirect("plans:import", reference)
    officers = queries.officers(register_import.authority)
    initial = {"remember_as": register_import.mapping.get("name", "")}
    form = ValuesForm(
        _sent(request),
        register_import=register_import,
        mapping=mapping,
        officers=officers,
        chosen=queries.chosen_values(register_import, mapping),
        initial=initial,
    )
    if form.is_valid():
        workflow.preview_import(
            register_import=register_import,
            by=request.post,
            values=form.values(),
            remember_as=form.cleaned_data["remember_as"].strip(),
        )
        return redirect("plans:import", reference)
    record_read(on=register_import, by=request.post, what="looked at the values")
    context = {"register_import": register_import, "form": form, "groups": form.groups(mapping.columns)}
    context["not_used"] = [each for each in register_import.headers if each not in mapping.columns.values()]
    return render(request, f"{FOLDER}/values.html", context)


@needs(Permission.IMPORT_REGISTER)
@require_GET
def one(request: Any, reference: str) -> HttpResponse:
    """Where an import stands: being worked on, to be looked at, applied, or stopped."""
    register_import = _wanted(request, reference)
    if register_import.state == State.UPLOADED:
        return redirect("plans:import_columns", reference)
    context: dict[str, Any] = {"register_import": register_import, **showing.facts(register_import)}
    if register_import.state in WORKING:
        return render(request, f"{FOLDER}/progress.html", context)
    if register_import.state not in (State.PREVIEWED, State.APPLIED):
        return render(request, f"{FOLDER}/stopped.html", context)
    shown = showing.rows_of(register_import, shown=request.GET.get("show", ""), number=request.GET.get("page"))
    record_read(
        on=register_import,
        by=request.post,
        what="looked at the rows",
        rows=shown.shown,
        page=shown.page.number,
        children=showing.children_on(register_import, shown),
    )
    context |= {"shown": shown, "same": queries.earlier_of_the_same(register_import)}
    return render(request, f"{FOLDER}/preview.html", context)


@needs(Permission.IMPORT_REGISTER)
@require_GET
def progress(request: Any, reference: str) -> HttpResponse:
    """The count of a working import, for the page to fetch; once it is done the page is told to come again whole."""
    register_import = _wanted(request, reference)
    response = render(request, f"{FOLDER}/_progress.html", {"register_import": register_import})
    if register_import.state not in WORKING:
        response["HX-Refresh"] = "true"
    return response


def _act(request: Any, reference: str, verb: Any) -> HttpResponse:
    try:
        verb(register_import=_wanted(request, reference), by=request.post)
    except WrongStage as refused:
        messages.error(request, str(refused))
    return redirect("plans:import", reference)


@needs(Permission.IMPORT_REGISTER)
@require_POST
def apply(request: Any, reference: str) -> HttpResponse:
    """Apply what the preview shows."""
    return _act(request, reference, workflow.apply_import)


@needs(Permission.IMPORT_REGISTER)
@require_POST
def carry_on(request: Any, reference: str) -> HttpResponse:
    """Take the work up again after a stop."""
    return _act(request, reference, workflow.carry_on)


@needs(Permission.IMPORT_REGISTER)
@require_POST
def abandon(request: Any, reference: str) -> HttpResponse:
    """Let the extract be."""
    return _act(request, reference, workflow.abandon_import)


FORMATS = {
    "csv": (download.as_csv, "text/csv; charset=utf-8"),
    "xlsx": (download.as_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}


@needs(Permission.IMPORT_REGISTER)
@require_GET
def refused_rows(request: Any, reference: str, kind: str) -> HttpResponse:
    """The refused rows as a file."""
    if kind not in FORMATS:
        raise Http404
    register_import = _wanted(request, reference)
    rows = list(queries.rows_with(register_import, "refused"))
    record_read(
        on=register_import,
        by=request.post,
        what="took away the refused rows",
        rows=len(rows),
        children=queries.child_ids(register_import.authority, rows),
    )
    build, content_type = FORMATS[kind]
    name = f"refused-rows-{register_import.reference}.{kind}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(build(register_import, rows), content_type=content_type, headers=headers)
