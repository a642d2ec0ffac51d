"""Bring in the front-end packages that we keep as files, without their brand.

    python tools/vendor_frontend.py            fetch with npm, clean, write
    python tools/vendor_frontend.py --check    say whether what is kept is what would be written

What is kept: the GOV.UK Design System's style sheet and module, htmx 2, and axe for the tests, each with its licence.
What is left out: the typeface, crown, crest, logos and icons that belong to the government alone; source maps.
The style sheet is put into a cascade layer, so that ours, which is in none, always wins.
"""

import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENDOR = ROOT / "src/goldenthread/ui/static/vendor"
FOR_TESTS = ROOT / "tests/vendor"

GOVUK = "govuk-frontend@6.6.0"
# htmx 4 is another library under the same name.
HTMX = "htmx.org@2.0.11"
AXE = "axe-core@4.14.1"

GOVUK_LICENCE = """The MIT License (MIT)

Copyright (C) 2017 Crown Copyright (Government Digital Service)

Permission is hereby granted, free of charge, to any person obtaining a copy of
this software and associated documentation files (the "Software"), to deal in
the Software without restriction, including without limitation the rights to
use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies
of the Software, and to permit persons to whom the Software is furnished to do
so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all
copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE
SOFTWARE.
"""


# Parts that belong to the government's own site, or that we do not use: their rules are dropped.
FOREIGN = re.compile(
    r"\.govuk-(header|footer|cookie-banner|exit-this-page|feedback|language-navigation|generic-header)\b"
)


def without_foreign_parts(rule: re.Match) -> str:
    """One innermost rule without the selectors of foreign parts; nothing when none is left."""
    selectors = rule.group(1).split(",")
    kept = [selector for selector in selectors if not FOREIGN.search(selector)]
    return ",".join(kept) + "{" + rule.group(2) + "}" if kept else ""


def clean_css(css: str) -> str:
    """The style sheet without typeface, crest, foreign parts and map, inside the layer `govuk`."""
    css = css.replace('@charset "UTF-8";', "")
    css = re.sub(r"/\*!?.*?\*/", "", css, flags=re.S)
    css = re.sub(r"@font-face\s*\{[^}]*\}", "", css)
    css = re.sub(r'"?GDS Transport"?,\s*arial,\s*sans-serif', "var(--gt-font)", css, flags=re.I)
    # The print rules would bring back a serif-less default of the browser's choosing.
    css = css.replace("font-family:sans-serif", "font-family:var(--gt-font)")
    css = re.sub(r"[a-z-]+:[^;{}]*url\([^)]*/assets/[^)]*\)[^;{}]*;?", "", css)
    css = re.sub(r"([^{}]+)\{([^{}]*)\}", without_foreign_parts, css)
    css = re.sub(r"@media[^{}]*\{\}", "", css)
    return f'@charset "UTF-8";\n@layer govuk{{{css.strip()}}}\n'


def clean_js(script: str) -> str:
    return re.sub(r"//# sourceMappingURL=\S+\s*$", "", script).rstrip() + "\n"


STORAGE_TEST = 'const e="htmx:sessionStorageTest";'


def clean_htmx(script: str) -> str:
    """Without the browser's storage: it would keep the address of each page, and what somebody searched for with it."""
    if script.count(STORAGE_TEST) != 1:
        raise SystemExit("htmx asks for the browser's storage in another way now: look, and mend clean_htmx")
    return clean_js(script.replace(STORAGE_TEST, f"return false;{STORAGE_TEST}"))


def fetch(package: str, into: Path) -> Path:
    """Unpack one npm package; its folder."""
    into.mkdir(parents=True)
    packed = subprocess.run(
        ["npm", "pack", "--silent", package], cwd=into, check=True, capture_output=True, text=True
    ).stdout.split()[-1]
    subprocess.run(["tar", "xzf", packed], cwd=into, check=True)
    return into / "package"


def files(into: Path) -> Iterator[tuple[Path, str]]:
    """Each file to keep, with its text."""
    govuk, htmx, axe = fetch(GOVUK, into / "govuk"), fetch(HTMX, into / "htmx"), fetch(AXE, into / "axe")
    built = govuk / "dist/govuk"
    yield VENDOR / "govuk/govuk-frontend.css", clean_css((built / "govuk-frontend.min.css").read_text())
    yield VENDOR / "govuk/govuk-frontend.js", clean_js((built / "govuk-frontend.min.js").read_text())
    yield VENDOR / "govuk/LICENCE.txt", GOVUK_LICENCE
    yield VENDOR / "htmx/htmx.js", clean_htmx((htmx / "dist/htmx.min.js").read_text())
    yield VENDOR / "htmx/LICENCE.txt", (htmx / "LICENSE").read_text()
    yield FOR_TESTS / "axe.min.js", clean_js((axe / "axe.min.js").read_text())
    yield FOR_TESTS / "axe-LICENCE.txt", (axe / "LICENSE").read_text()
    kept = "\n".join([GOVUK, HTMX, AXE])
    yield (
        VENDOR / "VERSIONS.txt",
        f"Written by tools/vendor_frontend.py from these npm packages, changed as it says:\n{kept}\n",
    )


def main() -> int:
    check = "--check" in sys.argv[1:]
    stale = []
    with tempfile.TemporaryDirectory() as folder:
        for path, text in files(Path(folder)):
            if path.exists() and path.read_text() == text:
                continue
            stale.append(path)
            if not check:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text)
    for path in stale:
        print(("stale: " if check else "wrote: ") + str(path.relative_to(ROOT)))
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
