"""From the key to the next claim on the screen: decisions by HTTP, each answered with the next claim's page."""

from __future__ import annotations

import http.client
import statistics
import time
from urllib.parse import urlencode, urlsplit

from trials.bench.measures import Measure
from trials.service import Service, TrialBroken
from trials.web import Person

DECISIONS = 60
MOST_MS = 500
"""Sixty claims in ten minutes are ten seconds for each; of these the service may take as long as nobody notices."""

CLERK = "barbara.sikora@zuraw-hurt.example.com"


def measure() -> Measure:
    """Sixty decisions one after the other; the reference is the same claim's page opened by itself."""
    with Service() as service:
        session, token, first = service.inside("bench_session", CLERK, str(DECISIONS + 5))
        person = Person(service.base)
        connection = http.client.HTTPConnection(urlsplit(person.base).netloc, timeout=120)
        headers = {"Cookie": f"sessionid={session}; csrftoken={token}", "Referer": person.base, "HX-Request": "true"}
        opened = [_open(connection, f"/queue/{first}/", headers) for _time in range(5)]
        answered, address = [], f"/queue/{first}/"
        for _decision in range(DECISIONS):
            milliseconds, address = _confirm(connection, address, headers, token)
            answered.append(milliseconds)
        connection.close()
    name = "decision to next claim by HTTP, median of 60"
    value, page = statistics.median(answered), statistics.median(opened)
    return Measure("verification", name, value, "ms", page, MOST_MS, about="a claim's page opened by itself")


def _open(connection: http.client.HTTPConnection, path: str, headers: dict[str, str]) -> float:
    started = time.perf_counter()
    connection.request("GET", path, headers=headers)
    answer = connection.getresponse()
    answer.read()
    if answer.status != 200:
        raise TrialBroken(f"{path} was answered with {answer.status}")
    return (time.perf_counter() - started) * 1000


def _confirm(
    connection: http.client.HTTPConnection, path: str, headers: dict[str, str], token: str
) -> tuple[float, str]:
    """Milliseconds until the next claim's whole page is there, and its address."""
    body = urlencode({"csrfmiddlewaretoken": token})
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    started = time.perf_counter()
    connection.request("POST", f"{path}confirm/", body, headers | kind)
    answer = connection.getresponse()
    answer.read()
    took = (time.perf_counter() - started) * 1000
    following = answer.getheader("HX-Push-Url")
    if answer.status != 200 or not following:
        raise TrialBroken(f"a decision was answered with {answer.status}")
    return took, following
