"""The rulebook: rules can be cited, tests that bear their codes are found, the page says what the code does."""

import subprocess
import sys
from pathlib import Path

import pytest

from ehcp import rulebook
from ehcp.rulebook import RuleError, marked_tests, render_rulebook, rule

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def rules(monkeypatch):
    """An empty register, for the length of a test."""
    kept: list[rulebook.Rule] = []
    monkeypatch.setattr(rulebook, "RULES", kept)
    return kept


def test_a_rule_keeps_its_sentence_its_reading_and_its_source(rules):
    @rule("L9.1", source="A framework, page 3")
    def plans_are_read():
        """Every plan is read
        by somebody.

        Reading taken: by a
        person.
        """

    (one,) = rules
    assert (one.code, one.sentence, one.source) == ("L9.1", "Every plan is read by somebody.", "A framework, page 3")
    assert one.reading == "Reading taken: by a person."
    assert one.function is plans_are_read
    assert one.name.endswith("plans_are_read")
    assert rulebook.by_code("L9.1") is one


def test_two_rules_cannot_bear_one_code(rules):
    @rule("L9.1", source="A framework")
    def first():
        """One."""

    with pytest.raises(RuleError, match=r"rule L9\.1 is .*first already; .*second needs its own code"):

        @rule("L9.1", source="A framework")
        def second():
            """Two."""


def test_a_module_that_is_read_twice_registers_once(rules):
    def plans_are_read():
        """Every plan is read."""

    rule("L9.1", source="A framework")(plans_are_read)
    rule("L9.1", source="A framework, new edition")(plans_are_read)

    assert [one.source for one in rules] == ["A framework, new edition"]


@pytest.mark.parametrize(("code", "source"), [("", "A framework"), ("L9.1", " ")])
def test_a_rule_needs_a_code_and_a_source(rules, code, source):
    def plans_are_read():
        """Every plan is read."""

    with pytest.raises(RuleError, match="needs a code and a source"):
        rule(code, source=source)(plans_are_read)


def test_a_rule_needs_a_sentence(rules):
    def silent():
        pass

    with pytest.raises(RuleError, match="needs a docstring"):
        rule("L9.1", source="A framework")(silent)


def test_a_code_nobody_bears_is_a_key_error(rules):
    @rule("L9.1", source="A framework")
    def plans_are_read():
        """Every plan is read."""

    with pytest.raises(KeyError):
        rulebook.by_code("L9.9")


def test_marks_are_found_on_functions_classes_and_modules(tmp_path):
    folder = tmp_path / "tests"
    (folder / "room").mkdir(parents=True)
    (folder / "room" / "test_one.py").write_text(
        "import pytest\n"
        "@pytest.mark.rule('L1', 'L2')\ndef test_a(): ...\n"
        "def test_b(): ...\n"
        "@pytest.mark.rule('L2')\ndef helper(): ...\n"
        "@pytest.mark.rule('L3')\nclass TestC:\n    @pytest.mark.rule('L1')\n    async def test_d(self): ...\n"
    )
    (folder / "test_two.py").write_text("import pytest\npytestmark = [pytest.mark.rule('L4')]\ndef test_e(): ...\n")

    assert marked_tests(folder) == {
        "L1": ["tests/room/test_one.py::test_a", "tests/room/test_one.py::TestC::test_d"],
        "L2": ["tests/room/test_one.py::test_a"],
        "L3": ["tests/room/test_one.py::TestC::test_d"],
        "L4": ["tests/test_two.py::test_e"],
    }


def test_the_page_sorts_codes_as_people_do_and_says_which_rule_has_no_test(rules):
    for code in ("L9.10", "L9.2"):

        def plans_are_read():
            """Every plan | is read."""

        plans_are_read.__qualname__ = f"read_{code}"
        rule(code, source="A framework")(plans_are_read)

    page = render_rulebook(rules, {"L9.10": ["tests/test_x.py::test_y"]})

    rows = [line for line in page.splitlines() if line.startswith("| L9")]
    assert rows == [
        "| L9.2 | Every plan \\| is read. | A framework | `read_L9.2` | **no test bears this code** |",
        "| L9.10 | Every plan \\| is read. | A framework | `read_L9.10` | `tests/test_x.py::test_y` |",
    ]
    assert f"## `{__name__}`" in page


def test_the_page_sets_the_reading_beneath_the_sentence(rules):
    @rule("L9.1", source="A framework")
    def plans_are_read():
        """Every plan is read.

        Reading taken: aloud.

        By a person.
        """

    page = render_rulebook(rules, {})

    assert "| L9.1 | Every plan is read.<br><br>Reading taken: aloud.<br><br>By a person. | A framework |" in page


def test_every_rule_of_the_pure_ground_is_held_by_a_test():
    from ehcp.clock import timescales
    from ehcp.statistics import sampling

    assert timescales and sampling
    tests = marked_tests(ROOT / "tests")
    untested = [one.code for one in rulebook.RULES if one.module.startswith("ehcp.") and one.code not in tests]
    assert untested == []


def test_a_tests_mark_names_a_rule_that_exists():
    """Run apart, because it imports every module that registers rules."""
    asked = (
        "import sys; sys.path[:0] = ['tools', 'src']; import write_docs; write_docs.rulebook();"
        "from ehcp import rulebook as b; from pathlib import Path;"
        "print(sorted(set(b.marked_tests(Path('tests'))) - {one.code for one in b.RULES}))"
    )

    result = subprocess.run([sys.executable, "-c", asked], cwd=ROOT, capture_output=True, text=True)

    assert (result.stdout.strip(), result.stderr) == ("[]", "")
