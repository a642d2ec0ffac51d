"""A draw on demand: its frame fixed, entries taken, drawn, its moderations opened, or given up."""

import datetime as dt
import re

import pytest

from goldenthread import world
from goldenthread.desk.draws import on_demand_frame
from goldenthread.moderation.models import Moderation
from goldenthread.people.models import Choice
from goldenthread.plans.models import PlanVersion
from goldenthread.plans.stages import Stage
from goldenthread.samples.models import Draw
from tests.factories import make_plan, make_version
from tests.goldenthread.desk.drafts import drawn, let_through

FORM = {"period": "2026-11", "each": "1", "reason": "A closer look."}


def html(response):
    assert response.status_code == 200
    return response.content.decode()


def filled_buttons(page):
    return len(re.findall(r'class="govuk-button(?: gt-button--\w+)?"', page))


def test_the_frame_holds_what_was_let_through_and_says_why_the_rest_is_left_out(cast, wednesday):
    free, served, replaced, held, ceased = (let_through(cast.amina) for _ in range(5))
    drawn(cast.osei)
    PlanVersion.objects.filter(pk=served.pk).update(stage=Stage.SERVED, served_on=wednesday)
    PlanVersion.objects.filter(pk=replaced.pk).update(stage=Stage.REPLACED)
    newer = make_version(replaced.plan)
    ceased.plan.ceased_on = wednesday
    ceased.plan.save()
    held.plan.is_on_legal_hold = True
    held.plan.save()

    frame, excluded = on_demand_frame("2026-11", with_served=False)
    assert [version for version, _ in frame] == [free, newer]
    assert sorted(reason for _, reason in excluded) == [
        "legal-hold",
        "moderated-within-12-months",
        "served-already",
        "withdrawn",
    ]
    frame, _ = on_demand_frame("2026-11", with_served=True)
    assert {version.pk for version, _ in frame} == {free.pk, served.pk, newer.pk}


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


def test_before_its_day_the_page_asks_why_and_shows_it_to_everybody(cast, as_, live):
    with live(dt.date(2026, 11, 4)):
        let_through(cast.amina)
        lena = as_(cast.lena)
        assert "Why is it run before its day?" in html(lena.get("/level-3/"))
        assert "Before that day, say why" in html(lena.post("/level-3/catch-up/", {"reason": " "}, follow=True))
        assert "The reason is too long" in html(lena.post("/level-3/catch-up/", {"reason": "x" * 301}, follow=True))
        assert not Draw.objects.filter(purpose="level-3-catch-up").exists()
        page = html(lena.post("/level-3/catch-up/", {"reason": "We close for a week."}, follow=True))
        draw = Draw.objects.get(purpose="level-3-catch-up")
        assert f"The catch-up draw {draw.reference} is made." in page

        for reader in (cast.lena, cast.bea, cast.amina):
            for address in ("/level-3/draws/", f"/level-3/draws/{draw.reference}/"):
                shown = html(as_(reader).get(address))
                assert "Run by hand before its day, 30 November 2026: We close for a week." in shown
                assert cast.lena.name in shown
    with live(dt.date(2026, 11, 30)):
        assert "Why is it run before its day?" not in html(as_(cast.lena).get("/level-3/"))


def test_where_the_catch_up_is_switched_off_the_console_does_not_say_that_it_runs(cast, as_, wednesday):
    Choice.objects.create(authority=cast.authority, key="level3.catch-up", value=False, from_on="2026-01-01")

    page = " ".join(html(as_(cast.lena).get("/level-3/")).split())
    assert "It does not run by itself here. Its day is Monday 30 November." in page


def test_a_draft_outside_the_draw_is_nowhere_called_let_through_by_chance(cast, as_, wednesday):
    confirmed = {"kind_confirmed_at": world.now(), "kind_confirmed_by": cast.lena}
    version = make_version(make_plan(cast.amina, kind="amended", **confirmed))
    reference = version.plan.reference
    amina = as_(cast.amina)

    told = html(amina.post(f"/plans/{reference}/versions/1/ready/", follow=True))
    assert "This draft is outside the draw. Amended after review. Only new plans enter the draw here" in told
    for address in (f"/plans/{reference}/", f"/plans/{reference}/versions/1/serve/", f"/plans/{reference}/versions/1/"):
        shown = html(amina.get(address))
        assert "utside the draw" in shown, address
        assert "et through" not in shown, address
    assert "1 draft of amended plans." in html(as_(cast.lena).get("/level-3/"))
    assert "<dt>2026-11</dt><dd>1 draft</dd>" in html(as_(cast.bea).get("/level-3/draws/"))
    assert "outside the draw, so it may be served" in html(amina.get("/"))


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
