"""Reading a version, comparing two, taking the file away, serving, releasing, making final: page by page."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_scopes import scope
from lxml import html

from ehcp.screening.reading import read
from goldenthread.demo import library
from goldenthread.history.models import Event
from goldenthread.plans import workflow
from goldenthread.plans.models import Clearance, PlanVersion
from goldenthread.plans.stages import Stage
from goldenthread.world import today
from tests.factories import make_child, make_document, make_plan, make_version
from tests.goldenthread.plans.uploads import named_like_the_plan, plan_bytes

DAY = dt.timedelta(days=1)


@pytest.fixture
def plan(cast):
    plan = make_plan(cast.amina)
    named_like_the_plan(plan.child)
    return plan


@pytest.fixture
def version(plan, cast):
    data = plan_bytes()
    return workflow.file_version(plan=plan, document=read(data), data=data, file_format="docx", by=cast.amina)


def url_of(version, page: str = "") -> str:
    return f"/plans/{version.reference}/versions/{version.number}/{page}"


def page_of(response) -> html.HtmlElement:
    assert response.status_code == 200
    return html.fromstring(response.content)


def text_of(page) -> str:
    return " ".join(page.xpath("//main")[0].text_content().split())


# --- Reading ----------------------------------------------------------------------------------


def test_a_version_is_read_by_section(version, cast, as_):
    page = page_of(as_(cast.amina).get(url_of(version)))

    assert page.xpath("//section/@data-section") == [section.code for section in version.document.sections]
    assert len(page.xpath("//table[contains(@class, 'gt-plan-table')]")) > 3
    assert "12 of 12 sections found" in text_of(page)
    rail = page.xpath("//nav[@aria-label='Sections']//a/@href")
    assert "#section-F" in rail
    assert len(page.xpath("//h1")) == 1
    assert len(page.xpath("//@id")) == len(set(page.xpath("//@id")))


def test_no_name_stands_in_the_title_or_an_address(version, cast, as_):
    page = page_of(as_(cast.lena).get(url_of(version)))

    child = version.plan.child
    around = " ".join([page.xpath("string(//title)"), *page.xpath("//@href"), *page.xpath("//form/@action")])
    assert child.first_name not in around
    assert child.last_name not in around


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("amina", 200),
        ("lena", 200),
        ("osei", 404),
        ("ben", 404),
        ("sam", 404),
        ("dev", 404),
        ("carol", 404),
        ("ivo", 404),
    ],
)
@pytest.mark.parametrize("page", ["", "file/"])
def test_a_plan_is_read_by_its_officer_and_the_lead_and_by_nobody_else(version, cast, as_, who, status, page):
    assert as_(getattr(cast, who)).get(url_of(version, page)).status_code == status


def test_a_senior_reads_while_a_version_is_given_to_them_and_no_longer(version, plan, cast, as_):
    other = make_version(plan)
    given = {"version": version, "post": cast.ben, "because": "moderation", "source": "ABCD-EFG"}

    workflow.give_to_read(**given)
    assert as_(cast.ben).get(url_of(version)).status_code == 200
    assert as_(cast.ben).get(url_of(other)).status_code == 404
    workflow.take_back(**given)
    assert as_(cast.ben).get(url_of(version)).status_code == 404


def test_an_assistant_reads_what_is_allocated_to_them(version, plan, cast, as_):
    plan.assistant = cast.sam
    plan.save()

    assert as_(cast.sam).get(url_of(version)).status_code == 200


def test_a_version_of_another_authority_is_not_there(version, elsewhere, as_):
    unseen = as_(elsewhere.lena).get(url_of(version))
    nothing = as_(elsewhere.lena).get("/plans/ZZZZ-ZZZ/versions/1/")

    assert (unseen.status_code, nothing.status_code) == (404, 404)


def test_the_former_officer_still_reads_the_version_they_wrote_and_not_the_next(version, plan, cast, as_):
    plan.officer = cast.osei
    plan.save()
    newer = make_version(plan)

    assert as_(cast.amina).get(url_of(version)).status_code == 200
    assert as_(cast.amina).get(url_of(newer)).status_code == 404
    assert as_(cast.osei).get(url_of(version)).status_code == 200


def test_every_reading_is_noted(version, cast, as_):
    as_(cast.lena).get(url_of(version))
    as_(cast.lena).get(url_of(version, "file/"))

    events = Event.objects.filter(is_read=True, child_id=version.child_id, post_id=cast.lena.pk).order_by("pk")
    assert [event.verb for event in events] == ["read", "took the file away"]


def test_unaccepted_changes_and_comments_are_told(cast, as_):
    story = library.STORIES["year2-autism-mainstream"]
    child = library.example_child(story)
    data = library.build(story.key, "headed", "docx", child, dt.date(2026, 11, 2), tracked_changes=True)
    document = read(data)
    version = make_version(make_plan(cast.amina), document=document)

    text = text_of(page_of(as_(cast.amina).get(url_of(version))))

    assert document.warnings
    for warning in document.warnings:
        assert warning.sentence in text


def test_missing_sections_and_stray_names_are_told(cast, as_):
    make_child(cast.authority, first_name="Mia", last_name="Hartley")
    plan = make_plan(cast.amina)
    sections = {"A": "She sits with Mia Hartley.", "B": "Needs", "F": "Provision"}
    version = make_version(plan, document=make_document(sections))

    text = text_of(page_of(as_(cast.amina).get(url_of(version))))

    assert "3 of 12 sections found, not found: C, D, E, G, H1, H2, I, J, K, no blocks before the first section." in text
    assert "Is this the right child’s plan? The register says" in text
    assert "Another child’s name of the register stands in the text: Mia Hartley." in text


def test_the_page_asks_the_same_number_of_questions_for_one_version_and_for_three(version, plan, cast, as_):
    client = as_(cast.lena)

    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            page_of(client.get(url_of(version)))
        return len(queries)

    count()
    one = count()
    make_version(plan)
    make_version(plan)

    assert count() == one
    assert one <= 16


# --- The file ---------------------------------------------------------------------------------


def test_the_file_is_a_download_and_never_shown_by_the_browser(version, cast, as_):
    response = as_(cast.amina).get(url_of(version, "file/"))

    assert b"".join(response.streaming_content) == plan_bytes()
    assert response["Content-Disposition"] == f'attachment; filename="{version.reference}-version-1.docx"'
    assert response["Content-Type"] == "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response["Cache-Control"] == "no-store, private"


# --- Two versions -----------------------------------------------------------------------------


@pytest.fixture
def two(cast):
    plan = make_plan(cast.amina)
    same = {"A": "Tobin likes trains.", "B": "Tobin finds steps hard."}
    make_version(plan, document=make_document({**same, "F": "Tobin has access to help."}), stage=Stage.REPLACED)
    make_version(plan, document=make_document({**same, "F": "Tobin has two hours of help."}))
    return plan


def test_two_versions_show_what_changed_and_fold_what_did_not(two, cast, as_):
    page = page_of(as_(cast.amina).get(f"/plans/{two.reference}/compare/"))

    assert "1 paragraph changed in 1 section." in text_of(page)
    assert [mark.text_content() for mark in page.xpath("//del")] == ["[removed: access to ]"]
    assert [mark.text_content() for mark in page.xpath("//ins")] == ["[added: two hours of ]"]
    assert len(page.xpath("//main//details")) == 2
    assert [event.detail["number"] for event in Event.objects.filter(verb="compared").order_by("pk")] == [1, 2]


def test_of_a_long_changed_paragraph_the_changed_sentence_is_shown_and_the_rest_is_one_press_away(cast, as_):
    plan = make_plan(cast.amina)
    sentences = [f"Tobin has help number {n} with his work in the room." for n in range(20)]
    make_version(plan, document=make_document({"F": " ".join(sentences)}), stage=Stage.REPLACED)
    sentences[9] = "Tobin has help number 9 every Tuesday with his work in the room."
    make_version(plan, document=make_document({"F": " ".join(sentences)}))
    page = page_of(as_(cast.amina).get(f"/plans/{plan.reference}/compare/"))

    newer = page.xpath("//td[@data-label='Version 2']")[0]
    shown, whole = newer.xpath("./p")[0].text_content(), newer.xpath(".//details")[0].text_content()
    assert "[added: every Tuesday ]" in shown and "help number 8" in shown and "help number 10" in shown
    assert "help number 2 " not in shown and "[the same words, left out]" in shown
    assert "help number 2 " in whole and "help number 17" in whole and "[added: every Tuesday ]" in whole


@pytest.mark.parametrize("query", ["?old=1&new=2", "?old=2&new=1", "?new=2", ""])
def test_the_pair_may_be_asked_for_either_way_round(two, cast, as_, query):
    page = page_of(as_(cast.amina).get(f"/plans/{two.reference}/compare/{query}"))

    assert page.xpath("string(//title)").startswith(f"Plan {two.reference}: versions 1 and 2")


@pytest.mark.parametrize("query", ["?old=1&new=1", "?old=1&new=9", "?new=1", "?old=0&new=9999"])
def test_a_pair_that_is_none_is_not_there(two, cast, as_, query):
    assert as_(cast.amina).get(f"/plans/{two.reference}/compare/{query}").status_code == 404


def test_a_senior_compares_only_what_was_given_to_them(two, cast, as_):
    first, second = two.versions.order_by("number")
    workflow.give_to_read(version=first, post=cast.ben, because="moderation", source="X")
    assert as_(cast.ben).get(f"/plans/{two.reference}/compare/").status_code == 404

    workflow.give_to_read(version=second, post=cast.ben, because="moderation", source="X")
    assert as_(cast.ben).get(f"/plans/{two.reference}/compare/").status_code == 200
    assert as_(cast.osei).get(f"/plans/{two.reference}/compare/").status_code == 404


def test_what_looks_like_html_in_a_plan_stays_words_when_compared(cast, as_):
    plan = make_plan(cast.amina)
    make_version(plan, document=make_document({"F": "One <script>alert(1)</script> of two"}))
    make_version(plan, document=make_document({"F": "One <script>alert(2)</script> of two"}))

    response = as_(cast.amina).get(f"/plans/{plan.reference}/compare/")

    assert b"<script>alert" not in response.content


# --- Serving ----------------------------------------------------------------------------------


def day(on: dt.date) -> dict[str, str]:
    return {"on_day": str(on.day), "on_month": str(on.month), "on_year": str(on.year)}


def posted_day(client, url: str, on: dt.date):
    return client.post(url, day(on))


@pytest.fixture
def let_through(version, cast):
    workflow.mark_ready(version=version, by=cast.amina)
    workflow.clear(
        version=version,
        kind=Clearance.Kind.LEVEL_3,
        outcome=Clearance.Outcome.LET_THROUGH,
        by=None,
        source="D-2026-0001",
    )
    return version


def test_a_draft_that_was_let_through_is_served(let_through, cast, as_):
    client, url = as_(cast.amina), url_of(let_through, "serve/")

    assert "It may be served. It was let through by the draw." in text_of(page_of(client.get(url)))
    response = posted_day(client, url, today())

    assert (response.status_code, response["Location"]) == (302, f"/plans/{let_through.reference}/")
    assert PlanVersion.objects.get(pk=let_through.pk).served_on == today()


def test_a_day_that_cannot_be_is_refused_on_the_page(let_through, cast, as_):
    response = posted_day(as_(cast.amina), url_of(let_through, "serve/"), today() + DAY)

    assert "The day of service cannot be in the future." in text_of(page_of(response))
    assert PlanVersion.objects.get(pk=let_through.pk).stage == "let-through"


def test_a_drawn_draft_says_why_it_may_not_be_served_and_shows_no_form(plan, cast, as_):
    version = make_version(plan, stage=Stage.DRAWN)
    client, url = as_(cast.amina), url_of(version, "serve/")

    page = page_of(client.get(url))
    assert "It may not be served. It was drawn for moderation and is not cleared yet." in text_of(page)
    assert page.xpath("//main//form[@method='post']//input[@name='on_day']") == []
    client.post(url, day(today()))

    assert PlanVersion.objects.get(pk=version.pk).stage == "drawn"


@pytest.mark.parametrize("who", ["osei", "ben", "sam", "dev", "carol"])
def test_nobody_else_serves_it(let_through, cast, as_, who):
    assert as_(getattr(cast, who)).get(url_of(let_through, "serve/")).status_code == 404
    assert as_(getattr(cast, who)).post(url_of(let_through, "serve/"), day(today())).status_code == 404
    assert PlanVersion.objects.get(pk=let_through.pk).stage == "let-through"


def test_the_lead_corrects_the_day_of_service_and_the_plans_page_tells_of_it(plan, cast, as_):
    version = make_version(plan, stage=Stage.SERVED, served_on=today() - 20 * DAY)
    client, url = as_(cast.lena), url_of(version, "serve/correct/")

    assert f'href="{url}"' in client.get(plan.get_absolute_url()).content.decode()
    assert "the family’s fifteen days end with" in text_of(page_of(client.get(url)))
    refused = client.post(url, day(today() + DAY) | {"reason": "It went by post"})
    assert "The day of service cannot be in the future." in text_of(page_of(refused))
    assert "It went by post" in text_of(page_of(refused))
    response = client.post(url, day(today() - 3 * DAY) | {"reason": "It went by post"})

    assert (response.status_code, response["Location"]) == (302, plan.get_absolute_url())
    page = text_of(page_of(client.get(plan.get_absolute_url())))
    assert "The day of service was corrected by Lena Sandbourne" in page
    assert "It went by post" in page


@pytest.mark.parametrize("who", ["amina", "sam", "osei", "ben"])
def test_nobody_but_the_lead_finds_the_page_that_corrects_a_day(plan, cast, as_, who):
    version = make_version(plan, stage=Stage.SERVED)

    assert as_(getattr(cast, who)).get(url_of(version, "serve/correct/")).status_code == 404
    assert "serve/correct" not in as_(getattr(cast, who)).get(plan.get_absolute_url()).content.decode()


def test_names_of_other_children_are_shown_before_a_draft_leaves(cast, as_):
    make_child(cast.authority, first_name="Mia", last_name="Hartley")
    version = make_version(make_plan(cast.amina), document=make_document({"A": "Tobin sits with Mia Hartley."}))
    workflow.mark_ready(version=version, by=cast.amina)
    workflow.clear(
        version=version, kind=Clearance.Kind.LEVEL_3, outcome=Clearance.Outcome.LET_THROUGH, by=None, source="D"
    )

    text = text_of(page_of(as_(cast.amina).get(url_of(version, "serve/"))))

    assert "Another child’s name of the register stands in the text: Mia Hartley." in text
    assert "the text never says that first name" not in text
    assert "It may be served." not in text


# --- Release ----------------------------------------------------------------------------------


def test_the_lead_releases_a_draft_with_a_reason_and_sees_how_many_were_released(plan, cast, as_):
    version = make_version(plan, stage=Stage.DRAWN)
    client, url = as_(cast.lena), url_of(version, "release/")

    assert "None was released this month." in text_of(page_of(client.get(url)))
    assert client.post(url, {"reason": ""}).status_code == 200
    response = client.post(url, {"reason": "Two days are left."})

    assert response.status_code == 302
    assert PlanVersion.objects.get(pk=version.pk).stage == "cleared"
    assert "1 draft was released this month" in text_of(
        page_of(client.get(url_of(make_version(plan, stage=Stage.DRAWN), "release/")))
    )


@pytest.mark.parametrize("who", ["amina", "ben", "sam", "osei", "carol"])
def test_only_the_lead_releases(plan, cast, as_, who):
    version = make_version(plan, stage=Stage.DRAWN)

    assert as_(getattr(cast, who)).post(url_of(version, "release/"), {"reason": "x"}).status_code == 404
    assert Clearance.objects.count() == 0


# --- Final ------------------------------------------------------------------------------------


def test_a_plan_is_made_final_when_the_familys_days_are_over(plan, cast, as_):
    version = make_version(plan, stage=Stage.SERVED, served_on=today() - 15 * DAY)

    response = posted_day(as_(cast.amina), url_of(version, "final/"), today())

    assert response.status_code == 302
    assert PlanVersion.objects.get(pk=version.pk).finalised_on == today()


def test_before_that_the_page_says_from_when(plan, cast, as_):
    version = make_version(plan, stage=Stage.SERVED, served_on=today())

    page = page_of(as_(cast.amina).get(url_of(version, "final/")))

    first = today() + 15 * DAY
    assert f"may be made final from {first.day} {first:%B %Y}" in text_of(page)
    assert page.xpath("//input[starts-with(@name, 'on')]") == []


def test_another_officer_makes_nothing_final(plan, cast, as_, elsewhere):
    version = make_version(plan, stage=Stage.SERVED, served_on=today() - 15 * DAY)

    for post in (cast.osei, cast.ben, elsewhere.lena):
        assert as_(post).get(url_of(version, "final/")).status_code == 404


def test_the_plan_of_another_authority_has_no_pages_here(version, elsewhere, as_):
    with scope(authority=elsewhere.authority):
        for page in ("", "file/", "serve/", "release/", "final/"):
            assert as_(elsewhere.lena).get(url_of(version, page)).status_code == 404
        for page in ("upload/", "who/", "compare/"):
            assert as_(elsewhere.lena).get(f"/plans/{version.reference}/{page}").status_code == 404
