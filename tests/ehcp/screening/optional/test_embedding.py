"""Likeness of meaning proposes links and decides nothing."""

from __future__ import annotations

import json

import pytest

from ehcp.screening.__main__ import main
from ehcp.screening.facts import Facts
from ehcp.screening.optional import embedding
from ehcp.screening.optional.embedding import NotInstalled, possible_links, with_possible_links
from ehcp.screening.reading import read_any
from ehcp.screening.screen import plan_text, screen

PLAN = """Section B: special educational needs
1. Rafe finds it hard to say what he means.
2. Rafe tires when he walks far.
3. Rafe cannot read small print.
4. Rafe worries about new people.
Section E: outcomes
1. By July 2027 Rafe will tell a friend what happened, in order.
Section F: special educational provision
1. A speech and language therapist works with Rafe alone for 30 minutes a week.
"""
MEANINGS = ("say", "tell", "speech"), ("walk",), ("read", "print"), ("worr", "friend")


class Pretend:
    """Four meanings, each told by its words."""

    def encode(self, texts):
        return [[sum(word in text for word in words) + 0.1 for words in MEANINGS] for text in texts]


def the_plan():
    return plan_text(read_any(PLAN.encode()), Facts(name="Rafe Lindon"))


def test_the_likeliest_come_first_and_at_most_three_of_a_kind():
    found = possible_links(the_plan(), Pretend())

    assert [link.to for link in found["E1"]][:2] == ["B1", "B4"]
    assert [link.to for link in found["F1"]][:2] == ["E1", "B1"]
    assert len(found["E1"]) <= 3


def test_a_proposal_is_never_certain():
    assert not any(link.is_certain for links in possible_links(the_plan(), Pretend()).values() for link in links)


def test_what_the_plan_ties_together_itself_is_not_proposed():
    text = PLAN.replace("A speech", "For outcome 1: A speech")
    found = possible_links(plan_text(read_any(text.encode())), Pretend())

    assert "E1" not in [link.to for link in found["F1"]]


def test_texts_that_have_nothing_to_do_with_each_other_are_not_proposed():
    class Apart:
        def encode(self, texts):
            return [[float(at == place) for at in range(len(texts))] for place in range(len(texts))]

    assert possible_links(the_plan(), Apart()) == {}


def test_a_model_that_knows_no_word_proposes_nothing():
    class Empty:
        def encode(self, texts):
            return [[0.0]] * len(texts)

    assert possible_links(the_plan(), Empty()) == {}


def test_findings_stay_as_they_were():
    document = read_any(PLAN.encode())
    before = screen(document)
    after = with_possible_links(screen(document), Pretend())

    assert after.findings == before.findings
    certain = [[link for link in item.links if link.is_certain] for item in before.plan.items]
    assert [[link for link in item.links if link.is_certain] for item in after.plan.items] == certain


def test_a_model_that_is_not_installed_is_told_in_a_sentence(monkeypatch, capsys):
    monkeypatch.setattr(embedding, "find_spec", lambda name: None)
    embedding.static_model.cache_clear()
    with pytest.raises(NotInstalled, match="pip install"):
        embedding.static_model()

    assert main(["--semantic", "plan.txt"]) == 2
    assert "pip install" in capsys.readouterr().err


@pytest.mark.skipif(not embedding.is_installed(), reason="the extra is not installed")
def test_the_model_of_the_extra_finds_what_is_alike(tmp_path, capfdbinary):
    found = possible_links(the_plan(), embedding.static_model())
    assert found["F1"][0].to in ("E1", "B1")

    file = tmp_path / "plan.txt"
    file.write_text(PLAN, "utf-8")
    assert main(["--json", "--semantic", str(file)]) == 0
    told = json.loads(capfdbinary.readouterr().out)
    assert any(item["possible_links"] for item in told["items"])
