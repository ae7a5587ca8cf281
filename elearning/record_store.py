"""The one place that talks to an outside learning record store: xAPI 1.0.3, Part Three, Statement Resource.

Its address comes from the operator's settings alone, so nobody else can make the service call addresses inside its
network; redirections are not followed.
"""

import base64
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import quote
from urllib.request import HTTPRedirectHandler, Request, build_opener

from elearning.xapi import VERSION

SECONDS = 20
ENOUGH = 300
"""Of what a store answers, so much is kept."""
REFUSALS = {400, 413}
CONFLICT = 409
"""A statement of this id is there already."""


class NotNow(Exception):
    """The store did not answer, or not in a sensible way: the same may work later."""


class NotThis(Exception):
    """The store has something against what was sent; a single statement would be refused again."""


class _Stay(HTTPRedirectHandler):
    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None


_OPENER = build_opener(_Stay)


@dataclass(frozen=True, slots=True)
class Store:
    """Where it is, and with which key and secret (HTTP Basic) it is written to."""

    url: str
    key: str
    secret: str

    def post(self, statements: Sequence[Mapping[str, Any]]) -> None:
        """Hand over several at once: all are kept or none. Raises NotNow or NotThis."""
        self._send("POST", "statements", statements)

    def put(self, statement: Mapping[str, Any]) -> None:
        """Hand over one; that it is there already is as good. Raises NotNow or NotThis."""
        try:
            self._send("PUT", f"statements?statementId={quote(statement['id'])}", statement)
        except _Conflict:
            return

    def _send(self, method: str, path: str, content: Any) -> None:
        request = Request(  # noqa: S310 - https only, by a check at the start
            f"{self.url.rstrip('/')}/{path}",
            data=json.dumps(content, ensure_ascii=False).encode(),
            method=method,
            headers={
                "Content-Type": "application/json",
                "X-Experience-API-Version": VERSION,
                "Authorization": "Basic " + base64.b64encode(f"{self.key}:{self.secret}".encode()).decode(),
            },
        )
        try:
            with _OPENER.open(request, timeout=SECONDS) as answer:
                answer.read(ENOUGH)
        except HTTPError as refusal:
            raise _fault(refusal) from refusal
        except (URLError, OSError, HTTPException) as silence:
            raise NotNow(f"{type(silence).__name__}: {silence}"[:ENOUGH]) from silence


class _Conflict(NotThis):
    """The store has a statement of this id."""


def _fault(refusal: HTTPError) -> Exception:
    with refusal:
        words = refusal.read(ENOUGH).decode(errors="replace").replace("\x00", "")
    told = f"{refusal.code} {words}".strip()[:ENOUGH]
    if refusal.code == CONFLICT:
        return _Conflict(told)
    return NotThis(told) if refusal.code in REFUSALS else NotNow(told)
