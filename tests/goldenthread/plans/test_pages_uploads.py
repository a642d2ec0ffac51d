"""Bringing files in through the page: what became of each, and what may be done about it."""

import time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import html

from ehcp.screening.reading import SENTENCES
from goldenthread.plans.models import PlanVersion, Upload
from tests import hostile_files
from tests.factories import make_plan
from tests.goldenthread.plans.uploads import named_like_the_plan, plan_bytes

# These use up their ten seconds; the quarantine's own tests wait for them.
SLOW = {"a plan that would take for ever", "a PDF that draws without end"}


def file(data: bytes, name: str = "draft.docx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def text_of(response) -> str:
    assert response.status_code == 200
    return " ".join(html.fromstring(response.content).xpath("//main")[0].text_content().split())


@pytest.fixture
def plan(cast):
    plan = make_plan(cast.amina)
    named_like_the_plan(plan.child)
    return plan


@pytest.fixture
def send(django_capture_on_commit_callbacks):
    """Posts files and runs what the worker would, then opens the page that shows what became of them."""

    def send_files(client, url: str, *files, status: str = "draft"):
        with django_capture_on_commit_callbacks(execute=True):
            response = client.post(url, {"documents": list(files), "status": status})
        assert response.status_code == 302, response.content.decode()
        return client.get(response["Location"])

    return send_files


def test_an_officer_brings_in_a_version_of_their_plan(plan, cast, as_, send):
    response = send(as_(cast.amina), f"/plans/{plan.reference}/upload/", file(plan_bytes()))

    page = html.fromstring(response.content)
    assert "1 file filed." in text_of(response)
    assert page.xpath(f"//a[@href='/plans/{plan.reference}/versions/1/']")
    assert page.xpath("//@hx-get") == []
    assert "no-store" in response.get("Cache-Control", "no-store")


def test_an_assistant_brings_in_many_and_deals_with_what_was_not_matched(
    plan, cast, as_, send, django_capture_on_commit_callbacks
):
    client = as_(cast.sam)
    response = send(
        client,
        "/plans/upload/",
        file(plan_bytes(), f"{plan.reference}.docx"),
        file(plan_bytes(seed=3), "some draft.docx"),
        file(b"GIF89a", "picture.docx"),
    )
    assert "1 file filed. 1 without a plan. 1 set aside." in text_of(response)
    page = html.fromstring(response.content)
    address = page.xpath("//form[contains(@action, '/plan/')]/@action")[0]

    wrong = client.post(address, {"reference": "ZZZZ-ZZZ"}, follow=True)
    assert "No plan here has that reference." in text_of(wrong)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(address, {"reference": plan.reference.lower()})

    assert plan.versions.count() == 2


def test_a_case_number_too_short_to_be_sure_is_asked_about_and_filed_with_one_button(plan, cast, as_, send):
    plan.child.case_system_id = "1234"
    plan.child.save()
    client = as_(cast.sam)
    response = send(client, "/plans/upload/", file(plan_bytes(), "1234 draft.docx"))

    assert f"1234 is too short to be sure. Is it plan {plan.reference}, {plan.child.name}?" in text_of(response)
    page = html.fromstring(response.content)
    [form] = page.xpath("//form[.//button[contains(., 'Yes, file it there')]]")
    client.post(form.get("action"), {"reference": form.xpath(".//input[@name='reference']/@value")[0]})

    assert Upload.objects.get().plan == plan


def test_files_named_by_short_case_numbers_are_shown_with_their_plans_and_filed_at_once(
    plan, cast, as_, send, django_capture_on_commit_callbacks
):
    other = make_plan(cast.osei)
    for number, one in enumerate((plan, other)):
        type(one.child).objects.filter(pk=one.child.pk).update(case_system_id=f"410{number}")
    client = as_(cast.sam)
    response = send(
        client, "/plans/upload/", file(plan_bytes(), "4100 plan.docx"), file(plan_bytes(seed=3), "4101 plan.docx")
    )
    page = html.fromstring(response.content)
    form = page.xpath("//form[contains(@action, '/plans/') and .//input[@name='files']]")[0]
    said = form.xpath(".//input[@name='files']/@value")
    assert [plan.reference, other.reference] == [one.split(":")[1] for one in said]
    assert form.xpath(".//input[@name='files' and @checked]") == []  # nobody files by not looking

    with django_capture_on_commit_callbacks(execute=True):
        client.post(form.get("action"), {"files": [said[0], said[1].replace(other.reference, plan.reference)]})

    assert list(PlanVersion.objects.values_list("plan", flat=True)) == [plan.pk]  # what was not shown is not filed
    assert list(Upload.objects.order_by("pk").values_list("state", flat=True)) == ["taken", "unmatched"]


def test_while_files_wait_the_page_looks_again_by_itself_and_offers_a_link(plan, cast, as_):
    client = as_(cast.amina)
    response = client.post(f"/plans/{plan.reference}/upload/", {"documents": [file(plan_bytes())], "status": "draft"})
    url = response["Location"]

    page = html.fromstring(client.get(url).content)

    assert page.xpath("//div[@id='uploads']/@hx-get") == [url]
    assert page.xpath(f"//main//a[@href='{url}']")
    part = client.get(url, headers={"HX-Request": "true"})
    assert b"<html" not in part.content
    assert b"0 of 1 file read." in part.content


def test_ten_and_more_hostile_files_through_the_page_each_get_their_sentence(plan, cast, as_, send):
    names = sorted(set(hostile_files.HOSTILE) - SLOW)
    assert len(names) >= 10
    files = [
        file(hostile_files.HOSTILE[name][0](), f"{plan.reference} {number}.docx") for number, name in enumerate(names)
    ]

    began = time.monotonic()
    response = send(as_(cast.sam), "/plans/upload/", *files)
    took = time.monotonic() - began

    assert f"Nothing was filed. {len(names)} set aside." in text_of(response)
    assert took < 10 * len(names)
    rows = html.fromstring(response.content).xpath("//tbody/tr")
    for name, row in zip(names, rows, strict=True):
        code = hostile_files.HOSTILE[name][1]
        codes = [code] if isinstance(code, str) else list(code)
        said = " ".join(row.text_content().split())
        assert any(SENTENCES[one].split(". ", 1)[1] in said for one in codes), name
    assert PlanVersion.objects.count() == 0


def test_nothing_chosen_is_said_so(plan, cast, as_):
    response = as_(cast.amina).post(f"/plans/{plan.reference}/upload/", {"status": "draft"})

    assert "Choose the plan as a Word document or PDF" in text_of(response)
    assert Upload.objects.count() == 0


@pytest.mark.parametrize("who", ["osei", "ben", "dev", "carol", "ivo"])
def test_nobody_else_brings_in_versions(plan, cast, as_, who):
    url = f"/plans/{plan.reference}/upload/"

    assert as_(getattr(cast, who)).get(url).status_code == 404
    assert as_(getattr(cast, who)).post(url, {"documents": [file(b"x")], "status": "draft"}).status_code == 404
    assert Upload.objects.count() == 0


def test_officers_and_seniors_bring_in_no_batches(cast, as_):
    for post in (cast.amina, cast.ben, cast.bea):
        assert as_(post).get("/plans/upload/").status_code == 404


def test_files_are_seen_by_whoever_handed_them_in_and_the_lead(plan, cast, as_, send, elsewhere):
    response = send(as_(cast.amina), f"/plans/{plan.reference}/upload/", file(b"not a plan", "Wilf D.docx"))
    url = response.wsgi_request.path
    upload = Upload.objects.get()

    assert as_(cast.lena).get(url).status_code == 200
    for post in (cast.sam, cast.osei, cast.ben, elsewhere.lena):
        assert as_(post).get(url).status_code == 404
        assert as_(post).get(f"{url}{upload.pk}/file/").status_code == 404
        assert as_(post).post(f"{url}{upload.pk}/remove/").status_code == 404
        assert as_(post).post(f"{url}{upload.pk}/again/").status_code == 404
        assert as_(post).post(f"{url}{upload.pk}/plan/", {"reference": plan.reference}).status_code == 404
    assert Upload.objects.get().file


def test_a_file_that_was_set_aside_is_given_back_as_a_download_and_removed(
    plan, cast, as_, send, django_capture_on_commit_callbacks
):
    client = as_(cast.amina)
    send(client, f"/plans/{plan.reference}/upload/", file(b"<html><script>alert(1)</script>", "Zoë.docx"))
    page = html.fromstring(client.get("/plans/uploads/").content)

    given = client.get(page.xpath("//a[contains(@href, '/file/')]/@href")[0])
    assert b"".join(given.streaming_content) == b"<html><script>alert(1)</script>"
    assert given["Content-Type"] == "application/octet-stream"
    assert given["Content-Disposition"] == "attachment; filename*=utf-8''Zo%C3%AB.docx"
    assert given["X-Content-Type-Options"] == "nosniff"
    with django_capture_on_commit_callbacks(execute=True):
        client.post(page.xpath("//form[contains(@action, '/remove/')]/@action")[0])

    assert not Upload.objects.get().file
    assert "No file is set aside." in text_of(client.get("/plans/uploads/"))


def test_a_batch_asks_the_same_number_of_questions_for_one_file_and_for_three(plan, cast, as_, send):
    client = as_(cast.lena)

    def count(*files) -> int:
        url = send(client, "/plans/upload/", *files).wsgi_request.path
        client.get(url)
        with CaptureQueriesContext(connection) as queries:
            client.get(url)
        return len(queries)

    one = count(file(plan_bytes(), f"{plan.reference}.docx"))
    three = count(
        *(file(plan_bytes(seed=seed), f"{plan.reference} {seed}.docx") for seed in (4, 5)), file(b"not a plan")
    )

    assert three == one
    assert one <= 14
