"""A newer text that names somebody else's child is not cleared before its senior has looked whose plan it is."""

import pytest
from django.core.exceptions import PermissionDenied

from goldenthread.history.models import Event
from goldenthread.moderation import workflow
from goldenthread.moderation.models import Moderation
from goldenthread.moderation.workflow.refusals import Incomplete
from goldenthread.notices.models import Notice
from goldenthread.plans import workflow as plans
from goldenthread.plans.models import PlanVersion
from goldenthread.plans.queries import child_question
from goldenthread.plans.rules_child import may_go_out
from goldenthread.plans.stages import Stage
from goldenthread.plans.workflow.ready import insist_on_right_child
from tests.factories import make_child, make_document, make_plan, make_version
from tests.goldenthread.moderation.conftest import hand_in
from tests.goldenthread.moderation.letters import answer_points, handed_in, sent

LOOKED = {"why": "known-as", "words": "So says his school."}


@pytest.fixture
def checking(cast, version):
    """The writer's newer version never says the child's name; its changes are with the senior."""
    letter = sent(handed_in(cast.ben, version=version), cast.ben, outcome="amend-first")
    newer = make_version(version.plan, document=make_document({"A": "Wren likes trains."}))
    workflow.newer_version_came(version=newer)
    answer_points(letter, cast.amina)
    return workflow.send_back_to_senior(moderation=letter.moderation, by=cast.amina)


def test_it_is_cleared_once_the_senior_has_looked(cast, as_, checking):
    ben, address = as_(cast.ben), f"/moderations/{checking.reference}/changes/"
    page = ben.get(address).content.decode()
    assert "Is this the right child’s plan?" in page and 'name="why"' in page
    clearing = {"version": "2", "note": "Read as a whole."}

    refused = ben.post(f"{address}clear/", {**clearing, "words": "So says his school."})
    assert refused.status_code == 422
    assert "Say what the other name is" in refused.content.decode()
    assert "So says his school." in refused.content.decode()
    assert PlanVersion.objects.get(plan=checking.plan, number=2).stage == Stage.DRAFTING

    assert ben.post(f"{address}clear/", {**clearing, **LOOKED}).status_code == 302
    cleared = PlanVersion.objects.get(plan=checking.plan, number=2)
    assert cleared.stage == Stage.CLEARED
    assert [(look.by, look.is_second) for look in child_question(cleared).looks] == [(cast.ben, True)]
    assert "So says his school." not in str(list(Event.objects.values()))


def test_nobody_who_wrote_it_answers_for_it(cast, checking):
    newer = PlanVersion.objects.get(plan=checking.plan, number=2)

    with pytest.raises(PermissionDenied):
        plans.look_before_clearing(version=newer, by=cast.amina, **LOOKED)
    assert child_question(newer).looks == []


def test_a_lead_sends_it_back_and_its_writer_is_asked_to_look_again(cast, as_):
    draft = make_version(make_plan(cast.amina), document=make_document({"A": "Wren likes trains."}))
    address = f"/plans/{draft.reference}/versions/1/"
    as_(cast.amina).post(f"{address}ready/", LOOKED)
    lena, amina = as_(cast.lena), as_(cast.amina)

    assert lena.post(f"{address}right-child/", {"then": "send-back"}).status_code == 422
    sent_back = {"then": "send-back", "words": "Look at Section E."}
    assert amina.post(f"{address}right-child/", sent_back).status_code == 404
    lena.post(f"{address}right-child/", sent_back)

    assert child_question(draft).waits_for_second_look and not child_question(draft).is_answered
    with pytest.raises(plans.Refused, match="answer it first"):
        insist_on_right_child(draft)
    assert "Look again whose plan it is:" in amina.get("/").content.decode()
    assert "right-child" not in lena.get("/").content.decode()
    page = amina.get(f"/plans/{draft.reference}/").content.decode()
    assert "<b>Sent back</b> by Lena Sandbourne" in page and "Look at Section E." in page
    assert "Look at Section E." not in str(list(Event.objects.values())) + str(list(Notice.objects.values()))

    lena.post(f"{address}right-child/", {"why": "known-as", "words": "His school says so."})
    insist_on_right_child(draft)
    assert "Look again whose plan it is:" not in amina.get("/").content.decode()


def test_a_review_is_not_handed_in_beside_the_question_before_its_moderator_has_answered_it(cast, as_):
    """Whatever they say of X1: the banner asks, and they answer it by their own look."""
    draft = make_version(make_plan(cast.amina, child=make_child(cast.authority, first_name="Wilf")), stage=Stage.READY)
    opened = workflow.open_moderation(version=draft, origin=Moderation.Origin.CHANCE, chance="1/2")
    ben = as_(cast.ben)
    review = workflow.start_review(moderation=opened, by=cast.ben)
    with pytest.raises(Incomplete):
        hand_in(review, cast.ben)
    look = f"/plans/{draft.reference}/versions/1/right-child/"
    refused = ben.post(f"/moderations/{opened.reference}/findings/", {"standard": "", "then": "hand-in"})
    assert refused.status_code == 422
    assert f'href="{look}"' in refused.content.decode()

    assert ben.post(look, LOOKED).status_code == 302
    workflow.submit_review(review=review, by=cast.ben, were_asked=())
    assert child_question(draft).waits_for_second_look is False


@pytest.mark.rule("P.8")
@pytest.mark.parametrize(
    ("looks_are_second", "goes_out"),
    [([], False), ([False], False), ([False, False], False), ([True], True), ([False, True], True)],
)
def test_somebody_besides_its_writer_has_looked_before_it_goes_out(looks_are_second, goes_out):
    assert bool(may_go_out(looks_are_second)) is goes_out
