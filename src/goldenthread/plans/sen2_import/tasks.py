"""The background work of a return. Each piece carries on from where it was, however often it is started."""

from django_scopes import scope, scopes_disabled

from ehcp.sen2.record import Unreadable
from goldenthread.jobs import task
from goldenthread.plans.models import QualityCheck, Sen2Import
from goldenthread.plans.sen2_import import applying, previewing, quality, workflow


def _wanted(pk: int) -> Sen2Import:
    with scopes_disabled():
        return Sen2Import.objects.select_related("authority").get(pk=pk)


@task()
def compare_return(pk: int) -> None:
    """Compare the persons of a return with the register, and look for its faults."""
    sen2_import = _wanted(pk)
    with scope(authority=sen2_import.authority):
        try:
            previewing.compare_all(sen2_import)
        except FileNotFoundError:
            workflow.give_up(sen2_import=sen2_import, sentence="The file is not there any more. Bring it in again.")
        except Unreadable as refused:
            workflow.give_up(sen2_import=sen2_import, sentence=refused.sentence)


@task()
def apply_return(pk: int) -> None:
    """Apply the persons of a return to the register."""
    sen2_import = _wanted(pk)
    with scope(authority=sen2_import.authority):
        applying.apply_all(sen2_import)


@task()
def look_over_register(pk: int) -> None:
    """Run the rules of data quality over the register."""
    with scopes_disabled():
        made = QualityCheck.objects.select_related("authority").get(pk=pk)
    with scope(authority=made.authority):
        quality.look_over_register(made)
