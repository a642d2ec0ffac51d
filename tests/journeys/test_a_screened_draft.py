"""A draft with known faults, from its writer's self-check to the count of what moderators said: in a real browser."""

import re
import zipfile

import docx
import pytest
from django.urls import reverse
from docx.oxml.ns import qn
from lxml import etree
from playwright.sync_api import expect

from goldenthread.demo import library
from goldenthread.moderation import workflow as moderations
from goldenthread.moderation.models import Judgement, Moderation
from goldenthread.moderation.queries.asked import asked_in
from goldenthread.plans.models import PlanVersion
from goldenthread.screenings.models import Answer, Given, Missed, Verdict
from goldenthread.screenings.queries import findings_for
from tests.goldenthread.moderation.conftest import say
from tests.journeys import moderating
from tests.journeys.screened import (
    CARELESS,
    CHILD,
    MENDED,
    REASON,
    SEED,
    STORY,
    THREE_STEPS,
    TODAY,
    WORKSHOP,
    draft,
    plan_of_nadia,
    point,
)
from tests.journeys.somebody import Somebody

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def plan(transactional_db, cast):
    return plan_of_nadia(cast)


def test_a_draft_is_checked_mended_moderated_with_its_points_and_the_verdicts_counted(
    plan, cast, live_server, browser, tmp_path
):
    def comes(post, **context) -> Somebody:
        return Somebody(browser, live_server.url, post.person.name, post=post, **context)

    nadia, lena = comes(cast.nadia), comes(cast.lena)
    first = brought_in(nadia, plan, draft(), 1)
    the_self_check_shows_what_is_wrong_and_what_good_looks_like(nadia, first)
    the_writer_answers_two_points(nadia, first)
    the_word_file_carries_the_rest_as_comments(nadia, first, tmp_path)
    second = brought_in(nadia, plan, draft(MENDED, adding=CARELESS), 2)
    the_self_check_tells_what_went_and_what_is_new(nadia, second)
    moderation = the_draft_is_ready_and_drawn(nadia, plan, second)

    senior = comes(moderation.moderator)
    the_points_are_hidden_until_the_section_is_answered(senior, moderation)
    the_senior_says_what_they_think_of_them(senior, moderation)
    an_answer_changed_afterwards_keeps_the_first(senior, moderation)
    the_review_is_handed_in(senior, moderation, lena)
    the_lead_reads_how_far_the_checks_are_agreed_with(lena)

    third = brought_in(nadia, plan, draft(MENDED | {"provision-vague"}), 3)
    the_dismissal_is_carried_over(comes, nadia, plan, third)
    assert [f"{one.name}: {each}" for one in (nadia, lena, senior) for each in one.problems] == []


# --- The writer --------------------------------------------------------------------------------


def brought_in(writer: Somebody, plan, data: bytes, number: int) -> PlanVersion:
    """Handed in on the plan's page; by the time that it is filed it is screened."""
    page = writer.page
    page.goto(plan.get_absolute_url())
    writer.follow("Bring in a version")
    if number == 1:
        writer.look("bring in a version")
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    page.locator("input[type=file]").set_input_files({"name": "draft.docx", "mimeType": kind, "buffer": data})
    writer.press("Bring it in")
    writer.reads("1 file filed.")
    if number == 1:
        writer.look("what became of the file")
    version = PlanVersion.objects.get(plan=plan, number=number)
    assert [run.stage for run in version.screenings.all()] == ["screened"]
    page.goto(plan.get_absolute_url())
    page.get_by_role("link", name=f"Self-check of version {number}").or_(
        page.get_by_role("button", name=f"Self-check of version {number}")
    ).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Self-check of version {number}")
    return version


def the_self_check_shows_what_is_wrong_and_what_good_looks_like(writer: Somebody, version: PlanVersion) -> None:
    found = {(one.rule, one.quote) for one in findings_for(version)}
    for fault in library.carried(STORY, "docx", CHILD, TODAY, seed=SEED):
        if fault.rule in ("identity-other-name", "third-party-name", "date-stale", "section-missing", "advice-missing"):
            assert [1 for rule, quote in found if rule == fault.rule and (quote in fault.quote or fault.quote in quote)]
    writer.reads(re.compile(r"\d+ points to look at"))
    writer.reads("Read: 10 of 11 sections (A to K)")
    one = point(writer, "identity-other-name", version, "Anwen")
    expect(one).to_contain_text("What good looks like:")
    one.get_by_text("Why it matters").click()
    expect(one.get_by_text("Rests on:")).to_be_visible()
    # On its words: the quote mark before them is no part of the link that the browser draws.
    one.locator("[data-jump]").click(position={"x": 30, "y": 8})
    expect(writer.page.locator("mark.gt-flash").first).to_have_text(re.compile("Anwen"))
    expect(writer.page.locator("#whole")).to_contain_text("Section J")
    writer.look("self-check")


def the_writer_answers_two_points(writer: Somebody, version: PlanVersion) -> None:
    point(writer, "identity-other-name", version).get_by_label("I have changed it").check()
    right = point(writer, "provision-no-ratio", version, THREE_STEPS)
    right.get_by_label("It is right as it is").check()
    right.get_by_label("Why it is right").fill(REASON)
    moderating.saved(writer.page)
    writer.page.reload()
    expect(right.get_by_label("Why it is right")).to_have_value(REASON)
    assert set(Verdict.objects.values_list("rule", "answer", "given")) == {
        ("identity-other-name", Answer.AGREE, Given.SELF_CHECK),
        ("provision-no-ratio", Answer.NOT_A_PROBLEM, Given.SELF_CHECK),
    }


def the_word_file_carries_the_rest_as_comments(writer: Somebody, version: PlanVersion, folder) -> None:
    with writer.page.expect_download() as download:
        writer.follow("Download the Word file with comments")
    assert CHILD.last_name not in download.value.suggested_filename
    path = folder / "points.docx"
    download.value.save_as(path)
    body = docx.Document(path).element.body
    with zipfile.ZipFile(path) as held:
        comments = etree.fromstring(held.read("word/comments.xml"))
    said = {one.get(qn("w:id")): "".join(one.itertext()) for one in comments}
    still_open = [one for one in findings_for(version) if not one.quote.startswith(THREE_STEPS)]
    assert sorted(words.split("What good looks like")[0] for words in said.values()) == sorted(
        one.message for one in still_open
    )
    # Each hangs on words of the file: those of the name of another child are that name.
    marked = {number: commented(body, number) for number in said}
    names = {number for number, words in marked.items() if words == "Anwen"}
    assert names
    assert all("What good looks like" in said[number] for number in names)


def commented(body, number: str) -> str:
    """The words between the marks of a comment."""
    words, is_within = [], False
    for one in body.iter(qn("w:commentRangeStart"), qn("w:commentRangeEnd"), qn("w:t")):
        if one.tag == qn("w:t"):
            words += [one.text or ""] * is_within
        elif one.get(qn("w:id")) == number:
            is_within = one.tag == qn("w:commentRangeStart")
    return "".join(words)


def the_self_check_tells_what_went_and_what_is_new(writer: Somebody, version: PlanVersion) -> None:
    page = writer.page
    since = page.locator(".gt-inset", has_text="Since version 1:")
    # The careless sentence is vague and says none of how often, how long and how many to one.
    expect(since).to_contain_text(re.compile(r"\d+ went, \d+ stayed, 4 are new\."))
    since.get_by_text("What went").click()
    expect(since).to_contain_text("Anwen")
    assert page.locator(".gt-findings").get_by_text("new", exact=True).count() == 4
    expect(
        point(writer, "provision-vague", version, "where appropriate").get_by_text("new", exact=True)
    ).to_be_visible()
    for slot in ("frequency", "duration", "ratio"):
        new = point(writer, f"provision-no-{slot}", version, CARELESS)
        expect(new.get_by_text("new", exact=True)).to_be_visible()
    carried = point(writer, "provision-no-ratio", version, THREE_STEPS)
    expect(carried).to_contain_text(f"Said of an earlier version: right as it is, “{REASON}”")
    assert not findings_for(version).filter(rule="identity-other-name").exists()
    writer.look("self-check of the next version")
    writer.follow("The golden thread")
    expect(page.get_by_role("heading", level=1)).to_have_text("The golden thread")
    writer.look("the golden thread")


def the_draft_is_ready_and_drawn(writer: Somebody, plan, version: PlanVersion) -> Moderation:
    writer.page.goto(plan.get_absolute_url())
    writer.look("the plan")
    writer.press("This draft is ready")
    writer.reads("at chance 1/1")
    return Moderation.objects.select_related("moderator__person", "version__plan").get(version=version)


# --- The senior --------------------------------------------------------------------------------


def the_points_are_hidden_until_the_section_is_answered(senior: Somebody, moderation: Moderation) -> None:
    page, version = senior.page, moderation.version
    vague = findings_for(version).get(rule="provision-vague", quote__startswith="where appropriate")
    page.goto("/")
    page.locator("main a[href^='/moderations/']").first.click()
    # No other way leads round the section's answers either.
    for name in ("self_check", "thread"):
        page.goto(reverse(f"desk:{name}", args=[version.reference, version.number]))
        expect(page.get_by_role("heading", level=1)).to_contain_text("Answer first")
        assert vague.message not in page.content()
    senior.look("answer first")

    page.goto(f"{moderation.get_absolute_url()}?section=F")
    senior.look("a section before its points")
    *before, last = asked_in(moderation).section("F").codes
    for code in before:
        assert moderating.open_standard(page) == code
        senior.reads("shown once every question of this section is answered")
        assert vague.message not in page.content()
        assert page.locator(".gt-finding-mark").count() == 0
        moderating.answer(page, "Met")
        moderating.save_and_go_on(page)
    assert moderating.open_standard(page) == last
    moderating.answer(page, "Met")
    expect(page.get_by_role("button", name="See what the checks noticed")).to_be_visible()
    moderating.save_and_go_on(page)
    expect(page.get_by_role("heading", name=re.compile(r"^Section F: .* points to look at$"))).to_be_visible()
    expect(page.locator(f"#point-{vague.pk}")).to_contain_text(vague.message)
    assert page.locator(".gt-finding-mark").count() > 5
    # What the writer said of a point leads no moderator.
    assert REASON not in page.content()


def the_senior_says_what_they_think_of_them(senior: Somebody, moderation: Moderation) -> None:
    page, version = senior.page, moderation.version
    point(senior, "provision-vague", version, "where appropriate").get_by_label("Agree", exact=True).check()
    right = point(senior, "provision-no-ratio", version, THREE_STEPS)
    right.get_by_label("Not a problem", exact=True).check()
    right.get_by_label("Why it is not a problem").fill(REASON)
    point(senior, "copied-block", version).get_by_label("Unsure", exact=True).check()
    moderating.saved(page)

    page.get_by_label("Words of the plan").fill(WORKSHOP)
    page.get_by_label("Which check should have seen it").select_option(value="provision-no-who")
    page.get_by_label("What it is").fill("Nobody is named for the workshop.")
    senior.press("The checks missed this")
    expect(page.locator("#missed")).to_contain_text("Nobody is named for the workshop.")
    senior.look("the points of a section")
    said = Verdict.objects.filter(given=Given.MODERATION)
    assert {(one.rule, one.answer, one.reason) for one in said} == {
        ("provision-vague", Answer.AGREE, ""),
        ("provision-no-ratio", Answer.NOT_A_PROBLEM, REASON),
        ("copied-block", Answer.UNSURE, ""),
    }
    assert Missed.objects.get().quote == WORKSHOP


def an_answer_changed_afterwards_keeps_the_first(senior: Somebody, moderation: Moderation) -> None:
    page = senior.page
    page.goto(f"{moderation.get_absolute_url()}?section=F&standard=F1")
    moderating.answer(page, "Not met")
    moderating.say(
        page, "F1", comment="Say who, how often and how long.", origin="The drafting", who="The casework officer"
    )
    moderating.saved(page)
    page.reload()
    senior.reads("Your first answer was")
    senior.look("an answer changed after the points")
    kept = Judgement.objects.get(review__moderation=moderation, code="F1")
    assert (kept.answer, kept.first_answer) == ("not_met", "met")


def the_review_is_handed_in(senior: Somebody, moderation: Moderation, lead: Somebody) -> None:
    page = senior.page
    # What is said of points counts when it is handed in, and not before.
    lead.page.goto(reverse("screenings:checks"))
    assert counted(lead, "provision-vague") == ("none yet", "0", "0")
    page.goto(moderation.get_absolute_url())
    moderating.answer_the_rest(page)
    moderating.judge(senior, "Requires improvement", "He is known, but his provision cannot be checked.")
    moderating.find(senior, summary="A known child and vague help.", gap="None.", needs="Before it is served")
    moderating.name_strength(senior, "The workshop is his.", quote=WORKSHOP)
    moderating.name_strength(senior, "It comes back in steps.", quote=THREE_STEPS)
    moderating.recommend(senior, "Quantify the provision.", to="The casework officer")
    senior.look("findings")
    moderating.hand_in(senior)
    senior.look("handed in")
    assert not Verdict.objects.filter(given=Given.MODERATION, closed_at=None).exists()
    moderating.write_letter(senior, opening="Thank you for this plan.", outcome="Ready to serve", to_amend=False)
    senior.press("Send the letter")
    senior.reads("Not answered yet.")


# --- What came of it ---------------------------------------------------------------------------


def counted(lead: Somebody, rule: str) -> tuple[str, ...]:
    """Agreed, unsure and missed of one check, as the page says it."""
    row = lead.page.locator("tbody tr", has_text=f", {rule}, version")
    return tuple(cell.split("\n")[0].strip() for cell in row.locator("td").all_inner_texts()[:3])


def the_lead_reads_how_far_the_checks_are_agreed_with(lead: Somebody) -> None:
    page = lead.page
    page.goto(reverse("screenings:checks"))
    said = Verdict.objects.filter(given=Given.MODERATION)
    for rule in ("provision-vague", "provision-no-ratio", "copied-block", "provision-no-who"):
        of = said.filter(rule=rule)
        agreed, unsure = of.filter(answer=Answer.AGREE).count(), of.filter(answer=Answer.UNSURE).count()
        share = f"{agreed} of {of.count() - unsure}" if of.count() - unsure else "none yet"
        assert counted(lead, rule) == (share, str(unsure), str(int(rule == "provision-no-who")))
    assert said.filter(rule="copied-block", answer=Answer.UNSURE).exists()
    lead.look("how far the checks are agreed with")
    page.locator(f"a[href='{reverse('screenings:check', args=['provision-no-ratio'])}']").click()
    lead.reads("0 of 1")
    lead.look("one check")


def the_dismissal_is_carried_over(comes, writer: Somebody, plan, version: PlanVersion) -> None:
    """To the writer as the senior's word, to the next moderator with its reason."""
    carried = point(writer, "provision-no-ratio", version, THREE_STEPS)
    expect(carried).to_contain_text("A moderator of an earlier version saw no problem here.")
    moderation = the_draft_is_ready_and_drawn(writer, plan, version)
    review = moderations.start_review(moderation=moderation, by=moderation.moderator)
    for code in asked_in(moderation).section("F").codes:
        say(review, moderation.moderator, code, answer="met")
    senior = comes(moderation.moderator)
    senior.page.goto(f"{moderation.get_absolute_url()}?section=F")
    senior.press("See what the checks noticed")
    again = point(senior, "provision-no-ratio", version, THREE_STEPS)
    expect(again).to_contain_text(f"Set aside before: “{REASON}”")
    expect(again.get_by_label("Agree", exact=True)).to_be_hidden()
    again.get_by_text("Look at it again").click()
    expect(again.get_by_label("Agree", exact=True)).to_be_visible()
    senior.look("a dismissal carried over")
    assert senior.problems == []
