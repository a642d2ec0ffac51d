"""A server that answers like a language model, well or badly, on this machine and for the length of one test."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Reply = Callable[["Handler", dict], None]


class Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        asked = json.loads(body)
        self.server.asked.append((self.path, asked))
        with suppress(BrokenPipeError, ConnectionResetError):
            self.server.reply(self, asked)

    def send(self, data: bytes, status: int = 200, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_):
        pass


@contextmanager
def model(reply: Reply) -> Iterator[ThreadingHTTPServer]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.reply, server.asked = reply, []
    server.url = f"http://127.0.0.1:{server.server_address[1]}/v1"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()


def says(content: object) -> Reply:
    """Answers with this as what the model said."""
    said = content if isinstance(content, str) else json.dumps(content)
    whole = json.dumps({"choices": [{"message": {"role": "assistant", "content": said}}]}).encode()
    return lambda handler, asked: handler.send(whole)


def points(*pairs: tuple[str, str]) -> Reply:
    return says({"points": [{"code": code, "quote": quote} for code, quote in pairs]})


def text_of(asked: dict) -> str:
    """What of the plan was sent."""
    return asked["messages"][-1]["content"].split("\n", 1)[1]


def dribbles(handler: Handler, asked: dict) -> None:
    """A letter now and then, so that no single wait is long."""
    handler.send_response(200)
    handler.send_header("Content-Length", "100000")
    handler.end_headers()
    for _ in range(200):
        handler.wfile.write(b" ")
        handler.wfile.flush()
        time.sleep(0.05)
