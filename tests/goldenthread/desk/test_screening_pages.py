"""The writer's self-check, the Word file with comments and the golden thread: who sees them, and what they say."""

import datetime as dt
import io
import os
import re
import zipfile

import docx
import pypdfium2
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_scopes import scope

from ehcp.screening.reading import read
from goldenthread import world
from goldenthread.demo import library
from goldenthread.history.models import Event
from goldenthread.moderation import workflow as moderations
from goldenthread.moderation.models import Moderation
from goldenthread.plans.models import PlanVersion
from goldenthread.plans.stages import Stage as VersionStage
from goldenthread.plans.workflow import file_version, give_to_read
from goldenthread.screenings import workflow
from goldenthread.screenings.models import Given, Verdict
from goldenthread.screenings.queries import findings_for, measured, set_aside_before
from goldenthread.screenings.rules import NOT_SCREENED
from goldenthread.screenings.stages import Stage
from tests.browser import WIDTHS, axe, context_for, sideways
from tests.ehcp.screening.long_plan import long_plan
from tests.factories import make_plan, make_screening, make_version
from tests.goldenthread.moderation.conftest import answer_all
from tests.people import make_cast

pytestmark = pytest.mark.django_db

POOR, GOOD = "year5-attention", "year3-epilepsy"


def html(response) -> str:
    assert response.status_code == 200
    return response.content.decode()


def url_of(version: PlanVersion, page: str = "self-check/") -> str:
    return f"/plans/{version.reference}/versions/{version.number}/{page}"


def bring_in(plan, by, *, story: str = POOR, style: str = "tabular", file_format: str = "docx", **given) -> PlanVersion:
    """A whole made-up plan of the library, filed and screened."""
    child = library.example_child(library.STORIES[story])
    plan.child.first_name, plan.child.last_name = child.first_name, child.last_name
    plan.child.save()
    data = library.build(story, style, file_format, child, dt.date(2026, 11, 2), 0, **given)
    version = file_version(plan=plan, document=read(data), data=data, file_format=file_format, by=by)
    workflow.screen_now(workflow.have_screened(version=version))
    return version


@pytest.fixture
def version(cast):
    return make_version(make_plan(cast.amina))


# --- Who sees it ------------------------------------------------------------------------------


@pytest.mark.parametrize("page", ["self-check/", "self-check/word/", "thread/"])
@pytest.mark.parametrize("who", ["osei", "ben", "sam", "dev", "carol", "ivo", "anton"])
def test_whoever_may_not_read_the_plan_finds_nothing(version, cast, as_, page, who):
    make_screening(version)
    unseen = as_(getattr(cast, who)).get(url_of(version, page))
    nothing = as_(getattr(cast, who)).get(f"/plans/ZZZZ-ZZZ/versions/1/{page}")

    assert (unseen.status_code, nothing.status_code) == (404, 404)


def test_every_read_is_in_the_history(cast, as_):
    made = bring_in(make_plan(cast.amina), cast.amina)
    amina = as_(cast.amina)
    for page in ("self-check/", "self-check/word/", "thread/"):
        assert amina.get(url_of(made, page)).status_code == 200

    verbs = list(Event.objects.filter(is_read=True, child_id=made.child_id).values_list("verb", flat=True))
    assert sorted(verbs) == ["read the golden thread", "read the self-check", "took the file with comments away"]


@pytest.mark.rule("L3.22")
@pytest.mark.parametrize("page", ["self-check/", "self-check/word/", "thread/"])
def test_a_moderator_answers_first_and_looks_afterwards(cast, as_, page):
    made = make_version(make_plan(cast.amina), stage=VersionStage.READY)
    moderation = moderations.open_moderation(version=made, origin=Moderation.Origin.CHANCE, chance="1/2")
    _, [finding] = make_screening(made)
    moderator = moderation.moderator
    review = moderations.start_review(moderation=moderation, by=moderator)

    told = html(as_(moderator).get(url_of(made, page)))
    assert finding.message not in told and "gt-svg" not in told
    assert "Answer first" in told and f"/moderations/{moderation.reference}/" in told

    answer_all(review, moderator)
    if page != "self-check/word/":
        assert "Answer first" not in html(as_(moderator).get(url_of(made, page)))


# --- The self-check ---------------------------------------------------------------------------


def test_a_point_stands_beside_its_section_with_what_good_looks_like_why_and_where_it_rests(version, cast, as_):
    _, [finding] = make_screening(version)

    page = html(as_(cast.amina).get(url_of(version)))

    assert finding.message in page and finding.suggestion in page and "Code 9.69" in page
    assert "What good looks like" in page and "Why it matters" in page
    assert f'data-key="f{finding.pk}"' in page
    assert page.index('id="section-F"') < page.index(f'id="point-{finding.pk}"')
    assert "Read: " in page and "That is no sign" not in page


def test_an_answer_is_kept_for_the_writer_and_counts_for_no_check(version, cast, as_):
    _, [finding] = make_screening(version)
    amina = as_(cast.amina)

    amina.post(
        url_of(version),
        {
            f"answer-{finding.pk}": "not-a-problem",
            f"version_answer-{finding.pk}": "0",
            f"reason-{finding.pk}": "The report sets it out",
            f"version_reason-{finding.pk}": "0",
        },
    )

    said = Verdict.objects.get()
    assert (said.given, said.answer, said.reason, said.by) == (
        Given.SELF_CHECK, "not-a-problem", "The report sets it out", cast.amina,
    )  # fmt: skip
    assert "The report sets it out" in html(amina.get(url_of(version)))
    assert measured() == {}
    newer = make_version(version.plan)
    assert set_aside_before(newer) == {}
    make_screening(newer)
    assert "Said of an earlier version: right as it is, “The report sets it out”" in html(amina.get(url_of(newer)))


def test_by_script_a_field_is_saved_by_itself_and_a_clash_gives_both_back(version, cast, as_):
    _, [finding] = make_screening(version)
    amina, url = as_(cast.amina), url_of(version, "self-check/save/")
    field = {"field": f"answer-{finding.pk}"}

    assert amina.post(url, field | {"value": "agree", "version": "0"}).json()["version"] == 1
    clash = amina.post(url, field | {"value": "not-a-problem", "version": "0"})
    assert (clash.status_code, clash.json()["value"]) == (409, "agree")
    assert amina.post(url, field | {"value": "unsure", "version": "1"}).status_code == 422
    assert amina.post(url, {"field": "other", "value": "agree"}).status_code == 422
    assert amina.post(url, {"field": "answer-999999", "value": "agree"}).status_code == 422


def test_whoever_only_reads_is_asked_nothing_and_is_not_told_what_the_writer_said(version, cast, as_):
    _, [finding] = make_screening(version)
    as_(cast.amina).post(url_of(version), {f"answer-{finding.pk}": "not-a-problem", f"reason-{finding.pk}": "So it is"})
    give_to_read(version=version, post=cast.ben, because="moderation", source="ABCD-EFG")
    ben = as_(cast.ben)

    page = html(ben.get(url_of(version)))
    assert finding.message in page and "So it is" not in page and "I have changed it" not in page
    assert ben.post(url_of(version), {f"answer-{finding.pk}": "agree"}).status_code == 404
    assert ben.post(url_of(version, "self-check/save/"), {"field": f"answer-{finding.pk}"}).status_code == 404


def test_the_assistant_who_helps_sees_the_officers_answer_and_gives_their_own(version, cast, as_):
    version.plan.assistant = cast.sam
    version.plan.save()
    _, [finding] = make_screening(version)
    as_(cast.amina).post(url_of(version), {f"answer-{finding.pk}": "agree"})
    sam = as_(cast.sam)

    assert "Amina" in html(sam.get(url_of(version))).split("gt-point__aside")[1][:80]
    sam.post(url_of(version), {f"answer-{finding.pk}": "not-a-problem"})
    assert Verdict.objects.count() == 2


def test_after_the_next_upload_it_says_what_went_what_stayed_and_what_is_new(version, cast, as_):
    before, _ = make_screening(version, findings=3)
    newer = make_version(version.plan)
    _, [one] = make_screening(newer, findings=1)
    one.pk, one.fingerprint, one._state.adding = None, "f" * 32, True
    one.save()

    page = html(as_(cast.amina).get(url_of(newer)))

    assert "Since version 1:</b> 2 went, 1 stayed, 1 is new." in page
    assert page.count(">new<") == 1

    before.checks = {"provision-vague": "0"}
    before.save()
    page = html(as_(cast.amina).get(url_of(newer)))
    assert "0 went, 0 stayed, 0 are new. 2 points come from checks that have changed since" in page


@pytest.mark.parametrize("reason", sorted(NOT_SCREENED))
def test_not_screened_is_said_with_its_reason_and_what_to_do_and_is_never_no_points(version, cast, as_, reason):
    run, _ = make_screening(version)
    run.stage, run.reason = Stage.NOT_SCREENED, reason
    run.save()
    page = html(as_(cast.amina).get(url_of(version)))

    assert NOT_SCREENED[reason] in page and "says nothing about the plan" in page
    assert "nothing to point at" not in page
    assert NOT_SCREENED[reason] in html(as_(cast.amina).get(url_of(version, "thread/")))
    assert as_(cast.amina).get(url_of(version, "self-check/word/")).status_code == 404


@pytest.mark.parametrize("reason", ["broke", "stopped"])
def test_what_stopped_is_screened_again_by_whoever_writes_it(
    version, cast, as_, reason, django_capture_on_commit_callbacks
):
    run = workflow.have_screened(version=version)
    run.stage, run.reason, run.finished_at = Stage.NOT_SCREENED, reason, world.now()
    run.save()
    again = url_of(version, "self-check/again/")
    client = as_(cast.amina)

    assert f'action="{again}"' in html(client.get(url_of(version)))
    assert [as_(who).post(again).status_code for who in (cast.osei, cast.ben, cast.dev)] == [404, 404, 404]
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(again).status_code == 302

    page = html(client.get(url_of(version)))
    assert "to look at" in page and "Screen again" not in page


def test_another_try_is_not_offered_where_the_file_would_say_the_same_again(version, cast, as_):
    run = workflow.have_screened(version=version)
    run.stage, run.reason, run.finished_at = Stage.NOT_SCREENED, "no-sections", world.now()
    run.save()
    client = as_(cast.amina)

    assert "Screen again" not in html(client.get(url_of(version)))
    refused = client.post(url_of(version, "self-check/again/"), follow=True)

    assert "There is nothing to screen again" in html(refused)


def test_while_it_waits_the_page_asks_again_and_turns_when_it_is_done(version, cast, as_):
    amina = as_(cast.amina)
    assert "Not screened yet" in html(amina.get(url_of(version)))
    waiting = amina.get(url_of(version) + "?waiting=1")
    assert (waiting.status_code, waiting.headers.get("HX-Refresh")) == (204, None)

    make_screening(version)

    assert amina.get(url_of(version) + "?waiting=1").headers["HX-Refresh"] == "true"


def test_it_costs_the_same_queries_however_many_points_there_are(version, cast, as_, django_assert_num_queries):
    make_screening(version, findings=1)
    amina = as_(cast.amina)
    amina.get(url_of(version))
    with CaptureQueriesContext(connection) as one:
        amina.get(url_of(version))
    make_screening(version, findings=9)

    with django_assert_num_queries(len(one)):
        amina.get(url_of(version))
    with CaptureQueriesContext(connection) as thread:
        amina.get(url_of(version, "thread/"))
    assert len(thread) < 20


# --- The Word file ----------------------------------------------------------------------------


def test_the_word_file_carries_the_points_that_were_not_called_right(cast, as_):
    made = bring_in(make_plan(cast.amina), cast.amina)
    amina = as_(cast.amina)
    first = findings_for(made).exclude(block=None).first()
    amina.post(url_of(made), {f"answer-{first.pk}": "not-a-problem"})

    response = amina.get(url_of(made, "self-check/word/"))
    held = zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content)))

    comments = held.read("word/comments.xml").decode()
    assert comments.count("<w:comment ") == findings_for(made).count() - 1 > 5
    assert made.plan.child.last_name not in response.headers["Content-Disposition"]


def test_a_pdf_has_no_margin_and_the_page_says_so(version, cast, as_):
    make_screening(version)
    PlanVersion.objects.filter(pk=version.pk).update(file_format="pdf")

    page = html(as_(cast.amina).get(url_of(version)))

    assert "came as a PDF, which has no margin" in page and "self-check/word/" not in page
    assert as_(cast.amina).get(url_of(version, "self-check/word/")).status_code == 404


# --- The golden thread ------------------------------------------------------------------------


def test_the_thread_is_drawn_with_its_twin_and_every_box_leads_to_its_words(cast, as_):
    made = bring_in(make_plan(cast.amina), cast.amina)
    amina = as_(cast.amina)
    page = html(amina.get(url_of(made, "thread/")))

    links = re.findall(r'<a id="thread-([\w.]+)" href="([^"]+)"', page)
    assert len(links) > 10 and len({item for item, _ in links}) == len(links)
    assert "gt-hole" in page and "The same as a table" in page and "?show=holes" in page
    assert made.plan.child.first_name not in " ".join(href for _, href in links)
    assert any(item.startswith("H2") for item, _ in links)
    for item, href in [*links[:2], *(one for one in links if one[0].startswith("H"))]:
        there = html(amina.get(href.replace("&amp;", "&").split("#")[0]))
        assert 'data-key="words"' in there and f'/thread/#thread-{item}"' in there


def test_only_the_holes_leaves_the_unbroken_threads_out_and_comes_back_to_itself(cast, as_):
    made = bring_in(make_plan(cast.amina), cast.amina, story=GOOD)
    amina = as_(cast.amina)
    whole, holes = html(amina.get(url_of(made, "thread/"))), html(amina.get(url_of(made, "thread/") + "?show=holes"))

    assert holes.count('id="thread-') < whole.count('id="thread-')
    assert "All threads" in holes
    if 'class="gt-box"' in holes:
        assert "show=holes#block-" in holes


def bring_in_long(plan, by) -> PlanVersion:
    """A plan of forty items, filed and screened."""
    plan.child.first_name = "Ivo"
    plan.child.save()
    word = docx.Document()
    for line in long_plan().splitlines():
        word.add_heading(line, level=1) if line.startswith("Section") else word.add_paragraph(line)
    kept = io.BytesIO()
    word.save(kept)
    data = kept.getvalue()
    version = file_version(plan=plan, document=read(data), data=data, file_format="docx", by=by)
    workflow.screen_now(workflow.have_screened(version=version))
    return version


def test_a_long_thread_is_folded_by_need_and_its_table_is_whole(cast, as_):
    made = bring_in_long(make_plan(cast.amina), cast.amina)

    page = html(as_(cast.amina).get(url_of(made, "thread/")))

    drawn = page[page.index("data-thread>") : page.index('id="table"')]
    table = page[page.index('id="table"') : page.index('class="gt-strands"')]
    assert drawn.count("<details") == drawn.count("<svg") == 11
    assert "<details" not in table and table.count("&thread=") + table.count("&amp;thread=") >= 40


@pytest.mark.parametrize(
    "query", ["words=9.9", "words=99999.0.5", "words=0.50.10", "thread=%3Cb%3E", "words=a&thread=F1%22"]
)
def test_a_made_up_place_marks_nothing_and_breaks_nothing(version, cast, as_, query):
    page = html(as_(cast.amina).get(url_of(version, "") + f"?{query}"))
    assert 'data-key="words"' not in page and "data-back-to-thread" not in page


def test_the_plans_page_leads_to_both_and_being_ready_never_waits_for_them(version, cast, as_):
    page = html(as_(cast.amina).get(f"/plans/{version.reference}/"))

    assert url_of(version) in page and url_of(version, "thread/") in page
    assert "This draft is ready" in page and "never stands in the way" in page


# --- In a browser -----------------------------------------------------------------------------


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_pages_are_accessible_fit_and_are_walked_by_keyboard(browser, live_server):
    cast = make_cast()
    with scope(authority=cast.authority):
        plan = make_plan(cast.amina)
        bring_in(plan, cast.amina)
        made = bring_in(plan, cast.amina)
        waits = make_version(make_plan(cast.amina))
    problems = []
    pages = {
        "self-check": url_of(made),
        "thread": url_of(made, "thread/"),
        "thread-holes": url_of(made, "thread/") + "?show=holes",
        "waiting": url_of(waits),
        "plan": f"/plans/{plan.reference}/",
    }
    for width in WIDTHS.values():
        context = context_for(browser, live_server.url, cast.amina, viewport={"width": width, "height": 1000})
        tab = context.new_page()
        for name, path in pages.items():
            tab.goto(path)
            if os.environ.get("PICTURES"):
                tab.screenshot(path=f"{os.environ['PICTURES']}/{name}-{width}.png", full_page=True)
            problems += [f"{name} at {width}: {one}" for one in axe(tab)]
            problems += [f"{name} at {width}: {sideways(tab)} px too wide"] * (sideways(tab) > 0)
        context.close()
    context = context_for(browser, live_server.url, cast.amina, viewport={"width": 1280, "height": 900})
    tab = context.new_page()
    problems += walked(tab, pages)
    context.close()
    assert problems == []


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_a_plan_of_forty_items_folds_fits_and_is_whole_on_paper(browser, live_server):
    cast = make_cast()
    with scope(authority=cast.authority):
        made = bring_in_long(make_plan(cast.amina), cast.amina)
    problems = []
    for width in WIDTHS.values():
        context = context_for(browser, live_server.url, cast.amina, viewport={"width": width, "height": 1000})
        tab = context.new_page()
        tab.goto(url_of(made, "thread/"))
        where = ".gt-strands" if width < 768 else "[data-thread]"
        folds = tab.locator(f"{where} details")
        shut = tab.locator(f"{where} details:not([open])").first
        within = shut.locator("svg, ol").first
        if os.environ.get("PICTURES"):
            tab.screenshot(path=f"{os.environ['PICTURES']}/long-{width}.png", full_page=True)
        tall = tab.evaluate("document.documentElement.scrollHeight")
        assert (folds.count(), within.is_visible()) == (11, False)
        problems += [f"{width}: {one}" for one in axe(tab)] + [f"{width}: too wide"] * (sideways(tab) > 0)
        shut.evaluate("fold => { fold.dataset.mine = 1 }")
        mine = tab.locator("[data-mine]")
        mine.locator("summary").focus()
        tab.keyboard.press("Enter")
        assert mine.locator("svg, ol").first.is_visible()
        if width >= 768:
            # Back from the words of a box in a folded part.
            box = tab.locator("[data-thread] svg a").last.get_attribute("id")
            tab.goto(url_of(made, "thread/") + f"#{box}")
            tab.reload()
            assert tab.locator(f"#{box}").is_visible() and tab.evaluate("document.activeElement.id") == box
            mine = tab.locator("[data-thread] details").last
        assert tab.evaluate("document.documentElement.scrollHeight") > tall
        problems += [f"{width}, open: {one}" for one in axe(tab)] + [f"{width}, open: too wide"] * (sideways(tab) > 0)
        context.close()
    assert problems == []

    for script in (True, False):
        context = context_for(
            browser,
            live_server.url,
            cast.amina,
            viewport={"width": 1280, "height": 1000},
            java_script_enabled=script,
        )
        tab = context.new_page()
        tab.goto(url_of(made, "thread/"))
        paper = io.BytesIO(tab.pdf(format="A4"))
        words = " ".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(paper))
        # Twice: in its drawing and in the table.
        assert [words.count(f"{letter}{at} ") >= 2 for letter, at in (("B", 1), ("B", 9), ("E", 8), ("F", 20))] == [
            True
        ] * 4
        assert words.count("Need Sections B, C, D") + words.count("Sections B, C, D") >= 11
        context.close()


def walked(tab, pages) -> list[str]:
    """Arrows across the drawing, Enter to the words, Escape back to the same box; a point to its words and back."""
    wrong = []
    tab.goto(pages["thread"])
    first = tab.locator("[data-thread] a").first
    first.focus()
    before = first.get_attribute("id")
    tab.keyboard.press("ArrowRight")
    at = tab.evaluate("document.activeElement.id")
    if at in ("", before):
        wrong.append(f"the arrow stayed at {at or 'nothing'}")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**words=**")
    tab.locator("mark.gt-quoted").first.wait_for()
    tab.keyboard.press("Escape")
    tab.wait_for_url("**/thread/#thread-*")
    tab.wait_for_function(f"document.activeElement.id === '{at}'")
    tab.goto(pages["self-check"])
    link = tab.locator(".gt-check-part [data-jump]").first
    link.focus()
    tab.keyboard.press("Enter")
    tab.locator("mark.gt-flash").first.wait_for()
    tab.keyboard.press("Escape")
    if not tab.evaluate("document.activeElement.matches('[data-jump]')"):
        wrong.append("Escape did not come back to the point")
    tab.locator("input[value='not-a-problem']").first.check()
    tab.locator("[name^='reason-']").first.fill("As the report says")
    tab.keyboard.press("Tab")
    tab.get_by_text(re.compile(r"^Saved")).first.wait_for()
    return wrong
