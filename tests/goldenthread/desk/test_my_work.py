"""My work: one list, the soonest first, for everybody what waits for them and nothing of anybody else."""

import datetime as dt
import re

import pytest

from goldenthread.desk.waiting import work_for
from goldenthread.desk.waiting.item import Item, serve_by
from goldenthread.desk.waiting.work import by_day
from goldenthread.moderation import workflow as moderation
from goldenthread.moderation.models import Concern, Moderation
from goldenthread.permissions import Role
from goldenthread.plans.models import PlanVersion, Upload, VersionHand
from goldenthread.plans.stages import Stage
from goldenthread.samples import workflow as samples
from goldenthread.samples.models import Draw
from tests.factories import make_plan, make_version
from tests.goldenthread.desk.drafts import drawn, judged, let_through, served
from tests.goldenthread.moderation.conftest import say
from tests.goldenthread.moderation.letters import answer_points, begun, newer_version, sent

THURSDAY = dt.date(2026, 11, 12)


def to_do(post, on):
    return [(item.verb, item.reference, item.button) for item in work_for(post, on=on).to_do]


def waiting(post, on):
    return [(item.verb, item.reference) for item in work_for(post, on=on).waiting]


def page(client, tab=""):
    response = client.get(f"/?tab={tab}" if tab else "/")
    assert response.status_code == 200
    return response.content.decode()


def filled_buttons(html):
    return len(re.findall(r'class="govuk-button(?: gt-button--\w+)?"', html))


# --- By day -----------------------------------------------------------------------------------


def test_the_list_is_ordered_by_day_and_says_which():
    on = dt.date(2026, 11, 11)  # a Wednesday
    days = [-3, 0, 1, 2, 4, 5, 11, 12, None]
    items = [
        Item("Moderate draft", str(number), "/", due_on=None if day is None else on + dt.timedelta(days=day))
        for number, day in enumerate(days)
    ]

    grouped = {day.label: [item.reference for item in day.items] for day in by_day(items, on=on)}
    assert grouped == {
        "Overdue": ["0"],
        "Today": ["1"],
        "Tomorrow": ["2"],
        "This week": ["3", "4"],
        "Next week": ["5", "6"],
        "Later": ["7", "8"],
    }


def test_a_plan_with_time_carries_no_warning():
    assert serve_by(None) == ""


# --- A senior ---------------------------------------------------------------------------------


def test_a_senior_sees_the_drafts_given_to_them_soonest_first(cast, live):
    with live(dt.date(2026, 11, 10)):
        first = drawn(cast.amina)
    with live(dt.date(2026, 11, 11)):
        second = drawn(cast.osei)
    Moderation.objects.update(moderator=cast.ben)
    with live(THURSDAY):
        assert to_do(cast.ben, THURSDAY) == [
            ("Moderate draft", first.plan.reference, "Start"),
            ("Moderate draft", second.plan.reference, "Start"),
        ]
        assert to_do(cast.mair, THURSDAY) == []


def test_a_draft_that_was_begun_says_how_far_it_is(cast, wednesday):
    opened = drawn(cast.amina)
    review = moderation.start_review(moderation=opened, by=opened.moderator)
    say(review, opened.moderator, "F1", answer="met")

    (item,) = work_for(opened.moderator, on=wednesday).to_do
    assert (item.button, item.done, item.of > 10, item.due_on) == ("Continue", 1, True, dt.date(2026, 11, 13))


def test_a_letter_to_send_then_the_wait_for_the_writer_then_the_changes(cast, wednesday):
    opened = judged(drawn(cast.amina))
    senior, reference = opened.moderator, opened.plan.reference
    assert to_do(senior, wednesday) == [("Send feedback letter", reference, "Write")]
    begun(opened, senior, outcome="amend-first")
    assert to_do(senior, wednesday) == [("Send feedback letter", reference, "Send")]
    letter = sent(opened, senior, outcome="amend-first")
    assert (to_do(senior, wednesday), waiting(senior, wednesday)) == ([], [("Feedback on", reference)])
    newer_version(opened.plan, cast.amina)
    answer_points(letter, cast.amina)
    moderation.send_back_to_senior(moderation=opened, by=cast.amina)
    assert to_do(senior, wednesday) == [("Check changes to draft", reference, "Check")]
    moderation.clear_after_changes(moderation=opened, by=senior)
    assert (to_do(senior, wednesday), waiting(senior, wednesday)) == ([], [])
    assert [item.verb for item in work_for(senior, on=wednesday).done] == ["Moderated"]


def test_a_question_waits_for_the_moderator_until_it_is_answered(cast, wednesday):
    opened = judged(drawn(cast.amina))
    senior, letter = opened.moderator, sent(opened, opened.moderator)
    moderation.acknowledge(letter=letter, by=cast.amina)
    assert to_do(senior, wednesday) == []

    moderation.ask(letter=letter, by=cast.amina, text="Would Year 6 do?")

    assert to_do(senior, wednesday) == [("Answer a question about", opened.plan.reference, "Answer")]
    moderation.reply(letter=letter, by=senior, text="Yes.")
    assert to_do(senior, wednesday) == []


def test_a_correction_that_was_begun_waits_until_it_is_handed_in(cast, wednesday):
    opened = judged(drawn(cast.amina))
    senior = opened.moderator
    moderation.correct_review(moderation=opened, by=senior, reason="F1 was about another plan.")

    assert sorted(to_do(senior, wednesday)) == [
        ("Finish the correction of", opened.plan.reference, "Go on"),
        ("Send feedback letter", opened.plan.reference, "Write"),
    ]


def test_a_challenged_letter_says_on_both_lists_who_holds_it(cast, wednesday):
    opened = judged(drawn(cast.amina))
    letter = sent(opened, opened.moderator)
    made = moderation.challenge(letter=letter, by=cast.amina, text="It does.", point=letter.points.first())

    (mine,) = work_for(opened.moderator, on=wednesday).waiting
    theirs = [item for item in work_for(cast.amina, on=wednesday).waiting if item.verb == "Your challenge about"]
    assert f"Challenged: {made.senior.name} decides." in mine.sentence
    assert [f"{made.senior.name} decides." in item.sentence for item in theirs] == [True]


def test_after_not_yet_the_writer_reads_what_came_back(cast, wednesday):
    opened = judged(drawn(cast.amina))
    letter = sent(opened, opened.moderator, outcome="amend-first")
    newer_version(opened.plan, cast.amina)
    answer_points(letter, cast.amina)
    moderation.send_back_to_senior(moderation=opened, by=cast.amina)
    moderation.not_yet(moderation=opened, by=opened.moderator, text="F1 still does not say who.")

    (item,) = [one for one in work_for(cast.amina, on=wednesday).to_do if one.verb == "Amend draft"]
    assert "F1 still does not say who." in item.sentence
    assert item.sentence.startswith("Came back on")


def test_a_challenge_waits_for_the_senior_who_decides(cast, wednesday):
    opened = judged(drawn(cast.amina))
    made = moderation.challenge(
        letter=sent(opened, opened.moderator), by=cast.amina, text="It does.", point=opened.letter.points.first()
    )

    (item,) = work_for(made.senior, on=wednesday).to_do
    assert (item.verb, item.reference, item.due_on) == (
        "Answer a challenge",
        opened.plan.reference,
        dt.date(2026, 11, 25),
    )
    assert item.sentence == f"Standard F1. You did not moderate this plan. {opened.moderator.name} did."


# --- A writer ---------------------------------------------------------------------------------


def test_a_draft_is_finished_then_served_then_made_final(cast, live, wednesday):
    drafting = make_version(make_plan(cast.amina))
    through = let_through(cast.amina)
    sent_out = served(cast.amina, wednesday - dt.timedelta(days=14))
    over = served(cast.amina, wednesday - dt.timedelta(days=15))

    assert set(to_do(cast.amina, wednesday)) == {
        ("Finish draft", drafting.plan.reference, "Open"),
        ("Serve draft", through.plan.reference, "Serve"),
        ("Make final", over.plan.reference, "Open"),
    }
    assert waiting(cast.amina, wednesday) == [("The family’s answer to", sent_out.plan.reference)]


def test_a_drawn_draft_waits_and_so_does_the_newer_text_behind_it(cast, wednesday):
    opened = drawn(cast.amina)
    newer_version(opened.plan, cast.amina)

    [(verb, _, _)] = to_do(cast.amina, wednesday)
    assert verb == "Answer the compliance check of"  # nothing about the text itself
    assert waiting(cast.amina, wednesday) == [("Draft", opened.plan.reference)]


def test_a_letter_is_answered_and_one_that_holds_the_draft_is_worked_off(cast, wednesday):
    asks_nothing, holds = judged(drawn(cast.amina)), judged(drawn(cast.amina))
    sent(asks_nothing, asks_nothing.moderator)
    letter = sent(holds, holds.moderator, outcome="amend-first")
    moderation.mark_point(point=letter.points.first(), by=cast.amina, done="done")

    items = {item.verb: item for item in work_for(cast.amina, on=wednesday).to_do}
    assert (items["Amend draft"].reference, items["Amend draft"].done, items["Amend draft"].of) == (
        holds.plan.reference,
        1,
        2,
    )
    assert items["Answer the letter about"].due_on == dt.date(2026, 11, 25)
    moderation.acknowledge(letter=asks_nothing.letter, by=cast.amina)
    assert {item.verb for item in work_for(cast.amina, on=wednesday).to_do} == {"Serve draft", "Amend draft"}


def test_a_plan_handed_over_is_amended_by_whoever_has_it_now(cast, wednesday):
    opened = judged(drawn(cast.amina))
    sent(opened, opened.moderator, outcome="amend-first")
    opened.plan.officer = cast.osei
    opened.plan.save()

    assert [verb for verb, *_ in to_do(cast.osei, wednesday)] == ["Amend draft"]
    assert [verb for verb, *_ in to_do(cast.amina, wednesday)] == ["Answer the letter about"]


def test_an_assistant_sees_the_plans_that_they_help_with_and_files_set_aside(cast, wednesday):
    mine = make_version(make_plan(cast.amina, assistant=cast.sam), stage=Stage.CLEARED)
    make_version(make_plan(cast.osei), stage=Stage.CLEARED)
    for _ in range(2):
        Upload.objects.create(
            authority=cast.authority,
            batch="b" * 28,
            original_name="draft.docx",
            file="uploads/x",
            state=Upload.State.SET_ASIDE,
            uploaded_by=cast.sam,
        )

    assert to_do(cast.sam, wednesday) == [
        ("Look at", "2 files set aside", "Open"),
        ("Serve draft", mine.plan.reference, "Serve"),
    ]


# --- The lead ---------------------------------------------------------------------------------


def test_the_lead_sees_concerns_and_what_is_stuck_and_nothing_of_the_rest(cast, live):
    with live(dt.date(2026, 11, 2)):
        late = drawn(cast.amina)
        nobodys = drawn(cast.osei)
        Moderation.objects.filter(pk=nobodys.pk).update(moderator=None)
        fine = drawn(cast.nadia)
        Moderation.objects.filter(pk=fine.pk).update(due_on=THURSDAY)
        concern = moderation.raise_concern(
            version=fine.version, by=fine.moderator, kind=Concern.Kind.SAFEGUARDING, text="A worry", moderation=fine
        )
    with live(THURSDAY):
        assert to_do(cast.lena, THURSDAY) == [
            ("Take up a concern", concern.reference, "Open"),
            *sorted(
                [
                    ("Past the target: draft", late.plan.reference, "Open"),
                    ("Choose a moderator for draft", nobodys.plan.reference, "Open"),
                ],
                key=lambda row: row[1],
            ),
        ]


def test_the_lead_sees_a_challenge_that_nobody_may_decide_and_a_draw_that_was_begun(cast, wednesday):
    opened = judged(drawn(cast.amina))
    for post in (cast.ben, cast.mair, cast.ruth):
        if post != opened.moderator:
            VersionHand.objects.create(version=opened.version, post=post)
    moderation.challenge(letter=sent(opened, opened.moderator), by=cast.amina, text="It does.")
    draw = samples.freeze(
        authority=cast.authority,
        purpose=Draw.Purpose.LEVEL_3_ON_DEMAND,
        period="2026-11",
        strata=[(opened.version, "x")],
        excluded=[],
        quota={"x": 1},
        quota_reason="A trial.",
        by=cast.lena,
    )

    assert set(to_do(cast.lena, wednesday)) == {
        ("Choose who decides a challenge about", opened.plan.reference, "Open"),
        ("Go on with draw", draw.reference, "Open"),
    }


# --- The page ---------------------------------------------------------------------------------


@pytest.mark.parametrize("role", list(Role))
def test_everybody_has_a_page_and_it_is_empty_at_first(cast, as_, role):
    post = next(post for post in cast.posts.values() if post.role == role)

    html = page(as_(post))
    assert "Nothing waits for you." in html
    assert "You are up to date." in html
    assert ("so far" in html) == (role in (Role.LEAD, Role.SENIOR))
    page(as_(post), "waiting")
    page(as_(post), "done")
    page(as_(post), "nonsense")


def everything(cast):
    """One of each thing that can wait, for Amina, her senior and the lead."""
    opened = drawn(cast.amina)
    handed = judged(drawn(cast.amina))
    with_writer = judged(drawn(cast.amina))
    letter = sent(with_writer, with_writer.moderator, outcome="amend-first")
    made = moderation.challenge(letter=letter, by=cast.amina, text="It does.", point=letter.points.first())
    checked = judged(drawn(cast.amina))
    answer_points(sent(checked, checked.moderator, outcome="amend-first"), cast.amina, done="not-done")
    moderation.send_back_to_senior(moderation=checked, by=cast.amina)
    for one in (opened, handed, with_writer, checked):
        Moderation.objects.filter(pk=one.pk).update(moderator=cast.ben)
    make_version(make_plan(cast.amina))
    make_version(make_plan(cast.amina), stage=Stage.CLEARED)
    served(cast.amina, dt.date(2026, 10, 1))
    type(made).objects.filter(pk=made.pk).update(senior=cast.mair)


@pytest.mark.parametrize("who", ["amina", "ben", "mair", "lena", "sam"])
@pytest.mark.parametrize("tab", ["", "waiting", "done"])
def test_the_page_asks_the_same_few_questions_for_one_thing_and_for_three(
    cast, as_, wednesday, django_assert_max_num_queries, who, tab
):
    client = as_(getattr(cast, who))
    counts = []
    for _ in range(2):
        everything(cast)
        if counts:
            everything(cast)
        page(client, tab)
        with django_assert_max_num_queries(22) as captured:
            page(client, tab)
        counts.append(len(captured))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("who", ["amina", "ben", "mair", "lena"])
def test_one_button_is_filled_the_next_thing(cast, as_, wednesday, who):
    everything(cast)

    html = page(as_(getattr(cast, who)))
    waits = bool(work_for(getattr(cast, who), on=wednesday).to_do)
    assert filled_buttons(html) == int(waits)
    assert html.count("gt-work--next") == int(waits)


def test_nothing_of_another_authority_waits_for_anybody(cast, as_, elsewhere, wednesday):
    everything(cast)

    for stranger in (elsewhere.lena, elsewhere.ben, elsewhere.amina, elsewhere.sam):
        assert "Nothing waits for you." in page(as_(stranger))


def test_no_child_is_named_on_the_page(cast, as_, wednesday):
    everything(cast)

    for post in (cast.amina, cast.ben, cast.lena):
        for tab in ("", "waiting", "done"):
            html = page(as_(post), tab)
            assert "Tobin" not in html
            assert "Ashworth" not in html


def test_a_served_draft_counts_as_done_this_month(cast, as_, wednesday):
    version = served(cast.amina, dt.date(2026, 11, 3))
    served(cast.amina, dt.date(2026, 10, 30))

    done = work_for(cast.amina, on=wednesday).done
    assert [(item.verb, item.reference) for item in done] == [("Served", version.plan.reference)]
    assert PlanVersion.objects.count() == 2
