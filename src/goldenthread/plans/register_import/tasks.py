"""The two pieces of background work of an import. Each carries on from where it was, however often it is started."""

from django_scopes import scope, scopes_disabled

from goldenthread.jobs import task
from goldenthread.plans.extract import ExtractRefused
from goldenthread.plans.extract_apart import read_apart
from goldenthread.plans.models import RegisterImport
from goldenthread.plans.register_import import applying, previewing, workflow


def _wanted(pk: int) -> RegisterImport:
    with scopes_disabled():
        return RegisterImport.objects.select_related("authority").get(pk=pk)


@task()
def compare_extract(pk: int) -> None:
    """Compare the rows of an import with the register."""
    register_import = _wanted(pk)
    with scope(authority=register_import.authority):
        try:
            with register_import.file.open("rb") as stored:
                extract = read_apart(
                    stored.read(),
                    register_import.original_name,
                    sheet=register_import.sheet,
                    header_row=register_import.mapping.get("header_row"),
                )
        except FileNotFoundError:
            workflow.give_up(
                register_import=register_import, sentence="The file is not there any more. Bring it in again."
            )
        except ExtractRefused as refused:
            workflow.give_up(register_import=register_import, sentence=refused.sentence)
        else:
            previewing.compare_all(register_import, extract)


@task()
def apply_extract(pk: int) -> None:
    """Apply the rows of an import to the register."""
    register_import = _wanted(pk)
    with scope(authority=register_import.authority):
        applying.apply_all(register_import)
