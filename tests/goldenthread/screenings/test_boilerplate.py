"""Wording of another child's plan: found by keyed hashes alone, and never said whose it is."""

import pytest

from ehcp.screening.screen import plan_text
from goldenthread.screenings import boilerplate, queries, workflow
from goldenthread.screenings.models import Passage
from goldenthread.screenings.rules import is_template_wording
from tests.factories import make_child, make_document, make_plan, make_version
from tests.goldenthread.screenings.conftest import a_plan_of_the_library

pytestmark = pytest.mark.django_db

PARAGRAPH = (
    "{name} will read with a teaching assistant for twenty minutes on Monday, Wednesday and Friday after lunch in the "
    "quiet room, choosing the book {pronoun} wants, and the class teacher will write down each week how far they came."
)
CHANGED = PARAGRAPH.replace("twenty", "fifteen")
OTHER_HALF = (
    " a chair by the window, and after that a walk round the field with the dog of the caretaker and his radio."
)


def words(name: str = "Tobin", pronoun: str = "he", paragraph: str = PARAGRAPH) -> str:
    return paragraph.format(name=name, pronoun=pronoun)


def version_of(cast, name: str = "Tobin", pronoun: str = "he", *, text: str = "", child=None, **sections):
    child = child or make_child(cast.authority, first_name=name)
    document = make_document({"B": f"{name} finds waiting hard.", "F": text or words(name, pronoun), **sections})
    plan = child.plans.first() or make_plan(cast.amina, child=child)
    return make_version(plan, document=document)


def screened(version):
    workflow.screen_now(workflow.have_screened(version=version))
    return [one for one in queries.findings_for(version) if one.rule == "boilerplate"]


@pytest.fixture(autouse=True)
def no_other_checks(rules_are):
    rules_are()


@pytest.fixture(autouse=True)
def one_key(monkeypatch):
    """A key follows from the authority's number, which hangs on what ran before; two of one test must still differ."""
    numbers: dict[int, int] = {}
    real = boilerplate.key_of
    monkeypatch.setattr(
        boilerplate, "key_of", lambda authority_id: real(numbers.setdefault(authority_id, len(numbers)))
    )


def test_the_same_paragraph_for_another_child_is_found_though_name_and_pronoun_differ(cast):
    assert screened(version_of(cast, "Tobin", "he")) == []

    (finding,) = screened(version_of(cast, "Maya", "she"))

    assert (finding.section, finding.quote) == ("F", words("Maya", "she"))
    assert "another plan of this authority" in finding.message


def test_it_never_says_whose_words_they_are(cast):
    theirs = version_of(cast, "Tobin", "he")
    screened(theirs)

    (finding,) = screened(version_of(cast, "Maya", "she"))

    said = " ".join(str(getattr(finding, field.name)) for field in finding._meta.concrete_fields)
    assert "Tobin" not in said and theirs.reference not in said and theirs.plan.child.reference not in said


def test_a_changed_number_is_still_near_identical_and_another_paragraph_is_not(cast):
    screened(version_of(cast, "Tobin"))

    assert len(screened(version_of(cast, "Maya", "she", text=words("Maya", "she", CHANGED)))) == 1
    other = (
        "Maya swims at the town baths with her father and the swimming teacher, and the physiotherapist comes along once "
        "in each half term to see how she holds her shoulders and to set three new exercises."
    )
    assert screened(version_of(cast, "Maya", "she", text=other)) == []


@pytest.mark.parametrize(("changed", "least", "most"), [(CHANGED, 190, 200), (PARAGRAPH[:150] + OTHER_HALF, 0, 16)])
def test_what_is_alike_does_not_hang_on_the_key(changed, least, most):
    def signature(paragraph: str, key: bytes) -> bytes:
        return boilerplate.signature_of(paragraph.lower().split(), key)

    keys = [f"key of authority {number}".encode() for number in range(200)]

    found = sum(boilerplate.are_near_identical(signature(PARAGRAPH, key), signature(changed, key)) for key in keys)

    assert least <= found <= most


def test_other_versions_and_plans_of_the_same_child_are_not_compared(cast):
    first = version_of(cast, "Tobin")
    screened(first)

    assert screened(version_of(cast, "Tobin", child=first.plan.child)) == []


def test_another_authority_s_plans_are_never_compared(cast, elsewhere):
    from django_scopes import scope

    with scope(authority=elsewhere.authority):
        screened(version_of(elsewhere, "Tobin"))

    assert screened(version_of(cast, "Maya", "she")) == []
    assert boilerplate.key_of(cast.authority.pk) != boilerplate.key_of(elsewhere.authority.pk)


@pytest.mark.rule("S.4")
def test_what_stands_in_many_plans_is_the_authority_s_template(cast):
    for name in ("Ana", "Bo", "Cai"):
        screened(version_of(cast, name))

    assert len(screened(version_of(cast, "Hal"))) == 1  # three others
    assert screened(version_of(cast, "Ida")) == []  # four others
    assert not is_template_wording(3, template_from=boilerplate.TEMPLATE_FROM)


def test_template_wording_does_not_fill_the_table(cast):
    for number in range(12):
        screened(version_of(cast, f"Name{number}"))

    assert Passage.objects.count() == 6


def test_of_each_plan_the_newest_text_alone_is_kept(cast):
    first = version_of(cast, "Tobin")
    newer = version_of(cast, "Tobin", child=first.plan.child)
    screened(newer)
    screened(first)

    assert {one.version_id for one in Passage.objects.all()} == {newer.pk}


def test_signatures_are_keyed_and_hold_no_words(cast):
    version = version_of(cast)
    plan = plan_text(version.document)

    mine, theirs = (
        boilerplate.passages_of(plan, names=["Tobin"], key=boilerplate.key_of(authority)) for authority in (1, 2)
    )

    assert len(mine) == len(theirs) == 1
    assert not boilerplate.are_near_identical(mine[0].signature, theirs[0].signature)
    assert len(mine[0].signature) == 64


def test_the_more_two_texts_share_the_more_their_signatures_agree():
    key = b"k" * 32
    base = [f"word{number}" for number in range(120)]

    def alike(changed: int) -> int:
        other = [("x" + word if number < changed else word) for number, word in enumerate(base)]
        one, two = boilerplate.signature_of(base, key), boilerplate.signature_of(other, key)
        return sum(one[at : at + 4] == two[at : at + 4] for at in range(0, 64, 4))

    assert alike(0) == 16
    assert alike(0) >= alike(10) >= alike(60) >= alike(120) == 0


def test_two_whole_plans_made_of_one_story_are_seen_to_be_one(cast):
    first = make_version(
        make_plan(cast.amina, child=make_child(cast.authority, first_name="Wilfred", last_name="Dunmore")),
        document=a_plan_of_the_library(child=0),
    )
    second = make_version(
        make_plan(cast.amina, child=make_child(cast.authority, first_name="Ottilie", last_name="Aspinwick")),
        document=a_plan_of_the_library(child=1),
    )

    assert screened(first) == []
    found = screened(second)
    assert {"B", "E", "F"} <= {one.section for one in found}
    assert len({one.section for one in found}) == len(found)
    assert "more paragraph" in found[0].message
