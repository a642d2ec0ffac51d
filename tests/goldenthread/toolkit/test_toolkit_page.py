"""The page on which the toolkit is read."""

import re

from django.test import Client
from tests.people import CAST

from goldenthread import world
from goldenthread.toolkit.standards import current_edition


def test_every_standard_stands_on_the_page_under_its_own_anchor(cast, as_):
    page = as_(cast.amina).get("/toolkit/").content.decode()

    codes = [standard.code for standard in current_edition(on=world.today()).standards]
    assert len(codes) == 48
    assert [code for code in codes if f'id="{code}"' not in page] == []
    assert "Is each item of provision specified and quantified?" in page


def test_every_anchor_of_the_page_exists_once(cast, as_):
    page = as_(cast.amina).get("/toolkit/").content.decode()

    ids = re.findall(r' id="([^"]+)"', page)
    assert sorted(ids) == sorted(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(ids)


def test_everybody_with_a_post_may_read_it_and_nobody_else(cast, as_):
    statuses = {as_(getattr(cast, name.lower())).get("/toolkit/").status_code for name in CAST}

    assert statuses == {200}
    assert Client().get("/toolkit/").url == "/account/login/?next=/toolkit/"


def test_an_edition_is_chosen_by_its_id_and_an_unknown_one_is_not_found(cast, as_):
    client = as_(cast.amina)

    assert client.get("/toolkit/?edition=2025-02").status_code == 200
    assert client.get("/toolkit/?edition=../secret").status_code == 404
