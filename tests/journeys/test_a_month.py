"""A month at Level 3 as people live it: in a real browser, on real files, from the empty authority to the figures."""

import csv
import datetime as dt
import io
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.urls import reverse
from django_scopes import scopes_disabled
from playwright.sync_api import expect

from goldenthread.demo import library
from goldenthread.history.models import Event
from goldenthread.moderation.models import Moderation
from goldenthread.moderation.queries.asked import asked_in
from goldenthread.people import workflow as people
from goldenthread.plans.models import Plan
from tests.journeys import moderating
from tests.journeys.somebody import Somebody

pytestmark = [pytest.mark.browser, pytest.mark.slow]

REPOSITORY = Path(__file__).parents[2]
TODAY = dt.date.today()
FIRST, LAST = "Wilfred", "Aspinwick"
STORY = "year2-autism-mainstream"
CHILD = library.LibraryChild(
    FIRST, LAST, "he", dt.date(TODAY.year - 6 - (TODAY.month < 9), 11, 3), 2, "Marram Bank Primary School",
    parents=("Ms Hester Aspinwick",), reference="T-4101", officer="Nadia Quill",
)  # fmt: skip
VAGUE = next(
    one for one in library.carried(STORY, "docx", CHILD, TODAY, seed=4) if one.rule == "provision-vague"
)  # fmt: skip


def document(mended: frozenset[str] = frozenset()) -> dict:
    """A draft as a file to hand in."""
    data = library.build(STORY, "headed", "docx", CHILD, TODAY, seed=4, mended=mended)
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    return {"name": "draft.docx", "mimeType": kind, "buffer": data}


def extract() -> dict:
    """What the case system exports: a title, headings of its own, a row to refuse, an officer's code."""
    asked = (TODAY - dt.timedelta(weeks=11)).strftime("%d/%m/%Y")
    decided = (TODAY - dt.timedelta(weeks=7)).strftime("%d/%m/%Y")
    rows = [
        ["SEN cases of the week"],
        ["Person ID", "Forename", "Surname", "DOB", "School", "Primary Need", "Request Date", "Decision",
         "Decision Date", "Plan Type", "Case Officer", "Case Assistant"],
        ["4101.0", FIRST, LAST, CHILD.born_on.strftime("%d/%m/%Y"), CHILD.school, "ASD", asked, "Agreed", decided,
         "New", "NQ", "Sam Orrin"],
        ["4102.0", "Ottilie", "Brackenridge", "2014-05-19", "Cawdale Road High School", "SLCN", asked, "Agreed",
         decided, "New", "NQ", ""],
        ["", "Rowan", "Tolland", "12/01/2015", "", "MLD", "", "", "", "", "", ""],
    ]  # fmt: skip
    target = io.StringIO()
    csv.writer(target).writerows(rows)
    return {"name": "extract.csv", "mimeType": "text/csv", "buffer": target.getvalue().encode("cp1252")}


def test_a_month_from_the_empty_authority_to_its_figures(
    transactional_db, live_server, browser, settings, mailoutbox, tmp_path
):
    settings.ORIGIN = live_server.url

    def comes(name: str) -> Somebody:
        return Somebody(browser, live_server.url, name)

    lead, officer, assistant = comes("Lena Marsh"), comes("Nadia Quill"), comes("Sam Orrin")
    seniors = [comes("Mair Ellwood"), comes("Ben Tolley")]

    the_lead_sets_up(lead, mailoutbox)
    for one, role, code in (
        (seniors[0], "Senior casework officer", ""),
        (seniors[1], "Senior casework officer", ""),
        (officer, "Casework officer", "NQ"),
        (assistant, "Casework assistant", ""),
    ):
        invited(lead, one, role, code, mailoutbox)
    lead.look("people")
    the_register_comes_in(assistant)
    reference = the_draft_is_ready(officer)
    the_receipt_holds(officer, tmp_path)
    senior = next(one for one in seniors if has_work(one))
    senior.sign_out()
    senior.sign_in()
    the_senior_moderates(senior)
    the_letter_goes(senior)
    serving_is_refused(officer, reference)
    the_officer_answers(officer, reference)
    the_senior_clears(senior)
    the_draft_is_served(officer, reference)
    the_lead_reads_the_figures(lead)

    said = [f"{mail.subject} {mail.body}" for mail in mailoutbox]
    assert len(said) >= 9
    assert [words for words in said if FIRST in words or LAST in words or "Ottilie" in words] == []
    with scopes_disabled():
        served = Plan.objects.get(reference=reference).versions.get(number=2)
        assert (served.stage, served.served_on) == ("served", TODAY)
        assert Moderation.objects.get().stage == "closed"
        assert Event.objects.filter(is_read=True).exclude(post_id=None).count() > 10
    assert [f"{one.name}: {each}" for one in (lead, officer, assistant, *seniors) for each in one.problems] == []


# --- Setting up ---------------------------------------------------------------------------------


def the_lead_sets_up(lead: Somebody, mailoutbox) -> None:
    link = people.new_authority(code="907", name="Tidewell", lead_name=lead.name, lead_email=lead.email)
    assert [mail.to for mail in mailoutbox] == [[lead.email]]
    lead.page.goto(link)
    lead.look("invitation")
    lead.accept(link)
    lead.go("Settings")
    lead.look("settings")
    row = lead.page.locator(".govuk-summary-list__row", has_text="Working days to answer a feedback letter")
    row.get_by_role("link").click()
    lead.page.get_by_label("Working days to answer a feedback letter").fill("8")
    lead.page.get_by_label("Why?").fill("The team agreed on eight.")
    lead.press("Decide")
    expect(row).to_contain_text("8")
    expect(row).to_contain_text("Default: 10")


def invited(lead: Somebody, one: Somebody, role: str, code: str, mailoutbox) -> None:
    lead.go("People")
    lead.follow("Invite somebody")
    lead.page.get_by_label("Full name").fill(one.name)
    lead.page.get_by_label("Work e-mail address").fill(one.email)
    lead.page.get_by_label("Role").select_option(label=role)
    lead.page.get_by_label("Code in the case system").fill(code)
    lead.press("Send the invitation")
    lead.reads(f"The invitation to {one.email} is on its way")
    mail = next(mail for mail in mailoutbox if mail.to == [one.email])
    link = re.search(r"http\S+/people/invited/\S+", mail.body)[0]
    one.accept(link)
    # It works once.
    assert one.context.request.get(link).status == 404


# --- The register -------------------------------------------------------------------------------


def the_register_comes_in(assistant: Somebody) -> None:
    page = assistant.page
    assistant.go("Plans")
    assistant.follow("Bring in an extract of the case system")
    assistant.follow("Bring in an extract")
    page.locator("input[type=file]").set_input_files(extract())
    assistant.press("Go on to its columns")
    assistant.reads("3 rows under 12 headings")
    expect(page.get_by_label("Child's id in the case system")).to_have_value("=Person ID")
    assistant.look("match the columns")
    assistant.press("Go on to the values")
    assistant.reads("What each value of the extract means here")
    assistant.press("Compare with the register")
    assistant.reads("2 new, 0 changed, 0 unchanged, 1 refused. Nothing has been changed yet.")
    assistant.look("import preview")
    with scopes_disabled():
        assert Plan.objects.count() == 0
    assistant.press("Apply to the register")
    assistant.reads("Applied: 2 new")
    assistant.go("Plans")
    assistant.reads(LAST)
    assistant.look("plans")


# --- The draft and its draw ---------------------------------------------------------------------


def hand_in_a_draft(officer: Somebody, file: dict) -> None:
    """From the plan's page."""
    officer.follow("Bring in a version")
    officer.page.locator("input[type=file]").set_input_files(file)
    officer.press("Bring it in")
    officer.reads("1 file filed.")


def the_draft_is_ready(officer: Somebody) -> str:
    page = officer.page
    officer.go("Plans")
    row = page.locator("tr", has_text=LAST)
    row.get_by_role("link").first.click()
    reference = officer.reference("plans")
    hand_in_a_draft(officer, document())
    officer.follow("Read version 1")
    officer.reads(VAGUE.quote)
    officer.look("a version")
    page.goto(f"/plans/{reference}/")
    officer.press("This draft is ready")
    officer.reads("at chance 1/1")
    officer.look("a plan")
    return reference


def the_receipt_holds(officer: Somebody, folder: Path) -> None:
    """The file of the receipt is checked by the program that shares no code with the service."""
    page = officer.page
    page.locator("a[href*='/level-3/draws/']").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Receipt")
    officer.look("receipt")
    with page.expect_download() as download:
        officer.follow("Download the receipt")
    file = folder / "receipt.json"
    download.value.save_as(file)
    checked = subprocess.run(
        [sys.executable, REPOSITORY / "tools" / "verify_draw.py", file], capture_output=True, text=True, check=False
    )
    assert checked.returncode == 0, checked.stdout
    assert "1 in the frame, 1 picked" in checked.stdout
    assert FIRST not in file.read_text("utf-8")


# --- Moderation ---------------------------------------------------------------------------------


def has_work(senior: Somebody) -> bool:
    senior.page.goto("/")
    return senior.page.locator("main a[href^='/moderations/']").count() > 0


def the_senior_moderates(senior: Somebody) -> None:
    page = senior.page
    senior.look("my work")
    page.locator("main a[href^='/moderations/']").first.click()
    reference = senior.reference("moderations")
    senior.look("moderation")

    # An answer is saved without a button: another look at the page proves it.
    first = moderating.open_standard(page)
    moderating.answer(page, "Partly met")
    moderating.saved(page)
    expect(page.locator(".gt-rail [aria-current] .gt-answer")).to_contain_text("1 of 3")
    page.goto(f"/moderations/{reference}/?standard={first}")
    expect(page.get_by_role("radio", name="Partly met", exact=True)).to_be_checked()
    two_tabs_show_both(senior, reference, first)
    moderating.save_and_go_on(page)

    # Words become evidence: selected with the mouse, and pasted.
    page.goto(f"/moderations/{reference}/?section=A")
    page.locator("[data-plan] p[data-block]").nth(1).click(click_count=3)
    page.keyboard.press("Control+e")
    expect(page.locator("[data-evidence-list] [data-chip]")).to_have_count(1)
    expect(page.locator("[data-plan] mark.gt-quoted").first).to_be_visible()
    moderating.answer(page, "Met")
    moderating.saved(page)
    page.goto(f"/moderations/{reference}/?standard=F1")
    page.get_by_text("Choose or paste words").click()
    page.get_by_label("Words of the plan").fill(VAGUE.quote)
    senior.press("Use these words")
    expect(page.locator("[data-evidence-list] [data-chip]")).to_have_count(1)
    moderating.answer(page, "Not met")
    moderating.say(
        page,
        "F1",
        comment="Say who does it, how often and for how long.",
        origin="The drafting",
        who="The casework officer",
    )
    moderating.saved(page)
    senior.look("moderation of F1")

    # Nothing is lost by going through from the beginning.
    page.goto(f"/moderations/{reference}/?standard={first}")
    walked = moderating.answer_the_rest(page)
    with scopes_disabled():
        moderation = Moderation.objects.get()
        kept = {one.code: one for one in moderation.reviews.get().judgements.all()}
        assert set(kept) == set(asked_in(moderation).questions)
    assert len(walked) > 15
    assert (kept["F1"].answer, kept["F1"].origin, kept["F1"].who_should_act) == (
        "not_met",
        "drafting",
        "casework_officer",
    )
    assert kept[first].comment == "From the second tab."

    senior.look("judgement")
    assert not [words for words in moderating.REVEALING if words in page.content()]
    page.goto(f"/moderations/{reference}/findings/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Your overall judgement")
    moderating.judge(senior, "Good", "You would know this child, and one line of provision cannot be checked.")
    senior.reads("Your answers add up to")
    senior.press("Hand in the review")
    senior.reads("Write a summary of what you found.")
    moderating.find(
        senior,
        summary="A plan that knows its child. Provision must be made specific before the family can rely on it.",
        gap="The one vague line can be put right in a day.",
        needs="Before it is served",
    )
    moderating.saved(page)
    moderating.name_strength(senior, "His own words open the plan.")
    moderating.name_strength(senior, "The needs are told without blame.", quote=VAGUE.quote)
    moderating.recommend(senior, "Quantify the provision.", to="The casework officer")
    senior.look("findings")
    moderating.hand_in(senior)


def two_tabs_show_both(senior: Somebody, reference: str, code: str) -> None:
    """What is written in two tabs stands side by side, and the person chooses."""
    page, other = senior.page, senior.context.new_page()
    other.goto(f"/moderations/{reference}/?standard={code}")
    moderating.say(page, code, comment="From the first tab.", origin="The drafting")
    moderating.saved(page)
    moderating.say(other, code, comment="From the second tab.")
    clash = other.locator(".gt-clash", has_text="Changed elsewhere")
    expect(clash).to_contain_text("From the first tab.")
    expect(clash).to_contain_text("From the second tab.")
    clash.get_by_role("button", name="Keep what is here").click()
    moderating.saved(other)
    other.close()
    page.reload()
    expect(page.locator(f"#{code}-comment")).to_have_value("From the second tab.")


# --- The letter and the clearance ---------------------------------------------------------------


def the_letter_goes(senior: Somebody) -> None:
    moderating.write_letter(senior, opening="Thank you for this plan.", outcome="Amend first", to_amend=True)
    senior.look("letter before it goes")
    senior.press("Send the letter")
    senior.reads("Not answered yet.")


def serving_is_refused(officer: Somebody, reference: str) -> None:
    officer.page.goto(f"/plans/{reference}/")
    expect(officer.page.get_by_role("button", name="Record that it was served")).to_have_count(0)
    officer.page.goto(f"/plans/{reference}/versions/1/serve/")
    officer.reads("It may not be served.")
    expect(officer.page.get_by_role("button", name="Record the service")).to_have_count(0)
    officer.look("serving refused")


def the_officer_answers(officer: Somebody, reference: str) -> None:
    page = officer.page
    page.goto("/")
    officer.look("the officer's work")
    page.locator("main a[href^='/moderations/']").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Your draft for {FIRST}")
    officer.reads(VAGUE.quote)
    officer.reads("Thank you for this plan.")
    officer.look("letter")
    letter = page.url
    officer.follow("Ask a question")
    page.get_by_label("Your message").fill("May I take the hours from the therapist's report?")
    officer.press("Send")
    officer.reads("May I take the hours")
    page.goto(f"/plans/{reference}/")
    hand_in_a_draft(officer, document(mended=frozenset({"provision-vague"})))
    page.goto(letter)
    while (waiting := page.locator(".gt-amend details")).count() and not page.get_by_role(
        "button", name="Send the changes to be checked"
    ).count():
        point = waiting.filter(has_not=page.locator("textarea:not(:empty)")).first
        point.locator("summary").click()
        point.get_by_label("What you did, or why not").fill("Now says who, how often and how long.")
        point.get_by_role("button", name=re.compile("^Done")).click()
    officer.press("Send the changes to be checked")
    officer.reads("The changes are being checked.")


def the_senior_clears(senior: Somebody) -> None:
    page = senior.page
    page.goto("/")
    page.locator("main a[href^='/moderations/'][href*='changes'], main a[href^='/moderations/']").first.click()
    if "changes" not in page.url:
        senior.follow("Check the changes")
    senior.reads("What is different in the text")
    expect(page.locator("ins, .gt-added").first).to_be_visible()
    senior.look("the changes")
    senior.press("Clear it: it may be served")
    page.goto("/?tab=done")
    senior.look("done")


def the_draft_is_served(officer: Somebody, reference: str) -> None:
    officer.page.goto(f"/plans/{reference}/")
    officer.follow("Record that it was served")
    officer.reads("It may be served.")
    officer.look("serving")
    officer.press("Record the service")
    officer.reads("Version 2 was served on")


# --- The figures --------------------------------------------------------------------------------


def the_lead_reads_the_figures(lead: Somebody) -> None:
    page = lead.page
    lead.go("Level 3")
    lead.reads("Nadia Quill")
    lead.reads("1 of 1 covered")
    lead.look("console")
    month = f"{TODAY:%Y-%m}"
    lead.go("Figures")
    page.goto(f"{reverse('reporting:level3')}?from={month}&to={month}")
    lead.look("figures")
    page.goto(f"{reverse('reporting:level3')}?period={month}")
    lead.look("figures of the calendar")
    with page.expect_download() as download:
        lead.follow(re.compile("CSV"))
    text = Path(download.value.path()).read_text("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert any("moderated" in " ".join(row).lower() for row in rows)
    assert FIRST not in text
    assert LAST not in text
