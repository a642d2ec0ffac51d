"""Two people, or two workers, at the same moment: real threads, a real database."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django_scopes import scope, scopes_disabled

from goldenthread.plans import workflow
from goldenthread.plans.models import Clearance, PlanVersion, Upload
from goldenthread.plans.workflow import Refused, reading
from goldenthread.world import today
from tests.factories import make_document, make_plan, make_version
from tests.goldenthread.plans.uploads import plan_bytes, uploaded
from tests.people import make_cast

# SQLite's test database lives in memory and has one door; the file that `make run` uses is tried by the journeys.
pytestmark = pytest.mark.skipif(connection.vendor == "sqlite", reason="needs a database that several threads can open")


@pytest.fixture
def cast(transactional_db):
    made = make_cast()
    with scope(authority=made.authority):
        yield made


def at_once(authority, *works):
    """Runs each in a thread of its own and gives back what it gave, or the refusal that it raised."""

    def run(work):
        try:
            with scope(authority=authority):
                return work()
        except Refused as refused:
            return str(refused)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(run, works))


def test_files_that_come_at_once_get_numbers_one_after_the_other(cast):
    plan = make_plan(cast.amina)
    documents = [make_document({"A": f"Version {number}"}) for number in range(6)]

    def file(document):
        return lambda: (
            workflow.file_version(plan=plan, document=document, data=b"x", file_format="docx", by=cast.sam).number
        )

    numbers = at_once(cast.authority, *(file(document) for document in documents))

    assert sorted(numbers) == [1, 2, 3, 4, 5, 6]
    stages = list(PlanVersion.objects.order_by("number").values_list("stage", flat=True))
    assert stages == ["replaced"] * 5 + ["drafting"]


def test_one_file_read_by_two_workers_is_filed_once(cast):
    plan = make_plan(cast.amina)
    upload = Upload(authority=cast.authority, plan=plan, original_name="draft.docx", uploaded_by=cast.sam)
    upload.file.save("waiting", uploaded(plan_bytes()))

    def read():
        with scopes_disabled():
            waiting = Upload.objects.select_related("authority", "plan").get(pk=upload.pk)
        return reading.read_upload(waiting).state

    at_once(cast.authority, read, read, read)

    assert plan.versions.count() == 1


def test_a_draft_is_served_once_however_many_press_the_button(cast):
    version = make_version(make_plan(cast.amina))
    workflow.mark_ready(version=version, by=cast.amina)
    workflow.clear(
        version=version, kind=Clearance.Kind.LEVEL_3, outcome=Clearance.Outcome.LET_THROUGH, by=None, source="D"
    )

    def serve():
        fresh = PlanVersion.objects.select_related("plan").get(pk=version.pk)
        return workflow.serve(version=fresh, by=cast.amina, on=today()).stage

    answers = at_once(cast.authority, serve, serve, serve)

    assert sorted(answers) == ["This draft was served already."] * 2 + ["served"]
