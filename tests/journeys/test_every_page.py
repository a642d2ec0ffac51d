"""Every page, as somebody who may open it, in a real browser: axe finds nothing, nothing scrolls sideways, no error is logged."""

import re

import pytest
from django.urls import reverse
from django_scopes import scope

from goldenthread.moderation.models import Challenge, Concern, Letter, Moderation
from goldenthread.plans.models import Plan, RegisterImport, Upload
from goldenthread.samples.models import Draw
from tests.browser import WIDTHS, axe, context_for, sideways

pytestmark = pytest.mark.browser

LEAD, SENIOR, OFFICER, ASSISTANT, AUDITOR = "Bethan Roscoe", "Mair Ellwood", "Priya Dunmore", "Ada Umber", "Audrey Bell"


def pages(posts) -> list[tuple[str, str]]:
    """(who, path) of each page of the service, with references of the lived months."""
    authority = posts[LEAD].authority
    with scope(authority=authority):
        moderating = (
            Moderation.objects.filter(stage="moderating", moderator__isnull=False)
            .select_related("moderator__person")
            .first()
        )
        closed = Moderation.objects.filter(stage="closed").select_related("version__plan", "moderator__person").first()
        letter = (
            Letter.objects.filter(sent_at__isnull=False)
            .select_related("moderation__version__writer__person", "moderation__moderator__person")
            .first()
        )
        challenge = (
            Challenge.objects.filter(senior__isnull=False)
            .select_related("letter__moderation", "senior__person")
            .first()
        )
        concern = Concern.objects.first()
        plan = Plan.objects.filter(versions__number=2).first()
        draft = Plan.objects.filter(versions__stage__in=["let-through", "cleared"]).first()
        draw = Draw.objects.filter(drawn_at__isnull=False).first()
        upload = Upload.objects.filter(state="set-aside").first()
        waiting = RegisterImport.objects.filter(state="previewed").first()
        moderator, writer = moderating.moderator.name, letter.moderation.version.writer.name
        answered_by = letter.moderation.moderator.name
    m, c, el = moderating.reference, closed.reference, letter.moderation.reference
    found = [
        *((who, "/") for who in posts if who in (LEAD, SENIOR, OFFICER, ASSISTANT, "Bea Norcross", "Carol Winter")),
        (SENIOR, "/?tab=waiting"), (SENIOR, "/?tab=done"),
        (LEAD, reverse("desk:console")), (LEAD, reverse("desk:new_draw")),
        (LEAD, reverse("desk:plan", args=[plan.reference])),
        (LEAD, reverse("plans:list")), (LEAD, reverse("plans:add")), (LEAD, reverse("plans:hand_over")),
        (ASSISTANT, reverse("plans:upload_many")), (ASSISTANT, reverse("plans:set_aside")),
        (ASSISTANT, reverse("plans:uploads", args=[upload.batch])),
        (LEAD, reverse("plans:upload", args=[plan.reference])), (LEAD, reverse("plans:who", args=[plan.reference])),
        (LEAD, reverse("plans:version", args=[plan.reference, 2])), (LEAD, reverse("plans:compare", args=[plan.reference, 1, 2])),
        (LEAD, reverse("plans:serve", args=[draft.reference, draft.versions.order_by("-number").first().number])),
        (ASSISTANT, reverse("plans:imports")), (ASSISTANT, reverse("plans:import", args=[waiting.reference])),
        (ASSISTANT, reverse("plans:import_columns", args=[waiting.reference])),
        (LEAD, reverse("samples:draws")), (LEAD, reverse("samples:receipt", args=[draw.reference])),
        ("Dev Sandhu", reverse("samples:receipt", args=[draw.reference])),
        (LEAD, reverse("moderation:list")), (LEAD, reverse("moderation:concerns")),
        (LEAD, reverse("moderation:concern", args=[concern.reference])),
        (moderator, reverse("moderation:moderation", args=[m])), (moderator, reverse("moderation:moderation", args=[m]) + "?section=F"),
        (moderator, reverse("moderation:judge", args=[m])), (moderator, reverse("moderation:raise_concern", args=[m])),
        (LEAD, reverse("moderation:assign", args=[m])), (LEAD, reverse("moderation:moderation", args=[c])),
        (writer, reverse("moderation:letter", args=[el])), (answered_by, reverse("moderation:letter", args=[el])),
        (writer, reverse("moderation:letter_message", args=[el])), (writer, reverse("moderation:challenge_letter", args=[el])),
        (LEAD, reverse("reporting:level3")),
        (LEAD, reverse("people:list")), (LEAD, reverse("people:invite")), (LEAD, reverse("people:person", args=[posts[OFFICER].pk])),
        (LEAD, reverse("people:settings")), (LEAD, reverse("people:setting", args=["level3.background-chance"])),
        (AUDITOR, reverse("people:history")), (LEAD, reverse("people:choose_post")),
        (SENIOR, reverse("toolkit:read")),
        *((OFFICER, reverse(f"ui:{name}")) for name in ("help", "accessibility", "privacy", "keys")),
        (OFFICER, "/nothing-here/"),
    ]  # fmt: skip
    if challenge:
        found.append(
            (
                challenge.senior.name,
                reverse("moderation:challenge", args=[challenge.letter.moderation.reference, challenge.pk]),
            )
        )
    return found


def test_every_page_is_accessible_at_three_widths(sandbourne, live_server, browser):
    problems, looked = [], 0
    contexts = {}
    for who, path in pages(sandbourne):
        if who not in contexts:
            contexts[who] = context_for(browser, live_server.url, sandbourne[who])
        page = contexts[who].new_page()
        said = []
        page.on("console", lambda message, said=said: said.append(message.text) if message.type == "error" else None)
        for name, width in WIDTHS.items():
            page.set_viewport_size({"width": width, "height": 900})
            answer = page.goto(path)
            expected = 404 if "nothing-here" in path else 200
            if answer.status != expected:
                problems.append(f"{path} as {who}: {answer.status}")
                break
            looked += 1
            wide = sideways(page)
            if wide > 0:
                problems.append(f"{path} as {who} at {width}: {wide} px too wide")
            if name != "tablet":
                problems += [f"{path} as {who} at {width}: {one}" for one in axe(page)]
            if len(page.query_selector_all("h1")) != 1:
                problems.append(f"{path}: {len(page.query_selector_all('h1'))} headings of the first level")
        problems += [
            f"{path} as {who}, console: {one}" for one in said if not ("404" in one and "nothing-here" in path)
        ]
        page.close()
    print(f"\n{looked} pages looked at")
    assert problems == []


def test_the_sign_in_pages_are_accessible(transactional_db, live_server, browser):
    context = context_for(browser, live_server.url)
    page = context.new_page()
    problems = []
    for path in (reverse("account_login"), reverse("account_reset_password")):
        for width in WIDTHS.values():
            page.set_viewport_size({"width": width, "height": 900})
            page.goto(path)
            problems += [f"{path} at {width}: {one}" for one in axe(page)]
            assert sideways(page) <= 0
    assert problems == []


def test_no_title_or_address_says_a_childs_name(sandbourne, live_server, browser):
    with scope(authority=sandbourne[LEAD].authority):
        names = {name for pair in Plan.objects.values_list("child__first_name", "child__last_name") for name in pair}
    names -= {post.split()[0] for post in sandbourne}
    context = context_for(browser, live_server.url, sandbourne[LEAD])
    page = context.new_page()
    said = []
    for who, path in pages(sandbourne):
        if who == LEAD:
            page.goto(path)
            links = page.eval_on_selector_all("a[href]", "all => all.map(one => one.getAttribute('href'))")
            words = re.split(r"\W+", page.title() + " " + " ".join(links))
            said += [f"{path}: {word}" for word in words if word in names]
    assert said == []
