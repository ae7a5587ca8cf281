"""A small learning record store for tests: keeps what a real one's own models accept, once for each id."""

import json
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

from pydantic import ValidationError
from ralph.models.xapi.base.statements import BaseXapiStatement


class RecordStore(ThreadingHTTPServer):
    """What it keeps by id; `answers` are codes that it gives before it behaves; 0 keeps and hangs up without a word."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.kept: dict[str, Any] = {}
        self.answers: list[int] = []
        self.asked: list[str] = []
        self.dislikes = ""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/xapi"

    def keep(self, statements: list[Any]) -> int:
        """The code for these: all are kept or none."""
        for one in statements:
            try:
                BaseXapiStatement(**one)
            except ValidationError:
                return 400
            if self.dislikes and self.dislikes in json.dumps(one):
                return 400
            if one["id"] in self.kept and self.kept[one["id"]] != one:
                return 409
        self.kept |= {one["id"]: one for one in statements}
        return 200


class _Handler(BaseHTTPRequestHandler):
    server: RecordStore

    def do_POST(self) -> None:
        self._take(self._content())

    def do_PUT(self) -> None:
        self._take([self._content()])

    def _content(self) -> Any:
        return json.loads(self.rfile.read(int(self.headers["Content-Length"])))

    def _take(self, statements: list[Any]) -> None:
        self.server.asked.append(self.command)
        code = self.server.answers.pop(0) if self.server.answers else self._code(statements)
        if code == 0:
            self.server.keep(statements)
            self.close_connection = True
            return
        self.send_response(code)
        if code == 302:
            self.send_header("Location", "http://127.0.0.1:1/")
        self.send_header("Content-Length", "4")
        self.end_headers()
        self.wfile.write(b"told")

    def _code(self, statements: list[Any]) -> int:
        if b64decode(self.headers["Authorization"].removeprefix("Basic ")) != b"key:secret":
            return 401
        if self.headers["X-Experience-API-Version"] != "1.0.3":
            return 400
        return self.server.keep(statements)

    def log_message(self, *args: Any) -> None:
        """Quiet."""


@contextmanager
def a_record_store() -> Iterator[RecordStore]:
    """One that listens on a free port."""
    store = RecordStore()
    Thread(target=store.serve_forever, daemon=True).start()
    try:
        yield store
    finally:
        store.shutdown()
        store.server_close()
