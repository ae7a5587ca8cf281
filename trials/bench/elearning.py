"""What a course costs: taking it whole, and the page that lists courses."""

from __future__ import annotations

from collections.abc import Iterator

from trials.bench.measures import Measure
from trials.service import Service

BENCH = "elearning"


def run(*, quick: bool) -> Iterator[Measure]:
    """In a home of its own, without a web server."""
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
