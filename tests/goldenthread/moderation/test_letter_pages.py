"""The pages of the letter, the challenge and the changes: what they do, whom they refuse, what they hide."""

import io
import re

import docx
import pytest

from goldenthread.desk.waiting import work_for
from goldenthread.history.models import Event
from goldenthread.moderation import workflow
from goldenthread.moderation.models import Challenge, Letter, LetterPoint, Moderation
from goldenthread.moderation.stages import Stage
from goldenthread.plans.models import PlanVersion
from goldenthread.plans.stages import Stage as VersionStage
from tests.goldenthread.moderation.letters import answer_points, begun, handed_in, newer_version, sent


@pytest.fixture
def reviewed(cast, version):
    return handed_in(cast.ben, version=version)


@pytest.fixture
def url(reviewed):
    return f"/moderations/{reviewed.reference}/"


def html(response):
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def filled_buttons(page):
    return len(re.findall(r'class="govuk-button(?: gt-button--\w+)?"', page))


def written(**changed):
    """What the writing page sends."""
    fields = {
        "opening": "I read it this morning.",
        "closing": "Say so.",
        "outcome": "amend-first",
        "strength0-quote": "I like trains",
        "strength0-text": "Kept as said.",
        "strength1-quote": "four lessons out of five",
        "strength1-text": "Plain.",
        "point0-heading": "Say who",
        "point0-body": "The report is exact.",
        "point0-codes": "F1, F2",
        "point0-nothing_says_it": "on",
        "point0-is_to_amend": "on",
    }
    return {**fields, **changed}


# --- Writing ----------------------------------------------------------------------------------


def test_the_letter_is_written_read_through_and_sent(cast, as_, url):
    ben = as_(cast.ben)

    page = html(ben.get(f"{url}letter/write/"))
    assert "Strength 2 of 2" in page
    assert "Point 3 of 3" in page
    assert ben.post(f"{url}letter/write/", written())["Location"] == f"{url}letter/"
    page = html(ben.get(f"{url}letter/"))
    assert "Send the letter" in page
    assert "One thing to change" in page
    assert "held until the points are answered" in page
    assert filled_buttons(page) == 1
    for _ in range(2):
        assert ben.post(f"{url}letter/send/")["Location"] == f"{url}letter/"

    letter = Letter.objects.get()
    assert letter.sent_at is not None
    assert letter.points.get().codes == ["F1", "F2"]
    assert Moderation.objects.get().stage == Stage.WITH_WRITER
    assert ben.get(f"{url}letter/write/")["Location"] == f"{url}letter/"


def test_a_letter_that_lacks_something_says_so_and_is_not_offered_to_send(cast, as_, url):
    ben = as_(cast.ben)
    ben.get(f"{url}letter/write/")
    ben.post(f"{url}letter/write/", written(**{"strength1-quote": "", "strength1-text": ""}))

    page = html(ben.get(f"{url}letter/"))
    assert "Name two strengths." in page
    assert "Send the letter" not in page
    assert filled_buttons(page) == 1
    assert "Name two strengths." in html(ben.post(f"{url}letter/send/", follow=True))


def test_words_too_long_are_said_at_the_top_with_a_link_to_them(cast, as_, url):
    answer = as_(cast.ben).post(f"{url}letter/write/", written(**{"point0-heading": "x" * 201}))

    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'href="#id_point0-heading"' in page
    assert "<title>Error: " in page


def test_a_letter_without_an_outcome_is_kept_and_says_what_it_lacks(cast, as_, url):
    ben = as_(cast.ben)
    ben.post(f"{url}letter/write/", written(outcome=""))

    assert "Say what happens to the draft" in html(ben.get(f"{url}letter/"))


def test_before_the_review_is_handed_in_the_writing_page_leads_back(cast, as_, moderation, review):
    response = as_(cast.ben).get(f"/moderations/{moderation.reference}/letter/write/")

    assert response["Location"] == moderation.get_absolute_url()


def test_nobody_else_writes_or_sends_it(cast, as_, url, elsewhere):
    for stranger in (cast.mair, cast.lena, cast.amina, cast.sam, cast.dev, elsewhere.ben, elsewhere.lena):
        client = as_(stranger)
        assert client.get(f"{url}letter/write/").status_code == 404
        assert client.post(f"{url}letter/write/", written()).status_code == 404
        assert client.post(f"{url}letter/send/").status_code == 404
    assert Letter.objects.count() == 0


# --- Reading ----------------------------------------------------------------------------------


def test_before_it_is_sent_the_writer_sees_nothing_and_then_the_letter(cast, as_, reviewed, url):
    begun(reviewed, cast.ben)
    amina = as_(cast.amina)
    for path in ("letter/", "letter.docx", "letter/message/", "letter/challenge/"):
        assert amina.get(url + path).status_code == 404

    as_(cast.ben).post(f"{url}letter/send/")

    page = html(amina.get(f"{url}letter/"))
    for words in ("Your draft for Tobin", "I like trains", "Nobody could mistake this.", "Acknowledge", "Two things"):
        assert words in page
    assert "Send the letter" not in page
    assert filled_buttons(page) == 1
    assert Event.objects.filter(verb="opened letter", is_read=True, post_id=cast.amina.pk).count() == 1


def test_the_title_of_a_letter_names_nobody(cast, as_, reviewed, url):
    sent(reviewed, cast.ben)

    title = re.search("<title>(.*)</title>", html(as_(cast.amina).get(f"{url}letter/")))[1]
    assert title == f"Letter about {reviewed.plan.reference} - Golden Thread"


def test_a_letter_of_somebody_else_is_not_there(cast, as_, reviewed, url, elsewhere):
    sent(reviewed, cast.ben)

    for stranger in (cast.osei, cast.mair, cast.sam, cast.dev, cast.bea, cast.audrey, elsewhere.amina, elsewhere.lena):
        client = as_(stranger)
        for path in ("letter/", "letter.docx", "letter/message/", "letter/challenge/", "changes/"):
            assert client.get(url + path).status_code == 404, (stranger, path)
        for path in (
            "letter/acknowledge/",
            "letter/send-back/",
            "letter/points/1/",
            "changes/clear/",
            "changes/not-yet/",
        ):
            assert client.post(url + path, {"done": "done", "text": "x"}).status_code == 404, (stranger, path)
    assert (Letter.objects.get().answer, set(LetterPoint.objects.values_list("done", flat=True))) == ("", {"open"})


def test_a_letter_that_is_not_there_looks_the_same_as_one_that_is_hidden(cast, as_, reviewed, url):
    sent(reviewed, cast.ben)
    osei = as_(cast.osei)

    hidden, absent = osei.get(f"{url}letter/"), osei.get("/moderations/ZZZZ-ZZZ/letter/")
    assert (hidden.status_code, absent.status_code) == (404, 404)
    bodies = [re.sub(rb'(nonce|content|value)="[^"]*"', b"", response.content) for response in (hidden, absent)]
    assert bodies[0] == bodies[1]


def test_the_lead_reads_and_answers_for_nobody(cast, as_, reviewed, url):
    sent(reviewed, cast.ben)
    lena = as_(cast.lena)

    page = html(lena.get(f"{url}letter/"))
    assert "Acknowledge" not in page
    for path in ("letter/message/", "letter/challenge/"):
        assert lena.get(url + path).status_code == 404
    assert lena.post(f"{url}letter/acknowledge/").status_code == 404


def test_words_that_look_like_a_page_are_shown_as_words(cast, as_, reviewed, url):
    letter = sent(reviewed, cast.ben)
    workflow.ask(letter=letter, by=cast.amina, text="<script>alert(1)</script> & more")

    page = html(as_(cast.ben).get(f"{url}letter/"))
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; more" in page


def test_the_letter_asks_the_same_few_questions_however_much_was_said(
    cast, as_, reviewed, url, django_assert_max_num_queries
):
    letter = sent(reviewed, cast.ben, outcome="amend-first")
    amina = as_(cast.amina)
    counts = []
    for rounds in (1, 3):
        for number in range(rounds):
            workflow.ask(letter=letter, by=cast.amina, text=f"{rounds}.{number}", point=letter.points.first())
            workflow.reply(letter=letter, by=cast.ben, text=f"Yes {rounds}.{number}")
        with django_assert_max_num_queries(30) as captured:
            amina.get(f"{url}letter/")
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_where_moderators_are_not_named_the_letter_names_none(cast, as_, reviewed, url):
    from goldenthread.people.models import Choice

    Choice.objects.create(authority=cast.authority, key="level3.moderator-named", value=False, from_on="2020-01-01")
    letter = sent(reviewed, cast.ben)
    workflow.reply(letter=letter, by=cast.ben, text="One more thing.")

    page = html(as_(cast.amina).get(f"{url}letter/"))
    assert "A senior casework officer" in page
    assert cast.ben.name not in page


def test_the_word_file_is_for_those_who_may_read_the_letter(cast, as_, reviewed, url):
    sent(reviewed, cast.ben)

    response = as_(cast.amina).get(f"{url}letter.docx")

    assert response["Content-Disposition"] == f'attachment; filename="letter-{reviewed.plan.reference}.docx"'
    words = [paragraph.text for paragraph in docx.Document(io.BytesIO(response.content)).paragraphs]
    assert "A  “I like trains”" in words
    assert Event.objects.filter(verb="downloaded letter", post_id=cast.amina.pk).count() == 1


def test_the_page_and_the_word_file_tell_both_days_and_my_work_the_same(cast, as_, reviewed, url):
    letter = sent(reviewed, cast.ben, outcome="amend-first")
    amina = as_(cast.amina)
    (item,) = [one for one in work_for(cast.amina, on=letter.answer_by).to_do if one.verb == "Amend draft"]
    words = docx.Document(io.BytesIO(amina.get(f"{url}letter.docx").content)).paragraphs

    for said in (html(amina.get(f"{url}letter/")), "\n".join(one.text for one in words)):
        assert f"Amend the draft by {item.due_on:%A} {item.due_on.day} {item.due_on:%B}: " in said
        assert f"Answer the letter by {letter.answer_by:%A} {letter.answer_by.day} {letter.answer_by:%B}: " in said
    assert f"The letter itself is to be answered by {letter.answer_by.day} {letter.answer_by:%B}." in item.sentence


def test_a_letter_that_lets_the_draft_go_sets_no_day_for_amending(cast, as_, reviewed, url):
    sent(reviewed, cast.ben, outcome="ready-to-serve")

    page = html(as_(cast.amina).get(f"{url}letter/"))
    assert "Answer the letter by" in page
    assert "Amend the draft by" not in page


# --- Answering --------------------------------------------------------------------------------


def test_the_writer_acknowledges(cast, as_, reviewed, url):
    sent(reviewed, cast.ben)
    amina = as_(cast.amina)
    for _ in range(2):
        assert amina.post(f"{url}letter/acknowledge/")["Location"] == f"{url}letter/"

    assert "You acknowledged it" in html(amina.get(f"{url}letter/"))
    assert Moderation.objects.get().stage == Stage.CLOSED


def test_the_writer_asks_about_a_point_and_the_moderator_writes_back(cast, as_, reviewed, url):
    letter = sent(reviewed, cast.ben)
    amina, ben = as_(cast.amina), as_(cast.ben)
    html(amina.get(f"{url}letter/message/"))
    html(ben.get(f"{url}letter/message/"))

    amina.post(f"{url}letter/message/", {"text": "Would Year 6 do?", "point": letter.points.last().pk})
    ben.post(f"{url}letter/message/", {"text": "Yes."})

    page = html(amina.get(f"{url}letter/"))
    assert "about point 2" in page
    assert "Would Year 6 do?" in page
    assert "Your message" in html(amina.post(f"{url}letter/message/", {"text": " "}))


def test_a_point_of_another_letter_cannot_be_named(cast, as_, reviewed, url):
    sent(reviewed, cast.ben)
    other = sent(handed_in(cast.ben, writer=cast.osei), cast.ben)
    foreign = other.points.first().pk

    assert "Select a valid choice" in html(
        as_(cast.amina).post(f"{url}letter/challenge/", {"text": "No.", "point": foreign})
    )
    assert Challenge.objects.count() == 0


def test_a_challenge_is_made_decided_and_told(cast, as_, reviewed, url):
    letter = sent(reviewed, cast.ben, outcome="amend-first")
    amina = as_(cast.amina)
    html(amina.get(f"{url}letter/challenge/"))
    amina.post(f"{url}letter/challenge/", {"text": "The report says so.", "point": letter.points.first().pk})
    made = Challenge.objects.get()
    senior = as_(made.senior)

    page = html(senior.get(f"{url}challenges/{made.pk}/"))
    assert "The report says so." in page
    assert "as appropriate" in page
    assert "access to regular small group work" in page  # the section that the point quotes
    assert filled_buttons(page) == 1
    html(senior.get(f"/plans/{reviewed.plan.reference}/versions/1/"))
    html(senior.get(f"{url}letter/"))
    assert "Choose an answer" in html(senior.post(f"{url}challenges/{made.pk}/", {"reason": "Yes."}))
    for _ in range(2):
        senior.post(f"{url}challenges/{made.pk}/", {"decision": "upheld", "reason": "You are right."})

    assert "Decided" in html(senior.get(f"{url}challenges/{made.pk}/"))
    page = html(amina.get(f"{url}letter/"))
    assert "The writer is right." in page
    assert "this point falls" in page
    assert senior.get(f"/plans/{reviewed.plan.reference}/versions/1/").status_code == 404


def test_a_challenge_is_hidden_from_everybody_but_its_senior_and_the_lead(cast, as_, reviewed, url, elsewhere):
    letter = sent(reviewed, cast.ben)
    made = workflow.challenge(letter=letter, by=cast.amina, text="It does.")
    other = cast.ruth if made.senior == cast.mair else cast.mair
    address = f"{url}challenges/{made.pk}/"

    for stranger in (cast.ben, other, cast.amina, cast.osei, cast.sam, elsewhere.ben, elsewhere.lena):
        client = as_(stranger)
        assert client.get(address).status_code == 404, stranger
        assert client.post(address, {"decision": "upheld", "reason": "Yes."}).status_code == 404
        assert client.post(f"{address}give/", {"senior": other.pk}).status_code == 404
    lena = as_(cast.lena)
    assert "Decide</button>" not in html(lena.get(address))
    assert lena.post(address, {"decision": "upheld", "reason": "Yes."}).status_code == 404
    assert Challenge.objects.get().decision == ""


def test_the_lead_gives_a_challenge_to_a_senior_who_may(cast, as_, reviewed, url):
    letter = sent(reviewed, cast.ben)
    made = workflow.challenge(letter=letter, by=cast.amina, text="It does.")
    first, other = made.senior, cast.ruth if made.senior == cast.mair else cast.mair
    lena = as_(cast.lena)
    address = f"{url}challenges/{made.pk}/"

    page = html(lena.get(address))
    assert other.name in page
    assert f'value="{cast.ben.pk}"' not in page
    lena.post(f"{address}give/", {"senior": cast.ben.pk})
    assert Challenge.objects.get().senior == first
    lena.post(f"{address}give/", {"senior": other.pk})
    assert Challenge.objects.get().senior == other


def test_points_are_marked_on_the_letter_and_the_changes_sent(cast, as_, reviewed, url):
    sent(reviewed, cast.ben, outcome="amend-first")
    amina = as_(cast.amina)

    refused = amina.post(f"{url}letter/points/1/", {"done": "not-done", "note": ""})
    assert refused.status_code == 422
    assert "Say why it is not done" in refused.content.decode()
    marked = amina.post(f"{url}letter/points/1/", {"done": "done", "note": "It says so now."})
    assert marked["Location"] == f"{url}letter/?marked=1#amend-1"
    page = html(amina.get(f"{url}letter/?marked=1"))
    assert "1 of 2 answered" in page
    assert "Saved: point 1 is marked." in page
    assert "Send the changes to be checked" not in page
    amina.post(f"{url}letter/points/2/", {"done": "not-done", "note": "The school has not answered."})
    page = html(amina.get(f"{url}letter/"))
    assert "Send the changes to be checked" not in page
    assert "bring in your new version first" in page
    newer_version(reviewed.plan, cast.amina)
    page = html(amina.get(f"{url}letter/"))
    assert "Version 2 came" in page
    assert "Send the changes to be checked" in page
    assert amina.post(f"{url}letter/points/9/", {"done": "done"}).status_code == 404
    for _ in range(2):
        assert amina.post(f"{url}letter/send-back/")["Location"] == f"{url}letter/"

    assert Moderation.objects.get().stage == Stage.CHECKING


# --- The changes ------------------------------------------------------------------------------


@pytest.fixture
def amended(cast, reviewed):
    letter = sent(reviewed, cast.ben, outcome="amend-first")
    newer = newer_version(reviewed.plan, cast.amina)
    answer_points(letter, cast.amina)
    workflow.send_back_to_senior(moderation=reviewed, by=cast.amina)
    return newer


def test_the_senior_looks_at_the_difference_and_clears(cast, as_, amended, url):
    ben = as_(cast.ben)

    page = html(ben.get(f"{url}changes/"))
    for words in ("You read version 1. Version 2 came", "It says so now.", "1 paragraph changed in 1 section"):
        assert words in page
    assert re.search(r'<ins class="gt-added">.*group of three', page, re.DOTALL)
    assert filled_buttons(page) == 1
    for _ in range(2):
        assert (
            ben.post(f"{url}changes/clear/", {"note": "The points are in.", "version": "2"})["Location"]
            == f"{url}letter/"
        )

    assert PlanVersion.objects.get(pk=amended.pk).stage == VersionStage.CLEARED


def test_not_yet_says_what_is_missing(cast, as_, amended, url):
    ben = as_(cast.ben)

    refused = ben.post(f"{url}changes/not-yet/", {"text": " "})
    assert (refused.status_code, "Say what is still missing." in refused.content.decode()) == (422, True)
    for _ in range(2):
        ben.post(f"{url}changes/not-yet/", {"text": "F1 still does not say who."})

    page = html(as_(cast.amina).get(f"{url}letter/"))
    assert page.count("F1 still does not say who.") == 1
    assert "0 of 2 answered" in page


def test_without_a_newer_version_the_page_says_so(cast, as_, reviewed, url):
    letter = sent(reviewed, cast.ben, outcome="amend-first")
    answer_points(letter, cast.amina, done="not-done")
    workflow.send_back_to_senior(moderation=reviewed, by=cast.amina)
    ben = as_(cast.ben)

    page = html(ben.get(f"{url}changes/"))
    assert "with nothing put right" in page
    assert "Why may it be served all the same?" in page
    refused = ben.post(f"{url}changes/clear/", {"note": "", "version": "1"})
    assert (refused.status_code, "Say why the text" in refused.content.decode()) == (422, True)
    ben.post(f"{url}changes/clear/", {"note": "The school answers next week; it may go.", "version": "1"})
    assert "Cleared" in html(ben.get(f"{url}letter/"))


def test_a_point_marked_done_in_a_section_that_did_not_change_is_warned_of(cast, as_, amended, url):
    page = html(as_(cast.ben).get(f"{url}changes/"))

    assert "Done, but Section E has not changed." in page
    assert "Done, but Section F has not changed." not in page
    assert "The report is exact." in page
    assert page.count('id="change-F"') == 1


def test_clearing_with_a_question_that_nobody_answered_is_warned_of(cast, as_, amended, url):
    workflow.ask(letter=Letter.objects.get(), by=cast.amina, text="Would Year 6 do?")
    ben = as_(cast.ben)

    assert "nobody has answered yet" in html(ben.get(f"{url}changes/"))
    assert f"{cast.amina.name} waits for your answer" in html(ben.get(f"{url}letter/"))
    workflow.reply(letter=Letter.objects.get(), by=cast.ben, text="Yes.")
    assert "nobody has answered yet" not in html(ben.get(f"{url}changes/"))


def test_what_was_typed_about_other_points_is_kept_when_one_is_marked(cast, as_, reviewed, url):
    sent(reviewed, cast.ben, outcome="amend-first")
    amina = as_(cast.amina)

    typed = {"done": "done", "note-1": "It says so now.", "note-2": "The school is still"}
    assert amina.post(f"{url}letter/points/1/", typed).status_code == 302

    first, second = LetterPoint.objects.order_by("number")
    assert (first.done, first.done_note) == ("done", "It says so now.")
    assert (second.done, second.done_note) == ("open", "The school is still")
    assert "The school is still</textarea>" in amina.get(f"{url}letter/").content.decode()


def test_after_clearing_the_letter_says_so_in_a_line_of_its_own(cast, as_, amended, url):
    as_(cast.ben).post(f"{url}changes/clear/", {"note": "The points are in.", "version": "2"})

    page = html(as_(cast.amina).get(f"{url}letter/"))
    assert 'class="gt-cleared"' in page
    assert "Version 2 may be served." in page


def test_a_letter_that_closed_asks_for_nothing_and_tells_what_was_left_open(cast, as_, reviewed, url):
    letter = sent(reviewed, cast.ben, outcome="amend-first")
    newer_version(reviewed.plan, cast.amina)
    answer_points(letter, cast.amina)
    workflow.mark_point(point=letter.points.get(number=2), by=cast.amina, done="not-done", note="No answer yet.")
    workflow.send_back_to_senior(moderation=reviewed, by=cast.amina)
    assert "This letter is closed" not in html(as_(cast.amina).get(f"{url}letter/"))
    as_(cast.ben).post(f"{url}changes/clear/", {"note": "The rest can wait for the review.", "version": "2"})

    page = html(as_(cast.amina).get(f"{url}letter/"))
    assert "Closed: 1 of 2 done" in page
    assert f"<li>Point {letter.points.get(number=2).title}</li>" in page
    assert f"<li>Point {letter.points.get(number=1).title}</li>" not in page
    assert "The letter itself was not answered." in page
    for asked in ("letter/acknowledge/", "Answer the letter by", "Amend the draft by"):
        assert asked not in page


def test_a_note_that_came_too_late_is_still_on_the_page(cast, as_, amended, url):
    page = as_(cast.amina).post(f"{url}letter/points/1/", {"done": "done", "note": "What I wrote for long"})

    assert page.status_code == 422
    assert "This is not with you now." in page.content.decode()


def test_the_pages_of_asking_and_challenging_show_the_words_of_the_points(cast, as_, reviewed, url):
    letter = sent(reviewed, cast.ben)
    amina = as_(cast.amina)
    point = letter.points.get(number=2)

    for path in ("letter/message/", "letter/challenge/"):
        page = html(amina.get(f"{url}{path}?point={point.pk}"))
        assert "Nothing in E answers it." in page
        assert f'<option value="{point.pk}" selected>' in page


def test_after_a_challenge_both_read_who_decides(cast, as_, reviewed, url):
    letter = sent(reviewed, cast.ben)
    made = workflow.challenge(letter=letter, by=cast.amina, text="It does.", point=letter.points.first())

    assert f"{made.senior.name} decides." in html(as_(cast.amina).get(f"{url}letter/"))
    assert "You challenged point 1" in html(as_(cast.amina).get(f"{url}letter/"))
    assert f"{made.senior.name} decides." in html(as_(cast.ben).get(f"{url}letter/"))


def test_the_senior_who_decides_reads_the_letter_and_its_evidence_beside_the_form(cast, as_, version):
    review = workflow.start_review(
        moderation=workflow.open_moderation(version=version, origin=Moderation.Origin.CHANCE), by=cast.ben
    )
    workflow.add_evidence_from_quote(review=review, by=cast.ben, code="F1", quote="regular small group work")
    letter = sent(handed_in(cast.ben, version=version, F1="not_met", judgement="inadequate"), cast.ben)
    made = workflow.challenge(letter=letter, by=cast.amina, text="It does.", point=letter.points.first())

    page = html(as_(made.senior).get(f"/moderations/{letter.reference}/challenges/{made.pk}/"))
    for words in (
        "regular small group work",
        "The report says how often.",
        "Nobody could mistake this.",
        "The whole letter",
    ):
        assert words in page


def test_a_step_that_came_too_late_says_so_and_breaks_nothing(cast, as_, amended, url):
    ben, amina = as_(cast.ben), as_(cast.amina)
    ben.post(f"{url}changes/clear/", {"note": "Looked at.", "version": "2"})

    for client, path, data in (
        (amina, "letter/send-back/", {}),
        (amina, "letter/points/1/", {"done": "done"}),
        (ben, "changes/not-yet/", {"text": "Still F1."}),
    ):
        assert "There is a problem" in client.post(url + path, data, follow=True).content.decode(), path
