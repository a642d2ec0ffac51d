"""`goldenthread import-register`: the same import from the console, without the worker."""

import sys
from pathlib import Path

from django_scopes import scope, scopes_disabled

from goldenthread.lifecycle import WrongStage
from goldenthread.people.models import Authority, Post
from goldenthread.permissions import Permission, Role, may
from goldenthread.plans.extract import ExtractRefused
from goldenthread.plans.models import RegisterImport
from goldenthread.plans.register_import import kept, queries, workflow
from goldenthread.plans.register_import.showing import LABELS
from goldenthread.plans.register_import.stages import State
from goldenthread.plans.register_import.tasks import apply_extract, compare_extract


class CannotBegin(Exception):
    """Something on the command line does not fit. The message is fit to show."""


def run(file: Path, *, authority: str | None, mapping: str | None, by: str | None, apply: bool) -> int:
    """Print what an extract would do to the register and, if told, do it. 0 well, 1 refused, 2 usage.

    Refused rows are told by number and reason; no name is printed.
    """
    try:
        its_authority = authority_of(authority)
        with scope(authority=its_authority):
            return _run(Path(file), its_authority, mapping, post_of(its_authority, by), apply)
    except CannotBegin as wrong:
        print(wrong, file=sys.stderr)
        return 2
    except (ExtractRefused, WrongStage) as refused:
        print(getattr(refused, "sentence", str(refused)), file=sys.stderr)
        return 1


def _run(file: Path, authority: Authority, mapping: str | None, by: Post, apply: bool) -> int:
    try:
        with file.open("rb") as opened:
            made = workflow.start_import(authority=authority, by=by, file=opened, name=file.name)
    except OSError as error:
        raise CannotBegin(f"{file} cannot be opened: {error.strerror}.") from None
    _match(made, by, mapping)
    for warning in made.mapping.get("warnings", []):
        print(warning)
    compare_extract.call(made.pk)
    made.refresh_from_db()
    if made.state != State.PREVIEWED:
        print(made.sentence, file=sys.stderr)
        return 1
    print(f"Import {made.reference}, {authority}, in the name of {by}: {made.total:,} rows")
    for kind, label in LABELS.items():
        print(f"  {label:24} {made.counts.get(kind, 0):>8,}")
    for reason in queries.rows_with(made, "refused").values_list("reason", flat=True)[:20]:
        print(f"  - {reason}")
    if not apply:
        print("Nothing was changed. Say --apply to apply it, or look at it in the browser.")
        return 0
    workflow.apply_import(register_import=made, by=by, in_background=False)
    apply_extract.call(made.pk)
    made.refresh_from_db()
    print(f"Applied: {made.done:,} rows.")
    return 0


def _match(made: RegisterImport, by: Post, name: str | None) -> None:
    """By the saved mapping that was named, or by what can be guessed from the headings."""
    columns = kept.mapping_of(made).columns
    saved = ""
    if name:
        wanted = queries.saved_mappings(made.authority).filter(name=name).first()
        if wanted is None:
            raise CannotBegin(f"There is no saved mapping called “{name}”.")
        columns, saved = wanted.columns, name
    if "child_id" not in columns:
        raise CannotBegin("No column of the child's id was recognised. Match the columns in the browser and save them.")
    workflow.choose_columns(register_import=made, by=by, columns=columns, saved=saved)
    workflow.preview_import(register_import=made, by=by, values={}, in_background=False)
    made.refresh_from_db()


def authority_of(code: str | None) -> Authority:
    found = list(Authority.objects.filter(code=code) if code else Authority.objects.all())
    if len(found) != 1:
        codes = ", ".join(each.code for each in Authority.objects.order_by("code"))
        raise CannotBegin(
            f"Say which authority with --authority CODE: {codes}." if codes else "There is no authority yet."
        )
    return found[0]


def post_of(authority: Authority, email: str | None) -> Post:
    """The post in whose name it is done: the person's, or the only quality lead's."""
    with scopes_disabled():
        posts = Post.objects.filter(authority=authority, closed_at=None).select_related("person", "authority")
        if email:
            posts = posts.filter(person__email__iexact=email)
        else:
            posts = posts.filter(role=Role.LEAD)
        able = [post for post in posts.order_by("pk") if may(post, Permission.IMPORT_REGISTER)]
    if not able:
        raise CannotBegin("Nobody with that address may bring in an extract here. Say who with --by EMAIL.")
    return able[0]
