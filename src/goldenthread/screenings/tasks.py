"""Background work of this room: versions that wait are screened, one after the other."""

from django_scopes import scope, scopes_disabled

from goldenthread.jobs import task
from goldenthread.people.models import Authority
from goldenthread.screenings.models import Screening
from goldenthread.screenings.stages import Stage


@task()
def screen_versions(pks: list[int]) -> None:
    """Make these screenings. What was made before is left alone, so it may be started as often as anybody likes."""
    from goldenthread.screenings.workflow.screening import screen_now

    with scopes_disabled():
        found = dict(Screening.objects.filter(pk__in=pks).values_list("pk", "version__plan__authority"))
        authorities = {one.pk: one for one in Authority.objects.filter(pk__in=set(found.values()))}
    for pk in pks:
        if pk not in found:
            continue
        with scope(authority=authorities[found[pk]]):
            screening = Screening.objects.select_related("version__plan__child").get(pk=pk)
            if screening.stage == Stage.WAITING:
                screen_now(screening)
