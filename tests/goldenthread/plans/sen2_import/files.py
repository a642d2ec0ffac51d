"""Returns of Sandbourne as people hand them in, and the short way through an import."""

import io
import zipfile

from django.core.files.base import ContentFile

from goldenthread.plans.models import Sen2Import
from goldenthread.plans.sen2_import import workflow
from tests.ehcp.sen2.returns import as_blade, as_xml, person

OURS = {"LEA": "901", "ReferenceDate": "2026-01-15"}
NO_PLAN = dict.fromkeys(
    ("Assessment", "NamedPlan", "PlanDetail", "ActivePlans", "PlacementDetail", "SENneed")
)  # all taken away


def upload(data: bytes, name: str = "return.xml") -> ContentFile:
    return ContentFile(data, name=name)


def blade_files(persons: list[dict]) -> list[ContentFile]:
    files = {name: file.getvalue() for name, file in as_blade(persons).items()}
    return [upload(data.replace(b",343", b",901"), name) for name, data in files.items()]


def zipped(files: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", compression) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return target.getvalue()


def hand_in(cast, *persons: dict, by=None, **given) -> Sen2Import:
    """Handed in and compared."""
    files = [upload(as_xml(list(persons), OURS))]
    made = workflow.start_return(authority=cast.authority, by=by or cast.sam, files=files, **given)
    return Sen2Import.objects.get(pk=made.pk)


def bring_in(cast, *persons: dict) -> Sen2Import:
    """The whole way: handed in, compared, applied."""
    made = hand_in(cast, *persons)
    workflow.apply_return(sen2_import=made, by=cast.sam)
    made.refresh_from_db()
    return made


__all__ = ["NO_PLAN", "OURS", "as_xml", "blade_files", "bring_in", "hand_in", "person", "upload", "zipped"]
