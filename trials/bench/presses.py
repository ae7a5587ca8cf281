"""People who redeem one code after another over a kept connection, with as little work of their own as possible."""

from __future__ import annotations

import socket
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http.client import HTTPConnection
from itertools import cycle
from threading import Barrier
from urllib.parse import urlencode, urlsplit

from trials.service import TrialBroken

PATH = "/codes/"
FIELD, TOKEN = "csrfmiddlewaretoken", "k" * 32
"""The same in cookie and form, as the page gives it."""


@dataclass(frozen=True)
class Pressed:
    """How many codes a second all together redeemed, and how long each waited, in milliseconds."""

    rate: float
    waits: list[float]


class Press:
    """Some signed-in people who take turns on one connection to one web process, as behind a proxy."""

    def __init__(self, base: str, sessions: Sequence[str], first_codes: Sequence[str]) -> None:
        self._people = cycle([_head(base, *one) for one in zip(sessions, first_codes, strict=True)])
        host, _colon, port = urlsplit(base).netloc.partition(":")
        self._socket = socket.create_connection((host, int(port)), timeout=120)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def redeem(self, code: str) -> float:
        """Milliseconds until the answer that the points are there."""
        body = urlencode({FIELD: TOKEN, "code": code})
        request = f"{next(self._people)}Content-Length: {len(body)}\r\n\r\n{body}".encode()
        started = time.perf_counter()
        self._socket.sendall(request)
        answer = b""
        while b"\r\n\r\n" not in answer:
            if not (more := self._socket.recv(8192)):
                raise TrialBroken("the web process closed the connection")
            answer += more
        waited = (time.perf_counter() - started) * 1000
        if not answer.startswith(b"HTTP/1.1 302") or b"redeemed=" not in answer:
            raise TrialBroken(f"a code was not redeemed: {answer[:300]!r}")
        return waited

    def close(self) -> None:
        """The connection."""
        self._socket.close()


def _head(base: str, session: str, first_code: str) -> str:
    """What this person's requests begin with. The first answer brings the browser's mark, which all others carry."""
    host = urlsplit(base).netloc
    headers = {
        "Cookie": f"sessionid={session}; csrftoken={TOKEN}",
        "Accept-Language": "pl",
        "Referer": f"{base}{PATH}",
        "Content-Type": "application/x-www-form-urlencoded",
    }
    connection = HTTPConnection(host, timeout=120)
    connection.request("POST", PATH, urlencode({FIELD: TOKEN, "code": first_code}), headers)
    answer = connection.getresponse()
    marks = [value.partition(";")[0] for name, value in answer.getheaders() if name == "Set-Cookie"]
    connection.close()
    if answer.status != 302:
        raise TrialBroken(f"the first code was answered with {answer.status}")
    headers["Cookie"] += "".join(f"; {mark}" for mark in marks if mark.startswith("kwit-device="))
    lines = "".join(f"{name}: {told}\r\n" for name, told in headers.items())
    return f"POST {PATH} HTTP/1.1\r\nHost: {host}\r\n{lines}"


def press_all(presses: Sequence[Press], codes: Sequence[str]) -> Pressed:
    """Everybody at once, each the own share of the codes."""
    barrier = Barrier(len(presses))

    def work(number: int) -> tuple[float, float, list[float]]:
        barrier.wait()
        started = time.monotonic()
        waits = [presses[number].redeem(code) for code in codes[number :: len(presses)]]
        return started, time.monotonic(), waits

    with ThreadPoolExecutor(len(presses)) as pool:
        done = list(pool.map(work, range(len(presses))))
    seconds = max(end for _start, end, _waits in done) - min(start for start, _end, _waits in done)
    return Pressed(len(codes) / seconds, [wait for _start, _end, waits in done for wait in waits])
