"""A whole made-up plan, screened as the product screens it."""

import datetime as dt

import pytest

from ehcp.screening.reading import read
from goldenthread.compliance import workflow
from goldenthread.demo.library import STORIES, STYLES, build, example_child
from goldenthread.plans.models import PlanVersion
from goldenthread.plans.workflow.heard import after_arrival, tell_all
from goldenthread.screenings import workflow as screenings
from tests.factories import make_child, make_plan, make_version

STORY = sorted(STORIES)[3]


@pytest.fixture
def screened():
    """`screened(officer, without=("K",))`: a plan of the library as a draft that came in and was screened."""

    def come_in(officer, *, plan=None, **given) -> PlanVersion:
        child = example_child(STORIES[STORY], 0)
        document = read(build(STORY, sorted(STYLES)[0], "docx", child, dt.date(2026, 3, 12), seed=4))
        if plan is None:
            registered = make_child(
                officer.authority,
                first_name=child.first_name,
                last_name=child.last_name,
                date_of_birth=child.born_on,
            )
            plan = make_plan(officer, child=registered, **given)
        version = make_version(plan, document=document)
        tell_all(after_arrival, version=version)
        screenings.screen_now(screenings.have_screened(version=version))
        return version

    return come_in


@pytest.fixture
def answer_all():
    """Answers every point that is open or missing by yes."""

    def answer(check, by) -> None:
        states = check.points.filter(state__in=["open", "missing"])
        workflow.answer(check=check, by=by, said=[workflow.Said(one.code, "met") for one in states])

    return answer
