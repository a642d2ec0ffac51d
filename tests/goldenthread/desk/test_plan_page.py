"""The plan's page: the whole story, with the steps that this person may take now."""

import datetime as dt
import re

import pytest
from django.db import IntegrityError, transaction

from goldenthread import world
from goldenthread.history.models import Event
from goldenthread.moderation import workflow as moderation
from goldenthread.people.models import Choice
from goldenthread.plans import workflow as plans
from goldenthread.plans.models import PlanVersion
from goldenthread.plans.queries import child_question
from goldenthread.plans.stages import Stage
from goldenthread.plans.workflow.ready import insist_on_right_child
from tests.factories import make_child, make_document, make_plan, make_version
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


def test_the_writer_is_led_back_to_a_letter_with_how_far_it_is_and_both_its_days(cast, as_, wednesday):
    letter = sent(judged(drawn(cast.amina)), cast.ben)
    address = f"/plans/{letter.moderation.plan.reference}/"
    points = letter.points.filter(is_to_amend=True)

    page = html(as_(cast.amina).get(address))
    assert f"0 of {points.count()} point" in page
    assert "Answer the letter by" in page
    assert f'href="/moderations/{letter.moderation.reference}/letter/">Answer the letter</a>' in page
    assert "The feedback letter waits for you" not in html(as_(cast.lena).get(address))

    answer_points(letter, cast.amina)
    newer_version(letter.moderation.plan, cast.amina)
    assert f"{points.count()} of {points.count()} point" in html(as_(cast.amina).get(address))


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
        with django_assert_max_num_queries(20) as captured:
            client.get(f"/plans/{plan.reference}/")
        counts.append(len(captured))
    assert counts[1] <= counts[0]


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


LOOKED = {"why": "known-as", "words": "Everybody calls him Wren."}


@pytest.fixture
def unnamed(cast):
    """A draft of Amina's that never says its child's name."""
    return make_version(make_plan(cast.amina), document=make_document({"A": "Wren likes trains."}))


def test_a_draft_that_does_not_name_its_child_asks_why_before_it_is_ready(cast, as_, wednesday, unnamed):
    client, address = as_(cast.amina), f"/plans/{unnamed.reference}/"
    question = "Is this the right child’s plan?"

    assert question in client.get(address).content.decode()
    for typed, said in (({}, "Say what the other name is"), ({"why": "known-as"}, "Say in a few words how you know")):
        assert said in client.post(f"{address}versions/1/ready/", typed, follow=True).content.decode()
    assert PlanVersion.objects.get(pk=unnamed.pk).stage == Stage.DRAFTING
    client.post(f"{address}versions/1/ready/", LOOKED)

    assert PlanVersion.objects.get(pk=unnamed.pk).stage != Stage.DRAFTING
    page = client.get(address).content.decode()
    assert question in page
    assert "Asked and answered by Amina Sandbourne" in page
    assert "Everybody calls him Wren." in page
    assert "Nobody besides its own side has looked" in page


def test_what_was_typed_stands_beside_what_is_still_lacking(cast, as_, wednesday, unnamed):
    address = f"/plans/{unnamed.reference}/versions/1/ready/"
    typed = "Everybody calls him “Wren” <at home>."

    for data, kept, lacks in (
        ({"words": typed}, "Everybody calls him “Wren” &lt;at home&gt;.", "Say what the other name is"),
        ({"why": "known-as", "words": " "}, r'value="known-as"[^>]* checked', "Say in a few words how you know."),
        ({"why": "known-as", "words": "w" * 301}, "w" * 301, "Say how you know in 300 characters; these are 301."),
    ):
        refused = as_(cast.amina).post(address, data)
        page = refused.content.decode()
        assert refused.status_code == 422
        assert re.search(kept, page) and page.count(lacks) == 2  # at the top, and beside the field
    assert child_question(unnamed).looks == []
    assert PlanVersion.objects.get(pk=unnamed.pk).stage == Stage.DRAFTING


def test_the_lead_is_asked_to_look_too_and_only_then_it_may_go_to_the_family(cast, as_, wednesday, unnamed):
    address = f"/plans/{unnamed.reference}/versions/1/"
    for key, value in (("level3.background-chance", "1/1000000"), ("level3.drafts-of-somebody-new", 10_000_000)):
        Choice.objects.create(authority=cast.authority, key=key, value=value, from_on="2020-01-01")
    as_(cast.amina).post(f"{address}ready/", LOOKED)
    assert PlanVersion.objects.get(pk=unnamed.pk).stage == Stage.LET_THROUGH
    with pytest.raises(plans.Refused, match="only its own side has looked"):
        plans.serve(version=unnamed, by=cast.amina, on=world.today())
    assert "only its own side has looked" in as_(cast.amina).get(f"{address}serve/").content.decode()

    assert f"{address}right-child/" in as_(cast.lena).get("/").content.decode()
    assert f"{address}right-child/" not in as_(cast.amina).get("/").content.decode()
    assert as_(cast.amina).post(f"{address}right-child/", LOOKED).status_code == 404
    as_(cast.lena).post(f"{address}right-child/", {"why": "known-as", "words": "So says his school."})

    assert "right-child" not in as_(cast.lena).get("/").content.decode()
    page = as_(cast.amina).get(f"/plans/{unnamed.reference}/").content.decode()
    assert "Looked at a second time by Lena Sandbourne" in page
    assert child_question(unnamed).waits_for_second_look is False
    insist_on_right_child(unnamed)


def test_an_answer_holds_for_the_next_version_with_the_same_names_and_not_for_other_ones(cast, as_, wednesday, unnamed):
    as_(cast.amina).post(f"/plans/{unnamed.reference}/versions/1/ready/", LOOKED)
    same = make_version(unnamed.plan, document=make_document({"A": "Wren likes boats."}))
    make_child(cast.authority, first_name="Odile", last_name="Farrow")
    other = make_version(unnamed.plan, document=make_document({"A": "Odile Farrow likes boats."}))

    assert [look.by for look in child_question(same).looks] == [cast.amina]
    assert child_question(other).looks == []
    assert "Odile Farrow" in child_question(other).sentence


def test_a_look_stands_as_it_was_given(cast, wednesday, unnamed):
    look = plans.confirm_right_child(version=unnamed, by=cast.amina, **LOOKED)
    assert look.is_second is False
    with pytest.raises(IntegrityError), transaction.atomic():
        type(look).objects.filter(pk=look.pk).update(is_second=True)


def test_a_draft_that_names_its_child_asks_nothing(cast, as_, wednesday):
    version = make_version(make_plan(cast.amina))

    page = as_(cast.amina).get(f"/plans/{version.reference}/").content.decode()
    assert "right child" not in page
    assert 'name="why"' not in page
