"""What is sent to the browser: no foreign brand, nothing missing, nothing inline, no storage."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import storage
from django.core.management import call_command
from django.test import override_settings

import goldenthread.ui

STATIC = Path(goldenthread.ui.__file__).parent / "static"
OURS = sorted((STATIC / "goldenthread").iterdir())
SHEETS = sorted(STATIC.rglob("*.css"))
SCRIPTS = [path for path in OURS if path.suffix == ".js"]


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_a_style_sheet_carries_no_typeface_or_crest_and_fetches_nothing(sheet):
    text = sheet.read_text()

    assert re.findall(r"@font-face|GDS Transport|crest|url\(|@import|sourceMappingURL", text) == []


def test_only_our_own_picture_is_kept():
    pictures = {
        path.name for path in STATIC.rglob("*") if path.suffix in (".svg", ".png", ".ico", ".woff", ".woff2", ".gif")
    }

    assert pictures == {"favicon.svg"}


def test_each_kept_package_has_its_licence():
    kept = {path.name for path in (STATIC / "vendor").iterdir() if path.is_dir()}

    assert kept == {"govuk", "htmx"}
    assert all((STATIC / "vendor" / name / "LICENCE.txt").stat().st_size > 300 for name in kept)


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_a_script_keeps_nothing_in_the_browser_and_runs_no_text(script):
    code = re.sub(r"/\*.*?\*/|//[^\n]*", "", script.read_text(), flags=re.S)

    assert (
        re.findall(r"localStorage|sessionStorage|indexedDB|document\.cookie|eval\(|new Function|caches\.", code) == []
    )


def test_every_file_can_be_fingerprinted_and_modules_import_fingerprinted_ones(tmp_path):
    fingerprinted = {**settings.STORAGES, "staticfiles": {"BACKEND": "goldenthread.ui.storage.FingerprintedStorage"}}
    with override_settings(STORAGES=fingerprinted, STATIC_ROOT=tmp_path, DEBUG=False):
        call_command("collectstatic", interactive=False, verbosity=0)
        collected = [
            Path(tmp_path, storage.staticfiles_storage.stored_name(f"goldenthread/{path.name}")) for path in SCRIPTS
        ]

    imported = [name for path in collected for name in re.findall(r'(?:from|import) "([^"]+)"', path.read_text())]
    assert len(imported) > 10
    assert all(re.search(r"\.[0-9a-f]{12}\.js$", name) for name in imported)


def test_every_class_of_the_templates_has_a_rule():
    """A class without a rule is a slip of the pen, or a part that lost its clothes."""
    styled = set(re.findall(r"\.(gt-[a-z0-9_-]+)", "".join(path.read_text() for path in SHEETS)))
    templates = Path(goldenthread.ui.__file__).parent / "templates"
    used: dict[str, set[str]] = {}
    for template in templates.rglob("*.html"):
        for classes in re.findall(r'class="([^"]*)"', template.read_text()):
            plain = re.sub(r"\{[{%].*?[%}]\}", " ", classes)
            for name in re.findall(r"(?<![\w-])gt-[a-z0-9_-]+(?!-?\{)", plain):
                if not name.endswith("-"):
                    used.setdefault(name, set()).add(template.name)
    hooks = {"gt-page", "gt-messages", "gt-post-change"}

    assert {name: sorted(where) for name, where in used.items() if name not in styled | hooks} == {}
