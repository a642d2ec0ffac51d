"""A check is begun, filled, answered, carried over, and asked again of the final plan: on a real plan, really screened."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from goldenthread.compliance import workflow
from goldenthread.compliance.models import Check, PointState
from goldenthread.compliance.workflow import Refused, Said
from goldenthread.history.models import Event
from goldenthread.people.models import Choice
from goldenthread.plans import workflow as plans
from goldenthread.plans.stages import Stage
from goldenthread.plans.workflow.heard import after_arrival, tell_all
from tests.factories import make_plan, make_version

pytestmark = pytest.mark.django_db


def states(check: Check) -> dict[str, str]:
    return dict(check.points.values_list("code", "state"))


def test_a_version_that_came_in_is_open_until_it_was_screened(cast):
    version = make_version(make_plan(cast.amina))

    tell_all(after_arrival, version=version)

    check = Check.objects.get()
    assert (check.stage, check.is_newest, check.missing, check.completed_at) == ("draft", True, 0, None)
    assert set(states(check).values()) == {"open"}
    assert check.open == check.points.count() > 10


def test_the_screening_settles_sections_and_advice_and_leaves_the_rest_to_a_person(cast, screened):
    check = Check.objects.get(version=screened(cast.amina))

    found = states(check)
    assert {code: found[code] for code in ("X2", "K-family", "K-education")} == dict.fromkeys(
        ("X2", "K-family", "K-education"), "met"
    )
    assert {found[code] for code in ("X1", "X3-dates", "K-asked")} == {"open"}
    assert "X3-signed" not in found
    assert check.open == sum(state == "open" for state in found.values())


def test_advice_that_section_k_does_not_list_is_missing_and_is_the_officers(cast):
    version = make_version(make_plan(cast.amina, assistant=cast.sam))  # its K lists speech and language therapy alone
    from goldenthread.screenings import workflow as screenings

    screenings.screen_now(screenings.have_screened(version=version))

    check = Check.objects.get()
    found = states(check)
    assert {found["K-medical"], found["K-psychology"], found["X2"]} == {"missing"}
    assert check.missing >= 3


def test_an_answer_is_kept_with_who_and_when_and_the_history_holds_its_code_and_no_words(cast, screened):
    check = Check.objects.get(version=screened(cast.amina, assistant=cast.sam))

    workflow.answer(check=check, by=cast.sam, said=[Said("X1", "met", note="Read from first to last page")])

    state = check.points.get(code="X1")
    assert (state.state, state.by, state.note) == ("met", cast.sam, "Read from first to last page")
    event = Event.objects.filter(verb="compliance answered").get()
    assert event.fields == ["X1"] and "first to last" not in str(event.__dict__)


def test_a_second_screening_changes_nothing_that_a_person_answered(cast, screened):
    version = screened(cast.amina, assistant=cast.sam)
    check = Check.objects.get(version=version)
    workflow.answer(check=check, by=cast.sam, said=[Said("X2", "missing", note="H1 and H2 are one")])

    workflow.fill_from_screening(version=version, at=version.uploaded_at)

    assert states(check)["X2"] == "missing"
    workflow.answer(check=check, by=cast.sam, said=[Said("X2", "open")])
    workflow.fill_from_screening(version=version, at=version.uploaded_at)
    assert states(check)["X2"] == "met"  # opened again it is the screening's


def test_existing_advice_needs_those_who_agreed_and_their_day(cast, screened):
    check = Check.objects.get(version=screened(cast.amina))
    day = dt.date(2026, 1, 9)
    with pytest.raises(Refused, match="K-medical: Say who agreed"):
        workflow.answer(
            check=check, by=cast.amina, said=[Said("X1", "met"), Said("K-medical", "enough", agreed_on=day)]
        )
    assert states(check)["X1"] == "open"  # all of them or none

    workflow.answer(
        check=check, by=cast.amina, said=[Said("K-medical", "enough", agreed_by="A, B and C", agreed_on=day)]
    )

    assert states(check)["K-medical"] == "enough"
    with pytest.raises(IntegrityError), transaction.atomic():
        PointState.objects.filter(check_of=check, code="K-medical").update(agreed_by="")


def test_that_something_does_not_apply_wants_its_reason(cast, screened):
    check = Check.objects.get(version=screened(cast.amina))
    with pytest.raises(Refused, match="does not apply"):
        workflow.answer(check=check, by=cast.amina, said=[Said("K-asked", "none")])
    workflow.answer(check=check, by=cast.amina, said=[Said("K-asked", "none", note="The family asked for nobody")])


def test_it_is_complete_when_nothing_is_open_or_missing_and_not_before(cast, screened, answer_all):
    check = Check.objects.get(version=screened(cast.amina))
    assert check.completed_at is None

    answer_all(check, cast.amina)

    check.refresh_from_db()
    assert (check.open, check.missing) == (0, 0) and check.completed_at is not None
    workflow.answer(check=check, by=cast.amina, said=[Said("X1", "missing")])
    check.refresh_from_db()
    assert (check.missing, check.completed_at) == (1, None)


def test_the_next_version_keeps_what_was_said_of_the_case_and_asks_anew_of_its_text(cast, screened, answer_all):
    first = Check.objects.get(version=screened(cast.amina))
    answer_all(first, cast.amina)

    second = Check.objects.get(version=screened(cast.amina, plan=first.plan))

    first.refresh_from_db()
    assert (first.is_newest, second.is_newest) == (False, True)
    assert states(second)["K-asked"] == "met" and second.points.get(code="K-asked").by == cast.amina
    assert states(second)["X1"] == "open"
    with pytest.raises(Refused, match="newer version"):
        workflow.answer(check=first, by=cast.amina, said=[Said("X1", "missing")])


def test_the_final_plan_is_asked_again_its_signature_too(cast, screened, answer_all):
    version = screened(cast.amina)
    answer_all(Check.objects.get(version=version), cast.amina)
    type(version).objects.filter(pk=version.pk).update(stage=Stage.LET_THROUGH)
    version.clearances.create(kind="level-3", outcome="let-through", at=version.uploaded_at)
    version.refresh_from_db()
    version.stage, version.served_on = Stage.SERVED, dt.date(2026, 10, 1)
    version.save(update_fields=["stage", "served_on"])

    plans.make_final(version=version, by=cast.amina, on=dt.date(2026, 10, 20))

    final = Check.objects.get(version=version, stage="final")
    assert final.is_newest and final.begun_at.date() == dt.date(2026, 10, 20)
    assert states(final)["X3-signed"] == "open"
    assert states(final)["K-asked"] == "met"


def test_where_the_authority_asks_for_it_nothing_is_ready_before_its_list_is_complete(cast, screened, answer_all):
    version = screened(cast.amina)
    Choice.objects.create(authority=cast.authority, key="level1.before-ready", value="required")

    with pytest.raises(Refused, match="compliance check of this plan is not complete"):
        plans.mark_ready(version=version, by=cast.amina)
    answer_all(Check.objects.get(version=version), cast.amina)
    plans.mark_ready(version=version, by=cast.amina)


def test_by_default_it_is_shown_and_holds_nothing_back(cast, screened):
    version = screened(cast.amina)
    plans.mark_ready(version=version, by=cast.amina)
    assert Check.objects.get(version=version).completed_at is None


@pytest.mark.parametrize("who", ["osei", "ben", "dev", "carol", "anton"])
def test_nobody_else_answers_it(cast, screened, who):
    check = Check.objects.get(version=screened(cast.amina, assistant=cast.sam))
    somebody = getattr(cast, who, None) or cast.osei
    with pytest.raises(PermissionDenied):
        workflow.answer(check=check, by=somebody, said=[Said("X1", "met")])


def test_the_lead_of_another_authority_is_nobody_here(cast, elsewhere, screened):
    check = Check.objects.get(version=screened(cast.amina))
    with pytest.raises(PermissionDenied):
        workflow.answer(check=check, by=elsewhere.lena, said=[Said("X1", "met")])
