"""The page where a plan is read beside its standards, with script and without."""

import re

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from django_scopes import scope

from goldenthread.history.models import Event
from goldenthread.moderation import workflow
from goldenthread.moderation.models import HeldAnswers, Moderation, Review
from goldenthread.moderation.queries.asked import asked_in
from goldenthread.moderation.workflow.held import page_token
from goldenthread.people.acting import SESSION_KEY
from goldenthread.plans.stages import Stage as VersionStage
from tests.factories import make_plan, make_version
from tests.goldenthread.moderation.conftest import lock, say

FETCH = {"X-Requested-With": "fetch"}


@pytest.fixture
def url(moderation):
    return f"/moderations/{moderation.reference}/"


@pytest.fixture
def ben(cast, as_, review):
    return as_(cast.ben)


def html(response):
    return response.content.decode()


def without_chance(response):
    """The page without what is drawn anew each time: nonce and form token."""
    return re.sub(r'(nonce|content|value)="[A-Za-z0-9+/=_-]{20,}"', "", html(response))


def titles(response):
    return re.search(r"<title>(.*?)</title>", html(response), re.S)[1]


# --- The page ---------------------------------------------------------------------------------


def test_the_page_shows_the_plan_its_clock_and_one_standard_open(cast, ben, url, moderation):
    page = html(ben.get(f"{url}?section=F"))

    assert f"<b>{moderation.plan.reference}</b> Tobin" in page
    assert "written by Amina Sandbourne" in page
    assert "access to regular small group work" in page
    assert 'data-open-standard="F1"' in page
    assert page.count("data-open-standard") == 1
    assert "0 of 24 answered" in page
    assert "I know this child" in page and "Raise a concern" in page
    assert "Save and next: F2" in page


def test_the_childs_name_stands_in_no_title_and_no_address(ben, url):
    response = ben.get(f"{url}?section=F")

    assert "Tobin" not in titles(response)
    assert not re.search(r'(href|action|src|formaction|data-[a-z-]*url)="[^"]*(Tobin|Ashworth)', html(response))
    assert "Ashworth" not in html(response)


def test_opening_the_page_is_recorded_as_a_read_of_the_childs_record(cast, ben, url, moderation):
    ben.get(url)

    event = Event.objects.get(verb="opened to moderate")
    assert (event.is_read, event.child_id, event.post_id) == (True, moderation.child_id, cast.ben.pk)


def test_section_f_stands_at_the_first_standard_still_to_be_answered(cast, ben, url, review):
    say(review, cast.ben, "F1", answer="met")

    assert 'data-open-standard="F2"' in html(ben.get(f"{url}?section=F"))
    assert 'data-open-standard="F1"' in html(ben.get(f"{url}?section=F&standard=F1"))


@pytest.mark.parametrize("query", ["?section=Z", "?standard=F99", "?section=F&standard=A1"])
def test_a_section_or_standard_that_is_not_in_the_form_is_not_found(ben, url, query):
    assert ben.get(url + query).status_code == 404


def test_the_whole_plan_section_shows_every_section(ben, url):
    page = html(ben.get(f"{url}?section=T"))

    assert "I like trains" in page
    assert "access to regular small group work" in page


def folds(page):
    """Section -> whether it stands open, of the whole plan."""
    return {
        code: "open" in rest
        for code, rest in re.findall(r'<details class="gt-fold"[^>]*data-fold="(\w+)"([^>]*)>', page)
    }


def test_the_standards_of_the_whole_plan_have_its_sections_as_a_closed_list(ben, url):
    page = html(ben.get(f"{url}?section=T"))

    assert list(folds(page)) == ["A", "B", "E", "F", "K"]
    assert not any(folds(page).values())
    assert 'id="heading-F"' in page[page.index('data-fold="F"') :].split("</summary>")[0]


def test_the_whole_plan_read_from_a_section_has_that_section_open(ben, url):
    assert [code for code, is_open in folds(html(ben.get(f"{url}?section=F&whole=1"))).items() if is_open] == ["F"]
    assert folds(html(ben.get(f"{url}?section=F"))) == {}


def test_where_a_quote_of_the_open_standard_stands_the_whole_plan_is_open(cast, ben, url, review):
    code = next(code for code in asked_in(review.moderation).questions if code.startswith("T"))
    workflow.add_evidence_from_quote(review=review, by=cast.ben, code=code, quote="I like trains")

    page = html(ben.get(f"{url}?section=T&standard={code}"))

    assert [code for code, is_open in folds(page).items() if is_open] == ["A"]


def test_a_draft_that_never_says_the_childs_name_is_asked_about(cast, as_):
    from tests.factories import make_document

    document = make_document({"A": "Wren likes trains.", "F": "Wren will have regular group work."})
    version = make_version(make_plan(cast.amina), stage=VersionStage.READY, document=document)
    moderation = workflow.open_moderation(version=version, origin=Moderation.Origin.CHANCE)

    page = html(as_(moderation.moderator).get(f"/moderations/{moderation.reference}/?section=F"))

    assert "Is this the right child’s plan? The register says Tobin Ashworth" in page
    assert f'<a href="/moderations/{moderation.reference}/concern/">raise a concern</a>' in page


def test_a_draft_that_says_the_childs_name_asks_nothing(ben, url):
    assert "right child" not in html(ben.get(f"{url}?section=F"))


def test_words_in_the_plan_that_look_like_markup_stay_words(cast, as_):
    from tests.factories import make_document

    document = make_document({"F": "<script>alert(1)</script> & more"})
    version = make_version(make_plan(cast.amina), stage=VersionStage.READY, document=document)
    moderation = workflow.open_moderation(version=version, origin=Moderation.Origin.CHANCE)

    page = html(as_(moderation.moderator).get(f"/moderations/{moderation.reference}/?section=F"))

    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; more" in page


def test_a_page_of_sixteen_pages_of_plan_takes_few_queries(cast, as_, django_assert_max_num_queries):
    from tests.factories import make_document

    long = {code: f"Section {code} says. " + "Many words about needs and provision. " * 120 for code in "ABCDEFGIJK"}
    version = make_version(make_plan(cast.amina), stage=VersionStage.READY, document=make_document(long))
    moderation = workflow.open_moderation(version=version, origin=Moderation.Origin.CHANCE)
    review = workflow.start_review(moderation=moderation, by=cast.ben)
    for code in asked_in(moderation).questions:
        say(review, cast.ben, code, answer="met")
        workflow.add_evidence_from_quote(review=review, by=cast.ben, code=code, quote="Section F says")
    client = as_(cast.ben)

    with django_assert_max_num_queries(20):
        response = client.get(f"/moderations/{moderation.reference}/?section=T")

    assert response.status_code == 200


@pytest.mark.parametrize("who", ["mair", "amina", "sam", "dev", "bea", "ivo", "carol"])
def test_nobody_else_finds_the_page(cast, as_, url, review, who):
    assert as_(getattr(cast, who)).get(url).status_code == 404


def test_what_is_not_yours_looks_like_what_is_not_there(cast, as_, elsewhere, url, review):
    for stranger in (cast.mair, elsewhere.ben, elsewhere.lena):
        client = as_(stranger)
        there, nowhere = client.get(url), client.get("/moderations/ZZZZ-ZZZ/")
        assert (there.status_code, without_chance(there)) == (404, without_chance(nowhere))


# --- Saving by script -------------------------------------------------------------------------


def send(client, url, code="F1", **fields):
    return client.post(f"{url}answers/{code}/", {"field": "answer", "version": 0, **fields}, headers=FETCH)


def test_a_field_is_saved_and_says_how_far_it_is(ben, url, review):
    answer = send(ben, url, value="met").json()

    assert answer["version"] == 1
    assert answer["texts"]["answered"] == "1 of 24 answered"
    assert answer["progress"]["answered"] == [1, 24]
    assert review.judgements.get(code="F1").answer == "met"


def test_a_second_tab_gets_both_values(ben, url, review):
    send(ben, url, field="comment", value="From the first tab")

    clash = send(ben, url, field="comment", value="From the second tab")

    assert clash.status_code == 409
    at = f"{timezone.localtime(Event.objects.filter(verb='answer saved').latest('pk').at):%H:%M:%S}"
    assert clash.json() == {"version": 1, "value": "From the first tab", "by": "another tab", "saved_at": at}


def test_what_cannot_be_saved_is_said_in_words(ben, url):
    refused = send(ben, url, value="splendid")

    assert (refused.status_code, refused.json()["error"]) == (422, "Choose one of the answers offered.")


def test_the_overall_judgement_is_saved_the_same_way(ben, url, review):
    assert send(ben, url, code="overall", field="judgement", value="good").status_code == 200

    review.refresh_from_db()
    assert review.judgement == "good"


def test_nobody_saves_into_anothers_review(cast, as_, elsewhere, url, review):
    for stranger in (cast.mair, cast.lena, cast.amina, elsewhere.ben):
        assert send(as_(stranger), url, value="met").status_code == 404
    assert send(Client(), url, value="met").status_code == 302
    assert review.judgements.count() == 0


def test_a_request_without_the_form_token_is_refused(cast, url, review):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.ben.person)

    assert send(client, url, value="met").status_code == 403
    assert client.post(url, {"standard": "F1", "answer": "met"}).status_code == 403
    assert review.judgements.count() == 0


# --- Without script ---------------------------------------------------------------------------


def form(**fields):
    return {"standard": "F1", "then": "next", **fields}


def test_the_whole_form_is_saved_by_its_own_button_and_the_next_question_follows(ben, url, review):
    response = ben.post(
        url, form(answer="partly", version_answer=0, comment="Who runs it?", version_comment=0, origin="drafting")
    )

    assert response.status_code == 302
    assert response["Location"] == f"{url}?section=F&standard=F2#F2"
    judgement = review.judgements.get(code="F1")
    assert (judgement.answer, judgement.comment, judgement.origin) == ("partly", "Who runs it?", "drafting")


def test_after_the_last_question_of_a_section_the_next_section_follows_and_at_the_end_the_judgement(ben, url):
    assert ben.post(url, form(standard="F0", answer="met"))["Location"] == f"{url}?section=G"
    assert ben.post(url, form(standard="T0", answer="met"))["Location"] == f"{url}judgement/"


def test_skipping_keeps_what_was_written_and_puts_the_question_off(ben, url, review):
    response = ben.post(url, form(comment="To be looked up", then="skip"))

    review.refresh_from_db()
    assert response["Location"] == f"{url}?section=F&standard=F2#F2"
    assert review.skipped == ["F1"]
    assert review.judgements.get(code="F1").comment == "To be looked up"
    assert "Put off" in html(ben.get(f"{url}?section=F&standard=F2"))


def test_a_clash_shows_both_on_a_page_and_the_choice_is_saved(ben, url, review):
    ben.post(url, form(comment="From the first tab", version_comment=0))

    page = ben.post(url, form(comment="From the second tab", version_comment=0, answer="met"))

    assert page.status_code == 409
    assert "From the first tab" in html(page) and "From the second tab" in html(page)
    assert review.judgements.get(code="F1").comment == "From the first tab"
    assert review.judgements.get(code="F1").answer == "met"
    sent = dict(re.findall(r'<input type="hidden" name="([a-z_]+)" value="([^"]*)">', html(page)))
    ben.post(url, {**sent, "choose_comment": "theirs"})
    assert review.judgements.get(code="F1").comment == "From the first tab"
    ben.post(url, {**sent, "choose_comment": "mine"})
    assert review.judgements.get(code="F1").comment == "From the second tab"


def test_a_form_that_cannot_be_saved_says_so_and_stays(ben, url):
    response = ben.post(url, form(answer="splendid"), follow=True)

    assert "Choose one of the answers offered." in html(response)
    assert 'data-open-standard="F1"' in html(response)


def test_an_answered_standard_that_lacks_words_says_so_in_its_line(cast, ben, url, review):
    say(review, cast.ben, "F1", answer="not_met")

    assert "Say why" in html(ben.get(f"{url}?section=F&standard=F2"))


# --- Evidence ---------------------------------------------------------------------------------


def test_selected_words_become_a_chip_and_go_and_come_back(ben, url, review, moderation):
    [block] = [one for one in moderation.version.document.blocks if "small group work" in one.text]
    start = block.text.index("small group work")
    place = {"standard": "F1", "block": block.index, "start": start, "end": start + 16, "quote": "small group work"}

    added = ben.post(f"{url}evidence/", place, headers=FETCH)
    evidence = review.evidence.get()
    assert added.status_code == 200
    assert f'data-chip="e{evidence.pk}"' in html(added) and "<q>small group work</q>" in html(added)
    assert f'<mark class="gt-quoted" data-key="e{evidence.pk}">small group work</mark>' in html(
        ben.get(f"{url}?section=F")
    )

    removed = ben.post(f"{url}evidence/{evidence.pk}/remove/", headers=FETCH)
    assert "Undo" in html(removed) and "data-jump" not in html(removed)
    assert "gt-quoted" not in html(ben.get(f"{url}?section=F"))
    restored = ben.post(f"{url}evidence/{evidence.pk}/restore/", headers=FETCH)
    assert "<q>small group work</q>" in html(restored)


def test_words_that_do_not_stand_there_are_refused_in_words(ben, url, review):
    for place in (
        {"standard": "F1", "block": 1, "start": 0, "end": 5, "quote": "other"},
        {"standard": "F1", "block": 99_999, "start": 0, "end": 5, "quote": "other"},
        {"standard": "F1", "block": "x", "quote": ""},
        {"standard": "F1", "quote": "words of no plan"},
    ):
        refused = ben.post(f"{url}evidence/", place, headers=FETCH)
        assert (refused.status_code, refused["Content-Type"]) == (422, "text/plain; charset=utf-8")
    assert review.evidence.count() == 0


def test_without_script_pasted_words_or_a_chosen_item_become_evidence(ben, url, review):
    pasted = ben.post(f"{url}evidence/", {"standard": "F1", "quote": "small group work"})
    assert pasted["Location"] == f"{url}?section=F&standard=F1#F1"
    page = html(ben.get(f"{url}?section=F"))
    block = re.search(r'name="block" value="(\d+)"', page)[1]
    ben.post(f"{url}evidence/", {"standard": "F1", "block": block, "quote": ""})

    assert [one.quote for one in review.evidence.all()] == [
        "small group work",
        "Tobin will have access to regular small group work with school staff as appropriate.",
    ]
    gone = ben.post(f"{url}evidence/{review.evidence.first().pk}/remove/", follow=True)
    assert "Undo" in html(gone)
    nowhere = ben.post(f"{url}evidence/", {"standard": "F1", "quote": "words of no plan"})
    assert nowhere.status_code == 422
    assert "Those words are not in this version of the plan." in html(nowhere)
    assert 'name="quote" value="words of no plan"' in html(nowhere)


def test_without_script_using_evidence_saves_the_open_answer_first(ben, url, review):
    typed = {"standard": "F1", "answer": "partly", "comment": "Say who runs it.", "origin": "drafting"}

    ben.post(f"{url}evidence/", {**typed, "quote": "small group work"})
    evidence = review.evidence.get()
    judgement = review.judgements.get(code="F1")
    assert (judgement.answer, judgement.comment) == ("partly", "Say who runs it.")

    again = {"standard": "F1", "comment": "Say who, and how often.", "version_comment": 1}
    ben.post(f"{url}evidence/{evidence.pk}/remove/", again)
    judgement.refresh_from_db()
    assert judgement.comment == "Say who, and how often."

    refused = ben.post(
        f"{url}evidence/", {"standard": "F1", "comment": "And where.", "version_comment": 2, "quote": "of no plan"}
    )
    judgement.refresh_from_db()
    assert judgement.comment == "And where."
    assert 'value="of no plan"' in html(refused) and "And where.</textarea>" in html(refused)


def test_words_pasted_before_another_button_was_pressed_are_used_too(ben, url, review):
    there = ben.post(url, {"standard": "F1", "answer": "met", "quote": "small group work", "then": "next"})
    nowhere = ben.post(url, {"standard": "F2", "answer": "met", "quote": "words of no plan", "then": "next"})

    assert (there.status_code, review.evidence.get().quote) == (302, "small group work")
    assert nowhere.status_code == 422 and 'value="words of no plan"' in html(nowhere)


def test_a_clash_keeps_the_words_pasted_for_evidence(cast, ben, url, review):
    say(review, cast.ben, "F1", comment="From another tab")

    typed = {"standard": "F1", "comment": "Here", "version_comment": 0, "quote": "small group work"}
    clash = html(ben.post(f"{url}evidence/", typed))
    assert f'action="{url}evidence/"' in clash and 'name="quote" value="small group work"' in clash
    assert "Saved elsewhere at " in clash

    ben.post(
        f"{url}evidence/",
        {
            "standard": "F1",
            "comment": "Here",
            "version_comment": 1,
            "choose_comment": "mine",
            "quote": "small group work",
        },
    )
    assert (review.judgements.get(code="F1").comment, review.evidence.get().quote) == ("Here", "small group work")


def test_the_button_that_enter_presses_is_never_the_one_that_removes(cast, ben, url, review):
    workflow.add_evidence_from_quote(review=review, by=cast.ben, code="F1", quote="small group work")

    page = html(ben.get(f"{url}?section=F&standard=F1"))
    form = page[page.index('id="form_F1"') :]
    first = re.search(r"<button[^>]*>", form)[0]

    assert "data-evidence-enter" in first and f'formaction="{url}evidence/"' in first


def test_whoever_reads_the_whole_plan_goes_on_reading_it(ben, url):
    page = html(ben.get(f"{url}?section=F&standard=F1&whole=1"))
    assert '<input type="hidden" name="whole" value="1">' in page
    assert "section=F&amp;standard=F2&amp;whole=1#F2" in page

    after = ben.post(url, {"standard": "F1", "answer": "met", "then": "next", "whole": "1"})

    assert after["Location"] == f"{url}?section=F&standard=F2&whole=1#F2"


def test_a_section_that_the_question_names_too_stands_folded_above_its_own(ben, url):
    page = html(ben.get(f"{url}?section=F&standard=F1"))
    beside = page[page.index('data-plan-beside="B"') : page.index('id="heading-F"')]

    assert "<details" in beside and "Tobin finds it hard to follow spoken instructions" in beside
    assert 'data-plan-beside=""' in html(ben.get(f"{url}?section=F&standard=F2"))


def test_the_whole_plan_can_be_chosen_from_without_selecting(ben, url):
    page = html(ben.get(f"{url}?section=T"))

    assert re.search(r'name="block"[^>]*>A[^<]*I like trains', page)


def test_which_aims_a_standard_serves_is_said_by_their_names(ben, url):
    assert "Serves the aims “Needs and outcomes” and “Lawful”" in html(ben.get(f"{url}?section=F&standard=F1"))


def test_the_section_list_of_a_phone_leads_to_the_judgement(ben, url):
    page = html(ben.get(f"{url}?section=F"))

    assert '<option value="judge">Judgement</option>' in page
    assert ben.get(f"{url}?section=judge")["Location"] == f"{url}judgement/"


def test_without_script_words_are_kept_as_a_strength_from_the_open_standard(ben, url, review):
    ben.post(f"{url}evidence/", {"standard": "F1", "answer": "met", "quote": "small group work", "as": "strength"})

    assert (review.evidence.get().code, review.judgements.get(code="F1").answer) == ("strength", "met")


def test_a_footnote_is_cited_as_a_note_and_not_by_an_items_number(cast, as_):
    from ehcp.screening.reading import read
    from tests.ehcp.reading.word_files import docx, h, p

    mark = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    notes = f'<w:footnote w:id="2">{p("At the school’s own cost from January.")}</w:footnote>'
    document = read(docx(h("Section F"), p("F1 Quiet room."), p("F2 Small groups.", mark), footnotes=notes))
    version = make_version(make_plan(cast.amina), stage=VersionStage.READY, document=document)
    moderation = workflow.open_moderation(version=version, origin=Moderation.Origin.CHANCE)
    review = workflow.start_review(moderation=moderation, by=moderation.moderator)

    [evidence] = workflow.add_evidence_from_quote(
        review=review, by=moderation.moderator, code="F1", quote="At the school’s own cost"
    )

    assert (evidence.section, evidence.item) == ("F", "F, note 1")
    page = html(as_(moderation.moderator).get(f"/moderations/{moderation.reference}/?section=F&standard=F1"))
    assert "F, note 1 At the school" in page
    assert ">Note 1</span>" in page


def test_nobody_touches_anothers_evidence(cast, as_, elsewhere, url, review):
    [evidence] = workflow.add_evidence_from_quote(review=review, by=cast.ben, code="F1", quote="small group work")

    for stranger in (cast.mair, cast.lena, elsewhere.ben):
        client = as_(stranger)
        assert client.post(f"{url}evidence/{evidence.pk}/remove/").status_code == 404
        assert client.post(f"{url}evidence/{evidence.pk}/restore/").status_code == 404
        assert client.post(f"{url}evidence/", {"standard": "F1", "quote": "small group"}).status_code == 404
    evidence.refresh_from_db()
    assert evidence.removed_at is None


def test_the_divider_is_kept_for_the_person(cast, ben, url):
    assert ben.post("/moderations/divider/", {"share": 64}).status_code == 204
    assert ben.post("/moderations/divider/", {"share": 99}).status_code == 422

    assert 'aria-valuenow="64"' in html(ben.get(url))
    cast.ben.person.refresh_from_db()
    assert cast.ben.person.display == {"plan-share": 64}


# --- After the session has ended --------------------------------------------------------------


def test_answers_sent_after_the_session_ended_are_held_and_given_back_to_the_same_person(cast, url, review, moderation):
    browser, token = left_open(cast.ben, moderation)

    held = browser.post(url, form(page=token, answer="partly", comment="Words typed for long", version_comment=0))

    kept = HeldAnswers.objects.get()
    assert held["Location"] == f"/account/sign-in/?next=/moderations/held/{kept.key}/" or kept.key in held["Location"]
    assert kept.post == cast.ben
    assert review.judgements.count() == 0

    browser = sign_in_again(cast.ben)
    page = html(browser.get(f"/moderations/held/{kept.key}/"))
    assert "Words typed for long" in page and "Partly met" in page
    sent = dict(re.findall(r'<input type="hidden" name="([a-z_]+)" value="([^"]*)">', page))
    browser.post(url, sent)
    judgement = review.judgements.get(code="F1")
    assert (judgement.answer, judgement.comment) == ("partly", "Words typed for long")
    assert HeldAnswers.objects.count() == 0


def left_open(post, moderation):
    """A browser without a session in which this page was opened, and the page's token."""
    browser = Client(enforce_csrf_checks=True)
    browser.cookies[settings.PAGE_COOKIE_NAME] = "this browser"
    return browser, page_token(post, moderation, browser="this browser")


def sign_in_again(post):
    client = Client()
    client.force_login(post.person)
    session = client.session
    session[SESSION_KEY] = post.pk
    session.save()
    return client


def test_nobody_else_gets_held_answers(cast, as_, elsewhere, url, review, moderation):
    browser, token = left_open(cast.ben, moderation)
    browser.post(url, form(page=token, comment="Words typed for long"))
    key = HeldAnswers.objects.get().key

    for stranger in (cast.mair, cast.lena, cast.amina, elsewhere.ben):
        assert as_(stranger).get(f"/moderations/held/{key}/").status_code == 404


def test_nothing_is_held_for_a_page_that_is_not_ours(cast, url, review, moderation):
    browser, other = left_open(cast.ben, Moderation(reference="ZZZZ-ZZZ"))
    for token in ("forged", other):
        assert browser.post(url, form(page=token, comment="Words")).status_code == 403
    assert HeldAnswers.objects.count() == 0


def test_a_page_left_open_while_signing_in_again_elsewhere_keeps_its_words(cast, url, review, moderation):
    browser, token = left_open(cast.ben, moderation)
    browser.force_login(cast.ben.person)

    stale = browser.post(url, form(page=token, comment="Words typed for long", csrfmiddlewaretoken="old"))

    assert stale.status_code == 302
    assert not review.judgements.filter(code="F1").exists()
    assert "Words typed for long" in html(browser.get(stale["Location"]))


def test_a_note_on_the_page_leads_to_held_answers(cast, ben, url, moderation):
    browser, token = left_open(cast.ben, moderation)
    browser.post(url, form(page=token, comment="Words typed for long"))

    assert HeldAnswers.objects.get().key in html(ben.get(url))


# --- Around it --------------------------------------------------------------------------------


def test_the_locked_judgement_is_told_and_answers_may_still_change(cast, ben, url, review):
    lock(review, cast.ben)
    say(review, cast.ben, "F1", answer="partly")

    page = html(ben.get(f"{url}?section=F&standard=F1"))

    assert "Your overall judgement is locked." in page
    assert "Your first answer was" in page


def test_once_it_is_somebody_elses_the_page_is_gone_at_once(cast, ben, url, moderation):
    workflow.reassign(moderation=moderation, by=cast.lena, to=cast.ruth)

    assert ben.get(url).status_code == 404
    assert send(ben, url, value="met").status_code == 404
    with scope(authority=cast.authority):
        assert Review.objects.filter(moderator=cast.ben).get().judgements.count() == 0
