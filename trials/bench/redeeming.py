"""Redeeming codes by many at once: by HTTP and by the service alone, beside the least that it can be."""

from __future__ import annotations

import json
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from statistics import mean, quantiles

from trials import postgres
from trials.bench.measures import Measure
from trials.bench.presses import Press, press_all
from trials.service import PROJECT, START_SECONDS, Service, TrialBroken, free_port

BENCH = "points"
CONNECTIONS = 8
PEOPLE = 80
WEB_PROCESSES = 2
HTTP_LEAST, SERVICE_LEAST = 0.07, 0.3
P99_MS = 30
GROWTH_MOST = 1.2
BARE_SECONDS = 3


@dataclass
class Rates:
    """Codes a second in each turn, and all waits for an answer by HTTP, in milliseconds."""

    bare: list[float] = field(default_factory=list)
    http: list[float] = field(default_factory=list)
    service: list[float] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)


def run(*, quick: bool) -> Iterator[Measure]:
    """In turns, so that what else the machine does meets all of them alike. SQLite is measured beside PostgreSQL."""
    turns, codes = (1, 160) if quick else (4, 1_600)
    found = {}
    for database, environment in postgres.databases():
        with Service.unstarted(environment=environment) as service:
            found[database] = _rates(service, turns, codes, with_bare=bool(environment))
    if reached := found.get("PostgreSQL"):
        yield from _measures(reached)
        about = "by HTTP on PostgreSQL"
        lite = mean(found["SQLite"].http)
        name = "codes redeemed by HTTP on SQLite"
        yield Measure(BENCH, name, lite, "codes/s", mean(reached.http), of="ratio", about=about)
    waits = found["SQLite"].waits
    name = "longest wait for a code on SQLite"
    yield Measure(BENCH, name, max(waits), "ms", quantiles(waits, n=100)[49], 5_000, about="the median")


def growth(*, quick: bool) -> Iterator[Measure]:
    """The same codes' neighbours, redeemed while few and while very many codes are kept."""
    few, many = (10_000, 200_000) if quick else (10_000, 10_000_000)
    for database, environment in postgres.databases():
        with Service.unstarted(environment=environment) as service:
            found = service.inside("bench_growth", str(few), str(many))
        what, about = f"a code redeemed with {many:,} codes on {database}", f"with {few:,} codes"
        for key, unit, name in (("cpu_ms", "ms CPU", "CPU"), ("wal_bytes", "bytes", "log")):
            value, reference = found["many"][key], found["few"][key]
            if reference:
                yield Measure(BENCH, f"{what}: {name}", value, unit, reference, GROWTH_MOST, of="ratio", about=about)


def _measures(reached: Rates) -> Iterator[Measure]:
    about, bare = "pgbench with one statement", mean(reached.bare)
    what = f"codes redeemed, {CONNECTIONS} connections"
    for name, rates, least in (
        ("by HTTP", reached.http, HTTP_LEAST),
        ("by the service", reached.service, SERVICE_LEAST),
    ):
        yield Measure(BENCH, f"{what}, {name}", mean(rates), "codes/s", bare, of="ratio", about=about, least=least)
    cuts = quantiles(reached.waits, n=100)
    yield Measure(BENCH, f"{what}: p99 by HTTP", cuts[98], "ms", cuts[49], P99_MS, about="the median")


def _rates(service: Service, turns: int, codes: int, *, with_bare: bool) -> Rates:
    """`codes` in each turn by HTTP, and twice as many by the service."""
    needed = PEOPLE + turns * 3 * codes
    told = service.inside("bench_redeem", "prepare", str(PEOPLE), str(needed))
    emails, printed = told["emails"], iter(told["codes"])
    rates, share = Rates(), service.home / "share.json"
    with _web(service) as bases:
        presses = []
        for number in range(CONNECTIONS):
            theirs = told["sessions"][number::CONNECTIONS]
            presses.append(Press(bases[number % len(bases)], theirs, list(islice(printed, len(theirs)))))
        for _turn in range(turns):
            if with_bare:
                rates.bare.append(service.inside("bench_redeem", "bare", str(CONNECTIONS), str(BARE_SECONDS))["rate"])
            pressed = press_all(presses, list(islice(printed, codes)))
            rates.http.append(pressed.rate)
            rates.waits += pressed.waits
            asked = {"connections": CONNECTIONS, "emails": emails, "printed": list(islice(printed, 2 * codes))}
            share.write_text(json.dumps(asked))
            rates.service.append(service.inside("bench_redeem", "service", str(share))["rate"])
        for press in presses:
            press.close()
    return rates


@contextmanager
def _web(service: Service) -> Iterator[list[str]]:
    """As many web processes as there are cores here, each with an address of its own, as behind a proxy.

    Each with one thread: a thread more is a connection to the database more, whose plans and caches push out others'.
    """
    ports = [free_port() for _number in range(WEB_PROCESSES)]
    command = [sys.executable, "-m", "waitress", "--threads=1", "--ident=Kwit"]
    log = (service.home / "web.log").open("wb")
    processes = [
        subprocess.Popen(
            [*command, f"--listen=127.0.0.1:{port}", "config.wsgi:application"],
            cwd=PROJECT,
            env=service.environment | {"ALLOWED_HOSTS": "127.0.0.1"},
            stdout=log,
            stderr=log,
        )
        for port in ports
    ]
    try:
        bases = [f"http://127.0.0.1:{port}" for port in ports]
        for base in bases:
            _wait_for(base)
        yield bases
    finally:
        for process in processes:
            process.terminate()
            process.wait(timeout=30)
        log.close()


def _wait_for(base: str) -> None:
    end = time.monotonic() + START_SECONDS
    while True:
        try:
            urllib.request.urlopen(f"{base}/healthz", timeout=2).close()  # noqa: S310
            return
        except OSError as error:
            if time.monotonic() > end:
                raise TrialBroken("a web process did not start") from error
            time.sleep(0.1)
