"""The rulebook: every sentence that the software holds officers, drafts or itself to, each as one cited function.

A rule is registered where it is written. `docs/rulebook.md` is made from the register and from the tests that bear
the rule's code, so the page cannot say what the code does not do.
"""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

F = TypeVar("F", bound=Callable[..., Any])


@dataclass(frozen=True)
class Rule:
    """One rule. `sentence` is for people, `reading` what we took an open original to mean (may be empty)."""

    code: str
    sentence: str
    reading: str
    source: str
    module: str
    name: str
    function: Callable[..., Any]


RULES: list[Rule] = []


class RuleError(ValueError):
    """A rule that cannot be cited: no sentence, no source, or a code that another rule bears."""


def rule(code: str, source: str) -> Callable[[F], F]:
    """Register a function as the rule `code`, taken from `source`.

    The first paragraph of its docstring is the rule's sentence, the further ones the reading taken. Raises
    RuleError where the sentence, the code or the source is missing, and where the code is taken.
    """

    def register(function: F) -> F:
        sentence, *further = [" ".join(part.split()) for part in paragraphs(inspect.getdoc(function) or "")] or [""]
        new = Rule(
            code=code,
            sentence=sentence,
            reading="\n\n".join(further),
            source=source,
            module=function.__module__,
            name=function.__qualname__,
            function=function,
        )
        _must_be_citable(new)
        # A module that is read twice (reloaded, or run as a program) registers its rules once.
        RULES[:] = [known for known in RULES if known.code != code]
        RULES.append(new)
        return function

    return register


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text: what stands between blank lines."""
    return [part for part in re.split(r"\n\s*\n", text.strip()) if part]


def by_code(code: str) -> Rule:
    """The rule of this code. Raises KeyError where none is registered."""
    for known in RULES:
        if known.code == code:
            return known
    raise KeyError(code)


def _must_be_citable(new: Rule) -> None:
    if not new.code.strip() or not new.source.strip():
        raise RuleError(f"{new.module}.{new.name}: a rule needs a code and a source")
    if not new.sentence:
        raise RuleError(f"rule {new.code}: {new.module}.{new.name} needs a docstring, whose first sentence is the rule")
    for known in RULES:
        if known.code == new.code and (known.module, known.name) != (new.module, new.name):
            raise RuleError(f"rule {new.code} is {known.module}.{known.name} already; {new.name} needs its own code")


# --- The tests that hold a rule ---------------------------------------------------------------


def marked_tests(folder: Path) -> dict[str, list[str]]:
    """The tests that bear `@pytest.mark.rule("CODE")`, as code -> ["tests/.../test_x.py::test_name", ...].

    The files are read, not run. A mark on a class or in a module's `pytestmark` counts for the tests within.
    """
    found: dict[str, list[str]] = {}
    for path in sorted(folder.rglob("test_*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        place = f"{folder.name}/{path.relative_to(folder).as_posix()}"
        for codes, name in _marks_within(tree.body, _codes_of_module(tree)):
            for code in codes:
                found.setdefault(code, []).append(f"{place}::{name}")
    return found


def _marks_within(body: list[ast.stmt], inherited: list[str], prefix: str = "") -> Iterator[tuple[list[str], str]]:
    for node in body:
        if isinstance(node, ast.ClassDef):
            yield from _marks_within(node.body, inherited + _codes(node.decorator_list), f"{prefix}{node.name}::")
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test_"):
            yield inherited + _codes(node.decorator_list), prefix + node.name


def _codes_of_module(tree: ast.Module) -> list[str]:
    for node in tree.body:
        if isinstance(node, ast.Assign) and any(isinstance(t, ast.Name) and t.id == "pytestmark" for t in node.targets):
            return _codes(list(ast.walk(node.value)))
    return []


def _codes(nodes: Iterable[ast.AST]) -> list[str]:
    """The codes of every `pytest.mark.rule("CODE", ...)` among these nodes."""
    return [
        str(argument.value)
        for node in nodes
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "pytest.mark.rule"
        for argument in node.args
        if isinstance(argument, ast.Constant)
    ]


# --- The page ---------------------------------------------------------------------------------

NO_TEST = "**no test bears this code**"


def render_rulebook(rules: Iterable[Rule], tests: Mapping[str, list[str]]) -> str:
    """The rulebook as Markdown, one table for each module, in the order of module and code.

    `tests` is what `marked_tests` gives. A rule without a test says so on the page.
    """
    ordered = sorted(rules, key=lambda one: (one.module, natural(one.code)))
    lines = [
        "# The rulebook",
        "",
        "Every sentence that the software keeps, with the place it comes from, the function that answers it and the "
        "tests that hold it. Written by `tools/write_docs.py` from the code: edit the docstring, not this page.",
    ]
    module = ""
    for one in ordered:
        if one.module != module:
            module = one.module
            lines += [
                "",
                f"## `{module}`",
                "",
                "| Code | Sentence | Source | Function | Test |",
                "|---|---|---|---|---|",
            ]
        lines.append(_row(one, tests.get(one.code, [])))
    return "\n".join(lines) + "\n"


def natural(code: str) -> list[tuple[int, int, str]]:
    """A key that sorts L3.2 before L3.10."""
    return [(1, int(part), "") if part.isdigit() else (0, 0, part) for part in re.split(r"(\d+)", code) if part]


def _row(one: Rule, tests: list[str]) -> str:
    sentence = one.sentence
    if one.reading:
        sentence += "<br><br>" + "<br><br>".join(paragraphs(one.reading))
    held = "<br>".join(f"`{test}`" for test in tests) or NO_TEST
    return " | ".join(["| " + one.code, _cell(sentence), _cell(one.source), f"`{one.name}`", held]) + " |"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
