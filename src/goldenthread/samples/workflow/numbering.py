"""References of draws: counted within the authority and year, so that one that is missing is noticed."""

from goldenthread import world
from goldenthread.people.models import Authority
from goldenthread.samples.models import Draw


def next_reference(authority: Authority) -> str:
    """D-2026-0042. The caller is in a transaction; the authority's row is locked so that no number is given twice."""
    Authority.objects.select_for_update().get(pk=authority.pk)
    year = world.today().year
    last = Draw.objects.filter(reference__startswith=f"D-{year}-").order_by("-pk").first()
    number = int(last.reference.rsplit("-", 1)[1]) + 1 if last else 1
    return f"D-{year}-{number:04}"
