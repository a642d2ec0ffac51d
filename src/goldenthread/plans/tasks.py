"""Background work of this room: a file that was handed in is read, apart from the server, and filed or set aside."""

from django_scopes import scope, scopes_disabled

from goldenthread.jobs import task
from goldenthread.plans.models import Upload


@task()
def read_upload(pk: int) -> None:
    """Read one file. Nothing happens when it was read before, so it may be started as often as anybody likes."""
    from goldenthread.plans.workflow import reading

    with scopes_disabled():
        upload = Upload.objects.select_related("authority").get(pk=pk)
    with scope(authority=upload.authority):
        reading.read_upload(upload)
