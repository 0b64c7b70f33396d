"""The model, behind a real port: slow and failing as a test wants it."""

import json
import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.utils.csp import build_policy

from tests.functional.web.marksheet.model import Answer, Cell, Model
from tests.functional.web.marksheet.page import Form, drawn

TRIALS = Path(__file__).parent / "trials"
KINDS = {".mjs": "text/javascript", ".css": "text/css", ".js": "text/javascript"}
_PAGE = "<!doctype html><title>Fault</title><h1>Sorry</h1>"


@dataclass
class Line:
    """What lies between browser and service: `rate` of requests fail, `latency` in s.

    `says` answers requests of the script instead of the service: status, body, headers.
    """

    rate: float = 0.0
    latency: float = 0.0
    cut: bool = False
    says: tuple[int, str, dict[str, str]] | None = None
    chance: random.Random = field(default_factory=lambda: random.Random(20261122))
    requests: list[tuple[str, str]] = field(default_factory=list)
    most: int = 0
    under_way: int = 0


@dataclass
class Place:
    """A page, the model behind it and the line between."""

    form: Form
    model: Model
    line: Line
    home: str = ""


class _Handler(BaseHTTPRequestHandler):
    place: Place

    def log_message(self, *_: Any) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        """Answer with a page, a file, or what is new."""
        path = urlsplit(self.path).path
        if path == "/changes":
            self._through(self._changes)
        elif path.startswith(("/static/", "/trials/")):
            self._file(path)
        elif path == "/bare":
            self._send(200, "<!doctype html><title>Bare</title>", "text/html")
        else:
            drawn_ = drawn(self.place.form, self.place.model, self._asked("as", "ann"))
            self._send(200, drawn_, "text/html")

    def do_POST(self) -> None:
        """Take what is sent."""
        body = self.rfile.read(int(self.headers["Content-Length"] or 0))
        path = urlsplit(self.path).path
        takers = {
            "/save": self.place.model.save,
            "/exempt": self.place.model.exempt,
            "/settle": self.place.model.settle,
        }
        if path in takers:
            person, told = self._asked("as", "ann"), json.loads(body)
            self._through(lambda: takers[path](person, told))
        elif path == "/here":
            self._send(200, "{}", "application/json")
        else:
            headers = {"Clear-Site-Data": '"cache", "storage"'}
            self._send(200, "<!doctype html><title>Out</title>", "text/html", headers)

    def _asked(self, name: str, otherwise: str) -> str:
        query = parse_qs(urlsplit(self.path).query)
        return query.get(name, [otherwise])[0]

    def _changes(self) -> Answer:
        tag = self.headers.get("If-None-Match", "")
        return self.place.model.changes(int(self._asked("since", "0")), tag)

    def _through(self, run: Callable[[], Answer]) -> None:
        """Let a request pass the line: late, or lost on the way there or back."""
        line = self.place.line
        line.requests.append((self.command, self.path))
        saves = self.path.startswith("/save")
        line.under_way += saves
        line.most = max(line.most, line.under_way)
        try:
            time.sleep(line.latency)
            self._answer(line, run)
        finally:
            line.under_way -= saves

    def _answer(self, line: Line, run: Callable[[], Answer]) -> None:
        if line.cut:
            return
        if line.says:
            status, body, headers = line.says
            self._send(status, body, "text/html", headers)
            return
        fails = line.chance.random() < line.rate
        way = line.chance.choice(("there", "back", "fault")) if fails else ""
        if way == "there":
            return
        if way == "fault":
            self._send(503, _PAGE, "text/html")
            return
        answer = run()
        if way != "back":
            text = "" if answer.status == 304 else json.dumps(answer.body)
            headers = {"ETag": answer.tag} if answer.tag else {}
            self._send(answer.status, text, "application/json", headers)

    def _file(self, path: str) -> None:
        folder, _, name = path[1:].partition("/")
        found = (
            finders.find(name) if folder == "static" else str(TRIALS / Path(name).name)
        )
        file = Path(str(found))
        if not found or not file.is_file():
            self._send(404, "", "text/plain")
            return
        self._send(200, file.read_text(encoding="utf-8"), KINDS[file.suffix])

    def _send(
        self, status: int, body: str, kind: str, more: dict[str, str] | None = None
    ) -> None:
        data = body.encode()
        self.send_response(status)
        policy = build_policy(dict[str, Any](settings.SECURE_CSP))
        headers = {
            "Content-Type": f"{kind}; charset=utf-8",
            "Content-Length": str(len(data)),
            "Content-Security-Policy": policy,
            "Cache-Control": "no-store",
            **(more or {}),
        }
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: Any) -> None:
        """Let a browser that went away be gone."""


@contextmanager
def serving(form: Form, **model: Any) -> Iterator[Place]:
    """Serve a marksheet until the end of the block."""
    held = Model({id_: Cell() for id_ in form.ids()}, **model)
    place = Place(form, held, Line())
    handler = type("Handler", (_Handler,), {"place": place})
    server = _Server(("127.0.0.1", 0), handler)
    place.home = f"http://127.0.0.1:{server.server_address[1]}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield place
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
