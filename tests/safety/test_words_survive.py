"""Every form that takes words: what arrives when the session has ended, and its cookie with it, is kept and given back."""

import pytest
from django.conf import settings
from django_scopes import scope

from goldenthread.moderation.models import HeldAnswers
from goldenthread.moderation.queries.held import given_back
from tests.matrix.world import ACTORS, World
from tests.safety.crawl import crawl

pytestmark = pytest.mark.django_db

TYPED = "Typed for a long while, line by line"


def forms(world: World, asker):
    """Each form with a textarea on any page, once: where it stands, where it goes, what it sends, who filled it in."""
    seen = set()
    for visit in crawl(world, asker).pages:
        for form in visit.tree.xpath("//form[translate(@method, 'POST', 'post')='post'][.//textarea]"):
            texts = tuple(sorted(area.get("name") for area in form.xpath(".//textarea")))
            if (visit.name, texts) in seen:
                continue
            seen.add((visit.name, texts))
            data = {one.get("name"): one.get("value") or "" for one in form.xpath(".//input[@type='hidden']")}
            target = form.get("action") or visit.url.partition("?")[0]
            post = getattr(world.here.cast, ACTORS[visit.role])
            yield visit, target, {**data, **dict.fromkeys(texts, TYPED)}, texts, post


def test_every_form_that_takes_words_holds_them_when_the_session_has_ended(world: World, asker):
    lost, asked = [], 0
    for visit, target, data, texts, post in forms(world, asker):
        asked += 1
        data.pop("csrfmiddlewaretoken", None)

        def kept():
            with scope(authority=post.authority):
                held = HeldAnswers.objects.filter(post=post, path=target).order_by("-pk").first()
                return held and [value for _, value in given_back(held, post, browser="").words].count(TYPED)

        cookie = visit.answer.response.cookies.get(settings.PAGE_COOKIE_NAME)
        answer = asker.ask("POST", target, None, data, meanwhile=kept, page_cookie=cookie.value if cookie else "")
        if not (answer.leads_to_sign_in and answer.found == len(texts)):
            lost.append(f"{visit}: {', '.join(texts)}")
    assert lost == []
    assert asked > 15
