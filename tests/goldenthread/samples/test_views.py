"""The public list of draws, a receipt, its file."""

import datetime as dt
import json
import re
import subprocess
import sys

import pytest

from ehcp.statistics import sampling
from goldenthread.moderation import workflow as moderation
from goldenthread.people.models import Post
from goldenthread.permissions import Role
from goldenthread.samples.models import Draw
from goldenthread.samples.workflow import commit_month, reveal_month
from tests.goldenthread.desk.conftest import live, wednesday  # noqa: F401
from tests.goldenthread.desk.drafts import drawn, frame_plan_of, let_through

pytestmark = pytest.mark.usefixtures("cast")


def html(response):
    assert response.status_code == 200
    return response.content.decode()


@pytest.fixture
def draw(cast, wednesday):  # noqa: F811
    return frame_plan_of(drawn(cast.amina).version).draw


@pytest.mark.parametrize("role", list(Role))
def test_everybody_sees_that_draws_were_made(cast, as_, draw, role):
    post = next(post for post in cast.posts.values() if post.role == role)

    page = html(as_(post).get("/level-3/draws/"))
    assert draw.reference in page
    assert draw.commitment in page
    for hidden in (draw.month.nonce, draw.frame_plans.get().version.plan.reference, "Tobin", "Amina Sandbourne</t"):
        assert hidden not in page


def test_the_picks_are_shown_to_those_who_moderate_and_to_the_writer_alone(cast, as_, draw, elsewhere):
    reference = draw.frame_plans.get().version.plan.reference
    address = f"/level-3/draws/{draw.reference}/"

    for post in (cast.lena, cast.ben, cast.mair, cast.amina):
        assert reference in html(as_(post).get(address))
        assert as_(post).get(f"{address}receipt.json").status_code == 200
    for post in (cast.osei, cast.sam, cast.dev, cast.dora, cast.bea, cast.carol, cast.ivo, cast.audrey, cast.anton):
        page = html(as_(post).get(address))
        for hidden in (reference, cast.amina.name, draw.frame_plans.get().frame_id, draw.frame_plans.get().stratum):
            assert hidden not in page, (post, hidden)
        assert receipt_hashes(draw) <= set(page.replace("<", " ").replace(">", " ").split())
        assert as_(post).get(f"{address}receipt.json").status_code == 404
    for stranger in (elsewhere.lena, elsewhere.amina):
        assert as_(stranger).get(address).status_code == 404
        assert as_(stranger).get(f"{address}receipt.json").status_code == 404


def receipt_hashes(draw):
    return {draw.receipt["frame_sha256"], draw.commitment}


def test_a_writer_sees_no_picks_of_a_draw_over_many_officers(cast, as_, live):  # noqa: F811
    with live(dt.date(2026, 11, 4)):
        let_through(cast.amina)
        let_through(cast.osei)
    with live(dt.date(2026, 11, 30)):
        draw = moderation.run_catch_up(authority=cast.authority, period="2026-11")
        page = html(as_(cast.amina).get(f"/level-3/draws/{draw.reference}/"))

    assert cast.osei.name not in page
    assert "is shown to those who moderate them" in page


def test_before_the_month_has_ended_neither_number_nor_seed_is_shown(cast, as_, draw):
    lena = as_(cast.lena)
    page = html(lena.get(f"/level-3/draws/{draw.reference}/"))
    receipt = json.loads(lena.get(f"/level-3/draws/{draw.reference}/receipt.json").content)

    assert (receipt["nonce"], receipt["seed"]) == (None, None)
    assert draw.month.nonce not in page
    assert "The number opens after the end of" in page


def test_after_the_reveal_the_file_verifies_with_the_stand_alone_verifier(cast, as_, draw, live, tmp_path):  # noqa: F811
    with live(dt.date(2026, 12, 1)):
        assert reveal_month(authority=cast.authority, period="2026-11") is True
        response = as_(cast.amina).get(f"/level-3/draws/{draw.reference}/receipt.json")
        page = html(as_(cast.amina).get(f"/level-3/draws/{draw.reference}/"))

    assert response["Content-Disposition"] == f'attachment; filename="{draw.reference}.json"'
    file = tmp_path / "receipt.json"
    file.write_bytes(response.content)
    checked = subprocess.run([sys.executable, "tools/verify_draw.py", file], capture_output=True, text=True)
    assert (checked.returncode, sampling.verify(json.loads(response.content))) == (0, [])
    file.write_bytes(response.content.replace(b'"chance":"1/1"', b'"chance":"1/2"'))
    assert subprocess.run([sys.executable, "tools/verify_draw.py", file], capture_output=True).returncode != 0
    assert "Repeated just now: the same picks." in page


def facts_shown(page: str) -> dict[str, str]:
    pairs = re.findall(r"<dt>([^<]+)</dt><dd>([^<]*)</dd>", page)
    return dict(pairs)


def test_a_receipt_says_why_its_chance_was_what_it_was(cast, as_, wednesday):  # noqa: F811
    first = frame_plan_of(drawn(cast.amina).version).draw
    second = frame_plan_of(let_through(cast.amina)).draw
    of_a_new_officer = frame_plan_of(drawn(cast.nadia).version).draw

    lena = as_(cast.lena)
    first, second, third = (
        facts_shown(html(lena.get(draw.get_absolute_url()))) for draw in (first, second, of_a_new_officer)
    )
    assert (first["Covered already this month"], second["Covered already this month"]) == (
        "No",
        "Yes, so the background chance",
    )
    assert (second["Signed off"], third["Signed off"]) == ("Yes", "No: every draft is moderated")


def test_the_commitments_can_be_taken_away_as_a_file(cast, as_, draw):
    response = as_(cast.dev).get("/level-3/draws/commitments.json")

    (month,) = json.loads(response.content)
    assert (month["period"], month["commitment"], set(month)) == (
        "2026-11",
        draw.month.commitment,
        {"period", "commitment", "committed_at"},
    )


def test_each_months_number_says_when_it_was_sealed_and_to_whom_it_was_sent(cast, as_, live):  # noqa: F811
    with live(dt.date(2026, 11, 30)):
        commit_month(authority=cast.authority, period="2026-12")
    Post.objects.filter(role=Role.DCO).update(closed_at=dt.datetime(2026, 12, 1, tzinfo=dt.UTC))
    with live(dt.date(2027, 1, 4)):
        commit_month(authority=cast.authority, period="2027-01")
    Post.objects.filter(role=Role.DSCO).update(closed_at=dt.datetime(2027, 1, 5, tzinfo=dt.UTC))
    with live(dt.date(2027, 1, 29)):
        commit_month(authority=cast.authority, period="2027-02")

    page = " ".join(html(as_(cast.carol).get("/level-3/draws/")).split())
    assert re.findall(r"Sealed on (\d+ \w+ \d+), [\d:]+(.*?) Not opened yet", page) == [
        ("29 January 2027", ". <b>Sent to nobody.</b>"),
        ("4 January 2027", ", after its month had begun. Sent to the DSCO."),
        ("30 November 2026", ". Sent to the DCO and the DSCO."),
    ]


def test_the_lead_is_told_when_nobody_receives_the_months_number(cast, live):  # noqa: F811
    from goldenthread.notices.models import Notice

    Post.objects.filter(role__in=[Role.DCO, Role.DSCO]).update(closed_at=dt.datetime(2026, 11, 1, tzinfo=dt.UTC))
    with live(dt.date(2026, 11, 30)):
        commit_month(authority=cast.authority, period="2026-12")

    assert [(one.kind, one.to, one.reference) for one in Notice.objects.all()] == [
        ("month-committed-to-nobody", cast.lena, "2026-12")
    ]


def test_the_notice_of_a_commitment_leads_to_the_page_of_draws(cast, draw):
    from goldenthread.notices.models import Notice

    assert set(Notice.objects.filter(kind="month-committed").values_list("path", flat=True)) == {"/level-3/draws/"}


def test_a_draw_that_is_not_there_is_not_there(cast, as_, draw):
    for address in ("/level-3/draws/D-2026-9999/", "/level-3/draws/D-2026-9999/receipt.json"):
        assert as_(cast.lena).get(address).status_code == 404


def test_the_list_asks_the_same_few_questions_for_one_draw_and_for_thirty(
    cast, as_, draw, django_assert_max_num_queries
):
    client = as_(cast.bea)
    counts = []
    for rounds in (1, 29):
        for _ in range(rounds):
            let_through(cast.osei)
        client.get("/level-3/draws/")
        with django_assert_max_num_queries(25) as captured:
            page = html(client.get("/level-3/draws/"))
        counts.append(len(captured))
    assert counts[0] == counts[1]
    newest = Draw.objects.order_by("-pk").first()
    assert page.index(newest.reference) < page.index("D-2026-0020")
    assert draw.reference in html(client.get("/level-3/draws/?page=2"))
