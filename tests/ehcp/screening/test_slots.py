"""The words that say who, how often, how long, to how many and by when; and what form provision has."""

from __future__ import annotations

import pytest

from ehcp.screening.item import Form
from tests.ehcp.screening.test_items import E, F, items_in


def provision(words: str):
    (item,) = items_in(F + f"- {words}\n")
    return item


def found(item, name: str) -> str | None:
    slot = item.slots[name]
    return slot.text if slot else None


@pytest.mark.parametrize(
    ("words", "who"),
    [
        ("A qualified teacher of the deaf will see Mia weekly.", "A qualified teacher of the deaf"),
        ("A TA will read with Mia.", "A TA"),
        ("Spelling with the SENCo.", "the SENCo"),
        ("Input from CAMHS.", "CAMHS"),
        ("Ten hours LSA.", "LSA"),
        ("Mia works with Mrs Okoro on spelling.", "Mrs Okoro"),
        ("The head of year meets Mia daily.", "The head of year"),
        ("Lessons are provided by a lion tamer, weekly.", "a lion tamer"),
        ("A mentor will meet Mia.", "A mentor"),
    ],
)
def test_a_role_is_somebody(words, who):
    assert found(provision(words), "who") == who


@pytest.mark.parametrize(
    "words",
    [
        "Staff will read with Mia.",
        "A trained adult will read with Mia.",
        "A key adult will meet Mia.",
        "Regular speech and language therapy.",
        "A physiotherapy programme in school.",
        "A therapist to be named will see Mia.",
        "Lessons are provided by appropriately qualified staff.",
        "A screen reader and ot her things.",
    ],
)
def test_staff_a_kind_of_therapy_and_a_thing_are_nobody(words):
    assert found(provision(words), "who") is None


def test_a_name_stands_for_the_role_that_the_plan_gives_it_once():
    first, second = items_in(F + "- The key worker, Hayley Broom, plays with Mia.\n- Messy play with Hayley.\n")

    assert found(second, "who") == "Hayley"


@pytest.mark.parametrize(
    "words",
    [
        "3 x 15 mins p.w.",
        "daily",
        "after each 20 minutes of seated work",
        "38 weeks a year",
        "every school day",
        "on arrival",
        "twice a week",
        "five hours a week",
        "on Mondays and Thursdays",
        "Mon, Wed, Fri",
        "at 10.00 and 14.00",
        "six sessions a term",
        "once every half term",
        "every second week in term",
        "three times per fortnight",
        "in March and September",
        "at the start of each lesson",
        "every six weeks",
        "six-weekly",
        "on the last Sunday of every month",
    ],
)
def test_these_words_say_how_often(words):
    assert found(provision(f"A tutor will work with Mia, {words}."), "frequency") is not None


@pytest.mark.parametrize(
    "words", ["regularly", "as needed", "when required", "a few times a week", "throughout the day", "as appropriate"]
)
def test_these_words_do_not(words):
    assert found(provision(f"A tutor will work with Mia, {words}."), "frequency") is None


@pytest.mark.parametrize(
    ("words", "long"),
    [
        ("for 45 minutes", "45 minutes"),
        ("a 30-minute lesson", "30-minute"),
        ("for half an hour", "half an hour"),
        ("for a quarter of an hour", "a quarter of an hour"),
        ("two-hour sessions", "two-hour"),
        ("1.5 hours a week", "1.5 hours"),
        ("3 x 15 mins p.w.", "15 mins"),
        ("an hour and a half each time", "an hour and a half"),
        ("from 3.30 to 6.30", "3.30 to 6.30"),
        ("no more than 20 minutes", "20 minutes"),
        ("two nights a month", "two nights"),
    ],
)
def test_these_words_say_how_long(words, long):
    told = found(provision(f"A tutor will work with Mia, {words}."), "duration")

    assert told is not None
    assert long in told


@pytest.mark.parametrize(
    "words",
    [
        "after every 20 minutes",
        "within two hours",
        "every two hours",
        "for six weeks",
        "until she can",
        "in tests of more than 20 minutes",
    ],
)
def test_a_length_that_says_when_is_not_how_long(words):
    assert found(provision(f"A tutor will work with Mia, {words}."), "duration") is None


@pytest.mark.parametrize(
    "words",
    [
        "one to one",
        "1:1",
        "one-to-one",
        "individually",
        "in a group of no more than 3 children",
        "in groups of four",
        "with up to 3 other pupils",
        "in a class of eight",
        "in a pair",
        "on her own",
        "with Mia alone",
        "with two adults",
        "one adult with three residents",
        "with one other child",
    ],
)
def test_these_words_say_to_how_many(words):
    assert found(provision(f"A tutor will work, {words}, for 20 minutes."), "ratio") is not None


@pytest.mark.parametrize(
    "words",
    [
        "in a small group",
        "at 10:30",
        "with an individual timetable",
        "until she can read on her own",
        "for 3 to 5 minutes",
        "up to five hours",
        "one thing at a time",
    ],
)
def test_these_words_give_no_ratio(words):
    assert found(provision(f"A tutor will work with Mia, {words}."), "ratio") is None


@pytest.mark.parametrize(
    "words",
    [
        "By July 2027",
        "By the end of Key Stage 2 (July 2029)",
        "By the end of the summer term 2027",
        "Within 12 months",
        "By Easter 2027",
        "By 31/08/2027",
        "By 31 March 2027",
        "By her next annual review",
        "By the age of 18",
        "In two years' time",
        "By the time she leaves Year 6",
        "By the end of her course",
        "At the end of Reception",
    ],
)
def test_these_words_say_by_when(words):
    (outcome,) = items_in(E + f"E1 {words} Mia will swim a width.\n")

    assert found(outcome, "by") == words


@pytest.mark.parametrize(
    "words", ["By using a float", "By herself", "In lessons", "By the end of the lesson", "Two times out of three"]
)
def test_these_words_are_no_date(words):
    (outcome,) = items_in(E + f"E1 {words} Mia will swim a width.\n")

    assert found(outcome, "by") is None


@pytest.mark.parametrize(
    ("words", "form"),
    [
        ("A speech and language therapist will see Mia weekly for 30 minutes, one to one.", Form.SESSION),
        ("Regular speech and language support.", Form.SESSION),
        ("A teaching assistant will support Mia in maths.", Form.SESSION),
        ("Travel training with a support worker.", Form.SESSION),
        ("Training for all staff in the use of signs.", Form.TRAINING),
        ("All staff who teach Mia will have three hours of autism training from the outreach team.", Form.TRAINING),
        ("The therapist will teach the class teacher and the two teaching assistants 100 signs.", Form.TRAINING),
        ("Staff will wait ten seconds after speaking to Mia.", Form.STRATEGY),
        ("Instructions are broken into two steps.", Form.STRATEGY),
        ("Mia sits in the second row.", Form.STRATEGY),
        ("A laptop with a screen reader, for Mia's use alone.", Form.EQUIPMENT),
        ("Mia has a chair with arms.", Form.EQUIPMENT),
        ("The SENCo will review progress every six weeks.", Form.MONITORING),
        ("Progress will be checked each half term.", Form.MONITORING),
        ("Eye clinic: glasses, tint and pressure, every six months, 45 minutes, individual.", Form.MONITORING),
    ],
)
def test_provision_has_a_form(words, form):
    assert provision(words).form is form


def test_those_who_are_trained_do_not_give_the_training():
    by_nobody = provision("Training for the class teacher and all teaching assistants each September.")
    by_somebody = provision("Training for the class teacher, given by the school nurse each September.")

    assert (found(by_nobody, "who"), found(by_somebody, "who")) == (None, "the school nurse")


def test_training_may_be_given_on_a_day():
    assert found(provision("Training for all staff from the school nurse, by 27 March 2026."), "frequency") is not None


@pytest.mark.parametrize(
    ("words", "company"),
    [
        ("The mentor meets Mia every Monday for 20 minutes, just the two of them.", "just the two of"),
        ("A teaching assistant reads with Mia daily for ten minutes. Nobody else joins in.", "Nobody else"),
        ("Chess club of eight with the maths teacher, Fridays, 40 minutes.", "club of eight"),
        ("The tutor is shared with two others, for an hour each Tuesday.", "shared with two others"),
        ("Music therapy with a music therapist, 30 minutes weekly, 1-2-1.", "1-2-1"),
        ("Phonics with the class teacher, ten minutes daily, with no other children.", "with no other children"),
        ("The occupational therapist sees Mia for 40 minutes weekly in a group (max 4).", "max 4"),
        ("The mentor has Mia to herself for half an hour every Friday.", "has Mia to herself"),
        ("On Fridays she reads to a teaching assistant by herself from a book of rhymes.", "by herself"),
        ("The tutor visits for an hour a week, just Mia and the tutor, in the library.", "just Mia and the tutor"),
    ],
)
def test_company_is_told_in_many_ways(words, company):
    assert found(provision(words), "ratio") == company


@pytest.mark.parametrize(
    "words",
    [
        "The mentor helps Mia to count to no more than she can hold, for ten minutes daily.",
        "The family worker visits for one hour for six months.",
        "The teacher trains the class team for one whole day.",
        "A tutor reads with Mia weekly for an hour, only her favourite books.",
    ],
)
def test_other_numbers_are_no_company(words):
    assert found(provision(words), "ratio") is None


@pytest.mark.parametrize(
    ("words", "who"),
    [
        ("Occupational therapy will train Mia to hold a pen.", "Occupational therapy"),
        ("The children's eye clinic treats Mia twice a year.", "The children's eye clinic"),
        ("A volunteer reads with Mia each Friday.", "A volunteer"),
        ("Sessions are run by Kate Ford, weekly.", "Kate Ford"),
        ("A key worker meets Mia each day.", None),
        ("The key worker, Kate Ford, meets Mia each day.", "The key worker"),
        ("Regular speech therapy input, as advised by the therapist.", None),
        ("Physio exercises for 15 minutes.", None),
        ("Teaching assistants will be trained in signing.", None),
    ],
)
def test_a_body_that_gives_it_is_somebody_and_who_only_advises_is_not(words, who):
    assert found(provision(words), "who") == who


def test_what_is_done_in_the_same_way_says_all_that_was_said_above():
    item = provision("Sums are taught in the same way.")

    assert all(found(item, slot) for slot in ("who", "frequency", "duration", "ratio"))


@pytest.mark.parametrize(
    ("words", "often"),
    [
        ("The therapist sees Mia for six sessions of 40 minutes.", None),
        ("The therapist sees Mia for six sessions a term of 40 minutes.", "for six sessions a term"),
        ("A tutor reads with Mia in a few short bursts each week.", None),
        ("A mentor talks with Mia after an incident, for ten minutes.", "after an incident"),
        ("The assistant reads with Mia in the afternoons.", "in the afternoons"),
        ("Massage by the assistant before each PE lesson.", "before each PE"),
    ],
)
def test_so_many_sessions_without_an_interval_are_no_frequency_and_a_moment_that_comes_round_is(words, often):
    assert found(provision(words), "frequency") == often
