"""How many facts are wrong on the first, the second and the tenth paper of sellers that print in their own way."""

from __future__ import annotations

from collections.abc import Iterator

from trials.bench.measures import Measure
from trials.learning import curve, points

DOCUMENTS, QUICK = 10, 4
BETTER = 0.99


def run(bench: str, *, quick: bool) -> Iterator[Measure]:
    """Each measure beside the paper before: memory has to leave fewer wrong."""
    count = QUICK if quick else DOCUMENTS
    wrong = [100 * (1 - share) for share in curve(list(points(count=count)))]
    for later, earlier in ((2, 1), (count, 2)):
        name = f"wrong on paper {later} of a seller"
        yield Measure(
            bench,
            name,
            wrong[later - 1],
            "% of facts",
            wrong[earlier - 1],
            BETTER,
            of="ratio",
            about=f"paper {earlier}",
        )
