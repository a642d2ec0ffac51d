"""A model on this machine is asked, and not believed."""

from __future__ import annotations

import json
import logging
import time

import pytest

from ehcp.screening.__main__ import main
from ehcp.screening.check import Severity
from ehcp.screening.checks import all_checks
from ehcp.screening.facts import Facts
from ehcp.screening.optional.local_model import (
    CODES,
    FAILURES_IN_A_ROW,
    GAVE_UP,
    NAME_UNKNOWN,
    NOT_HERE,
    TOO_LONG,
    LocalModel,
    NotAllowed,
    ask,
)
from ehcp.screening.reading import read_any
from ehcp.screening.screen import plan_text

from .model_server import dribbles, model, points, says, text_of

PLAN = """Section A: views, interests and aspirations
Tamsin wants to draw animals.
Section B: special educational needs
1. Tamsin Orchard finds it hard to follow what is said to her.
Section E: outcomes
E1. By the end of Year 4 Tamsin will follow three steps said once, four times out of five.
Section F: special educational provision
F1. Tamsin will have regular help from “a kind adult” with her listening – as Tamsin needs it.
F2. Mrs Ivy Halloran and Odette work with TAMSIN, her mother on 01632 960 123, every Monday.
"""
KNOWN = Facts(name="Tamsin Orchard", pronoun="she")


def the_plan(facts: Facts = KNOWN, text: str = PLAN):
    return plan_text(read_any(text.encode()), facts)


def test_a_point_with_the_plans_own_words_becomes_a_finding_for_information():
    plan = the_plan()
    with model(points(("amount", "regular help"))) as server:
        asked = ask(plan, LocalModel(server.url))

    [finding] = asked.findings
    assert finding.rule == "model-amount" and finding.source == "model" and finding.item == "F1"
    assert finding.severity is Severity.INFORMATION and "may" in finding.message
    assert plan.text[finding.start : finding.end] == finding.quote == "regular help"
    assert plan.document.blocks[finding.block].text[finding.block_start : finding.block_end] == finding.quote
    assert asked.problem == ""


def test_what_a_model_says_is_no_part_of_the_ruleset():
    assert not any(check.id.startswith("model-") for check in all_checks())


def test_a_quote_is_found_whatever_its_quote_marks_and_dashes_are():
    with model(points(("who", '"a kind  adult" with her listening - as'))) as server:
        [finding] = ask(the_plan(), LocalModel(server.url)).findings

    assert finding.quote == "“a kind adult” with her listening – as"


def test_a_quote_over_a_stand_in_comes_back_as_the_plans_own_words():
    with model(points(("amount", "listening – as [the child] needs"), ("who", "[the child] will have"))) as server:
        found = ask(the_plan(), LocalModel(server.url)).findings

    assert [finding.quote for finding in found] == ["listening – as Tamsin needs", "Tamsin will have"]


def test_a_quote_that_is_not_in_the_item_is_dropped():
    with model(
        points(("amount", "follow what is said"), ("who", "nowhere"), ("who", ""), ("who", "e" * 900))
    ) as server:
        asked = ask(the_plan(), LocalModel(server.url))

    assert asked.findings == ()
    assert [(sent.kept, sent.dropped) for sent in asked.sent] == [(0, 4)] * 3


def test_a_point_about_provision_is_not_taken_of_an_outcome():
    with model(points(("amount", "three steps"))) as server:
        asked = ask(the_plan(), LocalModel(server.url))

    assert asked.findings == () and asked.sent[0].dropped == 1


def test_one_item_at_a_time_is_sent_and_nobody_is_named():
    with model(points()) as server:
        ask(the_plan(), LocalModel(server.url, "small"))

    assert [path for path, _ in server.asked] == ["/v1/chat/completions"] * 3
    sent = [text_of(asked) for _, asked in server.asked]
    assert sent[0] == "By the end of Year 4 [the child] will follow three steps said once, four times out of five."
    assert sent[2] == "[a person] and [a person] work with [the child], her mother on [a person], every Monday."
    assert not any(name in json.dumps(server.asked).lower() for name in ("tamsin", "orchard", "halloran", "odette"))
    assert server.asked[0][1]["model"] == "small"


def test_a_name_that_is_also_a_word_is_kept_from_the_model_and_the_word_is_not():
    plan = the_plan(Facts(name="Will Orchard"), PLAN.replace("Tamsin", "Will"))
    with model(points()) as server:
        ask(plan, LocalModel(server.url))

    assert text_of(server.asked[0][1]).startswith("By the end of Year 4 [the child] will follow")


def test_nothing_is_sent_when_the_childs_name_is_not_known():
    with model(points()) as server:
        asked = ask(the_plan(Facts()), LocalModel(server.url))

    assert asked.problem == NAME_UNKNOWN and server.asked == []


@pytest.mark.parametrize(
    "said",
    [
        "The plan is unlawful.",
        "",
        "[]",
        '{"points": {}}',
        '{"points": ["amount"]}',
        '{"points": [{"code": "unlawful", "quote": "regular help"}]}',
        '{"points": [{"code": "amount", "quote": 3}]}',
        json.dumps({"points": [{"code": "amount", "quote": "regular help"}] * 6}),
        "[" * 50_000,
    ],
)
def test_an_answer_of_another_kind_is_not_understood(said):
    with model(says(said)) as server:
        asked = ask(the_plan(), LocalModel(server.url))

    assert asked.findings == () and {sent.result for sent in asked.sent} == {"not understood"}


def test_an_answer_in_a_fence_is_understood():
    with model(says('```json\n{"points": [{"code": "amount", "quote": "regular help"}]}\n```')) as server:
        assert len(ask(the_plan(), LocalModel(server.url)).findings) == 1


def test_what_the_model_says_besides_is_never_shown():
    said = {"points": [{"code": "amount", "quote": "regular help", "message": "This is unlawful."}], "verdict": "bad"}
    with model(says(said)) as server:
        [finding] = ask(the_plan(), LocalModel(server.url)).findings

    assert "unlawful" not in finding.message + finding.suggestion


@pytest.mark.parametrize(
    "reply",
    [
        lambda handler, asked: handler.send(b"{}", 500),
        lambda handler, asked: handler.send(b"<html>"),
        lambda handler, asked: handler.send(b'{"choices": []}'),
        lambda handler, asked: handler.send(b"\xff\xfe\x00"),
        lambda handler, asked: handler.send(b" " * 200_000),
        lambda handler, asked: handler.connection.close(),
    ],
)
def test_a_model_that_answers_badly_is_asked_once_an_item_and_soon_no_more(reply):
    text = PLAN + "".join(f"F{n}. Tamsin will have help with task {n}.\n" for n in range(3, 12))
    with model(reply) as server:
        asked = ask(the_plan(text=text), LocalModel(server.url))

    assert asked.findings == () and asked.problem == GAVE_UP
    assert len(server.asked) == len(asked.sent) == FAILURES_IN_A_ROW


def test_a_redirect_is_not_followed():
    with model(points(("amount", "regular help"))) as elsewhere:
        moved = f"{elsewhere.url}/chat/completions"
        with model(lambda handler, asked: handler.send(b"", 307, Location=moved)) as server:
            assert ask(the_plan(), LocalModel(server.url)).findings == ()

        assert elsewhere.asked == []


def test_no_proxy_is_asked(monkeypatch):
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    with model(points(("amount", "regular help"))) as server:
        assert len(ask(the_plan(), LocalModel(server.url)).findings) == 1


@pytest.mark.parametrize("reply", [dribbles, lambda handler, asked: time.sleep(3)])
def test_a_slow_model_is_hung_up_on(reply):
    began = time.monotonic()
    with model(reply) as server:
        asked = ask(the_plan(), LocalModel(server.url, seconds=0.3))

    assert {sent.result for sent in asked.sent} == {"no answer"}
    assert time.monotonic() - began < 3


def test_a_plan_has_a_time_of_its_own():
    def slowly(handler, asked):
        time.sleep(0.3)
        points()(handler, asked)

    with model(slowly) as server:
        asked = ask(the_plan(), LocalModel(server.url, seconds_for_a_plan=0.4))

    assert asked.problem == TOO_LONG and len(asked.sent) < 3


def test_nobody_at_the_address_is_told_and_not_asked_again_and_again():
    with model(points()) as server:
        url = server.url
    asked = ask(the_plan(), LocalModel(url))

    assert asked.findings == () and asked.problem == GAVE_UP


@pytest.mark.parametrize(
    "url",
    [
        "http://models.example.org/v1",
        "http://10.0.0.7:8080/v1",
        "http://127.0.0.1.example.org/v1",
        "http://localhost@models.example.org/v1",
        "file:///etc/hosts",
        "ftp://127.0.0.1/",
        "127.0.0.1:8080",
        "http://",
        "http://[::1",
        "http://127.0.0.1:port/",
    ],
)
def test_an_address_elsewhere_is_refused(url):
    with pytest.raises(NotAllowed):
        LocalModel(url)


@pytest.mark.parametrize("url", ["http://localhost:8080/v1", "http://127.0.0.1:1/", "https://[::1]:8080/v1"])
def test_this_machine_is_allowed(url):
    assert LocalModel(url).url == url


def test_a_host_on_the_list_is_allowed():
    assert LocalModel("https://models.example.org/v1", allowed_hosts=frozenset({"models.example.org"}))


def test_the_log_holds_ids_and_lengths_and_no_words(caplog):
    with caplog.at_level(logging.DEBUG), model(points(("amount", "regular help"))) as server:
        ask(the_plan(), LocalModel(server.url))

    told = [record.getMessage() for record in caplog.records if record.name == "ehcp.screening.model"]
    assert told[1].startswith("item F1, ") and told[1].endswith("answered, 1 kept, 0 dropped")
    assert "regular" not in caplog.text and "Tamsin" not in caplog.text


def test_every_code_is_asked_of_some_kind_of_item():
    with model(points()) as server:
        ask(the_plan(), LocalModel(server.url))

    told = " ".join(asked["messages"][0]["content"] for _, asked in server.asked)
    assert all(f'"{code}"' in told for code in CODES)


# --- From the command --------------------------------------------------------------------------


def test_the_command_adds_what_the_model_points_at(tmp_path, capfdbinary):
    file = tmp_path / "plan.txt"
    file.write_text(PLAN, "utf-8")
    with model(points(("amount", "regular help"))) as server:
        assert main(["--json", "--name", "Tamsin Orchard", "--model-url", server.url, str(file)]) == 0

    told = json.loads(capfdbinary.readouterr().out)
    [finding] = [finding for finding in told["findings"] if finding["rule"].startswith("model-")]
    assert finding["source"] == "model" and finding["severity"] == "information"
    assert PLAN[finding["start"] : finding["end"]] == finding["quote"]


def test_the_command_screens_all_the_same_when_the_model_does_not_answer(tmp_path, capfdbinary):
    file = tmp_path / "plan.txt"
    file.write_text(PLAN, "utf-8")
    with model(lambda handler, asked: handler.send(b"", 500)) as server:
        assert main(["--json", "--name", "Tamsin Orchard", "--model-url", server.url, str(file)]) == 0

    printed = capfdbinary.readouterr()
    assert json.loads(printed.out)["status"] == "screened" and GAVE_UP in printed.err.decode()


def test_the_command_refuses_an_address_elsewhere(tmp_path, capsys):
    with pytest.raises(SystemExit) as ended:
        main(["--model-url", "http://models.example.org/v1", "plan.txt"])

    assert ended.value.code == 2 and NOT_HERE in capsys.readouterr().err
