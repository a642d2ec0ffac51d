"""Every data-quality rule finds what it should, and a sound return has no fault."""

import datetime as dt
import io
from collections import Counter

import pytest

from ehcp.sen2.check import RULES, check
from ehcp.sen2.codes import words_for
from ehcp.sen2.reading_xml import Reading
from tests.ehcp.sen2.returns import as_xml, many, person

ON = dt.date(2026, 1, 15)
NO_PLAN = {"NamedPlan": None, "PlanDetail": None, "ActivePlans": None, "PlacementDetail": None, "SENneed": None}


def faults(*persons: dict) -> list:
    return list(check(Reading().persons(io.BytesIO(as_xml(list(persons)))), ON))


BROKEN = {
    "no-number": person(Person={"UPN": None}),
    "upn-shape": person(Person={"UPN": "123456789012"}),
    "no-birth-date": person(Person={"PersonBirthDate": None}),
    "age-out-of-range": person(Person={"PersonBirthDate": "1999-08-31"}),
    "no-day": person(Requests={"ReceivedDate": "last spring"}),
    "day-to-come": person(Requests={"RequestOutcomeDate": None, "ReceivedDate": "2026-02-03"},
                          Assessment={"AssessmentOutcomeDate": None}),
    "days-out-of-order": person(Requests={"ReceivedDate": "2025-05-03"}),
    "no-received-date": person(Requests={"ReceivedDate": None}),
    "decision-without-day": person(Assessment={"AssessmentOutcomeDate": None}),
    "day-without-decision": person(Requests={"RequestOutcome": "W"}, Assessment=None, **NO_PLAN),
    "agreed-without-assessment": person(Assessment=None, **NO_PLAN),
    "refused-with-plan": person(Assessment={"AssessmentOutcome": "N"}),
    "active-without-named-plan": person(NamedPlan=None, PlanDetail=None),
    "ceased-and-active": person(NamedPlan={"CeaseDate": "2025-12-01", "CeaseReason": "2"}),
    "ceased-without-reason": person(NamedPlan={"CeaseDate": "2026-03-01"}),
    "no-placement": person(PlacementDetail={"LeavingDate": "2025-12-19"}),
    "placement-without-setting": person(PlacementDetail={"URN": None}),
    "indicators-not-set": person(PlacementDetail={"SENunitIndicator": None, "ResourcedProvisionIndicator": None}),
    "no-primary-need": person(SENneed={"SENtypeRank": "2"}),
    "review-without-outcome": person(ActivePlans={"ReviewOutcome": None}),
    "review-decision-missing": person(ActivePlans={"ReviewMeeting": "2025-11-20", "LastReview": None}),
    "unknown-code": person(SENneed={"SENtype": "LDD"}),
}  # fmt: skip


@pytest.mark.parametrize("rule", sorted(BROKEN))
def test_each_rule_finds_what_it_should_and_nothing_else_comes_with_it(rule):
    found = Counter(fault.rule for fault in faults(BROKEN[rule]))

    also = {"day-to-come": {"decision-without-day"}}.get(rule, set())
    assert set(found) - also == {rule}


def test_every_rule_is_tried():
    assert set(BROKEN) | {"several-plans", "same-upn"} == set(RULES)


def test_a_child_with_two_plans_in_force_is_told_once():
    one = person()
    data = as_xml([one]).replace(b"</Person>", as_xml([person()]).split(b"<Requests>")[1].join([b"<Requests>", b""])
                                 .replace(b"</Persons></Message>", b""))  # fmt: skip
    found = Counter(fault.rule for fault in check(Reading().persons(io.BytesIO(data)), ON))

    assert found == {"several-plans": 1}


def test_two_persons_with_one_upn_are_told_at_the_second():
    (fault,) = faults(person(1), person(2, Person={"UPN": person(1)["Person"]["UPN"]}))

    assert (fault.rule, fault.number) == ("same-upn", 2)


def test_a_sound_return_has_no_fault():
    assert faults(*many(200)) == []


def test_an_overturned_refusal_is_no_fault():
    assert faults(person(Assessment={"AssessmentOutcome": "N", "AssessmentTribunal": "1"})) == []


def test_a_fault_says_where_and_what_it_holds():
    (fault,) = faults(person(7, SENneed={"SENtype": "LDD"}))

    assert (fault.number, fault.module, fault.item, fault.value) == (1, "SENneed", "SENtype", "LDD")
    rule = RULES[fault.rule]
    assert all(words.endswith(".") for words in (rule.what, rule.why, rule.mend))


@pytest.mark.parametrize(
    ("item", "value", "words"),
    [
        ("SENtype", "asd", "Autistic spectrum disorder"),
        ("SENtype", "ASD - Autistic Spectrum", "Autistic spectrum disorder"),
        ("SENtype", "a) SPLD", "Specific learning difficulty"),
        ("CeaseReason", "2.0", "Needs met without a plan"),
        ("Week20", "Yes", "Yes"),
        ("SENtype", "LDD", None),
        ("ReviewOutcome", "maintain", None),
    ],
)
def test_codes_as_exports_write_them(item, value, words):
    assert words_for(item, value) == words
