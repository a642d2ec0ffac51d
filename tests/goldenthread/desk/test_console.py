"""The console: each officer's month, the sentence before it, the receipt beside it."""

import datetime as dt
import re

import pytest

from ehcp.statistics import sampling
from goldenthread.desk.console import console, month_so_far, words
from goldenthread.desk.console.rows import Row
from goldenthread.moderation import workflow as moderation
from goldenthread.moderation.models import Moderation
from goldenthread.people.models import Leave, Post
from goldenthread.plans import workflow as plans
from goldenthread.samples import workflow as samples
from goldenthread.samples.models import FramePlan
from tests.factories import make_document, make_plan, make_version
from tests.goldenthread.desk.drafts import drawn, frame_plan_of, judged, let_through

NOVEMBER_11 = dt.date(2026, 11, 11)


def rows(period=None, on=NOVEMBER_11):
    return {row.post.name.split()[0]: row for row in console(period=period, on=on).rows}


def states(**given):
    return {name: (row.state, row.shape) for name, row in rows(**given).items()}


def test_each_officer_is_covered_drawn_let_through_away_or_without_a_draft(cast, wednesday):
    judged(drawn(cast.amina))
    let_through(cast.amina)
    drawn(cast.nadia)
    let_through(cast.osei)

    assert states() == {
        "Amina": ("Covered 11 Nov", "done"),
        "Nadia": ("Drawn, due Fri 13 Nov. Every draft", "in-hand"),
        "Osei": ("Not yet: 1 let through", "to-do"),
    }
    assert [mark.kind for mark in rows()["Amina"].marks] == ["moderated", "through"]


def test_an_officer_on_leave_is_marked_so_until_a_draft_of_theirs_is_drawn(cast, wednesday):
    Leave.objects.create(post=cast.amina, starts_on=dt.date(2026, 11, 2), ends_on=dt.date(2026, 11, 30))
    Leave.objects.create(post=cast.osei, starts_on=dt.date(2026, 11, 16), ends_on=dt.date(2026, 11, 20))

    assert states()["Amina"] == ("On leave until 30 Nov", "away")
    assert states()["Osei"] == ("Not yet: no draft", "to-do")
    drawn(cast.amina)
    assert states()["Amina"] == ("Drawn, due Fri 13 Nov", "in-hand")


def test_a_drawn_draft_past_its_day_says_that_it_was_due(cast, live):
    with live(dt.date(2026, 11, 4)):
        drawn(cast.amina)

    assert states()["Amina"] == ("Drawn, was due Fri 6 Nov", "in-hand")


def test_a_draft_that_somebody_asked_for_shows_and_covers_nobody(cast, wednesday):
    version = let_through(cast.amina)
    moderation.moderate_on_request(version=version, by=cast.ben, reason="A hard one.")

    row = rows()["Amina"]
    assert ([mark.was_asked_for for mark in row.marks], row.is_drawn, row.state) == (
        [True],
        False,
        "Not yet: 1 asked for",
    )


def test_a_draft_let_through_and_caught_up_is_one_draft(cast, live):
    with live(dt.date(2026, 11, 4)):
        let_through(cast.amina)
    with live(dt.date(2026, 11, 30)):
        moderation.run_catch_up(authority=cast.authority, period="2026-11")
        row = rows(on=dt.date(2026, 11, 30))["Amina"]

    assert [(mark.kind, mark.day) for mark in row.marks] == [("drawn", dt.date(2026, 11, 30))]
    assert row.is_drawn is True


def test_a_pick_that_fell_out_covers_nobody(cast, wednesday):
    opened = drawn(cast.amina)
    samples.replace(frame_plan=frame_plan_of(opened.version), by=cast.lena, reason="conflict")
    Moderation.objects.update(stage="withdrawn")

    assert rows()["Amina"].is_drawn is False


def test_the_months_before_count_the_moderated_and_mark_the_missed(cast, live):
    with live(dt.date(2026, 8, 5)):
        let_through(cast.amina)
    with live(dt.date(2026, 10, 7)):
        judged(drawn(cast.amina))
        judged(drawn(cast.amina))
    with live(NOVEMBER_11):
        past = {one.period: (one.moderated, one.missed) for one in rows()["Amina"].past}

    assert past == {
        "2026-06": (None, False),
        "2026-07": (None, False),
        "2026-08": (0, True),
        "2026-09": (None, False),
        "2026-10": (2, False),
    }


def test_a_month_that_is_over_is_told_in_the_past(cast, live):
    with live(dt.date(2026, 10, 7)):
        judged(drawn(cast.amina))
        let_through(cast.osei)

    page = console(period="2026-10", on=NOVEMBER_11)
    assert page.sentence == ["The month is over. ", "One of three officers was covered.", " One had no draft."]
    assert states(period="2026-10")["Osei"] == ("Not covered: 1 let through", "to-do")
    assert (page.after.period, page.before, page.small_print) == ("2026-11", None, "")


@pytest.mark.parametrize("asked", [None, "", "2031-01", "nonsense", "2026-13"])
def test_a_month_that_is_not_there_shows_this_one(cast, wednesday, asked):
    assert console(period=asked, on=NOVEMBER_11).month.period == "2026-11"


def test_the_sentence_says_what_the_month_is_likely_to_reach(cast, wednesday):
    for _ in range(2):
        let_through(cast.osei)
    judged(drawn(cast.amina))
    drawn(cast.nadia)

    page = console(period=None, on=NOVEMBER_11)
    said = "".join(page.sentence)
    assert said.startswith("One more is drawn. Of the one other, the month is likely to reach one, by ")
    assert re.search(r"Of 1,000 months like this one, [\d,]+ end with 3 covered\.", page.small_print)
    assert "14 working days left, today included" in page.small_print


@pytest.mark.parametrize(
    ("ends_with", "by_chance", "headline", "small"),
    [
        (
            {8: 0.2, 9: 0.2, 10: 0.2, 11: 0.2, 12: 0.2},
            4.4,
            "reach five to seven: about four by chance, the rest by the catch-up",
            "600 end with 8 to 10 covered",
        ),
        ({11: 0.4, 12: 0.6}, 0.2, "reach nine, by the catch-up draw on", "600 end with 12 covered"),
        ({3: 0.9, 4: 0.1}, 0.1, "reach nobody.", "900 end with 3 covered"),
        ({3: 0.4, 4: 0.4, 5: 0.2}, 0.9, "reach nobody or one, by chance", "800 end with 3 or 4 covered"),
    ],
)
def test_the_headline_and_its_small_print_speak_of_the_same_months(ends_with, by_chance, headline, small):
    by_catch_up = sum(count * chance for count, chance in ends_with.items()) - 3 - by_chance
    forecast = sampling.Forecast(
        officers=12, covered=3, by_chance=by_chance, by_catch_up=by_catch_up, stay_open=0, drawn=9, ends_with=ends_with
    )
    rows = [Row(post=None, past=[])]

    said = "".join(words.sentence(rows, forecast, NOVEMBER_11))

    assert headline in said
    assert small in words.small_print(forecast, NOVEMBER_11)


def test_when_everybody_is_covered_or_drawn_the_sentence_says_so(cast, wednesday):
    for officer in (cast.amina, cast.osei, cast.nadia):
        drawn(officer)

    assert "".join(console(period=None, on=NOVEMBER_11).sentence) == (
        "Three more are drawn. Every officer is covered or drawn."
    )


def test_who_is_on_leave_until_the_catch_up_is_named(cast, wednesday):
    Leave.objects.create(post=cast.osei, starts_on=dt.date(2026, 11, 2), ends_on=dt.date(2026, 12, 4))

    assert (
        console(period=None, on=NOVEMBER_11)
        .sentence[2]
        .endswith("Osei Sandbourne is on leave until then and may have no draft to draw.")
    )


def test_without_officers_the_console_says_so(cast, wednesday):
    Post.objects.filter(role="officer").update(closed_at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC))

    assert console(period=None, on=NOVEMBER_11).sentence[1] == "There are no casework officers yet."
    assert month_so_far(on=NOVEMBER_11).officers == 0


def test_the_receipt_beside_the_grid_is_of_the_officer_asked_for(cast, wednesday):
    opened = drawn(cast.amina)
    through = let_through(cast.osei)

    first = console(period=None, on=NOVEMBER_11).chosen
    assert (first["entry"].version, first["picked"], first["moderation"]) == (opened.version, True, opened)
    asked = console(period=None, on=NOVEMBER_11, officer=str(cast.osei.pk)).chosen
    assert (asked["entry"].version, asked["picked"], asked["moderation"]) == (through, False, None)
    assert console(period=None, on=NOVEMBER_11, officer=str(cast.nadia.pk)).chosen["row"].post != cast.osei


def test_of_a_catch_up_the_picked_draft_of_the_officer_is_shown(cast, live):
    with live(dt.date(2026, 11, 4)):
        for _ in range(3):
            let_through(cast.amina)
    with live(dt.date(2026, 11, 30)):
        draw = moderation.run_catch_up(authority=cast.authority, period="2026-11")
        chosen = console(period=None, on=dt.date(2026, 11, 30)).chosen

    assert chosen["entry"] == draw.frame_plans.get(result=FramePlan.Result.PICKED)
    assert (chosen["drafts"], str(chosen["chance"])) == (3, "1/3")


def test_the_short_form_for_my_work_counts_the_same(cast, wednesday):
    judged(drawn(cast.amina))
    drawn(cast.nadia)

    month = month_so_far(on=NOVEMBER_11)
    assert (month.title, month.officers, month.covered, month.states) == (
        "November so far",
        3,
        1,
        ["done", "half", "open"],
    )
    assert month.sentence.startswith("1 drawn, 1 not yet.")


# --- The page ---------------------------------------------------------------------------------


def test_the_page_shows_rows_receipt_and_seniors_and_one_filled_button(cast, as_, wednesday):
    opened = drawn(cast.amina)
    let_through(cast.osei)
    response = as_(cast.lena).get("/level-3/")
    page = response.content.decode()

    assert response.status_code == 200
    for said in ("Level 3, November 2026", "Drawn, due Fri 13 Nov", "Not yet: 1 let through", "The seniors"):
        assert said in page
    assert opened.plan.reference in page
    assert len(re.findall(r'class="govuk-button(?: gt-button--\w+)?"', page)) == 1
    assert as_(cast.ben).get("/level-3/?month=2026-11&officer=x").status_code == 200


def test_the_sealed_number_stands_nowhere_on_the_page(cast, as_, wednesday):
    opened = drawn(cast.amina)
    month = frame_plan_of(opened.version).draw.month

    for address in ("/level-3/", f"/level-3/draws/{frame_plan_of(opened.version).draw.reference}/", "/level-3/draws/"):
        assert month.nonce not in as_(cast.lena).get(address).content.decode()


def test_the_console_is_for_those_who_run_or_do_the_moderation(cast, as_, elsewhere):
    for stranger in (cast.amina, cast.sam, cast.dev, cast.bea, cast.anton, cast.audrey, cast.ivo):
        assert as_(stranger).get("/level-3/").status_code == 404
    assert "Sandbourne</a>" not in as_(elsewhere.lena).get("/level-3/").content.decode()


def test_the_page_asks_the_same_few_questions_for_one_draft_and_for_three(
    cast, as_, wednesday, django_assert_max_num_queries
):
    client = as_(cast.lena)
    counts = []
    for rounds in (1, 3):
        for _ in range(rounds):
            for officer in (cast.amina, cast.osei, cast.nadia)[:rounds]:
                drawn(officer)
                let_through(officer)
                Leave.objects.create(post=officer, starts_on=dt.date(2026, 11, 20), ends_on=dt.date(2026, 11, 24))
        client.get("/level-3/")
        with django_assert_max_num_queries(22) as captured:
            client.get("/level-3/")
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_a_covered_officer_with_another_draft_drawn_says_both(cast, wednesday):
    judged(drawn(cast.amina))
    drawn(cast.amina)

    assert states()["Amina"] == ("Covered 11 Nov, 1 more drawn", "done")


def test_the_lead_sees_how_many_plans_were_confirmed_despite_their_names(cast, as_, wednesday):
    unnamed = make_document({"A": "Wren likes trains."})
    for officer in (cast.amina, cast.osei):
        version = make_version(make_plan(officer), document=unnamed)
        for _ in range(2):
            plans.confirm_right_child(version=version, by=officer, why="known-as", words="Everybody calls him Wren.")
    page = as_(cast.lena).get("/level-3/").content.decode()
    assert "<b>2 plans</b> of this month were said to be the right child’s by their own side" in page
    assert "2 of them wait for a second look" in page
    assert "own side" not in as_(cast.ben).get("/level-3/").content.decode()

    plans.confirm_right_child(version=version, by=cast.lena, why="known-as", words="So says his school.")
    assert "1 of them waits for a second look" in as_(cast.lena).get("/level-3/").content.decode()
    assert console(period=None, on=dt.date(2026, 12, 11)).confirmed.plans == 0
