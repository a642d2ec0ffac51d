"""The plan's page: the whole story, with the steps that this person may take now."""

import datetime as dt
import re

import pytest

from goldenthread.history.models import Event
from goldenthread.moderation import workflow as moderation
from goldenthread.plans import workflow as plans
from goldenthread.plans.models import PlanVersion
from goldenthread.plans.stages import Stage
from tests.factories import make_document, make_plan, make_version
from tests.goldenthread.desk.drafts import drawn, frame_plan_of, judged, let_through, served
from tests.goldenthread.moderation.letters import answer_points, newer_version, sent

STEPS = ("This draft is ready", "Record that it was served", "Make it final", "Release it", "Ask for a moderation")


def html(response):
    assert response.status_code == 200
    return response.content.decode()


def steps(client, plan):
    page = html(client.get(f"/plans/{plan.reference}/"))
    return [step for step in STEPS if re.search(rf">{step}<", page)]


def filled_buttons(page):
    return len(re.findall(r'class="govuk-button(?: gt-button--\w+)?"', page))


def test_each_sees_the_steps_that_are_theirs(cast, as_, wednesday):
    drafting = make_plan(cast.amina)
    make_version(drafting)
    waiting, through = drawn(cast.amina).plan, let_through(cast.amina).plan
    family_has_it = served(cast.amina, dt.date(2026, 11, 1)).plan
    over = served(cast.amina, dt.date(2026, 10, 20)).plan

    amina, lena, ben = as_(cast.amina), as_(cast.lena), as_(cast.ben)
    assert [steps(amina, plan) for plan in (drafting, waiting, through, family_has_it, over)] == [
        ["This draft is ready"],
        [],
        ["Record that it was served"],
        [],
        ["Make it final"],
    ]
    assert [steps(lena, plan) for plan in (drafting, waiting, through)] == [
        ["This draft is ready"],
        ["Release it"],
        ["Record that it was served", "Ask for a moderation"],
    ]
    assert [steps(ben, plan) for plan in (drafting, waiting, through)] == [[], [], ["Ask for a moderation"]]
    assert "It may be made final from 16 November 2026." in html(amina.get(f"/plans/{family_has_it.reference}/"))


def test_saying_that_a_draft_is_ready_makes_the_draw(cast, as_, wednesday):
    plan = make_plan(cast.nadia)
    make_version(plan)
    nadia = as_(cast.nadia)
    address = f"/plans/{plan.reference}/versions/1/ready/"

    page = html(nadia.post(address, follow=True))
    assert "this draft was drawn. It is to be moderated by Friday 13 November" in page
    assert "That was said of this version already." in html(nadia.post(address, follow=True))
    assert PlanVersion.objects.get().stage == Stage.DRAWN


def test_nobody_else_says_that_a_draft_is_ready(cast, as_, elsewhere):
    plan = make_plan(cast.amina)
    make_version(plan)

    for stranger in (cast.osei, cast.ben, cast.sam, cast.dev, elsewhere.amina, elsewhere.lena):
        assert as_(stranger).post(f"/plans/{plan.reference}/versions/1/ready/").status_code == 404
    assert as_(cast.amina).get(f"/plans/{plan.reference}/versions/1/ready/").status_code == 405
    assert PlanVersion.objects.get().stage == Stage.DRAFTING


def test_the_page_is_for_those_who_may_find_the_plan(cast, as_, elsewhere):
    plan = make_version(make_plan(cast.amina)).plan

    for post in (cast.amina, cast.lena, cast.ben, cast.sam):
        assert plan.child.name in html(as_(post).get(f"/plans/{plan.reference}/"))
    for stranger in (cast.osei, cast.dev, cast.bea, cast.audrey, cast.ivo, elsewhere.lena, elsewhere.amina):
        assert as_(stranger).get(f"/plans/{plan.reference}/").status_code == 404
    assert Event.objects.filter(verb="opened plan file", is_read=True).count() == 4


def test_the_title_names_nobody(cast, as_):
    plan = make_plan(cast.amina)

    title = re.search("<title>(.*)</title>", html(as_(cast.amina).get(f"/plans/{plan.reference}/")))[1]
    assert title == f"Plan {plan.reference} - Golden Thread"


def test_the_whole_story_is_told_with_its_letter_and_its_difference(cast, as_, wednesday):
    opened = judged(drawn(cast.amina))
    letter = sent(opened, opened.moderator, outcome="amend-first")
    newer_version(opened.plan, cast.amina)
    answer_points(letter, cast.amina)
    moderation.send_back_to_senior(moderation=opened, by=cast.amina)
    moderation.clear_after_changes(moderation=opened, by=opened.moderator, note="The points are in.")

    page = html(as_(cast.amina).get(f"/plans/{opened.plan.reference}/"))
    for words in ("Version 2, draft", "Version 1, draft", "The points are in.", "Read the letter"):
        assert words in page
    assert f"/plans/{opened.plan.reference}/compare/?old=1&amp;new=2" in page
    assert f"/level-3/draws/{frame_plan_of(opened.version).draw.reference}/" in page
    assert filled_buttons(page) == 1
    html(as_(cast.amina).get(f"/plans/{opened.plan.reference}/compare/?old=1&new=2"))


def test_what_was_written_for_the_writer_is_not_shown_to_who_may_not_read_the_plan(cast, as_, wednesday):
    opened = judged(drawn(cast.amina))
    sent(opened, opened.moderator, outcome="hold")
    plans.release(version=PlanVersion.objects.get(), by=cast.lena, reason="Tobin’s day is tomorrow.")

    page = html(as_(cast.sam).get(f"/plans/{opened.plan.reference}/"))
    for hidden in ("Tobin’s day is tomorrow.", "Read the letter", "/versions/1/", f"/moderations/{opened.reference}"):
        assert hidden not in page
    assert "Tobin’s day is tomorrow." in html(as_(cast.amina).get(f"/plans/{opened.plan.reference}/"))


def test_a_judgement_stands_nowhere_on_the_page(cast, as_, wednesday):
    opened = judged(drawn(cast.amina))
    sent(opened, opened.moderator)

    for post in (cast.amina, cast.lena, cast.sam, opened.moderator):
        assert "Outstanding" not in html(as_(post).get(f"/plans/{opened.plan.reference}/"))


def test_a_letter_that_was_not_sent_is_not_led_to(cast, as_, wednesday):
    opened = judged(drawn(cast.amina))
    moderation.write_letter(moderation=opened, by=opened.moderator)

    assert "Read the letter" not in html(as_(cast.amina).get(f"/plans/{opened.plan.reference}/"))


@pytest.mark.parametrize("who", ["amina", "lena", "ben", "sam"])
def test_the_page_asks_the_same_few_questions_for_one_version_and_for_three(
    cast, as_, wednesday, django_assert_max_num_queries, who
):
    plan = make_plan(cast.amina)
    client = as_(getattr(cast, who))
    counts = []
    for rounds in (1, 2):
        for _ in range(rounds):
            version = make_version(plan)
            PlanVersion.objects.filter(plan=plan).exclude(pk=version.pk).update(stage=Stage.REPLACED)
            moderation.draft_is_ready(version=version, by=cast.amina)
        client.get(f"/plans/{plan.reference}/")
        with django_assert_max_num_queries(30) as captured:
            client.get(f"/plans/{plan.reference}/")
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_of_a_drawn_draft_the_page_says_who_has_it_now(cast, as_, wednesday):
    opened = judged(drawn(cast.amina))
    amina = as_(cast.amina)
    address = f"/plans/{opened.plan.reference}/"

    assert "The moderator: send the letter." in html(amina.get(address))
    sent(opened, opened.moderator, outcome="amend-first")
    assert "<b>Whose turn:</b> The writer." in html(amina.get(address))


def test_a_newer_text_behind_a_drawn_one_is_not_said_to_be_the_writers_turn(cast, as_, wednesday):
    opened = judged(drawn(cast.amina))
    newer_version(opened.plan, cast.amina)

    page = html(as_(cast.amina).get(f"/plans/{opened.plan.reference}/"))
    assert "<b>Whose turn:</b> The moderator: send the letter." in page
    assert "This draft is ready" not in page


def test_a_draft_that_does_not_name_its_child_asks_for_a_tick_before_it_is_ready(cast, as_, wednesday):
    version = make_version(make_plan(cast.amina), document=make_document({"A": "Wren likes trains."}))
    client, address = as_(cast.amina), f"/plans/{version.reference}/"
    question = "Is this the right child’s plan?"

    assert question in client.get(address).content.decode()
    refused = client.post(f"{address}versions/1/ready/", follow=True).content.decode()
    assert "tick that you have looked" in refused
    assert PlanVersion.objects.get(pk=version.pk).stage == Stage.DRAFTING
    client.post(f"{address}versions/1/ready/", {"right_child": "yes"})

    assert PlanVersion.objects.get(pk=version.pk).stage != Stage.DRAFTING
    assert Event.objects.filter(verb="right child confirmed", thing_id=version.pk).exists()
    assert question in client.get(address).content.decode()


def test_a_draft_that_names_its_child_asks_nothing(cast, as_, wednesday):
    version = make_version(make_plan(cast.amina))

    page = as_(cast.amina).get(f"/plans/{version.reference}/").content.decode()
    assert "right child" not in page
    assert 'name="right_child"' not in page
