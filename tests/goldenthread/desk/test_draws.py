"""A draw on demand: its frame fixed, entries taken, drawn, its moderations opened, or given up."""

import datetime as dt
import re

import pytest

from goldenthread.desk.draws import on_demand_frame
from goldenthread.moderation.models import Moderation
from goldenthread.plans.models import PlanVersion
from goldenthread.plans.stages import Stage
from goldenthread.samples.models import Draw
from tests.goldenthread.desk.drafts import drawn, let_through

FORM = {"period": "2026-11", "each": "1", "reason": "A closer look."}


def html(response):
    assert response.status_code == 200
    return response.content.decode()


def filled_buttons(page):
    return len(re.findall(r'class="govuk-button(?: gt-button--\w+)?"', page))


def test_the_frame_holds_what_was_let_through_and_says_why_the_rest_is_left_out(cast, wednesday):
    free, served, replaced, held = (let_through(cast.amina) for _ in range(4))
    drawn(cast.osei)
    PlanVersion.objects.filter(pk=served.pk).update(stage=Stage.SERVED, served_on=wednesday)
    PlanVersion.objects.filter(pk=replaced.pk).update(stage=Stage.REPLACED)
    held.plan.is_on_legal_hold = True
    held.plan.save()

    frame, excluded = on_demand_frame("2026-11", with_served=False)
    assert [version for version, _ in frame] == [free]
    assert sorted(reason for _, reason in excluded) == [
        "legal-hold",
        "moderated-within-12-months",
        "served-already",
        "withdrawn",
    ]
    frame, _ = on_demand_frame("2026-11", with_served=True)
    assert {version.pk for version, _ in frame} == {free.pk, served.pk}


def test_a_draw_is_fixed_entered_made_and_its_moderations_given_out(cast, as_, wednesday):
    for _ in range(3):
        let_through(cast.amina)
    lena = as_(cast.lena)

    assert filled_buttons(html(lena.get("/level-3/new-draw/"))) == 1
    frozen = lena.post("/level-3/new-draw/", FORM)["Location"]
    page = html(lena.get(frozen))
    assert "is frozen" in page
    assert filled_buttons(page) == 1
    draw = Draw.objects.get(purpose="level-3-on-demand")
    assert draw.commitment in page
    assert draw.nonce not in page
    assert lena.post(frozen, {"text": "four and two"})["Location"] == frozen
    assert "four and two" in html(lena.get(frozen))
    assert draw.reference in html(lena.get("/level-3/"))
    page = html(lena.post(f"{frozen}draw/", follow=True))
    assert "its moderations are given out" in page
    assert "Repeated just now: the same picks." in page
    assert "This draw is over" in html(lena.post(f"{frozen}draw/", follow=True))

    opened = Moderation.objects.get()
    assert (opened.origin, opened.chance, opened.version.stage) == ("quota", "1/3", Stage.DRAWN)
    assert lena.get(frozen)["Location"] == f"/level-3/draws/{draw.reference}/"


def test_a_draw_may_be_given_up_with_a_reason_and_stays_on_record(cast, as_, wednesday):
    let_through(cast.amina)
    lena = as_(cast.lena)
    frozen = lena.post("/level-3/new-draw/", FORM)["Location"]

    assert "Say why" in html(lena.post(f"{frozen}abandon/", {"reason": " "}, follow=True))
    page = html(lena.post(f"{frozen}abandon/", {"reason": "The month was wrong."}, follow=True))
    assert "The month was wrong." in page
    assert Draw.objects.get(purpose="level-3-on-demand").drawn_at is None
    assert Moderation.objects.count() == 0


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"each": "0"}, "greater than or equal to 1"),
        ({"reason": ""}, "Answer: What is this draw for"),
        ({}, "no draft"),
    ],
)
def test_a_draw_that_cannot_be_made_says_why(cast, as_, wednesday, changed, words):
    page = html(as_(cast.lena).post("/level-3/new-draw/", {**FORM, **changed}))

    assert words in page
    assert Draw.objects.count() == 0


def test_an_entry_that_no_receipt_can_hold_says_so(cast, as_, wednesday):
    let_through(cast.amina)
    lena = as_(cast.lena)
    frozen = lena.post("/level-3/new-draw/", FORM)["Location"]

    assert "There is a problem" in html(lena.post(frozen, {"text": "x" * 201}))


def test_the_catch_up_by_hand_opens_a_moderation_for_every_officer(cast, as_, live):
    with live(dt.date(2026, 11, 4)):
        for officer in (cast.amina, cast.osei):
            let_through(officer)
            let_through(officer)
    with live(dt.date(2026, 11, 30)):
        lena = as_(cast.lena)
        assert "is made" in html(lena.post("/level-3/catch-up/", follow=True))
        assert "nobody to catch up" in html(lena.post("/level-3/catch-up/", follow=True))

    assert sorted(Moderation.objects.values_list("version__writer", "origin", "chance")) == sorted(
        [(cast.amina.pk, "catch-up", "1/2"), (cast.osei.pk, "catch-up", "1/2")]
    )


def test_nobody_but_the_lead_makes_draws(cast, as_, wednesday, elsewhere):
    let_through(cast.amina)
    frozen = as_(cast.lena).post("/level-3/new-draw/", FORM)["Location"]

    for stranger in (cast.ben, cast.amina, cast.sam, cast.dev, cast.bea):
        client = as_(stranger)
        for address in ("/level-3/new-draw/", frozen):
            assert (client.get(address).status_code, client.post(address, FORM).status_code) == (404, 404)
        for address in ("/level-3/catch-up/", f"{frozen}draw/", f"{frozen}abandon/"):
            assert client.post(address, {"reason": "No."}).status_code == 404
    for address in (frozen, f"{frozen}draw/", f"{frozen}abandon/"):
        assert as_(elsewhere.lena).post(address, {"reason": "No.", "text": "x"}).status_code == 404
    assert Draw.objects.get(purpose="level-3-on-demand").drawn_at is None
