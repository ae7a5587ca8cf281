"""Requests timed by hand: from the last byte sent to the last byte received, no redirect followed."""

from __future__ import annotations

import http.client
import time
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

from trials.web import Fields, Person


@dataclass(frozen=True)
class Timed:
    """An answer and when it was there, on the monotonic clock."""

    status: int
    body: str
    sent_at: float
    answered_at: float

    @property
    def milliseconds(self) -> float:
        """Waiting time."""
        return (self.answered_at - self.sent_at) * 1000


def request(
    person: Person, path: str, *, body: bytes = b"", kind: str = "", accept: str = "text/html", method: str = ""
) -> Timed:
    """One request on a connection of its own, as this person."""
    connection = http.client.HTTPConnection(urlsplit(person.base).netloc, timeout=120)
    try:
        connection.putrequest(method or ("POST" if body else "GET"), path)
        headers = {"Cookie": person.cookie_header(), "Referer": person.base, "Accept": accept}
        if body:
            headers |= {"Content-Type": kind, "Content-Length": str(len(body))}
        for name, value in headers.items():
            connection.putheader(name, value)
        connection.endheaders(body or None)
        sent = time.monotonic()
        answer = connection.getresponse()
        text = answer.read().decode("utf-8", "replace")
        return Timed(answer.status, text, sent, time.monotonic())
    finally:
        connection.close()


def submit(person: Person, path: str, fields: Fields) -> Timed:
    """A form without files."""
    return request(person, path, body=urlencode(fields).encode(), kind="application/x-www-form-urlencoded")
