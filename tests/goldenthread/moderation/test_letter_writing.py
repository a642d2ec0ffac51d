"""A letter is written field by field: two tabs never overwrite each other, quotes are the plan's, points can be chosen."""

import json
import re

import pytest
from django.core.exceptions import PermissionDenied

from goldenthread.moderation import workflow
from goldenthread.moderation.models import Letter, LetterPoint
from goldenthread.moderation.queries.letter_proposed import left_out
from goldenthread.moderation.workflow import Clash, Refused
from tests.goldenthread.moderation.conftest import lock, name_strengths, say
from tests.goldenthread.moderation.letters import begun, handed_in, sent

WEAK = ("F1", "F2", "E1", "A1", "B1")


@pytest.fixture
def letter(cast, review, moderation) -> Letter:
    """Begun from a review that found five weaknesses, with two quotes behind F1."""
    for quote in ("as appropriate", "regular small group work"):
        workflow.add_evidence_from_quote(review=review, by=cast.ben, code="F1", quote=quote)
    review = lock(review, cast.ben, judgement="inadequate", **dict.fromkeys(WEAK, "not_met"))
    say(review, cast.ben, summary="Short.", needs_correction="before_service")
    if review.gap:
        say(review, cast.ben, gap_reason="Read as a whole.")
    name_strengths(review, cast.ben)
    workflow.add_recommendation(
        review=review, by=cast.ben, text="Carry over", for_whom="casework_officer", by_when=None
    )
    workflow.submit_review(review=review, by=cast.ben)
    return workflow.write_letter(moderation=moderation, by=cast.ben)


@pytest.fixture
def url(letter):
    return f"/moderations/{letter.reference}/letter/"


def save(letter, by, field, value, version=0):
    return workflow.save_letter_field(letter=letter, by=by, field=field, value=value, version=version)


def place_with(letter, code) -> LetterPoint:
    return next(point for point in letter.points.all() if point.codes == [code])


# --- Field by field ---------------------------------------------------------------------------


def test_the_letter_says_why_in_the_words_of_the_judgement_until_the_senior_changes_them(cast, letter):
    assert letter.why == "You would know this child."

    save(letter, cast.ben, "why", "One would know Tobin anywhere.")

    letter.refresh_from_db()
    assert letter.why == "One would know Tobin anywhere."


def test_two_tabs_never_overwrite_each_other_and_both_texts_are_given_back(cast, letter):
    first = save(letter, cast.ben, "point0-body", "From the first tab")
    clash = save(letter, cast.ben, "point0-body", "From the second tab")

    assert (first.version, isinstance(clash, Clash), clash.theirs, clash.mine) == (
        1,
        True,
        "From the first tab",
        "From the second tab",
    )
    assert save(letter, cast.ben, "point0-body", "From the first tab").version == 1  # a late retry says the same
    assert save(letter, cast.ben, "point0-body", "From the second tab", version=1).version == 2
    assert letter.points.get(number=1).body == "From the second tab"


def test_a_field_leaves_every_other_alone(cast, letter):
    before = list(letter.points.values("number", "heading", "body", "quote", "codes"))
    save(letter, cast.ben, "opening", "Good morning")
    save(letter, cast.ben, "point1-is_to_amend", "")

    assert list(letter.points.values("number", "heading", "body", "quote", "codes")) == before
    assert list(letter.points.values_list("is_to_amend", flat=True)) == [True, False, True]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("sent_at", "2026-01-01"),
        ("point9-body", "x"),
        ("point0-done", "done"),
        ("outcome", "burn"),
        ("point0-heading", "x" * 201),
    ],
)
def test_a_letter_takes_only_what_it_asks_for(cast, letter, field, value):
    with pytest.raises(Refused):
        save(letter, cast.ben, field, value)


def test_nobody_but_its_moderator_writes_a_field_and_a_sent_letter_takes_none(cast, letter, version):
    for stranger in (cast.mair, cast.lena, cast.amina):
        with pytest.raises(PermissionDenied):
            save(letter, stranger, "opening", "Mine")
    for number in range(3):
        save(letter, cast.ben, f"point{number}-nothing_says_it", "on")
    workflow.send_letter(letter=letter, by=cast.ben)
    with pytest.raises(Refused, match="was sent"):
        save(letter, cast.ben, "opening", "Later")


def test_places_that_were_left_empty_fall_away_when_the_letter_goes(cast, letter):
    for name in ("heading", "body", "quote"):
        save(letter, cast.ben, f"point0-{name}", "")
    for number in (1, 2):
        save(letter, cast.ben, f"point{number}-nothing_says_it", "on")
    kept = list(letter.points.filter(number__gt=1).values_list("heading", flat=True))

    workflow.send_letter(letter=letter, by=cast.ben)

    assert list(letter.points.values_list("number", "heading")) == list(enumerate(kept, start=1))


def test_the_page_without_script_shows_both_texts_of_a_clash_and_keeps_the_rest(cast, as_, letter, url):
    ben = as_(cast.ben)
    save(letter, cast.ben, "opening", "From another tab")

    page = ben.post(
        f"{url}write/", {"opening": "From this one", "version_opening": "0", "closing": "Bye", "version_closing": "0"}
    )

    assert page.status_code == 409
    for words in ("From another tab", "From this one", "Opening"):
        assert words in page.content.decode()
    letter.refresh_from_db()
    assert (letter.opening, letter.closing) == ("From another tab", "Bye")
    ben.post(
        f"{url}write/", {"opening": "From this one", "version_opening": "1", "choose_opening": "mine", "then": "stay"}
    )
    letter.refresh_from_db()
    assert letter.opening == "From this one"


def test_words_that_are_refused_stay_on_the_page(cast, as_, letter, url):
    page = as_(cast.ben).post(f"{url}write/", {"point0-heading": "x" * 201, "point0-body": "Kept words"})

    assert page.status_code == 422
    assert "x" * 201 in page.content.decode()
    assert "Kept words" in page.content.decode()


def test_by_script_a_field_is_saved_with_its_version_or_clashes(cast, as_, letter, url):
    ben = as_(cast.ben)

    saved = ben.post(f"{url}fields/", {"field": "opening", "value": "Hello", "version": "0"})
    clash = ben.post(f"{url}fields/", {"field": "opening", "value": "Other", "version": "0"})
    quote = ben.post(f"{url}fields/", {"field": "point0-quote", "value": "words of no plan", "version": "0"})
    wrong = ben.post(f"{url}fields/", {"field": "nothing", "value": "Other", "version": "0"})

    assert json.loads(saved.content)["version"] == 1
    assert (clash.status_code, json.loads(clash.content)["value"]) == (409, "Hello")
    assert "does not say" in json.loads(quote.content)["texts"]["point0-quote-said"]
    assert wrong.status_code == 422


# --- Quotes -----------------------------------------------------------------------------------


def test_a_quote_takes_its_reference_from_where_the_plan_says_it(cast, letter):
    point = place_with(letter, "F1")
    field = f"point{point.number - 1}-quote"

    save(letter, cast.ben, field, "“more than one step”")
    point.refresh_from_db()
    assert (point.quote, point.section) == ("more than one step", "B")
    save(letter, cast.ben, field, "words of no plan", version=1)
    point.refresh_from_db()
    assert (point.quote, point.item, point.section) == ("words of no plan", "", "")


def test_a_quote_that_the_plan_does_not_say_keeps_the_letter_from_being_sent_and_its_words_are_kept(
    cast, as_, letter, url
):
    save(letter, cast.ben, "strength0-quote", "words of no plan")

    with pytest.raises(Refused, match="does not say: “words of no plan”"):
        workflow.send_letter(letter=letter, by=cast.ben)
    page = as_(cast.ben).get(f"{url}write/").content.decode()
    assert re.search(r'data-text="strength0-quote-said"[^>]*>This version of the plan does not say this', page)
    assert "words of no plan" in page


def test_a_point_without_a_quote_says_that_nothing_in_the_plan_says_it(cast, as_, letter, url):
    quoted = place_with(letter, "F1").number
    others = {1, 2, 3} - {quoted}
    with pytest.raises(Refused, match=f"Point {min(others)}: give the plan’s own words"):
        workflow.send_letter(letter=letter, by=cast.ben)

    for number in others:
        save(letter, cast.ben, f"point{number - 1}-nothing_says_it", "on")
    workflow.send_letter(letter=letter, by=cast.ben)

    assert as_(cast.amina).get(url).content.decode().count("Nothing in the plan says it.") == 2


def test_the_senior_chooses_among_the_quotes_of_that_standard(cast, as_, letter, url):
    point = place_with(letter, "F1")
    other = letter.review.evidence.get(quote="regular small group work")
    strength = letter.review.evidence.filter(code="strength").first()
    ben = as_(cast.ben)
    assert "Use this quote" in ben.get(f"{url}write/").content.decode()

    ben.post(f"{url}write/", {"then": f"quote:{point.number}:{other.pk}"})

    point.refresh_from_db()
    assert (point.quote, point.section) == ("regular small group work", "F")
    with pytest.raises(Refused, match="this point’s standard"):
        workflow.use_quote(letter=letter, by=cast.ben, number=point.number, evidence=strength)


# --- Which points -----------------------------------------------------------------------------


def test_what_is_left_out_is_listed_and_may_be_used_instead(cast, as_, letter, url):
    used = {code for point in letter.points.all() for code in point.codes}
    left = [one.code for one in left_out(letter)]
    assert (set(left), len(left)) == (set(WEAK) - used, 2)
    save(letter, cast.ben, "point2-body", "My own words")
    third = letter.points.get(number=3).codes
    ben = as_(cast.ben)

    answer = ben.post(f"{url}write/", {"then": f"instead:{left[0]}", "in_place_of": "3"})

    assert answer["Location"].endswith("#point-3")
    assert letter.points.get(number=3).codes == [left[0]]
    page = ben.get(f"{url}write/").content.decode()
    assert "put aside before" in page
    ben.post(f"{url}write/", {"then": f"instead:{third[0]}", "in_place_of": "3"})
    assert (letter.points.get(number=3).codes, letter.points.get(number=3).body) == (third, "My own words")


def test_another_tab_that_still_shows_the_old_point_clashes(cast, letter):
    left = left_out(letter)[0].code
    workflow.use_instead(letter=letter, by=cast.ben, code=left, number=1)

    assert isinstance(save(letter, cast.ben, "point0-body", "About the old one"), Clash)
    with pytest.raises(Refused, match="no such weakness"):
        workflow.use_instead(letter=letter, by=cast.ben, code="A0", number=1)


# --- To whom ----------------------------------------------------------------------------------


def test_the_letter_opens_with_the_writers_name_says_why_and_by_when_to_answer(cast, as_, version):
    letter = sent(handed_in(cast.ben, version=version), cast.ben)
    page = as_(cast.amina).get(f"/moderations/{letter.reference}/letter/").content.decode()

    assert f"Dear {cast.amina.name.split()[0]}," in page
    assert "You would know this child." in page
    assert f"Answer the letter by {letter.answer_by:%A} {letter.answer_by.day} {letter.answer_by:%B}" in page


def test_a_letter_written_whole_makes_an_open_page_clash(cast, letter):
    save(letter, cast.ben, "opening", "Hello")
    begun(letter.moderation, cast.ben)

    letter.refresh_from_db()
    assert isinstance(save(letter, cast.ben, "opening", "Hello again", version=1), Clash)
