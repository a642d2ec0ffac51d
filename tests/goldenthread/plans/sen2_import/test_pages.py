"""The pages of returns and of data quality: the way through, what each shows, and how much it asks of the database."""

import csv
import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ehcp.sen2.rule import RULES
from goldenthread.history.models import Event
from goldenthread.plans.models import Child, QualityCheck, Sen2Import
from goldenthread.plans.sen2_import import workflow
from goldenthread.plans.sen2_import.quality import NOT_IN_THE_REGISTER
from tests.factories import make_child, make_plan
from tests.goldenthread.plans.sen2_import.files import OURS, as_xml, blade_files, bring_in, hand_in, person

pytestmark = pytest.mark.django_db
UNMAPPED = {"ActivePlans": {"ReviewOutcome": None}}


def text_of(response) -> str:
    page = re.sub(r"<(script|style|title)[\s\S]*?</\1>", " ", response.content.decode())
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def test_an_assistant_brings_in_a_return_from_file_to_register(cast, as_):
    client = as_(cast.sam)
    file = SimpleUploadedFile("sen2.xml", as_xml([person(1), person(2, SENneed={"SENtype": "XYZ"})], OURS))

    response = client.post(reverse("plans:start_sen2"), {"documents": [file]})
    made = Sen2Import.objects.get()
    assert response.url == reverse("plans:sen2", args=[made.reference])
    page = client.get(response.url)
    assert "2 new, 0 changed, 0 to be confirmed, 0 unchanged, 0 refused. Nothing has been changed yet." in text_of(page)
    assert "SENtype XYZ 1" in text_of(page)
    assert "Who asked: Parent or young person" in text_of(page)
    assert Child.objects.count() == 0

    page = client.get(client.post(reverse("plans:apply_sen2", args=[made.reference])).url)
    assert "Applied: 2 new" in text_of(page)
    assert Child.objects.count() == 2
    assert made.reference in text_of(client.get(reverse("plans:sen2_imports")))


def test_a_set_of_csv_files_is_chosen_at_once(cast, as_):
    files = [SimpleUploadedFile(file.name, file.read()) for file in blade_files([person(1)])]
    as_(cast.sam).post(reverse("plans:start_sen2"), {"documents": files})
    assert Sen2Import.objects.get().counts["new"] == 1


def test_a_file_that_cannot_be_taken_is_answered_on_the_page_with_what_to_do(cast, as_):
    client = as_(cast.sam)
    bad = SimpleUploadedFile("x.xml", b"<!DOCTYPE a [<!ENTITY b 'c'>]><Message/>")
    assert "defines a document type or entities of its own" in text_of(
        client.post(reverse("plans:start_sen2"), {"documents": [bad]})
    )
    assert "Choose the files of the return" in text_of(client.post(reverse("plans:start_sen2"), {}))
    assert Sen2Import.objects.count() == 0


def test_who_was_found_by_name_alone_is_confirmed_on_the_page(cast, as_):
    child = make_child(cast.authority, first_name="Mia", last_name="Okafor1", date_of_birth="2016-05-04", upn="")
    made = hand_in(cast, person(1))
    client = as_(cast.lena)
    page = client.get(reverse("plans:sen2", args=[made.reference]))
    assert f"Is this the same child as {child.reference}?" in text_of(page)

    response = client.post(reverse("plans:sen2_who", args=[made.reference]), {"person-1": "same", "person-x": "1"})
    page = client.get(response.url)
    assert '<option value="same" selected>' in page.content.decode()
    client.post(reverse("plans:apply_sen2", args=[made.reference]))
    child.refresh_from_db()
    assert child.upn


def test_the_page_of_data_quality_says_what_why_which_rows_and_how_to_mend(cast, as_):
    made = bring_in(cast, person(1, **UNMAPPED), person(2, **UNMAPPED), person(3))
    client = as_(cast.lena)
    rule = RULES["review-without-outcome"]

    page = client.get(reverse("plans:quality"))
    assert f"{rule.what} 2" in text_of(page)
    address = reverse("plans:quality_rule", args=[made.quality_check.pk, rule.id])
    assert f'href="{address}"' in page.content.decode()
    page = client.get(address)
    child = Child.objects.get(last_name="Okafor1")
    for words in (rule.what, rule.why, rule.mend, child.reference, "ActivePlans ReviewOutcome nothing"):
        assert words in text_of(page)
    assert f'href="{reverse("clocks:child", args=[child.reference])}"' in page.content.decode()
    event = Event.objects.filter(verb="looked at faults").get()
    assert event.detail["children"] == sorted(Child.objects.exclude(last_name="Okafor3").values_list("pk", flat=True))

    file = client.get(reverse("plans:quality_file", args=[made.quality_check.pk, rule.id]))
    rows = list(csv.reader(io.StringIO(file.content.decode("utf-8-sig"))))
    assert rows[0] == ["Place in the return", "Reference", "Where", "What stands there"]
    assert [row[:3] for row in rows[1:]][0] == ["1", child.reference, "ActivePlans ReviewOutcome"]
    assert "Okafor" not in file.content.decode("utf-8-sig")


def test_the_number_of_faults_is_kept_with_its_day_so_that_one_sees_it_fall(cast, as_):
    older = bring_in(cast, *(person(n, **UNMAPPED) for n in (1, 2, 3)))
    newer = hand_in(cast, person(1, **UNMAPPED), person(2), person(3))
    client = as_(cast.lena)

    page = text_of(client.get(reverse("plans:quality")))
    assert f"{RULES['review-without-outcome'].what} 1 3" in page
    assert page.index(newer.reference) < page.index(older.reference)
    page = client.get(reverse("plans:quality_rule", args=[older.quality_check.pk, "review-without-outcome"]))
    assert "The rows of this older run are not kept, only their number." in text_of(page)


def test_the_rules_run_over_the_register_too_as_far_as_it_holds_what_they_need(cast, as_):
    plan = make_plan(cast.amina, child=make_child(cast.authority, date_of_birth=None, upn="123", primary_need=""))
    client = as_(cast.lena)
    assert "The register has not been looked over yet." in text_of(
        client.get(reverse("plans:quality") + "?of=register")
    )

    page = client.get(client.post(reverse("plans:check_register")).url)

    run = QualityCheck.objects.get(sen2_import=None)
    assert (run.persons, run.counts["no-birth-date"], run.counts["upn-shape"]) == (1, 1, 1)
    assert set(run.counts).isdisjoint(NOT_IN_THE_REGISTER)
    assert f"{RULES['no-birth-date'].what} 1" in text_of(page)
    assert f"{RULES['no-placement'].what} {NOT_IN_THE_REGISTER['no-placement']}" in text_of(page)
    page = client.get(reverse("plans:quality_rule", args=[run.pk, "no-birth-date"]))
    assert plan.child.reference in text_of(page)


def test_every_rule_either_runs_over_the_register_or_says_why_not():
    assert set(NOT_IN_THE_REGISTER) <= set(RULES)
    assert len(RULES) == 24


def test_a_rule_or_run_that_does_not_exist_is_not_found(cast, as_):
    made = hand_in(cast, person(1))
    client = as_(cast.lena)
    assert client.get(reverse("plans:quality_rule", args=[made.quality_check.pk, "no-such"])).status_code == 404
    assert client.get(reverse("plans:quality_rule", args=[987654, "no-number"])).status_code == 404


@pytest.mark.parametrize("shown", ["new", "asked", "gone"])
def test_a_page_of_persons_asks_as_much_for_forty_as_for_two(cast, as_, shown):
    def questions(count: int) -> int:
        for n in range(1, count + 1):
            if shown != "new" and not Child.objects.filter(last_name=f"Okafor{n}").exists():
                known = {"first_name": "Mia", "last_name": f"Okafor{n}", "date_of_birth": "2016-05-04", "upn": ""}
                make_child(cast.authority, **known)
        persons = [person(99)] if shown == "gone" else [person(n) for n in range(1, count + 1)]
        made = hand_in(cast, *persons)
        client.get(reverse("plans:sen2", args=[made.reference]))
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert client.get(reverse("plans:sen2", args=[made.reference]) + f"?show={shown}").status_code == 200
        workflow.abandon_return(sen2_import=made, by=cast.sam)
        return len(asked)

    client = as_(cast.lena)
    few = questions(2)
    assert questions(40) == few <= 20


def test_a_page_of_faults_asks_as_much_for_forty_as_for_two(cast, as_):
    def questions(count: int) -> int:
        made = bring_in(cast, *(person(n, **UNMAPPED) for n in range(1, count + 1)))
        address = reverse("plans:quality_rule", args=[made.quality_check.pk, "review-without-outcome"])
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        return len(asked)

    client = as_(cast.lena)
    few = questions(2)
    assert questions(40) == few <= 20
