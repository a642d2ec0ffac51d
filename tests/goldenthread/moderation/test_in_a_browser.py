"""The moderation page in a real browser: autosave, two tabs, evidence from selected words, a concern, no script."""

import datetime as dt
import io
import os
import re

import docx
import pytest
from django_scopes import scope
from playwright.sync_api import expect

from ehcp.screening.reading import read
from goldenthread.moderation import workflow
from goldenthread.moderation.models import Judgement, Moderation, Review
from goldenthread.moderation.workflow import held as workflow_held
from goldenthread.plans.stages import Stage as VersionStage
from tests.browser import WIDTHS, axe, context_for, sideways
from tests.factories import make_plan, make_version
from tests.goldenthread.moderation.conftest import lock, say
from tests.people import make_cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def draft():
    """A draft with provision in a table, as most are."""
    word = docx.Document()
    word.add_heading("Section A: views, interests and aspirations", level=1)
    word.add_paragraph("I like trains and I want to have a friend to sit with at lunch.")
    word.add_heading("Section F: special educational provision", level=1)
    rows = [
        ("Item", "What will be provided", "Who", "How often", "How long"),
        ("F1.1", "A language programme in a quiet room.", "Teaching assistant", "3 times a week", "20 minutes"),
        ("F1.2", "Tobin will have access to regular small group work.", "School staff", "Regular", ""),
        ("F2.1", "Opportunities for a quiet workspace, as appropriate.", "", "", ""),
    ]
    table = word.add_table(rows=len(rows), cols=5)
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            table.cell(number, column).text = text
    target = io.BytesIO()
    word.save(target)
    return read(target.getvalue(), name="plan.docx")


@pytest.fixture
def ben(transactional_db):
    cast = make_cast()
    with scope(authority=cast.authority):
        yield cast.ben


@pytest.fixture
def moderation(ben):
    from goldenthread.people.models import Post

    writer = Post.objects.get(person__email="amina@sandbourne.example")
    version = make_version(make_plan(writer), stage=VersionStage.READY, document=draft())
    return workflow.open_moderation(version=version, origin=Moderation.Origin.CHANCE)


@pytest.fixture
def opened(browser, live_server, ben, moderation):
    """opened("?section=F", width=...) is a tab of Ben's. What the browser complains about fails the test."""
    contexts, complaints = {}, []

    def open_tab(query: str = "?section=F", *, width: int = 1280, script: bool = True, path: str = "", post=None):
        key = (width, script, post)
        if key not in contexts:
            contexts[key] = context_for(
                browser,
                live_server.url,
                post or ben,
                viewport={"width": width, "height": 1000},
                java_script_enabled=script,
            )
        tab = contexts[key].new_page()
        tab.on("pageerror", lambda error: complaints.append(str(error)))
        tab.on("console", lambda said: complaints.append(said.text) if "Content Security" in said.text else None)
        tab.goto(f"/moderations/{moderation.reference}/{path}{query}")
        tab.wait_for_load_state("networkidle")
        return tab

    yield open_tab
    for context in contexts.values():
        context.close()
    assert complaints == []


def kept(code="F1") -> Judgement:
    return Judgement.objects.get(code=code)


def test_an_answer_and_words_are_saved_as_they_are_given(opened):
    tab = opened()

    tab.get_by_label("Partly met").check()
    tab.get_by_label("What would you tell the writer?").fill("Say who runs the group.")
    tab.get_by_label("Where the weakness began").select_option("drafting")

    expect(tab.locator("[data-saved-words]").first).to_have_text(re.compile(r"Saved \d\d:\d\d:\d\d"), timeout=5000)
    expect(tab.locator("[data-text=answered]").first).to_contain_text("1 of 24")
    tab.wait_for_timeout(1200)
    judgement = kept()
    assert (judgement.answer, judgement.comment, judgement.origin) == ("partly", "Say who runs the group.", "drafting")

    tab.get_by_role("button", name="Save and next: F2").click()
    expect(tab.locator("[data-open-standard=F2]")).to_be_visible()
    assert kept().versions == {"answer": 1, "comment": 1, "origin": 1}


def test_two_tabs_show_both_and_the_moderator_chooses(opened):
    one, two = opened(), opened()
    for tab in (one, two):
        tab.get_by_label("Not met").check()
    one.get_by_label("What would you tell the writer?").fill("From the first tab")
    expect(one.locator("[data-saved-words]").first).to_have_text(re.compile("Saved"), timeout=5000)
    one.wait_for_timeout(1500)

    two.get_by_label("What would you tell the writer?").fill("From the second tab")
    clash = two.get_by_role("group", name="Changed elsewhere")
    expect(clash).to_contain_text("From the first tab", timeout=8000)
    expect(clash).to_contain_text("From the second tab")
    assert kept().comment == "From the first tab"

    two.get_by_role("button", name="Keep what is here").click()
    expect(clash).to_have_count(0)
    two.wait_for_timeout(1500)
    assert kept().comment == "From the second tab"


def select(tab, words: str):
    tab.evaluate(
        """(words) => {
            const walker = document.createTreeWalker(document.querySelector("[data-plan]"), NodeFilter.SHOW_TEXT);
            while (walker.nextNode()) {
                const at = walker.currentNode.data.indexOf(words);
                if (at < 0) continue;
                getSelection().setBaseAndExtent(walker.currentNode, at, walker.currentNode, at + words.length);
                return;
            }
            throw new Error("not in the plan");
        }""",
        words,
    )


def test_selected_words_become_a_chip_that_can_be_removed_and_brought_back(opened):
    tab = opened()

    select(tab, "access to regular small group work")
    tab.get_by_role("button", name=re.compile("Use as evidence for F1")).click()

    chip = tab.locator("[data-evidence-list] [data-chip]")
    expect(chip).to_contain_text("item F1.2")
    expect(chip).to_contain_text("access to regular small group work")
    expect(tab.locator("[data-plan] mark.gt-quoted")).to_have_text("access to regular small group work")
    evidence = Review.objects.get().evidence.get()
    assert (evidence.quote, evidence.item, evidence.code) == ("access to regular small group work", "F1.2", "F1")

    tab.get_by_role("button", name=re.compile("Remove evidence")).click()
    expect(tab.locator("[data-plan] mark.gt-quoted")).to_have_count(0)
    tab.get_by_role("button", name=re.compile("Undo")).click()
    expect(tab.locator("[data-plan] mark.gt-quoted")).to_have_count(1)
    evidence.refresh_from_db()
    assert evidence.removed_at is None


def test_a_second_selection_beside_a_mark_keeps_its_place(opened):
    tab = opened()
    select(tab, "access to")
    tab.keyboard.press("Control+e")
    expect(tab.locator("[data-plan] mark.gt-quoted")).to_have_count(1)

    select(tab, "regular small group")
    tab.keyboard.press("Control+e")
    expect(tab.locator("[data-plan] mark.gt-quoted")).to_have_count(2)

    assert [one.quote for one in Review.objects.get().evidence.all()] == ["access to", "regular small group"]


@pytest.mark.parametrize("script", [True, False])
def test_enter_in_the_words_of_the_plan_uses_them_and_removes_nothing(opened, script):
    tab = opened(script=script)
    for words in ("small group work", "quiet room"):
        if tab.locator("[data-evidence-items][open]").count() == 0:
            tab.locator("summary", has_text="Choose or paste words").click()
        tab.get_by_label("Words of the plan").fill(words)
        tab.get_by_label("Words of the plan").press("Enter")
        expect(tab.locator("[data-evidence-list] [data-chip]", has_text=words)).to_have_count(1)

    assert [one.quote for one in Review.objects.get().evidence.filter(removed_at=None)] == [
        "small group work",
        "quiet room",
    ]


def test_evidence_taken_while_offline_is_shown_counted_and_sent_when_the_line_is_back(opened):
    tab = opened()
    tab.context.set_offline(True)
    select(tab, "access to regular small group work")
    tab.keyboard.press("Control+e")

    expect(tab.locator(".gt-evidence .gt-problem")).to_contain_text("“access to regular small group work” waits here")
    expect(tab.locator("[data-saved-words]").first).to_contain_text("keep this page open")
    assert tab.evaluate("String(getSelection())") == "access to regular small group work"
    assert Review.objects.get().evidence.count() == 0

    tab.context.set_offline(False)
    expect(tab.locator("[data-evidence-list] [data-chip]")).to_have_count(1, timeout=10_000)
    expect(tab.locator(".gt-evidence .gt-problem")).to_have_count(0)
    expect(tab.locator("[data-saved-words]").first).to_contain_text("Saved")
    assert Review.objects.get().evidence.get().quote == "access to regular small group work"


def test_save_and_next_keeps_the_place_in_the_whole_plan(opened):
    tab = opened("?section=F&standard=F1&whole=1")
    tab.set_viewport_size({"width": 1280, "height": 640})
    tab.evaluate("document.querySelector('#plan').scrollTop = 150; window.stillHere = true")
    place = tab.evaluate("document.querySelector('#plan').scrollTop")
    assert place > 0

    tab.get_by_label("Partly met").check()
    tab.get_by_label("What would you tell the writer?").fill("Say who.")
    tab.get_by_role("button", name="Save and next: F2").click()

    expect(tab.locator("[data-open-standard=F2]")).to_be_visible()
    assert tab.evaluate("[document.querySelector('#plan').scrollTop, window.stillHere]") == [place, True]
    assert "standard=F2&whole=1" in tab.url
    expect(tab.get_by_role("heading", name="The whole plan", include_hidden=True)).to_have_count(1)

    tab.get_by_label("Met", exact=True).check()
    expect(tab.locator("[data-text=answered]").first).to_contain_text("2 of 24")
    tab.go_back()
    expect(tab.locator("[data-open-standard=F1]")).to_be_visible()
    expect(tab.get_by_label("What would you tell the writer?")).to_have_value("Say who.")


def test_the_sections_of_the_whole_plan_open_by_keyboard_and_where_a_quote_leads(opened, ben, moderation):
    review = workflow.start_review(moderation=moderation, by=ben)
    workflow.add_evidence_from_quote(review=review, by=ben, code="F1", quote="regular small group work")
    tab = opened("?section=A&whole=1")
    words = tab.locator("[data-plan]").get_by_text("regular small group work")
    expect(words).to_be_hidden()

    tab.locator("[data-fold=F] > summary").focus()
    tab.keyboard.press("Enter")
    expect(words).to_be_visible()
    tab.keyboard.press("Enter")
    expect(words).to_be_hidden()

    # Going on in place opens the section that the next standard stands with.
    tab.evaluate("window.stillHere = true")
    tab.get_by_role("link", name=re.compile("Provision")).first.click()
    expect(tab.locator("[data-open-standard=F1]")).to_be_visible()
    expect(words).to_be_visible()
    tab.locator("[data-fold=F] > summary").click()
    tab.locator("[data-evidence-list] [data-jump]").first.click()
    expect(words).to_be_visible()
    assert tab.evaluate("window.stillHere") is True


@pytest.mark.parametrize("width", WIDTHS.values())
def test_the_folded_plan_is_accessible_and_fits(opened, width):
    tab = opened("?section=T", width=width)
    if width < 900:
        tab.get_by_role("link", name="Plan", exact=True).click()

    expect(tab.locator("[data-fold=A] > summary")).to_be_visible()
    assert axe(tab) == [] and sideways(tab) == 0
    tab.locator("[data-fold=F] > summary").click()
    assert axe(tab) == [] and sideways(tab) == 0
    if os.environ.get("PICTURES"):
        tab.screenshot(path=f"{os.environ['PICTURES']}/folded-{width}.png")


def test_the_sections_of_the_whole_plan_open_without_script(opened):
    tab = opened("?section=T", script=False)
    words = tab.locator("[data-plan]").get_by_text("Opportunities for a quiet workspace")
    expect(words).to_be_hidden()

    tab.locator("[data-fold=F] > summary").focus()
    tab.keyboard.press("Space")

    expect(words).to_be_visible()


def test_words_typed_just_before_a_link_is_followed_are_saved_and_nobody_is_asked(opened):
    tab = opened()
    tab.on("dialog", lambda dialog: pytest.fail("asked whether to leave"))
    tab.get_by_label("Not met").check()
    tab.get_by_label("What would you tell the writer?").fill("Typed at the last moment")
    tab.locator(".gt-rail a", has_text="Judgement").click()

    expect(tab.get_by_role("heading", name=re.compile("Your overall judgement"))).to_be_visible()
    assert kept().comment == "Typed at the last moment"


def test_a_selection_snaps_to_whole_words_and_takes_each_paragraph(opened):
    tab = opened()
    tab.evaluate(
        """() => {
            const find = (words) => {
                const walker = document.createTreeWalker(document.querySelector("[data-plan]"), NodeFilter.SHOW_TEXT);
                while (walker.nextNode()) if (walker.currentNode.data.includes(words)) return walker.currentNode;
            };
            const [from, to] = [find("3 times a week"), find("20 minutes")];
            getSelection().setBaseAndExtent(from, from.data.indexOf("imes"), to, to.data.indexOf("nutes"));
        }"""
    )
    tab.keyboard.press("Control+e")

    expect(tab.locator("[data-evidence-list] [data-chip]")).to_have_count(2)
    assert [one.quote for one in Review.objects.get().evidence.all()] == ["times a week", "20 minutes"]
    expect(tab.locator("[data-evidence-list] [data-jump]").first).to_be_focused()

    tab.get_by_role("button", name=re.compile("Remove evidence")).first.focus()
    select(tab, "times a")
    tab.keyboard.press("Control+e")
    expect(tab.locator("[data-plan] mark mark")).to_have_text("times a")


def test_words_to_praise_are_kept_as_a_strength_and_proposed_with_the_findings(opened, ben):
    tab = opened("?section=A")
    select(tab, "I like trains")
    tab.get_by_role("button", name="Use as a strength").click()
    expect(tab.locator("[data-strengths] [data-chip]")).to_contain_text("I like trains")

    review = Review.objects.get()
    lock(review, ben, judgement="outstanding")
    tab = opened("", path="findings/")
    expect(tab.get_by_label("Quote").locator("option").nth(1)).to_contain_text("Kept as a strength")


def test_whose_advice_is_asked_only_where_the_advice_was_weak(opened):
    tab = opened()
    tab.get_by_label("Partly met").check()
    tab.get_by_label("Where the weakness began").select_option("drafting")
    expect(tab.get_by_label("Whose advice")).to_be_hidden()

    tab.get_by_label("Where the weakness began").select_option("advice")
    expect(tab.get_by_label("Whose advice")).to_be_visible()


def test_one_key_alone_stays_switched_off_for_the_person(opened):
    tab = opened()
    tab.get_by_role("link", name="Keys").click()
    with tab.expect_response(re.compile("divider")):
        tab.get_by_label("Open this sheet with").uncheck()

    tab = opened()
    tab.keyboard.press("?")
    expect(tab.get_by_role("dialog")).to_have_count(0)


def test_everything_works_without_script(opened, live_server):
    tab = opened(script=False)

    tab.get_by_label("Partly met").check()
    tab.get_by_label("What would you tell the writer?").fill("Say who runs the group.")
    tab.get_by_role("button", name="Save this standard").click()
    expect(tab.get_by_label("What would you tell the writer?")).to_have_value("Say who runs the group.")
    tab.locator("summary", has_text="Choose or paste words").click()
    tab.get_by_label("Words of the plan").fill("small group work")
    tab.get_by_role("button", name="Use these words").click()
    expect(tab.locator("[data-chip]")).to_contain_text("small group work")
    tab.get_by_role("button", name=re.compile("Save and next")).click()
    expect(tab.locator("[data-open-standard=F2]")).to_be_visible()
    tab.get_by_role("link", name="Raise a concern").click()
    expect(tab.get_by_role("heading", name="Raise a concern")).to_be_visible()

    assert (kept().answer, kept().comment) == ("partly", "Say who runs the group.")


def test_the_keyboard_answers_and_goes_on(opened):
    tab = opened()

    tab.keyboard.press("Alt+1")
    expect(tab.locator("[data-saved-words]").first).to_have_text(re.compile("Saved"), timeout=5000)
    tab.keyboard.press("Control+Enter")
    expect(tab.locator("[data-open-standard=F2]")).to_be_visible()

    assert kept().answer == "met"


def test_the_judgement_page_saves_and_locks(opened, ben):
    from goldenthread.moderation.queries.asked import asked_in

    review = workflow.start_review(moderation=Moderation.objects.get(), by=ben)
    for code in asked_in(review.moderation).questions:
        say(review, ben, code, answer="met")
    tab = opened("", path="judgement/")

    tab.get_by_label("Good", exact=True).check()
    tab.get_by_label("Why do you judge it so?").fill("You would know this child.")
    tab.get_by_role("button", name="Lock my judgement").click()

    expect(tab.get_by_role("heading", name="Your judgement, and what your answers add up to")).to_be_visible()
    review.refresh_from_db()
    assert (review.judgement, review.judgement_reason) == ("good", "You would know this child.")


def look(tab, name: str, width: int) -> list[str]:
    if os.environ.get("PICTURES"):
        tab.screenshot(path=f"{os.environ['PICTURES']}/{name}-{width}.png", full_page=True)
    found = [f"{name} at {width}: {one}" for one in axe(tab)]
    return found + [f"{name} at {width}: {sideways(tab)} px too wide"] * (sideways(tab) > 0)


@pytest.mark.parametrize("width", WIDTHS.values())
def test_every_page_of_a_moderation_is_accessible_and_fits(opened, ben, moderation, width):
    problems = []
    review = workflow.start_review(moderation=moderation, by=ben)
    say(review, ben, "F1", answer="not_met", comment="Say who runs the group.", origin="drafting")
    say(review, ben, "F2", answer="partly")
    workflow.add_evidence_from_quote(review=review, by=ben, code="F1", quote="access to regular small group work")
    workflow.add_evidence_from_quote(review=review, by=ben, code="F1", quote="as appropriate")
    problems += look(opened("?section=F&standard=F1", width=width), "moderate", width)
    problems += look(opened("?section=T", width=width), "moderate-whole", width)
    for path in ("judgement", "concern", "stand-down"):
        problems += look(opened("", path=f"{path}/", width=width), path, width)

    tab = opened("?section=F&standard=F1", width=width, script=False)
    say(review, ben, "F1", comment="Written in another tab.")
    tab.get_by_label("What would you tell the writer?").fill("Written here.")
    tab.get_by_role("button", name="Save this standard").click()
    if os.environ.get("PICTURES"):
        tab.screenshot(path=f"{os.environ['PICTURES']}/clash-{width}.png", full_page=True)

    lock(review, ben, judgement="outstanding", F1="not_met")
    workflow.add_strength(review=review, by=ben, text="You hear him at once.", quote="I like trains")
    workflow.add_recommendation(
        review=review, by=ben, text="Say how often.", for_whom="casework_officer", by_when=dt.date(2026, 12, 1)
    )
    problems += look(opened("", path="findings/", width=width), "findings", width)
    say(review, ben, gap_reason="The rest is better than most.", summary="Clear, but for F.", needs_correction="no")
    say(review, ben, few_strengths_reason="There is one.")
    workflow.submit_review(review=review, by=ben, minutes=35)
    for path in ("submitted", "correct", ""):
        problems += look(opened("", path=f"{path}/" if path else "", width=width), path or "read", width)
    held = workflow_held.hold_answers(
        token=workflow_held.page_token(ben, moderation, browser="here"),
        reference=moderation.reference,
        browser="here",
        path=moderation.get_absolute_url(),
        data={"standard": ["F1"], "answer": ["partly"], "comment": ["Typed for long."]},
    )
    problems += look(opened("", path=f"../held/{held.key}/", width=width), "held", width)
    problems += look(opened("", path="../", width=width), "list", width)

    assert problems == []


def test_words_typed_after_it_went_to_somebody_else_are_said_to_be_unsaved(opened, ben, moderation):
    tab = opened()
    tab.get_by_label("Not met").check()
    expect(tab.locator("[data-saved-words]").first).to_have_text(re.compile("Saved"), timeout=5000)
    workflow.stand_down(moderation=moderation, by=ben)

    tab.get_by_label("What would you tell the writer?").fill("Typed too late")

    expect(tab.get_by_role("alert")).to_contain_text("no longer yours to change", timeout=8000)
    expect(tab.locator("[data-saved-words]").first).to_contain_text("Not saved")
