"""What must be true of the whole tree: contracts between rooms, complete migrations, nothing left over, nothing unsafe."""

import re
from importlib.metadata import PackageNotFoundError, version
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.template.loader import get_template
from importlinter.cli import lint_imports

ROOT = Path(__file__).resolve().parent.parent.parent
SOURCE = ROOT / "src"
TEXT = {
    ".py",
    ".html",
    ".txt",
    ".md",
    ".toml",
    ".in",
    ".css",
    ".js",
    ".svg",
    ".tsv",
    ".yml",
    ".yaml",
    ".cfg",
    ".sh",
    "",
}
FOREIGN = {"vendor", "__pycache__", ".git", ".venv", "var", "build"}
THIS = Path(__file__)


def _tree(*folders: str, suffixes: set[str] = TEXT) -> list[Path]:
    found = []
    for folder in folders:
        at = ROOT / folder
        candidates = [at] if at.is_file() else at.rglob("*")
        found += [
            file
            for file in candidates
            if file.is_file()
            and file.suffix in suffixes
            and not FOREIGN & set(file.relative_to(ROOT).parts)
            and not any(part.endswith(".egg-info") for part in file.parts)
            and file != THIS
        ]
    assert found
    return sorted(found)


def _lines(pattern: str, files: list[Path], flags: int = 0) -> list[str]:
    search = re.compile(pattern, flags).search
    return [
        f"{file.relative_to(ROOT)}:{number}: {line.strip()[:120]}"
        for file in files
        for number, line in enumerate(file.read_text(errors="replace").splitlines(), start=1)
        if search(line)
    ]


EVERYTHING = (
    "src",
    "tests",
    "tools",
    "docs",
    "requirements",
    "README.md",
    "CONTRIBUTING.md",
    "Makefile",
    "pyproject.toml",
)
TEMPLATES = _tree("src", suffixes={".html"})
PYTHON = _tree("src", suffixes={".py"})


# --- The house --------------------------------------------------------------------------------


def test_arrows_between_rooms_run_down(monkeypatch):
    monkeypatch.chdir(ROOT)
    assert lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True) == 0


@pytest.mark.django_db
def test_every_change_of_a_model_has_its_migration():
    out = StringIO()
    call_command("makemigrations", "--check", "--dry-run", stdout=out)
    assert out.getvalue().strip() == "No changes detected"


def test_nothing_is_left_to_be_done_later_without_being_said():
    words = "|".join((r"\bTO" + r"DO\b", r"\bFIX" + r"ME\b", r"\bHA" + r"CK\b", r"raise NotImplemented" + "Error"))
    assert _lines(words, _tree("src", "tests", "tools")) == []


def test_no_path_of_a_machine_and_no_registry_stands_in_the_tree():
    # "therapy/work/lessons" is no path: one begins after no letter.
    paths = [r"(?<!\w)/wo" + "rk/", r"(?<!\w)/ro" + "ot/", r"(?<!\w)/ho" + "me/[a-z]", r"C:\\Us" + "ers"]
    hosts = ["py" + "pi\\.org", "pythonho" + "sted", "arti" + "factory", "jf" + "rog", "registry\\.np" + "mjs"]
    assert _lines("|".join([*paths, *hosts]), _tree(*EVERYTHING), re.IGNORECASE) == []


# --- Templates --------------------------------------------------------------------------------


def test_every_template_that_is_named_exists_and_can_be_compiled():
    named = set()
    for file in PYTHON:
        named |= set(re.findall(r'"((?:[\w-]+/)*[\w-]+\.html)"', file.read_text()))
    for file in TEMPLATES:
        named |= set(re.findall(r'{%\s*(?:extends|include)\s+"([^"]+)"', file.read_text()))
    # f-strings begin with a folder that stands beside them.
    found = {str(file).rsplit("/templates/", 1)[1] for file in TEMPLATES}
    wrong = []
    for name in sorted(named | found):
        if name in found or "/" in name:
            try:
                get_template(name)
            except Exception as error:
                if not any(one.endswith(f"/{name}") for one in found):
                    wrong.append(f"{name}: {type(error).__name__}: {error}")
    assert wrong == []


def test_no_room_keeps_a_page_that_nobody_shows():
    everything = "\n".join(file.read_text() for file in [*PYTHON, *TEMPLATES])
    rooms = ("desk/", "moderation/", "people/", "plans/", "samples/", "reporting/", "toolkit/", "screenings/")
    pages = [str(file).rsplit("/templates/", 1)[1] for file in TEMPLATES]
    unused = [page for page in pages if page.startswith(rooms) and Path(page).name not in everything]
    assert unused == []


def test_templates_hold_no_style_and_no_script_of_their_own():
    inline = r"""\sstyle\s*=|<style|\son[a-z]+\s*=\s*["']|javascript:|hx-on|hx-vars|<script(?![^>]*\bsrc=)"""
    assert _lines(inline, TEMPLATES, re.IGNORECASE) == []


def test_templates_escape_everything_but_our_own_drawings():
    found = _lines(r"\|\s*safe\b|autoescape\s+off|\|\s*safeseq", TEMPLATES)
    assert [line.split(":")[0].rsplit("/", 1)[1] for line in found] == ["mark.html"]


def test_pages_ask_no_other_host_for_anything():
    assert (
        _lines(
            r"""(src|srcset|action|data-\w+-url)\s*=\s*["'](https?:)?//|<link[^>]+href=["'](https?:)?//""", TEMPLATES
        )
        == []
    )


# --- Code -------------------------------------------------------------------------------------

# Where a string is declared safe to show as it is, and why that is true.
MAY_MARK_SAFE = {
    "goldenthread/plans/queries/changes.py": "joined by hand; each word of the plan goes through escape",
    "goldenthread/plans/section_text.py": "joined by hand; each word of the plan goes through escape",
    "goldenthread/screenings/queries/threads.py": "a drawing and a table in which each word of the plan went through escape",
    "goldenthread/ui/components/words.py": "what stands between the ends of a block tag was rendered by its template",
}


def test_only_named_places_mark_text_as_safe():
    found = {
        line.split(":")[0].removeprefix("src/")
        for line in _lines(r"\bmark_safe\(|\bSafeString\(|\bSafeText\(|html_safe", PYTHON)
    }
    assert found == set(MAY_MARK_SAFE)


def test_no_form_takes_every_field_of_a_model():
    assert _lines(r"""fields\s*=\s*["']__all__["']|exclude\s*=\s*\(|modelform_factory|ModelForm\)""", PYTHON) == []


def test_no_query_is_built_from_what_somebody_sent():
    assert _lines(r"\w\(\*\*(self\.)?request\.|order_by\([^)]*request\.|\.extra\(|RawSQL|\.raw\(", PYTHON) == []


def test_views_never_step_out_of_their_authority():
    views = [file for file in PYTHON if "views" in file.name or file.parent.name == "views"]
    assert _lines(r"scopes_disabled|_base_manager|objects\.using", views) == []


def test_nothing_runs_a_shell_or_loads_what_it_should_not():
    assert _lines(r"shell\s*=\s*True|\bpickle\b|\beval\(|\bexec\(|yaml\.load\(|os\.system", PYTHON) == []


def test_time_and_chance_come_from_the_world_alone():
    clocks = r"timezone\.now\(|datetime\.now\(|date\.today\(|utcnow|random\.random|secrets\.|os\.urandom|localdate\(\)"
    places = [file for file in PYTHON if file.name != "world.py" and "migrations" not in file.parts]
    assert _lines(clocks, places) == []


# --- What we build on -------------------------------------------------------------------------

# The oldest release that holds no known hole that could reach us, kept by hand: a tool that cannot reach its service
# reports that all is well.
FLOORS = {
    "django": (5, 2, 19),
    "django-allauth": (65, 0),
    "lxml": (6, 0),
    "python-docx": (1, 2),
    "pypdfium2": (4, 30),
    "openpyxl": (3, 1, 5),
    "cryptography": (42, 0),
}
NEVER = ("pdfminer.six", "docxtpl", "PyPDF2", "pypdf", "weasyprint")


@pytest.mark.parametrize(("name", "floor"), FLOORS.items())
def test_a_package_is_new_enough(name, floor):
    parts = tuple(int(part) for part in re.findall(r"\d+", version(name))[: len(floor)])
    assert parts >= floor


@pytest.mark.parametrize("name", NEVER)
def test_a_package_that_reads_hostile_files_badly_is_not_here(name):
    with pytest.raises(PackageNotFoundError):
        version(name)
