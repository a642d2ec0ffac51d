"""A server that answers the moderation modules as their files say a server must, and that can be told to misbehave."""

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs

from django.template.loader import render_to_string

import goldenthread.ui
from tests.goldenthread.ui import gallery_pages

STATIC = Path(goldenthread.ui.__file__).parent / "static"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'"
)
TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}


class LittleServer:
    """Keeps each field with its version, as the real one does; `is_down`, `person`, `takes` (seconds) change its mood."""

    def __init__(self) -> None:
        self.fields: dict[str, tuple[list[str], int]] = {"answer": (["not-met"], 3), "comment": (["as drawn"], 1)}
        self.asked: list[dict[str, list[str]]] = []
        self.evidence: list[dict[str, str]] = []
        self.posted: list[dict[str, list[str]]] = []
        self.shares: list[str] = []
        self.is_down = False
        self.person: str | None = "mair"
        self.token = "first-token"
        self.takes = 0.0
        self.in_hand: dict[str, int] = {}
        self.most_in_hand = 0
        self.seconds = 1800
        self.lock = threading.Lock()
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self.handler())
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def page(self) -> str:
        context = gallery_pages.moderation() | {
            "csrf_token": self.token,
            "urls": {"autosave": "/save/", "evidence": "/evidence/", "divider": "/divider/", "remove": "/remove/e1/"},
            "session_meta": {
                "seconds": self.seconds,
                "person": "mair",
                "state_url": "/session/",
                "login_url": "/login/",
            },
        }
        return render_to_string("ui/moderate_example.html", context)

    def save(self, body: dict[str, list[str]]) -> tuple[int, dict]:
        name, value, version = body["field"][0], body["value"], int(body["version"][0])
        with self.lock:
            self.asked.append(body)
            kept, now = self.fields.get(name, ([""], int(version)))
            if kept == value:
                return 200, {"version": now, "saved_at": "14:02:31"}
            if version != now:
                return 409, {"version": now, "value": kept[0], "by": "another tab", "saved_at": "14:02:10"}
            self.fields[name] = (value, now + 1)
            return 200, {
                "version": now + 1,
                "saved_at": "14:02:32",
                "texts": {"answered": "25 of 45 answered"},
                "progress": {"answered": [25, 45]},
            }

    def chips(self) -> str:
        return "".join(
            render_to_string(
                "components/evidence_chip.html",
                {
                    **each,
                    "ref": "F1",
                    "href": f"#block-{each['block']}",
                    "remove_url": f"/remove/{each['key']}/",
                    "remove_form": "evidence_F3",
                },
            )
            for each in self.evidence
        )

    def handler(self) -> type[BaseHTTPRequestHandler]:
        world = self

        class Handler(BaseHTTPRequestHandler):
            def log_message(self, *args: object) -> None:
                pass

            def answer(self, status: int, body: str, kind: str = "text/html", **headers: str) -> None:
                data = body.encode()
                self.send_response(status)
                self.send_header("Content-Type", f"{kind}; charset=utf-8")
                self.send_header("Content-Length", str(len(data)))
                self.send_header("Content-Security-Policy", POLICY)
                self.send_header("Cache-Control", "no-store")
                for name, value in headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(data)

            def do_GET(self) -> None:
                path = self.path.split("?")[0]
                if world.is_down:
                    self.connection.close()
                elif path.startswith("/static/"):
                    file = STATIC / path.removeprefix("/static/")
                    self.answer(200, file.read_text(), TYPES[file.suffix])
                elif path == "/session/":
                    state = {"signed_in": world.person is not None, "person": world.person, "token": world.token}
                    self.answer(200, json.dumps(state), "application/json")
                else:
                    self.answer(200, world.page())

            def do_POST(self) -> None:
                body = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode(), keep_blank_values=True)
                if world.is_down:
                    self.connection.close()
                    return
                if world.person is None:
                    self.answer(302, "", Location="/login/")
                    return
                if self.headers.get("X-CSRFToken", "") != world.token and "csrfmiddlewaretoken" not in body:
                    self.answer(403, "")
                    return
                if self.path == "/save/":
                    name = body["field"][0]
                    with world.lock:
                        world.in_hand[name] = world.in_hand.get(name, 0) + 1
                        world.most_in_hand = max(world.most_in_hand, world.in_hand[name])
                    time.sleep(world.takes)
                    status, answer = world.save(body)
                    with world.lock:
                        world.in_hand[name] -= 1
                    self.answer(status, json.dumps(answer), "application/json")
                elif self.path == "/evidence/":
                    given = {name: body.get(name, [""])[0] for name in ("block", "start", "end", "quote")}
                    world.evidence.append({**given, "key": f"n{len(world.evidence)}"})
                    self.answer(200, world.chips())
                elif self.path.startswith("/remove/"):
                    key = self.path.split("/")[2]
                    world.evidence = [each for each in world.evidence if each["key"] != key]
                    self.answer(200, world.chips())
                elif self.path == "/divider/":
                    world.shares.append(body["share"][0])
                    self.answer(204, "")
                else:
                    world.posted.append(body)
                    self.answer(200, world.page())

        return Handler

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()
