"""What a course costs: taking it whole, and its pages with very many enrolments on each database."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from trials import postgres
from trials.bench.measures import Measure
from trials.service import Service

BENCH = "elearning"
MOST_GROWTH = 1.2
PAGES = {
    "course": ("course page", 60),
    "learn": ("page of courses", 60),
    "hand_in": ("quiz handed in", 60),
    "results": ("organizer's page of results", 300),
}
"""What each is called, and how many milliseconds it may take."""


def run(*, quick: bool) -> Iterator[Measure]:
    """In homes of their own, without a web server."""
    with Service.unstarted() as service:
        found = service.inside("bench_course", "10" if quick else "50")
    taken = found["take"]
    yield Measure(
        BENCH,
        "begun, worked through, passed",
        taken["value"],
        "ms CPU",
        taken["reference"],
        20,
        of="ratio",
        about="the same rows by the same statements, nothing else",
    )
    yield Measure(BENCH, "page of courses", found["home_ms"], "ms CPU", found["empty_ms"], 50, about="an empty page")
    sizes = ("2000", "20000") if quick else ("10000", "1000000")
    for database, environment in postgres.databases():
        with Service.unstarted(environment=environment | {"ALLOWED_HOSTS": "127.0.0.1"}) as service:
            yield from _with_many(database, service.inside("bench_school", *sizes), *sizes)


def _with_many(database: str, found: Mapping[str, Any], few: str, many: str) -> Iterator[Measure]:
    about = f"with {int(few):,} enrolments"
    for page, (what, most) in PAGES.items():
        name = f"{what}, {int(many):,} enrolments on {database}"
        one, other = found[many][page], found[few][page]
        yield Measure(BENCH, name, one, "ms CPU", other, most, about=about)
        yield Measure(BENCH, f"{name}: growth", one, "ms CPU", other, MOST_GROWTH, of="ratio", about=about)
