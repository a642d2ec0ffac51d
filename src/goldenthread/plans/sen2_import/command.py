"""`goldenthread import-sen2`: the same import of a return from the console, without the worker."""

import sys
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from django.core.files.base import File
from django_scopes import scope

from ehcp.sen2.record import Unreadable
from ehcp.sen2.rule import RULES
from goldenthread.lifecycle import WrongStage
from goldenthread.people.models import Authority, Post
from goldenthread.plans.register_import.command import CannotBegin, authority_of, post_of
from goldenthread.plans.sen2_import import workflow
from goldenthread.plans.sen2_import.showing import LABELS
from goldenthread.plans.sen2_import.stages import State
from goldenthread.plans.sen2_import.tasks import apply_return, compare_return


def run(files: Sequence[Path], *, authority: str | None, by: str | None, apply: bool) -> int:
    """Print what a return would do to the register and, if told, do it. 0 well, 1 refused, 2 usage.

    No name is printed: persons are told by their place in the return.
    """
    try:
        its_authority = authority_of(authority)
        with scope(authority=its_authority):
            return _run(files, its_authority, post_of(its_authority, by), apply)
    except CannotBegin as wrong:
        print(wrong, file=sys.stderr)
        return 2
    except (Unreadable, WrongStage) as refused:
        print(getattr(refused, "sentence", str(refused)), file=sys.stderr)
        return 1


def _run(files: Sequence[Path], authority: Authority, by: Post, apply: bool) -> int:
    with ExitStack() as stack:
        try:
            opened = [File(stack.enter_context(file.open("rb")), name=file.name) for file in files]
        except OSError as error:
            raise CannotBegin(f"{error.filename} cannot be opened: {error.strerror}.") from None
        made = workflow.start_return(authority=authority, by=by, files=opened, in_background=False)
    compare_return.call(made.pk)
    made.refresh_from_db()
    if made.state != State.PREVIEWED:
        print(made.sentence, file=sys.stderr)
        return 1
    print(f"Return {made.reference}, {authority}, in the name of {by}: {made.total:,} persons")
    for kind, label in LABELS.items():
        print(f"  {label:24} {made.counts.get(kind, 0):>8,}")
    for row in made.persons.filter(outcome="refused").order_by("number")[:20]:
        print(f"  - Person {row.number}: {row.reason}")
    for item, values in sorted(made.unmapped.items()):
        print(f"  {item} without a meaning here: {', '.join(f'{value} ({n})' for value, n in values.items())}")
    for rule, count in sorted(made.quality_check.counts.items(), key=lambda pair: -pair[1]):
        print(f"  {count:>8,}  {RULES[rule].what}")
    if not apply:
        print("Nothing was changed. Say --apply to apply it, or look at it in the browser.")
        return 0
    workflow.apply_return(sen2_import=made, by=by, in_background=False)
    apply_return.call(made.pk)
    made.refresh_from_db()
    print(f"Applied: {made.done:,} persons.")
    return 0
