"""The generated pages: written when stale, and red when checked stale."""

import importlib.util
from pathlib import Path

import pytest

TOOL = Path(__file__).resolve().parents[2] / "tools" / "write_docs.py"


@pytest.fixture
def tool(tmp_path, monkeypatch):
    """The tool, with one page of its own in an empty folder."""
    spec = importlib.util.spec_from_file_location("write_docs_in_a_test", TOOL)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(module, "PAGES", [("docs/page.md", lambda: "# A page\n\nAs it should be.\n")])
    return module


def test_a_page_that_is_not_there_is_written(tool, tmp_path):
    assert tool.main([]) == 0
    assert (tmp_path / "docs" / "page.md").read_text("utf-8") == "# A page\n\nAs it should be.\n"
    assert tool.main(["--check"]) == 0


def test_a_stale_page_is_red_and_left_alone(tool, tmp_path, capsys):
    tool.main([])
    (tmp_path / "docs" / "page.md").write_text("# A page\n\nAs it was.\n", "utf-8")

    assert tool.main(["--check"]) == 1

    assert (tmp_path / "docs" / "page.md").read_text("utf-8") == "# A page\n\nAs it was.\n"
    said = capsys.readouterr().out
    assert "docs/page.md: stale. Run: python tools/write_docs.py" in said
    assert "-As it was." in said
    assert "+As it should be." in said


def test_a_wrong_argument_says_how_to_use_it(tool, capsys):
    assert tool.main(["--chek"]) == 2
    assert "--check" in capsys.readouterr().out


def test_every_page_has_a_function_that_writes_it():
    spec = importlib.util.spec_from_file_location("write_docs_in_a_test", TOOL)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)

    assert [path for path, page in module.PAGES if not (path.startswith("docs/") and callable(page))] == []
    assert {"docs/rulebook.md", "docs/draw-simulation.md"} <= {path for path, _ in module.PAGES}
