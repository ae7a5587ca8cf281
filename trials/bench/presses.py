"""People who redeem one code after another over a kept connection, with as little work of their own as possible."""

from __future__ import annotations

import socket
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Barrier
from urllib.parse import urlencode, urlsplit

from samples.loading import DEMO_PASSWORD
from trials.service import TrialBroken
from trials.web import Person

PATH = "/codes/"
FIELD = "csrfmiddlewaretoken"


@dataclass(frozen=True)
class Pressed:
    """How many codes a second all together redeemed, and how long each waited, in milliseconds."""

    rate: float
    waits: list[float]


class Press:
    """One signed-in person at one web process."""

    def __init__(self, base: str, email: str, first_code: str) -> None:
        person = Person(base)
        person.sign_in(email, DEMO_PASSWORD)
        form = person.get(PATH).form(PATH)
        # The first answer brings the mark of the browser, which every later request then carries.
        person.submit(form, code=first_code)
        self._host = urlsplit(base).netloc
        self._token = dict(form.fields)[FIELD]
        self._head = (
            f"POST {PATH} HTTP/1.1\r\nHost: {self._host}\r\nCookie: {person.cookie_header()}\r\n"
            f"Accept-Language: pl\r\nReferer: {base}{PATH}\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        )
        host, _colon, port = self._host.partition(":")
        self._socket = socket.create_connection((host, int(port)), timeout=120)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def redeem(self, code: str) -> float:
        """Milliseconds until the answer that the points are there."""
        body = urlencode({FIELD: self._token, "code": code})
        request = f"{self._head}Content-Length: {len(body)}\r\n\r\n{body}".encode()
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
