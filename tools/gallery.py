"""Draw every part and every example page without a database, photograph them at three widths, and ask axe.

python tools/gallery.py FOLDER            HTML and pictures into FOLDER
python tools/gallery.py FOLDER --no-look  HTML only
"""

import json
import os
import shutil
import sys
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]
WIDTHS = (360, 768, 1280)
BROWSER = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]


def settle() -> None:
    """As few settings as the templates need: no database, no rooms, no addresses."""
    import django
    from django.conf import settings

    settings.configure(
        SECRET_KEY="gallery",
        INSTALLED_APPS=["django.contrib.staticfiles", "goldenthread.ui"],
        TEMPLATES=[
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                # The plan's own text is drawn by its room.
                "DIRS": [ROOT / "src/goldenthread/plans/templates"],
                "APP_DIRS": True,
                "OPTIONS": {"builtins": ["goldenthread.ui.templatetags.gt"]},
            }
        ],
        STATIC_URL="/static/",
        ROOT_URLCONF="tools.gallery",
        USE_TZ=True,
        TIME_ZONE="Europe/London",
        LANGUAGE_CODE="en-gb",
        DEMONSTRATION=True,
    )
    django.setup()


urlpatterns: list = []


def pages() -> dict[str, tuple[str, dict]]:
    """File name -> (template, context)."""
    from tests.goldenthread.ui import gallery_pages

    return gallery_pages.pages()


def write(folder: Path) -> list[str]:
    from django.template.loader import render_to_string

    folder.mkdir(parents=True, exist_ok=True)
    shutil.copytree(ROOT / "src/goldenthread/ui/static", folder / "static", dirs_exist_ok=True)
    names = []
    for name, (template, context) in pages().items():
        (folder / f"{name}.html").write_text(render_to_string(template, context))
        names.append(name)
    return names


def look(folder: Path, names: list[str]) -> int:
    """Photograph and ask axe; how many violations."""
    from playwright.sync_api import sync_playwright

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *args: object) -> None:
            pass

        def end_headers(self) -> None:
            # The same policy as the service's, so that what it would block is seen here.
            self.send_header(
                "Content-Security-Policy",
                "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'",
            )
            super().end_headers()

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    axe = (ROOT / "tests/vendor/axe.min.js").read_text()
    found = 0
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=BROWSER)
        for width in WIDTHS:
            page = browser.new_page(viewport={"width": width, "height": 900})
            said: list[str] = []
            page.on(
                "console",
                lambda message, said=said: said.append(message.text) if message.type in ("error", "warning") else None,
            )
            page.on("pageerror", lambda error, said=said: said.append(str(error)))
            for name in names:
                said.clear()
                page.goto(f"http://127.0.0.1:{server.server_port}/{name}.html")
                page.wait_for_load_state("networkidle")
                page.screenshot(path=str(folder / f"{name}-{width}.png"), full_page=True)
                wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
                # A bar that sticks to the window's foot covers whatever is scrolled under it: ask with nothing scrolled.
                page.set_viewport_size(
                    {"width": width, "height": page.evaluate("document.documentElement.scrollHeight") + 100}
                )
                result = page.evaluate(
                    axe
                    + ";axe.run(document, {runOnly: ['wcag2a','wcag2aa','wcag21a','wcag21aa','wcag22aa','best-practice']})"
                )
                for violation in result["violations"]:
                    found += 1
                    nodes = json.dumps(
                        [(node["html"][:160], node["failureSummary"][:200]) for node in violation["nodes"]][:3],
                        indent=1,
                    )
                    print(f"{name} {width} axe {violation['id']}: {violation['help']}\n{nodes}")
                page.set_viewport_size({"width": width, "height": 900})
                if wide > 0:
                    found += 1
                    print(f"{name} {width}: {wide} px wider than the window")
                for line in said:
                    found += 1
                    print(f"{name} {width} console: {line}")
        browser.close()
    server.shutdown()
    return found


if __name__ == "__main__":
    target = Path(sys.argv[1])
    settle()
    drawn = write(target)
    print(f"{len(drawn)} pages in {target}")
    if "--no-look" not in sys.argv:
        problems = look(target, drawn)
        print(f"{problems} problems at {WIDTHS}")
        sys.exit(1 if problems else 0)
