"""What the list of addresses promises: each page says whom it is for, and no address says anything about a child."""

import ast
import re
from pathlib import Path

import pytest

import goldenthread
from goldenthread.permissions import Permission
from goldenthread.routes import _walk, routes

SOURCE = Path(goldenthread.__file__).parent
OURS = [route for route in routes() if route["permission"] != "sign-in library"]
AUDIENCES = {"everyone", "signed in"}
MARKS = {"needs", "open_to"}
# Functions in files of views that take a request and are called by views; none of them is an address.
HELPERS = {
    "answers_survive",
    "by_script",
    "clash_page",
    "my_review",
    "not_found",
    "read",
    "screen_page",
    "take_points",
}
# What may stand in an address. Our own references are random; keys, tokens and batches too.
CONVERTERS = {
    "reference": {"reference", "str"},
    "batch": {"slug"},
    "key": {"str"},  # of a setting, or of answers held
    "token": {"str"},
    "code": {"str"},  # of a standard, or of a check
    "kind": {"str"},  # of a file: csv or xlsx
    "rule": {"slug"},  # of the data quality
    "number": {"int"},
    "pk": {"int"},
}


@pytest.mark.parametrize("route", OURS, ids=lambda route: route["name"])
def test_every_address_says_whom_it_is_for(route):
    known = {*AUDIENCES, *(permission.name for permission in Permission)}
    assert route["permission"] in known, (
        f"{route['path']} is marked with {route['permission']!r}: put @needs(Permission...) on its view, or "
        '@open_to("everyone") or @open_to("signed in").'
    )


def test_few_pages_are_open_to_people_without_a_post():
    """A longer list than this is a decision: write it here, and say why in the policy."""
    assert {route["name"] for route in OURS if route["permission"] in AUDIENCES} == {
        "people:accept",
        "people:choose_post",
        "ui:accessibility",
        "ui:alive",
        "ui:help",
        "ui:keys",
        "ui:privacy",
        "ui:session",
        "ui:session_back",
    }


def _files_of_views() -> list[Path]:
    return sorted({*SOURCE.glob("**/views*.py"), *SOURCE.glob("**/views/*.py")} - {*SOURCE.glob("**/__init__.py")})


def _unmarked(file: Path) -> list[str]:
    tree = ast.parse(file.read_text())
    return [
        f"{file.relative_to(SOURCE)}: {node.name}"
        for node in tree.body
        if isinstance(node, ast.FunctionDef)
        and node.args.args
        and node.args.args[0].arg == "request"
        and not node.name.startswith("_")
        and node.name not in HELPERS
        and not MARKS & {_name(decorator) for decorator in node.decorator_list}
    ]


def _name(decorator: ast.expr) -> str:
    called = decorator.func if isinstance(decorator, ast.Call) else decorator
    return getattr(called, "id", getattr(called, "attr", ""))


def test_every_function_that_answers_a_request_is_marked():
    files = _files_of_views()
    assert len(files) > 20
    assert [one for file in files for one in _unmarked(file)] == []


def test_no_view_is_a_class_that_the_scan_would_miss():
    found = [
        f"{file.relative_to(SOURCE)}: {node.name}"
        for file in _files_of_views()
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.ClassDef) and any("View" in _name(base) for base in node.bases)
    ]
    assert found == []


def _patterns() -> list[tuple[str, str, object]]:
    from django.urls import get_resolver

    return [
        (path, name, view)
        for path, name, view in _walk(get_resolver().url_patterns, "/", "")
        if not view.__module__.startswith("allauth.")
    ]


def test_what_stands_in_an_address_is_a_reference_a_number_or_a_key():
    odd = []
    for path, name, _ in _patterns():
        for converter, parameter in re.findall(r"<(?:(\w+):)?(\w+)>", path):
            if converter not in CONVERTERS.get(parameter, set()):
                odd.append(f"{name}: <{converter}:{parameter}>")
    assert odd == []


def test_every_address_has_a_name_and_no_name_is_used_twice():
    names = [route["name"] for route in routes()]
    assert [name for name in names if not name or name.endswith(":") or names.count(name) > 1] == []
